"""A correction that is killed, or that the disk fails, at any of its steps: made whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.conftest import LINKED, Run
from tests.stand_ins import PAPER
from tests.support import Done, files_of, run_program

from commitrack.ledger import Ledger
from commitrack.model import Decision, Verdict


@pytest.mark.parametrize("at", range(5))
def test_a_renaming_that_is_killed_half_way_is_finished(ledger: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """After any of the steps: source and record under their new names, then the old ones gone."""
    steps = iter(range(9))
    wanted = {"2029-01-01.md", "2029-01-01.toml", "2030-05-01.md", "2030-05-01.toml", "decisions.toml"}

    def stepping(step: Callable[..., object]) -> Callable[..., None]:
        def stepped(path: Path, *given: object) -> None:
            if {path.name, *(Path(str(each)).name for each in given)} & wanted and next(steps) == at:
                raise KeyboardInterrupt
            step(path, *given)

        return stepped

    Ledger(ledger).decide(Decision(earlier=LINKED[0], later=LINKED[1], verdict=Verdict.SAME))
    before = files_of(ledger)
    statement = Ledger(ledger).read("2030-05-01")
    moved = replace(statement, date=date(2029, 1, 1))
    monkeypatch.setattr(Path, "replace", stepping(os.replace))
    monkeypatch.setattr(Path, "unlink", stepping(os.unlink))
    with pytest.raises(KeyboardInterrupt):
        Ledger(ledger).rename(moved, "2029-01-01")
    monkeypatch.undo()
    Ledger(ledger).settle()
    after = files_of(ledger)
    if at == 0:
        assert after == before
        return
    assert not [name for name in after if "2030-05-01" in name or name.endswith(".new")]
    assert Ledger(ledger).decisions()[0].earlier == "2029-01-01/aa01"
    assert Ledger(ledger).source(Ledger(ledger).read("2029-01-01")) == before["sources/2030-05-01.md"]


DIES = """
import os, sys
from itertools import count
from pathlib import Path

steps, trouble = count(), sys.argv.pop(1)

def ending(step):
    def stepped(*given, **named):
        if next(steps) == int(trouble[1:]):
            if trouble[0] == "x":
                os._exit(9)
            raise OSError(5, "input/output error")
        return step(*given, **named)
    return stepped

Path.replace, Path.unlink, os.fsync = ending(Path.replace), ending(Path.unlink), ending(os.fsync)
sys.argv[0] = "commitrack"
from commitrack.__main__ import main
sys.exit(main())
"""
"""The program, which ends at once (x) or finds the disk failing (o) at its step of this number on the disk."""


def run_to_step(ledger: Path, step: str, *words: str) -> Done:
    program = (sys.executable, "-c", DIES, step)
    return run_program(*words, ledger=ledger, folder=ledger.parent, code=None, program=program)


RENAMED = ["set", "2031-04-03", "date=2029-04-03"]


@pytest.mark.parametrize("at", range(16))
def test_who_reads_after_a_killed_renaming_sees_each_statement_once(run: Run, added: Ledger, at: int) -> None:
    """A renaming killed at any of its steps; no one writes before the next one looks."""
    ended = run_to_step(added.root, f"x{at}", *RENAMED)
    begun = (added.root / ".commitrack.journal").is_file()
    ids = run("statements", "--fields", "id").stdout.split()
    (found,) = (each for each in ids if each in ("2029-04-03", "2031-04-03"))
    assert found == "2029-04-03" or not (begun or ended.returncode == 0)
    assert len(run("list").stdout.splitlines()) == 8
    run("check")


@pytest.mark.parametrize("words", [["set", "2031-05-01/bb01", "note=mine"], ["add", "paper.md"], RENAMED])
def test_who_writes_after_a_killed_one_leaves_nothing_of_it(run: Run, added: Ledger, words: list[str]) -> None:
    """Killed at every step in turn, and once after the last one, so that none is left out."""
    (added.root.parent / "paper.md").write_text(PAPER.replace("3 April", "4 April"), encoding="utf-8")
    for at in range(30):
        ended = run_to_step(added.root, f"x{at}", *words)
        with Ledger(added.root).locked():
            assert not list(added.root.rglob(".*.new")), at
        if ended.returncode != 9:
            break
    assert at > 3
    run("check")


@pytest.mark.parametrize("at", range(12))
def test_an_error_of_the_disk_says_whether_the_change_goes_on(run: Run, added: Ledger, at: int) -> None:
    ended = run_to_step(added.root, f"o{at}", *RENAMED)
    (line,) = ended.stderr.splitlines()
    assert line.startswith("commitrack: cannot write " if ended.returncode else "2031-04-03: date set")
    goes_on = not ended.returncode or line.endswith("; part of the change is made, the next command finishes it")
    found = [each for each in run("statements", "--fields", "id").stdout.split() if each not in LINKED[0] + LINKED[1]]
    assert found == ["2029-04-03" if goes_on else "2031-04-03"]


@pytest.mark.parametrize("at", range(6))
def test_what_the_disk_is_said_not_to_have_taken_is_not_there(ledger: Path, at: int) -> None:
    """Of a change of one file, which is made as a whole or not at all."""
    ended = run_to_step(ledger, f"o{at}", "set", "2031-05-01/bb01", "note=mine")
    note = Ledger(ledger).read("2031-05-01").commitments[0].note
    assert note == ("" if ended.returncode else "mine")


def test_who_reads_while_another_writes_does_not_wait(run: Run, ledger: Path) -> None:
    (ledger / ".commitrack.journal").write_text("")
    with Ledger(ledger).locked():
        (ledger / ".commitrack.journal").write_text("")
        assert "2030-05-01" in run("list").stdout
        assert (ledger / ".commitrack.journal").exists(), "it belongs to who writes"
