"""Where a fresh reading goes in the ledger: whether it is there already, under which id, in which series."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from commitrack.errors import CommitrackError
from commitrack.ledger.ids import statement_file, statement_id, with_ids
from commitrack.ledger.merge import merge_reading
from commitrack.ledger.store import Ledger
from commitrack.model import Statement


def find_reading(ledger: Ledger, fresh: Statement, data: bytes, wanted_id: str = "") -> Statement | None:
    """Return the statement that a fresh reading of `data` repeats: that of the wanted id, else of its day the one with
    the same bytes, else with the same source; None where the reading is new.
    """
    names = ledger.statement_ids()
    if wanted_id:
        return ledger.read(wanted_id) if wanted_id in names else None
    digest = sha256(data).hexdigest()
    that_day = [ledger.read_header(name) for name in names if name.startswith(fresh.date.isoformat())]
    same = [each for each in that_day if each.sha256 == digest]
    same += [each for each in that_day if each.source and each.source == fresh.source != "-"]
    return ledger.read(same[0].id) if same else None


def place_reading(ledger: Ledger, fresh: Statement, earlier: Statement | None, wanted_id: str = "") -> Statement:
    """Return a fresh reading with lasting ids; what people did to `earlier`, the same statement, is kept."""
    if earlier is not None:
        return merge_reading(earlier, with_ids(replace(fresh, id=earlier.id)))
    if wanted_id:
        statement_file(wanted_id)  # refuses what cannot be an id
    name = wanted_id or statement_id(fresh.date, fresh.title, set(ledger.statement_ids()))
    return with_ids(replace(fresh, id=name))


def guess_series(parties: Iterable[str], known: Iterable[Statement]) -> str:
    """Return the series whose statements have exactly these parties; empty where none or several have."""
    wanted = set(parties)
    found = {each.series for each in known if each.series and set(each.parties) == wanted} if wanted else set()
    return found.pop() if len(found) == 1 else ""


def order_pair(one: Statement, other: Statement) -> tuple[Statement, Statement]:
    """Return two statements with the earlier first; CommitrackError where they are the same."""
    if one.id == other.id:
        raise CommitrackError(f"both commitments are of {one.id}; name one of each of two meetings")
    return (one, other) if (one.date, one.id) < (other.date, other.id) else (other, one)
