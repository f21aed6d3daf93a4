"""A commitment followed through meetings and beyond, on the command line: why, history, matrix, similar."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import LATER
from tests.support import BUNDLED, revise, run_program

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.mark.parametrize(
    "words", ["diff 2030 2031", "list", "history 2031-05-01/bb01", "show 2031-05-01/bb01", "matrix --series pair"]
)
def test_an_id_that_people_read_names_its_commitment(run: Run, ledger: Path, words: str) -> None:
    said_again = LATER.replace("2031-05-01", "2032-01-01").replace('"pair"', '"trio"')
    (ledger / "statements/2032-01-01.toml").write_text(said_again, encoding="utf-8")
    shown = run(*words.split(), "--format", "table", COLUMNS="120").stdout
    named = set(re.findall(r"(?:20[0-9-]+/)?\b(?:aa|bb)0[1-3]\b", shown))
    assert "2031-05-01/bb01" in named
    assert named & {"aa01", "aa03"}
    run("show", *named)


def test_why_gives_evidence_with_signed_weights(run: Run) -> None:
    found = json.loads(run("why", "bb01", "aa01", "--format", "json").stdout)
    assert (found["earlier"], found["later"], found["linked"]) == ("2030-05-01/aa01", "2031-05-01/bb01", True)
    assert {"evidence", "weight", "words"} == found["why"][0].keys()
    assert (found["change"], found["reasons"]) == ("stronger", ["'ironclad' new"])
    shown = run("why", "aa01", "bb01", "--format", "table").stdout
    assert "taken for the same commitment; probability" in shown
    assert "▲ firmer: 'ironclad' new\n" in shown
    apart = json.loads(run("why", "aa03", "bb02", "--format", "json").stdout)
    assert (apart["linked"], apart["change"], apart["reasons"]) == (False, None, [])
    assert "as usual" in shown


def test_history_and_matrix_follow_a_commitment(run: Run) -> None:
    lines = [line.split("\t") for line in run("history", "aa01").stdout.splitlines()]
    assert [line[2:4] for line in lines] == [["first", ""], ["said", "stronger"]]
    rows = json.loads(run("matrix", "--series", "pair", "--format", "json").stdout)
    firmer = next(row for row in rows if row["id"] == "2031-05-01/bb01")
    assert firmer["meetings"] == {"2030-05-01": "first", "2031-05-01": "stronger"}
    header, *body = run("matrix", "--format", "csv").stdout.splitlines()
    assert "2030-05-01,2031-05-01" in header
    assert len(body) == len(rows)
    assert " │ 2031-05-01" in run("matrix", "--topic", "defense", "--format", "table").stdout
    assert run("matrix", "--topic", "cyber", "--format", "table").stdout == ""


def test_a_meeting_of_a_matrix_is_a_field_that_can_be_asked_for(run: Run) -> None:
    firmer = "2031-05-01/bb01,stronger"
    assert firmer in run("matrix", "--fields", "id,2031-05-01", "--format", "csv").stdout.splitlines()
    records = json.loads(run("matrix", "--fields", "2031-05-01,id", "--format", "json").stdout)
    assert {"2031-05-01": "stronger", "id": "2031-05-01/bb01"} in records
    assert "did you mean '2031-05-01'?" in run("matrix", "--fields", "2031-05", code=2).stderr


TWICE = """
from pathlib import Path
from commitrack.cli.app import run

run(["history", "aa01", "--format", "ids"])
Path("ledger/statements/2031-05-01.toml").unlink()
run(["history", "aa01", "--format", "ids"])
"""


def test_a_second_run_in_one_process_reads_afresh(ledger: Path) -> None:
    done = run_program(ledger=ledger, folder=ledger.parent, program=(sys.executable, "-c", TWICE))
    assert done.stdout.split() == ["2030-05-01/aa01", "2031-05-01/bb01", "2030-05-01/aa01"]


def test_similar_finds_the_nearest_first(run: Run) -> None:
    assert run("similar", "aa01", "--limit", "1", "--fields", "id").stdout == "2031-05-01/bb01\n"
    assert run("similar", "missile launches of North Korea", "--fields", "id").stdout.startswith("2030-05-01/aa02\n")


def test_similar_finds_ten_unless_told_otherwise(run: Run) -> None:
    words, bundled = ("similar", "security cooperation"), {"COMMITRACK_LEDGER": str(BUNDLED)}
    assert [run(*words, *limit, **bundled).stdout.count("\n") for limit in ([], ["-n", "12"])] == [10, 12]


def test_similar_reads_an_id_or_a_text_from_a_pipe(run: Run) -> None:
    for given, words in (("2030-05-01/aa01\t2030-05-01\n", "aa01"), ("missile launches\n", "missile launches")):
        assert run("similar", "-", given=given).stdout == run("similar", words).stdout != ""


def test_a_word_that_looks_like_an_id_is_a_word_where_no_commitment_has_it(run: Run, ledger: Path) -> None:
    path = ledger / "statements/2031-05-01.toml"
    revise(path, "They called on", "They will feed and call on")
    for word in ("feed", "feed/seed"):
        assert run("similar", word, "--limit", "1", "--fields", "id").stdout == "2031-05-01/bb02\n"
    assert "did you mean '2031-05-01/bb02'?" in run("similar", "2031-05-01/bb03", code=2).stderr
    assert "'aa' is ambiguous" in run("similar", "aa", code=2).stderr


def test_a_commitment_without_a_topic_stands_under_other(run: Run, ledger: Path) -> None:
    for path in (ledger / "statements").iterdir():
        revise(path, 'topics = ["dprk"]', "topics = []")
    table = run("matrix", "--format", "table").stdout.splitlines()
    assert "Other" in [line.strip() for line in table]
    run("matrix", "--save", "x.svg")
    assert "Other" in run("diff", "2030", "2031", "--format", "table").stdout
    run("report", "--series", "pair", "-o", "x.html")
    assert run("list", "--sort", "topic", "--fields", "topics").stdout.endswith("infrastructure\n\n\n")
