"""SQLite: a database of statements, commitments, their topics and actors, and what links neighbouring meetings."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.model import Commitment, Diff, Statement
from commitrack.views.export.material import Material, span_columns, unknown_keys

TABLES = """
CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    date TEXT NOT NULL,
    title TEXT,
    place TEXT,
    series TEXT,
    source TEXT,
    file TEXT,
    sha256 TEXT
);
CREATE TABLE statement_parties (
    statement_id TEXT NOT NULL REFERENCES statements (id),
    position INTEGER NOT NULL,
    party TEXT NOT NULL,
    PRIMARY KEY (statement_id, position)
);
CREATE TABLE topics (
    topic TEXT PRIMARY KEY,
    title TEXT NOT NULL
);
CREATE TABLE commitments (
    id TEXT PRIMARY KEY,
    statement_id TEXT NOT NULL REFERENCES statements (id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    quote TEXT NOT NULL,
    span_start INTEGER,
    span_end INTEGER,
    act TEXT NOT NULL,
    verb TEXT,
    force INTEGER,
    due TEXT,
    due_text TEXT,
    restates TEXT,
    reviewed INTEGER NOT NULL,
    note TEXT,
    extra TEXT
);
CREATE TABLE commitment_topics (
    commitment_id TEXT NOT NULL REFERENCES commitments (id),
    position INTEGER NOT NULL,
    topic TEXT NOT NULL REFERENCES topics (topic),
    PRIMARY KEY (commitment_id, position)
);
CREATE TABLE commitment_actors (
    commitment_id TEXT NOT NULL REFERENCES commitments (id),
    position INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (commitment_id, position)
);
CREATE TABLE links (
    earlier_id TEXT NOT NULL REFERENCES commitments (id),
    later_id TEXT NOT NULL REFERENCES commitments (id),
    change TEXT NOT NULL,
    score REAL NOT NULL,
    decided INTEGER NOT NULL,
    PRIMARY KEY (earlier_id, later_id)
);
CREATE INDEX statements_by_series ON statements (series, date);
CREATE INDEX statements_by_date ON statements (date);
CREATE INDEX parties_by_name ON statement_parties (party);
CREATE INDEX commitments_by_statement ON commitments (statement_id, position);
CREATE INDEX commitments_by_due ON commitments (due);
CREATE INDEX topics_by_name ON commitment_topics (topic);
CREATE INDEX actors_by_name ON commitment_actors (actor);
CREATE INDEX links_by_later ON links (later_id);
"""
SEARCH = (
    "CREATE VIRTUAL TABLE commitments_fts USING fts5 (text, quote, content = 'commitments', tokenize = 'porter')",
    "INSERT INTO commitments_fts (commitments_fts) VALUES ('rebuild')",
)
"""What Datasette takes for its search box."""


def write_sqlite(path: Path, material: Material) -> int:
    """Write an SQLite file; positions count from 1, dates are texts as 2026-12-31."""
    try:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executescript(f"PRAGMA foreign_keys = ON; BEGIN; {TABLES}")
            titles = ((key, material.titles.title(key)) for key in material.titles.keys)
            connection.executemany("INSERT INTO topics VALUES (?, ?)", titles)
            written = sum(insert_statement(connection, each) for each in material.statements)
            for compared in material.comparisons:
                connection.executemany("INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?, ?)", link_rows(compared))
            for command in SEARCH:
                with suppress(sqlite3.OperationalError):  # an SQLite without full-text search
                    connection.execute(command)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from None
    return written


def insert_statement(connection: sqlite3.Connection, statement: Statement) -> int:
    """Insert a statement with its commitments; return how many these are."""
    named = [topic for each in statement.commitments for topic in each.topics]
    connection.execute(f"INSERT INTO statements VALUES ({marks(8)})", statement_row(statement))
    connection.executemany("INSERT INTO statement_parties VALUES (?, ?, ?)", ranked(statement.id, statement.parties))
    connection.executemany("INSERT OR IGNORE INTO topics VALUES (?, ?)", zip(named, named, strict=True))
    for position, each in enumerate(statement.commitments, start=1):
        try:
            connection.execute(
                f"INSERT INTO commitments VALUES ({marks(16)})", commitment_row(statement, position, each)
            )
        except sqlite3.IntegrityError:
            raise CommitrackError(f"two commitments are called {each.id}; see `commitrack check`") from None
        connection.executemany("INSERT INTO commitment_topics VALUES (?, ?, ?)", ranked(each.id, each.topics))
        connection.executemany("INSERT INTO commitment_actors VALUES (?, ?, ?)", ranked(each.id, each.actors))
    return len(statement.commitments)


def statement_row(one: Statement) -> tuple[str | None, ...]:
    """Return the columns of a statement."""
    words = (one.title, one.place, one.series, one.source, one.file, one.sha256)
    return (one.id, one.date.isoformat(), *(word or None for word in words))


def commitment_row(statement: Statement, position: int, one: Commitment) -> tuple[str | int | None, ...]:
    """Return the columns of a commitment."""
    return (
        one.id,
        statement.id,
        position,
        one.text or one.quote,
        one.quote,
        *span_columns(one.span),
        one.act.value,
        one.verb or None,
        one.force,
        one.due.isoformat() if one.due else None,
        one.due_text or None,
        one.restates or None,
        one.reviewed,
        one.note or None,
        unknown_keys(one),
    )


def link_rows(compared: Diff) -> Iterator[tuple[str, str, str, float, bool]]:
    """Yield a row for each pair of commitments that are the same one; a split or a merge is several pairs."""
    for entry in compared.entries:
        if entry.change is None:
            continue
        for link in entry.links:
            yield link.earlier[0], link.later[0], entry.change.value, link.score, link.decided


def ranked(owner: str, names: Iterable[str]) -> list[tuple[str, int, str]]:
    """Return a row for each of the names that belong to something, in order."""
    return [(owner, position, name) for position, name in enumerate(names, start=1)]


def marks(count: int) -> str:
    """Return the question marks of so many columns."""
    return ", ".join("?" * count)
