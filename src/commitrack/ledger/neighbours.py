"""What a person should know of statements just stored: another one of the same meeting, or of the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commitrack.ledger.lookup import is_beside, listed, readable_headers
from commitrack.ledger.placing import Catalogue
from commitrack.ledger.store import Ledger


def find_neighbours(ledger: Ledger, catalogue: Catalogue, stored: Iterable[str]) -> Iterator[str]:
    """Yield what to say of the statements stored, in their order: once of each day of a series, and of each pair with
    the same text. The catalogue knows all.
    """
    days = catalogue.by_day()
    told, told_days = set(), set()
    for name in stored:
        told.add(name)
        header = ledger.read_header(name)
        if same := catalogue.find_bytes(header.sha256, but=told):
            yield f"{name} has the same text as {same}; if they are one, take it out: commitrack remove {name}"
        day = (header.series, header.date)
        if not header.series or day in told_days:
            continue
        told_days.add(day)
        others = [each.id for each in readable_headers(ledger, days.get(header.date, ())) if is_beside(each, header)]
        if others:
            yield (
                f"{name} and {listed(others)} count as {1 + len(others)} meetings of {header.series}, of one day; if "
                "one is another statement of the meeting, give it a series of its own, "
                f"`commitrack set {name} series=…`, if they are one text, `commitrack remove` one"
            )
