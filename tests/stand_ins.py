"""Stand-ins for what a room gets from others: a taxonomy, words told apart, commitments and statements made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from commitrack.ledger import with_ids
from commitrack.model import Act, Commitment, Statement, Stretch

FISHERIES = """---
title: Joint Statement on Fisheries
date: 2032-03-04
place: Pusan
---

Japan and the Republic of Korea met in Pusan. The two sides reaffirmed their commitment to sustainable fisheries.
They will establish a joint fisheries commission by the end of 2033. They condemned illegal fishing.
"""
PAPER = """Joint Statement of Japan and the Republic of Korea

Tokyo, 3 April 2031

Japan and the Republic of Korea will open a ferry line by the end of next year.

They will fund a bridge by June.

They condemned piracy in the strait.
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


def meeting(name: str = "2025-09-22", *quotes: str, series: str = "") -> Statement:
    """A statement of the day that begins its name."""
    commitments = tuple(
        Commitment(id=str(number), quote=quote, act=Act.PLEDGE, actors=("all",), topics=("defense",))
        for number, quote in enumerate(quotes or ("will meet again", "will train together"))
    )
    day = date.fromisoformat(name[:10])
    return with_ids(Statement(id=name, date=day, title="Meeting", series=series, commitments=commitments))


def round_text(number: int, day: str = "", more: str = "") -> str:
    """The text of one of a series of statements, of three commitments and more."""
    return f"""---
date: {day or f"2033-{number // 28 + 1:02}-{number % 28 + 1:02}"}
title: Joint statement of the harbour ministers of Japan and the Republic of Korea, round {number}
---
The ministers of Japan and the Republic of Korea met in Busan. They reaffirmed their commitment to the safety of the
strait. Japan will fund {number + 2} pilot schools. They condemned the launch of missiles. {more}

- We will open {number + 3} ferry lines.
"""
