"""A ledger that is large enough for an index, and whether the index says what the files say."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.support import revise

from commitrack.ledger import Ledger, dumps, init_ledger, with_ids
from commitrack.ledger.index import FEW, FileIndex, Index, open_index
from commitrack.ledger.selection import Selection
from commitrack.model import Act, Commitment, Statement

SIZE = FEW + 3
WORDS = ("ferries", "beacons", "customs", "vaccines", "railways", "glaciers", "archives", "orchards", "canals", "mills")
SECOND = 10**9


def made(number: int, words: str = "") -> Statement:
    """One of the statements of the ledger, with three commitments."""
    quotes = [f"will keep {words or WORDS[(number + place) % 10]} of {1990 + number} open" for place in range(3)]
    commitments = tuple(
        Commitment(
            id=str(place), quote=quote, act=Act.PLEDGE, actors=("all",), topics=("defense", f"topic-{number % 4}")
        )
        for place, quote in enumerate(quotes)
    )
    day = date(1990 + number, 5, 1)
    return with_ids(Statement(id=day.isoformat(), date=day, series=f"s{number % 2}", commitments=commitments))


ONE = made(1).commitments[1].id.partition("/")[2]


def path_of(ledger: Ledger, number: int) -> Path:
    return ledger.root / f"statements/{made(number).id}.toml"


def make_indexed(root: Path) -> Ledger:
    """A ledger of so many statements that an index is made."""
    ledger = init_ledger(root)
    for number in range(SIZE):
        path_of(ledger, number).write_text(dumps(made(number)), encoding="utf-8")
    return ledger


def later() -> int:
    """A clock by which nothing has just been changed."""
    return time.time_ns() + 60 * SECOND


def reading(ledger: Ledger, cache: Path, clock: Callable[[], int] = later) -> tuple[Index, int]:
    """The index, and how many files it looked into."""
    looked: list[int] = []
    index = open_index(ledger, cache=cache, clock=clock, progress=lambda done, total: looked.append(total))
    assert looked == [len(looked)] * len(looked)
    return index, len(looked)


def is_true(index: Index, ledger: Ledger) -> bool:
    """Whether the index says what the files say."""
    files = FileIndex(ledger)
    selection = Selection(topics=("topic-1", "topic-2"), since=date(1992, 1, 1))
    return (
        list(index.outlines()) == list(files.outlines())
        and list(index.commitments(Selection())) == list(files.commitments(Selection()))
        and list(index.commitments(selection)) == list(files.commitments(selection))
        and list(index.commitments(Selection(match="ferr"))) == list(files.commitments(Selection(match="ferr")))
        and index.count_topics(Selection()) == files.count_topics(Selection())
        and index.find_commitment(ONE) == files.find_commitment(ONE)
    )


def edit(path: Path) -> None:
    """Put one word for another of its length, and back when it is done again."""
    old, new = ("keep", "shut") if "keep" in path.read_text(encoding="utf-8") else ("shut", "keep")
    revise(path, old, new)


def edit_and_hide(path: Path) -> None:
    """Change a file so that its size and its time of modification stay."""
    before = path.stat()
    edit(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def stored(cache: Path) -> Path:
    (path,) = cache.glob("*.sqlite")
    return path
