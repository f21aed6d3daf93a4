"""Share what was found: report."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from commitrack import __version__
from commitrack.cli.compare import describe
from commitrack.cli.meetings import MeetingsArgument, compare_meetings
from commitrack.cli.options import (
    ActorsOption,
    ActsOption,
    MatchOption,
    SeriesOption,
    TopicsOption,
    read_actors,
    read_choices,
    read_one_series,
    read_topics,
    read_words,
)
from commitrack.cli.output import whole_file
from commitrack.cli.session import Followed, Session
from commitrack.cli.show import text_of
from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import known_series, no_series
from commitrack.ledger.selection import EntrySelection, has_labels, select_entries
from commitrack.model import Act, Commitment, Diff, Statement, Thread

if TYPE_CHECKING:
    from commitrack.views.report import Material

PAGES = (".html", ".htm")
DOCUMENTS = (".md", ".markdown")


def report(
    context: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="FILE.html or FILE.md; - prints HTML.")],
    meetings: MeetingsArgument = None,
    series: SeriesOption = None,
    topic: TopicsOption = None,
    act: ActsOption = None,
    actor: ActorsOption = None,
    match: MatchOption = "",
) -> None:
    """Write a report to share: one file that opens anywhere.

    Two meetings side by side, or with --series alone all meetings of a series; all of it, or what was asked for.
    """
    session: Session = context.obj
    kind = read_kind(output)
    wanted = EntrySelection(
        topics=read_topics(topic, session), acts=read_choices(act, Act), actors=read_actors(actor, session), match=match
    )
    asked = read_asked(wanted, read_words(actor), Path(output).name)
    one = read_one_series(series)
    if one and not meetings:
        text = write_series(session, one, asked, kind)
    else:
        text = write_comparison(session, compare_meetings(session, meetings or [], one), asked, kind)
    if output == "-":
        session.write([text])
        return
    data = text.encode("utf-8")
    with whole_file(Path(output)) as file:
        file.write_bytes(data)
    session.note(f"wrote {output}, {len(data) / 1000:,.0f} KB")


def read_kind(output: str) -> str:
    """Return the ending that says what is written; CommitrackError for one that nothing is written in."""
    ending = PAGES[0] if output == "-" else Path(output).suffix.lower()
    if ending not in PAGES + DOCUMENTS:
        raise CommitrackError(f"{output!r}: a report is written to FILE.html or FILE.md")
    return ending


class Asked(Struct, frozen=True, kw_only=True):
    """What of a comparison or a series is reported."""

    wanted: EntrySelection
    only: str
    """That in words; empty where it is all."""
    command: Sequence[str]
    """That as words of a command line, and the file."""


def read_asked(wanted: EntrySelection, actors: Sequence[str], file: str) -> Asked:
    """Return what is reported into a file; actors as they were given."""
    options = {"--topic": wanted.topics, "--act": wanted.acts, "--actor": actors, "--match": [wanted.match]}
    words = [part for name, values in options.items() for value in values if value for part in (name, value)]
    return Asked(wanted=wanted, only=describe(wanted, actors), command=[*words, "-o", file])


def write_comparison(session: Session, compared: Diff, asked: Asked, kind: str) -> str:
    """Return the report of two meetings, with the threads of their series where they are of one."""
    from commitrack.views.report import write_html, write_markdown

    shared = compared.later.series if compared.earlier.series == compared.later.series else ""
    both = (compared.earlier, compared.later)
    followed: Followed = session.follow(shared) if shared else ((), both)
    material = gather(session, followed, both, asked, (compared.earlier.id, compared.later.id))
    if asked.only:
        entries = select_entries(compared.entries, asked.wanted)
        kept = names_of(one for entry in entries for one in (*entry.earlier, *entry.later))
        earlier, later = (narrow(each, kept) for each in both)
        compared = replace(compared, earlier=earlier, later=later, entries=entries)
        threads = (each for each in material.threads if any(one.id in kept for one in said_in(each)))
        material = replace(material, threads=tuple(threads))
    write: Callable[[Diff, Material], str] = write_html if kind in PAGES else write_markdown
    return write(compared, material)


def write_series(session: Session, series: str, asked: Asked, kind: str) -> str:
    """Return the report of all meetings of a series."""
    from commitrack.views.report import write_series_html, write_series_markdown

    threads, statements = session.follow(series)
    if not statements:
        raise CommitrackError(no_series(series, known_series(session.ledger)))
    material = gather(session, (threads, statements), statements, asked, ("--series", series))
    if asked.only:
        threads = tuple(each for each in threads if has_labels(asked.wanted, said_in(each)))
        kept = names_of(one for each in threads for one in said_in(each))
        material = replace(material, threads=threads, statements=tuple(narrow(each, kept) for each in statements))
    write: Callable[[Material], str] = write_series_html if kind in PAGES else write_series_markdown
    return write(material)


def said_in(thread: Thread) -> list[Commitment]:
    """Return the commitments of a thread."""
    return [one for said in thread.appearances for one in said]


def names_of(found: Iterable[Commitment]) -> set[str]:
    """Return the ids of what was found; CommitrackError for nothing."""
    names = {one.id for one in found}
    if not names:
        raise CommitrackError("no commitment matches, so there is nothing to report")
    return names


def narrow(statement: Statement, kept: Container[str]) -> Statement:
    """Return a statement with those of its commitments that are kept."""
    return replace(statement, commitments=tuple(one for one in statement.commitments if one.id in kept))


def gather(
    session: Session, followed: Followed, read: Sequence[Statement], asked: Asked, subject: Sequence[str]
) -> Material:
    """Return what a report is made from; of `read`, the texts are shown as far as their sources are kept."""
    from commitrack.comparison import changed_words
    from commitrack.views.report import Material

    threads, statements = followed
    return Material(
        titles=session.topics,
        changed_words=changed_words,
        statements=statements,
        threads=threads,
        texts={each.id: text for each in read if (text := text_of(session, each))},
        decisions=session.ledger.decisions(),
        shared=session.shared_names,
        version=__version__,
        command=shlex.join(["commitrack", "report", *subject, *asked.command]),
        only=asked.only,
    )
