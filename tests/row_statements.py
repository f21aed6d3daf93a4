"""Statements of a few rows each, to be compared, and the links that were found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commitrack.model import Act, Commitment, Diff, Span, Statement

EARLIER, LATER, LAST = date(2030, 5, 1), date(2031, 5, 1), date(2032, 5, 1)
ROWS = [
    "oppose | cyber | all | We condemn the attack on the hospitals of Riga",
    "pledge | maritime | all | We will share radar data of the Baltic Sea",
    "support | people | all | We welcome the choir festival",
]


def make_statement(day: date, rows: Sequence[str]) -> Statement:
    """A statement of the series `test`, of rows `act | topics | actors | words`."""
    commitments = []
    for number, row in enumerate(rows, 1):
        act, topics, actors, text = (part.strip() for part in row.split("|"))
        commitments.append(
            Commitment(
                id=f"{day}/{number:04x}",
                quote=text,
                text=text,
                act=Act(act),
                topics=tuple(topics.split(", ")),
                actors=tuple(actors.split(", ")),
                span=Span(number * 1000, number * 1000 + len(text)),
            )
        )
    return Statement(id=str(day), date=day, series="test", commitments=tuple(commitments))


def links_of(diff: Diff) -> set[tuple[str, str]]:
    return {(a.id, b.id) for entry in diff.entries for a in entry.earlier for b in entry.later}
