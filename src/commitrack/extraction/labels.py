"""Topics of the commitments of one document: from their words, their heading and their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..lexicon.tokens import Tokens, tokenize
from ..lexicon.topics import Topics, rank
from ..model import Span

TELLING = 4.0  # from this sum on a piece's own words speak for themselves


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of a commitment, tokens `first` to `last` (exclusive), and the heading that it stands under."""

    tokens: Tokens
    first: int
    last: int
    heading: Span | None


def label_topics(pieces: Sequence[Piece], topics: Topics, text: str) -> list[tuple[str, ...]]:
    """Return one to three topics for each piece, the main one first.

    A piece whose own words tell little leans on its heading and on the piece before it.
    """
    labels = []
    previous: dict[str, float] = {}
    for piece in pieces:
        gains = topics.weigh(piece.tokens, piece.first, piece.last)
        own = sum(gains.values())
        if piece.heading:
            for key, gain in topics.weigh(tokenize(text, *piece.heading)).items():
                gains[key] = gains.get(key, 0.0) + gain * (0.5 if own >= TELLING else 1.0)
        if own < TELLING:
            for key, gain in previous.items():
                gains[key] = gains.get(key, 0.0) + 0.5 * gain
        previous = gains
        labels.append(rank(gains, topics.keys))
    return labels
