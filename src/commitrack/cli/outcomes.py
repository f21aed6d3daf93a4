"""What became of sources, told as it happens and published in the end."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import TYPE_CHECKING

import typer

from commitrack.cli.progress import Advance
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import find_before
from commitrack.model import HEADER, Coverage, Outcome, Statement
from commitrack.views.intake import OUTCOME, outcome_record, say_tally, show_outcome, tell_outcome
from commitrack.views.structured import Format, Listing

if TYPE_CHECKING:
    from commitrack.intake.adding import Intake, Taken

LISTED = 40
"""Statements that a table on a terminal shows; of more, a person wants the sum."""
OPTIONS = {key: "--party" if key == "parties" else f"--{key}" for key in HEADER}
"""By the key of a statement, what gives it."""
NUMBERS = ("commitments", "sentences", "uncovered")
READ = ("id", "date", "outcome", *NUMBERS, "title", "place", "series", "parties", "guessed")
"""What a person looks over after a text was read."""


def no_bar() -> None:
    """Advance where nobody looks."""


class Account:
    """Counts the outcomes of many sources, and says at once which were skipped or failed, and why."""

    def __init__(self, session: Session, sources: Sequence[str]) -> None:
        self.session = session
        self.sources = sources
        self.tally = Counter[str]()
        self.stored: list[str] = []
        """Statements that are new in the ledger."""
        self.unapplied: set[str] = set()
        """Keys of which something else was given than statements have that stay as they are."""
        self.passed_by = Counter[str]()
        """Files that were not looked at, by their suffix, or why."""
        self.advance: Advance = no_bar

    def report(self, trouble: CommitrackError, outcome: Outcome = Outcome.FAILED) -> None:
        """Note a source of which nothing is stored."""
        self.tally[outcome] += 1
        self.session.note(f"{outcome}: {trouble}")
        self.advance()

    def count(self, sources: Iterable[Taken], bar: AbstractContextManager[Advance]) -> Iterator[Taken]:
        """Yield the sources that have a statement; a bar shows how far it is, until the last one."""
        with bar as self.advance:
            for each in sources:
                if each.trouble:
                    self.report(each.trouble, Outcome.FAILED if each.given in self.sources else each.outcome)
                    continue
                self.tally[tell_outcome(each.outcome, planned=each.planned)] += 1
                self.stored += stored_by(each)
                self.unapplied.update(each.unapplied)
                self.advance()
                yield each

    def close(self) -> None:
        """Say the sum; leave with 2 where a source failed, or all had nothing to be stored.

        CommitrackError where there was none to be read.
        """
        said = say_tally(self.tally, self.passed_by)
        if not self.tally:
            raise CommitrackError(f"{', '.join(self.sources)}: {said}")
        say_unapplied(self.session, self.unapplied)
        self.session.note(said)
        if self.stored:
            self.session.hint("what was guessed wrongly is put right with: commitrack set ID place=…")
        if self.tally[Outcome.FAILED] or self.tally.keys() == {Outcome.SKIPPED}:
            raise typer.Exit(2)


def stored_by(taken: Taken) -> list[str]:
    """Return the id of the statement that a source has made new in the ledger, if any."""
    is_new = taken.outcome is Outcome.STORED and not taken.planned
    return [taken.statement.id] if taken.statement and is_new else []


def say_unapplied(session: Session, keys: Collection[str]) -> None:
    """Say which options have changed nothing, as the ledger has their statements already, and what applies them."""
    if "id" in keys:
        session.note("--id: what is there already keeps its id")
    if options := [option for key, option in OPTIONS.items() if key in keys]:
        session.note(
            f"{', '.join(options)}: not applied to what is there already; `add --update` does, or `commitrack set`"
        )


def say_neighbours(session: Session, intake: Intake, stored: Iterable[str]) -> None:
    """Say what stands in the ledger beside statements just stored."""
    from commitrack.ledger.neighbours import find_neighbours

    for words in find_neighbours(session.ledger, intake.catalogue, stored):
        session.note(words)


def open_bar(session: Session, asked: Format | None, count: Callable[[], int]) -> AbstractContextManager[Advance]:
    """Return a bar on standard error for so many sources, where a person sees it and it is in nobody's way."""
    in_the_way = session.on_terminal and session.format(asked) is not Format.TABLE
    if in_the_way or not sys.stderr.isatty():
        return nullcontext(no_bar)
    return session.progress(count(), "reading")


def publish_one(session: Session, taken: Taken, fields: str | None, asked: Format | None) -> None:
    """Write what became of a single source, on a terminal in full."""
    parts = part_of(taken)
    session.publish(listing([taken]), asked, fields, lambda: show_outcome(*parts, session.screen), numbers=NUMBERS)
    if taken.planned:
        session.note("nothing stored: --dry-run")
    else:
        session.hint(next_step(session, part_of(taken)[0]))


def publish_many(session: Session, sources: Iterator[Taken], fields: str | None, asked: Format | None) -> None:
    """Write what becomes of many sources, each as soon as it is stored; a table at the end, of few alone."""
    if session.format(asked) is not Format.TABLE or fields:
        session.publish(listing(sources), asked, fields, numbers=NUMBERS, paged=False)
        return
    first = list(islice(sources, LISTED + 1))
    deque(sources, maxlen=0)
    if 0 < len(first) <= LISTED:
        session.publish(listing(first), asked, fields, numbers=NUMBERS, paged=False)


def listing(sources: Iterable[Taken]) -> Listing:
    """Return what became of sources as records."""
    return Listing(
        kind="statement",
        fields=OUTCOME,
        brief=(*READ, "given"),
        glance=("given", *READ),
        records=(outcome_record(*part_of(each), each.given) for each in sources),
    )


def part_of(taken: Taken) -> tuple[Statement, Coverage | None, str, tuple[str, ...]]:
    """Return what views show of a source that has a statement."""
    assert taken.statement is not None
    return taken.statement, taken.coverage, tell_outcome(taken.outcome, planned=taken.planned), taken.guessed


def next_step(session: Session, statement: Statement) -> str:
    """Return a hint at what can be done with a statement just stored."""
    try:
        look = f"diff {find_before(session.ledger, statement.id)} {statement.id}"
    except CommitrackError:
        look = f"list --statement {statement.id}"
    return f"next: commitrack {look}; commitrack show --uncovered {statement.id}"
