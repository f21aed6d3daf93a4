"""Why two commitments are, or are not, taken for the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from commitrack.comparison import evidence
from commitrack.comparison.alignment import Weighing, choose_links, is_ordered, weigh
from commitrack.comparison.candidates import Pair, share_object
from commitrack.comparison.change import judge_change
from commitrack.comparison.reasons import tell_reasons
from commitrack.comparison.standing import Standing
from commitrack.comparison.traits import Traits, read_scene
from commitrack.errors import CommitrackError
from commitrack.lexicon.weights import logistic
from commitrack.model import Alternative, Decision, Evidence, Explanation, Statement

ONLY_YOU = "Only a person's decision would turn it."
WITHDRAW = "A person decided it; withdraw the decision to hear the program's own view."
NOTHING_SINGLE = "Nothing single would turn it."
TRIED = 3
"""How many of the weightiest pieces of evidence may have to fall together to be told as what decides."""


def explain(
    earlier: Statement, later: Statement, first: str, second: str, *, decisions: Iterable[Decision] = ()
) -> Explanation:
    """Explain the pair of ids `first` (of the earlier statement) and `second` (of the later one)."""
    decisions = tuple(decisions)
    weighing = weigh(read_scene(earlier, later), decisions)
    pair = _find(weighing, first, second)
    weighing = _with_pair(weighing, pair)
    linked, decided = pair in weighing.links, frozenset((first, second)) in {d.pair for d in decisions}
    why = tell_reasons(weighing, pair)
    one, other = weighing.scene.earlier[pair[0]].commitment, weighing.scene.later[pair[1]].commitment
    change, reasons = judge_change([one], [other], weighing.said) if linked else (None, ())
    settled = "" if decided else _tell_settled(weighing, pair)
    return Explanation(
        earlier=one,
        later=other,
        linked=linked,
        decided=decided,
        score=round(weighing.probabilities.get(pair, 0.0), 4),
        usual=round(weighing.log_odds[pair] - sum(reason.weight for reason in why), 2),
        why=why,
        alternatives=_alternatives(weighing, pair),
        remedy=WITHDRAW if decided else ONLY_YOU if settled else _tell_remedy(weighing, pair, why),
        settled=settled,
        change=change,
        reasons=reasons,
    )


def _find(weighing: Weighing, first: str, second: str) -> Pair:
    return _find_place(weighing.scene.earlier, first), _find_place(weighing.scene.later, second)


def _find_place(side: Sequence[Traits], name: str) -> int:
    for place, traits in enumerate(side):
        if traits.commitment.id == name:
            return place
    raise CommitrackError(f"{name}: no such commitment in that statement; list its commitments to see their ids")


def _with_pair(weighing: Weighing, pair: Pair) -> Weighing:
    """Measure the pair also where it was too far apart to be a candidate."""
    if pair in weighing.measured:
        return weighing
    tables, scene = weighing.tables, weighing.scene
    count = len(evidence.NAMES)
    alone = {p: tables.likeness.judge(values[:count]) for p, values in weighing.measured.items()}
    values = evidence.measure(scene.earlier[pair[0]], scene.later[pair[1]], scene)
    alone[pair] = tables.likeness.judge(values)
    measured = (*values, *Standing(alone, ordered=is_ordered(scene)).measure(pair))
    return weighing._replace(
        measured={**weighing.measured, pair: measured},
        log_odds={**weighing.log_odds, pair: tables.standing.judge(measured)},
    )


def _tell_settled(weighing: Weighing, pair: Pair) -> str:
    """Say why a pair is linked, or never can be, whatever its evidence; empty where the evidence was asked."""
    if pair in weighing.identical:
        return "they are word for word the same"
    twins = (weighing.ids(twin) for twin in sorted(weighing.identical) if twin[0] == pair[0] or twin[1] == pair[1])
    if told := [f"{one} and {other} are word for word the same" for one, other in twins]:
        return "; ".join(told)
    if not share_object(weighing.scene.earlier[pair[0]], weighing.scene.later[pair[1]]):
        return "they have nothing in common but the genre's commonplaces"
    return "" if pair in weighing.probabilities else "others share more of their words"


def _alternatives(weighing: Weighing, pair: Pair) -> tuple[Alternative, ...]:
    found = []
    for side, group in ((0, weighing.scene.later), (1, weighing.scene.earlier)):
        rivals = [p for p in weighing.probabilities if p[side] == pair[side] and p != pair]
        rivals.sort(key=lambda p: (-weighing.probabilities[p], weighing.ids(p)))
        for rival in rivals[:2]:
            found.append(
                Alternative(
                    of=weighing.ids(pair)[side],
                    commitment=group[rival[1 - side]].commitment,
                    score=round(weighing.probabilities[rival], 4),
                    linked=rival in weighing.links,
                )
            )
    return tuple(found)


def _tell_remedy(weighing: Weighing, pair: Pair, why: Sequence[Evidence]) -> str:
    """Say what would turn the verdict, tried by deciding again without it: the weightiest evidence, or rivals."""
    linked = pair in weighing.links
    speaking = [reason for reason in why if (reason.weight > 0) == linked and reason.weight][:TRIED]
    log_odds = weighing.log_odds[pair]
    for number, reason in enumerate(speaking, 1):
        log_odds -= reason.weight
        if _would_turn(weighing, pair, {pair: logistic(log_odds)}):
            said = f"{_listed(each.name for each in speaking[:number])} {'say' if number > 1 else 'says'}"
            turned = "for it, they would part" if linked else "against it, they would be linked"
            return f"Without what {said} {turned}."
    rivals = [] if linked else [each for each in weighing.links if each[0] == pair[0] or each[1] == pair[1]]
    if rivals and _would_turn(weighing, pair, dict.fromkeys(rivals, 0.0)):
        named = (f"{' → '.join(weighing.ids(each))} ({weighing.probabilities[each]:.2f})" for each in rivals)
        return f"They would be linked if it were not for {' and '.join(named)}."
    return NOTHING_SINGLE


def _listed(names: Iterable[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)


def _would_turn(weighing: Weighing, pair: Pair, other: Mapping[Pair, float]) -> bool:
    """Decide again with other probabilities, and tell whether the pair fares otherwise."""
    links = choose_links(weighing.scene, {**weighing.probabilities, **other})
    return (pair in links) != (pair in weighing.links)
