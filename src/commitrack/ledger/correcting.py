"""What follows where a statement is put right or taken out, as a new reading of its source tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from commitrack.errors import CommitrackError
from commitrack.ledger.ids import id_of_day, with_ids
from commitrack.ledger.lookup import listed
from commitrack.ledger.merge import find_unsaid, relabel
from commitrack.ledger.neighbours import find_neighbours
from commitrack.ledger.placing import Catalogue
from commitrack.ledger.store import Ledger, Removal
from commitrack.model import Commitment, Decision, Statement

ReadAgain = Callable[[Statement], Iterable[Commitment]]
"""From a statement to what its source gives with its day and its parties; CommitrackError where that cannot be read."""


class Corrected(NamedTuple):
    """A statement that was put right."""

    statement: Statement
    """As it is kept."""
    neighbours: tuple[str, ...]
    """What to say of others of the day and the series that are its own now."""


def correct_statement(ledger: Ledger, before: Statement, after: Statement, read_again: ReadAgain) -> Corrected:
    """Store a statement with another header, and what follows from it: labels, id, and all that goes by the id.

    The ledger tells what cannot follow.
    """
    with ledger.locked():
        if (before.date, before.parties) != (after.date, after.parties):
            after = replace(after, commitments=tuple(_followed(ledger, before, after, read_again)))
        name = id_of_day(
            before, after.date, after.title, {each.lower() for each in ledger.names() if each != before.id}
        )
        if name == before.id:
            ledger.write(after)
        else:
            after = ledger.rename(after, name)
        is_elsewhere = (before.date, before.series) != (after.date, after.series)
        return Corrected(after, tuple(_find_neighbours(ledger, after)) if is_elsewhere else ())


def _followed(ledger: Ledger, before: Statement, after: Statement, read_again: ReadAgain) -> Iterator[Commitment]:
    """Yield the commitments with the labels that another day and other parties give them; reviewed ones stay."""
    try:
        was, now = map(tuple, map(read_again, (before, after)))
    except CommitrackError as error:
        ledger.tell(f"deadlines and actors stay as they were: {error}")
        yield from before.commitments
        return
    if unsaid := [each.id for each in find_unsaid(before.commitments, was)]:
        ledger.tell(
            f"{listed(unsaid)}: not found as the source is read again; look at deadlines and actors, which stay"
        )
    for old, new in zip(before.commitments, relabel(before.commitments, was, now), strict=True):
        if old.reviewed and old != new:
            ledger.tell(f"{old.id} is reviewed and stays as it is, though its day or parties are others; look at it")
        yield old if old.reviewed else new


def _find_neighbours(ledger: Ledger, statement: Statement) -> Iterator[str]:
    catalogue = Catalogue()
    catalogue.refresh(ledger)
    return find_neighbours(ledger, catalogue, [statement.id])


def find_lost(ledger: Ledger, removal: Removal, read_again: ReadAgain) -> tuple[Decision, ...]:
    """Return the decisions that adding the text again does not bring back: it does not give their commitments.

    Where the text cannot be read, the ledger tells so, and there are none.
    """
    if not removal.decisions:
        return ()
    statement = removal.statement
    try:
        fresh = with_ids(replace(statement, commitments=tuple(read_again(statement))))
    except CommitrackError as error:
        ledger.tell(f"whether the decisions would hold again once the text is added again cannot be told: {error}")
        return ()
    lost = {each.id for each in statement.commitments} - {each.id for each in fresh.commitments}
    return tuple(each for each in removal.decisions if each.pair & lost)
