"""Questions about the ledger as a whole, answered from its files or, where there are many, from an index of them.

The index is a file in the user's cache that can be deleted at any time. What it holds of a statement counts only as
long as the statement's file is the one that was read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from commitrack.ledger.index_files import FileIndex
from commitrack.ledger.store import Ledger

if TYPE_CHECKING:
    from commitrack.ledger.index_store import StoredIndex

FEW = 12
"""Statements that are read as quickly as an index is opened."""

Progress = Callable[[int, int], None]
"""Told how many of how many statements have been read."""


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
    from commitrack.ledger.index_store import open_store  # sqlite3 costs 6 ms

    return open_store(ledger, cache, clock, progress) or FileIndex(ledger)


def has_many(ledger: Ledger) -> bool:
    """Tell whether a ledger has so many statements that an index is worth while."""
    return len(ledger.names()) > FEW
