"""How a pair stands among the alternatives of either side and beside its neighbours in the two texts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from commitrack.comparison.candidates import Pair
from commitrack.lexicon.weights import logistic

LIKENESS = "likeness"
"""What the first model makes of the pair alone; told as the evidence that it is made of."""

EVIDENCE = {
    "lead over the rivals of one side": "against the alternatives",
    "lead over the rivals of the other": "against the alternatives",
    "rank on one side": "against the alternatives",
    "rank on the other": "against the alternatives",
    "rivals": "against the alternatives",
    "next ones linked": "place in the text",
    "surroundings linked": "place in the text",
    "shared with the next": "place in the text",
}
"""What else is measured, in order -> the reason that it is told as."""
NAMES = (LIKENESS, *EVIDENCE)

NONE_NEAR = -4.0
"""Log-odds that stand for an alternative where there is none."""

FAINT = 0.01
"""Probability below which a pair tells its neighbours nothing."""

_STEPS = {
    (1, 1): 1.0, (-1, -1): 1.0, (2, 1): 0.8, (1, 2): 0.8, (-2, -1): 0.8, (-1, -2): 0.8,
    (2, 2): 0.7, (-2, -2): 0.7, (1, -1): 0.7, (-1, 1): 0.7,
}  # fmt: skip

_NEAR = [(di, dj) for di in range(-3, 4) if di for dj in range(-3, 4) if dj]


class Standing:
    """Relative evidence over the log-odds of all candidate pairs."""

    def __init__(self, likeness: Mapping[Pair, float], *, ordered: bool) -> None:
        """`ordered` tells whether both texts' order is known, so that neighbours mean something."""
        self.likeness = likeness
        self.probability = {pair: logistic(log_odds) for pair, log_odds in likeness.items()}
        self.ranked: tuple[dict[int, list[float]], dict[int, list[float]]] = (defaultdict(list), defaultdict(list))
        for pair, log_odds in likeness.items():
            for side in (0, 1):
                self.ranked[side][pair[side]].append(log_odds)
        for by_one in self.ranked:
            for log_odds_of_one in by_one.values():
                log_odds_of_one.sort(reverse=True)
        self.sums = tuple({k: sum(map(logistic, log_odds)) for k, log_odds in by_one.items()} for by_one in self.ranked)
        self.following: dict[Pair, float] = defaultdict(float)
        self.near: dict[Pair, float] = defaultdict(float)
        self.beside: dict[Pair, float] = defaultdict(float)
        if ordered:
            self._spread()

    def measure(self, pair: Pair) -> tuple[float, ...]:
        """Return the values of the evidence in the order of `NAMES`."""
        log_odds = self.likeness[pair]
        sides = [self.ranked[side][pair[side]] for side in (0, 1)]
        leads = sorted(log_odds - _best_other(side, log_odds) for side in sides)
        ranks = sorted(1 / (1 + side.index(log_odds)) for side in sides)
        rivals = sum(sorted(self.sums[side][pair[side]] for side in (0, 1))) - 2 * self.probability[pair]
        return (
            log_odds,
            leads[1],
            leads[0],
            ranks[1],
            ranks[0],
            math.log(max(round(rivals, 9), 0) + 0.05),
            *self._look_around(pair),
        )

    def _look_around(self, pair: Pair) -> tuple[float, float, float]:
        return self.following.get(pair, 0.0), round(self.near.get(pair, 0.0), 9), self.beside.get(pair, 0.0)

    def _spread(self) -> None:
        """Let every likely pair raise its neighbours."""
        for (i, j), probability in sorted(self.probability.items()):
            if probability < FAINT:
                continue
            for (di, dj), share in _STEPS.items():
                beyond = i + di, j + dj
                self.following[beyond] = max(self.following[beyond], share * probability)
            for di, dj in _NEAR:
                self.near[i + di, j + dj] += probability
            for beyond in ((i, j + 1), (i, j - 1), (i + 1, j), (i - 1, j)):
                self.beside[beyond] = max(self.beside[beyond], probability)


def _best_other(ranked: list[float], log_odds: float) -> float:
    if len(ranked) == 1:
        return NONE_NEAR
    return ranked[1] if ranked[0] == log_odds else ranked[0]
