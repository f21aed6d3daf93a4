"""Commands that bring statements in: init, add, extract."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitrack import __version__
from commitrack.cli.completion import find_series, offer
from commitrack.cli.options import FieldsOption, FormatOption, read_words, require_words
from commitrack.cli.outcomes import (
    Account,
    open_bar,
    publish_many,
    publish_one,
    say_neighbours,
    say_unapplied,
    stored_by,
)
from commitrack.cli.received import expand, receive, receive_all
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError, did_you_mean
from commitrack.intake.source import Given
from commitrack.ledger.editing import read_series
from commitrack.ledger.fields import TEACH_PARTY
from commitrack.views.intake import say_coverage
from commitrack.views.structured import Format

if TYPE_CHECKING:
    from commitrack.intake.adding import Intake

IdOption = Annotated[
    str, typer.Option("--id", metavar="NAME", help="Name of the statement, as 2025-09-22-quad [its date].")
]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="Day of the meeting, as 2025-09-22 [from the text]."),
]
TitleOption = Annotated[str, typer.Option("--title", metavar="TEXT", help="What it is called [from the text].")]
PlaceOption = Annotated[str, typer.Option("--place", metavar="TEXT", help="Where the meeting was [from the text].")]
SeriesOption = Annotated[
    str,
    typer.Option(
        "--series",
        "-s",
        metavar="SERIES",
        help="Meetings it belongs to [that of the same parties].",
        autocompletion=offer(find_series),
    ),
]
PartyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--party", metavar="PARTY", help="Who makes it; may be repeated [from the text].", callback=require_words
    ),
]


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Its folder [here].", show_default=False)] = Path(),
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help="What the ledger is called.")] = "",
    series: Annotated[
        str,
        typer.Option("--series", "-s", metavar="SERIES", help="Series of what is added without one."),
    ] = "",
) -> None:
    """Make a ledger."""
    from commitrack.ledger import init_ledger

    session: Session = context.obj
    ledger = init_ledger(folder, name=name, series=read_series(series))
    session.note(f"made the ledger {ledger.root}")
    there = "" if ledger.root == Path() else f"cd {ledger.root} && "
    session.hint(f"next: {there}commitrack add STATEMENT")


def add(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, addresses, or - for standard input.")
    ],
    id_: IdOption = "",
    date_: DateOption = None,
    title: TitleOption = "",
    place: PlaceOption = "",
    series: SeriesOption = "",
    party: PartyOption = None,
    update: Annotated[
        bool, typer.Option("--update", "-u", help="Read again what is there; reviewed work stays.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be stored, store nothing.")] = False,
    glob: Annotated[
        str, typer.Option("--glob", metavar="PATTERN", help="Of a folder, only files such as '2023-*.md'.")
    ] = "",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes to read with [1].", show_default=False)
    ] = 1,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="ADDRESS", help="Dask cluster to read with: tcp://host:8786.")
    ] = "",
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Read statements, take them apart, store them.

    Prints what was stored, what was guessed, and how much of the text became commitments. What the ledger has already
    is left alone; a source that cannot be read, or that has no commitment, stops no other, and makes the exit code 2;
    of a folder, such texts are skipped as long as others hold one.
    """
    from commitrack.intake.adding import Intake
    from commitrack.intake.engine import open_engine

    session: Session = context.obj
    given = read_given(session, date_, party, id_=id_, title=title, place=place, series=series)
    single = len(sources) == 1 and not os.path.isdir(sources[0])  # not the Path of an empty one
    if id_ and not single:
        raise CommitrackError("--id names one statement; add the others without it")
    with open_engine(1 if single else jobs, scheduler, __version__) as engine:
        intake = Intake(ledger=session.ledger, given=given, engine=engine, update=update, dry_run=dry_run)
        if single:
            add_one(session, intake, sources[0], fields, format_)
        else:
            add_many(session, intake, sources, glob, fields, format_)


def extract(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, an address, or - for standard input.")],
    date_: DateOption = None,
    party: PartyOption = None,
    uncovered: Annotated[bool, typer.Option("--uncovered", help="Print what became no commitment, and why.")] = False,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Take a statement apart without storing it.

    Verbs, topics and parties of the ledger's own settings count, too.
    """
    from commitrack.cli.browse import publish_commitments
    from commitrack.intake.adding import no_commitment, read_received
    from commitrack.ledger import with_ids

    session: Session = context.obj
    given = read_given(session, date_, party)
    found = receive(source)
    reading, read = read_received(found, given, session.ledger.config)
    if uncovered:
        from commitrack.cli.show import publish_uncovered

        publish_uncovered(session, reading.uncovered, format_, fields)
    if not reading.commitments:
        raise no_commitment(found, reading)
    if not uncovered:
        statement = with_ids(read)
        publish_commitments(session, [(statement, one) for one in statement.commitments], format_, fields)
    session.note(say_coverage(len(reading.commitments), reading.coverage))


def read_given(
    session: Session,
    day: str | None,
    party: Iterable[str] | None,
    *,
    id_: str = "",
    title: str = "",
    place: str = "",
    series: str = "",
) -> Given:
    """Return what the options say."""
    when = None
    if day is not None:
        from commitrack.ledger.periods import read_day  # its patterns cost those who give none

        when = read_day(day, session.today)
    parties = tuple(name_party(session, name) for name in read_words(party))
    return Given(
        id=id_,
        date=when,
        title=title,
        place=place,
        series=read_series(series),
        parties=parties,
    )


def name_party(session: Session, name: str) -> str:
    """Return a party's own name; one that is not known keeps the name given, and that is said."""
    known = session.parties.typed(name)
    if known is None:
        near = did_you_mean(name, session.parties.rows)
        session.note(f"{name}: no party that is known; {near or TEACH_PARTY}")
    return known or name


def add_one(session: Session, intake: Intake, source: str, fields: str | None, asked: Format | None) -> None:
    """Add one source; why it cannot be is the program's error."""
    received = (receive(each, intake.find_source) for each in (source,))
    for taken in intake.take(received):
        if taken.trouble:
            raise taken.trouble
        publish_one(session, taken, fields, asked)
        say_unapplied(session, taken.unapplied)
        say_neighbours(session, intake, stored_by(taken))


def add_many(
    session: Session, intake: Intake, sources: list[str], pattern: str, fields: str | None, asked: Format | None
) -> None:
    """Add many sources; those that cannot be are reported, and stop none."""
    account = Account(session, sources)
    received = receive_all(
        expand(sources, pattern, account.report, account.passed_by), intake.find_source, account.report
    )
    bar = open_bar(session, asked, lambda: sum(1 for _ in expand(sources, pattern, lambda error: None, Counter())))
    publish_many(session, account.count(intake.take(received), bar), fields, asked)
    say_neighbours(session, intake, account.stored)
    account.close()
