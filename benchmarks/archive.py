"""What questions about a large ledger cost: time over `python -c pass` and peak memory, index cold and warm.

    python benchmarks/archive.py [--rounds 9] [--statements 1000] [--large 10000] [--commitments 50]

Writes two made ledgers in a temporary folder, takes each command in turn with the empty program, and prints medians.
Processor time stands beside, as a busy machine lengthens it less. The bars of the design are 110 ms for the warm list,
170 ms for the comparison in the larger ledger, a second for its list, and 120 MB.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from made_ledger import write_ledger

from commitrack.ledger import Ledger

TEXT = "steadfast trilateral patrols in the Halden Gulf, with partners of the region"


class Cost(NamedTuple):
    """What one process took."""

    milliseconds: float
    processor: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--statements", type=int, default=1000)
    parser.add_argument("--large", type=int, default=10_000)
    parser.add_argument("--commitments", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for statements, cold in ((given.statements, ("list --topic dprk", "similar ID")), (given.large, ("diff A B",))):
            print(f"{statements} statements of {given.commitments} commitments")
            ledger = write_ledger(Path(folder, str(statements)), statements, given.commitments)
            measure(ledger, Path(folder, "cache"), given.rounds, cold)


def measure(ledger: Ledger, cache: Path, rounds: int, cold: Sequence[str]) -> None:
    """Print what each question costs, first some without an index."""
    surroundings = {**os.environ, "COMMITRACK_LEDGER": str(ledger.root), "XDG_CACHE_HOME": str(cache)}
    questions = commands(ledger)
    for name in cold:
        shutil.rmtree(cache, ignore_errors=True)
        report(f"{name}, cold", [run(questions[name], surroundings)], run((), surroundings))
    time.sleep(3)  # until the times of the files tell every change
    run(questions["list --topic dprk"], surroundings)
    costs: dict[str, list[Cost]] = {name: [] for name in questions}
    idle = []
    for _ in range(rounds):
        idle.append(run((), surroundings))
        for name, words in questions.items():
            costs[name].append(run(words, surroundings))
    for name, taken in costs.items():
        report(name, taken, median(idle))
    size = sum(path.stat().st_size for path in cache.rglob("*.sqlite"))
    print(f"  {'the index, on the disk':36}{'':24}{size / 1e6:8.0f} MB")


def commands(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Return what is asked, by the name under which it is printed."""
    names = ledger.statement_ids()
    earlier, later = names[-11], names[-1]
    one = ledger.read(later).commitments[0].id
    return {
        "list --topic dprk": ("list", "--topic", "dprk"),
        "list --topic dprk --since 2024": ("list", "--topic", "dprk", "--since", "2024"),
        "list --match WORDS": ("list", "--match", 'fisher "halden gulf"'),
        "list": ("list",),
        "due": ("due",),
        "topics": ("topics",),
        "statements": ("statements",),
        "similar ID": ("similar", one),
        "similar TEXT": ("similar", TEXT),
        "diff A B": ("diff", earlier, later),
        "diff latest~10 latest": ("diff", "latest~10", "latest"),
    }


def run(words: Sequence[str], surroundings: Mapping[str, str]) -> Cost:
    """Run commitrack, or the empty program where there are no words."""
    program = ["-m", "commitrack", *words] if words else ["-c", "pass"]
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *program], env=surroundings, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(1000 * taken, 1000 * (used.ru_utime + used.ru_stime), kilobytes / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def report(name: str, costs: Sequence[Cost], idle: Cost) -> None:
    """Print a line: time and processor time over the empty program, peak memory."""
    cost = median(costs)
    over, processor = cost.milliseconds - idle.milliseconds, cost.processor - idle.processor
    print(f"  {name:36}{over:8.0f} ms  ({processor:6.0f} ms){cost.megabytes:10.0f} MB", flush=True)


if __name__ == "__main__":
    main()
