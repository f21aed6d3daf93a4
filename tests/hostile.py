"""Bad input through the real program: what a run gave and used, and what is promised of every run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support import environment_of

from commitrack.ledger import init_ledger

SECONDS = 10.0
"""Of processor time, so that a busy machine fails nobody; a hang is cut off after six times as much by the clock."""
MEGABYTES = 500
THOROUGH = bool(os.environ.get("COMMITRACK_THOROUGH"))
METER = """
import atexit, os, re, sys

def tell():
    try:
        peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
    except OSError:
        peak = None
    used = sum(os.times()[:2])
    with open(os.environ["METER"], "w") as file:
        file.write(f"{used:.3f} {int(peak[1]) // 1024 if peak else 0}")

atexit.register(tell)
from commitrack.__main__ import main
main()
"""
"""The program as users start it; it leaves behind what it used."""

STATEMENT = """schema = 1

[statement]
id = "2030-05-01"
date = 2030-05-01
title = "Ministers of the two coasts"
file = "sources/2030-05-01.md"
parties = ["Japan", "Republic of Korea"]

[[commitment]]
id = "2030-05-01/aa01"
quote = "will open a ferry line"
act = "pledge"
actors = ["all"]
topics = ["infrastructure"]
"""
TEXT = "The ministers met in Busan. They will open a ferry line. Japan condemned the attack on the port.\n"


class Outcome(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str
    seconds: float
    """Of processor time."""
    megabytes: int
    """At the peak; 0 where the system does not tell."""


def run(words: Sequence[str | bytes], folder: Path, prefix: Sequence[str] = (), **environment: str) -> Outcome:
    """Run the program in a folder that holds a ledger, `prefix` in front of it."""
    metered = environment_of(folder / "ledger", METER=str(folder / "meter"), **environment)
    command: list[str | bytes] = [*prefix, sys.executable, "-c", METER, *words]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, cwd=folder, env=metered, check=False,
        timeout=6 * SECONDS,
    )  # fmt: skip
    used, peak = (folder / "meter").read_text(encoding="utf-8").split()
    out, err = (text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr))
    return Outcome(done.returncode, out, err, float(used), int(peak))


def make_folder(folder: Path) -> Path:
    """Make a ledger of one statement in a folder."""
    root = folder / "ledger"
    init_ledger(root)
    (root / "statements/2030-05-01.toml").write_text(STATEMENT, encoding="utf-8")
    (root / "sources/2030-05-01.md").write_text(TEXT, encoding="utf-8")
    return root


def judge(outcome: Outcome, code: int, says: str) -> None:
    """Hold a run against what is promised of every run, and what is expected of this one."""
    whole = f"{outcome.out}\n{outcome.err}"
    assert "Traceback" not in whole
    assert "a fault of the program" not in whole
    assert outcome.code == code, whole[:2000]
    assert says in whole, whole[:2000]
    assert not [sign for sign in whole if sign in CONTROLS]
    assert outcome.seconds < SECONDS
    assert outcome.megabytes < MEGABYTES
    if code == 2:
        assert outcome.err.count("\n") == 1
        assert outcome.err.startswith("commitrack: ")


CONTROLS = frozenset(map(chr, (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), 0x2066, 0x200B)))
"""What a terminal would obey or hide."""
