"""Sources read again with `add --update`, as its users run it: what people did stays, and no statement takes another's
place.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.support import files_of, revise

if TYPE_CHECKING:
    from tests.conftest import Run

TEXT = """---
date: 2033-01-02
---
Japan and Kenya will train together at sea. We will open a ferry line.

- We condemn the launches.
"""


@pytest.fixture
def source(run: Run, tmp_path: Path) -> Path:
    """A statement that has been added."""
    path = tmp_path / "talks.md"
    path.write_text(TEXT, encoding="utf-8")
    run("add", "talks.md")
    return path


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--statement", "2033-01-02", "--format", "json").stdout)
    return found


# ---------------------------------------------------------------- what people did


def test_what_was_reviewed_stays_in_its_place_when_the_text_is_redrafted(run: Run, source: Path) -> None:
    train, ferry, _ = listed(run)
    run("set", train["id"], "note=ours")
    run("set", ferry["id"], "note=theirs")
    revise(source, "Japan and Kenya will train", "We will fund 3 schools. Japan and Kenya will closely train")
    kept = f"{train['id']}: reviewed and kept, though the words are not in the text; "
    assert kept in run("add", "talks.md", "--update", "--dry-run").stderr
    assert kept in run("add", "talks.md", "--update").stderr
    assert kept not in run("add", "talks.md", "--update").stderr
    found = listed(run)
    assert [one["quote"].split()[-1] for one in found] == ["schools", "sea", "line", "launches"]
    assert [found[1]["id"], found[2]["id"]] == [train["id"], ferry["id"]]
    text = source.read_text(encoding="utf-8").rpartition("---\n")[2]
    places = [one["span"] and text[slice(*one["span"])] for one in found]
    assert places[:3] == ["We will fund 3 schools", None, "We will open a ferry line"]  # its own words are gone
    said = run("check", code=1).stdout.splitlines()
    assert [line.split("\t")[2:4] for line in said if "2033" in line] == [["commitment[1].quote", "quote"]]


def test_what_was_reviewed_has_no_place_where_the_text_has_other_letters(run: Run, source: Path) -> None:
    """Capital letters make no other commitment of it, but a quote stands in the text letter for letter."""
    train, ferry, _ = listed(run)
    for one in (train, ferry):
        run("set", one["id"], "reviewed=true")
    revise(source, "Japan and Kenya will train", "JAPAN AND KENYA WILL train")
    assert f"{train['id']}: reviewed and kept" in run("add", "talks.md", "--update").stderr
    assert [one["span"] is None for one in listed(run)[:2]] == [True, False]
    said = run("check", code=1).stdout.splitlines()
    assert [line.split("\t")[2:4] for line in said if "2033" in line] == [["commitment[0].quote", "quote"]]
    run("set", train["id"], "reviewed=false")
    assert "kept" not in run("add", "talks.md", "--update").stderr
    assert listed(run)[0]["quote"].startswith("JAPAN AND KENYA")
    assert "2033" not in run("check", code=None).stdout


def test_a_decision_holds_on_when_a_word_is_added(run: Run, source: Path, tmp_path: Path) -> None:
    (tmp_path / "next.md").write_text(TEXT.replace("2033-01-02", "2034-01-02"), encoding="utf-8")
    run("add", "next.md")
    (train, ferry, launches) = (one["id"] for one in listed(run))
    for name in (train, launches):
        run("link", name, name.replace("2033", "2034"), "--change", "stronger")
    run("unlink", ferry, ferry.replace("2033", "2034"))
    revise(source, "train together", "train closely together")
    revise(source, "open a ferry line.", "open one new ferry line.")
    revise(source, "condemn the launches", "reform our taxes")
    said = run("add", "talks.md", "--update").stderr
    gone = [line for line in said.splitlines() if "without effect" in line]
    assert [line.split()[0] for line in gone] == [launches]
    entries = json.loads(run("diff", "2033-01-02", "2034-01-02", "--format", "json").stdout)["entries"]
    found = {(tuple(each["earlier"]), tuple(each["later"])): (each["change"], each["decided"]) for each in entries}
    assert found[(train,), (train.replace("2033", "2034"),)] == ("stronger", True)
    assert ((ferry,), (ferry.replace("2033", "2034"),)) not in found
    assert "without effect" not in run("add", "talks.md", "--update").stderr


# ---------------------------------------------------------------- whose place it takes

G7 = "We, the leaders of the G7, will fund new ferry lines. We condemn the launch of missiles by North Korea."
QUAD = (
    "We, the leaders of Australia, India, Japan and the United States, will open a school in Perth. We condemn piracy."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Statements of two groups on one day, under one name in two folders."""
    for name, words in (("g7", G7), ("quad", QUAD)):
        path = tmp_path / "texts" / name / "2034-05-01.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"# {name.title()} Leaders' Statement\n\n1 May 2034\n\n{words}\n", encoding="utf-8")
    return tmp_path / "texts"


def outcomes(run: Run, *words: str, code: int = 0) -> dict[str, str]:
    records = json.loads(run("add", *words, "--format", "json", code=code).stdout)
    return {record["id"]: record["outcome"] for record in records}


NAMES = ("2034-05-01", "2034-05-01-quad-leaders")


def test_files_of_one_name_in_two_folders_are_two_statements(run: Run, folder: Path, ledger: Path) -> None:
    for options in ([], ["--update"], ["--jobs", "2"]):
        assert outcomes(run, "texts", "--dry-run", *options) == dict.fromkeys(NAMES, "would be stored")
        assert outcomes(run, "texts", *options) == dict.fromkeys(NAMES, "stored")
        kept = [(ledger / f"sources/{name}.md").read_text(encoding="utf-8") for name in NAMES]
        assert [G7 in kept[0], QUAD in kept[1]] == [True, True]
        assert outcomes(run, "texts", "--update") == dict.fromkeys(NAMES, "unchanged")
        for name, (part, ending) in product(NAMES, (("statements", "toml"), ("sources", "md"))):
            (ledger / part / f"{name}.{ending}").unlink()


def test_a_file_of_the_same_name_added_later_is_no_new_version(run: Run, folder: Path) -> None:
    run("add", "texts/g7")
    assert outcomes(run, "texts/quad", "--update") == {NAMES[1]: "stored"}
    assert G7.partition(".")[0] in run("list", "--statement", NAMES[0]).stdout


@pytest.mark.parametrize(("old", "new"), [("Perth", "Darwin"), (QUAD, QUAD.replace("open a school", "dig a well"))])
def test_a_revised_file_updates_its_own_statement(run: Run, folder: Path, old: str, new: str) -> None:
    run("add", "texts")
    revise(folder / "quad/2034-05-01.md", old, new)
    said = run("add", "texts/quad", code=2).stderr
    assert f"the ledger has another text as {NAMES[1]}; --update takes this one" in said
    assert outcomes(run, "texts/quad", "--update") == {NAMES[1]: "updated"}
    assert outcomes(run, "texts", "--update") == dict.fromkeys(NAMES, "unchanged")


def test_without_parties_the_words_tell_a_version(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("We will open a ferry line. We will fund three schools. We condemn piracy.\n", encoding="utf-8")
    day = ("--date", "2034-06-01")
    run("add", "notes.txt", *day)
    text.write_text("We will fund three new schools. We condemn piracy. We will plant trees.\n", encoding="utf-8")
    assert outcomes(run, "notes.txt", "--update", *day) == {"2034-06-01": "updated"}
    text.write_text("We will reform the taxes. We will train judges. We support the election.\n", encoding="utf-8")
    assert outcomes(run, "notes.txt", "--update", "--title", "Justice", *day) == {"2034-06-01-justice": "stored"}


@pytest.mark.parametrize("options", [["--update"], ["--update", "--dry-run"]])
def test_a_text_is_not_stored_again_under_another_name(
    run: Run, source: Path, ledger: Path, options: list[str]
) -> None:
    """Its commitments have the ids that decisions name; a text of another day, or other words, is another statement."""
    before = files_of(ledger)
    said = run("add", "talks.md", "--id", "2033-01-02-kenya", *options, code=2).stderr
    told = "the ledger has this text as 2033-01-02, which keeps its id; leave out --id to read it again"
    assert said == f"commitrack: talks.md: {told}\n"
    assert files_of(ledger) == before
    assert outcomes(run, "talks.md", "--update", "--id", "2033-01-02") == {"2033-01-02": "unchanged"}
    revise(source, "We will open", "We will build")
    assert list(outcomes(run, "talks.md", "--id", "2033-01-02-kenya", *options)) == ["2033-01-02-kenya"]


UNFIT = ("We will open a port.\n", "---\ndate: 2033-01-01\n---\nThe weather was fine.\n", "\x00\x01", "")


@pytest.mark.parametrize("text", UNFIT, ids=["undated", "no commitment", "no text", "empty"])
def test_extract_refuses_what_add_refuses_in_the_same_words(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "paper.md").write_text(text, encoding="utf-8")
    said = run("extract", "paper.md", code=2).stderr
    assert said.startswith("commitrack: paper.md: ")
    assert run("add", "paper.md", code=2).stderr == said
