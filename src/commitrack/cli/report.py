"""Share what was found: report."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitrack import __version__
from commitrack.cli.meetings import MeetingsArgument, compare_meetings
from commitrack.cli.options import SeriesOption
from commitrack.cli.output import whole_file
from commitrack.cli.session import Followed, Session
from commitrack.cli.show import text_of
from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import known_series, no_series
from commitrack.model import Diff, Statement

if TYPE_CHECKING:
    from commitrack.views.report import Material

PAGES = (".html", ".htm")
DOCUMENTS = (".md", ".markdown")


def report(
    context: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="FILE.html or FILE.md; - prints HTML.")],
    meetings: MeetingsArgument = None,
    series: SeriesOption = "",
) -> None:
    """Write a report to share: one file that opens anywhere.

    Two meetings side by side, or with --series alone all meetings of a series.
    """
    session: Session = context.obj
    kind = read_kind(output)
    if series and not meetings:
        text = write_series(session, series, output, kind)
    else:
        text = write_comparison(session, compare_meetings(session, meetings or [], series), output, kind)
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


def write_comparison(session: Session, compared: Diff, output: str, kind: str) -> str:
    """Return the report of two meetings, with the threads of their series where they are of one."""
    from commitrack.views.report import write_html, write_markdown

    shared = compared.later.series if compared.earlier.series == compared.later.series else ""
    followed: Followed = session.follow(shared) if shared else ((), (compared.earlier, compared.later))
    texts = (compared.earlier, compared.later)
    command = shlex.join(["commitrack", "report", compared.earlier.id, compared.later.id, "-o", Path(output).name])
    write: Callable[[Diff, Material], str] = write_html if kind in PAGES else write_markdown
    return write(compared, gather(session, followed, texts, command))


def write_series(session: Session, series: str, output: str, kind: str) -> str:
    """Return the report of all meetings of a series."""
    from commitrack.views.report import write_series_html, write_series_markdown

    threads, statements = session.follow(series)
    if not statements:
        raise CommitrackError(no_series(series, known_series(session.ledger)))
    command = shlex.join(["commitrack", "report", "--series", series, "-o", Path(output).name])
    write: Callable[[Material], str] = write_series_html if kind in PAGES else write_series_markdown
    return write(gather(session, (threads, statements), statements, command))


def gather(session: Session, followed: Followed, read: Sequence[Statement], command: str) -> Material:
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
        command=command,
    )
