"""Put right what the ledger holds: set, remove."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from commitrack.cli.asking import ask, can_ask
from commitrack.cli.completion import find_meetings, find_settable, offer
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.ledger.correcting import ReadAgain, correct_statement, find_lost
from commitrack.ledger.editing import (
    edit_commitment,
    edit_statement,
    put_commitment,
    set_of_statement,
    split_assignments,
)
from commitrack.ledger.lookup import LATEST, listed
from commitrack.ledger.store import DECISIONS, Removal
from commitrack.model import HEADER, Commitment, Decision, Statement
from commitrack.numbers import count

if TYPE_CHECKING:
    from commitrack.ledger import Ledger

MeetingArgument = Annotated[
    str,
    typer.Argument(
        metavar="STATEMENT", help="A statement's id, its date, latest.", autocompletion=offer(find_meetings)
    ),
]


def set_(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A commitment's id or a unique part of it, or a statement.",
            autocompletion=offer(find_settable),
        ),
    ],
    assignments: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY=VALUE...",
            help="act, topics, actors, due, due_text, note, text, force, verb, restates, reviewed; of a statement "
            "date, title, place, series, parties.",
        ),
    ],
) -> None:
    """Correct a commitment's labels, or what was guessed of a statement.

    A commitment is marked as reviewed, and what is set of a statement is kept, so that a new reading leaves both as
    they are. Another date gives a statement another id; its commitments, decisions and source go along, and deadlines
    are counted anew.
    """
    session: Session = context.obj
    changes = split_assignments(assignments)
    with session.ledger.locked():
        if is_of_statement(session.ledger, name, changes):
            set_statement(session, name, changes)
        else:
            set_commitment(session, name, changes)


def is_of_statement(ledger: Ledger, name: str, changes: Mapping[str, str]) -> bool:
    """Tell whether a statement is to be corrected: it is named, or only such have what is to be set."""
    return bool(LATEST.fullmatch(name)) or name in ledger.names(name) or changes.keys() <= set(HEADER)


def set_commitment(session: Session, name: str, changes: Mapping[str, str]) -> None:
    """Correct the labels of a commitment."""
    statement, commitment = session.ledger.find_commitment(name)
    edited = edit_commitment(statement, commitment, changes, session.topics, session.parties, session.today)
    session.ledger.write(put_commitment(statement, edited))
    others = [key for key in (*changes, "reviewed") if getattr(edited, key) != getattr(commitment, key)]
    session.note(f"{commitment.id}: {say_set([key for key in changes if key in others] or others)}")


def set_statement(session: Session, name: str, changes: Mapping[str, str]) -> None:
    """Correct the header of a statement, and what follows from it."""
    ledger = session.ledger
    before = ledger.read(find_statement(ledger, name, changes))
    after = edit_statement(before, changes, session.parties, session.today)
    kept, neighbours = correct_statement(ledger, before, after, read_again(ledger))
    is_now = f", it is {kept.id} now" if kept.id != before.id else ""
    changed = [
        key
        for key in changes
        if getattr(after, key) != getattr(before, key) or key not in before.corrected  # then it is kept from now on
    ]
    for words in (f"{before.id}: {say_set(changed)}{is_now}", *neighbours):
        session.note(words)


def say_set(changed: Sequence[str]) -> str:
    """Return what to say of keys that have another value now, or a person's word for the one that they had."""
    return f"{', '.join(changed)} set" if changed else "nothing changed, all of it says so already"


def find_statement(ledger: Ledger, name: str, changes: Mapping[str, str]) -> str:
    """Return the id of the statement that is named; where a commitment is, the CommitrackError names its statement."""
    try:
        return ledger.find_meeting(name)
    except CommitrackError as error:
        try:
            statement, commitment = ledger.find_commitment(name)
        except CommitrackError:
            raise error from None
    raise set_of_statement(statement, commitment, changes)


def read_again(ledger: Ledger) -> ReadAgain:
    """Return what reads the source of a statement again."""

    def read(statement: Statement) -> tuple[Commitment, ...]:
        from commitrack.intake.adding import read_kept

        return read_kept(ledger, statement).commitments

    return read


def remove(
    context: typer.Context,
    meeting: MeetingArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; needed where nobody can be asked.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, remove nothing.")] = False,
) -> None:
    """Take a statement out of the ledger, with the source that it was read from.

    Says what goes, and asks at a terminal. Decisions on its commitments stay in decisions.toml, where `check` lists
    them. Once the same text is added again under the same name, those on commitments that the text gives again hold
    again; what was reviewed, corrected, edited or merged does not come back.
    """
    session: Session = context.obj
    ledger = session.ledger
    with nullcontext() if dry_run else ledger.locked():  # a ledger that cannot be written is told of before a question
        removal = ledger.plan_removal(ledger.find_meeting(meeting))
    name = removal.statement.id
    if not (yes or dry_run or can_ask(session)):
        raise CommitrackError(f"{name} has {say_content(removal.statement)}; give --yes to remove it unasked")
    for words in say_what_goes(removal, find_lost(ledger, removal, read_again(ledger))):
        session.note(words)
    if dry_run:
        session.note("nothing removed: --dry-run")
    elif yes or ask(f"remove {name}? yes, no: ", ("yes", "no")) == "yes":
        ledger.remove(removal)
        session.note(f"removed {name}")
    else:
        session.note("nothing removed")


def say_what_goes(removal: Removal, lost: Collection[Decision]) -> Iterator[str]:
    """Yield what a person should know before a statement goes, with decisions that are `lost` for good."""
    statement = removal.statement
    about = ", ".join(filter(None, (statement.title, statement.place, statement.series)))
    reviewed = sum(each.reviewed for each in statement.commitments)
    yield f"{statement.id}  {about}".rstrip()
    yield f"  {say_content(statement)}" + (f", {reviewed} of them reviewed" if reviewed else "")
    yield f"  with its source {removal.source}" if removal.source else "  without a source of its own"
    if removal.decisions:
        pairs = [f"{each.earlier} with {each.later}" for each in removal.decisions]
        yield f"  {count(len(pairs), 'decision')} on them, kept in {DECISIONS} without effect: {listed(pairs)}"
    numbers = ((reviewed, "reviewed commitment"), (len(statement.corrected), "corrected key"), (len(lost), "decision"))
    if gone := ", ".join(count(number, what) for number, what in numbers if number):
        yield f"  lost even if the text is added again: {gone}"
    if removal.decisions and "date" in statement.corrected:
        yield f"  its day was corrected: decisions hold again only if it is added with --date {statement.date}"


def say_content(statement: Statement) -> str:
    """Return how many commitments a statement has."""
    return count(len(statement.commitments), "commitment")
