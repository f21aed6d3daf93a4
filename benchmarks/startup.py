#!/usr/bin/env python3
"""Print what commands cost over `python -c pass`, as the median of runs in one sitting.

    startup.py [--runs 15] [--ledger DIR] [EARLIER LATER]

Wall-clock milliseconds; the ledger is the one that comes with the program unless one is given.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

AIMS = {"--version": 10, "list": 110, "diff": 150, "extract": 150}
"""Milliseconds that each should cost; `extract` is near its own, and over it where the machine is busy."""


def measure(command: list[str], environment: dict[str, str]) -> float:
    """Run a command; return milliseconds."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    return 1000 * (time.perf_counter() - begun)


def find_source(ledger: Path) -> Path:
    """The largest source of a ledger."""
    return max((ledger / "sources").iterdir(), key=lambda path: path.stat().st_size)


def main() -> None:
    """Measure all commands in turns, so that a busy moment of the machine falls on each of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("meetings", nargs="*", default=["2025-04-03", "2025-09-22"])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--ledger", type=Path, default=Path(__file__).resolve().parent.parent / "data")
    args = parser.parse_args()
    program = [sys.executable, "-m", "commitrack"]
    source = find_source(args.ledger)
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--version": [*program, "--version"],
        "--help": [*program, "--help"],
        "list": [*program, "list"],
        "diff": [*program, "diff", *args.meetings],
        "extract": [*program, "extract", str(source)],
    }
    environment = {**os.environ, "COMMITRACK_LEDGER": str(args.ledger)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled
    for command in commands.values():
        measure(command, environment)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(args.runs):
        for name, command in commands.items():
            times[name].append(measure(command, environment))
    base = statistics.median(times["python -c pass"])
    print(f"{'':16}{'median ms':>10}{'over pass':>10}{'aim':>6}")
    for name, taken in times.items():
        median = statistics.median(taken)
        aim = AIMS.get(name)
        print(f"{name:16}{median:10.0f}{median - base:10.0f}{aim or '':>6}")


if __name__ == "__main__":
    main()
