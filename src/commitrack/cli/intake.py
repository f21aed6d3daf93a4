"""From sources to statements in the ledger: reading, extraction, place, and what the options say instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from commitrack.cli.received import Received, receive
from commitrack.errors import CommitrackError
from commitrack.ledger.placing import Catalogue
from commitrack.model import HEADER, Coverage, LedgerConfig, Outcome, Statement
from commitrack.views.numbers import count

if TYPE_CHECKING:
    from commitrack.intake import Engine, Options, Reading
    from commitrack.ledger import Ledger

CHUNK = 64
"""Sources stored at once: many enough to wait for the disk seldom, few enough that others can write in between."""
CHUNK_BYTES = 8 * 1024 * 1024


class Given(Struct, frozen=True, kw_only=True):
    """What the options say of a statement; empty or None where they are silent."""

    id: str = ""
    date: date | None = None
    title: str = ""
    place: str = ""
    series: str = ""
    parties: tuple[str, ...] = ()

    def apply(self, statement: Statement) -> Statement:
        """Return the statement with what is given in place of what was read."""
        return replace(statement, **{name: value for name in HEADER if (value := getattr(self, name))})

    def make_options(self, config: LedgerConfig) -> Options:
        """Return how sources are read for a ledger."""
        from commitrack.intake import make_options

        return make_options(config, day=self.date, parties=self.parties)

    def make_statement(self, reading: Reading, found: Received) -> Statement:
        """Return what a reading tells of a source, with what is given in its place."""
        header, when = reading.header, self.date or reading.header.date
        assert when is not None  # or there would be no reading
        is_address = "://" in found.source
        read = Statement(
            id=when.isoformat(),
            date=when,
            title=header.title,
            place=header.place,
            series=header.series,
            parties=header.parties,
            source=found.source if is_address else header.source or found.source,
            commitments=reading.commitments,
        )
        return self.apply(read)


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
    trouble: CommitrackError | None = None
    """Why it was skipped or failed."""


def take_source(source: str, given: Given, config: LedgerConfig) -> tuple[Received, Reading, Statement]:
    """Read a source and take it apart as `add` does, without storing it; the commitments bear ordinals.

    CommitrackError where it has no date.
    """
    from commitrack.intake import attempt

    found = receive(source)
    reading = attempt(found.data, found.name, given.make_options(config))
    if isinstance(reading, CommitrackError):
        raise reading
    return found, reading, given.make_statement(reading, found)


def read_kept(ledger: Ledger, statement: Statement) -> Reading:
    """Read the source that the ledger keeps of a statement, with its day and its parties."""
    from commitrack.intake import make_options, read_and_extract

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
        from commitrack.intake import read_all

        self.catalogue.refresh(self.ledger)
        options = self.given.make_options(self.ledger.config)
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
        return self.catalogue.find_bytes(digest(found.data), self.given.date)

    def find_source(self, address: str) -> str:
        """Return the statement that the ledger has from an address; empty where it is to be fetched."""
        return "" if self.update else self.catalogue.find_source(address)

    def store(self, chunk: Iterable[tuple[Received, Reading | CommitrackError | None]]) -> list[Taken]:
        """Store readings together."""
        with nullcontext() if self.dry_run else self.ledger.batch():
            if not self.dry_run:
                self.catalogue.refresh(self.ledger)
            return [self.place(found, reading) for found, reading in chunk]

    def place(self, found: Received, reading: Reading | CommitrackError | None) -> Taken:
        """Store one reading; what is wrong with it is its outcome."""
        try:
            if isinstance(reading, CommitrackError):
                raise reading
            if reading is None:
                return Taken(outcome=Outcome.KNOWN, statement=self.read_known(found), given=found.given)
            if not reading.commitments:
                return Taken(outcome=Outcome.SKIPPED, given=found.given, trouble=no_commitment(found, reading))
            return self.place_reading(found, reading)
        except CommitrackError as error:
            return Taken(outcome=Outcome.FAILED, given=found.given, trouble=error)

    def read_known(self, found: Received) -> Statement:
        """Return the statement that a source was not read for; CommitrackError where it has been removed meanwhile."""
        name = self.known_as(found)
        if not name:
            raise CommitrackError(f"{found.name}: its statement was removed from the ledger meanwhile; add it again")
        return self.ledger.read_header(name)

    def place_reading(self, found: Received, reading: Reading) -> Taken:
        """Store a reading under the id that is its own; CommitrackError where another text has it."""
        stated = reading.header.stated | {name for name in HEADER if getattr(self.given, name)}
        fresh = replace(self.given.make_statement(reading, found), sha256=digest(found.data))
        if "series" not in stated:
            series = self.catalogue.guess_series(fresh.parties) or self.ledger.config.series or fresh.series
            fresh = replace(fresh, series=series)
        earlier = self.find_earlier(fresh, found.name)
        if earlier is not None and not self.update:
            refuse_other_words(found, earlier)
            return Taken(outcome=Outcome.KNOWN, statement=replace(earlier, commitments=()), given=found.given)
        if earlier is not None:
            fresh = self.read_as(found, fresh, earlier)
        statement = self.given.apply(self.catalogue.place(fresh, reading.text, earlier, self.given.id))
        changed = not self.dry_run and self.ledger.write(statement, found.data, found.suffix)
        self.catalogue.add(statement, found.name)
        done = Outcome.UPDATED if earlier else Outcome.STORED
        return Taken(
            outcome=done if changed or self.dry_run else Outcome.UNCHANGED,
            planned=self.dry_run,
            statement=statement,
            coverage=reading.coverage,
            given=found.given,
            guessed=tuple(name for name in HEADER if name not in stated and name not in statement.corrected),
        )

    def read_as(self, found: Received, fresh: Statement, earlier: Statement) -> Statement:
        """Return a fresh reading as of the day and the parties that are given or kept, where these are others."""
        from commitrack.intake import make_options, read_and_extract

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
    readings: Iterable[tuple[Received, Reading | CommitrackError | None]],
) -> Iterator[list[tuple[Received, Reading | CommitrackError | None]]]:
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


def digest(data: bytes) -> str:
    """Return the SHA-256 of a source, as records keep it."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def refuse_other_words(found: Received, earlier: Statement) -> None:
    """CommitrackError where a source differs from what the ledger has under its name."""
    if earlier.sha256 != digest(found.data):
        raise CommitrackError(
            f"{found.name}: the ledger has another text as {earlier.id}; --update takes this one, --id names it"
        )
