"""One commitment or statement, looked at and put right: show, set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.stand_ins import FISHERIES

if TYPE_CHECKING:
    from tests.conftest import Run


def test_show_prints_a_commitment_in_its_context(run: Run) -> None:
    shown = run("show", "aa02", "--format", "table").stdout
    assert ">>They condemned the missile launches of North Korea<<" in shown
    assert "  reviewed by a person" in shown
    record = json.loads(run("show", "aa02", "--format", "json").stdout)[0]
    assert record["context"]["before"].endswith("strait.")


@pytest.mark.parametrize(
    ("old", "new"), [("schema = 1", "schema = 2"), ("[[commitment]]", "[[commitment"), ("act", "ant")]
)
def test_show_goes_on_without_a_statement_that_cannot_be_read(old: str, new: str, run: Run, ledger: Path) -> None:
    other = ledger / "statements/2031-05-01.toml"
    words = other.read_text(encoding="utf-8").replace(old, new) + "# aa01 came back\n"
    other.write_text(words, encoding="utf-8")
    for style in ("table", "json"):
        done = run("show", "aa01", "aa02", "--format", style)
        assert "reaffirmed their commitment" in done.stdout
        assert done.stderr.startswith("shown without past and future: statements/2031-05-01.toml: ")
        assert done.stderr.count("\n") == 1
    assert run("show", "bb01", code=2).stderr.startswith("commitrack: statements/2031-05-01.toml: ")
    assert run("history", "aa01", code=2).stderr.startswith("commitrack: statements/2031-05-01.toml: ")


def test_show_says_where_a_source_is_no_longer_what_was_read(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "fish.md").write_text(FISHERIES, encoding="utf-8")
    run("add", "fish.md")
    assert run("show", "--uncovered", "2032-03-04").stderr == ""
    (ledger / "sources/2032-03-04.md").write_text(FISHERIES.replace("Pusan", "Ulsan"), encoding="utf-8")
    done = run("show", "--uncovered", "2032-03-04")
    assert "met in Ulsan" in done.stdout
    assert "sources/2032-03-04.md is no longer what was read" in done.stderr
    assert "stands alone" in run("show", "--uncovered", "2032-03-04", "aa01", code=2).stderr


def test_show_reads_ids_from_a_pipe(run: Run) -> None:
    listed = run("list", "--topic", "dprk").stdout
    assert [line.split("\t")[0][-4:] for line in run("show", "-", given=listed).stdout.splitlines()] == ["aa02", "bb02"]
    assert run("show", "-", given=f"\n{listed}\n\n").stdout == run("show", "-", given=listed).stdout


def test_a_correction_is_kept_and_marked_as_reviewed(run: Run, ledger: Path) -> None:
    run("set", "aa01", "act=affirm", "topics=maritime,defense", "note=read again", "due=2033-01-01")
    record = json.loads(run("show", "aa01", "--format", "json").stdout)[0]
    assert [record[name] for name in ("act", "topics", "note", "due", "reviewed")] == [
        *("affirm", ["maritime", "defense"], "read again", "2033-01-01", True)
    ]
    assert "affirm" in (ledger / "statements/2030-05-01.toml").read_text(encoding="utf-8")


def test_the_place_of_a_statement_is_corrected_from_its_own_source(run: Run, ledger: Path) -> None:
    run("set", "aa01", "note=mine")
    source = str(ledger / "sources/2030-05-01.md")
    run("add", "--update", "--id", "2030-05-01", "--date", "2030-05-01", "--place", "Pusan", source)
    assert run("statements", "--fields", "id,place").stdout == "2030-05-01\tPusan\n2031-05-01\tKobe\n"
    assert run("show", "aa01", "--fields", "note").stdout == "mine\n"
