"""Topics of the commitments of one document: from their words, their sentence, their heading and their neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commitrack.lexicon.tokens import Tokens, tokenize
from commitrack.lexicon.topics import Hit, Topics
from commitrack.model import Span

PARAGRAPH = "\n\n"
Gains = dict[str, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of a commitment, tokens `first` to `last` (exclusive), and the heading that it stands under."""

    tokens: Tokens
    first: int
    last: int
    heading: Span | None


def label_topics(pieces: Sequence[Piece], topics: Topics, text: str) -> list[tuple[str, ...]]:
    """Return one to three topics for each piece, the main one first.

    A piece's own words count first. The less they tell, the more it leans on what stands around it: the rest of its
    sentence, its heading, the piece before it, and what the document is mostly about.
    """
    rule = topics.weighing
    told = _read(pieces, topics, text)
    main = Counter(topics.rank(own)[0] for own, _ in told if own)
    document = {key: rule.document * count / len(pieces) for key, count in main.items()}
    labels: list[tuple[str, ...]] = []
    gains: Gains = {}
    ended = 0
    for piece, (own, around) in zip(pieces, told, strict=True):
        start = piece.tokens.starts[piece.first]
        _add(around, gains, rule.before if PARAGRAPH in text[ended:start] else rule.paragraph)
        _add(around, document, 1.0)
        gains = dict(own)
        _add(gains, around, rule.lean / (rule.lean + max(own.values(), default=0.0)))
        ended = start
        labels.append(topics.rank(gains))
    return labels


def _read(pieces: Sequence[Piece], topics: Topics, text: str) -> list[tuple[Gains, Gains]]:
    """Return for each piece what its own words gain, and what the rest of its sentence and its heading do."""
    rule = topics.weighing
    sentences: dict[int, list[Hit]] = {}  # several pieces share one
    headings: dict[Span | None, Gains] = {None: {}}
    told = []
    for piece in pieces:
        if piece.heading not in headings and piece.heading:
            headings[piece.heading] = topics.weigh(topics.find(tokenize(text, *piece.heading)))
        if id(piece.tokens) not in sentences:
            sentences[id(piece.tokens)] = topics.find(piece.tokens)
        inside: list[Hit] = []
        outside: list[Hit] = []
        for hit in sentences[id(piece.tokens)]:
            (inside if piece.first <= hit.start and hit.end <= piece.last else outside).append(hit)
        around: Gains = {}
        _add(around, topics.weigh((hit for hit in outside if hit.gains), piece.first), rule.sentence)
        _add(around, headings[piece.heading], rule.heading)
        told.append((topics.weigh(inside, piece.first), around))
    return told


def _add(gains: Gains, more: Mapping[str, float], factor: float) -> None:
    for key, gain in more.items():
        gains[key] = gains.get(key, 0.0) + factor * gain
