"""Words that make a commitment firmer or softer, and words that say little of its object."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from commitrack.lexicon.tables import read_table


class Emphasis(NamedTuple):
    """The table `emphasis.toml`, ready to use."""

    commonplaces: tuple[str, ...]
    """Words as written, not stems."""
    fillers: frozenset[str]
    """Words that are no reason for anything, in lower case."""
    firmer: re.Pattern[str]
    softer: re.Pattern[str]


@cache
def load_emphasis() -> Emphasis:
    """Read `emphasis.toml`."""
    table = read_table("emphasis")
    fillers = frozenset(table["fillers"].split())
    return Emphasis(tuple(table["commonplaces"].split()), fillers, _any_of(table["firmer"]), _any_of(table["softer"]))


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
