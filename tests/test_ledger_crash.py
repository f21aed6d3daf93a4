"""Real processes that write at once, and one that is killed while it writes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.support import ROOT

from commitrack.ledger import Ledger, init_ledger
from commitrack.ledger.check import check_ledger

BEGIN = """
import sys
from datetime import date
from pathlib import Path
from commitrack.ledger import Ledger, statement_id
from commitrack.model import Decision, Verdict
from tests.stand_ins import promises

ledger, day = Ledger(Path(sys.argv[1])), date(2025, 9, 22)
"""
ADD = """
for number in range(8):
    with ledger.locked():
        name = statement_id(day, "Meeting", ledger.statement_ids())
        ledger.write(promises(name, sys.argv[2]), f"{sys.argv[2]} {number}".encode())
    ledger.decide(Decision(earlier=f"a/{sys.argv[2]}", later=f"b/{number}", verdict=Verdict.SAME))
"""
REWRITE = """
ledger.write(promises("2025-09-22", "later", 40), b"the same source")
print("ready", flush=True)
while True:
    for word in ("again", "later"):
        ledger.write(promises("2025-09-22", word, 40), b"the same source")
"""


def run(root: Path, what: str, word: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN + what, str(root), word],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    ledger = init_ledger(tmp_path)
    writers = [run(tmp_path, ADD, word) for word in ("one", "two", "three", "four")]
    said = [writer.communicate(timeout=60)[1] for writer in writers]
    assert said == [""] * 4
    assert len(ledger.statement_ids()) == 32
    assert len({ledger.source(each) for each in ledger.statements()}) == 32
    assert len(ledger.decisions()) == 32
    assert {each.check for each in check_ledger(ledger)} == {"orphan"}


def test_a_killed_writer_leaves_every_file_old_or_new(tmp_path: Path) -> None:
    ledger = init_ledger(tmp_path)
    for number in range(6):
        with run(tmp_path, REWRITE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(0.02 + 0.013 * number)
            writer.kill()
        words = {each.quote.split()[2] for each in ledger.read("2025-09-22").commitments}
        assert words in ({"again"}, {"later"})
        assert check_ledger(ledger) == ()
    before = Ledger(tmp_path).read("2025-09-22")
    assert not ledger.write(before, b"the same source")
    assert not [path for path in tmp_path.rglob(".*.new") if path.parent.name == "sources"]
