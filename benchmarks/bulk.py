"""Documents a second and peak memory of `add` on a folder of statements, and where the time goes.

    python benchmarks/bulk.py FOLDER [--jobs 1 2] [--runs 3] [--copies 1] [--profile]

Each run adds the folder to an empty ledger in a process of its own; the median counts, start and end of the process
included. Copies make the folder larger.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from commitrack.extraction import extract
from commitrack.ledger import dumps, init_ledger, with_ids
from commitrack.lexicon import load_lexicon
from commitrack.model import Statement
from commitrack.reading import is_readable, read_document, walk_folder

STAGES = ("read", "extract", "name", "encode", "write")
TOP = 25

MEASURED = """
import re, resource, sys
from pathlib import Path
from commitrack.__main__ import run_safely
try:
    run_safely(sys.argv[2:])
finally:
    own, workers = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    processor = sum(each.ru_utime + each.ru_stime for each in (own, workers))
    peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())  # ru_maxrss begins with the parent's
    Path(sys.argv[1]).write_text(f"{processor} {max(int(peak[1]), workers.ru_maxrss)}")
"""
"""Runs the command line and tells, on Linux, what it took."""


class Measured(NamedTuple):
    """What one run took."""

    seconds: float
    processor: float
    """Seconds of all processes; what a busy machine does beside does not lengthen them as it does the others."""
    megabytes: float
    """Of the largest process."""
    stored: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--profile", action="store_true", help="print stages and functions instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        texts = list(copies(given.folder, given.copies, Path(room, "texts")))
        if given.profile:
            profile(texts, Path(room, "ledger"))
            return
        for jobs in given.jobs:
            report(jobs, len(texts), [add(Path(room), jobs, run) for run in range(given.runs)])


def copies(folder: Path, times: int, room: Path) -> Iterator[Path]:
    """Write the readable files of a folder so many times, each time with other addresses in them."""
    files = [Path(path) for path in walk_folder(str(folder), print) if is_readable(path)]
    for number in range(times):
        for place, file in enumerate(files):
            path = room / f"{number:03}" / f"{place:05}-{file.name}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.read_bytes().replace(b"://", b"://copy-%d." % number if number else b"://"))
            yield path


def add(room: Path, jobs: int, run: int) -> Measured:
    """Add the texts in `room` to a new ledger."""
    ledger, told = init_ledger(room / f"ledger-{jobs}-{run}"), room / "told"
    words = ["--ledger", str(ledger.root), "add", str(room / "texts"), "--jobs", str(jobs)]
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", MEASURED, str(told), *words], capture_output=True, check=True)
    seconds = time.perf_counter() - begun
    processor, kilobytes = map(float, told.read_text().split())
    return Measured(seconds, processor, kilobytes / 1024, len(ledger.names()))


def report(jobs: int, texts: int, runs: list[Measured]) -> None:
    """Print a line for runs with so many processes."""
    pace = texts / statistics.median(run.seconds for run in runs)
    memory = max(run.megabytes for run in runs)
    stored = f"{runs[0].stored} statements of {texts} texts"
    each = 1000 * statistics.median(run.processor for run in runs) / texts
    print(f"{jobs} process{'es' if jobs > 1 else '  '}  {pace:5.0f} a second  {memory:4.0f} MB", end="  ")
    print(f"{each:5.2f} ms of processor time a document  {stored}")


def profile(texts: list[Path], root: Path) -> None:
    """Print the processor time of each stage in milliseconds a document, then the functions that take most."""
    sources = [(path.name, path.read_bytes()) for path in texts]
    load_lexicon()
    through_all(sources, root / "warm")
    spent = through_all(sources, root / "timed")
    for stage in STAGES:
        print(f"{stage:<8} {1000 * spent[stage] / len(sources):6.2f} ms a document")
    print(f"{'all':<8} {1000 * sum(spent.values()) / len(sources):6.2f}\n")
    with cProfile.Profile() as profiler:
        through_all(sources, root / "profiled")
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(TOP)


def through_all(sources: list[tuple[str, bytes]], root: Path) -> dict[str, float]:
    """Take sources through all stages in this process; return the processor time of each."""
    ledger, lexicon = init_ledger(root), load_lexicon()
    spent = dict.fromkeys(STAGES, 0.0)
    clock = time.process_time
    with ledger.batch():
        for number, (name, data) in enumerate(sources):
            ticks = [clock()]
            document = read_document(data, name=name, parties=lexicon.parties)
            ticks.append(clock())
            day = document.header.date
            if day is None:
                continue
            found = extract(document, meeting=day, parties=document.header.parties, lexicon=lexicon)
            ticks.append(clock())
            statement = with_ids(Statement(id=f"{day}-{number}", date=day, commitments=found.commitments))
            ticks.append(clock())
            dumps(statement)
            ticks.append(clock())
            ledger.write(statement, data, Path(name).suffix)
            ticks.append(clock() - (ticks[-1] - ticks[-2]))  # it encodes once more
            for stage, (start, end) in zip(STAGES, pairwise(ticks), strict=True):
                spent[stage] += end - start
        settled = clock()
    spent["write"] += clock() - settled
    return spent


if __name__ == "__main__":
    main()
