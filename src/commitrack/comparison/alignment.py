"""The decision over the whole: which pairs of two statements' commitments are links."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from commitrack.comparison import evidence
from commitrack.comparison.candidates import Pair, find_candidates, share_object
from commitrack.comparison.change import Said, read_said
from commitrack.comparison.standing import Standing
from commitrack.comparison.traits import Scene
from commitrack.comparison.weights import checked_weights
from commitrack.lexicon.weights import Weights, logistic
from commitrack.model import Decision, Verdict

WORTH_A_LOOK = 0.05
"""Probability below which a pair is not even tried."""

LEAST = 0.3
"""Probability below which no pair becomes a link. An expected F1 would still gain by some of these where all are faint,
but a reader takes a link for a finding. On the marked pairs, each left out in turn, the F1 of links stays the same."""

PRICES = tuple(0.3 + 0.05 * step for step in range(13))
"""Prices of a link that are tried: about the precision aimed at."""

UNITS_PER_LINK = 1.6
"""Commitments that a right link explains, on average over splits and merges."""


class Weighing(NamedTuple):
    """All candidate pairs of a scene with their evidence and probabilities, and the links chosen."""

    scene: Scene
    tables: Weights
    measured: Mapping[Pair, tuple[float, ...]]
    """Evidence of the pairs alone, then of their standing."""
    log_odds: Mapping[Pair, float]
    probabilities: Mapping[Pair, float]
    """Probability of each candidate, decisions and identical words taken into account."""
    links: tuple[Pair, ...]
    decided: frozenset[Pair]
    """Links that a person made."""
    parted: frozenset[Pair]
    """Pairs that a person called different."""
    identical: frozenset[Pair]
    """Links made because both say the same words; the program gives these commitments no others."""
    said: Said
    """How links moved, where a person said so."""

    def ids(self, pair: Pair) -> tuple[str, str]:
        """Return the ids of the earlier and the later commitment."""
        return self.scene.earlier[pair[0]].commitment.id, self.scene.later[pair[1]].commitment.id


def weigh(scene: Scene, decisions: Iterable[Decision] = (), tables: Weights | None = None) -> Weighing:
    """Measure all candidates of a scene and choose the links."""
    tables, decisions = tables or checked_weights(), tuple(decisions)
    measured = measure_candidates(scene, find_candidates(scene), tables)
    log_odds = {pair: tables.standing.judge(values) for pair, values in measured.items()}
    same, different = _read_decisions(scene, decisions)
    identical = _pair_identical(scene) - different
    settled = {i for i, _ in identical}, {j for _, j in identical}
    probabilities = {
        (i, j): round(logistic(value), 6) if share_object(scene.earlier[i], scene.later[j]) else 0.0
        for (i, j), value in log_odds.items()
        if (i, j) not in different and i not in settled[0] and j not in settled[1]
    }
    probabilities.update(dict.fromkeys(identical | same, 1.0))
    links = choose_links(scene, probabilities)
    return Weighing(
        scene=scene,
        tables=tables,
        measured=measured,
        log_odds=log_odds,
        probabilities=probabilities,
        links=links,
        decided=frozenset(same),
        parted=frozenset(different),
        identical=identical,
        said=read_said(decisions),
    )


def measure_candidates(scene: Scene, pairs: Iterable[Pair], tables: Weights) -> dict[Pair, tuple[float, ...]]:
    """Return for every pair the evidence of both stages."""
    alone = {(i, j): evidence.measure(scene.earlier[i], scene.later[j], scene) for i, j in pairs}
    standing = Standing(
        {pair: tables.likeness.judge(values) for pair, values in alone.items()}, ordered=is_ordered(scene)
    )
    return {pair: (*values, *standing.measure(pair)) for pair, values in alone.items()}


def is_ordered(scene: Scene) -> bool:
    """Tell whether the records of both statements tell the order of their text."""
    return all(traits.place is not None for traits in (*scene.earlier, *scene.later))


def choose_links(scene: Scene, probabilities: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """Choose the links that promise most by their own probabilities: highest F1 to be expected of links and of status.

    For a series of prices, from generous to strict, links are taken while they are worth the price; the series with
    the best promise is kept, the most generous of equal ones; of it, what is more likely than `LEAST`.
    """
    offers = [_choose_at(price, scene, probabilities) for price in PRICES]
    linked = _find_linked(probabilities, len(scene.earlier), len(scene.later))
    best: tuple[Pair, ...] = max(
        (offer for offer in offers if offer), key=lambda offer: _promise(offer, probabilities, linked), default=()
    )
    return tuple(pair for pair in best if probabilities[pair] >= LEAST)


def _find_linked(probabilities: Mapping[Pair, float], earlier: int, later: int) -> tuple[list[float], list[float]]:
    """Return for every commitment of either side the probability that one of these links is right."""
    alone = [1.0] * earlier, [1.0] * later
    for pair in sorted(probabilities, key=lambda p: (probabilities[p], p)):
        for side in (0, 1):
            alone[side][pair[side]] *= 1 - probabilities[pair]
    return [1 - left for left in alone[0]], [1 - left for left in alone[1]]


def _promise(
    chosen: Sequence[Pair], probabilities: Mapping[Pair, float], linked: tuple[list[float], list[float]]
) -> float:
    """Return the expected F1 of the links and of the commitments' status, added.

    `linked` has the probability of each commitment of either side to be linked at all.
    """
    covered = _find_linked({pair: probabilities[pair] for pair in chosen}, len(linked[0]), len(linked[1]))
    precision = math.fsum(probabilities[pair] for pair in chosen) / len(chosen)
    recall = math.fsum(map(math.fsum, covered)) / math.fsum(map(math.fsum, linked))
    status = []
    for side in (0, 1):
        claimed = {pair[side] for pair in chosen}
        right = math.fsum(linked[side][k] for k in claimed)
        left = [1 - probability for k, probability in enumerate(linked[side]) if k not in claimed]
        status.append(_f1(right, len(claimed), math.fsum(linked[side])))
        status.append(_f1(math.fsum(left), len(left), math.fsum(1 - probability for probability in linked[side])))
    return round(2 * precision * recall / (precision + recall) + math.fsum(status) / 4, 9)


def _f1(right: float, said: float, true: float) -> float:
    return 2 * right / (said + true) if said + true else 0.0


def _choose_at(price: float, scene: Scene, probabilities: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """Take links while they are worth their price.

    A link costs precision where it is wrong and gains recall for each of its commitments that stood alone, so the
    less a commitment is in need of a link, the surer a further one must be. The need only falls as links are added,
    so that a heap gives the best one first; equal ones go by id.
    """
    need: tuple[dict[int, float], dict[int, float]] = (defaultdict(lambda: 1.0), defaultdict(lambda: 1.0))

    def worth(pair: Pair) -> float:
        return round(probabilities[pair] * (1 + (need[0][pair[0]] + need[1][pair[1]]) / UNITS_PER_LINK), 9)

    def entry(pair: Pair) -> tuple[float, list[str], Pair]:
        ids = sorted((scene.earlier[pair[0]].commitment.id, scene.later[pair[1]].commitment.id))
        return -worth(pair), ids, pair

    heap = [entry(pair) for pair, probability in probabilities.items() if probability > WORTH_A_LOOK]
    heapq.heapify(heap)
    chosen = []
    while heap:
        value, _, pair = heapq.heappop(heap)
        if -value > worth(pair):
            heapq.heappush(heap, entry(pair))
        elif probabilities[pair] == 1.0 or -value > price:
            chosen.append(pair)
            for side in (0, 1):
                need[side][pair[side]] *= 1 - probabilities[pair]
    return tuple(sorted(chosen))


def _read_decisions(scene: Scene, decisions: Iterable[Decision]) -> tuple[set[Pair], set[Pair]]:
    """Return the pairs a person called the same and those called different; the last word on a pair counts."""
    earlier = {traits.commitment.id: i for i, traits in enumerate(scene.earlier)}
    later = {traits.commitment.id: j for j, traits in enumerate(scene.later)}
    said: dict[Verdict, set[Pair]] = {verdict: set() for verdict in Verdict}
    for ids, verdict in {decision.pair: decision.verdict for decision in decisions}.items():
        for one, other in permutations(ids, 2):
            if one in earlier and other in later:
                said[verdict].add((earlier[one], later[other]))
    return said[Verdict.SAME], said[Verdict.DIFFERENT]


def _pair_identical(scene: Scene) -> frozenset[Pair]:
    """Pair the commitments in identical words, in the order of their texts.

    Where one text says them more often than the other, what is left over goes with the last one of the other.
    """
    places: tuple[dict[tuple[str, str], list[int]], ...] = (defaultdict(list), defaultdict(list))
    for side, group in enumerate((scene.earlier, scene.later)):
        for k, traits in enumerate(group):
            places[side][traits.folded, traits.commitment.act].append(k)
    pairs: set[Pair] = set()
    for words, ones in places[0].items():
        if others := places[1].get(words, []):
            pairs.update(pair_in_turn(ones, others))
    return frozenset(pairs)


def pair_in_turn(ones: Sequence[int], others: Sequence[int]) -> Iterator[Pair]:
    """Yield the first with the first, and so on; what is left over goes with the last one of the other side."""
    for n in range(max(len(ones), len(others))):
        yield ones[min(n, len(ones) - 1)], others[min(n, len(others) - 1)]
