"""The JSON of every command is what its schema in `docs/schemas` says, and `docs/json.md` names every field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.support import ROOT, run_program

from commitrack.cli.app import COMMANDS

jsonschema = pytest.importorskip("jsonschema")

SCHEMAS = ROOT / "docs/schemas"
DOCUMENT = ROOT / "docs/json.md"
LIKE = r"\bas in \[\w+\]\(#([\w-]+)\)"
"""How a section of the document says that another tells of the same fields."""
SOURCE = str(ROOT / "data/sources/2025-04-03.md")
MARKED = str(ROOT / "tests/marked")

OUTPUTS = (
    ("add", ("add", SOURCE, "--ledger", "LEDGER")),
    ("add", ("add", SOURCE, "--ledger", "LEDGER", "--update", "--dry-run")),
    ("extract", ("extract", SOURCE)),
    ("uncovered", ("extract", SOURCE, "--uncovered")),
    ("uncovered", ("show", "--uncovered", "2025-04-03")),
    ("list", ("list",)),
    ("show", ("show", "2025-09-22/8c8e")),
    ("show", ("show", "2030-05-01/aa01", "2031-05-01/bb01", "--ledger", "HAND")),
    ("list", ("list", "--ledger", "HAND")),
    ("statements", ("statements",)),
    ("statements", ("statements", "--ledger", "HAND")),
    ("topics", ("topics",)),
    ("due", ("due", "--undated")),
    ("diff", ("diff", "2025-04-03", "2025-09-22")),
    ("diff", ("diff", "2030-05-01", "2031-05-01", "--ledger", "HAND")),
    ("diff-stat", ("diff", "2025-04-03", "2025-09-22", "--stat")),
    ("why", ("why", "2025-04-03/53c6", "2025-09-22/8c8e")),
    ("why", ("why", "2025-04-03/53c6", "2025-09-22/4039")),
    ("history", ("history", "2025-09-22/8c8e")),
    ("matrix", ("matrix",)),
    ("similar", ("similar", "2025-09-22/8c8e")),
    ("review", ("review", "2025-04-03", "2025-09-22")),
    ("check", ("check", "--strict", "--ledger", "WRONG")),
    ("evaluate", ("evaluate", MARKED, "--misses")),
)


def read_schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def closed(schema: Any) -> Any:
    """The schema with no place for fields that it does not name: what is not written down is not promised."""
    strict = deepcopy(schema)
    for part in parts(strict):
        if "properties" in part:
            part["additionalProperties"] = False
    return strict


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield a schema and those inside it."""
    if isinstance(schema, dict):
        yield schema
        for inner in schema.values():
            yield from parts(inner)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the indexes are kept, built once for all."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A ledger in which something is wrong."""
    root = tmp_path / "wrong"
    (root / "statements").mkdir(parents=True)
    (root / "commitrack.toml").write_text("schema = 1\n", encoding="utf-8")
    record = '[[commitment]]\nid = "2030-01-01/1"\nquote = "x"\nact = "promise"\nactors = ["all"]\ntopics = ["x"]\n'
    (root / "statements/2030-01-01.toml").write_text(f"schema = 1\n{record}", encoding="utf-8")
    return root


@pytest.mark.parametrize(("name", "words"), OUTPUTS, ids=lambda value: value if isinstance(value, str) else None)
def test_output_is_what_the_schema_says(
    name: str, words: tuple[str, ...], tmp_path: Path, ledger: Path, wrong: Path, cache: Path
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "commitrack.toml").write_text("schema = 1\n", encoding="utf-8")
    places = {"LEDGER": str(mine), "HAND": str(ledger), "WRONG": str(wrong)}
    given = (places.get(word, word) for word in words)
    done = run_program(*given, "--format", "json", ledger=None, folder=tmp_path, code=None, XDG_CACHE_HOME=str(cache))
    assert done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)
    assert found, "an empty answer shows nothing"
    check = jsonschema.Draft202012Validator(closed(read_schema(name)), format_checker=jsonschema.FormatChecker())
    assert not [f"{'/'.join(map(str, error.path))}: {error.message}" for error in check.iter_errors(found)]


def test_every_schema_is_one_and_is_held_against_output() -> None:
    names = {path.stem for path in SCHEMAS.glob("*.json")}
    assert names == {name for name, _ in OUTPUTS}
    for name in names:
        jsonschema.Draft202012Validator.check_schema(read_schema(name))


def test_every_command_that_prints_records_has_a_schema() -> None:
    without = {"init", "link", "unlink", "set", "remove", "report", "export", "help"}
    assert {words[0] for _, words in OUTPUTS} == COMMANDS.keys() - without


NAMES = sorted(path.stem for path in SCHEMAS.glob("*.json"))


def read_sections() -> dict[str, str]:
    """The sections of `docs/json.md`, by the address of a link to each."""
    parts = (part.partition("\n") for part in DOCUMENT.read_text(encoding="utf-8").split("\n## ")[1:])
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-"): words for heading, _, words in parts}


def told_in(section: str, sections: dict[str, str]) -> list[set[str]]:
    """The fields of each table of a section; what its opening says it is like ("as in") has part in the first."""
    opening, *tables = re.split(r"\n\| field .*", sections[section])
    own = [set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) for table in tables]
    for other in re.findall(LIKE, opening):
        own[0] |= told_in(other, sections)[0]
    return own


def told_by(section: str, sections: dict[str, str]) -> list[set[str]]:
    """The same with the tables of the sections that it refers to."""
    others = re.findall(LIKE, sections[section])
    return told_in(section, sections) + [table for other in others for table in told_by(other, sections)]


@pytest.mark.parametrize("name", NAMES)
def test_the_fields_of_a_schema_are_those_that_its_section_tells(name: str) -> None:
    sections = read_sections()
    [section] = [each for each, words in sections.items() if f"(schemas/{name}.json)" in words]
    records = [set(part["properties"]) for part in parts(read_schema(name)) if "properties" in part]
    assert [record for record in records if record not in told_by(section, sections)] == []
    assert [table for table in told_in(section, sections) if table not in records] == []


def test_a_record_that_stands_in_several_schemas_is_the_same_in_each() -> None:
    """They are files without references to each other, as users want them, so that only this holds them together."""
    records: dict[tuple[str, ...], Any] = {}
    for name in NAMES:
        for part in parts(read_schema(name)):
            if "properties" in part:
                shape = part["properties"], part["required"]
                assert records.setdefault(tuple(part["properties"]), shape) == shape, (name, list(part["properties"]))
    commitment = read_schema("list")["items"]["properties"]
    for name in ("show", "due", "similar"):
        fields = read_schema(name)["items"]["properties"]
        assert {field: fields.get(field) for field in commitment} == commitment, name
