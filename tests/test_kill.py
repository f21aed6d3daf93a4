"""`add --update` and `set`, killed at any moment: nothing is lost, nothing is half written, the next run goes on."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import time
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from tests.support import run_program, start_program

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger, init_ledger
from commitrack.ledger.check import check_ledger
from commitrack.model import Statement
from commitrack.reading import read_document

TIMES = 200 if os.environ.get("COMMITRACK_THOROUGH") else 15
"""With COMMITRACK_THOROUGH=1 as often as it takes to hit every step."""
DAYS = [f"2030-0{month}-0{day}" for month in range(1, 5) for day in range(1, 4)]


def words(day: str, version: int) -> str:
    """A text whose second version has other commitments, and more of them."""
    lines = [f"We will open {number + version} ferry lines to port {number}." for number in range(4 + 2 * version)]
    return (
        f"---\ndate: {day}\ntitle: Round of {day}\n---\nWe will keep the harbour open.\n\n" + "\n\n".join(lines) + "\n"
    )


def clean_text(data: bytes, name: str) -> str:
    return read_document(data, name=name).text


def start(folder: Path, *given: str) -> subprocess.Popen[bytes]:
    return start_program(*given, ledger=folder / "ledger", folder=folder)


def finish(folder: Path, *given: str, code: int = 0) -> str:
    done = run_program(*given, ledger=folder / "ledger", folder=folder, code=code)
    return done.stdout + done.stderr


def write_texts(folder: Path, version: int) -> None:
    (folder / "texts").mkdir(exist_ok=True)
    for day in DAYS:
        (folder / "texts" / f"{day}.md").write_text(words(day, version), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of twelve statements, one commitment of each confirmed, beside the texts that they were read from."""
    init_ledger(tmp_path / "ledger", series="rounds")
    write_texts(tmp_path, 0)
    finish(tmp_path, "add", "texts")
    for day in DAYS[:2]:
        finish(tmp_path, "set", kept(tmp_path, day), "note=confirmed")
    return tmp_path


def kept(folder: Path, day: str) -> str:
    return Ledger(folder / "ledger").read(day).commitments[0].id


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_run_loses_nothing(folder: Path) -> None:
    chance = random.Random(7)
    root = folder / "ledger"
    confirmed = {day: Ledger(root).read(day).commitments[0] for day in DAYS[:2]}
    running = begun = 0
    for number in range(TIMES):
        write_texts(folder, number % 3)
        given = ["set", kept(folder, DAYS[2]), f"note={number}"] if number % 4 == 3 else ["add", "texts", "--update"]
        process = start(folder, *given)
        wait_for_a_moment(process, root, chance)
        running += process.poll() is None
        process.kill()
        process.communicate(timeout=60)
        begun += (root / ".commitrack.journal").is_file()
        assert_whole(root)
        assert check_ledger(Ledger(root), read_text=clean_text) == ()
        for day, each in confirmed.items():
            assert [one.note for one in Ledger(root).read(day).commitments if one.id == each.id] == ["confirmed"]
    print(f"{TIMES} runs: {running} killed at work, {begun} of them while files took their names")
    finish(folder, "add", "texts", "--update")
    assert finish(folder, "check").endswith(": 0 errors\n")
    assert not [path for path in root.iterdir() if path.name == ".commitrack.journal"]


def wait_for_a_moment(process: subprocess.Popen[bytes], root: Path, chance: random.Random) -> None:
    """Wait at random: somewhere in the run, or a little after it has begun to write, or to give files their names."""
    kind = chance.choice(["run", "write", "name"])
    if kind == "run":
        time.sleep(chance.uniform(0.05, 0.6))
        return
    journal = root / ".commitrack.journal"
    while process.poll() is None and not (journal.is_file() if kind == "name" else list(root.rglob(".*.new"))):
        pass
    time.sleep(chance.uniform(0, 0.002 if kind == "name" else 0.01))


def assert_whole(root: Path) -> None:
    """Every statement is there and is one of the three versions as a whole; each source is one of them too."""
    ledger = Ledger(root)
    assert list(ledger.statement_ids()) == DAYS
    for statement in ledger.statements():
        assert statement.commitments
        assert ledger.source(statement).decode() in [words(statement.id, version) for version in range(3)]


@pytest.mark.parametrize("done", [0, 1, 2])
@pytest.mark.parametrize("edited", [False, True])
def test_what_was_begun_is_finished(folder: Path, done: int, edited: bool) -> None:
    """As if killed after `done` of two files had taken their names; a file that a person changed since stays."""
    root = folder / "ledger"
    names = [f"sources/{DAYS[0]}.md", f"statements/{DAYS[0]}.toml"]
    before = {name: (root / name).read_bytes() for name in names}
    write_texts(folder, 1)
    finish(folder, "add", "texts", "--update")
    after = {name: (root / name).read_bytes() for name in names}
    lines = [f"{sha256(before[name]).hexdigest()} {name}\n" for name in names]
    (root / ".commitrack.journal").write_text("".join(lines), encoding="utf-8")
    for name in names[done:]:
        (root / name).write_bytes(before[name] + (b"# mine\n" if edited else b""))
        (root / name).with_name(f".{Path(name).name}.new").write_bytes(after[name])
    finish(folder, "check", code=1 if edited and done < 2 else 0)
    assert not list(root.rglob(".*.new"))
    assert not (root / ".commitrack.journal").exists()
    for name in names[done:]:
        assert (root / name).read_bytes() == (before[name] + b"# mine\n" if edited else after[name])


def begin(root: Path, name: str, data: bytes) -> Path:
    """Leave a change of one file as if killed before that took its name; return the journal."""
    journal = root / ".commitrack.journal"
    journal.write_text(f"{sha256((root / name).read_bytes()).hexdigest()} {name}\n", encoding="utf-8")
    (root / name).with_name(f".{Path(name).name}.new").write_bytes(data)
    return journal


def test_what_cannot_be_finished_is_told_with_the_file(folder: Path) -> None:
    root = folder / "ledger"
    waiting = root / f"statements/.{DAYS[0]}.toml.new"
    journal = begin(root, f"statements/{DAYS[0]}.toml", b"")
    waiting.unlink()
    waiting.mkdir()
    said = f"cannot finish the change begun in {root}: {waiting}: "
    assert said in finish(folder, "set", DAYS[1], "title=New", code=2)
    checked = finish(folder, "check", code=1)
    assert f"error\t.commitrack.journal\t\tunfinished\t{said}" in checked
    assert checked.endswith(": 1 error\n")
    waiting.rmdir()
    assert finish(folder, "check").endswith(": 0 errors\n")
    assert not journal.exists()


def test_a_change_that_another_process_makes_is_no_error(folder: Path) -> None:
    root = folder / "ledger"
    with Ledger(root).locked():
        journal = begin(root, f"statements/{DAYS[0]}.toml", b"")
        assert finish(folder, "check").endswith(": 0 errors\n")
        assert journal.exists()


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be opened here")
def test_the_journal_goes_when_what_it_names_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut may undo a renaming that no disk has confirmed; without its journal nobody would do it again."""
    ledger = init_ledger(tmp_path)
    file = tmp_path / "statements" / f"{DAYS[0]}.toml"
    ledger.write(Statement(id=DAYS[0], date=date.fromisoformat(DAYS[0]), title="Old"))
    journal = begin(tmp_path, f"statements/{DAYS[0]}.toml", file.read_bytes().replace(b"Old", b"New"))
    confirmed = []

    def confirm(handle: int) -> None:
        if os.path.samestat(os.fstat(handle), file.parent.stat()):
            confirmed.append((journal.exists(), b"New" in file.read_bytes()))

    monkeypatch.setattr(os, "fsync", confirm)
    assert ledger.settle() == ""
    assert confirmed == [(True, True)]
    assert not journal.exists()


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), OSError(errno.EIO, "input/output error")])
@pytest.mark.parametrize("at", range(6))
def test_what_ends_half_way_is_finished_or_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, trouble: BaseException
) -> None:
    """Ctrl-C or a failing disk, just before or after any rename of a change: of its journal, source and record."""
    ledger = init_ledger(tmp_path)
    old, new = (Statement(id=DAYS[0], date=date.fromisoformat(DAYS[0]), title=title) for title in ("Old", "New"))
    ledger.write(old, b"Old", ".md")
    renames = count()

    def rename(path: Path, target: Path) -> None:
        number = next(renames)
        if at == 2 * number:
            raise trouble
        os.replace(path, target)
        if at == 2 * number + 1:
            raise trouble

    monkeypatch.setattr(Path, "replace", rename)
    with pytest.raises((KeyboardInterrupt, CommitrackError)):
        ledger.write(new, b"New", ".md")
    monkeypatch.undo()
    ledger.settle()
    assert ledger.source(ledger.read(DAYS[0])) == (b"Old" if at < 3 else b"New")
    assert ledger.read(DAYS[0]).title == ("Old" if at < 3 else "New")
    assert not [*tmp_path.rglob(".*.new"), *tmp_path.glob(".commitrack.journal")]
