"""How well a comparison found what came back, and what was added and dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from commitrack.evaluation.marks import Mark, MarkedLink
from commitrack.evaluation.texts import f1, ratio
from commitrack.model import Commitment, Entry, Status

Stands = Mapping[str, set[int]]
"""For each commitment of a side the ids of the marks that it stands for."""
MarkIds = tuple[int, int]
"""Ids of marks of the earlier and of the later statement."""
Linked = tuple[Commitment, Commitment]


class DiffScore(Struct, frozen=True, kw_only=True):
    """Figures of one pair of statements."""

    links: int
    link_precision: float
    link_recall: float
    link_f1: float
    status_f1: float
    """Mean F1 of reaffirmed and dropped in the earlier statement, reaffirmed and added in the later."""
    change: float
    """Share of the rightly linked pairs whose change is right."""
    statuses: Mapping[str, float]
    """F1 of each status on each side."""
    wrong: tuple[Linked, ...]
    """Commitments that were linked although their marks are not."""
    unlinked: tuple[tuple[str, Mark], ...]
    """Marks that came back and were not found to, with their side, `earlier` or `later`."""


def score_diff(
    links: Sequence[MarkedLink],
    marks: tuple[Sequence[Mark], Sequence[Mark]],
    entries: Sequence[Entry],
    stands: tuple[Stands, Stands],
) -> DiffScore:
    """Measure the entries of a comparison against the links that people marked."""
    change_of = {(first, then): link.change for link in links for first in link.earlier for then in link.later}
    said = list(linked_pairs(entries, stands, change_of))
    hits = [(pair, entry) for _, pairs, entry in said for pair in pairs]
    good = tuple({pair[side] for pair, _ in hits} for side in (0, 1))
    true = ({first for first, _ in change_of}, {then for _, then in change_of})
    precision = ratio(sum(bool(pairs) for _, pairs, _ in said), len(said))
    recall = ratio(sum(map(len, good)), sum(map(len, true)))
    statuses = score_statuses(true, marks, entries, stands)
    return DiffScore(
        links=len(links),
        link_precision=precision,
        link_recall=recall,
        link_f1=f1(precision, recall),
        status_f1=ratio(sum(statuses.values()), len(statuses)),
        change=ratio(sum(change_of[pair] == entry.change for pair, entry in hits), len(hits)),
        statuses=statuses,
        wrong=tuple(linked for linked, pairs, _ in said if not pairs),
        unlinked=tuple(
            (name, mark)
            for side, name in enumerate(("earlier", "later"))
            for mark in marks[side]
            if mark.id in true[side] - good[side]
        ),
    )


def linked_pairs(
    entries: Iterable[Entry], stands: tuple[Stands, Stands], true: Iterable[MarkIds]
) -> Iterator[tuple[Linked, list[MarkIds], Entry]]:
    """Yield each pair of commitments that was linked, with the marked pairs that it gets right."""
    known = set(true)
    for entry in entries:
        if entry.status is Status.REAFFIRMED:
            for first in entry.earlier:
                for then in entry.later:
                    nothing: set[int] = set()
                    befores, afters = stands[0].get(first.id, nothing), stands[1].get(then.id, nothing)
                    yield (first, then), [(g, h) for g in befores for h in afters if (g, h) in known], entry


def score_statuses(
    linked: tuple[set[int], set[int]],
    marks: tuple[Sequence[Mark], Sequence[Mark]],
    entries: Iterable[Entry],
    stands: tuple[Stands, Stands],
) -> dict[str, float]:
    """Return F1 of each status on each side."""
    found = found_statuses(entries, stands)
    scores = {}
    for side, (name, other) in enumerate((("earlier", Status.DROPPED), ("later", Status.ADDED))):
        truth = {mark.id: Status.REAFFIRMED if mark.id in linked[side] else other for mark in marks[side]}
        for status in (Status.REAFFIRMED, other):
            right = sum(truth[one] is status and found[side].get(one) is status for one in truth)
            claimed = sum(value is status for value in found[side].values())
            scores[f"{name} {status}"] = f1(
                ratio(right, claimed), ratio(right, sum(value is status for value in truth.values()))
            )
    return scores


def found_statuses(
    entries: Iterable[Entry], stands: tuple[Stands, Stands]
) -> tuple[dict[int, Status], dict[int, Status]]:
    """Return the status that each mark was found to have; reaffirmed wins where entries disagree."""
    found: tuple[dict[int, Status], dict[int, Status]] = ({}, {})
    for entry in entries:
        for side, commitments in enumerate((entry.earlier, entry.later)):
            for commitment in commitments:
                for mark in stands[side].get(commitment.id, ()):
                    if found[side].get(mark) is not Status.REAFFIRMED:
                        found[side][mark] = entry.status
    return found
