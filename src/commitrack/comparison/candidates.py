"""Which pairs are worth a look: those that share telling words."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator

from commitrack.comparison.traits import Scene, Traits

NEAREST = 8
"""Candidates kept for each commitment of either side."""

MOST_PAIRS = 100_000
"""Pairs in which one word may be shared; beyond, in texts of many hundreds of commitments, it tells nothing."""

Pair = tuple[int, int]
"""Positions in the scene's earlier and later commitments."""

Near = tuple[float, str, Pair]
"""A pair as one side sees it: the negative cosine, then the other side's id, which settles ties."""


def find_candidates(scene: Scene) -> list[Pair]:
    """Return the pairs that are among the nearest of either side by the cosine of their words, in order.

    No more than these are ever held, so that memory grows with the commitments and not with their pairs.
    """
    kept: set[Pair] = set()
    by_later: list[list[Near]] = [[] for _ in scene.later]
    floors = [0.0] * len(scene.later)  # what a rival of a later commitment must reach
    for i, row in _near_rows(scene):
        floor = heapq.nlargest(NEAREST, row.values())[-1] if len(row) > NEAREST else 0.0
        near = [(-value, scene.later[j].commitment.id, (i, j)) for j, value in row.items() if value >= floor]
        kept.update(pair for _, _, pair in _nearest(near))
        id_ = scene.earlier[i].commitment.id
        for j, value in row.items():
            if value >= floors[j]:
                rivals = by_later[j]
                rivals.append((-value, id_, (i, j)))
                if len(rivals) == 4 * NEAREST:
                    rivals[:] = _nearest(rivals)
                    floors[j] = -rivals[-1][0]
    for rivals in by_later:
        kept.update(pair for _, _, pair in _nearest(rivals))
    return sorted(kept)


def share_object(one: Traits, other: Traits) -> bool:
    """Tell whether two commitments have a word or an issue in common beyond the genre's commonplaces.

    Of 778 marked links that words find, eight have not; of the pairs that are no links, one in six.
    """
    return not (one.objects.keys().isdisjoint(other.objects) and one.issues.isdisjoint(other.issues))


def _nearest(found: list[Near]) -> list[Near]:
    return sorted(found)[:NEAREST] if len(found) > NEAREST else found


def _near_rows(scene: Scene) -> Iterator[tuple[int, dict[int, float]]]:
    """Yield for each earlier commitment the cosine with every later one that shares a word."""
    postings: dict[str, list[int]] = defaultdict(list)
    for j, other in enumerate(scene.later):
        for word in other.words:
            postings[word].append(j)
    counts = Counter(word for one in scene.earlier for word in one.words)
    for word in counts:
        if counts[word] * len(postings.get(word, ())) > MOST_PAIRS:
            del postings[word]
    norms = [other.norm for other in scene.later]
    for i, one in enumerate(scene.earlier):
        products: dict[int, int] = defaultdict(int)
        for word, weight in one.words.items():
            square = weight * weight
            for j in postings.get(word, ()):
                products[j] += square
        yield i, {j: product / (one.norm * norms[j]) for j, product in products.items()}
