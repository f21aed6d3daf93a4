"""An analyst's word on pairs: link, unlink, review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Annotated

import typer

from commitrack.cli.asking import ask, can_ask
from commitrack.cli.compare import diff_style, find_pair
from commitrack.cli.completion import offer_words
from commitrack.cli.meetings import Meetings, MeetingsArgument, read_meetings
from commitrack.cli.options import (
    CHANGES,
    FieldsOption,
    FormatOption,
    IdArgument,
    OtherArgument,
    SeriesOption,
    read_one_of,
    read_one_series,
)
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import need_commitments
from commitrack.model import Change, Commitment, Decision, Link, Verdict
from commitrack.views.structured import Format, Listing

ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the decision.")]
ChangeOption = Annotated[
    Change | None,
    typer.Option(
        "--change",
        metavar="CHANGE",
        help="How it moved, as you see it: firmer, softer, changed, same [as the program judges].",
        parser=partial(read_one_of, Change),
        autocompletion=offer_words(CHANGES),
    ),
]
Asked = tuple[Link, Commitment, Commitment]
"""A pair that is put to a person, with its two commitments."""
UndoOption = Annotated[bool, typer.Option("--undo", help="Take back what was decided on this pair.")]


def link(
    context: typer.Context,
    one: IdArgument,
    other: OtherArgument,
    change: ChangeOption = None,
    reason: ReasonOption = "",
    undo: UndoOption = False,
) -> None:
    """Say that two commitments are the same, and how the words moved.

    It wins over what the program finds, in every view, and survives reading the statements again.
    """
    decide(context.obj, one, other, Verdict.SAME, reason, undo, change)


def unlink(
    context: typer.Context, one: IdArgument, other: OtherArgument, reason: ReasonOption = "", undo: UndoOption = False
) -> None:
    """Say that two commitments are not the same.

    It wins over what the program finds, in every view, and survives reading the statements again.
    """
    decide(context.obj, one, other, Verdict.DIFFERENT, reason, undo)


def decide(
    session: Session, one: str, other: str, verdict: Verdict, reason: str, undo: bool, change: Change | None = None
) -> None:
    """Write down a decision on a pair, the earlier meeting first, or take it back."""
    with session.ledger.locked():  # nobody gives the pair other ids meanwhile
        if undo:
            session.note(f"taken back: {' and '.join(withdraw(session, one, other))}")
            return
        *meetings, earlier, later = find_pair(session, one, other)
        given = Decision(earlier=earlier, later=later, verdict=verdict, change=change, reason=reason)
        kept = session.ledger.decide(given)
    said = "different" if verdict is Verdict.DIFFERENT else f"the same{f', {kept.change}' if kept.change else ''}"
    session.note(f"{earlier} and {later} are {said}, as you say")
    if verdict is Verdict.SAME and len({meeting.series or meeting.id for meeting in meetings}) > 1:
        of = ", ".join(f"{meeting.id} is of {meeting.series or 'no series'}" for meeting in meetings)
        seen = "a diff of the two meetings, `why` and an export to SQLite show it"
        session.note(f"history and matrix do not show it; {seen}: {of}")


def withdraw(session: Session, one: str, other: str) -> tuple[str, str]:
    """Take a decision back and return its pair; ids in full may be of commitments that are no longer there."""
    if session.ledger.withdraw(one, other):
        return one, other
    _, _, earlier, later = find_pair(session, one, other)
    if not session.ledger.withdraw(earlier, later):
        raise CommitrackError(f"nothing was decided on {earlier} and {later}")
    return earlier, later


def review(
    context: typer.Context,
    meetings: MeetingsArgument = None,
    series: SeriesOption = None,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Decide on the pairs that are uncertain, the most uncertain first.

    At a terminal each is put to you: y the same, n different, s skip, u undo the last answer, q quit; every answer is
    kept at once, so that you can stop and go on later. In a pipe the queue is printed.
    """
    from commitrack.comparison import uncertain_pairs

    session: Session = context.obj
    both = read_meetings(session, meetings or [], read_one_series(series))
    queue = uncertain_pairs(*both, decisions=session.ledger.decisions())
    if format_ is None and fields is None and can_ask(session):
        ask_through(session, both, queue)
    else:
        publish_queue(session, both, queue, fields, format_)


def ask_through(session: Session, both: Meetings, queue: Sequence[Link]) -> None:
    """Put pairs to a person one by one, and keep each answer."""
    from commitrack.views.evidence import show_pair

    pairs = list(with_commitments(both, queue))
    place = 0
    decided: list[tuple[int, Decision]] = []
    while place < len(pairs):
        link, earlier, later = pairs[place]
        session.write_lines(show_pair(link, earlier, later, f"{place + 1} of {len(pairs)}", diff_style(session)))
        answer = ask("the same commitment? yes, no, skip, undo, quit: ", ("yes", "no", "skip", "undo", "quit"))
        if answer == "quit":
            break
        if answer == "undo":
            place = undo_last(session, decided, place)
            continue
        if answer != "skip":
            verdict = Verdict.SAME if answer == "yes" else Verdict.DIFFERENT
            made = Decision(earlier=earlier.id, later=later.id, verdict=verdict)
            with session.ledger.locked():
                need_commitments(session.ledger, (earlier.id, later.id))
                session.ledger.decide(made)
            decided.append((place, made))
        place += 1
    left = len(pairs) - len(decided)
    session.note(f"{left} left for another time" if left else "nothing uncertain left")


def undo_last(session: Session, decided: list[tuple[int, Decision]], place: int) -> int:
    """Take back the last answer and return the place of its pair; where there is none, say so and stay.

    What somebody else has made of it meanwhile stays, and that is said.
    """
    if not decided:
        session.note("no answer to take back")
        return place
    place, made = decided.pop()
    with session.ledger.locked():
        if made in session.ledger.decisions():
            session.ledger.withdraw(made.earlier, made.later)
        else:
            session.note(f"{made.earlier} and {made.later} are no longer decided as you did, so that stays")
    return place


def publish_queue(
    session: Session, both: Meetings, queue: Sequence[Link], fields: str | None, asked: Format | None
) -> None:
    """Write the queue of uncertain pairs."""
    from commitrack.views.evidence import PAIR, PAIR_LINE, pair_record, show_pair

    pairs = list(with_commitments(both, queue))
    listing = Listing(kind="pair", fields=PAIR, brief=PAIR_LINE, records=(pair_record(*pair) for pair in pairs))
    session.publish(
        listing,
        asked,
        fields,
        lambda: (line for pair in pairs for line in show_pair(*pair, "", diff_style(session))),
    )


def with_commitments(both: Meetings, queue: Iterable[Link]) -> Iterator[Asked]:
    """Yield each pair with its two commitments."""
    known = {one.id: one for side in both for one in side.commitments}
    yield from ((link, known[link.earlier[0]], known[link.later[0]]) for link in queue)
