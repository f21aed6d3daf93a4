"""The two meetings that a comparison is of, as a command line names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from commitrack.cli.completion import find_meetings, offer
from commitrack.cli.options import require_words
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import find_ends, is_beside, listed, statements_beside
from commitrack.model import Diff, Statement

Meetings = tuple[Statement, Statement]
"""Two meetings, in the order named."""

MeetingsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="EARLIER LATER",
        help="Two meetings, or EARLIER..LATER [the newest and the last one of an earlier day of its series].",
        autocompletion=offer(find_meetings),
        callback=require_words,
    ),
]


def compare_meetings(session: Session, words: Sequence[str], series: str) -> Diff:
    """Return the comparison of the two meetings named, else of the last two, as `read_meetings` finds them."""
    earlier, later = read_meetings(session, words, series)
    from commitrack.comparison import compare

    return compare(earlier, later, decisions=session.ledger.decisions())


def read_meetings(session: Session, words: Sequence[str], series: str) -> Meetings:
    """Return the two meetings named, else the last two; say where that is hardly what was meant."""
    ledger = session.ledger
    earlier, later = map(ledger.read, find_ends(ledger, *read_pair(words), series))
    if earlier.series and later.series and earlier.series != later.series:
        session.note(f"two series are compared: {earlier.id} is of {earlier.series}, {later.id} of {later.series}")
    if not words:
        note_beside(session, earlier, later)
    return earlier, later


def read_pair(words: Sequence[str]) -> tuple[str, str]:
    """Return two meetings from `A B` or `A..B`; an end that is left open is empty, as both are of no words."""
    if len(words) == 1 and ".." in words[0]:
        earlier, _, later = words[0].partition("..")
        return earlier, later
    if len(words) not in (0, 2):
        raise CommitrackError(
            "two meetings are compared, as 2025-04-03 2025-09-22 or 2025-04-03..2025-09-22; ..2025-09-22 takes the one "
            "before it; a series is named with --series"
        )
    one, other = words or ("", "")
    return one, other


def note_beside(session: Session, earlier: Statement, later: Statement) -> None:
    """Say which of several statements of one day the program took, and how to compare another."""
    if is_beside(earlier, later):
        session.note(
            f"{earlier.id} and {later.id} are of one day and may be two statements of one meeting; name the two sides "
            f"to compare it with an earlier one: commitrack diff EARLIER {earlier.id}"
        )
        return
    for taken, pair in ((earlier, "{} " + later.id), (later, earlier.id + " {}")):
        if beside := statements_beside(session.ledger, taken):
            session.note(
                f"{taken.id} is compared, one of {len(beside) + 1} statements of its day; for {listed(beside)} "
                f"instead, name both sides: {pair.format(beside[0])}"
            )
