"""The file in which the index is kept: where it is, what its tables are, whether it is sound and ours."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from commitrack.model import Commitment, Statement

APPLICATION = 0x436D5469
"""Marks our files among those of SQLite."""
VERSION = crc32(f"1 {Statement.__struct_fields__} {Commitment.__struct_fields__} {sys.version}".encode()) & 0x7FFFFFFF
"""What the rows mean. The first number rises with every change of the tables below, or of what is read into them."""
WAIT = 60.0
"""Seconds to wait for another process that writes to the same index."""
CIRCUMSTANCES = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    )
)
"""Errors of SQLite that say nothing against the file."""


TABLES = """
CREATE TABLE statement (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL,           -- of the file that was read
    settled INTEGER NOT NULL,      -- whether that stamp tells every later change
    digest BLOB NOT NULL,          -- of the bytes that were read
    day TEXT NOT NULL,             -- by which the ledger orders its statements
    date TEXT NOT NULL,
    series TEXT NOT NULL,
    commitments INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    header BLOB NOT NULL,
    checksum INTEGER NOT NULL
);
CREATE UNIQUE INDEX statement_order ON statement (day, name);
CREATE TABLE commitment (
    key INTEGER PRIMARY KEY,       -- rises with the place in the text
    statement INTEGER NOT NULL,
    id TEXT NOT NULL,
    act TEXT NOT NULL,
    due TEXT,
    timed INTEGER NOT NULL,        -- whether its words name a time
    reviewed INTEGER NOT NULL,
    record BLOB NOT NULL,
    checksum INTEGER NOT NULL
);
CREATE INDEX commitment_statement ON commitment (statement);
CREATE INDEX commitment_id ON commitment (id, statement);
CREATE INDEX commitment_timed ON commitment (due) WHERE timed;
CREATE TABLE label (
    kind TEXT NOT NULL,            -- topic or actor
    name TEXT NOT NULL,
    commitment INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    main INTEGER NOT NULL,         -- whether it is the first topic
    PRIMARY KEY (kind, name, commitment)
) WITHOUT ROWID;
CREATE INDEX label_commitment ON label (commitment);
CREATE VIRTUAL TABLE words USING fts5 (text, quote, tokenize = 'ascii');
"""


def is_damage(error: Exception) -> bool:
    """Tell whether an error means that the file is not as we wrote it."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF not in CIRCUMSTANCES


def newest_file(cache: Path, root: Path) -> Path:
    """Return where the index of the ledger `root` is, or is to be.

    The name tells a person which ledger is meant; two ledgers under one name only cost time. A number counts how often
    a damaged one was replaced: never under the same name, where a process may still be writing to the old one.
    """
    whole = os.path.realpath(root)
    slug = re.sub(r"[^A-Za-z0-9]+", "-", os.path.basename(whole))[:40].strip("-")
    key = f"{slug or 'ledger'}-{crc32(os.fsencode(whole)):08x}"
    name = re.compile(rf"{key}\.(\d+)\.sqlite")
    numbers = [int(match[1]) for match in map(name.fullmatch, os.listdir(cache)) if match]
    return cache / f"{key}.{max(numbers, default=0)}.sqlite"


def replace_file(path: Path) -> Path:
    """Remove a damaged index and return its successor, which is empty."""
    key, number, _ = path.name.rsplit(".", 2)
    successor = path.with_name(f"{key}.{int(number) + 1}.sqlite")
    with suppress(OSError):
        successor.touch()
    for name in (path.name, f"{path.name}-journal"):
        with suppress(OSError):
            path.with_name(name).unlink()
    return successor


def connect(path: Path) -> sqlite3.Connection:
    """Open an index, a new one with its tables; sqlite3.Error where that cannot be or the file is not ours."""
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        if _is_new(connection):
            with transaction(connection):
                if _is_new(connection):  # another process may have been quicker
                    _make_tables(connection)
        if not _is_ours(connection):
            raise sqlite3.DatabaseError(f"{path} is no index of this version")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep all that is written inside, or nothing; one process at a time."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


def _make_tables(connection: sqlite3.Connection) -> None:
    for command in TABLES.split(";\n"):
        connection.execute(command)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _is_new(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(tables == 0)


def _is_ours(connection: sqlite3.Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return (application, version) == (APPLICATION, VERSION)
