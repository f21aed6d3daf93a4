"""A ledger stored when the format was of version 1: it is read for good, and a newer one is refused unharmed."""

from __future__ import annotations

import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from tests.support import files_of, run_program

from commitrack.errors import RecordError
from commitrack.ledger import Ledger
from commitrack.ledger.check import check_ledger
from commitrack.model import Act, Verdict
from commitrack.reading import read_document

STORED = Path(__file__).parent / "stored/schema-1"
EARLIER, LATER = "statements/2030-05-01.toml", "statements/2031-05-01.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORED, tmp_path / "ledger"))


def run(root: Path, *words: str, code: int = 0) -> str:
    done = run_program("--ledger", str(root), *words, ledger=None, folder=root.parent, code=code)
    return done.stdout + done.stderr


def tables(root: Path, file: str) -> dict[str, object]:
    return tomllib.loads((root / file).read_bytes().decode("utf-8"))


def test_a_stored_ledger_is_read_whole() -> None:
    ledger = Ledger(STORED)
    earlier, later = ledger.statements()
    assert (earlier.id, earlier.date, earlier.title) == ("2030-05-01", date(2030, 5, 1), "Ministers of the two coasts")
    assert [each.act for each in earlier.commitments] == [Act.AFFIRM, Act.PLEDGE]
    assert earlier.commitments[0].note == "two\nlines"
    assert (earlier.commitments[0].force, earlier.commitments[1].force) == (None, 4)
    assert later.commitments[0].due == date(2033, 12, 31)
    assert later.commitments[0].extra == {"seen_by": ["K.", "L."]}
    assert [each.verdict for each in ledger.decisions()] == [Verdict.SAME, Verdict.DIFFERENT]
    assert (ledger.config.name, ledger.config.series) == ("Harbour desk", "two-coasts")
    assert check_ledger(ledger, read_text=lambda data, name: read_document(data, name=name).text) == ()


@pytest.mark.parametrize(
    "words",
    ["list", "statements", "topics", "due", "diff 2030 2031", "history ferries", "matrix", "check", "show 7b84"],
)
def test_every_command_still_reads_it(root: Path, words: str) -> None:
    assert run(root, *words.split())
    assert files_of(root / "statements") == files_of(STORED / "statements")


def test_keys_of_the_future_survive_every_rewrite(root: Path) -> None:
    assert f"{EARLIER}.bak" in run(root, "set", "2030-05-01/ferries", "note=seen")
    assert ".bak" not in run(root, "set", "2030-05-01/ferries", "note=seen again")
    run(root, "set", "2031-05-01/7b84", "note=seen")
    run(root, "link", "strait", "2786", "--reason", "new")
    source = shutil.copy(root / "sources/2031-05-01.md", root.parent)
    run(root, "add", str(source), "--update")
    for file in (EARLIER, "decisions.toml"):
        assert (root / f"{file}.bak").read_bytes() == (STORED / file).read_bytes()
    assert not (root / f"{LATER}.bak").exists()
    earlier, later, decisions = (tables(root, file) for file in (EARLIER, LATER, "decisions.toml"))
    assert earlier["statement"]["mood"] == "warm"  # type: ignore[index]
    assert [each.get("weight") for each in earlier["commitment"]] == [0.5, None]  # type: ignore[attr-defined]
    assert later["review"] == tables(STORED, LATER)["review"]
    assert later["commitment"][0]["seen_by"] == ["K.", "L."]  # type: ignore[index]
    assert later["commitment"][-1]["sightings"] == {"page": 2}  # type: ignore[index]
    assert decisions["history"] == {"reviewed_on": date(2031, 6, 1)}
    assert [each.get("decided_by") for each in decisions["decision"]] == ["K.", None, None]  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", [EARLIER, LATER, "decisions.toml", "commitrack.toml"])
@pytest.mark.parametrize("version", ["2", "99"])
def test_a_newer_format_is_refused_and_left_alone(root: Path, file: str, version: str) -> None:
    path = root / file
    path.write_bytes(path.read_bytes().replace(b"schema = 1", f"schema = {version}".encode()))
    before = {each: each.read_bytes() for each in root.rglob("*.*") if each.is_file()}
    found = run(root, "check", code=1)
    assert f"{version} is newer than this commitrack reads (1)" in found
    assert "pip install --upgrade commitrack" in found
    commands = {
        EARLIER: ["set", "2030-05-01/ferries", "note=x"],
        LATER: ["set", "2031-05-01/7b84", "note=x"],
        "decisions.toml": ["link", "strait", "7b84"],
        "commitrack.toml": ["add", str(root / "sources/2031-05-01.md"), "--update"],
    }
    said = run(root, *commands[file], code=2)
    assert f"{file}: schema: {version} is newer" in said
    assert {each: each.read_bytes() for each in root.rglob("*.*") if each.is_file() and each in before} == before


def test_a_newer_statement_among_others_stops_only_itself(root: Path) -> None:
    path = root / LATER
    path.write_bytes(path.read_bytes().replace(b"schema = 1", b"schema = 2"))
    with pytest.raises(RecordError, match="newer"):
        Ledger(root).read("2031-05-01")
    assert len(Ledger(root).read("2030-05-01").commitments) == 2
    assert run(root, "list", "--statement", "2030-05-01").count("\n") == 2
