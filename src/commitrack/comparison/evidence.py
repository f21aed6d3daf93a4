"""Named evidence for two commitments being the same, each value the same whichever is called the earlier."""

from __future__ import annotations

import math

from commitrack.comparison.traits import Scene, Traits
from commitrack.comparison.vectors import cosine
from commitrack.model import ALL, Act, Commitment

EVIDENCE = {
    "cosine": "words",
    "coverage of the shorter": "words",
    "coverage of the longer": "words",
    "shared weight": "words",
    "rarest shared word": "words",
    "object covered": "object",
    "shared word pairs": "words",
    "length of the shorter": "words",
    "shared names": "names",
    "shared issues": "issues",
    "main topic": "topics",
    "topics": "topics",
    "rarest shared topic": "topics",
    "same act": "act",
    "opposite stance": "act",
    "affirming": "act",
    "supporting": "act",
    "urging": "act",
    "opposing": "act",
    "same actors": "actors",
    "other actors": "actors",
    "neighbourhood": "place in the text",
    "size of the texts": "size of the texts",
}
"""What is measured, in order -> the reason that it is told as."""
NAMES = tuple(EVIDENCE)

_HOSTILE = {Act.OPPOSE, Act.URGE}
_KINDS = (Act.AFFIRM, Act.SUPPORT, Act.URGE, Act.OPPOSE)


def measure(first: Traits, second: Traits, scene: Scene) -> tuple[float, ...]:
    """Return the values of the evidence in the order of `NAMES`."""
    names = sum(scene.words.get(name, 0) for name in first.names & second.names)
    return (
        *_measure_words(first, second, scene),
        math.log1p(names / 1000),
        math.log1p(math.fsum(scene.issues[issue] for issue in first.issues & second.issues)),
        *_measure_topics(first.commitment, second.commitment, scene),
        *_measure_acts(first.commitment, second.commitment),
        cosine(first.around, second.around, first.around_norm * second.around_norm),
        scene.size,
    )


def _measure_words(first: Traits, second: Traits, scene: Scene) -> tuple[float, ...]:
    shared = [weight for word, weight in first.words.items() if word in second.words]
    total = sum(shared)
    pairs = sum(scene.words[a] + scene.words[b] for a, b in first.pairs & second.pairs)
    return (
        cosine(first.words, second.words, first.norm * second.norm),
        total / min(first.total, second.total),
        total / max(first.total, second.total),
        math.log1p(total / 1000),
        max(shared, default=0) / 1000,
        max(_covered(first, second), _covered(second, first)),
        math.log1p(pairs / 1000),
        math.log1p(min(first.total, second.total) / 1000),
    )


def _covered(part: Traits, whole: Traits) -> float:
    """Return the share of one's object that the other takes up, what comes first weighing more."""
    return sum(weight for word, weight in part.leading.items() if word in whole.objects) / part.leading_total


def _measure_topics(one: Commitment, other: Commitment, scene: Scene) -> tuple[float, ...]:
    shared = [scene.topics[topic] for topic in set(one.topics) & set(other.topics)]
    either = math.fsum(scene.topics[topic] for topic in {*one.topics, *other.topics})
    return (
        float(one.topics[:1] == other.topics[:1]),
        math.fsum(shared) / (either or 1.0),
        max(shared, default=0.0),
    )


def _measure_acts(one: Commitment, other: Commitment) -> tuple[float, ...]:
    acts, actors, others = {one.act, other.act}, set(one.actors), set(other.actors)
    return (
        float(one.act == other.act),
        float(len(acts) == 2 and bool(acts & _HOSTILE) and acts != _HOSTILE),
        *(float((one.act == kind) + (other.act == kind)) for kind in _KINDS),
        float(actors == others),
        float(actors.isdisjoint(others) and ALL not in actors | others),
    )
