"""Stand-ins for what a room gets from others: a taxonomy, words told apart, commitments and statements made by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from commitrack.ledger import with_ids
from commitrack.model import Act, Commitment, Span, Statement, Stretch

FISHERIES = """---
title: Joint Statement on Fisheries
date: 2032-03-04
place: Pusan
---

Japan and the Republic of Korea met in Pusan. The two sides reaffirmed their commitment to sustainable fisheries.
They will establish a joint fisheries commission by the end of 2033. They condemned illegal fishing.
"""


class Taxonomy:
    keys = ("defense", "dprk", "taiwan", "people")

    def title(self, key: str) -> str:
        return {"dprk": "North Korea"}.get(key, key.capitalize())


def words_apart(earlier: str, later: str) -> Iterator[Stretch]:
    """Word by word, what is gone first; enough for a view."""
    old, new = earlier.split(), later.split()
    yield from (Stretch("gone", word) for word in old if word not in new)
    yield from (Stretch("same" if word in old else "new", word) for word in new)


def commitment(name: str, text: str, act: Act = Act.PLEDGE, **labels: Any) -> Commitment:
    base = {"actors": ("all",), "topics": ("defense",), "text": text, "quote": text}
    return Commitment(id=name, act=act, **{**base, **labels})


def promises(name: str, word: str = "again", size: int = 3) -> Statement:
    """A statement of `size` pledges, whose third word is the one given."""
    quotes = (f"will meet {word} for the {number}th time" for number in range(size))
    rows = (Commitment(id=q, quote=q, act=Act.PLEDGE, actors=("all",), topics=("defense",)) for q in quotes)
    return with_ids(Statement(id=name, date=date(2025, 9, 22), title="Meeting", commitments=tuple(rows)))


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
