"""The signs of a comparison: one per way in which a commitment can have fared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from commitrack.model import Change, Entry, Link, Regrouping, Status
from commitrack.views.screen import Run

Size = tuple[int, int]
"""How many commitments of the earlier and of the later statement."""


class Sign(NamedTuple):
    """How one kind of entry is shown; the style is one of the screen's."""

    mark: str
    word: str
    style: str


FIRMER = Sign("▲", "firmer", "firmer")
SOFTER = Sign("▼", "softer", "softer")
CHANGED = Sign("~", "changed", "changed")
ADDED = Sign("+", "added", "added")
DROPPED = Sign("−", "dropped", "dropped")
SAME = Sign("=", "same", "same")

BY_WEIGHT = (FIRMER, SOFTER, CHANGED, ADDED, DROPPED, SAME)
"""Signs, what an analyst looks for first at the front."""

WAYS = {Regrouping.MERGED: " merged into ", Regrouping.SPLIT: " split into ", Regrouping.RECAST: " recast as "}
"""What stands between how many were regrouped and how many they became."""

OF_CHANGE = {Change.STRONGER: FIRMER, Change.WEAKER: SOFTER, Change.CHANGED: CHANGED, Change.SAME: SAME}

UNCERTAIN, DECIDED = "?", "*"
"""What stands beside the sign of a thread at a meeting, for the links that lead there."""
OF_MARK = {UNCERTAIN: "an uncertain link", DECIDED: "a link made by a person"}
BY_PERSON = "decided by a person"

STATES = {
    "before": "not yet said",
    "first": "earliest here",
    "said": "another beginning",
    "back": "another beginning",
    "missing": "not said",
    "gone": "no longer said",
}
"""What people read for the states of a thread at a meeting where it carries on nothing."""


def tell_state(state: str, change: Change | None) -> str:
    """How a thread fared at a meeting, in words: `earliest here`, `softer`, `said again, softer`."""
    if change is None:
        return STATES[state]
    moved = OF_CHANGE[change].word
    return f"said again, {moved}" if state == "back" else moved


def mark_links(links: Iterable[Link]) -> str:
    """What stands beside the sign of a thread at a meeting: `?` where a link there is uncertain, else `*` where a
    person made one; empty where the program is sure of all.
    """
    listed = tuple(links)
    uncertain, decided = any(link.is_uncertain for link in listed), any(link.decided for link in listed)
    return UNCERTAIN if uncertain else DECIDED if decided else ""


def sign_of(entry: Entry) -> Sign:
    """The sign of an entry; a reaffirmed one without a change counts as the same."""
    if entry.status is Status.ADDED:
        return ADDED
    if entry.status is Status.DROPPED:
        return DROPPED
    return OF_CHANGE[entry.change or Change.SAME]


def count_signs(entries: Iterable[Entry]) -> Counter[Sign]:
    """How many entries bear each sign."""
    return Counter(map(sign_of, entries))


def count_sides(entries: Iterable[Entry]) -> Size:
    """How many commitments of the earlier and of the later statement stand in entries; each counts once."""
    listed = list(entries)
    sides = ([entry.earlier for entry in listed], [entry.later for entry in listed])
    earlier, later = ({one.id for said in side for one in said} for side in sides)
    return len(earlier), len(later)


def tell_back(entries: Sequence[Entry]) -> str:
    """How many commitments came back as how many, and which way: `3 come back as 2: 2 merged into 1`.

    Empty where each came back as one: then the counts of entries say so.
    """
    then, now = count_sides(entry for entry in entries if entry.status is Status.REAFFIRMED)
    moved = tell_regrouped(entries)
    return f"{then} {'comes' if then == 1 else 'come'} back as {now}: {moved}" if moved else ""


def tell_regrouped(entries: Iterable[Entry]) -> str:
    """How many of the commitments that came back were merged, split or recast, and into how many."""
    found = ((WAYS[kind], sizes) for kind, sizes in find_regrouped(entries).items() if sizes)
    return ", ".join(way.join(str(sum(side)) for side in zip(*sizes, strict=True)) for way, sizes in found)


def find_regrouped(entries: Iterable[Entry]) -> dict[Regrouping, list[Size]]:
    """The sizes of what did not come back as one from one.

    Each commitment counts in one of them, so that what was said then and what is said now add up.
    """
    families: dict[object, list[Entry]] = {}
    for place, entry in enumerate(entries):
        if entry.status is Status.REAFFIRMED:
            families.setdefault(entry.family or place, []).append(entry)
    found: dict[Regrouping, list[Size]] = {kind: [] for kind in Regrouping}
    for earlier, later in map(count_sides, families.values()):
        if (earlier, later) != (1, 1):
            fewer = Regrouping.SPLIT if earlier < later else Regrouping.RECAST
            found[Regrouping.MERGED if earlier > later else fewer].append((earlier, later))
    return found


def tally(counts: Counter[Sign], *, words: bool = False) -> list[Run]:
    """Counts as runs, most important first: `▲ 2  + 5`, or with words `▲ 2 firmer, + 5 added`."""
    runs: list[Run] = []
    for sign in BY_WEIGHT:
        if counts[sign]:
            gap = (", " if words else "  ") if runs else ""
            tail = f"\u00a0{counts[sign]}\u00a0{sign.word}" if words else f" {counts[sign]}"
            runs += [Run(gap), Run(sign.mark, sign.style), Run(tail)]
    return runs
