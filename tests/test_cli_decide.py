"""What people decide of pairs, on the command line: link, unlink, review."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.support import BUNDLED, PROGRAM, environment_of, read_terminal, revise

from commitrack.cli.decide import decide
from commitrack.cli.session import Session
from commitrack.ledger import Ledger
from commitrack.model import Verdict

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run


def test_a_decision_wins_and_can_be_taken_back(run: Run, ledger: Path) -> None:
    before = run("diff", "2030", "2031").stdout
    run("unlink", "bb01", "aa01", "--reason", "another strait")
    assert tomllib.loads((ledger / "decisions.toml").read_text(encoding="utf-8"))
    statuses = {line.split("\t")[0] for line in run("diff", "2030", "2031", "--topic", "defense").stdout.splitlines()}
    assert statuses == {"added", "dropped"}
    run("unlink", "aa02", "bb02")
    run("link", "aa03", "bb02")
    entries = json.loads(run("diff", "2030", "2031", "--format", "json").stdout)["entries"]
    assert [entry["decided"] for entry in entries if entry["later"] == ["2031-05-01/bb02"]] == [True]
    run("link", "aa03", "bb02", "--change", "softer")
    decided = (ledger / "decisions.toml").read_bytes()
    assert b'change = "weaker"' in decided
    assert "the same, weaker" in run("link", "aa03", "bb02").stderr
    assert (ledger / "decisions.toml").read_bytes() == decided
    entries = json.loads(run("diff", "2030", "2031", "--format", "json").stdout)["entries"]
    assert [entry["change"] for entry in entries if entry["later"] == ["2031-05-01/bb02"]] == ["weaker"]
    run("link", "aa01", "bb01", "--undo")
    run("link", "aa02", "bb02", "--undo")
    run("unlink", "aa03", "bb02", "--undo")
    assert run("diff", "2030", "2031").stdout == before
    assert "nothing was decided" in run("link", "aa01", "bb01", "--undo", code=2).stderr


@pytest.mark.parametrize("series", ["trio", ""])
def test_a_link_of_two_series_is_said_to_be_seen_in_few_views(run: Run, series: str) -> None:
    assert "history" not in run("link", "aa03", "bb02").stderr
    run("set", "2031-05-01", f"series={series}")
    assert "history" not in run("unlink", "aa03", "bb02").stderr
    told = run("link", "aa03", "bb02").stderr
    assert "a diff of the two meetings, `why` and an export to SQLite show it: 2030-05-01 is of pair, " in told
    assert f"2031-05-01 is of {series or 'no series'}\n" in told
    entries = json.loads(run("diff", "2030", "2031", "--format", "json").stdout)["entries"]
    assert any(entry["decided"] for entry in entries)


REVERSED = """
[[decision]]
earlier = "2031-05-01/bb02"
later = "2030-05-01/aa03"
verdict = "same"
"""


def test_a_decision_written_the_other_way_round_is_the_same_decision(run: Run, ledger: Path) -> None:
    """`decisions.toml` is written by hand as well: whatever reads it means the same pair."""
    (ledger / "decisions.toml").write_text(REVERSED, encoding="utf-8")
    assert json.loads(run("why", "aa03", "bb02", "--format", "json").stdout)["decided"]
    run("export", "-o", "all.db")
    with closing(sqlite3.connect(ledger.parent / "all.db")) as database:
        found = database.execute("SELECT score, decided FROM links WHERE earlier_id LIKE '%aa03'").fetchall()
    assert found == [(1.0, 1)]
    run("unlink", "aa03", "bb02")
    [decision] = tomllib.loads((ledger / "decisions.toml").read_text(encoding="utf-8"))["decision"]
    assert decision == {"earlier": "2030-05-01/aa03", "later": "2031-05-01/bb02", "verdict": "different"}
    (ledger / "decisions.toml").write_text(REVERSED, encoding="utf-8")
    assert "taken back" in run("link", "aa03", "bb02", "--undo").stderr
    assert "[[decision]]" not in (ledger / "decisions.toml").read_text(encoding="utf-8")


UNCERTAIN = """
schema = 1

[statement]
id = "{day}"
date = {day}
series = "many"

[[commitment]]
id = "{day}/cc01"
quote = "{first}"
act = "support"
actors = ["all"]
topics = ["technology"]

[[commitment]]
id = "{day}/cc02"
quote = "{second}"
act = "pledge"
actors = ["all"]
topics = ["technology"]
"""


@pytest.fixture
def uncertain(ledger: Path) -> None:
    """Two meetings whose commitments are alike enough to be doubted."""
    for day, first, second in (
        ("2040-01-01", "They encouraged cooperation on technology", "They will train engineers in quantum technology"),
        ("2041-01-01", "They welcomed cooperation in technology workshops", "They will train engineers in technology"),
    ):
        text = UNCERTAIN.format(day=day, first=first, second=second)
        (ledger / f"statements/{day}.toml").write_text(text, encoding="utf-8")


def test_a_pipe_gets_the_queue_of_uncertain_pairs(run: Run) -> None:
    queue = run("review", "2025-04-03", "2025-09-22", COMMITRACK_LEDGER=str(BUNDLED)).stdout.splitlines()
    scores = [float(line.split("\t")[0]) for line in queue]
    assert len(scores) > 1
    assert scores == sorted(scores, key=lambda score: abs(score - 0.5))


@pytest.mark.usefixtures("uncertain")
def test_review_keeps_each_answer_and_goes_on_later(run: Run, on_terminal: OnTerminal, ledger: Path) -> None:
    queue = [line.split("\t")[1:3] for line in run("review", "2040", "2041").stdout.splitlines()]
    assert queue, "the two meetings were made to be doubted"
    shown = on_terminal("review", "2040", "2041", "--no-color", keys="what\ny\nquit\n")
    assert shown.count("the same commitment? yes, no, skip, undo, quit: ") == 3 - (len(queue) == 1)
    assert shown.count("one of these is an answer: yes, no, skip, undo, quit; its first letter will do") == 1
    decisions = tomllib.loads((ledger / "decisions.toml").read_text(encoding="utf-8"))
    assert queue[0][0] in str(decisions)
    left = [line.split("\t")[1:3] for line in run("review", "2040", "2041").stdout.splitlines()]
    assert queue[0] not in left


@pytest.mark.usefixtures("uncertain")
@pytest.mark.parametrize(
    ("key", "said"),
    [("s", "1 left for another time"), ("q", "1 left for another time"), ("n", "nothing uncertain left")],
)
def test_what_was_not_answered_is_left(key: str, said: str, run: Run, on_terminal: OnTerminal) -> None:
    assert len(run("review", "2040", "2041").stdout.splitlines()) == 1
    assert on_terminal("review", "2040", "2041", keys=f"{key}\n").endswith(f"{said}\n")


@pytest.mark.usefixtures("uncertain")
@pytest.mark.parametrize(("key", "verdict"), [("y", "same"), ("n", "different")])
def test_an_answer_is_a_decision(key: str, verdict: str, on_terminal: OnTerminal, ledger: Path) -> None:
    on_terminal("review", "2040", "2041", keys=f"{key}\n")
    [decision] = tomllib.loads((ledger / "decisions.toml").read_text(encoding="utf-8"))["decision"]
    assert decision["verdict"] == verdict


def test_an_answer_can_be_undone(run: Run, on_terminal: OnTerminal, tmp_path: Path) -> None:
    copy = {"COMMITRACK_LEDGER": str(shutil.copytree(BUNDLED, tmp_path / "copy"))}
    meetings = ("2025-04-03", "2025-09-22")
    first, second, third, *_ = [line.split("\t")[1:3] for line in run("review", *meetings, **copy).stdout.splitlines()]
    shown = on_terminal("review", *meetings, "--no-color", keys="undo\ny\nn\ns\nu\nu\nn\ny\nq\n", columns=200, **copy)
    assert "no answer to take back" in shown
    decisions = tomllib.loads((tmp_path / "copy/decisions.toml").read_text(encoding="utf-8"))["decision"]
    assert [(each["earlier"], each["later"], each["verdict"]) for each in decisions] == [
        (*first, "different"),
        (*second, "same"),
    ]
    left = [line.split("\t")[1:3] for line in run("review", *meetings, **copy).stdout.splitlines()]
    assert third in left
    assert f"{len(left)} left for another time" in shown


def test_uncertain_are_the_links_between_one_and_nine_in_ten_that_nobody_decided(run: Run, tmp_path: Path) -> None:
    """And each of them is put to a person; on the ledger that comes with the program, with one pair decided."""
    copy = {"COMMITRACK_LEDGER": str(shutil.copytree(BUNDLED, tmp_path / "copy"))}

    def read_links() -> list[dict[str, Any]]:
        entries = json.loads(run("diff", "2025-04-03", "2025-09-22", "--format", "json", **copy).stdout)["entries"]
        return [link for entry in entries for link in entry["links"]]

    doubted = next(link for link in read_links() if link["uncertain"])
    run("link", doubted["earlier"], doubted["later"], **copy)
    links = read_links()
    assert {link["uncertain"] for link in links if not link["decided"]} == {True, False}
    for link in links:
        assert link["uncertain"] == (0.1 <= link["score"] <= 0.9 and not link["decided"])
    [decided] = [link for link in links if link["decided"]]
    assert (decided["earlier"], decided["later"]) == (doubted["earlier"], doubted["later"])
    queue = json.loads(run("review", "2025-04-03", "2025-09-22", "--format", "json", **copy).stdout)
    asked = {(pair["earlier"], pair["later"]) for pair in queue}
    assert all(((link["earlier"], link["later"]) in asked) == link["uncertain"] for link in links)


@pytest.mark.usefixtures("uncertain")
def test_a_pair_that_goes_while_its_question_stands_is_not_decided(run: Run, ledger: Path) -> None:
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    asked = subprocess.Popen(
        [*PROGRAM, "review", "2040", "2041"], stdin=follower, stdout=follower, stderr=follower,
        env=environment_of(ledger, COLUMNS="80", TERM="xterm", PAGER="cat"),
    )  # fmt: skip
    os.close(follower)
    shown = b""
    while b"quit: " not in shown:
        shown += os.read(leader, 65536)
    run("set", "2041-01-01", "date=2041-01-02")
    os.write(leader, b"y\n")
    said = read_terminal(leader)
    assert asked.wait() == 2
    assert "commitrack: 2041-01-01/cc01 is no longer there" in said
    assert not (ledger / "decisions.toml").exists()


def test_what_another_decides_meanwhile_is_not_undone(run: Run, tmp_path: Path) -> None:
    """A pair is answered; before that is undone, somebody gives a reason."""
    pty = pytest.importorskip("pty")
    root, meetings = shutil.copytree(BUNDLED, tmp_path / "copy"), ("2025-04-03", "2025-09-22")
    first = run("review", *meetings, COMMITRACK_LEDGER=str(root)).stdout.splitlines()[0].split("\t")[1:3]
    leader, follower = pty.openpty()
    asked = subprocess.Popen(
        [*PROGRAM, "review", *meetings], stdin=follower, stdout=follower, stderr=follower,
        env=environment_of(root, COLUMNS="80", TERM="xterm", PAGER="cat"),
    )  # fmt: skip
    os.close(follower)

    def read_question() -> bytes:
        shown = b""
        while b"quit: " not in shown:
            shown += os.read(leader, 65536)
        return shown

    read_question()
    os.write(leader, b"y\n")
    read_question()
    run("link", *first, "--reason", "the same strait", COMMITRACK_LEDGER=str(root))
    os.write(leader, b"u\n")
    assert b"no longer decided as you did" in read_question()
    os.write(leader, b"q\n")
    read_terminal(leader)
    assert asked.wait() == 0
    [decision] = tomllib.loads((root / "decisions.toml").read_text(encoding="utf-8"))["decision"]
    assert decision["reason"] == "the same strait"


class Held(Ledger):
    """A ledger that another process holds until it has given a statement another day, and with it another id."""

    @contextmanager
    def locked(self) -> Iterator[None]:
        with super().locked():
            path = self.root / "statements/2031-05-01.toml"
            if path.exists():
                revise(path, "2031-05-01", "2031-05-02")
                path.rename(self.root / "statements/2031-05-02.toml")
            yield


@pytest.mark.parametrize("verdict", Verdict)
def test_a_pair_is_looked_for_when_nobody_else_writes(verdict: Verdict, ledger: Path) -> None:
    session = Session(ledger)
    session.ledger = Held(ledger)
    decide(session, "aa01", "bb01", verdict, "", undo=False)
    [decision] = tomllib.loads((ledger / "decisions.toml").read_text(encoding="utf-8"))["decision"]
    assert decision["later"] == "2031-05-02/bb01"
