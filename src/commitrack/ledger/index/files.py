"""The index that remembers nothing, for few statements or no cache, and the choice of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from commitrack.errors import CommitrackError
from commitrack.ledger.counts import Outline, TopicCount, count_topics
from commitrack.ledger.selection import Selection, likely_ids, select, takes_statement
from commitrack.ledger.store import Ledger
from commitrack.model import Found, Statement

if TYPE_CHECKING:
    from commitrack.ledger.index.store import StoredIndex

FEW = 12
"""Statements that are read as quickly as an index is opened."""

Progress = Callable[[int, int], None]
"""Told how many of how many statements have been read."""
Report = Callable[[CommitrackError], None]

Index: TypeAlias = "FileIndex | StoredIndex"
"""Answers the same whatever it is made of; statements come without their commitments, in the ledger's order.

A file that breaks the format is a RecordError, unless the request cannot pick it or has it reported.
"""


def open_index(
    ledger: Ledger,
    *,
    cache: Path | None,
    clock: Callable[[], int],
    progress: Progress | None = None,
) -> Index:
    """Return an index that knows the ledger as it is now; it reads what has changed, telling `progress`.

    It is kept in the folder `cache`; without one, or where that cannot be used, the files answer by themselves. The
    `clock` counts nanoseconds as the files' times do.
    """
    if cache is None:
        return FileIndex(ledger)
    from commitrack.ledger.index.store import open_store  # sqlite3 costs 6 ms

    return open_store(ledger, cache, clock, progress) or FileIndex(ledger)


def has_many(ledger: Ledger) -> bool:
    """Tell whether a ledger has so many statements that an index is worth while."""
    return len(ledger.names()) > FEW


class FileIndex:
    """An `Index` that remembers nothing: every answer is read from the files."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def outlines(self, report: Report | None = None) -> Iterator[Outline]:
        """Yield all statements, with how many commitments they have; with `report`, it hears what cannot be read."""
        for name in self._ledger.statement_ids():
            try:
                statement = self._ledger.read(name)
            except CommitrackError as error:
                if report is None:
                    raise
                report(error)
                continue
            reviewed = sum(one.reviewed for one in statement.commitments)
            yield Outline(replace(statement, commitments=()), len(statement.commitments), reviewed)

    def headers(self) -> Iterator[Statement]:
        """Yield all statements."""
        return self._ledger.headers()

    def commitments(self, selection: Selection) -> Iterator[Found]:
        """Yield the commitments that are picked, in the order of the texts."""
        names = self._ledger.statement_ids()
        likely = set(likely_ids(names, selection))
        for name in names:
            if statement := self._ledger.read(name) if name in likely else self._of_another_day(name, selection):
                header = replace(statement, commitments=())
                yield from ((header, one) for _, one in select([statement], selection))

    def _of_another_day(self, name: str, selection: Selection) -> Statement | None:
        """Return a statement that is picked though its id tells another day, as one written by hand may be; None for
        others, and for what cannot be read.
        """
        with suppress(CommitrackError):
            is_named = not selection.statements or name in selection.statements
            if is_named and takes_statement(selection, self._ledger.read_header(name)):
                return self._ledger.read(name)
        return None

    def count_topics(self, selection: Selection) -> Mapping[str, TopicCount]:
        """Return for each topic how many of the commitments picked are on it."""
        return count_topics(self.commitments(selection))

    def has_topics(self, keys: Sequence[str], *, at_once: bool = False) -> bool:
        """Tell whether commitments are on each of these topics; with `at_once` no, rather than by reading all files."""
        return not at_once and set(keys) <= self.count_topics(Selection()).keys()

    def nearest(self, words: Sequence[str], limit: int) -> Iterator[Found]:
        """Yield all commitments: none has to be left out."""
        return self.commitments(Selection())

    def find_commitment(self, words: str) -> Found:
        """Return the commitment whose id is, or alone holds, `words`, with its statement."""
        return self._ledger.find_commitment(words)
