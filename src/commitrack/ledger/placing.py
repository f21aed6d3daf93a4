"""Where a fresh reading goes in the ledger: whether it is there already, under which id, in which series."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from commitrack.errors import CommitrackError
from commitrack.ledger.ids import day_in, statement_file, statement_id, why_no_name, with_ids
from commitrack.ledger.merge import count_again, merge_reading
from commitrack.ledger.store import Ledger
from commitrack.model import Statement


class Catalogue:
    """What a ledger holds, as far as the place of a fresh reading depends on it: looked up, not searched."""

    def __init__(self, known: Iterable[Statement] = ()) -> None:
        self._known: dict[str, tuple[date, str]] = {}
        """By statement id, its day and the digest of its source."""
        self._spelt: dict[str, str] = {}
        """The same ids by their lower case, as some disks take files whose names differ in case for one."""
        self._dated: set[str] = set()
        """Statements whose day a person set: the one that a text tells is not theirs."""
        self._by_digest: dict[str, list[str]] = {}
        self._by_source: dict[str, list[str]] = {}
        self._series: dict[frozenset[str], set[str]] = {}
        self._origins: dict[str, str] = {}
        """By statement id, the file or address that this run read it from."""
        for each in known:
            self.add(each)

    def add(self, statement: Statement, origin: str = "") -> None:
        """Take a statement in, or what has become of it, with where this run read it; its commitments do not matter."""
        if origin:
            self._origins[statement.id] = origin
        self._known[statement.id] = (statement.date, statement.sha256)
        self._spelt.setdefault(statement.id.lower(), statement.id)
        if "date" in statement.corrected:
            self._dated.add(statement.id)
        for places, key in ((self._by_digest, statement.sha256), (self._by_source, statement.source)):
            if key and key != "-" and statement.id not in places.setdefault(key, []):
                places[key].append(statement.id)
        if statement.series and statement.parties:
            self._series.setdefault(frozenset(statement.parties), set()).add(statement.series)

    def refresh(self, ledger: Ledger) -> None:
        """Take in what others have added to the ledger meanwhile, and drop what they have removed.

        Of what cannot be read a person is told; its id is taken all the same.
        """
        names = set(ledger.names())
        for gone in self._known.keys() - names:
            del self._known[gone]
        self._spelt = {name.lower(): name for name in sorted(names, reverse=True)}
        for name in sorted(names - self._known.keys()):
            try:
                self.add(ledger.read_header(name))
            except CommitrackError as error:
                self._known[name] = (date.min, "")
                ledger.tell(f"passed over: {error}")

    def is_of_this_run(self, name: str) -> bool:
        """Tell whether this run made a statement, or read it again."""
        return name in self._origins

    def find_bytes(self, digest: str, day: date | None = None, but: Container[str] = ()) -> str:
        """Return the id of the statement that was read from bytes of this digest, of that day where one is given; of
        several the first, those aside that are not meant.
        """
        names = (name for name in self._of_day(self._by_digest, digest, day) if self._known[name][1] == digest)
        return next((name for name in names if name not in but), "")

    def find_source(self, address: str) -> str:
        """Return the id of the statement that came from this address."""
        return next(self._of_day(self._by_source, address, None), "")

    def by_day(self) -> Mapping[date, Sequence[str]]:
        """Return the ids of the statements of each day, sorted."""
        days: dict[date, list[str]] = {}
        for name in sorted(self._known):
            days.setdefault(self._known[name][0], []).append(name)
        return days

    def find(
        self,
        fresh: Statement,
        origin: str,
        read: Callable[[str], Statement],
        wanted_id: str = "",
        day: date | None = None,
    ) -> Statement | None:
        """Return the statement that a fresh reading repeats: the wanted one, else of its day the one with the same
        bytes, else the nearest with the same source; None where the reading is new.

        Unless a `day` is given for the reading, one whose own day a person set is taken for one of its day.
        CommitrackError where another one than is wanted holds the text: decisions refer to its id.

        An address says what a source is. A file's name does not, as a file in another folder may bear it too: it has to
        look like a version of the same text. What this run read from one origin is no version of another's.
        """
        dated = self._dated if day is None else set()
        same = self._of_day(self._by_digest, fresh.sha256, fresh.date, dated)
        holders = [name for name in same if self._known[name][1] == fresh.sha256]
        if wanted_id:
            if holders and wanted_id not in holders:
                has = f"the ledger has this text as {holders[0]}, which keeps its id"
                raise CommitrackError(f"{origin}: {has}; leave out --id to read it again")
            return read(wanted_id) if wanted_id in self._known else None
        if holders:
            return read(holders[0])
        names = self._of_day(self._by_source, fresh.source, fresh.date, dated)
        namesakes = [read(name) for name in names if self._origins.get(name, origin) == origin]
        nearest = max(namesakes, key=lambda each: count_again(each, fresh), default=None)
        return nearest if nearest and ("://" in fresh.source or is_version(nearest, fresh)) else None

    def place(self, fresh: Statement, text: str, earlier: Statement | None, wanted_id: str = "") -> Statement:
        """Return a fresh reading of a text with lasting ids; what people did to `earlier`, the same one, is kept."""
        if earlier is not None:
            return merge_reading(earlier, with_ids(replace(fresh, id=earlier.id)), text)
        if wanted_id:
            self.need_name(wanted_id, fresh.date)
        return with_ids(replace(fresh, id=wanted_id or statement_id(fresh.date, fresh.title, self._spelt)))

    def need_name(self, name: str, day: date | None) -> None:
        """CommitrackError where an id can be given to no statement of this day, or of any where that is not known.

        A statement that is there keeps the name that a person gave its file, and the day that such a name tells.
        """
        statement_file(name)  # refuses what cannot be an id
        self._need_own_file(name)
        keeps = name in self._known and (not day_in(name) or day in (None, self._known[name][0]))
        if not keeps and (wrong := why_no_name(name, day)):
            raise CommitrackError(wrong)

    def _need_own_file(self, name: str) -> None:
        """CommitrackError where an id differs from that of another statement in case alone."""
        if (other := self._spelt.get(name.lower(), name)) != name:
            raise CommitrackError(f"the ledger has {other!r}, and some disks take {name!r} for it; give another --id")

    def guess_series(self, parties: Iterable[str]) -> str:
        """Return the series whose statements have exactly these parties; empty where none or several have."""
        found = self._series.get(frozenset(parties), set())
        return next(iter(found)) if len(found) == 1 else ""

    def _of_day(
        self, places: Mapping[str, Sequence[str]], key: str, day: date | None, dated: Container[str] = ()
    ) -> Iterator[str]:
        """Yield the statements under a key that are there, and of that day where one is given, or else `dated`."""
        known = [name for name in places.get(key, ()) if name in self._known]
        yield from (name for name in known if day in (None, self._known[name][0]))
        yield from (name for name in known if day not in (None, self._known[name][0]) and name in dated)


def is_version(known: Statement, fresh: Statement) -> bool:
    """Tell whether a fresh reading looks like a version of a statement that is known: the same parties in the same
    series said it, or most of the shorter one stands in the other.
    """
    if known.parties and set(known.parties) == set(fresh.parties) and known.series == fresh.series:
        return True
    shorter = min(len(known.commitments), len(fresh.commitments))
    return not shorter or 2 * count_again(known, fresh) > shorter
