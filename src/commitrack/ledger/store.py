"""The ledger: a folder of statements, their sources, and the decisions of people, read and written by one object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property
from itertools import chain, count
from pathlib import Path
from posixpath import normpath
from typing import Any, NamedTuple

from msgspec.structs import replace

from commitrack.errors import CommitrackError, RecordError
from commitrack.ledger import decided, files, lookup, records, toml
from commitrack.ledger.folder import Folder
from commitrack.ledger.ids import STATEMENT_ID, day_in, source_digest, statement_file, under_id
from commitrack.model import Commitment, Decision, LedgerConfig, Statement
from commitrack.patterns import compile_late

CONFIG = "commitrack.toml"
DECISIONS = "decisions.toml"
STATEMENTS = "statements"
SOURCES = "sources"
SUFFIX = compile_late(r"\.[a-z0-9]{1,10}")
COMMITMENTS = compile_late(rb"^[ \t]*\[\[[ \t]*commitment", re.MULTILINE)


class Removal(NamedTuple):
    """What goes from a ledger with a statement."""

    statement: Statement
    source: str
    """File that it was read from; empty where that stays, or is not there."""
    decisions: tuple[Decision, ...]
    """Those on its commitments, which stay without effect."""


class Ledger:
    """A folder of statements. Reading never changes it; writing is atomic, one process at a time."""

    def __init__(self, root: Path, *, read_only: bool = False) -> None:
        self.root = root
        self.read_only = read_only
        self.tell: Callable[[str], None] = lambda words: None
        """Hears what a person should know of a write."""
        self._folder = Folder(root)
        self._held = False

    @cached_property
    def config(self) -> LedgerConfig:
        """What `commitrack.toml` says; all defaults where there is none."""
        return records.strict(records.decode_config, self._tables(CONFIG), CONFIG)

    def statement_ids(self, start: str = "") -> tuple[str, ...]:
        """Return the ids of statements, all or those that begin with `start`, by date, then id.

        No file is opened where ids begin with their date.
        """
        names = self.names(start)
        if all(map(day_in, names)):
            return tuple(sorted(names))
        return tuple(sorted(names, key=lambda each: (self._day(each), each)))

    def holds(self, statement_id: str) -> bool:
        """Tell whether there is a statement of this id that can be read."""
        is_name = STATEMENT_ID.fullmatch(statement_id) is not None
        return is_name and self._folder.read(statement_file(statement_id)) is not None

    def names(self, start: str = "") -> list[str]:
        """Return the ids of statements, all or those that begin with `start`, in no order; no file is opened."""
        files = (name for name in self._folder.names(STATEMENTS) if name.startswith(start) and name.endswith(".toml"))
        return list(filter(STATEMENT_ID.fullmatch, (name[: -len(".toml")] for name in files)))

    def statements(self) -> Iterator[Statement]:
        """Read all statements, in the order of `statement_ids`."""
        return map(self.read, self.statement_ids())

    def headers(self) -> Iterator[Statement]:
        """Read all statements without their commitments, which is many times as fast."""
        return map(self.read_header, self.statement_ids())

    def read(self, statement_id: str) -> Statement:
        """Return a statement; RecordError where its file breaks the format, CommitrackError where there is none."""
        return records.loads(self.read_bytes(statement_id), statement_file(statement_id))

    def read_header(self, statement_id: str) -> Statement:
        """Return a statement without its commitments; these are looked at only where the rest cannot do without."""
        data = self.read_bytes(statement_id)
        first = COMMITMENTS.search(data)
        try:
            statement = records.loads(data[: first.start()] if first else data, statement_file(statement_id))
        except RecordError:  # commitments stand before the rest, or their header in a text of several lines
            statement = records.loads(data, statement_file(statement_id))
        return replace(statement, commitments=())  # their header may be written otherwise, such as [["commitment"]]

    def read_bytes(self, statement_id: str) -> bytes:
        """Return a statement's record as it stands on the disk."""
        data = self._folder.read_record(statement_file(statement_id))
        if data is None:
            raise CommitrackError(lookup.no_meeting(statement_id, self.statement_ids()))
        return data

    def source(self, statement: Statement) -> bytes:
        """Return the bytes that a statement was read from; CommitrackError where they are not kept."""
        if not statement.file:
            raise CommitrackError(f"the ledger keeps no source of {statement.id}: its record names no file")
        data = self._folder.read(statement.file)
        if data is None:
            raise CommitrackError(f"{statement.file}, the source of {statement.id}, is not there; add it again")
        return data

    def write(self, statement: Statement, source: bytes | None = None, suffix: str = ".txt") -> bool:
        """Store a statement, with the bytes that it was read from where they are given; tell whether a file changed.

        With `source`, the record's `file` and `sha256` follow from it. A record on the disk that says the same already
        stays as it is, comments and order of a person's hand included. Of decisions on commitments that go, a person
        is told.
        """
        file = statement_file(statement.id)
        with self.locked():
            contents: dict[str, bytes | None] = {}
            if source is not None:
                statement = _with_source(statement, source, suffix)
                contents[statement.file] = source
            before = self._folder.read_record(file)
            data = _encoded(records.dumps(statement))
            old = None if before is None or before == data else records.loads(before, file)
            if old != statement:
                contents |= {**self._with_comments(file, before), file: data}
            if source is not None and old is not None and _is_own_source(old) and old.file != statement.file:
                contents[old.file] = None
            changed = self._folder.write(contents)
            if old is not None:
                self._tell_of_orphans(_ids(old) - _ids(statement))
        return changed

    def rename(self, statement: Statement, name: str) -> Statement:
        """Store a statement under another id, in place of the one of its own; return it as it is kept.

        Its source and the decisions on its commitments go along: a decision has the earlier meeting first. All of it is
        one change. What stands in the way of the source leaves that where it is.
        """
        with self.locked():
            renamed = under_id(statement, name)
            contents: dict[str, bytes | None] = {}
            source = self._folder.read(statement.file) if _is_own_source(statement) else None
            target = f"{SOURCES}/{name}{Path(statement.file).suffix}"
            if source is not None and self._folder.read(target) is None and self._keeps_alone(statement):
                renamed = replace(renamed, file=target)
                contents |= {target: source, statement.file: None}
            file = statement_file(statement.id)
            contents |= self._with_comments(file, self._folder.read(file))
            contents[statement_file(name)] = _encoded(records.dumps(renamed))
            if decisions := decided.follow_renaming(self.decisions(), statement, renamed, self._date_of):
                contents |= self._decisions_file(decisions)
            self._folder.write({**contents, file: None})
        return renamed

    def _date_of(self, statement_id: str) -> date | None:
        """Return the day of a meeting; None where its statement cannot be read."""
        with suppress(CommitrackError):
            return self.read_header(statement_id).date
        return None

    def plan_removal(self, statement_id: str) -> Removal:
        """Return what goes when a statement is taken out, and the decisions that are without effect then.

        Its source goes along if it is there, unless another statement names that too.
        """
        statement = self.read(statement_id)
        goes = self._keeps_alone(statement) and self._folder.read(statement.file) is not None
        return Removal(statement, statement.file if goes else "", self._decisions_on(statement))

    def remove(self, removal: Removal) -> None:
        """Take out what was planned; CommitrackError where that would be something else by now."""
        statement = removal.statement
        with self.locked():
            if self.plan_removal(statement.id) != removal:
                raise CommitrackError(f"{statement.id} has been changed meanwhile; look at it, and remove it again")
            self._folder.write(dict.fromkeys(filter(None, (statement_file(statement.id), removal.source))))

    def _keeps_alone(self, statement: Statement) -> bool:
        """Tell whether a statement's source is one that the ledger keeps for no other."""
        if not normpath(statement.file).startswith(f"{SOURCES}/"):  # a hand may write anything
            return False
        others = (each for each in self.names() if each != statement.id)
        return not any(self._may_name(each, statement.file) for each in others)

    def _may_name(self, statement_id: str, file: str) -> bool:
        """Tell whether a statement's record may name a file; of one that cannot be read, a person is told."""
        try:
            record = self._folder.read(statement_file(statement_id))
        except CommitrackError as error:
            self.tell(f"{file} stays where it is, as another statement may name it: {error}")
            return True
        return record is not None and file.encode("utf-8", "replace") in record

    def _decisions_on(self, statement: Statement) -> tuple[Decision, ...]:
        """Return the decisions that name a commitment of a statement."""
        own = _ids(statement)
        return tuple(each for each in self.decisions() if own & each.pair)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the ledger against other processes, as for choosing a free id and writing under it; may be nested."""
        if self.read_only:
            raise CommitrackError(f"the ledger {self.root} is read-only; make your own with `commitrack init`")
        if self._held:
            yield
            return
        with files.locked(self.root):
            self._held = True
            try:
                yield
            finally:
                self._held = False

    def settle(self) -> str:
        """Finish what a process had begun to write when it ended; return why that cannot be, where it cannot."""
        return "" if self.read_only or self._held else files.settle(self.root)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Hold the ledger, and put all that is written meanwhile on the disk together at the end: many times as fast.

        What is read meanwhile includes it. After a crash each file is old or new, as ever.
        """
        with self.locked(), self._folder.together():
            yield

    def find_meeting(self, words: str, *, series: str | Sequence[str] = "") -> str:
        """Return the id of the statement that is meant: an id, a date or the start of one, `latest`, `latest~N`.

        Where a series is named, or several are, it is one of theirs.
        """
        return lookup.find_meeting(self, words, [series] if series and isinstance(series, str) else series)

    def find_commitment(self, words: str) -> tuple[Statement, Commitment]:
        """Return the commitment whose id is, or alone holds, `words`, with its statement."""
        return lookup.find_commitment(self, words)

    def decisions(self) -> tuple[Decision, ...]:
        """Return what people decided on pairs of commitments, in the order in which they stand."""
        return records.strict(records.decode_decisions, self._tables(DECISIONS), DECISIONS)

    def decide(self, decision: Decision) -> Decision:
        """Write down a decision, and return it as it is kept; it takes the place of one on the same pair.

        Where the verdict stays, so does what was said with it and is not said anew.
        """
        with self.locked():
            made = {each.pair: each for each in self.decisions()}
            kept = decided.keep_said(made.get(decision.pair, decision), decision)
            self._keep_decisions(made | {decision.pair: kept})
        return kept

    def withdraw(self, earlier: str, later: str) -> bool:
        """Take a decision back; tell whether there was one."""
        with self.locked():
            made = {each.pair: each for each in self.decisions()}
            found = made.pop(frozenset((earlier, later)), None)
            if found is not None:
                self._keep_decisions(made)
        return found is not None

    def _keep_decisions(self, made: Mapping[frozenset[str], Decision]) -> None:
        self._folder.write(self._decisions_file(made.values()))

    def _decisions_file(self, made: Iterable[Decision]) -> dict[str, bytes]:
        """Return the file of decisions, after what of the one before is to be kept."""
        tables = records.encode_decisions(made, self._tables(DECISIONS))
        before = self._with_comments(DECISIONS, self._folder.read(DECISIONS))
        return {**before, DECISIONS: _encoded(toml.render(tables))}

    def _tell_of_orphans(self, gone: set[str]) -> None:
        """Say which decisions have lost a commitment."""
        if gone:
            with suppress(CommitrackError):  # which whoever needs the decisions is told
                for words in decided.say_orphans(self.decisions(), gone):
                    self.tell(words)

    def _with_comments(self, file: str, before: bytes | None) -> dict[str, bytes]:
        """Return what is to be kept of a file that is about to be rewritten: all of it where it holds comments."""
        if not toml.has_comments((before or b"").decode("utf-8", "replace")):
            return {}
        names = chain([f"{file}.bak"], (f"{file}.{number}.bak" for number in count(2)))
        kept = next(each for each in names if self._folder.takes(each) and self._folder.read(each) in (None, before))
        self.tell(f"{file} is rewritten without its comments; they are kept in {kept}")
        return {kept: before or b""}

    def _tables(self, file: str) -> dict[str, Any]:
        """Return the tables of a file of the ledger, none where it is not there."""
        return toml.parse(self._folder.read_record(file) or b"", file)

    def _day(self, statement_id: str) -> str:
        """Return the day by which a statement is sorted: its id begins with it, as a rule."""
        if named := day_in(statement_id):
            return named
        day = self._date_of(statement_id)
        return day.isoformat() if day else ""


def _ids(statement: Statement) -> set[str]:
    return {each.id for each in statement.commitments}


def _with_source(statement: Statement, source: bytes, suffix: str) -> Statement:
    ending = suffix.lower() if SUFFIX.fullmatch(suffix.lower()) else ".txt"
    return replace(statement, file=f"{SOURCES}/{statement.id}{ending}", sha256=source_digest(source))


def _is_own_source(statement: Statement) -> bool:
    """Tell whether the program, not a person, chose where the source stands."""
    return SUFFIX.fullmatch(statement.file.removeprefix(f"{SOURCES}/{statement.id}")) is not None


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        bad = error.object[error.start : error.end]
        raise CommitrackError(f"{bad!r} is no character that a file can hold; give the text in UTF-8") from None
