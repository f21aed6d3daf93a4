"""Put right what the ledger holds: remove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Annotated

import typer

from commitrack.cli.asking import ask, can_ask
from commitrack.cli.completion import find_meetings, offer
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import listed
from commitrack.ledger.store import DECISIONS
from commitrack.model import Decision, Statement
from commitrack.views.numbers import count

MeetingArgument = Annotated[
    str,
    typer.Argument(
        metavar="STATEMENT", help="A statement's id, its date, latest.", autocompletion=offer(find_meetings)
    ),
]


def remove(
    context: typer.Context,
    meeting: MeetingArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where nobody can be asked.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, remove nothing.")] = False,
) -> None:
    """Take a statement out of the ledger, with the source that it was read from.

    Says what goes, and asks at a terminal. Decisions on its commitments stay in decisions.toml: they hold again once
    the same text is added again under the same name, and `check` lists them until then.
    """
    session: Session = context.obj
    ledger = session.ledger
    with nullcontext() if dry_run else ledger.locked():  # a ledger that cannot be written is told of before a question
        statement = ledger.read(ledger.find_meeting(meeting))
        decisions = ledger.decisions_on(statement)
        source = statement.file if ledger.keeps_alone(statement) else ""
    if not (yes or dry_run or can_ask(session)):
        raise CommitrackError(
            f"{statement.id} has {say_content(statement)}; give --yes to remove it without a question"
        )
    for words in say_what_goes(statement, source, decisions):
        session.note(words)
    if dry_run:
        session.note("nothing removed: --dry-run")
    elif yes or ask(f"remove {statement.id}? yes, no: ", ("yes", "no")) == "yes":
        ledger.remove(statement.id)
        session.note(f"removed {statement.id}")
    else:
        session.note("nothing removed")


def say_what_goes(statement: Statement, source: str, decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield what a person should know before a statement goes."""
    about = ", ".join(filter(None, (statement.title, statement.place, statement.series)))
    reviewed = sum(each.reviewed for each in statement.commitments)
    yield f"{statement.id}  {about}".rstrip()
    yield f"  {say_content(statement)}" + (f", {reviewed} of them reviewed" if reviewed else "")
    yield f"  with its source {source}" if source else "  without a source of its own"
    if decisions:
        pairs = [f"{each.earlier} with {each.later}" for each in decisions]
        yield f"  {count(len(pairs), 'decision')} on them, kept in {DECISIONS} without effect: {listed(pairs)}"


def say_content(statement: Statement) -> str:
    """Return how many commitments a statement has."""
    return count(len(statement.commitments), "commitment")
