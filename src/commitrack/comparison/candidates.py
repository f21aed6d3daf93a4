"""Which pairs are worth a look: those that share telling words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from commitrack.comparison.traits import Scene, Traits

NEAREST = 8
"""Candidates kept for each commitment of either side."""

Pair = tuple[int, int]
"""Positions in the scene's earlier and later commitments."""


def find_candidates(scene: Scene) -> list[Pair]:
    """Return the pairs that are among the nearest of either side by the cosine of their words, in order."""
    near = _near_pairs(scene.earlier, scene.later)
    kept: set[Pair] = set()
    for side, others in ((0, scene.later), (1, scene.earlier)):
        by_one: dict[int, list[tuple[float, str, Pair]]] = defaultdict(list)
        for pair, value in near.items():
            by_one[pair[side]].append((-value, others[pair[1 - side]].commitment.id, pair))
        for ranked in by_one.values():
            kept.update(pair for _, _, pair in (sorted(ranked)[:NEAREST] if len(ranked) > NEAREST else ranked))
    return sorted(kept)


def share_object(one: Traits, other: Traits) -> bool:
    """Tell whether two commitments have a word or an issue in common beyond the genre's commonplaces.

    Of 454 marked links that words find, one has not; of the pairs that are no links, one in eight.
    """
    return not (one.objects.keys().isdisjoint(other.objects) and one.issues.isdisjoint(other.issues))


def _near_pairs(earlier: Sequence[Traits], later: Sequence[Traits]) -> dict[Pair, float]:
    """Return the cosine of every pair that shares a word."""
    postings: dict[str, list[int]] = defaultdict(list)
    for j, other in enumerate(later):
        for word in other.words:
            postings[word].append(j)
    norms = [other.norm for other in later]
    near: dict[Pair, float] = {}
    for i, one in enumerate(earlier):
        products: dict[int, int] = defaultdict(int)
        for word, weight in one.words.items():
            square = weight * weight
            for j in postings.get(word, ()):
                products[j] += square
        for j, product in products.items():
            near[i, j] = product / (one.norm * norms[j])
    return near
