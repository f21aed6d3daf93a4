"""Different namings of one thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from commitrack.lexicon.party_rows import load_parties
from commitrack.lexicon.tables import read_table
from commitrack.patterns import compile_late

_WORD = compile_late(r"\w+")
_SHORTEST = 3
"""Letters of a naming: "us" is no party in lower case."""


class Synonyms(NamedTuple):
    """Folds every naming of a thing to one word."""

    kept: dict[str, str]
    """Other naming -> the word kept, lower case."""
    namings: dict[str, list[str]]
    """The first word of namings -> those, longest first."""
    first: re.Pattern[str]
    """Any of these words: an expression of all namings would take longer to compile than a comparison has use for."""

    def fold_namings(self, text: str) -> str:
        """Return the lower-case text with every naming replaced by the word kept, the longest one at each place."""
        parts: list[str] = []
        end = 0
        for match in self.first.finditer(text):
            start = match.start()
            naming = self._naming_at(text, start, match[0]) if start >= end else None
            if naming:
                parts += text[end:start], self.kept[naming]
                end = start + len(naming)
        return "".join((*parts, text[end:]))

    def _naming_at(self, text: str, start: int, first: str) -> str | None:
        there = (naming for naming in self.namings[first] if text.startswith(naming, start))
        return next((naming for naming in there if not _WORD.match(text, start + len(naming))), None)


@cache
def load_synonyms() -> Synonyms:
    """Read `synonyms.toml`."""
    table = read_table("synonyms")
    kept = _namings(table["parties"])
    kept |= {other: word for part in ("phrases", "words") for word, others in table[part].items() for other in others}
    namings: dict[str, list[str]] = {}
    for naming in sorted(kept, key=len, reverse=True):
        if first := _WORD.match(naming):
            namings.setdefault(first[0], []).append(naming)
    return Synonyms(kept, namings, compile_late(rf"(?<!\w)(?:{'|'.join(namings)})(?!\w)"))


def _namings(words: Mapping[str, str]) -> dict[str, str]:
    """Return the namings of parties, in lower case; what holds one and is none (`Sea of Japan`) stays."""
    known = load_parties()
    kept = {phrase.lower(): phrase.lower() for phrase in known.never}
    for word, party in words.items():
        row = known.rows[party]
        names = (name.lower() for name in (*known.names(party), *row.adjectives))
        kept |= {name: word for name in names if len(name) >= _SHORTEST and name != word}
    return kept
