"""Commands that bring statements in: init, add, extract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commitrack.cli.intake import Given, Outcome, expand, read_statement, store
from commitrack.cli.options import FieldsOption, FormatOption, read_words
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.model import LedgerConfig
from commitrack.views.intake import OUTCOME, coverage, outcome_record, show_outcome
from commitrack.views.structured import Format, Listing

IdOption = Annotated[str, typer.Option("--id", help="Name of the statement [its date].", show_default=False)]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Day of the meeting [from the text].", show_default=False),
]
TitleOption = Annotated[str, typer.Option("--title", help="[from the text].", show_default=False)]
PlaceOption = Annotated[str, typer.Option("--place", help="Where the meeting was [from the text].", show_default=False)]
SeriesOption = Annotated[
    str, typer.Option("--series", "-s", help="Meetings it belongs to [that of the same parties].", show_default=False)
]
PartyOption = Annotated[
    list[str] | None,
    typer.Option("--party", metavar="PARTY", help="Who makes it; may be repeated [from the text].", show_default=False),
]


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", show_default=False)] = Path(),
    name: Annotated[str, typer.Option("--name", help="What the ledger is called.", show_default=False)] = "",
    series: Annotated[
        str, typer.Option("--series", "-s", help="Series of what is added without one.", show_default=False)
    ] = "",
) -> None:
    """Make a ledger."""
    from commitrack.ledger import init_ledger

    session: Session = context.obj
    ledger = init_ledger(folder, name=name, series=series)
    session.note(f"made the ledger {ledger.root}; next: cd {ledger.root} && commitrack add STATEMENT")


def add(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, or - for standard input.")],
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
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Read statements, take them apart, store them.

    Prints what was stored, what was guessed, and how much of the text became commitments.
    """
    session: Session = context.obj
    given = read_given(session, id_, date_, title, place, series, party)
    single = len(sources) == 1 and not Path(sources[0]).is_dir()
    if id_ and not single:
        raise CommitrackError("--id names one statement; add the others without it")
    outcomes, failed = store_all(session, sources, given, update=update, dry_run=dry_run, single=single)
    publish_outcomes(session, outcomes, fields, format_)
    if single and outcomes:
        session.note(next_step(session, outcomes[0]))
    if failed:
        raise typer.Exit(2)


def extract(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, or - for standard input.")],
    date_: DateOption = None,
    party: PartyOption = None,
    uncovered: Annotated[bool, typer.Option("--uncovered", help="Print what became no commitment, and why.")] = False,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Take a statement apart into commitments without a ledger."""
    from commitrack.cli.browse import publish_commitments
    from commitrack.cli.show import publish_uncovered
    from commitrack.ledger import with_ids

    session: Session = context.obj
    given = read_given(session, "", date_, "", "", "", party)
    reading = read_statement(source, given, LedgerConfig())
    if uncovered:
        publish_uncovered(session, reading.extraction.uncovered, format_, fields)
    else:
        statement = with_ids(reading.statement)
        publish_commitments(session, [(statement, one) for one in statement.commitments], format_, fields)
    session.note(coverage(reading.extraction))


def read_given(
    session: Session, id_: str, day: str | None, title: str, place: str, series: str, party: Iterable[str] | None
) -> Given:
    """Return what the options say, parties under their own names."""
    from commitrack.lexicon.parties import load_parties

    names = read_words(party)
    known = load_parties() if names else None
    parties = tuple((known.canonical(name) if known else None) or name for name in names)
    return Given(id=id_, date=read_date(day), title=title, place=place, series=series, parties=parties)


def read_date(words: str | None) -> date | None:
    """Return the day of `--date`."""
    from commitrack.cli.periods import read_period

    if words is None:
        return None
    first, last = read_period(words, date.today())
    if first != last:
        raise CommitrackError(f"--date {words!r} is more than a day; write YYYY-MM-DD")
    return first


def store_all(
    session: Session, sources: Iterable[str], given: Given, *, update: bool, dry_run: bool, single: bool
) -> tuple[list[Outcome], int]:
    """Store sources one by one; of several, those that cannot be read are reported and counted, and stop none."""
    known = list(session.ledger.headers())
    outcomes: list[Outcome] = []
    failed = 0
    for source in expand(sources):
        try:
            outcomes.append(store(source, given, session.ledger, known, update=update, dry_run=dry_run))
            known.append(outcomes[-1].statement)
        except CommitrackError as error:
            if single:
                raise
            session.note(f"commitrack: {error}")
            failed += 1
    return outcomes, failed


def publish_outcomes(session: Session, outcomes: list[Outcome], fields: str | None, asked: Format | None) -> None:
    """Write what became of each source; in full where it is one, in a table where there are several."""
    parts = [(each.statement, each.extraction, each.outcome, each.guessed) for each in outcomes]
    listing = Listing(
        kind="statement",
        fields=OUTCOME,
        brief=("id", "date", "outcome", "commitments", "sentences", "uncovered", "title"),
        glance=("id", "outcome", "commitments", "sentences", "uncovered"),
        records=(outcome_record(*part) for part in parts),
    )
    pretty = (lambda: show_outcome(*parts[0], session.screen)) if len(parts) == 1 else None
    session.publish(listing, asked, fields, pretty, numbers=("commitments", "sentences", "uncovered"))


def next_step(session: Session, outcome: Outcome) -> str:
    """Return a hint at what can be done with a statement just stored."""
    statement = outcome.statement
    if outcome.outcome.startswith("would"):
        return "nothing stored: --dry-run"
    others = [
        each for each in session.ledger.headers() if each.series == statement.series and each.date < statement.date
    ]
    compare = (
        f"commitrack diff {others[-1].id} {statement.id}" if others else f"commitrack list --statement {statement.id}"
    )
    return f"next: {compare}; commitrack show --uncovered {statement.id}"
