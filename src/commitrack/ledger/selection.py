"""Which commitments, and which entries of a comparison, a request picks, and in what order. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

from commitrack.ledger.ids import day_in
from commitrack.ledger.wording import has_terms, read_terms
from commitrack.model import Act, Change, Commitment, Entry, Found, Statement, Status, Thread, main_topic, rank_topic

Period = tuple[date, date]
"""First and last day, both in it."""

ANY_DAY: Period = (date.min, date.max)


class Selection(Struct, frozen=True, kw_only=True):
    """What a request picks; an empty or None field picks all, several values of one field any of them."""

    statements: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    actors: tuple[str, ...] = ()
    """All names of those wanted, in lower case; `all` where the whole group acts."""
    since: date | None = None
    until: date | None = None
    due: Period | None = None
    undated: bool = False
    """With `due`, also what names a time from which no date follows."""
    match: str = ""
    """Words and "phrases", all of them."""
    reviewed: bool | None = None


class EntrySelection(Struct, frozen=True, kw_only=True):
    """What of a comparison a request picks, as in `Selection`."""

    topics: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    actors: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    changes: tuple[Change, ...] = ()
    match: str = ""


class Order(StrEnum):
    """By what commitments can be sorted."""

    DATE = "date"
    DUE = "due"
    FORCE = "force"
    TOPIC = "topic"
    ACT = "act"
    ACTOR = "actor"
    ID = "id"


def likely_ids(statement_ids: Iterable[str], selection: Selection) -> Iterator[str]:
    """Leave out the ids that are not picked if each begins with its date; a hand may have written another there."""
    for name in statement_ids:
        day = day_in(name)
        early = selection.since is not None and "" < day < selection.since.isoformat()
        late = selection.until is not None and day > selection.until.isoformat()
        if not early and not late and (not selection.statements or name in selection.statements):
            yield name


def select(statements: Iterable[Statement], selection: Selection) -> Iterator[Found]:
    """Yield the commitments that are picked, in the order given."""
    for statement in statements:
        if takes_statement(selection, statement):
            for commitment in statement.commitments:
                if takes(selection, commitment):
                    yield statement, commitment


def takes_statement(selection: Selection, statement: Statement) -> bool:
    """Tell whether commitments of a statement can be picked at all."""
    return (
        (not selection.statements or statement.id in selection.statements)
        and (not selection.series or statement.series in selection.series)
        and (selection.since is None or statement.date >= selection.since)
        and (selection.until is None or statement.date <= selection.until)
    )


def takes(selection: Selection, commitment: Commitment) -> bool:
    """Tell whether a commitment is picked, its statement aside."""
    return (
        has_labels(selection, (commitment,))
        and (selection.due is None or is_due(commitment, selection.due, undated=selection.undated))
        and (selection.reviewed is None or commitment.reviewed is selection.reviewed)
    )


def days_before(day: date) -> Period:
    """Return the period that ends before a day."""
    return date.min, date.fromordinal(max(day.toordinal() - 1, date.min.toordinal()))


def is_due(commitment: Commitment, period: Period, *, undated: bool) -> bool:
    """Tell whether a commitment falls due in a period, or, where these count too, at a time without a date."""
    if commitment.due is None:
        return undated and bool(commitment.due_text)
    return period[0] <= commitment.due <= period[1]


def select_entries(entries: Iterable[Entry], selection: EntrySelection) -> tuple[Entry, ...]:
    """Return the entries that are picked; one with several commitments is picked by any of them."""
    return tuple(
        entry
        for entry in entries
        if (not selection.statuses or entry.status in selection.statuses)
        and (not selection.changes or entry.change in selection.changes)
        and has_labels(selection, (*entry.earlier, *entry.later))
    )


def is_difference(entry: Entry) -> bool:
    """Tell whether an entry says that anything of substance differs between the meetings."""
    return entry.status is not Status.REAFFIRMED or entry.change not in (Change.SAME, None)


def select_threads(threads: Iterable[Thread], wanted: Sequence[str], order: Sequence[str]) -> list[Thread]:
    """Return threads on any of the topics wanted, or all where none is; by main topic in the order of the taxonomy,
    then as they stand.
    """
    chosen = (thread for thread in threads if not wanted or any(topic in wanted for topic in thread.topics))
    return sorted(chosen, key=lambda thread: rank_topic(main_topic(thread.topics), order))


def has_labels(selection: Selection | EntrySelection, commitments: Sequence[Commitment]) -> bool:
    """Tell whether topics, acts, actors and words are those asked for, each in any of the commitments."""
    return (
        (not selection.topics or any(topic in selection.topics for one in commitments for topic in one.topics))
        and (not selection.acts or any(one.act in selection.acts for one in commitments))
        and (
            not selection.actors
            or any(actor.lower() in selection.actors for one in commitments for actor in one.actors)
        )
        and (not selection.match or any(has_words(one, selection.match) for one in commitments))
    )


def has_words(commitment: Commitment, sought: str) -> bool:
    """Tell whether words and "phrases" stand in a commitment, all of them in its text or all in its quote."""
    terms = read_terms(sought)
    return has_terms(commitment.text, terms) or (
        commitment.quote != commitment.text and has_terms(commitment.quote, terms)
    )


def sort_found(
    found: Iterable[Found], order: Order, topics: Sequence[str] = (), *, reverse: bool = False
) -> list[Found]:
    """Sort commitments; equal ones keep their order, those without the value stand last whichever way it goes.

    The highest force stands first, topics in the order of the taxonomy, acts in that of the model.
    """
    keys: dict[Order, Callable[[Statement, Commitment], Any]] = {
        Order.DATE: lambda statement, _: statement.date,
        Order.DUE: lambda _, one: one.due,
        Order.FORCE: lambda _, one: None if one.force is None else -one.force,
        Order.TOPIC: lambda _, one: rank_topic(main_topic(one.topics), topics),
        Order.ACT: lambda _, one: list(Act).index(one.act),
        Order.ACTOR: lambda _, one: (one.actors != ("all",), one.actors),
        Order.ID: lambda _, one: one.id,
    }
    ranked = [(keys[order](*pair), pair) for pair in found]
    known = sorted((one for one in ranked if one[0] is not None), key=lambda one: one[0], reverse=reverse)
    return [pair for _, pair in (*known, *(one for one in ranked if one[0] is None))]
