"""A source as it came in, and what is given of it beside its bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from commitrack.model import HEADER, Statement

if TYPE_CHECKING:  # to read takes as long to import as all else
    from commitrack.intake.work import Reading


class Received(Struct, frozen=True, kw_only=True):
    """A source with its bytes."""

    name: str
    """What messages call it, and where a reader looks for its kind and day."""
    given: str
    """As it was given, a file of a folder with its path."""
    data: bytes
    source: str
    """What the ledger keeps of where it came from: an address, a file's name, `-`."""
    known: str = ""
    """The statement that the ledger has from this address; then it is not fetched again."""

    @property
    def suffix(self) -> str:
        """The ending of the file that the ledger keeps."""
        return Path(self.name).suffix or ".txt"


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

    def differs_from(self, statement: Statement) -> tuple[str, ...]:
        """Return the keys of which something else is given than a statement has."""
        pairs = {name: (getattr(self, name), getattr(statement, name)) for name in ("id", *HEADER)}
        pairs["parties"] = frozenset(self.parties), frozenset(statement.parties)
        return tuple(name for name, (given, there) in pairs.items() if given and given != there)

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
