"""How a pair stands among the alternatives of either side and beside its neighbours in the two texts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from commitrack.comparison.candidates import Pair

NAMES = (
    "likeness",
    "lead over the rivals of one side",
    "lead over the rivals of the other",
    "rank on one side",
    "rank on the other",
    "rivals",
    "next ones linked",
    "surroundings linked",
    "shared with the next",
)

NONE_NEAR = -7.0
"""Log-odds that stand for an alternative where there is none."""

_STEPS = {
    (1, 1): 1.0, (-1, -1): 1.0, (2, 1): 0.8, (1, 2): 0.8, (-2, -1): 0.8, (-1, -2): 0.8,
    (2, 2): 0.7, (-2, -2): 0.7, (1, -1): 0.7, (-1, 1): 0.7,
}  # fmt: skip


class Standing:
    """Relative evidence over the log-odds of all candidate pairs."""

    def __init__(self, likeness: Mapping[Pair, float], *, ordered: bool) -> None:
        self.likeness = likeness
        self.ordered = ordered
        """Whether both texts' order is known, so that neighbours mean something."""
        self.chance = {pair: 1 / (1 + math.exp(-odds)) for pair, odds in likeness.items()}
        self.ranked: tuple[dict[int, list[float]], dict[int, list[float]]] = (defaultdict(list), defaultdict(list))
        for pair, odds in likeness.items():
            for side in (0, 1):
                self.ranked[side][pair[side]].append(odds)
        for by_one in self.ranked:
            for odds_of_one in by_one.values():
                odds_of_one.sort(reverse=True)

    def measure(self, pair: Pair) -> tuple[float, ...]:
        """Return the values of the evidence in the order of `NAMES`."""
        odds = self.likeness[pair]
        sides = [self.ranked[side][pair[side]] for side in (0, 1)]
        leads = sorted(odds - _best_other(side, odds) for side in sides)
        ranks = sorted(1 / (1 + side.index(odds)) for side in sides)
        rivals = math.fsum(1 / (1 + math.exp(-other)) for side in sides for other in side) - 2 * self.chance[pair]
        return (odds, leads[1], leads[0], ranks[1], ranks[0], math.log(max(rivals, 0) + 0.05), *self._look_around(pair))

    def _look_around(self, pair: Pair) -> tuple[float, float, float]:
        if not self.ordered:
            return 0.0, 0.0, 0.0
        i, j = pair
        chance = self.chance
        following = max(share * chance.get((i + di, j + dj), 0.0) for (di, dj), share in _STEPS.items())
        near = [chance.get((i + di, j + dj), 0.0) for di in range(-3, 4) if di for dj in range(-3, 4) if dj]
        beside = max(chance.get(p, 0.0) for p in ((i, j + 1), (i, j - 1), (i + 1, j), (i - 1, j)))
        return following, math.fsum(near), beside


def _best_other(ranked: list[float], odds: float) -> float:
    if len(ranked) == 1:
        return NONE_NEAR
    return ranked[1] if ranked[0] == odds else ranked[0]
