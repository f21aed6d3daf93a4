"""Large ledgers on the command line: the same answers with an index and without, and a bar while it is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support import environment_of

from commitrack.cli.session import LONG

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run

STATEMENT = """
[statement]
place = "Port {number}"
series = "s{series}"

[[commitment]]
id = "{day}/aa"
quote = "The ministers will open {number} ferry lines to the northern islands"
act = "pledge"
actors = ["all"]
topics = ["infrastructure", "maritime"]
due = 2031-12-{number:02}
due_text = "by then"

[[commitment]]
id = "{day}/bb"
quote = "They condemned piracy near Port {number}"
act = "oppose"
actors = ["Japan"]
topics = ["{topic}"]
"""
QUESTIONS = (
    ["list"],
    ["list", "--topic", "crime", "--since", "1993"],
    ["list", "--topic", "Seas and coast guards", "--match", '"ferry lines" north', "--sort", "due"],
    ["list", "--topic", "tolls"],
    ["list", "--statement", "1991", "--actor", "Japan", "--count"],
    ["topics"],
    ["topics", "--series", "s1"],
    ["statements", "--series", "s2"],
    ["due", "--on", "2031-12-10"],
    ["due", "--overdue", "--on", "2031-12-10"],
    ["similar", "will open ferry lines to the islands of the north", "-n", "4"],
    ["similar", "1997-05-01/bb", "-n", "3"],
    ["show", "1997-05-01/bb", "--fields", "text"],
    ["why", "1997-05-01/bb", "2000-05-01/bb", "--format", "json"],
    ["matrix", "--series", "s1"],
)


@pytest.fixture
def archive(ledger: Path) -> Path:
    """A ledger with so many statements that a bar is shown."""
    for number in range(LONG):
        day = f"{1991 + number}-05-01"
        topic = "tolls" if number == 5 else "crime"
        text = STATEMENT.format(number=number + 1, day=day, series=number % 3, topic=topic)
        (ledger / f"statements/{day}.toml").write_text(text, encoding="utf-8")
    return ledger


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_the_index_changes_no_answer(run: Run, archive: Path, tmp_path: Path, question: list[str]) -> None:
    (tmp_path / "file").touch()
    plain = run(*question, XDG_CACHE_HOME=str(tmp_path / "file"))
    for _ in range(2):  # made, and made before
        indexed = run(*question, XDG_CACHE_HOME=str(tmp_path / "cache"))
        assert (indexed.stdout, indexed.stderr) == (plain.stdout, plain.stderr)
    assert indexed.stdout
    assert list((tmp_path / "cache/commitrack").glob("ledger-*.sqlite"))


WITHOUT_HOME = """
import pwd

def find_nobody(number):
    raise KeyError(number)

pwd.getpwuid = find_nobody
from commitrack.__main__ import main
main()
"""
"""The program as a user whom the system does not know, as in many containers."""


@pytest.mark.skipif(os.name == "nt", reason="has no such users")
def test_a_user_without_a_home_needs_no_index(archive: Path) -> None:
    known = {name: value for name, value in environment_of(archive).items() if name not in ("HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-c", WITHOUT_HOME, "list", "--count"]
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{2 * LONG + 5}\n", "")


def test_comparing_needs_no_index(run: Run, archive: Path, tmp_path: Path) -> None:
    run("diff", "1991", "1994", "--topic", "crime", "--format", "json", XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert not (tmp_path / "cache").exists()


def test_a_correction_is_seen_at_once(run: Run, archive: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    assert run("list", "--topic", "tolls", "--count", XDG_CACHE_HOME=cache).stdout == "1\n"
    run("set", "1996-05-01/bb", "topics=crime", XDG_CACHE_HOME=cache)
    assert run("list", "--topic", "crime", "--count", XDG_CACHE_HOME=cache).stdout == f"{LONG}\n"
    wrong = run("list", "--topic", "tolls", "--count", XDG_CACHE_HOME=cache, code=2)
    assert "no topic 'tolls'" in wrong.stderr


def test_a_person_sees_how_far_it_is(on_terminal: OnTerminal, archive: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    assert "statements" in on_terminal("list", "--count", XDG_CACHE_HOME=cache)
    assert on_terminal("list", "--count", XDG_CACHE_HOME=cache).endswith(f"{2 * LONG + 5}\n")


def test_a_pipe_sees_no_bar(run: Run, archive: Path, tmp_path: Path) -> None:
    assert run("list", "--count", XDG_CACHE_HOME=str(tmp_path / "cache")).stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="has no XDG")
def test_a_relative_cache_folder_is_none(run: Run, archive: Path, tmp_path: Path) -> None:
    run("list", "--count", XDG_CACHE_HOME="here", HOME=str(tmp_path / "home"))
    assert not (tmp_path / "here").exists()
    assert list((tmp_path / "home/.cache/commitrack").iterdir())
