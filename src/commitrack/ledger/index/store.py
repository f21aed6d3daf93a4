"""The index kept in a file of SQLite. Whatever goes wrong with that file, the ledger's own files answer instead."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from commitrack.errors import CommitrackError
from commitrack.ledger import lookup
from commitrack.ledger.counts import Outline, TopicCount, count_topics
from commitrack.ledger.ids import day_in
from commitrack.ledger.index.files import FileIndex, Report
from commitrack.ledger.index.query import search, where
from commitrack.ledger.index.rows import DamagedRowError, Unpacker
from commitrack.ledger.index.tables import connect, is_damage, newest_file, replace_file
from commitrack.ledger.index.update import renew
from commitrack.ledger.selection import Selection, likely_ids, takes, takes_statement
from commitrack.ledger.store import Ledger
from commitrack.model import Found, Statement

Answer = TypeVar("Answer")
ANYTHING = Selection()
TRIES = 2
"""Files tried: the one that is there, and one instead of it where it is damaged."""


def open_store(
    ledger: Ledger, cache: Path, clock: Callable[[], int], progress: Callable[[int, int], None] | None
) -> StoredIndex | None:
    """Return the index of a ledger, up to date; None where the cache cannot be used."""
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = newest_file(cache, ledger.root)
    except OSError:
        return None
    for _ in range(TRIES):
        try:
            connection = connect(path)
            return StoredIndex(ledger, path, connection, renew(connection, ledger, clock, progress))
        except sqlite3.Error as error:
            if not is_damage(error):
                return None
            path = replace_file(path)
    return None


class StoredIndex:
    """An `Index` that remembers what it has read."""

    def __init__(
        self, ledger: Ledger, path: Path, connection: sqlite3.Connection, broken: Mapping[str, CommitrackError]
    ) -> None:
        self._ledger = ledger
        self._path = path
        self._connection = connection
        self._broken = {name: broken[name] for name in sorted(broken, key=lambda name: (day_in(name), name))}
        self._unpacker = Unpacker()

    def outlines(self, report: Report | None = None) -> Iterator[Outline]:
        """Yield all statements, with how many commitments they have; with `report`, it hears what cannot be read."""
        if report is None:
            self._refuse_broken(ANYTHING)
            return self._instead(self._outlines(), lambda files: files.outlines())
        for error in self._broken.values():
            report(error)
        return self._instead(self._outlines(), lambda files: files.outlines(lambda error: None))

    def headers(self) -> Iterator[Statement]:
        """Yield all statements."""
        return (each.statement for each in self.outlines())

    def commitments(self, selection: Selection) -> Iterator[Found]:
        """Yield the commitments that are picked, in the order of the texts."""
        self._refuse_broken(selection)
        condition, values = where(selection)
        found = self._found(condition, values)
        picked = (pair for pair in found if takes_statement(selection, pair[0]) and takes(selection, pair[1]))
        return self._instead(picked, lambda files: files.commitments(selection))

    def count_topics(self, selection: Selection) -> Mapping[str, TopicCount]:
        """Return for each topic how many of the commitments picked are on it."""
        if selection.match:  # what SQL finds may be too much
            return count_topics(self.commitments(selection))
        self._refuse_broken(selection)
        counted = self._counted(*where(selection))
        return dict(self._instead(counted, lambda files: files.count_topics(selection).items()))

    def has_topics(self, keys: Sequence[str], *, at_once: bool = False) -> bool:
        """Tell whether commitments are on each of these topics; with `at_once` no, rather than by reading all files."""
        one = "SELECT 1 FROM label WHERE kind = 'topic' AND name = ? LIMIT 1"
        try:
            return all(list(self._rows(one, [key])) for key in keys)
        except sqlite3.Error:
            return FileIndex(self._ledger).has_topics(keys, at_once=at_once)

    def nearest(self, words: Sequence[str], limit: int) -> Iterator[Found]:
        """Yield commitments that share words or phrases with those given, at most `limit`."""
        self._refuse_broken(ANYTHING)
        return self._instead(self._nearest(search(words), limit), lambda files: files.nearest(words, limit))

    def find_commitment(self, words: str) -> Found:
        """Return what `Ledger.find_commitment` does: the whole statement with it, as it stands on the disk."""
        try:
            likely = set(lookup.likely_statements(words, self._ledger.names()))
            named = [pair for pair in self._named(words) if words and pair[1] in likely]
        except sqlite3.Error:
            named = []
        if not named or self._broken:
            return self._ledger.find_commitment(words)  # which can tell what is wrong
        name, holder = lookup.choose_named(words, [(pair[0], pair) for pair in named])
        statement = self._ledger.read(holder)
        found = [one for one in statement.commitments if one.id == name]
        return (statement, found[0]) if found else self._ledger.find_commitment(words)

    def _refuse_broken(self, selection: Selection) -> None:
        """Raise what is wrong with the first statement that could be picked and cannot be read."""
        if name := next(likely_ids(self._broken, selection), ""):
            raise self._broken[name]

    def _outlines(self) -> Iterator[Outline]:
        names = "header, checksum, commitments, reviewed"
        for header, checksum, *counts in self._rows(f"SELECT {names} FROM statement ORDER BY day, name"):
            yield Outline(self._unpacker.header(header, checksum), *counts)

    def _found(self, condition: str, values: Sequence[object]) -> Iterator[Found]:
        """Yield the commitments `c` of statements `s` for which a condition holds."""
        headers = {}
        columns = "s.key, s.header, s.checksum, c.record, c.checksum"
        joined = "statement s JOIN commitment c ON c.statement = s.key"
        for key, header, header_sum, record, record_sum in self._rows(
            f"SELECT {columns} FROM {joined} WHERE {condition} ORDER BY s.day, s.name, c.key", values
        ):
            if key not in headers:
                headers[key] = self._unpacker.header(header, header_sum)
            yield headers[key], self._unpacker.commitment(record, record_sum)

    def _nearest(self, sought: str, limit: int) -> Iterator[Found]:
        """Yield all or none: what is read from damaged pages must not come twice."""
        best = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?"
        yield from list(self._found(f"c.key IN ({best})", [sought, limit])) if sought else ()

    def _counted(self, condition: str, values: Sequence[object]) -> Iterator[tuple[str, TopicCount]]:
        joined = "label l JOIN commitment c ON c.key = l.commitment JOIN statement s ON s.key = l.statement"
        rows = self._rows(
            "SELECT l.name, count(*), sum(l.main), count(DISTINCT l.statement)"
            f" FROM {joined if values else 'label l'} WHERE l.kind = 'topic' AND {condition} GROUP BY l.name",
            values,
        )
        for name, *numbers in rows:
            yield name, TopicCount(*numbers)

    def _named(self, words: str) -> Iterator[tuple[str, str]]:
        """Yield the ids of the commitments whose id holds `words`, each with that of its statement."""
        return self._rows(
            "SELECT c.id, s.name FROM commitment c JOIN statement s ON s.key = c.statement"
            " WHERE instr(c.id, ?) ORDER BY s.day, s.name, c.key",
            [words],
        )

    def _rows(self, command: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        return self._connection.execute(command, values)

    def _instead(self, answers: Iterator[Answer], plainly: Callable[[FileIndex], Iterable[Answer]]) -> Iterator[Answer]:
        """Yield answers of the index; where it is damaged, the rest from the files. It is made anew next time."""
        given = 0
        try:
            for answer in answers:
                yield answer
                given += 1
        except (sqlite3.Error, DamagedRowError) as error:
            if is_damage(error):
                self._connection.close()
                replace_file(self._path)
            yield from islice(plainly(FileIndex(self._ledger)), given, None)
