"""Follow commitments through meetings and across series: history, matrix, similar."""

from __future__ import annotations

import sys
from itertools import starmap
from typing import Annotated

import typer

from commitrack.cli.completion import find_commitments, offer
from commitrack.cli.empty_results import say_why_nothing
from commitrack.cli.options import (
    FieldsOption,
    FormatOption,
    IdArgument,
    SaveOption,
    SeriesOption,
    TopicsOption,
    read_one_series,
    read_topics,
)
from commitrack.cli.session import Session
from commitrack.cli.show import threads_of
from commitrack.errors import CommitrackError, UnknownNameError
from commitrack.ledger.lookup import listed, may_name_commitment, no_series
from commitrack.ledger.selection import select_threads
from commitrack.model import Commitment, Statement
from commitrack.views import records
from commitrack.views.structured import Listing

CANDIDATES = 1000
"""Commitments that are compared with the one wanted; on a ledger of 50,000 the ten closest were always among them."""


def history(
    context: typer.Context,
    name: IdArgument,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Follow one commitment through all meetings.

    Where it was first said, each wording, firmer or softer, missed meetings, dropped, come back.
    """
    from commitrack.views.threads import show_history

    session: Session = context.obj
    statement, commitment = session.index.find_commitment(name)
    threads, statements = threads_of(session, statement, commitment)
    if not threads:
        raise CommitrackError(no_thread(statement, commitment))
    by_id = {each.id: each for each in statements}
    listing = Listing(
        kind="appearance",
        fields=records.APPEARANCE,
        brief=("statement", "date", "status", "change", "ids", "texts"),
        records=(row for thread in threads for row in records.appearance_records(thread, by_id)),
    )
    session.publish(
        listing,
        format_,
        fields,
        lambda: (
            line
            for thread in threads
            for line in show_history(thread, statements, session.screen, here=statement.id, shared=session.shared_names)
        ),
    )


def matrix(
    context: typer.Context,
    series: SeriesOption = None,
    topic: TopicsOption = None,
    save: SaveOption = None,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Draw all commitments against all meetings of a series.

    On a terminal the words are cut to one line; every other format has them in full.
    """
    from commitrack.cli.output import save_picture
    from commitrack.views.picture import PAPER
    from commitrack.views.threads import show_matrix

    session: Session = context.obj
    wanted = read_topics(topic, session)
    threads, statements = session.follow(choose_series(session, read_one_series(series)))
    chosen = select_threads(threads, wanted, session.topics.keys)
    if save and not chosen:
        raise CommitrackError("no commitment matches, so there is nothing to draw")
    session.note_none(chosen)
    if save:
        save_picture(save, show_matrix(chosen, session.topics, PAPER, session.shared_names))
        return
    listing = Listing(
        kind="thread",
        fields=records.THREAD,
        brief=("topics", "id", "text", "meetings"),
        records=map(records.thread_record, chosen),
        spread={"meetings": [each.id for each in statements]},
    )
    session.publish(
        listing,
        format_,
        fields,
        lambda: show_matrix(chosen, session.topics, session.screen, session.shared_names),
    )


def similar(
    context: typer.Context,
    words: Annotated[
        str,
        typer.Argument(
            metavar="ID|TEXT",
            help="A commitment's id, or any text; - reads it from a pipe.",
            autocompletion=offer(find_commitments),
        ),
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most so many.")] = 10,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Find the closest commitments in the whole ledger."""
    from commitrack.comparison import find_similar, telling_words
    from commitrack.views.commitments import show_similar

    session: Session = context.obj
    wanted = find_wanted(session, sys.stdin.read().partition("\t")[0].strip() if words == "-" else words)
    candidates = session.index.nearest(telling_words(wanted), max(CANDIDATES, 10 * limit))
    found = find_similar(wanted, candidates, limit)
    if not found:
        say_why_nothing(session)
    listing = Listing(
        kind="commitment",
        fields=records.SIMILAR,
        brief=("score", "id", "date", "act", "actors", "text", "series"),
        records=starmap(records.similar_record, found),
    )
    session.publish(listing, format_, fields, lambda: show_similar(found, session.screen))
    session.note_none(found, "no commitment shares a telling word with that")


def find_wanted(session: Session, words: str) -> Commitment | str:
    """Return the commitment that is named; the words themselves where they are no id."""
    if not words.strip():
        raise CommitrackError("nothing to look for; name a commitment or give its words")
    if not may_name_commitment(words):
        return words
    try:
        return session.index.find_commitment(words)[1]
    except UnknownNameError:
        if any(character.isdigit() for character in words):  # hardly a word, such as feed or and/or
            raise
        return words


def choose_series(session: Session, given: str) -> str:
    """Return the series that is named, else the ledger's default or only one."""
    known = sorted({each.series for each in session.index.headers()} - {""})
    wanted = given or session.ledger.config.series or (known[0] if len(known) == 1 else "")
    if wanted in known:
        return wanted
    if wanted or not known:
        raise CommitrackError(no_series(wanted, known))
    raise CommitrackError(f"name one with --series; there are {listed(known)}")


def no_thread(statement: Statement, commitment: Commitment) -> str:
    """Return why a commitment has no thread."""
    if not statement.series:
        return f"{statement.id} belongs to no series; name one with commitrack set {statement.id} series=NAME"
    return f"{commitment.id} stands in no thread of {statement.series}"
