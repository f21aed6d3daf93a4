"""The program among others: help, version, the ledger it finds, pipes, signals, encodings, terminals."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support import BUNDLED, PROGRAM, environment_of, revise, run_program, start_program

from commitrack.cli.app import COMMANDS

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run


def test_help_opens_with_examples(run: Run) -> None:
    lines = run("--help").stdout.splitlines()
    assert lines[2].strip().startswith("commitrack diff")
    for name in ("list", "add", "diff", "show", "evaluate"):
        assert run(name, "--help").stdout.splitlines()[2].strip().startswith(f"commitrack {name}")


@pytest.mark.parametrize("command", ["diff", "why", "show", "history", "similar"])
def test_what_help_shows_can_be_typed_at_once(run: Run, command: str) -> None:
    for example in COMMANDS[command].examples:
        words = shlex.split(example.partition(" | ")[0])[1:]
        assert run("--ledger", str(BUNDLED), *words).stdout


def test_usage_has_what_is_required_as_it_is_typed(run: Run) -> None:
    assert run("why", "--help").stdout.startswith("Usage: commitrack why [OPTIONS] ID OTHER\n")
    assert run("diff", "--help").stdout.startswith("Usage: commitrack diff [OPTIONS] [EARLIER LATER]\n")


def test_help_is_asked_for_in_any_way(run: Run) -> None:
    assert run("-h").stdout == run("help").stdout == run("--help").stdout
    assert run("diff", "-h").stdout == run("help", "diff").stdout == run("--no-color", "help", "diff").stdout
    assert run("help", "diff").stdout.startswith("Usage: commitrack diff")
    assert "Did you mean 'diff'" in run("help", "dif", code=2).stderr


def test_no_words_print_the_help(run: Run) -> None:
    assert run().stdout == run("--help").stdout


def test_version(run: Run) -> None:
    assert run("--version").stdout.startswith("commitrack ")
    assert run("--no-color", "--version").stdout == run("-V").stdout


def test_no_environment_finds_the_nearest_ledger(ledger: Path) -> None:
    done = run_program("list", "--count", ledger=None, folder=ledger / "sources")
    assert done.stdout == "5\n"


def test_a_closed_pipe_is_left_quietly(ledger: Path) -> None:
    command = f"{shlex.join(PROGRAM)} list --format jsonl | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment_of(ledger), check=True)
    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.skipif(os.name == "nt", reason="has no such pipes")
@pytest.mark.parametrize("words", ["--version", "--no-color --version", "--help", "help diff", "list", "report -o -"])
def test_nobody_who_reads_is_141_without_a_word(words: str, ledger: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*PROGRAM, *words.split()]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=environment_of(ledger), check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="has no such pipes")
@pytest.mark.parametrize("unread", ["stdout", "stderr"])
def test_a_folder_is_added_whole_whether_or_not_somebody_reads(unread: str, ledger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "00.md").write_text("No commitment, no day.\n", encoding="utf-8")
    for day in range(1, 101):
        text = f"---\ndate: {2040 + day}-01-01\n---\nThey will open {day} ports.\n"
        (folder / f"{day:03}.md").write_text(text, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, unread: writing}
    command = [*PROGRAM, "add", str(folder)]
    done = subprocess.run(command, **streams, env=environment_of(ledger), check=False)  # type: ignore[call-overload]
    os.close(writing)
    assert len(list((ledger / "statements").iterdir())) == 102
    assert done.returncode == 2, "as one source could not be read"
    assert unread == "stderr" or b"100 stored" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_ctrl_c_is_130_without_a_word(ledger: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "slow.txt"
    os.mkfifo(pipe)
    process = start_program("add", str(pipe), "--date", "2032-01-01", ledger=ledger, folder=tmp_path)
    writing = os.open(pipe, os.O_WRONLY)  # waits until the program reads
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    os.close(writing)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize(("sent", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGKILL", -9)])
def test_no_worker_outlives_the_program(ledger: Path, tmp_path: Path, sent: str, code: int) -> None:
    pipe = tmp_path / "slow.txt"
    os.mkfifo(pipe)
    process = start_program("add", str(pipe), "undated.md", "--jobs", "2", ledger=ledger, folder=tmp_path)
    writing = os.open(pipe, os.O_WRONLY)  # waits until the program reads, which it does after its workers have begun
    process.send_signal(getattr(signal, sent))
    out, err = process.communicate(timeout=60)  # waits for whoever can still write there
    os.close(writing)
    assert (process.returncode, out, err) == (code, b"", b"")


def test_a_terminal_that_lacks_characters_gets_others(on_terminal: OnTerminal, ledger: Path) -> None:
    path = ledger / "statements/2031-05-01.toml"
    revise(path, "ministers", "ministers’ 日本")
    shown = on_terminal("list", "--format", "table", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert shown.isascii()
    assert "ministers' \\u65e5" in shown


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("words", ["list --format csv", "list --format tsv", "diff 2030 2031 --format markdown"])
def test_a_pipe_gets_the_same_bytes_everywhere(run: Run, ledger: Path, words: str, encoding: str) -> None:
    """As a report on standard output does, which names its encoding."""
    revise(ledger / "statements/2031-05-01.toml", "ministers", "ministers’ 日本")
    told = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    assert run(*words.split(), **told).stdout == run(*words.split()).stdout
    run("report", "2030", "2031", "-o", "report.html")
    page = (ledger.parent / "report.html").read_text(encoding="utf-8").replace("-o report.html", "-o -")
    assert run("report", "2030", "2031", "-o", "-", **told).stdout == page


@pytest.mark.parametrize(("style", "read"), [("json", json.loads), ("toml", tomllib.loads)])
def test_data_in_an_encoding_that_lacks_characters_are_the_same(
    style: str, read: Callable[[str], object], run: Run, on_terminal: OnTerminal, ledger: Path
) -> None:
    path = ledger / "statements/2031-05-01.toml"
    revise(path, "ministers", "ministers’ é 日本 \U0001f41f")
    escaped = on_terminal("list", "--format", style, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert escaped.isascii()
    assert read(escaped) == read(run("list", "--format", style).stdout)


def test_a_terminal_gets_colour_unless_it_is_not_wanted(on_terminal: OnTerminal) -> None:
    assert "\x1b[" in on_terminal("list")
    assert "\x1b" not in on_terminal("list", "--no-color")
    assert "\x1b" not in on_terminal("list", NO_COLOR="1")


@pytest.mark.parametrize(
    "words",
    ["diff latest~1 latest", "diff latest~1 latest --stat", "review latest~1 latest", "why 53c6 8c8e", "matrix", "due"],
)
def test_a_table_fits_forty_columns(run: Run, words: str) -> None:
    narrow = {"COLUMNS": "40", "COMMITRACK_LEDGER": str(BUNDLED)}
    assert max(map(len, run(*words.split(), "--format", "table", **narrow).stdout.splitlines())) <= 40


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_terminal_gets_wrapped_lines(on_terminal: OnTerminal, columns: int) -> None:
    shown = on_terminal("list", "--no-color", columns=columns)
    assert max(map(len, shown.splitlines())) <= columns
    assert "2030-05-01 Busan (pair)" in shown
