"""Comparing, following and deciding on the command line."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import EARLIER, LATER
from tests.support import BUNDLED, revise, run_program

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run


def test_a_diff_in_a_pipe_is_a_line_per_entry(run: Run) -> None:
    lines = [line.split("\t") for line in run("diff", "2030", "2031").stdout.splitlines()]
    found = {(line[0], line[1], line[3], line[4]) for line in lines}
    assert ("reaffirmed", "stronger", "2030-05-01/aa01", "2031-05-01/bb01") in found
    assert ("dropped", "", "2030-05-01/aa03", "") in found
    assert all(len(line) == len(lines[0]) for line in lines)


def test_the_json_of_a_diff_keeps_its_promise(run: Run) -> None:
    found = json.loads(run("diff", "2030..2031", "--format", "json").stdout)
    assert list(found) == ["schema", "earlier", "later", "summary", "entries"]
    assert (found["schema"], found["earlier"], found["later"]) == (1, "2030-05-01", "2031-05-01")
    sides = [{name for entry in found["entries"] for name in entry[side]} for side in ("earlier", "later")]
    assert sides == [{f"2030-05-01/aa0{n}" for n in (1, 2, 3)}, {f"2031-05-01/bb0{n}" for n in (1, 2)}]
    for entry in found["entries"]:
        assert list(entry)[:7] == ["status", "change", "score", "earlier", "later", "topics", "why"]
        assert all({"evidence", "weight"} <= piece.keys() for piece in entry["why"])
        assert (entry["change"] is None) == (entry["status"] != "reaffirmed")


def test_no_meeting_named_compares_the_last_two(run: Run) -> None:
    assert run("diff").stdout == run("diff", "2030-05-01", "2031-05-01").stdout
    assert run("diff", "latest~1..latest", "--series", "pair").stdout == run("diff").stdout


def test_an_open_end_is_of_the_series_of_the_meeting_named(run: Run, ledger: Path) -> None:
    other = LATER.replace("bb0", "dd0").replace("2031-05-01", "2032-05-01").replace('"pair"', '"trio"')
    (ledger / "statements/2032-05-01.toml").write_text(other, encoding="utf-8")
    compared = run("diff", "2030-05-01", "2031-05-01").stdout
    assert run("diff", "2030-05-01..").stdout == run("diff", "..2031-05-01").stdout == compared
    assert "is the first of its series" in run("diff", "..2030-05-01", code=2).stderr
    assert "is the newest of its series" in run("diff", "2031-05-01..", code=2).stderr


def test_a_damaged_record_is_no_end(run: Run, ledger: Path) -> None:
    (ledger / "statements/2030-09-01.toml").write_text("date = [", encoding="utf-8")
    assert run("diff", "..2031-05-01").stdout == run("diff", "2030-05-01", "2031-05-01").stdout


@pytest.fixture
def fact_sheet(ledger: Path) -> str:
    """Id of a second paper of the last meeting."""
    sheet = LATER.replace("bb0", "cc0").replace('id = "2031-05-01', 'id = "2031-05-01-fact-sheet')
    (ledger / "statements/2031-05-01-fact-sheet.toml").write_text(sheet, encoding="utf-8")
    return "2031-05-01-fact-sheet"


@pytest.mark.parametrize("words", [["diff"], ["review"], ["report", "-o", "-"]], ids=lambda words: words[0])
def test_a_second_paper_of_the_last_day_is_compared_with_the_meeting_before(
    run: Run, fact_sheet: str, words: list[str]
) -> None:
    unnamed = run(*words)
    assert unnamed.stdout == run(*words, "2030-05-01", fact_sheet).stdout
    assert unnamed.stderr == (
        f"{fact_sheet} is compared, one of 2 statements of its day; for 2031-05-01 instead, name both sides: "
        "2030-05-01 2031-05-01\n"
    )
    assert run(*words, "2030-05-01", "2031-05-01").stderr == ""


def test_the_earlier_day_can_have_two_papers_as_well(run: Run, ledger: Path) -> None:
    (ledger / "statements/2030-05-01.toml").unlink()
    for end in "ab":
        paper = EARLIER.replace("2030-05-01/", f"2030-05-01-{end}/").replace('"2030-05-01"', f'"2030-05-01-{end}"')
        (ledger / f"statements/2030-05-01-{end}.toml").write_text(paper, encoding="utf-8")
    said = run("diff").stderr
    assert said.startswith("2030-05-01-b is compared, one of 2 statements of its day; for 2030-05-01-a instead")
    assert said.endswith(" 2030-05-01-a 2031-05-01\n")
    (ledger / "statements/2030-05-01-a.toml").write_text("broken", encoding="utf-8")
    assert run("diff").stderr == ""


def write_paper(ledger: Path, name: str, day: str, series: str = "") -> None:
    """Write a statement of one's own choice of id, day and series."""
    paper = LATER.replace("2031-05-01/", f"{name}/").replace('"2031-05-01"', f'"{name}"')
    paper = paper.replace("date = 2031-05-01", f"date = {day}")
    paper = paper.replace('series = "pair"\n', f'series = "{series}"\n' if series else "")
    (ledger / f"statements/{name}.toml").write_text(paper, encoding="utf-8")


def test_papers_of_a_day_are_told_by_their_day_whatever_their_ids(run: Run, ledger: Path) -> None:
    for name in ("beta", "gamma"):
        write_paper(ledger, name, "2033-01-01", "pair")
    write_paper(ledger, "2033-01-01-alone", "2033-01-01", "trio")
    assert run("diff", "--series", "pair").stderr == (
        "gamma is compared, one of 2 statements of its day; for beta instead, name both sides: 2031-05-01 beta\n"
    )


def test_many_papers_of_a_day_are_a_short_note(run: Run, ledger: Path) -> None:
    for number in range(60):
        write_paper(ledger, f"2033-01-01-{number:02}", "2033-01-01", "pair")
    said = run("diff").stderr
    assert "one of 60 statements of its day; for 2033-01-01-00, 2033-01-01-01, " in said
    assert "2033-01-01-07 and 51 more instead" in said
    assert "2033-01-01-08" not in said


def test_statements_of_no_series_are_no_papers_of_one_meeting(run: Run, ledger: Path) -> None:
    for name in ("2033-01-01-kenya", "2033-01-01-peru", "2034-01-01"):
        write_paper(ledger, name, name[:10])
    assert run("diff").stdout == run("diff", "2033-01-01-peru", "2034-01-01").stdout
    assert run("diff").stderr == ""


def test_two_papers_of_one_day_alone_are_not_compared_without_a_word(run: Run, ledger: Path, fact_sheet: str) -> None:
    (ledger / "statements/2030-05-01.toml").unlink()
    said = run("diff").stderr
    assert said.startswith(f"2031-05-01 and {fact_sheet} are of one day and may be two statements of one meeting;")
    assert said.endswith("commitrack diff EARLIER 2031-05-01\n")
    assert run("diff", "2031-05-01", fact_sheet).stderr == ""


def test_where_the_newest_is_of_no_series_the_last_two_of_the_ledger_are_compared(run: Run, ledger: Path) -> None:
    for name in ("2032-01-01-a", "2032-01-01-b"):
        write_paper(ledger, name, "2032-01-01")
    unnamed = run("diff")
    assert unnamed.stdout == run("diff", "latest~1", "latest").stdout
    assert unnamed.stderr.startswith("2032-01-01-a and 2032-01-01-b are of one day")


def test_statements_of_two_series_are_not_taken_for_one(run: Run, ledger: Path) -> None:
    other = LATER.replace("bb0", "cc0").replace('"pair"', '"trio"')
    for day in ("2030-12-01", "2032-01-01"):
        text = other.replace("2031-05-01", day)
        (ledger / f"statements/{day}.toml").write_text(text, encoding="utf-8")
    assert run("diff", "--format", "table").stdout.startswith("2030-12-01 Kobe → 2032-01-01 Kobe (trio)\n")
    assert run("diff", "--series", "pair").stdout == run("diff", "2030-05-01", "2031-05-01").stdout
    assert run("diff").stderr == ""
    apart = run("diff", "latest~1", "latest", "--format", "table")
    assert apart.stdout.startswith("2031-05-01 Kobe (pair) → 2032-01-01 Kobe (trio)\n")
    assert apart.stderr == "two series are compared: 2031-05-01 is of pair, 2032-01-01 of trio\n"
    assert (
        "The two statements are of different series: pair and trio" in run("report", "2031", "2032", "-o", "-").stdout
    )
    (ledger / "statements/2030-12-01.toml").unlink()
    assert run("diff").stdout == run("diff", "latest~1", "latest").stdout
    assert run("diff").stderr == apart.stderr
    assert "latest~1 goes back too far" in run("diff", "--series", "trio", code=2).stderr


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


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--topic", "defense"], {"aa01", "bb01"}),
        (["--change", "firmer"], {"aa01", "bb01"}),
        (["--status", "dropped", "--actor", "Japan"], {"aa03"}),
        (["--act", "urge,support"], {"bb02"}),
        (["--match", "ferry"], {"aa03"}),
    ],
)
def test_diff_narrows_down(run: Run, words: list[str], ids: set[str]) -> None:
    entries = json.loads(run("diff", "2030", "2031", "--format", "json", *words).stdout)["entries"]
    assert {name[-4:] for entry in entries for name in (*entry["earlier"], *entry["later"])} >= ids
    assert all({name[-4:] for name in (*entry["earlier"], *entry["later"])} & ids for entry in entries)


def test_the_exit_code_tells_of_differences_among_those_asked_for(run: Run) -> None:
    assert run("diff", "2030", "2031", "--exit-code", code=1).stdout
    assert run("diff", "2030", "2031", "--quiet", code=1).stdout == ""
    run("diff", "2030", "2030", "--quiet")
    run("diff", "2030", "2031", "--quiet", "--topic", "cyber")
    run("diff", "2030", "2031")


def test_a_diff_in_a_table_needs_no_terminal(run: Run) -> None:
    shown = run("diff", "2030", "2031", "--format", "table", COLUMNS="100").stdout
    assert shown.startswith("2030-05-01 Busan → 2031-05-01 Kobe (pair)\n3 → 2 commitments: ▲ 1 firmer")
    assert "   now  The two ministers reaffirmed their {+ironclad+} commitment" in shown
    assert "'ironclad' new" in shown


def test_an_ascii_terminal_gets_ascii_signs(run: Run) -> None:
    shown = run("diff", "2030", "2031", "--format", "table", PYTHONUTF8="0", PYTHONIOENCODING="ascii").stdout
    assert "2030-05-01 Busan -> 2031-05-01 Kobe" in shown
    assert " ^ was" in shown


def test_stat_counts_by_topic(run: Run) -> None:
    rows = json.loads(run("diff", "2030", "2031", "--stat", "--format", "json").stdout)
    assert rows[0]["topic"] == "defense"
    assert (rows[0]["firmer"], rows[0]["entries"]) == (1, 1)
    shown = run("diff", "2030", "2031", "--stat", "--topic", "defense", "--format", "table").stdout
    plain = run("diff", "2030", "2031", "--topic", "defense", "--format", "table").stdout
    assert "1  ▲" in shown
    assert "only topic defense" in shown
    assert shown.splitlines()[:3] == plain.splitlines()[:3]


@pytest.mark.parametrize(("width", "bar"), [(40, "▲~+++++−"), (80, "▲~+++++−"), (120, "▲▲~+++++++−−")])
def test_a_bar_a_little_too_long_is_cut_a_little(run: Run, width: int, bar: str) -> None:
    bundled = {"COMMITRACK_LEDGER": str(BUNDLED), "COLUMNS": str(width)}
    shown = run("diff", "2025-04-03", "2025-09-22", "--stat", "--format", "table", **bundled).stdout
    assert re.search(rf"^ North Korea +12 [ 0-9]*{re.escape(bar)}$", shown, re.MULTILINE)


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


@pytest.mark.usefixtures("uncertain")
def test_a_pipe_gets_the_queue_of_uncertain_pairs(run: Run) -> None:
    scores = [float(line.split("\t")[0]) for line in run("review", "2040", "2041").stdout.splitlines()]
    assert scores == sorted(scores, key=lambda score: abs(score - 0.5))


@pytest.mark.usefixtures("uncertain")
def test_review_keeps_each_answer_and_goes_on_later(run: Run, on_terminal: OnTerminal, ledger: Path) -> None:
    queue = [line.split("\t")[1:3] for line in run("review", "2040", "2041").stdout.splitlines()]
    assert queue, "the two meetings were made to be doubted"
    shown = on_terminal("review", "2040", "2041", "--no-color", keys="what\ny\nquit\n")
    assert shown.count("the same commitment? yes, no, skip, quit: ") == 3 - (len(queue) == 1)
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


APART = re.compile(r"^(?!.*\d +[▲▼~+−=]$|[ ▲▼~+−=]+$)(?:.* )?[▲▼~+−=·?]$|[→\[]$")
"""A line that ends in a sign of what follows; in `--stat` bars stand after numbers, and signs over them."""
PICTURES = [
    "diff 2025-04-03 2025-09-22",
    "diff 2025-04-03 2025-09-22 --why",
    "diff 2025-04-03 2025-09-22 --stat",
    "history 2025-09-22/70c9",
    "matrix",
]


@pytest.mark.parametrize("words", PICTURES)
@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_the_bundled_ledger_fits_every_terminal_and_no_sign_stands_apart_from_its_words(
    run: Run, words: str, width: int
) -> None:
    bundled = {"COMMITRACK_LEDGER": str(BUNDLED), "COLUMNS": str(width)}
    lines = run(*words.split(), "--format", "table", **bundled).stdout.splitlines()
    assert [line for line in lines if len(line) > width] == []
    assert [line for line in lines if APART.search(line)] == []
