"""A statement is taken out: what goes with it, what stays, what is told before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import LINKED, OnTerminal, Run
from tests.support import files_of, revise

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger


def test_a_statement_goes_with_its_source_and_the_index_follows(run: Run, ledger: Path) -> None:
    run("link", *LINKED)
    assert "aa03" in run("list", "--fields", "id").stdout
    said = run("remove", "2030-05-01", "--yes").stderr
    assert said == (
        "2030-05-01  Busan, pair\n"
        "  3 commitments, 1 of them reviewed\n"
        "  with its source sources/2030-05-01.md\n"
        "  1 decision on them, kept in decisions.toml without effect: 2030-05-01/aa01 with 2031-05-01/bb01\n"
        "  lost even if the text is added again: 1 reviewed commitment, 1 decision\n"
        "removed 2030-05-01\n"
    )
    assert sorted(files_of(ledger)) == ["commitrack.toml", "decisions.toml", "statements/2031-05-01.toml"]
    assert "2030" not in run("list", "--fields", "id").stdout
    assert run("statements", "--fields", "id").stdout == "2031-05-01\n"


def test_a_decision_holds_again_when_its_statement_is_back(run: Run, ledger: Path) -> None:
    (ledger.parent / "2031-05-01.md").write_text("Japan and the Republic of Korea will build a bridge.\n")
    run("remove", "2031-05-01", "--yes")
    run("add", "2031-05-01.md", "--series", "pair")
    (mine,) = Ledger(ledger).read("2031-05-01").commitments
    run("link", "2030-05-01/aa03", mine.id)
    assert "lost" not in run("remove", "2031-05-01", "--yes").stderr
    (finding,) = json.loads(run("check", "--format", "json", code=1).stdout)
    assert finding["remedy"] == f"correct it, or commitrack link 2030-05-01/aa03 {mine.id} --undo"
    run("add", "2031-05-01.md", "--series", "pair")
    run("check")
    assert mine.id in run("diff", "2030", "2031", "--status", "reaffirmed").stdout


def test_a_text_that_cannot_be_read_again_leaves_open_what_is_lost(run: Run) -> None:
    run("link", *LINKED)
    said = run("remove", "2031-05-01", "--dry-run").stderr
    assert said.startswith("whether the decisions would hold again once the text is added again cannot be told: the le")
    assert "lost even" not in said


def test_a_decision_without_its_commitment_can_be_taken_back(run: Run) -> None:
    run("link", *LINKED)
    run("remove", "2031", "--yes")
    run("check", code=1)
    assert run("link", *LINKED, "--undo").stderr == f"taken back: {' and '.join(LINKED)}\n"
    run("check")


def test_nothing_goes_unless_a_person_says_so(run: Run, ledger: Path, on_terminal: OnTerminal) -> None:
    before = files_of(ledger)
    assert run("remove", "2030", code=2).stderr == (
        "commitrack: 2030-05-01 has 3 commitments; give --yes to remove it unasked\n"
    )
    assert run("remove", "2030", "--dry-run").stderr.endswith("nothing removed: --dry-run\n")
    assert "nothing removed" in on_terminal("remove", "2030-05-01", keys="maybe\nno\n", code=0)
    assert "nothing removed" in on_terminal("remove", "2030-05-01", keys="\x04", code=0)
    assert files_of(ledger) == before
    shown = on_terminal("remove", "2030-05-01", keys="yes\n", code=0)
    assert "3 commitments, 1 of them reviewed" in shown
    assert shown.endswith("removed 2030-05-01\n")
    assert not Ledger(ledger).names("2030")


def test_no_source_is_told_of_that_is_not_there(run: Run, ledger: Path) -> None:
    (ledger / "sources/2030-05-01.md").unlink()
    assert "without a source of its own" in run("remove", "2030", "--dry-run").stderr
    assert run("remove", "2030", "--yes").stderr.endswith("removed 2030-05-01\n")


@pytest.mark.parametrize("change", [["set", "2030-05-01/aa02", "note=mine"], ["link", *LINKED]])
def test_what_changed_while_a_person_was_asked_is_not_removed(run: Run, ledger: Path, change: list[str]) -> None:
    """Others may write while the question waits for its answer, and what they did was not told of."""
    told = Ledger(ledger).plan_removal("2030-05-01")
    run(*change)
    before = files_of(ledger)
    with pytest.raises(CommitrackError, match="has been changed meanwhile"):
        Ledger(ledger).remove(told)
    assert files_of(ledger) == before


def test_a_source_that_another_statement_has_come_to_name_stays(ledger: Path) -> None:
    told = Ledger(ledger).plan_removal("2030-05-01")
    record = ledger / "statements/2030-05-01.toml"
    (ledger / "statements/2030-05-01-b.toml").write_text(record.read_text().replace("2030-05-01/", "2030-05-01-b/"))
    with pytest.raises(CommitrackError, match="has been changed meanwhile"):
        Ledger(ledger).remove(told)
    assert (ledger / "sources/2030-05-01.md").is_file()


def test_what_a_person_corrected_is_told_of_before_it_goes(run: Run) -> None:
    run("set", "2030-05-01", "date=2030-05-03", "place=Suva")
    run("link", "2030-05-03/aa01", "2031-05-01/bb01")
    said = run("remove", "2030-05-03", "--dry-run").stderr
    assert "lost even if the text is added again: 1 reviewed commitment, 2 corrected keys" in said
    assert "decisions hold again only if it is added with --date 2030-05-03\n" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["remove", "2030-05-02", "--yes"], "no statement '2030-05-02' in the ledger; did you mean '2030-05-01'?"),
        (["remove", "203", "--yes"], "ambiguous: 2030-05-01, 2031-05-01"),
        (["remove"], "Missing argument"),
        (["remove", "latest~7", "--yes"], "goes back too far"),
    ],
)
def test_what_cannot_be_removed_is_one_line(run: Run, ledger: Path, words: list[str], said: str) -> None:
    before = files_of(ledger)
    done = run(*words, code=2)
    assert (done.stdout, len(done.stderr.splitlines())) == ("", 1)
    assert said in done.stderr
    assert files_of(ledger) == before


@pytest.mark.parametrize("file", ["statements/2031-05-01.toml", "commitrack.toml", "sources/../commitrack.toml"])
def test_only_a_source_goes_with_a_statement(run: Run, ledger: Path, file: str) -> None:
    """Whatever a hand wrote as the file of a statement."""
    record = ledger / "statements/2030-05-01.toml"
    revise(record, "sources/2030-05-01.md", file)
    assert "without a source of its own" in run("remove", "2030", "--yes").stderr
    assert (ledger / file).is_file()


def test_a_source_that_another_statement_names_stays(run: Run, ledger: Path) -> None:
    record = (ledger / "statements/2030-05-01.toml").read_text()
    (ledger / "statements/2032-05-01.toml").write_text(
        record.replace("2030-05-01", "2032-05-01").replace("sources/2032-05-01.md", "sources/2030-05-01.md")
    )
    run("remove", "2030", "--yes")
    assert (ledger / "sources/2030-05-01.md").is_file()
    run("remove", "2032", "--yes")
    assert not (ledger / "sources/2030-05-01.md").exists()


def put_folder(path: Path) -> None:
    path.mkdir()


def put_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere.toml")


def put_link_outside(path: Path) -> None:
    path.symlink_to(path.parent.parent.parent / "undated.md")


@pytest.mark.parametrize("name", ["2030-01-01", "annex"])
@pytest.mark.parametrize("put", [put_folder, put_dangling_link])
def test_what_is_no_record_stands_in_nobodys_way(
    run: Run, ledger: Path, put: Callable[[Path], None], name: str
) -> None:
    put(ledger / f"statements/{name}.toml")
    assert "2030-05-01: date set, it is 2029-01-01 now\n" in run("set", "2030-05-01", "date=2029-01-01").stderr
    assert (ledger / "sources/2029-01-01.md").is_file()
    assert run("remove", "2029-01-01", "--yes").stderr.endswith("removed 2029-01-01\n")
    assert not (ledger / "sources/2029-01-01.md").exists()
    said = run("list", code=2).stderr
    assert f"statements/{name}.toml is no file but a folder, or a link that leads nowhere; take it away" in said
    checked = run("check", code=1)
    said = (
        f"error\tstatements/{name}.toml\t\tfile\tis no file but a folder, or a link that leads nowhere\ttake it away\n"
    )
    assert checked.stdout == said
    assert checked.stderr.endswith(": 1 error\n")


def test_a_source_that_may_be_anothers_stays_and_is_named(run: Run, ledger: Path) -> None:
    put_link_outside(ledger / "statements/2030-01-01.toml")
    said = run("remove", "2030-05-01", "--yes").stderr
    assert said.startswith("sources/2030-05-01.md stays where it is, as another statement may name it: ")
    assert "leads out of the ledger" in said
    assert said.endswith("removed 2030-05-01\n")
    assert (ledger / "sources/2030-05-01.md").is_file()


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), OSError(5, "input/output error")])
@pytest.mark.parametrize("at", range(4))
def test_a_removal_that_ends_half_way_is_finished_or_taken_back(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, at: int, trouble: BaseException
) -> None:
    """Ctrl-C or a failing disk, just before or after either file goes: both are there, or neither."""
    before = files_of(ledger)
    steps = iter(range(9))
    unlink = Path.unlink

    def going(path: Path, *given: bool, **named: bool) -> None:
        number = next(steps) if path.suffix in (".toml", ".md") else -1
        if at == 2 * number:
            raise trouble
        unlink(path, *given, **named)
        if number >= 0 and at == 2 * number + 1:
            raise trouble

    monkeypatch.setattr(Path, "unlink", going)
    with pytest.raises((KeyboardInterrupt, CommitrackError)):
        Ledger(ledger).remove(Ledger(ledger).plan_removal("2030-05-01"))
    monkeypatch.undo()
    Ledger(ledger).settle()
    left = files_of(ledger)
    assert left == before if at == 0 else sorted(left) == ["commitrack.toml", "statements/2031-05-01.toml"]
