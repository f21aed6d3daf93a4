"""Who else said this: the closest commitments among many."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from commitrack.comparison.traits import read_words
from commitrack.comparison.vectors import cosine, norm
from commitrack.comparison.words import stem
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.lexicon.synonyms import load_synonyms
from commitrack.model import Commitment, Statement

Candidate = tuple[Statement, Commitment]


def find_similar(
    sought: Commitment | str, candidates: Iterable[Candidate], limit: int = 10
) -> tuple[tuple[float, Statement, Commitment], ...]:
    """Return the closest candidates, best first, with the cosine of their idf-weighted words; never the sought one."""
    own = None if isinstance(sought, str) else sought.id
    idf, unseen = load_frequencies().idf, load_frequencies().unseen
    words = {word: idf.get(word, unseen) for word in read_words(_text_of(sought))}
    length = norm(words)
    found = []
    for statement, commitment in candidates:
        if commitment.id == own:
            continue
        others = {word: idf.get(word, unseen) for word in read_words(_text_of(commitment))}
        near = cosine(words, others, length * norm(others))
        if near:
            found.append((-round(near, 4), statement.date, commitment.id, statement, commitment))
    nearest = heapq.nsmallest(limit, found, key=lambda row: row[:3])
    return tuple((-score, statement, commitment) for score, _, _, statement, commitment in nearest)


def telling_words(sought: Commitment | str) -> tuple[str, ...]:
    """Return what a search for candidates has to look for, the rarest first: stems, and other namings of the same."""
    idf, unseen = load_frequencies().idf, load_frequencies().unseen
    stems = sorted(set(read_words(_text_of(sought))), key=lambda word: (-idf.get(word, unseen), word))
    namings: dict[str, list[str]] = {}
    for other, kept in load_synonyms().kept.items():
        namings.setdefault(stem(kept), []).append(other)
    return tuple(word for each in stems for word in (each, *namings.get(each, ())))


def _text_of(sought: Commitment | str) -> str:
    return sought if isinstance(sought, str) else sought.text or sought.quote
