"""Processes that add to one ledger at once, while another one reads it."""

from __future__ import annotations

import os
import subprocess
from itertools import product
from pathlib import Path

from tests.support import start_program

from commitrack.ledger import Ledger, init_ledger

PROCESSES, EACH = (8, 50) if os.environ.get("COMMITRACK_THOROUGH") else (4, 6)
"""With COMMITRACK_THOROUGH=1 eight processes add 400 statements."""


def words(desk: int, number: int) -> str:
    """A text of its own; the day is that of a text of every other desk, so that they all want the same names."""
    day = f"20{30 + number // 28:02}-02-{number % 28 + 1:02}"
    return f"---\ndate: {day}\ntitle: Talks of desk {desk}\n---\nWe will open {number + 2} lines to port {desk}.\n"


def start(root: Path, *given: str) -> subprocess.Popen[bytes]:
    return start_program(*given, ledger=root, folder=root.parent)


def test_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    root = tmp_path / "ledger"
    init_ledger(root)
    for desk, number in product(range(PROCESSES), range(EACH)):
        path = tmp_path / str(desk) / f"{desk}-{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(words(desk, number), encoding="utf-8")
    writers = [start(root, "add", str(tmp_path / str(desk))) for desk in range(PROCESSES)]
    empty = f"the ledger {root} is empty; add a statement with `commitrack add`\n".encode()
    while any(writer.poll() is None for writer in writers):
        reader = start(root, "list")
        assert reader.communicate(timeout=60)[1] in (b"", empty)
        assert reader.returncode == 0
    for writer in writers:
        said = writer.communicate(timeout=60)[1].decode()
        assert (writer.returncode, said.splitlines()[-1]) == (0, f"{EACH} stored"), said
    ledger = Ledger(root)
    stored = [ledger.source(each).decode() for each in ledger.statements()]
    assert sorted(stored) == sorted(words(*each) for each in product(range(PROCESSES), range(EACH)))
    checker = start(root, "check")
    assert b": 0 errors" in checker.communicate(timeout=60)[1]


def test_processes_that_set_at_once_lose_no_word(tmp_path: Path) -> None:
    root = tmp_path / "ledger"
    init_ledger(root)
    (tmp_path / "text.md").write_text("\n\n".join(f"We will open {n + 2} lines to port {n}." for n in range(PROCESSES)))
    added = start(root, "add", str(tmp_path / "text.md"), "--date", "2030-01-01")
    added.communicate(timeout=60)
    names = [each.id for each in Ledger(root).read("2030-01-01").commitments]
    writers = [start(root, "set", name, f"note=by {number}") for number, name in enumerate(names)]
    writers += [start(root, "link", names[0], names[0])]
    said = [writer.communicate(timeout=60)[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * PROCESSES + [2], said
    assert [each.note for each in Ledger(root).read("2030-01-01").commitments] == [f"by {n}" for n in range(PROCESSES)]
