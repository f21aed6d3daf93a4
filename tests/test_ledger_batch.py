"""Many statements written together: the same files as one by one, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.stand_ins import promises
from tests.support import ROOT, files_of

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger, init_ledger
from commitrack.ledger.check import check_ledger

NAMES = [f"2025-09-22-{number}" for number in range(30)]


def test_a_batch_leaves_the_same_files_as_one_by_one(tmp_path: Path) -> None:
    one_by_one, together = init_ledger(tmp_path / "a"), init_ledger(tmp_path / "b")
    for name in NAMES:
        assert one_by_one.write(promises(name), name.encode())
    with together.batch():
        assert all(together.write(promises(name), name.encode()) for name in NAMES)
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")
    with together.batch():
        assert not any(together.write(promises(name), name.encode()) for name in NAMES)


def test_what_a_batch_wrote_is_read_in_it_before_it_is_on_the_disk(tmp_path: Path) -> None:
    ledger, other = init_ledger(tmp_path), Ledger(tmp_path)
    with ledger.batch():
        ledger.write(promises("2025-09-22"), b"the words")
        assert ledger.statement_ids() == ("2025-09-22",)
        assert ledger.source(ledger.read("2025-09-22")) == b"the words"
        assert [each.title for each in ledger.headers()] == ["Meeting"]
        assert not ledger.write(promises("2025-09-22"), b"the words")
        assert ledger.write(promises("2025-09-22"), b"")
        assert ledger.source(ledger.read("2025-09-22")) == b""
        assert other.statement_ids() == ()
    assert other.source(other.read("2025-09-22")) == b""


def test_a_source_with_another_suffix_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    ledger = init_ledger(tmp_path)
    with ledger.batch():
        ledger.write(promises("2025-09-22"), b"# the words", ".txt")
        ledger.write(promises("2025-09-22"), b"# the words", ".md")
    assert sorted(files_of(tmp_path)) == ["commitrack.toml", "sources/2025-09-22.md", "statements/2025-09-22.toml"]


def test_what_a_batch_wrote_before_an_error_stays(tmp_path: Path) -> None:
    ledger = init_ledger(tmp_path)
    with pytest.raises(CommitrackError, match="cannot name a statement"), ledger.batch():  # noqa: PT012
        ledger.write(promises("2025-09-22"), b"the words")
        ledger.write(replace(promises("2025-09-22"), id="../outside"), b"the words")
    assert Ledger(tmp_path).statement_ids() == ("2025-09-22",)
    assert ledger.write(promises("2025-09-23"), b"the words")


def test_a_batch_in_a_batch_ends_with_the_outer_one(tmp_path: Path) -> None:
    ledger = init_ledger(tmp_path)
    with ledger.batch():
        with ledger.batch():
            ledger.write(promises("2025-09-22"))
        assert Ledger(tmp_path).statement_ids() == ()
    assert Ledger(tmp_path).statement_ids() == ("2025-09-22",)


BEGIN = f"""
import resource, sys
from pathlib import Path
from commitrack.ledger import Ledger
from tests.stand_ins import promises
NAMES = {NAMES!r}
ledger = Ledger(Path(sys.argv[1]))
"""
FULL = """
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
with ledger.batch():
    for name in NAMES:
        ledger.write(promises(name, "later", 3 if name != NAMES[20] else 1000), b"other words")
"""
REWRITE = """
print("ready", flush=True)
while True:
    for word in ("again", "later"):
        with ledger.batch():
            for name in NAMES:
                ledger.write(promises(name, word), word.encode())
"""


def run(root: Path, what: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BEGIN + what, str(root)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a file's size there")
def test_a_full_disk_leaves_all_files_as_they_were(tmp_path: Path) -> None:
    ledger = init_ledger(tmp_path)
    with ledger.batch():
        for name in NAMES:
            ledger.write(promises(name), b"words")
    before = files_of(tmp_path)
    said = run(tmp_path, FULL).communicate(timeout=60)[1]
    assert "CommitrackError: cannot write" in said
    assert files_of(tmp_path) == before


def test_a_killed_writer_leaves_every_file_old_or_new(tmp_path: Path) -> None:
    ledger = init_ledger(tmp_path)
    for number in range(4):
        with run(tmp_path, REWRITE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(0.05 + 0.03 * number)
            writer.kill()
        for statement in ledger.statements():
            assert {each.quote.split()[2] for each in statement.commitments} in ({"again"}, {"later"})
    with ledger.batch():
        for name in NAMES:
            ledger.write(promises(name, "newly"), b"newly")
    assert check_ledger(ledger) == ()
    assert not list(tmp_path.rglob(".*.new"))
