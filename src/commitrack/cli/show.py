"""Show commitments one by one, and what of a statement became none."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer

from commitrack.cli.completion import find_commitments, find_meetings, offer
from commitrack.cli.options import FieldsOption, FormatOption
from commitrack.cli.session import Followed, Session
from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.ledger.ids import source_digest
from commitrack.model import Commitment, Document, Found, Statement, Uncovered
from commitrack.views import records
from commitrack.views.commitments import passage, show_commitment, show_uncovered
from commitrack.views.structured import Format, Listing

NO_CONTEXT = ("", "", "")


def show(
    context: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID...",
            help="Ids or unique parts of them; - reads them from a pipe.",
            autocompletion=offer(find_commitments),
        ),
    ] = None,
    uncovered: Annotated[
        str | None,
        typer.Option(
            "--uncovered",
            metavar="MEETING",
            help="What of its text became no commitment.",
            autocompletion=offer(find_meetings),
        ),
    ] = None,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Show commitments in full: words, labels, context.

    On a terminal with the paragraph around each and its past and future in the series; --uncovered prints what of a
    statement became no commitment, and why.
    """
    session: Session = context.obj
    if uncovered is not None:
        if ids:
            raise CommitrackError("--uncovered MEETING stands alone; leave out the ids of commitments")
        publish_uncovered(session, left_out(session, uncovered), format_, fields)
        return
    found = [session.index.find_commitment(name) for name in read_ids(ids or [])]
    listing = Listing(
        kind="commitment",
        fields=records.SHOWN,
        brief=("id", "date", "act", "actors", "topics", "text", "due"),
        records=(shown_record(session, *pair) for pair in found),
    )
    session.publish(listing, format_, fields, lambda: show_found(session, found))


def read_ids(given: Sequence[str]) -> Iterator[str]:
    """Yield commitment names; for `-`, the first field of each line of standard input."""
    if not given:
        raise CommitrackError("no commitment named; see `commitrack list` for ids")
    for word in given:
        if word == "-":
            yield from (line.split("\t")[0].strip() for line in sys.stdin if line.strip())
        else:
            yield word


def show_found(session: Session, found: Iterable[Found]) -> Iterator[str]:
    """Yield commitments in full, a blank line and a rule between them."""
    for number, (statement, commitment) in enumerate(found):
        if number:
            yield from (
                "",
                "─" * session.screen.measure if session.screen.unicode else "-" * session.screen.measure,
                "",
            )
        threads, statements = threads_of(session, statement, commitment, needed=False)
        around = context_of(session, statement, commitment)
        yield from show_commitment(
            statement,
            commitment,
            session.screen,
            context=around,
            threads=threads,
            statements=statements,
            shared=session.shared_names,
        )


def shown_record(session: Session, statement: Statement, commitment: Commitment) -> records.Record:
    """Return a commitment in full as a record."""
    around = context_of(session, statement, commitment)
    return records.shown_record(
        statement, commitment, around, *threads_of(session, statement, commitment, needed=False)
    )


def context_of(session: Session, statement: Statement, commitment: Commitment) -> tuple[str, str, str]:
    """Return the paragraph around a commitment: before, its quote, after; empty where the source is not kept."""
    document = text_of(session, statement) if commitment.span else None
    if document is None or commitment.span is None:
        return NO_CONTEXT
    return passage(document.text, commitment.span, (block.span for block in document.blocks))


def text_of(session: Session, statement: Statement) -> Document | None:
    """Return the clean text of a statement; None where its source is not kept or cannot be read.

    What would have to be installed to read it is said.
    """
    try:
        return read_again(session, statement)
    except MissingExtraError as error:
        session.note_once(f"texts are left out: {error}")
    except CommitrackError:
        pass  # which check tells
    return None


def read_again(session: Session, statement: Statement) -> Document:
    """Return the clean text of a statement's source."""
    from commitrack.reading import read_document

    say_changed(session, statement)
    return read_document(session.ledger.source(statement), name=statement.file)


def threads_of(session: Session, statement: Statement, commitment: Commitment, *, needed: bool = True) -> Followed:
    """Return the threads that a commitment stands in, and the statements of its series; none without a series.

    Where they are not needed, there are none either if another file of the ledger cannot be read, which is said.
    """
    if not statement.series:
        return (), ()
    follow = session.follow if needed else session.follow_if_readable
    threads, statements = follow(statement.series)
    mine = (thread for thread in threads if any(one.id == commitment.id for said in thread.appearances for one in said))
    return tuple(mine), statements


def left_out(session: Session, meeting: str) -> tuple[Uncovered, ...]:
    """Read a statement's source again; return what of it became no commitment."""
    from commitrack.intake.adding import read_kept

    statement = session.ledger.read(session.ledger.find_meeting(meeting))
    say_changed(session, statement)
    return read_kept(session.ledger, statement).uncovered


def say_changed(session: Session, statement: Statement) -> None:
    """Say so where the source of a statement is no longer what was read."""
    if statement.sha256 and source_digest(session.ledger.source(statement)) != statement.sha256:
        session.note_once(f"{statement.file} is no longer what was read; `commitrack check` says what to do")


def publish_uncovered(
    session: Session, pieces: Sequence[Uncovered], format_: Format | None, fields: str | None
) -> None:
    """Write what became no commitment, with the reasons."""
    listing = Listing(
        kind="uncovered",
        fields=records.UNCOVERED,
        brief=("reason", "text"),
        records=map(records.uncovered_record, pieces),
    )
    session.publish(listing, format_, fields, lambda: show_uncovered(pieces, session.screen))
    session.note_none(pieces, "nothing was left out: every sentence became a commitment")
