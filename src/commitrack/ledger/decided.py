"""What becomes of decisions where one is made anew, or commitments get other ids or go. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from commitrack.model import Decision, Statement

DayOf = Callable[[str], date | None]
"""From a statement's id to its day; None where that cannot be read."""


def keep_said(before: Decision, now: Decision) -> Decision:
    """Return a decision with what was said before; change and reason only of the same verdict, as they explain it."""
    now = replace(now, extra={**before.extra, **now.extra})
    if before.verdict is not now.verdict:
        return now
    told = before.change if before.change is None or before.earlier == now.earlier else before.change.turned
    return replace(now, change=now.change or told, reason=now.reason or before.reason)


def follow_renaming(
    decisions: Collection[Decision], statement: Statement, renamed: Statement, day_of: DayOf
) -> list[Decision]:
    """Return all decisions as they are once a statement is renamed, each turned where its commitment is the later one
    now; none where that changes none.
    """
    names = {old.id: new.id for old, new in zip(statement.commitments, renamed.commitments, strict=True)}

    def follow(decision: Decision) -> Decision:
        earlier, later = (names.get(each, each) for each in (decision.earlier, decision.later))
        meetings = (each.partition("/")[0] for each in (earlier, later))
        first, second = (renamed.date if each == renamed.id else day_of(each) for each in meetings)
        if first and second and second < first:
            change = decision.change and decision.change.turned
            return replace(decision, earlier=later, later=earlier, change=change)
        return replace(decision, earlier=earlier, later=later)

    if not any(names.keys() & each.pair for each in decisions):
        return []
    return [follow(each) if names.keys() & each.pair else each for each in decisions]


def say_orphans(decisions: Iterable[Decision], gone: Collection[str]) -> Iterator[str]:
    """Yield what to say of decisions whose commitments are gone."""
    for each in decisions:
        for name in sorted(each.pair.intersection(gone)):
            yield (
                f"{name} is no longer in its statement: what was decided on {each.earlier} and {each.later} is "
                "without effect; decide again where its words are now, and take it back with link --undo"
            )
