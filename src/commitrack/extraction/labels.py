"""Topics of the commitments of one document: from their words, their sentence, their heading and their neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from msgspec import Struct

from commitrack.lexicon.tokens import Tokens, tokenize
from commitrack.lexicon.topics import Hit, Topics
from commitrack.model import Span

PARAGRAPH = "\n\n"
Gains = dict[str, float]


class Piece(Struct, frozen=True):
    """The words of a commitment, tokens `first` to `last` (exclusive), and the heading that it stands under."""

    tokens: Tokens
    first: int
    last: int
    heading: Span | None


def label_topics(pieces: Sequence[Piece], topics: Topics, text: str, own: Container[str] = ()) -> list[tuple[str, ...]]:
    """Return one to three topics for each piece, the main one first.

    `own` are the names in lower case, of one word, by which the statement calls its own side: they tell no topic.

    A piece's own words count first. The less they tell, the more it leans on what stands around it: the rest of its
    sentence, its heading, the piece before it, and what the document is mostly about.
    """
    rule = topics.weighing
    told = _read(pieces, topics, text, own)
    sure = (own for own, _, _ in told if max(own.values(), default=0.0) > rule.hints)
    main = Counter(max(own, key=own.__getitem__) for own in sure)
    document = {key: count / len(pieces) for key, count in main.most_common(3)}
    labels: list[tuple[str, ...]] = []
    before: Gains = {}
    ended = 0
    for piece, (own, sentence, heading) in zip(pieces, told, strict=True):
        start = piece.tokens.starts[piece.first]
        near = rule.paragraph if text.find(PARAGRAPH, ended, start) < 0 else rule.before
        around = ((sentence, rule.sentence), (heading, rule.heading), (before, near), (document, rule.document))
        trust = rule.lean / (rule.lean + max(own.values(), default=0.0))
        gains = dict(own)
        for more, share in around:
            factor = trust * share
            for key, gain in more.items():
                gains[key] = gains.get(key, 0.0) + factor * gain
        labels.append(topics.rank(gains))
        before = {key: gains.get(key, 0.0) for key in labels[-1]}
        ended = start
    return labels


def _read(
    pieces: Sequence[Piece], topics: Topics, text: str, names: Container[str]
) -> list[tuple[Gains, Gains, Gains]]:
    """Return for each piece what its own words tell, the rest of its sentence, and its heading."""
    sentences: dict[int, list[Hit]] = {}  # several pieces share one
    headings: dict[Span | None, Gains] = {None: {}}
    told = []
    for piece in pieces:
        if piece.heading and piece.heading not in headings:
            headings[piece.heading] = topics.weigh(topics.find(tokenize(text, *piece.heading)))
        hits = sentences.get(id(piece.tokens))
        if hits is None:
            hits = sentences[id(piece.tokens)] = topics.find(piece.tokens)
        own, rest = [], []
        for hit in hits:
            start, end, tells = hit
            if piece.tokens.words[start] in names and end == start + 1:
                continue
            if piece.first <= start and end <= piece.last:
                own.append(hit)
            elif tells:
                rest.append(hit)
        told.append(
            (topics.weigh(own, piece.first), topics.weigh(rest, piece.first) if rest else {}, headings[piece.heading])
        )
    return told
