"""How a report was made: the statements it rests on, what people decided, the program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from commitrack.model import Decision, Statement
from commitrack.numbers import count
from commitrack.views.report.names import tell_day
from commitrack.views.report.places import anchor, web_address


class Origin(Struct, frozen=True, kw_only=True):
    """A statement that a report rests on."""

    statement: Statement
    day: str
    address: str
    """Where its source can be opened; empty where that is no address on the web."""
    size: str
    """How many commitments it has, or where the report is narrowed, how many of them are in it."""
    reviewed: tuple[str, ...]
    """Ids of the commitments whose labels a person confirmed or set."""


class Choice(Struct, frozen=True, kw_only=True):
    """A decision of a person, with the fragments of the commitments that the report shows."""

    decision: Decision
    earlier: str
    later: str


def make_origins(statements: Iterable[Statement], only: str) -> tuple[Origin, ...]:
    """Return the statements of a report, which may be narrowed, as its last part lists them."""
    return tuple(
        Origin(
            statement=each,
            day=tell_day(each.date),
            address=web_address(each.source),
            size=f"{len(each.commitments):,} of its commitments here"
            if only
            else count(len(each.commitments), "commitment"),
            reviewed=tuple(one.id for one in each.commitments if one.reviewed),
        )
        for each in statements
    )


def make_choices(decisions: Iterable[Decision], statements: Sequence[Statement]) -> tuple[Choice, ...]:
    """Return the decisions on commitments of these statements, in the order in which they were made."""
    known = {one.id for each in statements for one in each.commitments}
    return tuple(
        Choice(decision=each, earlier=anchor(each.earlier), later=anchor(each.later))
        for each in decisions
        if each.earlier in known and each.later in known
    )
