"""From sources to statements in the ledger: what is read, what is there already, what is stored and as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext

from msgspec import Struct, field
from msgspec.structs import replace

from commitrack.errors import CommitrackError, OwnReportError
from commitrack.intake.engine import Engine, Result, read_all
from commitrack.intake.source import Given, Received
from commitrack.intake.work import Reading, attempt, make_options, read_and_extract
from commitrack.ledger.ids import can_be_asked_for, source_digest, why_no_series
from commitrack.ledger.lookup import listed
from commitrack.ledger.merge import find_unquoted
from commitrack.ledger.placing import Catalogue
from commitrack.ledger.store import CONFIG, Ledger
from commitrack.model import HEADER, Coverage, LedgerConfig, Outcome, Statement
from commitrack.numbers import count

CHUNK = 64
"""Sources stored at once: many enough to wait for the disk seldom, few enough that others can write in between."""
CHUNK_BYTES = 8 * 1024 * 1024


class Taken(Struct, frozen=True, kw_only=True):
    """A source that was taken in, or why it was not."""

    outcome: Outcome
    planned: bool = False
    """Whether that only would be, in a dry run."""
    statement: Statement | None = None
    """None for what was skipped or failed."""
    coverage: Coverage | None = None
    """None for what was not read again, as it is there."""
    guessed: tuple[str, ...] = ()
    """Names of the fields that neither an option nor the source states."""
    given: str = ""
    """The source as it was given, a file of a folder with its path."""
    unapplied: tuple[str, ...] = ()
    """What is given of a statement, by its keys, and differs from one that is there and stays as it is."""
    trouble: CommitrackError | None = None
    """Why it was skipped or failed."""


def read_received(found: Received, given: Given, config: LedgerConfig) -> tuple[Reading, Statement]:
    """Take a source apart as `add` does, without storing it; its commitments bear ordinals.

    CommitrackError where it is no text, or has no date.
    """
    reading = attempt(found.data, found.name, make_options(config, day=given.date, parties=given.parties))
    if isinstance(reading, CommitrackError):
        raise reading
    return reading, given.make_statement(reading, found)


def read_kept(ledger: Ledger, statement: Statement) -> Reading:
    """Read the source that the ledger keeps of a statement, with its day and its parties."""
    options = make_options(ledger.config, day=statement.date, parties=statement.parties)
    return read_and_extract(ledger.source(statement), statement.file, options)


def no_commitment(found: Received, reading: Reading) -> CommitrackError:
    """Say of a source that nothing in it is to be stored."""
    sentences = count(reading.coverage.sentences, "sentence")
    return CommitrackError(f"{found.name}: not a single commitment found in its {sentences}")


class Intake(Struct, frozen=True, kw_only=True):
    """One run of `add`, for one source or for many."""

    ledger: Ledger
    given: Given
    engine: Engine
    update: bool = False
    dry_run: bool = False
    catalogue: Catalogue = field(default_factory=Catalogue)

    def take(self, sources: Iterable[Received]) -> Iterator[Taken]:
        """Yield what becomes of each source, in their order, each after it is safe on the disk."""
        self.catalogue.refresh(self.ledger)
        if self.given.id:
            self.catalogue.need_name(self.given.id, self.given.date)
        options = make_options(self.ledger.config, day=self.given.date, parties=self.given.parties)
        for chunk in in_chunks(read_all(sources, options, self.engine, self.is_known)):
            yield from self.store(chunk)

    def is_known(self, found: Received) -> bool:
        """Tell whether a source need not be read, as the ledger holds what was read from it."""
        name = "" if self.update else self.known_as(found)
        return bool(name) and not (self.dry_run and self.catalogue.is_of_this_run(name))

    def known_as(self, found: Received) -> str:
        """Return the statement that was read from the same address or bytes, of the day that is given if one is."""
        if found.known:
            return self.catalogue.find_source(found.source)
        return self.catalogue.find_bytes(source_digest(found.data), self.given.date)

    def find_source(self, address: str) -> str:
        """Return the statement that the ledger has from an address; empty where it is to be fetched."""
        return "" if self.update else self.catalogue.find_source(address)

    def store(self, chunk: Iterable[tuple[Received, Result]]) -> list[Taken]:
        """Store readings together."""
        with nullcontext() if self.dry_run else self.ledger.batch():
            if not self.dry_run:
                self.catalogue.refresh(self.ledger)
            return [self.place(found, reading) for found, reading in chunk]

    def place(self, found: Received, reading: Result) -> Taken:
        """Store one reading; what is wrong with it is its outcome."""
        try:
            if isinstance(reading, CommitrackError):
                raise reading
            if reading is None:
                return self.leave(found, self.read_known(found))
            if not reading.commitments:
                return Taken(outcome=Outcome.SKIPPED, given=found.given, trouble=no_commitment(found, reading))
            return self.place_reading(found, reading)
        except CommitrackError as error:
            outcome = Outcome.SKIPPED if isinstance(error, OwnReportError) else Outcome.FAILED
            return Taken(outcome=outcome, given=found.given, trouble=error)

    def read_known(self, found: Received) -> Statement:
        """Return the statement that a source was not read for; CommitrackError where it has been removed meanwhile."""
        name = self.known_as(found)
        if not name:
            raise CommitrackError(f"{found.name}: its statement was removed from the ledger meanwhile; add it again")
        statement = self.ledger.read_header(name)
        if self.given.id and "date" not in statement.corrected:  # refused alike whether the text is there or not
            self.catalogue.need_name(self.given.id, statement.date)
        return statement

    def leave(self, found: Received, statement: Statement) -> Taken:
        """Leave what is there as it is."""
        return Taken(
            outcome=Outcome.KNOWN, statement=statement, given=found.given, unapplied=self.given.differs_from(statement)
        )

    def place_reading(self, found: Received, reading: Reading) -> Taken:
        """Store a reading under the id that is its own; CommitrackError where another text has it."""
        stated = reading.header.stated | {name for name in HEADER if getattr(self.given, name)}
        fresh = replace(self.given.make_statement(reading, found), sha256=source_digest(found.data))
        wrong = why_no_series(fresh.series)
        if wrong:
            stated, fresh = stated - {"series"}, replace(fresh, series="")
        if "series" not in stated:
            fresh = replace(fresh, series=self.guess_series(fresh))
        earlier = self.find_earlier(fresh, found.name)
        if earlier is not None and not self.update:
            refuse_other_words(found, earlier)
            return self.leave(found, replace(earlier, commitments=()))
        if earlier is not None:
            fresh = self.read_as(found, fresh, earlier)
        statement = self.given.apply(self.catalogue.place(fresh, reading.text, earlier, self.given.id))
        if wrong:
            taken = repr(statement.series) if statement.series else "no series"
            self.ledger.tell(f"{found.name}: {wrong}; {taken} is taken, --series gives another")
        changed = not self.dry_run and self.ledger.write(statement, found.data, found.suffix)
        done = Outcome.UPDATED if earlier else Outcome.STORED
        outcome = done if changed or self.dry_run else Outcome.UNCHANGED
        if outcome is Outcome.UPDATED:
            self.tell_of_unquoted(statement, reading.text)
        self.catalogue.add(statement, found.name)
        return Taken(
            outcome=outcome,
            planned=self.dry_run,
            statement=statement,
            coverage=reading.coverage,
            given=found.given,
            guessed=tuple(name for name in HEADER if name not in stated and name not in statement.corrected),
        )

    def guess_series(self, fresh: Statement) -> str:
        """Return the series of a reading that states none: that of the same parties, the ledger's, or what was read.

        CommitrackError where the ledger's is none that could be asked for: it would reach every statement.
        """
        if like := self.catalogue.guess_series(fresh.parties):
            return like
        own = self.ledger.config.series
        if not can_be_asked_for(own):
            raise CommitrackError(f"{CONFIG}: series: {why_no_series(own)}")
        return own or fresh.series

    def tell_of_unquoted(self, statement: Statement, text: str) -> None:
        """Say which commitments a person reviewed are kept though the text has other words now."""
        if kept := find_unquoted(statement, text):
            self.ledger.tell(
                f"{listed(kept)}: reviewed and kept, though the words are not in the text; what the text says instead "
                "takes the place after `set ID reviewed=false` and `add --update` again"
            )

    def read_as(self, found: Received, fresh: Statement, earlier: Statement) -> Statement:
        """Return a fresh reading as of the day and the parties that are given or kept, where these are others."""
        kept = self.given.apply(replace(fresh, date=earlier.date, parties=earlier.parties or fresh.parties))
        if (kept.date, kept.parties) == (fresh.date, fresh.parties):
            return fresh
        options = make_options(self.ledger.config, day=kept.date, parties=kept.parties)
        return replace(fresh, commitments=read_and_extract(found.data, found.name, options).commitments)

    def find_earlier(self, fresh: Statement, origin: str) -> Statement | None:
        """Return the statement that a fresh reading repeats; in a dry run, one that only would be there is the same."""

        def read(name: str) -> Statement:
            is_there = not self.dry_run or name in self.ledger.names()
            return self.ledger.read(name) if is_there else replace(fresh, id=name)

        return self.catalogue.find(fresh, origin, read, self.given.id, self.given.date)


def in_chunks(
    readings: Iterable[tuple[Received, Result]],
) -> Iterator[list[tuple[Received, Result]]]:
    """Yield readings in lists of which none is long, or large."""
    chunk, size = [], 0
    for found, reading in readings:
        chunk.append((found, reading))
        size += len(found.data)
        if len(chunk) >= CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def refuse_other_words(found: Received, earlier: Statement) -> None:
    """CommitrackError where a source differs from what the ledger has under its name."""
    if earlier.sha256 != source_digest(found.data):
        raise CommitrackError(
            f"{found.name}: the ledger has another text as {earlier.id}; --update takes this one, --id names it"
        )
