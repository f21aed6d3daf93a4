"""What a statement says twice, for people: it is shown once, and entries that are shown are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from commitrack.model import Commitment, Entry, Status

Again = Mapping[str, Sequence[str]]
"""By the id of a commitment, those of what its own text says again with other words."""


def fold_restated(entries: Sequence[Entry]) -> tuple[list[Entry], Again]:
    """Leave out what is added, or dropped, and only says again what is so, too; the ids left out stand under the one
    that is shown, and so do those that stand in an entry beside what they repeat.

    What came back by itself stays, though it only says again what is added, or dropped.
    """
    kept: list[Entry] = []
    again: dict[str, dict[str, None]] = defaultdict(dict)
    single = ((*entry.earlier, *entry.later) for entry in entries if entry.status is not Status.REAFFIRMED)
    alone = {one.id for both in single for one in both if not one.restates}
    for entry in entries:
        both = (*entry.earlier, *entry.later)
        beside = {one.id for one in both}
        first = {one.id for one in both if one.restates not in beside}
        shown = first if entry.status is Status.REAFFIRMED else alone
        repeated = [one for one in both if one.restates in shown]
        for one in repeated:
            again[one.restates][one.id] = None
        if entry.status is Status.REAFFIRMED or not repeated:
            kept.append(entry)
    return kept, {name: tuple(names) for name, names in again.items()}


def told_once(entry: Entry, again: Again) -> tuple[list[Commitment], list[Commitment]]:
    """Both sides of an entry, each without what says again something else that stands on it."""
    return _once(entry.earlier, again), _once(entry.later, again)


def _once(side: Sequence[Commitment], again: Again) -> list[Commitment]:
    repeated = {name for one in side for name in again.get(one.id, ())}
    return [one for one in side if one.id not in repeated]


def told_elsewhere(entry: Entry, again: Again) -> list[str]:
    """The ids of what says again what an entry says, and does not stand in it."""
    own = [one.id for one in (*entry.earlier, *entry.later)]
    return [name for one in own for name in again.get(one, ()) if name not in own]


def tell_restated(number: int) -> str:
    """How many commitments were left out, as they are shown with the ones that they repeat; empty where none was."""
    several = f"{number} commitments that a statement says twice are"
    said = "One commitment that a statement says twice is" if number == 1 else several
    return f"{said} shown once" if number else ""
