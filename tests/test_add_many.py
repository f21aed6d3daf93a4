"""`add` on folders, as its users run it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.stand_ins import round_text
from tests.support import PROGRAM, files_of

from commitrack.cli.received import receive
from commitrack.intake.adding import Intake
from commitrack.intake.engine import open_engine
from commitrack.intake.source import Given, Received
from commitrack.ledger import Ledger
from commitrack.model import Outcome

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run


def test_a_folder_goes_in_and_a_sum_is_given(run: Run, texts: Path) -> None:
    done = run("add", "texts")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line[0] for line in lines] == [f"2033-01-0{number}" for number in range(1, 7)]
    assert {line[2] for line in lines} == {"stored"}
    assert "skipped: texts/late/idle.md: not a single commitment" in done.stderr
    assert (
        done.stderr.splitlines()[-1] == "6 stored, 1 skipped; not looked at: 1 hidden, 1 .png, 1 that links to nothing"
    )


def test_a_text_without_a_commitment_fails_where_it_is_named_or_nothing_else_is_there(run: Run, texts: Path) -> None:
    done = run("add", "texts/late/idle.md", "texts/early/round-0.md", code=2)
    assert "failed: texts/late/idle.md: not a single commitment" in done.stderr
    assert done.stderr.splitlines()[-1] == "1 stored, 1 failed"
    assert run("add", "texts", "--glob", "idle.md", code=2).stderr.splitlines()[-1].startswith("1 skipped")


def test_several_processes_leave_the_same_files_and_lines(run: Run, texts: Path, ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ledger, other)
    alone = run("add", "texts")
    together = run("add", "texts", "--jobs", "3", "--ledger", str(other))
    assert (alone.stdout, alone.stderr) == (together.stdout, together.stderr)
    assert files_of(ledger) == files_of(other)


def test_a_second_run_does_what_is_new(run: Run, texts: Path, ledger: Path) -> None:
    run("add", "texts")
    before = files_of(ledger)
    (texts / "late/round-6.md").write_text(round_text(6), encoding="utf-8")
    again = run("add", "texts")
    assert again.stderr.splitlines()[-1].startswith("1 stored, 6 already there, 1 skipped")
    assert {name: data for name, data in files_of(ledger).items() if name in before} == before
    assert run("add", "texts", "--update").stderr.splitlines()[-1].startswith("7 unchanged, 1 skipped")


def test_a_bad_file_stops_none_and_makes_the_exit_code(run: Run, texts: Path, ledger: Path) -> None:
    run("add", "texts")
    (texts / "early/aaa.md").write_bytes(b"\x00\x01binary\x00")
    (texts / "early/round-0.md").write_text(round_text(0, more="We will sing."), encoding="utf-8")
    (texts / "late/undated.md").write_text("We will sing.\n", encoding="utf-8")
    done = run("add", "texts", code=2)
    assert "failed: texts/early/aaa.md: is not a text" in done.stderr
    assert "failed: texts/early/round-0.md: the ledger has another text as 2033-01-01; --update takes" in done.stderr
    assert "failed: texts/late/undated.md: no date found" in done.stderr
    assert "5 already there" in done.stderr
    assert "3 failed" in done.stderr
    again = run("add", "texts", "--update", "--format", "json", code=2)
    assert json.loads(again.stdout)[0]["outcome"] == "updated"


@pytest.mark.parametrize("broken", ["date = 2033-13-45", "date = [", ""])
def test_a_record_that_cannot_be_read_stops_no_other(run: Run, texts: Path, ledger: Path, broken: str) -> None:
    run("add", "texts/early")
    record = ledger / "statements/2033-01-01.toml"
    record.write_text(broken or "schema = 1\n", encoding="utf-8")
    done = run("add", "texts/late/round-3.md")
    assert "2033-01-04\t2033-01-04\tstored" in done.stdout
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == ["passed over"]
    assert "passed over: statements/2033-01-01.toml: " in done.stderr
    (texts / "early/another.md").write_text(round_text(40, "2033-01-01"), encoding="utf-8")
    assert run("add", "texts/early/another.md").stdout.startswith("2033-01-01-harbour")  # the id is taken
    listed = run("statements", code=2)
    assert "2033-01-02\t" in listed.stdout
    assert "passed over: statements/2033-01-01.toml: " in listed.stderr


def test_a_statement_removed_meanwhile_stops_no_other(run: Run, texts: Path, ledger: Path) -> None:
    run("add", "texts/early")

    def sources() -> Iterator[Received]:
        yield receive(str(texts / "early/round-0.md"))
        (ledger / "statements/2033-01-01.toml").unlink()  # by a colleague
        yield receive(str(texts / "late/round-3.md"))

    with open_engine() as engine:
        intake = Intake(ledger=Ledger(ledger), given=Given(), engine=engine)
        gone, stored = intake.take(sources())
    assert (gone.outcome, stored.outcome) == (Outcome.FAILED, Outcome.STORED)
    assert "round-0.md: its statement was removed from the ledger meanwhile; add it again" in str(gone.trouble)


def test_a_dry_run_of_many_sees_the_same_text_twice(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(70):  # more than are stored at once
        (folder / f"{number:02}.md").write_text(round_text(number), encoding="utf-8")
    (folder / "copy.md").write_text(round_text(0), encoding="utf-8")
    assert run("add", "many", "--dry-run").stderr.splitlines()[-1] == "70 would be stored, 1 already there"


def test_a_pattern_picks_files(run: Run, texts: Path) -> None:
    assert len(run("add", "texts", "--glob", "late/*.md").stdout.splitlines()) == 3
    assert len(run("add", "texts", "--glob", "round-[01].md").stdout.splitlines()) == 2
    assert "nothing found" in run("add", "texts", "--glob", "*.doc", code=2).stderr


def test_the_same_text_twice_is_one_statement(run: Run, texts: Path, ledger: Path) -> None:
    (texts / "late/copy.md").write_text(round_text(4), encoding="utf-8")
    for options in (["--dry-run"], []):
        done = run("add", "texts", *options)
        assert "6 " in done.stderr.splitlines()[-1]
        assert "1 already there" in done.stderr.splitlines()[-1]
    assert len(list((ledger / "statements").glob("2033*"))) == 6


def test_two_statements_of_a_day_get_names(run: Run, texts: Path) -> None:
    (texts / "late/second.md").write_text(round_text(9, "2033-01-05"), encoding="utf-8")
    ids = [line.split("\t")[0] for line in run("add", "texts", "--glob", "late/*.md").stdout.splitlines()]
    assert ids == ["2033-01-04", "2033-01-05", "2033-01-06", "2033-01-05-harbour-ministers-japan-republic-korea"]


def test_a_second_statement_of_a_day_or_a_text_is_said(run: Run, texts: Path) -> None:
    run("add", "texts")
    (texts / "paper.md").write_text(round_text(9, "2033-01-05"), encoding="utf-8")
    (texts / "other.md").write_text(round_text(8, "2033-01-05"), encoding="utf-8")
    series = ("--series", "pilots")
    assert run("add", "texts/paper.md", *series).stderr == ""
    beside = run("add", "texts", *series).stderr.splitlines()
    assert len(beside) == 4
    assert "count as 2 meetings of pilots, of one day" in beside[1]
    assert beside[2].startswith("--series: not applied to what is there already")
    again = run("add", "texts/paper.md", "--date", "2033-01-09").stderr
    paper = "2033-01-05-harbour-ministers-japan-republic-korea"
    assert again == (
        f"2033-01-09 has the same text as {paper}; if they are one, take it out: commitrack remove 2033-01-09\n"
    )
    assert run("add", "texts/paper.md", "--date", "2033-01-09").stderr == ""


def test_many_statements_of_a_day_are_said_in_one_line(run: Run, texts: Path, ledger: Path) -> None:
    """A folder added under one day and series by mistake: a list of its statements is read, one of all pairs is not."""
    for number in range(12):
        (texts / f"late/{number}.md").write_text(round_text(number, "2033-01-05"), encoding="utf-8")
    added = run("add", "texts/late", "--date", "2034-01-01", "--series", "pilots")
    said = [line for line in added.stderr.splitlines() if "of one day" in line]
    stored = len(list((ledger / "statements").glob("2034-01-01*")))
    assert stored > 10
    assert len(said) == 1
    assert f" more count as {stored} meetings of pilots, of one day" in said[0]


def test_a_series_is_found_while_the_statements_come_in(run: Run, tmp_path: Path, ledger: Path) -> None:
    for path in (ledger / "statements").iterdir():
        path.unlink()
    texts = tmp_path / "more"
    texts.mkdir()
    (texts / "a.md").write_text(round_text(1).replace("title:", "series: harbours\ntitle:"), encoding="utf-8")
    (texts / "b.md").write_text(round_text(2), encoding="utf-8")
    records = json.loads(run("add", "more", "--format", "json").stdout)
    assert [each["series"] for each in records] == ["harbours", "harbours"]


def test_options_hold_for_all(run: Run, texts: Path) -> None:
    records = json.loads(run("add", "texts", "--series", "pilots", "--place", "Busan", "--format", "json").stdout)
    assert {(each["series"], each["place"]) for each in records} == {("pilots", "Busan")}
    assert "--id names one statement" in run("add", "texts", "--id", "x", code=2).stderr


def test_an_empty_folder_is_a_wrong_request(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "empty: nothing found" in run("add", "empty", code=2).stderr
    assert "missing.md: no such file" in run("add", "missing.md", code=2).stderr
    assert "1 failed" in run("add", "missing.md", "undated.md", "--date", "2033-01-01", code=2).stderr


def test_a_terminal_shows_a_table_of_few_and_the_sum_of_many(on_terminal: OnTerminal, texts: Path) -> None:
    shown = on_terminal("add", str(texts))
    assert "2033-01-06" in shown
    assert "outcome" in shown
    assert "6 stored, 1 skipped" in shown
    for number in range(10, 60):
        (texts / f"round-{number}.md").write_text(round_text(number), encoding="utf-8")
    shown = on_terminal("add", str(texts))
    assert "outcome" not in shown
    assert "50 stored" in shown
    assert "57/57" in shown  # the bar


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_has_stored_what_it_said(ledger: Path, texts: Path, jobs: str) -> None:
    for number in range(800):
        day = f"2034-{number % 12 + 1:02}-{number % 28 + 1:02}"
        (texts / f"round-{number}.md").write_text(round_text(number, day, "We will sing. " * 40), encoding="utf-8")
    command = [*PROGRAM, "--ledger", str(ledger), "add", str(texts), "--jobs", jobs]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while running.poll() is None and len(list((ledger / "statements").glob("203[34]*"))) < 10:
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all processes
    said, troubles = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in troubles
    stored = {path.stem for path in (ledger / "statements").glob("203[34]*")}
    assert {line.split("\t")[0] for line in said.splitlines()} <= stored
    assert 10 <= len(stored) < 800


@pytest.mark.skipif(sys.platform != "linux", reason="the children of a process are told there")
def test_after_a_worker_was_killed_a_second_run_does_the_rest(run: Run, ledger: Path, texts: Path) -> None:
    for number in range(400):
        day = f"2034-{number % 12 + 1:02}-{number % 28 + 1:02}"
        (texts / f"round-{number}.md").write_text(round_text(number, day, "We will sing. " * 40), encoding="utf-8")
    command = [*PROGRAM, "--ledger", str(ledger), "add", str(texts), "--jobs", "2"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        while running.poll() is None and len(list((ledger / "statements").glob("203[34]*"))) < 10:
            time.sleep(0.01)
        workers = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text(encoding="utf-8").split()
        os.kill(int(workers[0]), signal.SIGKILL)
        said, troubles = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 2
    (trouble,) = (line for line in troubles.splitlines() if not line.startswith("skipped: "))
    assert re.fullmatch(r"commitrack: .*round-\d+\.md: a worker process ended at it.* do the rest with .*", trouble)
    before = files_of(ledger)
    assert {f"statements/{line.split(chr(9))[0]}.toml" for line in said.splitlines()} <= before.keys()
    again = run("add", "texts", "--jobs", "2")
    assert re.match(r"\d+ stored, \d+ already there, 1 skipped", again.stderr.splitlines()[-1])
    assert {name: data for name, data in files_of(ledger).items() if name in before} == before
    assert run("check").stderr.endswith(": 0 errors\n")


MEASURED = """
import re, sys
from commitrack.__main__ import run_safely
try:
    run_safely(sys.argv[1:])
finally:  # what getrusage tells begins with the memory of the process that started this one
    print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1], file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is told in kilobytes there")
def test_memory_does_not_grow_with_the_folder(run: Run, texts: Path, ledger: Path, tmp_path: Path) -> None:
    peaks = []
    for count in (20, 300):
        for number in range(count):
            (texts / f"round-{number}.md").write_text(round_text(number, more="We will sing. " * 50), encoding="utf-8")
        done = run("add", str(texts), "--update", program=(sys.executable, "-c", MEASURED))
        peaks.append(int(done.stderr.split()[-1]) // 1024)
    assert peaks[1] < 150
    assert peaks[1] - peaks[0] < 25


def test_what_was_guessed_of_each_file_can_be_put_right(run: Run, tmp_path: Path, on_terminal: OnTerminal) -> None:
    """The line of a file names it as it was given, and says what its text told."""
    folder = tmp_path / "papers"
    folder.mkdir()
    text = (
        "Joint Statement of Japan and Australia\n\nTokyo, 3 April 2033\n\nJapan and Australia will open a ferry line.\n"
    )
    (folder / "paper.txt").write_text(text, encoding="utf-8")
    shown = on_terminal("add", str(folder), "--dry-run", "--no-color", columns=160)
    told = dict(re.findall(r"(?m)^(\w+)  +(.*\S)$", shown))
    assert told["given"] == str(folder / "paper.txt")
    assert (told["date"], told["title"]) == ("2033-04-03", "Joint Statement of Japan and Australia")
    assert (told["sentences"], told["uncovered"]) == ("1", "0")
    assert told["parties"] == "Japan, Australia"
    (line,) = run("add", "papers").stdout.splitlines()
    assert line.split("\t")[6:] == [
        *("Joint Statement of Japan and Australia", "Tokyo", "australia-japan", "Japan, Australia"),
        *("date, title, place, series, parties", "papers/paper.txt"),
    ]
    run("set", line.split("\t")[0], "place=Kobe")
    assert run("add", "papers", "--update").stdout.split("\t")[7:11] == [
        *("Kobe", "australia-japan", "Japan, Australia", "date, title, series, parties")
    ]
