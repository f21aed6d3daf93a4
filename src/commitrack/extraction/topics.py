"""Topics of the commitments of one document: from their words, what stands around them, and their neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from commitrack.lexicon.tokens import Tokens, tokenize
from commitrack.lexicon.topics import Hit, Topics
from commitrack.model import Span

PARAGRAPH = "\n\n"
SOME = 20  # characters between two commitments from which on they may tell something
Gains = dict[str, float]


class Evidence(NamedTuple):
    """What each topic gains by the words of a piece and by what stands around it."""

    own: Gains
    sentence: Gains
    heading: Gains
    lead_up: Gains


class Piece(Struct, frozen=True):
    """The words of a commitment, tokens `first` to `last` (exclusive), and the heading that it stands under."""

    tokens: Tokens
    first: int
    last: int
    heading: Span | None


def label_topics(
    pieces: Sequence[Piece], topics: Topics, text: str, names: Container[str] = ()
) -> list[tuple[str, ...]]:
    """Return one to three topics for each piece, the main one first.

    `names` are those in lower case, of one word, by which the statement calls its own side: they tell no topic.

    A piece's own words count first. The less they tell, the more it leans on what stands around it: the rest of its
    sentence, what leads up to that in no piece, its heading, the piece before it, and what the document is about.
    """
    rule = topics.weighing
    evidence = list(_read(pieces, topics, text, names))
    document = _find_matter(evidence, rule.hints)
    labels: list[tuple[str, ...]] = []
    before: Gains = {}
    ended = 0
    for piece, each in zip(pieces, evidence, strict=True):
        start = piece.tokens.starts[piece.first]
        near = rule.paragraph if text.find(PARAGRAPH, ended, start) < 0 else rule.before
        around = (
            (each.sentence, rule.sentence),
            (each.lead_up, rule.lead_up),
            (each.heading, rule.heading),
            (before, near),
            (document, rule.document),
        )
        gains = _lean(each.own, around, rule.lean)
        labels.append(topics.rank(gains))
        before = {key: gains.get(key, 0.0) for key in labels[-1]}
        ended = start
    return labels


def _find_matter(evidence: Sequence[Evidence], hints: float) -> Gains:
    """Return what a document is about: the main topics of the pieces whose own words tell more than hints."""
    sure = (each.own for each in evidence if max(each.own.values(), default=0.0) > hints)
    main = Counter(max(own, key=own.__getitem__) for own in sure)
    return {key: count / len(evidence) for key, count in main.most_common(3)}


def _lean(own: Gains, around: Iterable[tuple[Gains, float]], lean: float) -> Gains:
    """Add to what a piece's own words tell the shares of what stands around it, the more the less the words tell."""
    trust = lean / (lean + max(own.values(), default=0.0))
    gains = dict(own)
    for more, share in around:
        factor = trust * share
        for key, gain in more.items():
            gains[key] = gains.get(key, 0.0) + factor * gain
    return gains


def _read(pieces: Sequence[Piece], topics: Topics, text: str, names: Container[str]) -> Iterator[Evidence]:
    """Yield for each piece what its words tell and what stands around it."""
    sentences: dict[int, list[Hit]] = {}  # several pieces share one
    headings: dict[Span | None, Gains] = {None: {}}
    ended = 0
    for piece in pieces:
        if piece.heading and piece.heading not in headings:
            words = tokenize(text, *piece.heading)
            headings[piece.heading] = topics.weigh(
                [hit for hit in topics.find(words) if not _is_name(hit, words, names)]
            )
        if id(piece.tokens) not in sentences:
            hits = topics.find(piece.tokens)
            sentences[id(piece.tokens)] = [hit for hit in hits if not _is_name(hit, piece.tokens, names)]
        own, rest = _part(sentences[id(piece.tokens)], piece)
        yield Evidence(
            topics.weigh(own, piece.first),
            topics.weigh(rest, piece.first) if rest else {},
            headings[piece.heading],
            _weigh_lead_up(text, ended, piece.tokens.starts[0], topics, names),
        )
        ended = piece.tokens.ends[piece.last - 1]


def _part(hits: Iterable[Hit], piece: Piece) -> tuple[list[Hit], list[Hit]]:
    """Part the hits of a sentence into those in a piece and those of the rest that tell something."""
    own: list[Hit] = []
    rest: list[Hit] = []
    for hit in hits:
        start, end, tells = hit
        if piece.first <= start and end <= piece.last:
            own.append(hit)
        elif tells:
            rest.append(hit)
    return own, rest


def _weigh_lead_up(text: str, ended: int, stop: int, topics: Topics, names: Container[str]) -> Gains:
    """Return what the words of a paragraph tell between its last piece and the sentence of the next one."""
    start = max(ended, text.rfind(PARAGRAPH, ended, stop) + 1)
    if stop - start < SOME:
        return {}
    tokens = tokenize(text, start, stop)
    return topics.weigh((hit for hit in topics.find(tokens) if not _is_name(hit, tokens, names)), len(tokens))


def _is_name(hit: Hit, tokens: Tokens, names: Container[str]) -> bool:
    """Tell a name of the statement's own side, which tells no topic."""
    start, end, _ = hit
    return end == start + 1 and tokens.words[start] in names
