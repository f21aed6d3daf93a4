"""What a person should know of statements just stored: another one of the same meeting, or of the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import listed
from commitrack.ledger.placing import Catalogue
from commitrack.ledger.store import Ledger
from commitrack.model import Statement


def find_neighbours(ledger: Ledger, catalogue: Catalogue, stored: Iterable[str]) -> Iterator[str]:
    """Yield what to say of the statements stored, in their order and each pair once; the catalogue knows all."""
    days = catalogue.by_day()
    told = set()
    for name in stored:
        told.add(name)
        header = ledger.read_header(name)
        if same := catalogue.find_bytes(header.sha256, but=told):
            yield f"{name} has the same text as {same}; if they are one, take it out: commitrack remove {name}"
        beside = _readable(ledger, (each for each in days.get(header.date, ()) if header.series and each not in told))
        others = [each.id for each in beside if (each.series, each.date) == (header.series, header.date)]
        if others:
            yield (
                f"{name} and {listed(others)} count as {1 + len(others)} meetings of {header.series}, of one day; if "
                f"one is another paper of the meeting, give it a series of its own, `commitrack set {name} series=…`, "
                "if they are one text, `commitrack remove` one"
            )


def _readable(ledger: Ledger, names: Iterable[str]) -> Iterator[Statement]:
    """Yield the headers of statements, without those that can't be read: the catalogue has named these."""
    for name in names:
        with suppress(CommitrackError):
            yield ledger.read_header(name)
