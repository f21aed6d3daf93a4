"""Compare meetings: diff, why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from commitrack.cli.completion import offer_words
from commitrack.cli.empty_results import say_why_nothing
from commitrack.cli.meetings import MeetingsArgument, compare_meetings
from commitrack.cli.options import (
    CHANGES,
    ActorsOption,
    ActsOption,
    FieldsOption,
    FormatOption,
    IdArgument,
    MatchOption,
    OtherArgument,
    SaveOption,
    SeriesOption,
    TopicsOption,
    read_actors,
    read_choices,
    read_one_series,
    read_topics,
    read_words,
    require_words,
)
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import order_pair
from commitrack.ledger.selection import EntrySelection, is_difference, select_entries
from commitrack.model import Act, Change, Diff, Entry, Statement, Status
from commitrack.views import records
from commitrack.views.structured import Format, Listing

if TYPE_CHECKING:
    from commitrack.views.diff import DiffStyle

ENTRY_LINE = ("status", "change", "score", "earlier", "later", "topics", "earlier_text", "later_text", "reasons")

StatusOption = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="reaffirmed, added or dropped.",
        autocompletion=offer_words(Status),
        callback=require_words,
    ),
]
ChangeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--change",
        metavar="CHANGE",
        help="stronger (firmer), weaker (softer), changed, same.",
        autocompletion=offer_words(CHANGES),
        callback=require_words,
    ),
]


def diff(
    context: typer.Context,
    meetings: MeetingsArgument = None,
    series: SeriesOption = None,
    topic: TopicsOption = None,
    act: ActsOption = None,
    actor: ActorsOption = None,
    status: StatusOption = None,
    change: ChangeOption = None,
    match: MatchOption = "",
    stat: Annotated[bool, typer.Option("--stat", help="Only counts per topic, with bars.")] = False,
    save: SaveOption = None,
    word_diff: Annotated[
        bool, typer.Option("--word-diff", help="Both wordings as one text, [-gone-] {+new+}.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="The strongest evidence under each entry.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 where there is any difference.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing; implies --exit-code.")] = False,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Compare two meetings: reaffirmed, added, dropped; firmer, softer.

    In a pipe each line holds status, change, score, ids then and now, topics, words then and now, reasons.
    """
    session: Session = context.obj
    if save and not stat:
        raise CommitrackError("--save draws the counts per topic; add --stat")
    compared = compare_meetings(session, meetings or [], read_one_series(series))
    selection = EntrySelection(
        topics=read_topics(topic, session),
        acts=read_choices(act, Act),
        actors=read_actors(actor, session),
        statuses=read_choices(status, Status),
        changes=read_choices(change, Change),
        match=match,
    )
    entries = select_entries(compared.entries, selection)
    if not entries and (actor or match):
        say_why_nothing(session, actors=read_words(actor), match=match)
    only = describe(selection, read_words(actor))
    if save:
        save_stat(session, compared, entries, save, only=only)
    elif stat and not quiet:
        publish_stat(session, compared, entries, format_, fields, only=only)
    elif not quiet:
        publish_diff(session, compared, entries, format_, fields, inline=word_diff, why=why, only=only)
    if (exit_code or quiet) and any(is_difference(entry) for entry in entries):
        raise typer.Exit(1)


def why(
    context: typer.Context,
    one: IdArgument,
    other: OtherArgument,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Show the evidence for and against two commitments being the same.

    Each piece moves the odds: what speaks for them is positive, 0 in all is an even chance.
    """
    from commitrack.comparison import explain
    from commitrack.views.evidence import EVIDENCE, explanation_record, show_explanation

    session: Session = context.obj
    earlier, later, first, second = find_pair(session, one, other)
    found = explain(earlier, later, first, second, decisions=session.ledger.decisions())
    listing = Listing(
        kind="why",
        plural="why",
        fields=EVIDENCE,
        brief=EVIDENCE,
        records=records.evidence_records(found.why),
        envelope=explanation_record(found),
    )
    session.publish(listing, format_, fields, lambda: show_explanation(found, diff_style(session)))


def find_pair(session: Session, one: str, other: str) -> tuple[Statement, Statement, str, str]:
    """Return two meetings, the earlier first, and the ids of a commitment of each."""
    first, second = session.index.find_commitment(one), session.index.find_commitment(other)
    earlier, later = order_pair(first[0], second[0])
    ids = {first[0].id: first[1].id, second[0].id: second[1].id}
    return earlier, later, ids[earlier.id], ids[later.id]


def diff_style(session: Session, *, inline: bool = False, why: bool = False, only: str = "") -> DiffStyle:
    """Return how comparisons are shown in this run."""
    from commitrack.comparison import changed_words
    from commitrack.views.diff import DiffStyle

    return DiffStyle(
        screen=session.screen,
        titles=session.topics,
        changed_words=changed_words,
        inline=inline,
        why=why,
        only=only,
        shared=session.shared_names,
    )


def publish_diff(
    session: Session,
    compared: Diff,
    entries: Sequence[Entry],
    asked: Format | None,
    fields: str | None,
    *,
    inline: bool,
    why: bool,
    only: str,
) -> None:
    """Write a comparison."""
    from commitrack.views.diff import show_diff
    from commitrack.views.markdown import write_diff

    listing = Listing(
        kind="entry",
        plural="entries",
        fields=records.ENTRY,
        brief=ENTRY_LINE,
        records=map(records.entry_record, entries),
        envelope=records.diff_record(compared, entries),
    )
    session.publish(
        listing,
        asked,
        fields,
        lambda: show_diff(compared, entries, diff_style(session, inline=inline, why=why, only=only)),
        lambda: write_diff(compared, entries, diff_style(session, only=only)),
    )


def publish_stat(
    session: Session, compared: Diff, entries: Sequence[Entry], asked: Format | None, fields: str | None, *, only: str
) -> None:
    """Write the counts of a comparison by topic."""
    from commitrack.views.diff import by_topic
    from commitrack.views.stat import show_stat

    listing = Listing(
        kind="topic",
        fields=records.STAT,
        brief=records.STAT,
        records=records.stat_records(by_topic(entries, session.topics), session.topics),
    )
    session.publish(listing, asked, fields, lambda: show_stat(compared, entries, diff_style(session, only=only)))


def save_stat(session: Session, compared: Diff, entries: Sequence[Entry], file: Path, *, only: str) -> None:
    """Draw the counts of a comparison by topic."""
    from commitrack.cli.output import save_picture
    from commitrack.views.picture import PAPER
    from commitrack.views.stat import show_stat

    save_picture(file, show_stat(compared, entries, replace(diff_style(session, only=only), screen=PAPER)))


def describe(selection: EntrySelection, actors: Sequence[str]) -> str:
    """Return what the entries were narrowed to, in words, actors as they were given; empty where they were not."""
    values = {
        "topic": selection.topics,
        "act": selection.acts,
        "actor": actors,
        "status": selection.statuses,
        "change": selection.changes,
        "words": (selection.match,) if selection.match else (),
    }
    return "; ".join(f"{name} {' or '.join(chosen)}" for name, chosen in values.items() if chosen)
