"""The ledger on disk: records, store, lookup. What only some commands need stands in `check` and the other modules."""

from __future__ import annotations

from commitrack.ledger.ids import statement_id, with_ids
from commitrack.ledger.location import bundled_ledger, init_ledger, is_ledger, open_ledger
from commitrack.ledger.merge import merge_reading
from commitrack.ledger.records import dumps, loads
from commitrack.ledger.store import Ledger

__all__ = [
    "Ledger",
    "bundled_ledger",
    "dumps",
    "init_ledger",
    "is_ledger",
    "loads",
    "merge_reading",
    "open_ledger",
    "statement_id",
    "with_ids",
]
