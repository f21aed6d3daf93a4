"""A ledger written by hand, and the program run on it as its users run it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.stand_ins import PAPER, round_text
from tests.support import PROGRAM, Done, environment_of, read_terminal, run_program

from commitrack.ledger import Ledger

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # inherited where a script runs the tests in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # and under nohup
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

EARLIER = """
schema = 1

[statement]
id = "2030-05-01"
date = 2030-05-01
place = "Busan"
series = "pair"
parties = ["Japan", "Republic of Korea"]
file = "sources/2030-05-01.md"

[[commitment]]
id = "2030-05-01/aa01"
text = "The two ministers reaffirmed their commitment to the defense of the strait"
quote = "reaffirmed their commitment to the defense of the strait"
span = [18, 74]
act = "pledge"
verb = "reaffirm commitment"
force = 4
actors = ["all"]
topics = ["defense"]

[[commitment]]
id = "2030-05-01/aa02"
quote = "They condemned the missile launches of North Korea"
span = [76, 126]
act = "oppose"
force = 3
actors = ["all"]
topics = ["dprk"]
reviewed = true

[[commitment]]
id = "2030-05-01/aa03"
quote = "Japan will fund a ferry terminal by 31 March 2031"
span = [128, 177]
act = "pledge"
actors = ["Japan"]
topics = ["infrastructure"]
due = 2031-03-31
due_text = "by 31 March 2031"
"""
EARLIER_TEXT = """The two ministers reaffirmed their commitment to the defense of the strait. \
They condemned the missile launches of North Korea. Japan will fund a ferry terminal by 31 March 2031.
"""
LATER = """
schema = 1

[statement]
id = "2031-05-01"
date = 2031-05-01
place = "Kobe"
series = "pair"
parties = ["Japan", "Republic of Korea"]

[[commitment]]
id = "2031-05-01/bb01"
quote = "The two ministers reaffirmed their ironclad commitment to the defense of the strait"
act = "pledge"
force = 5
actors = ["all"]
topics = ["defense"]

[[commitment]]
id = "2031-05-01/bb02"
quote = "They called on North Korea to return\\tto talks"
act = "urge"
actors = ["all"]
topics = ["dprk"]
"""
LINKED = ("2030-05-01/aa01", "2031-05-01/bb01")
Run = Callable[..., Done]
OnTerminal = Callable[..., str]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger written by hand: two meetings, five commitments."""
    root = tmp_path / "ledger"
    for folder in ("statements", "sources"):
        (root / folder).mkdir(parents=True)
    (root / "commitrack.toml").write_text('schema = 1\nname = "Test"\n', encoding="utf-8")
    (root / "statements/2030-05-01.toml").write_text(EARLIER, encoding="utf-8")
    (root / "statements/2031-05-01.toml").write_text(LATER, encoding="utf-8")
    (root / "sources/2030-05-01.md").write_text(EARLIER_TEXT, encoding="utf-8")
    (tmp_path / "undated.md").write_text("The parties condemned piracy.\n", encoding="utf-8")
    return root


@pytest.fixture
def run(ledger: Path, tmp_path: Path) -> Run:
    """Run commitrack on the ledger, outside it; `code` is the exit code that is expected."""
    return partial(run_program, ledger=ledger, folder=tmp_path)


@pytest.fixture
def on_terminal(ledger: Path) -> OnTerminal:
    """Run commitrack on a pseudo-terminal, keys pressed beforehand; return what it shows."""
    pty = pytest.importorskip("pty")

    def run_process(*words: str, keys: str = "", columns: int = 80, code: int | None = None, **environment: str) -> str:
        own = {"COLUMNS": str(columns), "TERM": "xterm", "PAGER": "cat"} | environment
        leader, follower = pty.openpty()
        process = subprocess.Popen(
            [*PROGRAM, *words], stdin=follower, stdout=follower, stderr=follower, env=environment_of(ledger, **own)
        )
        os.close(follower)
        os.write(leader, keys.encode())
        shown = read_terminal(leader)
        assert process.wait() == code or code is None, shown
        return shown

    return run_process


@pytest.fixture
def added(run: Run, ledger: Path) -> Ledger:
    """The ledger with a third statement, added from paper.md on its guessed day."""
    (ledger.parent / "paper.md").write_text(PAPER, encoding="utf-8")
    run("add", "paper.md", "--series", "pair")
    return Ledger(ledger)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of six statements in two folders, and beside them what is none."""
    folder = tmp_path / "texts"
    for number in range(6):
        path = folder / ("early" if number < 3 else "late") / f"round-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(round_text(number), encoding="utf-8")
    (folder / "late/idle.md").write_text("---\ndate: 2033-05-05\n---\nNothing was said.\n", encoding="utf-8")
    (folder / "late/chart.png").write_bytes(b"\x89PNG")
    (folder / "late/notes.md").symlink_to("notes-2033.md")
    (folder / "late/.draft.md").write_bytes(b"")
    return folder
