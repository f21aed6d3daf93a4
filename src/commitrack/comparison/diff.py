"""Two statements -> a diff: what was reaffirmed, added, dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from commitrack.comparison.alignment import Weighing, weigh
from commitrack.comparison.candidates import Pair
from commitrack.comparison.change import judge_change
from commitrack.comparison.groups import Group, group_links
from commitrack.comparison.reasons import tell_reasons
from commitrack.comparison.traits import Traits, read_scene
from commitrack.model import Commitment, Decision, Diff, Entry, Evidence, Link, Statement, Status

Nearest = Mapping[tuple[int, int], tuple[float, str, Pair]]
"""Side and position of a commitment -> its best probability, with which id of the other text, and as which pair."""


def compare(earlier: Statement, later: Statement, *, decisions: Iterable[Decision] = ()) -> Diff:
    """Compare two statements; entries in the order of the later text, dropped ones where they stood."""
    weighing = weigh(read_scene(earlier, later), decisions)
    return Diff(earlier=earlier, later=later, entries=make_entries(weighing))


def make_entries(weighing: Weighing) -> tuple[Entry, ...]:
    """Turn links into the entries of a diff."""
    groups = group_links(weighing.links, weighing.ids)
    entries = [(_place(group), _reaffirm(group, weighing)) for group in groups]
    nearest = _find_nearest(weighing)
    linked = {i for group in groups for i in group.earlier}, {j for group in groups for j in group.later}
    after = _places_of_dropped(groups, len(weighing.scene.earlier))
    for i in range(len(weighing.scene.earlier)):
        if i not in linked[0]:
            entries.append(((after[i], 1, i), _unlinked(Status.DROPPED, 0, i, weighing, nearest)))
    for j in range(len(weighing.scene.later)):
        if j not in linked[1]:
            entries.append(((j, 0, 0), _unlinked(Status.ADDED, 1, j, weighing, nearest)))
    return tuple(entry for _, entry in sorted(entries, key=lambda e: e[0]))


def uncertain_pairs(earlier: Statement, later: Statement, *, decisions: Iterable[Decision] = ()) -> tuple[Link, ...]:
    """Return the pairs on which a person's word helps most, nearest to even odds first; decided ones left out."""
    weighing = weigh(read_scene(earlier, later), decisions)
    pairs = ((pair, _link(pair, weighing)) for pair in weighing.probabilities)
    linked = frozenset(weighing.links)
    links = [
        replace(link, why=tell_reasons(weighing, pair), linked=pair in linked)
        for pair, link in pairs
        if link.is_uncertain
    ]
    return tuple(sorted(links, key=lambda link: (abs(link.score - 0.5), link.earlier, link.later)))


def _link(pair: Pair, weighing: Weighing) -> Link:
    one, other = weighing.ids(pair)
    score = round(weighing.probabilities[pair], 4)
    return Link(earlier=(one,), later=(other,), score=score, decided=pair in weighing.decided)


def _reaffirm(group: Group, weighing: Weighing) -> Entry:
    pairs = [(i, j) for i in group.earlier for j in group.later]
    probabilities = [weighing.probabilities[pair] for pair in pairs]
    best = max(pairs, key=lambda pair: (weighing.probabilities[pair], sorted(weighing.ids(pair))))
    earlier = _commitments(group.earlier, weighing.scene.earlier)
    later = _commitments(group.later, weighing.scene.later)
    change, reasons = judge_change(earlier, later, weighing.said)
    links = tuple(_link(pair, weighing) for pair in pairs)
    return Entry(
        status=Status.REAFFIRMED,
        change=change,
        score=round(sum(sorted(probabilities)) / len(probabilities), 4),
        earlier=earlier,
        later=later,
        topics=_topics((*later, *earlier)),
        why=tell_reasons(weighing, best),
        reasons=reasons,
        decided=any(link.decided for link in links),
        links=links,
        family=group.family,
    )


def _unlinked(status: Status, side: int, k: int, weighing: Weighing, nearest: Nearest) -> Entry:
    commitment = (weighing.scene.earlier, weighing.scene.later)[side][k].commitment
    probability, other, pair = nearest.get((side, k), (0.0, "", None))
    log_odds = round(weighing.log_odds[pair], 2) if pair else 0.0
    return Entry(
        status=status,
        change=None,
        score=round(1 - probability, 4),
        earlier=(commitment,) if side == 0 else (),
        later=(commitment,) if side == 1 else (),
        topics=commitment.topics,
        why=(Evidence(name="nearest in the other text", weight=log_odds, words=other),) if other else (),
        decided=any(parted[side] == k for parted in weighing.parted),
    )


def _find_nearest(weighing: Weighing) -> Nearest:
    nearest: dict[tuple[int, int], tuple[float, str, Pair]] = {}
    for pair, probability in weighing.probabilities.items():
        ids = weighing.ids(pair)
        for side in (0, 1) if probability else ():
            key, found = (side, pair[side]), (probability, ids[1 - side], pair)
            nearest[key] = max(nearest.get(key, found), found)
    return nearest


def _commitments(places: Sequence[int], side: Sequence[Traits]) -> tuple[Commitment, ...]:
    return tuple(side[k].commitment for k in places)


def _topics(commitments: Iterable[Commitment]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic for commitment in commitments for topic in commitment.topics))


def _place(group: Group) -> tuple[int, int, int]:
    return group.later[0], 0, group.earlier[0]


def _places_of_dropped(groups: Sequence[Group], count: int) -> Mapping[int, int]:
    """Return for each earlier commitment the later place after which it would have stood."""
    follows = {i: group.later[-1] for group in groups for i in group.earlier}
    places, last = {}, -1
    for i in range(count):
        last = follows.get(i, last)
        places[i] = last
    return places
