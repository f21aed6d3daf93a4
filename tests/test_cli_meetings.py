"""Which two statements are compared where none, one or a series is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import EARLIER, LATER

if TYPE_CHECKING:
    from tests.conftest import Run


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
