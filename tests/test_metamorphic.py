"""A text that says the same in other words, or laid out otherwise, is taken apart alike."""

from __future__ import annotations

import subprocess
import sys

from tests.support import ROOT

TEXTS = ("tests/marked/registers", "data/sources")
BENCHMARK = "benchmarks/metamorphic.py"


def measure(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, BENCHMARK, *TEXTS, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_rewordings_change_next_to_nothing() -> None:
    done = measure("--most", "1.5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) > 30


def test_a_change_that_matters_is_told() -> None:
    done = measure("--only", "the ministers, not we", "--most", "0.01")
    assert done.returncode == 1
    assert "0.01 % differ" in done.stderr
