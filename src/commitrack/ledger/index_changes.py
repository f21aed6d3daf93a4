"""Whether the index still knows the files as they are."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from commitrack.ledger.store import STATEMENTS, Ledger


class Changes(NamedTuple):
    """Statements of which the index may know something else than the files."""

    gone: Sequence[str]
    doubtful: Sequence[str]


def find_changes(connection: sqlite3.Connection, ledger: Ledger) -> Changes:
    """Return what differs between the index and the ledger, as far as the stamps of its files tell."""
    stamps = scan(ledger)
    known = {
        name: stamp if settled else ""
        for name, stamp, settled in connection.execute("SELECT name, stamp, settled FROM statement")
    }
    doubtful = (name for name, stamp in stamps.items() if not stamp or known.get(name) != stamp)
    return Changes(sorted(known.keys() - stamps.keys()), sorted(doubtful))


def scan(ledger: Ledger) -> dict[str, str]:
    """Return the ids of all statements, each with the stamp of its file."""
    folder = os.path.join(ledger.root, STATEMENTS)
    return {name: read_stamp(f"{folder}/{name}.toml")[0] for name in ledger.names()}


def read_stamp(path: str) -> tuple[str, int]:
    """Return what tells a file from every other and from itself after a change, and when it last changed.

    The time of change (ctime) goes along with content, name and times, and no program can set it; the number (inode)
    with a file that is moved. Where there is no plain file the stamp is empty: a symbolic link may lead anywhere.
    """
    try:
        status = os.lstat(path)
    except OSError:  # gone meanwhile
        return "", 0
    if not stat.S_ISREG(status.st_mode):
        return "", 0
    stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
    return stamp, max(status.st_mtime_ns, status.st_ctime_ns)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep all that is written inside, or nothing; one process at a time."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield
