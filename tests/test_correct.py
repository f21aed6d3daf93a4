"""What was added wrongly is taken out or put right with a command, and what people decided outlives it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger
from tests.conftest import OnTerminal, Run

LINKED = ("2030-05-01/aa01", "2031-05-01/bb01")


def files(ledger: Path) -> dict[str, bytes]:
    """Every file of a ledger with its bytes, the lock left out."""
    paths = (path for path in ledger.rglob("*") if path.is_file() and path.name != ".commitrack.lock")
    return {str(path.relative_to(ledger)): path.read_bytes() for path in paths}


def test_a_statement_goes_with_its_source_and_the_index_follows(run: Run, ledger: Path) -> None:
    run("link", *LINKED)
    assert "aa03" in run("list", "--fields", "id").stdout
    said = run("remove", "2030-05-01", "--yes").stderr
    assert said == (
        "2030-05-01  Busan, pair\n"
        "  3 commitments, 1 of them reviewed\n"
        "  with its source sources/2030-05-01.md\n"
        "  1 decision on them, kept in decisions.toml without effect: 2030-05-01/aa01 with 2031-05-01/bb01\n"
        "removed 2030-05-01\n"
    )
    assert sorted(files(ledger)) == ["commitrack.toml", "decisions.toml", "statements/2031-05-01.toml"]
    assert "2030" not in run("list", "--fields", "id").stdout
    assert run("statements", "--fields", "id").stdout == "2031-05-01\n"


def test_a_decision_holds_again_when_its_statement_is_back(run: Run, ledger: Path) -> None:
    (ledger.parent / "2031-05-01.md").write_text("Japan and the Republic of Korea will build a bridge.\n")
    run("remove", "2031-05-01", "--yes")
    run("add", "2031-05-01.md", "--series", "pair")
    (mine,) = Ledger(ledger).read("2031-05-01").commitments
    run("link", "2030-05-01/aa03", mine.id)
    run("remove", "2031-05-01", "--yes")
    (finding,) = json.loads(run("check", "--format", "json", code=1).stdout)
    assert finding["remedy"] == f"correct it, or commitrack link 2030-05-01/aa03 {mine.id} --undo"
    run("add", "2031-05-01.md", "--series", "pair")
    run("check")
    assert mine.id in run("diff", "2030", "2031", "--status", "reaffirmed").stdout


def test_a_decision_without_its_commitment_can_be_taken_back(run: Run) -> None:
    run("link", *LINKED)
    run("remove", "2031", "--yes")
    run("check", code=1)
    assert run("link", *LINKED, "--undo").stderr == f"taken back: {' and '.join(LINKED)}\n"
    run("check")


def test_nothing_goes_unless_a_person_says_so(run: Run, ledger: Path, on_terminal: OnTerminal) -> None:
    before = files(ledger)
    assert run("remove", "2030", code=2).stderr == (
        "commitrack: 2030-05-01 has 3 commitments; give --yes to remove it without a question\n"
    )
    assert run("remove", "2030", "--dry-run").stderr.endswith("nothing removed: --dry-run\n")
    assert "nothing removed" in on_terminal("remove", "2030-05-01", keys="maybe\nno\n", code=0)
    assert "nothing removed" in on_terminal("remove", "2030-05-01", keys="\x04", code=0)
    assert files(ledger) == before
    shown = on_terminal("remove", "2030-05-01", keys="yes\n", code=0)
    assert "3 commitments, 1 of them reviewed" in shown
    assert shown.endswith("removed 2030-05-01\n")
    assert not Ledger(ledger).names("2030")


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
    before = files(ledger)
    done = run(*words, code=2)
    assert (done.stdout, len(done.stderr.splitlines())) == ("", 1)
    assert said in done.stderr
    assert files(ledger) == before


@pytest.mark.parametrize("file", ["statements/2031-05-01.toml", "commitrack.toml", "sources/../commitrack.toml"])
def test_only_a_source_goes_with_a_statement(run: Run, ledger: Path, file: str) -> None:
    """Whatever a hand wrote as the file of a statement."""
    record = ledger / "statements/2030-05-01.toml"
    record.write_text(record.read_text().replace("sources/2030-05-01.md", file))
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


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), OSError(5, "input/output error")])
@pytest.mark.parametrize("at", range(4))
def test_a_removal_that_ends_half_way_is_finished_or_taken_back(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, at: int, trouble: BaseException
) -> None:
    """Ctrl-C or a failing disk, just before or after either file goes: both are there, or neither."""
    before = files(ledger)
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
        Ledger(ledger).remove("2030-05-01")
    monkeypatch.undo()
    Ledger(ledger).settle()
    left = files(ledger)
    assert left == before if at == 0 else sorted(left) == ["commitrack.toml", "statements/2031-05-01.toml"]
