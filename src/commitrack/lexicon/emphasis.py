"""Words that make a commitment firmer or softer, and words that say little of its object."""

from __future__ import annotations

import re
from functools import cache
from itertools import permutations
from typing import NamedTuple

from commitrack.lexicon.tables import read_table
from commitrack.patterns import compile_late


class Emphasis(NamedTuple):
    """The table `emphasis.toml`, ready to use."""

    commonplaces: tuple[str, ...]
    """Words as written, not stems."""
    fillers: frozenset[str]
    """Words that are no reason for anything, in lower case."""
    empty: frozenset[str]
    """Words that say nothing where one came, went or took the place of another, in lower case."""
    negations: re.Pattern[str]
    opposites: tuple[tuple[str, str], ...]
    """Words one of which turns round what the other says, in either order."""
    directions: frozenset[str]
    """Words after which two things that changed places turn round what is said."""
    unnamed: frozenset[str]
    """Words that bear a capital and are no names."""
    firmer: re.Pattern[str]
    softer: re.Pattern[str]
    conditions: frozenset[str]
    """Those of them that say on what it depends."""
    phrases: re.Pattern[str]
    """Those of both that are more than a word: "without delay" is not the opposite of "with"."""
    toneless: re.Pattern[str]
    """Phrases in which such words carry no tone, in whatever case and ending."""
    raising: frozenset[str]
    """Those of the firmer words that raise the force of an operative phrase."""
    lowering: tuple[str, ...]
    """The words that lower it."""


@cache
def load_emphasis() -> Emphasis:
    """Read `emphasis.toml`."""
    table = read_table("emphasis")
    firmer, softer = table["firmer"], table["softer"]
    firm, soft = [*firmer["both"], *firmer["compared"]], [*softer["both"], *softer["condition"], *softer["compared"]]
    return Emphasis(
        commonplaces=tuple(table["commonplaces"].split()),
        fillers=frozenset(table["fillers"].split()),
        empty=frozenset(table["empty"].split()),
        negations=_any_of(table["negations"]),
        opposites=tuple(
            (one, other) for pair in map(str.split, table["opposites"]) for one, other in permutations(pair)
        ),
        directions=frozenset(table["directions"].split()),
        unnamed=frozenset(table["unnamed"].split()),
        firmer=_any_of(firm),
        softer=_any_of(soft),
        conditions=frozenset(softer["condition"]),
        phrases=_any_of([phrase for phrase in (*firm, *soft) if " " in phrase]),
        toneless=compile_late(rf"\b(?:{'|'.join(map(re.escape, table['toneless']))})\w*", re.IGNORECASE),
        raising=frozenset(firmer["both"]),
        lowering=(*softer["both"], *softer["condition"], *softer["force"]),
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return compile_late(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
