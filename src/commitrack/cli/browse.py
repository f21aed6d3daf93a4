"""Commands that look at the ledger as a whole: list, statements, topics, due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import starmap
from typing import Annotated

import typer

from commitrack.cli.completion import find_meetings, offer, offer_words
from commitrack.cli.empty_results import say_empty_period, say_why_nothing
from commitrack.cli.options import (
    ActorsOption,
    ActsOption,
    FieldsOption,
    FormatOption,
    ManySeriesOption,
    MatchOption,
    TopicsOption,
    read_actors,
    read_choices,
    read_many_series,
    read_topics,
    read_words,
    require_words,
)
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError, read_choice
from commitrack.ledger.selection import ANY_DAY, Order, Period, Selection, days_before, sort_found, takes_statement
from commitrack.model import Act, Found
from commitrack.views import records
from commitrack.views.structured import Listing

StatementsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--statement",
        metavar="MEETING",
        help="Of this meeting; may be repeated.",
        autocompletion=offer(find_meetings),
        callback=require_words,
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Meetings from then on: 2023, 'last year'."),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Meetings up to then, the day included."),
]
DueOption = Annotated[
    str | None,
    typer.Option("--due", metavar="PERIOD", help="Due in this period: 2026, 'next month', any."),
]
ReviewedOption = Annotated[
    bool | None,
    typer.Option("--reviewed/--unreviewed", help="Confirmed by a person, or not."),
]
SortOption = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar="KEY",
        help=f"One of {', '.join(Order)}.",
        show_default=False,
        autocompletion=offer_words(Order),
    ),
]
LINE = ("id", "date", "act", "actors", "topics", "text", "due")


def list_(
    context: typer.Context,
    statement: StatementsOption = None,
    series: ManySeriesOption = None,
    topic: TopicsOption = None,
    act: ActsOption = None,
    actor: ActorsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    due: DueOption = None,
    match: MatchOption = "",
    reviewed: ReviewedOption = None,
    sort: SortOption = Order.DATE,
    reverse: Annotated[bool, typer.Option("--reverse", "-r", help="The other way round.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Print only how many there are.")] = False,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """List commitments, one per line.

    In a pipe each line holds id, date, act, actors, topics, text, due, parted by tabs, in full and without a header.
    """
    session: Session = context.obj
    wanted = read_many_series(series, session)
    selection = Selection(
        statements=read_meetings(statement, wanted, session),
        series=wanted,
        topics=find_topics(topic, session),
        acts=read_choices(act, Act),
        actors=read_actors(actor, session),
        since=first_day(since, session),
        until=last_day(until, session),
        due=read_due(due, session),
        match=match,
        reviewed=reviewed,
    )
    found = find(session, selection, sort, reverse)
    if not found:
        say_why_nothing(session, series=wanted, actors=read_words(actor), match=match)
        say_empty_period(session, selection.since, selection.until)
    if count:
        session.write_lines([str(len(found[:limit]))])
        return
    publish_commitments(session, found[:limit], format_, fields)
    session.note_none(found)


def statements(
    context: typer.Context, series: ManySeriesOption = None, fields: FieldsOption = None, format_: FormatOption = None
) -> None:
    """List the statements of the ledger.

    One that cannot be read is named, stops none, and makes the exit code 2.
    """
    from commitrack.views.commitments import show_statements

    session: Session = context.obj
    selection = Selection(series=read_many_series(series, session))
    broken: list[CommitrackError] = []
    found = [each for each in session.index.outlines(broken.append) if takes_statement(selection, each.statement)]
    for error in broken:
        session.note(f"passed over: {error}")
    if not found:
        say_why_nothing(session, series=selection.series)
    listing = Listing(
        kind="statement",
        fields=records.STATEMENT,
        brief=("id", "date", "place", "series", "commitments", "parties", "title"),
        records=starmap(records.statement_record, found),
    )
    session.publish(
        listing,
        format_,
        fields,
        lambda: show_statements(found, session.screen),
        numbers=("commitments", "reviewed"),
    )
    if broken:
        raise typer.Exit(2)


def topics(
    context: typer.Context,
    series: ManySeriesOption = None,
    statement: StatementsOption = None,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """List the topics, with how many commitments are on each.

    The column main counts those for which it is the first of their topics.
    """
    session: Session = context.obj
    wanted = read_many_series(series, session)
    selection = Selection(statements=read_meetings(statement, wanted, session), series=wanted)
    counts = session.index.count_topics(selection)
    if not counts:
        say_why_nothing(session, series=wanted)
    listing = Listing(
        kind="topic",
        fields=records.TOPIC,
        brief=("topic", "title", "commitments", "main", "statements"),
        records=records.topic_records(counts, session.topics),
    )
    session.publish(listing, format_, fields, numbers=("commitments", "main", "statements"))
    session.note_none(counts)


def due(
    context: typer.Context,
    series: ManySeriesOption = None,
    topic: TopicsOption = None,
    act: ActsOption = None,
    actor: ActorsOption = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose day has passed.")] = False,
    undated: Annotated[bool, typer.Option("--undated", help="Also deadlines from which no date follows.")] = False,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="As seen on this day instead of today.", show_default=False)
    ] = "today",
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """List what has a deadline, the earliest first.

    What has passed today, or on the day of --on, is marked; a pledge is overdue then.
    """
    from commitrack.views.commitments import show_deadlines

    session: Session = context.obj
    today = first_day(on, session) or session.today
    selection = Selection(
        series=read_many_series(series, session),
        topics=find_topics(topic, session),
        acts=read_choices(act, Act),
        actors=read_actors(actor, session),
        due=days_before(today) if overdue else ANY_DAY,
        undated=undated and not overdue,
    )
    found = find(session, selection, Order.DUE)
    if not found:
        say_why_nothing(session, series=selection.series, actors=read_words(actor))
    listing = Listing(
        kind="commitment",
        fields=records.DEADLINE,
        brief=("id", "due", "days", "overdue", "actors", "text", "due_text"),
        records=(records.deadline_record(*pair, today) for pair in found),
    )
    session.publish(listing, format_, fields, lambda: show_deadlines(found, today, session.screen))
    session.note_none(found, "no deadline matches")


def find(session: Session, selection: Selection, sort: str = Order.DATE, reverse: bool = False) -> list[Found]:
    """Return the commitments of the ledger that are picked, sorted."""
    order = Order(read_choice(sort, tuple(map(str, Order)), "sort key"))
    keys = session.topics.keys if order is Order.TOPIC else ()
    return sort_found(session.index.commitments(selection), order, keys, reverse=reverse)


def publish_commitments(session: Session, found: list[Found], format_: FormatOption, fields: FieldsOption) -> None:
    """Write commitments as a list."""

    def show() -> Iterable[str]:
        from commitrack.views.commitments import show_commitments

        return show_commitments(found, session.screen, session.shared_names)

    listing = Listing(
        kind="commitment",
        fields=records.COMMITMENT,
        brief=LINE,
        records=(records.commitment_record(*pair) for pair in found),
    )
    session.publish(listing, format_, fields, show)


def find_topics(given: list[str] | None, session: Session) -> tuple[str, ...]:
    """Return topic keys as `read_topics` does; the taxonomy, which takes as long to read as the rest, is left alone
    where the index tells at once that the words are such.
    """
    words = tuple(read_words(given))
    return words if words and session.index.has_topics(words, at_once=True) else read_topics(given, session)


def read_meetings(given: list[str] | None, series: Sequence[str], session: Session) -> tuple[str, ...]:
    """Return the ids of the meetings named, in any of the series where some are given."""
    return tuple(session.ledger.find_meeting(word, series=series) for word in read_words(given))


def first_day(given: str | None, session: Session) -> date | None:
    """Return the day on which a period begins."""
    return None if given is None else period_of(given, session)[0]


def last_day(given: str | None, session: Session) -> date | None:
    """Return the day on which a period ends."""
    return None if given is None else period_of(given, session)[1]


def read_due(given: str | None, session: Session) -> Period | None:
    """Return the period of `--due`; all time for `any`."""
    if given is None:
        return None
    return ANY_DAY if given.strip().lower() == "any" else period_of(given, session)


def period_of(given: str, session: Session) -> Period:
    """Return the period that is meant, as seen today."""
    from commitrack.ledger.periods import read_period  # its patterns cost those who name none

    return read_period(given, session.today)
