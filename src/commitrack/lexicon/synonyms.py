"""Different namings of one thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from commitrack.lexicon.party_rows import load_parties
from commitrack.lexicon.tables import read_table

_SHORTEST = 3
"""Letters of a naming: "us" is no party in lower case."""


class Synonyms(NamedTuple):
    """Folds every naming of a thing to one word."""

    kept: dict[str, str]
    """Other naming -> the word kept, lower case."""
    pattern: re.Pattern[str]

    def fold(self, text: str) -> str:
        """Return the lower-case text with every naming replaced by the word kept."""
        return self.pattern.sub(self._keep, text)

    def _keep(self, match: re.Match[str]) -> str:
        return self.kept[match[0]]


@cache
def load_synonyms() -> Synonyms:
    """Read `synonyms.toml`."""
    table = read_table("synonyms")
    kept = _namings(table["parties"])
    kept |= {other: word for part in ("phrases", "words") for word, others in table[part].items() for other in others}
    longest_first = sorted(kept, key=lambda other: (-len(other), other))
    alternatives = "|".join(map(re.escape, longest_first))
    return Synonyms(kept, re.compile(rf"(?<![\w])(?:{alternatives})(?![\w])"))


def _namings(words: Mapping[str, str]) -> dict[str, str]:
    """Return the namings of parties, in lower case; what holds one and is none (`Sea of Japan`) stays."""
    known = load_parties()
    kept = {phrase.lower(): phrase.lower() for phrase in known.never}
    for word, party in words.items():
        row = known.rows[party]
        names = (name.lower() for name in (*known.names(party), *row.adjectives))
        kept |= {name: word for name in names if len(name) >= _SHORTEST and name != word}
    return kept
