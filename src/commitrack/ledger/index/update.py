"""Writes the index: what is new or changed is read, what is gone is forgotten."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from itertools import islice

from commitrack.errors import CommitrackError
from commitrack.ledger import records
from commitrack.ledger.ids import day_in, statement_file
from commitrack.ledger.index.rows import pack_commitment, pack_header
from commitrack.ledger.index.tables import transaction
from commitrack.ledger.store import STATEMENTS, Ledger
from commitrack.ledger.wording import plain_words
from commitrack.model import Commitment, Statement

BATCH = 200
"""Statements kept at once: so much is lost where the first reading of an archive is broken off."""
TICK = 2_000_000_000
"""Nanoseconds within which a file system may give two changes the same time; FAT has the longest."""

Broken = dict[str, CommitrackError]
"""Statements that cannot be read, and why."""


def renew(
    connection: sqlite3.Connection,
    ledger: Ledger,
    clock: Callable[[], int],
    progress: Callable[[int, int], None] | None,
) -> Broken:
    """Forget what is gone and read what may have changed, as far as the stamps of the ledger's files tell; return what
    of it cannot be read.
    """
    folder = os.path.join(ledger.root, STATEMENTS)
    stamps = {name: read_stamp(f"{folder}/{name}.toml")[0] for name in ledger.names()}
    rows = connection.execute("SELECT name, stamp, settled FROM statement")
    known = {name: stamp if settled else "" for name, stamp, settled in rows}
    doubtful = sorted(name for name, stamp in stamps.items() if not stamp or known.get(name) != stamp)
    if gone := sorted(known.keys() - stamps.keys()):
        with transaction(connection):
            for name in gone:
                _forget(connection, name)
    waiting = iter(enumerate(doubtful, start=1))
    broken: Broken = {}
    while batch := list(islice(waiting, BATCH)):
        with transaction(connection):
            for number, name in batch:
                _renew(connection, ledger, name, clock, broken)
                if progress:
                    progress(number, len(doubtful))
    return broken


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


def _renew(connection: sqlite3.Connection, ledger: Ledger, name: str, clock: Callable[[], int], broken: Broken) -> None:
    """Read a statement, unless it is the one that is known.

    A stamp is trusted from then on only where it was old before the reading: another change within the same tick, or
    after the clock was set back, could leave it as it is.
    """
    from hashlib import sha256

    now = clock()
    stamp, changed = read_stamp(os.path.join(ledger.root, statement_file(name)))
    settled = bool(stamp) and changed + TICK < now
    try:
        data = ledger.read_bytes(name)
        digest = sha256(data).digest()
        again = connection.execute(
            "UPDATE statement SET stamp = ?, settled = ? WHERE name = ? AND digest = ?", (stamp, settled, name, digest)
        )
        statement = None if again.rowcount else records.loads(data, statement_file(name))
    except CommitrackError as error:
        broken[name] = error
        _forget(connection, name)
        return
    if statement is not None:
        _forget(connection, name)
        _keep(connection, statement, (stamp, settled, digest))


def _forget(connection: sqlite3.Connection, name: str) -> None:
    row = connection.execute("SELECT key FROM statement WHERE name = ?", (name,)).fetchone()
    if row is not None:
        keys = "(SELECT key FROM commitment WHERE statement = ?)"
        connection.execute(f"DELETE FROM words WHERE rowid IN {keys}", row)
        connection.execute(f"DELETE FROM label WHERE commitment IN {keys}", row)
        connection.execute("DELETE FROM commitment WHERE statement = ?", row)
        connection.execute("DELETE FROM statement WHERE key = ?", row)


def _keep(connection: sqlite3.Connection, one: Statement, version: tuple[str, bool, bytes]) -> None:
    """Write down a statement; its commitments get rising keys, so that these tell the order of the text."""
    day = day_in(one.id) or one.date.isoformat()
    reviewed = sum(each.reviewed for each in one.commitments)
    row = (one.id, *version, day, one.date.isoformat(), one.series, len(one.commitments), reviewed, *pack_header(one))
    names = "name, stamp, settled, digest, day, date, series, commitments, reviewed, header, checksum"
    key = connection.execute(f"INSERT INTO statement ({names}) VALUES (?{', ?' * 10})", row).lastrowid
    (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM commitment").fetchone()
    keyed = list(enumerate(one.commitments, start=last + 1))
    connection.executemany(
        "INSERT INTO commitment (key, statement, id, act, due, timed, reviewed, record, checksum)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, key, *_columns(each), *pack_commitment(each)) for number, each in keyed),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO label (kind, name, commitment, statement, main) VALUES (?, ?, ?, ?, ?)",
        ((*label, number, key, main) for number, each in keyed for *label, main in _labels(each)),
    )
    connection.executemany(
        "INSERT INTO words (rowid, text, quote) VALUES (?, ?, ?)",
        ((number, *_searched(each)) for number, each in keyed),
    )


def _columns(one: Commitment) -> tuple[str, str, str | None, bool, bool]:
    due = one.due.isoformat() if one.due else None
    return one.id, one.act.value, due, bool(due or one.due_text), one.reviewed


def _labels(one: Commitment) -> Iterator[tuple[str, str, bool]]:
    """Yield topics and actors, as a selection names them."""
    yield from (("topic", topic, place == 0) for place, topic in enumerate(one.topics))
    yield from (("actor", actor.lower(), False) for actor in one.actors)


def _searched(one: Commitment) -> tuple[str, str]:
    """Return the words of text and quote for the full-text search, a quote that is the text only once."""
    return plain_words(one.text), "" if one.quote == one.text else plain_words(one.quote)
