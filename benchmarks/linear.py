"""Time of reading, extraction, diff and check for 1x, 10x and 100x input, and the exponent with which it grows.

    python benchmarks/linear.py [--runs 3] [--largest 100]

Processor time, the least of the runs. The input is the bundled ledger's own: its texts one after the other, and its
meetings with each commitment said again about another place, so that no two are the same. An exponent of 1 is linear;
the diff of two meetings compares each commitment with those near it, and may grow somewhat faster.
"""

from __future__ import annotations

import argparse
import math
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace

from commitrack.comparison import compare
from commitrack.extraction import extract
from commitrack.ledger import Ledger, dumps, loads, with_ids
from commitrack.lexicon import load_lexicon
from commitrack.model import Commitment, Document, Statement
from commitrack.reading import read_document

DATA = Path(__file__).resolve().parent.parent / "data"
STEPS = (1, 10, 100)
PLACES = ("Aral", "Baikal", "Chad", "Dojran", "Erie", "Fagnano", "Garda", "Huron", "Inari", "Jordan")
Work = Callable[[], object]


def main() -> None:
    """Measure each stage at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--largest", type=int, default=STEPS[-1])
    args = parser.parse_args()
    steps = [step for step in STEPS if step <= args.largest]
    print(f"{'':12}" + "".join(f"{f'{step}x':>12}" for step in steps) + f"{'exponent':>20}")
    for name, make in stages().items():
        times = [measure(make(step), args.runs if step < STEPS[-1] else 1) for step in steps]
        grown = [math.log10(later / earlier) for earlier, later in pairwise(times)]
        print(f"{name:12}" + "".join(f"{1000 * each:>9.0f} ms" for each in times), end="")
        print(f"{', '.join(f'{each:.2f}' for each in grown):>20}")


def stages() -> dict[str, Callable[[int], Work]]:
    """What is measured: for each stage, from a size to the work."""
    return {"reading": read_again, "extraction": extract_again, "records": encode_again, "diff": compare_again}


def measure(work: Work, runs: int) -> float:
    """Return the least processor time of some runs, in seconds; one before them makes everything ready."""
    if runs > 1:
        work()
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def long_text(size: int) -> bytes:
    """The first meeting's text, so many times."""
    text = (DATA / "sources/2024-11-15.md").read_text(encoding="utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return "\n\n".join([body] * size).encode()


def read_again(size: int) -> Work:
    """Read a long text."""
    data = long_text(size)
    return lambda: read_document(data, name="long.md")


def extract_again(size: int) -> Work:
    """Take a long text apart."""
    document, lexicon = read_document(long_text(size), name="long.md"), load_lexicon()

    def work(document: Document = document) -> object:
        return extract(document, meeting=meetings()[0].date, parties=document.header.parties, lexicon=lexicon)

    return work


def encode_again(size: int) -> Work:
    """Write a long record and read it back."""
    statement = multiplied(meetings()[0], size)
    return lambda: loads(dumps(statement).encode(), f"statements/{statement.id}.toml")


def compare_again(size: int) -> Work:
    """Compare two long meetings."""
    earlier, later = (multiplied(each, size) for each in meetings())
    return lambda: compare(earlier, later)


def meetings() -> tuple[Statement, Statement]:
    """Two meetings of the bundled ledger."""
    ledger = Ledger(DATA, read_only=True)
    return ledger.read("2024-11-15"), ledger.read("2025-09-22")


def multiplied(statement: Statement, size: int) -> Statement:
    """The statement with each commitment said about so many places."""
    return with_ids(replace(statement, commitments=tuple(said_of_places(statement, size))))


def said_of_places(statement: Statement, size: int) -> Iterator[Commitment]:
    """Yield the commitments, again for each place, in the order of a text that goes from place to place."""
    for number in range(size):
        place = f" on Lake {PLACES[number % 10]}{number // 10 or ''}" if number else ""
        for each in statement.commitments:
            quote, text = each.quote + place, each.text + place
            yield replace(each, id=f"{number}-{each.id}", quote=quote, text=text, span=None, restates="")


if __name__ == "__main__":
    main()
