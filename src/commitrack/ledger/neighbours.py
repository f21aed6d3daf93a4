"""What a person should know of statements just stored: another one of the same meeting, or of the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress

from commitrack.errors import CommitrackError
from commitrack.ledger.placing import Catalogue
from commitrack.ledger.store import Ledger
from commitrack.model import Statement

DAY = len("2025-09-22")


def find_neighbours(ledger: Ledger, catalogue: Catalogue, stored: Iterable[str]) -> Iterator[str]:
    """Yield what to say of the statements stored, in their order and of each pair once; the catalogue knows them all.

    Of a day are looked at those whose ids begin as one another, which is with their day, as a rule.
    """
    days = defaultdict(list)
    for name in sorted(ledger.names()):
        days[name[:DAY]].append(name)
    for name in stored:
        header = ledger.read_header(name)
        same = catalogue.find_bytes(header.sha256)
        if same not in ("", name):
            yield f"{name} has the same text as {same}; if they are one, take it out: commitrack remove {name}"
        days[name[:DAY]].remove(name)
        for other in _readable(ledger, days[name[:DAY]]):
            if header.series and (other.series, other.date) == (header.series, header.date):
                yield (
                    f"{name} and {other.id} count as two meetings of {header.series}, of one day; if one is another "
                    "paper of the meeting, give it a --series of its own, if they are one text, `commitrack remove` one"
                )


def _readable(ledger: Ledger, names: Iterable[str]) -> Iterator[Statement]:
    """Yield the headers of statements, without those that can't be read: the catalogue has named these."""
    for name in names:
        with suppress(CommitrackError):
            yield ledger.read_header(name)
