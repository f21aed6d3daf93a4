"""Statements go in, or are taken apart without a ledger: init, add, extract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.stand_ins import FISHERIES
from tests.support import revise

from commitrack.ledger import Ledger

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run


def test_a_statement_goes_in_and_comes_out(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    assert "made the ledger" in run("init", str(mine)).stderr
    (tmp_path / "fish.md").write_text(FISHERIES, encoding="utf-8")
    added = run("add", "fish.md", "--ledger", str(mine), "--series", "sea", "--format", "json")
    record = json.loads(added.stdout)[0]
    assert (record["id"], record["outcome"], record["place"], record["series"]) == (
        "2032-03-04",
        "stored",
        "Pusan",
        "sea",
    )
    assert record["commitments"] == 3
    assert record["guessed"] == ["parties"]
    assert (mine / "sources/2032-03-04.md").read_text(encoding="utf-8") == FISHERIES
    found = json.loads(run("--ledger", str(mine), "list", "--format", "json").stdout)
    assert [one["act"] for one in found] == ["pledge", "pledge", "oppose"]
    assert "met in Pusan" in run("show", "--uncovered", "latest", "--ledger", str(mine)).stdout


def test_adding_again_changes_nothing(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "fish.md").write_text(FISHERIES, encoding="utf-8")
    run("add", "fish.md")
    before = (ledger / "statements/2032-03-04.toml").read_bytes()
    assert "already there" in run("add", "fish.md").stdout
    assert "unchanged" in run("add", "fish.md", "--update").stdout
    assert (ledger / "statements/2032-03-04.toml").read_bytes() == before
    (tmp_path / "fish.md").write_text(FISHERIES + "\nWe will meet again.\n", encoding="utf-8")
    assert "--update" in run("add", "fish.md", code=2).stderr
    assert "updated" in run("add", "fish.md", "--update").stdout


def test_a_dry_run_stores_nothing(run: Run, ledger: Path) -> None:
    assert "would be stored" in run("add", "-", "--dry-run", given=FISHERIES).stdout
    assert not (ledger / "statements/2032-03-04.toml").exists()


def test_a_folder_is_read_whole_and_a_bad_file_stops_none(run: Run, ledger: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.md").write_text(FISHERIES, encoding="utf-8")
    (texts / "b.md").write_bytes(b"\x00\x01\x02binary\x00")
    (texts / "c.md").write_text(FISHERIES.replace("2032", "2033"), encoding="utf-8")
    done = run("add", "texts", code=2)
    assert len(done.stdout.splitlines()) == 2
    assert "b.md" in done.stderr
    assert (ledger / "statements/2033-03-04.toml").exists()


def test_options_win_over_the_text(run: Run) -> None:
    words = (
        "--date",
        "2035-01-02",
        "--title",
        "T",
        "--place",
        "P",
        "--series",
        "S",
        "--party",
        "ROK",
        "--party",
        "Japan",
    )
    record = json.loads(run("add", "-", "--id", "2035-01-02-mine", *words, "-f", "json", given=FISHERIES).stdout)[0]
    assert [record[name] for name in ("id", "date", "title", "place", "series")] == [
        "2035-01-02-mine",
        "2035-01-02",
        "T",
        "P",
        "S",
    ]
    assert record["parties"] == ["Republic of Korea", "Japan"]
    assert record["guessed"] == []


def test_a_party_bears_the_name_that_the_ledger_gives_it(run: Run, ledger: Path) -> None:
    with (ledger / "commitrack.toml").open("a", encoding="utf-8") as settings:
        settings.write('[aliases]\nFDN = "Freedonia"\n\n[parties.Freedonia]\nadjectives = ["Freedonian"]\n')
    said = run("add", "-", "--party", "FDN", "--party", "rok", "--party", "Elsewhere", given=FISHERIES).stderr
    assert "Elsewhere: no party that is known; add your own under [parties]" in said
    record = (ledger / "statements/2032-03-04.toml").read_text(encoding="utf-8")
    assert 'parties = ["Freedonia", "Republic of Korea", "Elsewhere"]' in record


def test_a_mistyped_party_is_told_with_the_nearest_one(run: Run) -> None:
    said = run("extract", "-", "--party", "Jappan", "--party", "ROK", given=FISHERIES).stderr
    assert "Jappan: no party that is known; did you mean 'Japan'?" in said.splitlines()
    assert "no party" not in run("extract", "-", "--party", "japan", "--party", "us", given=FISHERIES).stderr


def test_the_series_of_the_same_parties_is_taken(run: Run) -> None:
    done = run("add", "-", "--party", "Japan", "--party", "ROK", "-f", "json", given=FISHERIES)
    assert json.loads(done.stdout)[0]["series"] == "pair"


def test_a_new_ledger_elsewhere_is_gone_to_first(
    on_terminal: OnTerminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "next: cd mine && commitrack add STATEMENT" in on_terminal("init", "mine")
    monkeypatch.chdir(tmp_path / "mine")
    (tmp_path / "mine/commitrack.toml").unlink()
    assert "next: commitrack add STATEMENT" in on_terminal("init")


def test_the_next_step_is_a_hint_to_people_alone(run: Run, on_terminal: OnTerminal, tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text(FISHERIES)
    given = ("add", str(tmp_path / "new.md"), "--party", "Japan", "--party", "ROK")
    assert "next:" not in run(*given).stderr
    shown = on_terminal(*given, "--update")
    assert "commitrack diff 2031-05-01 2032-03-04" in shown
    assert "commitrack show --uncovered 2032-03-04" in shown


def test_extract_needs_no_ledger(run: Run, ledger: Path) -> None:
    done = run("extract", "-", "--format", "json", given=FISHERIES)
    assert [one["statement"] for one in json.loads(done.stdout)] == ["2032-03-04"] * 3
    assert "3 commitments" in done.stderr
    assert "met in Pusan" in run("extract", "-", "--uncovered", given=FISHERIES).stdout
    assert len(list((ledger / "statements").iterdir())) == 2


def test_one_is_no_plural(run: Run, ledger: Path) -> None:
    assert run("extract", "undated.md", "--date", "2032-01-01").stderr == "1 commitment in 1 of 1 sentence\n"
    path = ledger / "statements/2031-05-01.toml"
    revise(path, "dprk", "nowhere")
    assert run("check", code=1).stderr.endswith(": 1 error\n")
    assert run("check", "--strict", code=1).stderr.endswith(": 1 error, 2 warnings\n")


def test_a_text_without_a_commitment_stores_nothing(run: Run, ledger: Path) -> None:
    text = "---\ndate: 2032-01-01\n---\n\nThe delegations met on Monday.\n"
    assert "not a single commitment" in run("add", "-", code=2, given=text).stderr
    assert len(list((ledger / "statements").iterdir())) == 2


@pytest.mark.parametrize("command", ["add", "extract"])
def test_standard_input_is_called_so(run: Run, command: str) -> None:
    assert run(command, "-", code=2).stderr == "commitrack: standard input: is empty\n"
    assert run(command, "-", code=2, given="We will.").stderr.startswith("commitrack: standard input: no date found")


def test_a_text_without_a_commitment_tells_why_before_it_fails(run: Run) -> None:
    text = "---\ndate: 2032-01-01\n---\n\nThe delegations met on Monday.\n"
    done = run("extract", "-", "--uncovered", code=2, given=text)
    assert done.stdout == "who met, where and when\tThe delegations met on Monday.\n"
    assert "not a single commitment" in done.stderr
    assert run("extract", "-", code=2, given=text).stdout == ""


def test_a_series_that_nobody_could_name_is_left_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talks.md").write_text("---\ndate: 2033-05-05\nseries: north, south\n---\nWe will open a ferry line.\n")
    said = run("add", "talks.md").stderr
    assert "talks.md: 'north, south' is no name for a series: it begins with " in said
    assert "; no series is taken, --series gives another" in said
    assert "north" not in run("statements").stdout
    run("add", "talks.md", "--series", "north", "--update")
    assert "north" in run("statements").stdout


def test_a_default_series_that_nobody_could_ask_for_stops_only_what_takes_it(run: Run, ledger: Path) -> None:
    """It is told of where it would be written into a statement."""
    (ledger / "commitrack.toml").write_text('schema = 1\nseries = "north, south"\n', encoding="utf-8")
    words = "---\ndate: 2033-05-05\n{}---\nWe will open a ferry line."
    (ledger.parent / "talks.md").write_text(words.format(""), encoding="utf-8")
    (ledger.parent / "round.md").write_text(words.format("series: a/b\n"), encoding="utf-8")
    run("topics")
    run("diff", "2030", "2031")
    run("set", "2030-05-01", "place=Busan")
    assert "commitrack.toml: series: 'north, south' is no name" in run("add", "talks.md", code=2).stderr
    run("add", "talks.md", "--series", "north")
    (ledger / "commitrack.toml").write_text('schema = 1\nseries = "(draft) talks"\n', encoding="utf-8")
    said = run("add", "round.md", "--id", "2033-05-05-b").stderr
    assert "round.md: 'a/b' is no name for a series: " in said
    assert "; '(draft) talks' is taken, --series gives another" in said
    assert run("statements", "--series", "(draft) talks", "--fields", "id").stdout == "2033-05-05-b\n"
    run("check")


@pytest.mark.parametrize(
    "name", ["2024-01-01", "2030-13-13", "2033-05-05b", "2033-05-05-", "latest", "summit", "-x", "a.bak", "a/b"]
)
def test_an_id_is_the_day_of_the_meeting_or_begins_with_it(run: Run, tmp_path: Path, name: str) -> None:
    """Others would be looked for under another day, or not at all; the same holds once the text is there."""
    path = tmp_path / "talks.md"
    path.write_text("---\ndate: 2033-05-05\n---\nWe will open a ferry line.\n")
    alone = run("add", "talks.md", f"--id={name}", code=2).stderr
    given = run("add", "talks.md", "--date", "2033-05-05", f"--id={name}", code=2).stderr
    run("add", "talks.md")
    again = run("add", "talks.md", f"--id={name}", code=2).stderr
    assert all("cannot name a statement" in said and said.count("\n") == 1 for said in (alone, given, again))
    assert alone == again
    revise(path, "a ferry line", "two ferry lines")
    run("add", "talks.md", "--id", "2033-05-05-ferry")
    run("add", "talks.md", "--id", "2033-05-05-ferry", "--date", "2034-05-05", "--update", code=2)


def test_a_file_named_by_hand_is_read_again_under_its_name(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "talks.md").write_text("We will open a ferry line.\n")
    run("add", "talks.md", "--date", "2033-05-05")
    kept = Ledger(ledger)
    kept.rename(kept.read("2033-05-05"), "summit")
    assert run("add", "talks.md", "--date", "2033-05-05", "--id", "summit", "--update").stdout.startswith("summit\t")


def test_options_that_are_not_applied_to_what_is_there_are_told(run: Run, tmp_path: Path) -> None:
    for name, words in {"fish": FISHERIES, "ferry": "---\ndate: 2033-05-05\n---\nWe will open a ferry line.\n"}.items():
        (tmp_path / f"{name}.md").write_text(words, encoding="utf-8")
    given = ("--place", "Nadi", "--series", "sea", "--title", "New")
    run("add", "fish.md", "--series", "sea")
    said = "--title, --place: not applied to what is there already; `add --update` does, or `commitrack set`\n"
    assert run("add", "fish.md", *given).stderr == said
    assert run("add", "fish.md", "ferry.md", *given).stderr == f"{said}1 stored, 1 already there\n"
    run("add", "fish.md", "--update", *given)
    assert run("add", "fish.md", "ferry.md", *given).stderr == "2 already there\n"
    assert "--party: not applied" in run("add", "fish.md", "--party", "Kenya").stderr
    assert run("add", "fish.md", "--party", "Republic of Korea", "--party", "Japan").stderr == ""
    assert run("add", "fish.md", "--id", "2032-03-04-fish").stderr == "--id: what is there already keeps its id\n"


def test_no_name_differs_from_another_in_case_alone(run: Run, tmp_path: Path) -> None:
    """The two would be one file where case does not count."""
    words = {"first": "We will open a ferry line.", "second": "We condemn piracy.", "third": "We will dig a well."}
    for name, text in words.items():
        (tmp_path / f"{name}.md").write_text(f"---\ndate: 2033-05-05\ntitle: Quad\n---\n{text}\n")
    run("add", "first.md", "--id", "2033-05-05-QUAD")
    said = run("add", "second.md", "--id", "2033-05-05-Quad", code=2).stderr
    assert "the ledger has '2033-05-05-QUAD', and some disks take '2033-05-05-Quad' for it; give another --id" in said
    names = [run("add", f"{name}.md").stdout.split("\t")[0] for name in ("second", "third")]
    assert names == ["2033-05-05", "2033-05-05-quad-2"]
    run("set", "2033-05-05-QUAD", "date=2033-05-06")
    run("set", "2033-05-05-quad-2", "date=2033-05-06")
    assert {"2033-05-06-QUAD", "2033-05-06"} <= {line.split("\t")[0] for line in run("statements").stdout.splitlines()}
