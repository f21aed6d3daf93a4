"""Named evidence for two commitments being the same, each value the same whichever is called the earlier."""

from __future__ import annotations

import math

from commitrack.comparison.traits import Scene, Traits, Words
from commitrack.model import Act

NAMES = (
    "cosine",
    "overlap",
    "coverage of the shorter",
    "coverage of the longer",
    "shared weight",
    "rarest shared word",
    "object",
    "object covered",
    "object covered both ways",
    "shared names",
    "shared numbers",
    "shared word pairs",
    "main topic",
    "topics",
    "rarest shared topic",
    "act",
    "stance",
    "actors",
    "other actors",
    "position",
    "neighbourhood",
    "spread over neighbours",
    "length of the shorter",
    "length of the longer",
)

_HOSTILE = {Act.OPPOSE, Act.URGE}


def measure(first: Traits, second: Traits, scene: Scene) -> tuple[float, ...]:
    """Return the values of the evidence in the order of `NAMES`."""
    return (
        *_measure_words(first, second),
        *_measure_details(first, second, scene),
        *_measure_labels(first, second, scene),
        *_measure_place(first, second),
        *_measure_length(first, second),
    )


def _measure_words(first: Traits, second: Traits) -> tuple[float, ...]:
    shared = [weight for word, weight in first.words.items() if word in second.words]
    total = sum(shared)
    covered = sorted((_covered(first.leading, second.leading), _covered(second.leading, first.leading)))
    return (
        sum(weight * weight for weight in shared) / (first.norm * second.norm),
        2 * total / (first.total + second.total),
        total / min(first.total, second.total),
        total / max(first.total, second.total),
        math.log1p(total / 1000),
        max(shared, default=0) / 1000,
        cosine(first.objects, second.objects, first.objects_norm * second.objects_norm),
        covered[1],
        covered[0],
    )


def _measure_details(first: Traits, second: Traits, scene: Scene) -> tuple[float, ...]:
    names = sum(scene.words.get(name, 0) for name in first.names & second.names)
    pairs = sum(scene.words[a] + scene.words[b] for a, b in first.pairs & second.pairs)
    return (
        math.log1p(names / 1000),
        float(not first.numbers.isdisjoint(second.numbers)),
        math.log1p(pairs / 1000),
    )


def _measure_labels(first: Traits, second: Traits, scene: Scene) -> tuple[float, ...]:
    one, other = first.commitment, second.commitment
    shared = sorted(scene.topics[topic] for topic in set(one.topics) & set(other.topics))
    either = sorted(scene.topics[topic] for topic in {*one.topics, *other.topics})
    acts = {one.act, other.act}
    actors, others = set(one.actors), set(other.actors)
    return (
        float(one.topics[:1] == other.topics[:1]),
        math.fsum(shared) / (math.fsum(either) or 1.0),
        max(shared, default=0.0),
        float(one.act == other.act),
        -float(len(acts) == 2 and bool(acts & _HOSTILE) and acts != _HOSTILE),
        float(actors == others),
        -float(actors.isdisjoint(others) and "all" not in actors | others),
    )


def _measure_place(first: Traits, second: Traits) -> tuple[float, ...]:
    spread = (
        cosine(first.words, second.around, first.norm * second.around_norm),
        cosine(second.words, first.around, second.norm * first.around_norm),
    )
    return (
        -abs(first.position - second.position),
        cosine(first.around, second.around, first.around_norm * second.around_norm),
        max(spread),
    )


def _measure_length(first: Traits, second: Traits) -> tuple[float, ...]:
    lengths = math.log(first.total / 1000 + 1), math.log(second.total / 1000 + 1)
    return min(lengths), max(lengths)


def cosine(first: Words, second: Words, norms: float) -> float:
    """Return the cosine of two bags of weighted words; `norms` is the product of their lengths."""
    if len(second) < len(first):
        first, second = second, first
    return sum(weight * second[word] for word, weight in first.items() if word in second) / norms


def _covered(part: Words, whole: Words) -> float:
    return sum(weight for word, weight in part.items() if word in whole) / (sum(part.values()) or 1)
