"""The house's plan: who may import whom, and which room a library lives in."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import ROOT

SOURCES = ROOT / "src" / "commitrack"
STAGES = ("lexicon", "reading", "extraction", "ledger", "comparison", "evaluation", "views")
BASE = {"model", "errors", "numbers", "patterns"}
MAY_IMPORT: dict[str, set[str]] = {name: set() for name in BASE}
MAY_IMPORT |= {stage: BASE | {"lexicon", stage} for stage in STAGES}
MAY_IMPORT["intake"] = BASE | {"lexicon", "reading", "extraction", "comparison", "ledger", "intake", "__version__"}
"""The one room that joins stages, from sources to the ledger; workers have to be of the same version."""
EVERYTHING = {"cli", "__main__", "__init__"}
"""The front doors: the command line and the package itself."""
HOMES = {
    "typer": {"cli"},
    "rich": {"views", "cli"},
    "tomli": {"ledger", "lexicon"},
    "dateutil": {"extraction"},
    "yaml": {"reading"},
    "jinja2": {"views"},
    "filelock": {"ledger"},
    "pyarrow": {"views"},
    "urllib3": {"reading"},
    "trafilatura": {"reading"},
    "lxml": {"reading"},
    "pypdfium2": {"reading"},
    "docx": {"reading"},
    "distributed": {"intake"},
}
MODULES = sorted(SOURCES.rglob("*.py"))


def room_of(path: Path) -> str:
    """The room that a file stands in, or its own name beside the rooms."""
    return path.relative_to(SOURCES).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, by its full name, inside functions too."""
    package = ("commitrack", *path.relative_to(SOURCES).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *filter(None, [node.module])))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def test_the_plan_of_the_house_names_every_room_and_nothing_that_is_gone() -> None:
    plan = (SOURCES.parent.parent / "docs" / "house.md").read_text(encoding="utf-8")
    rooms = {path.name for path in SOURCES.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms == set(re.findall(r"^\| `(\w+)/` \|", plan, re.MULTILINE))
    for named in re.findall(rf"`((?:{'|'.join(rooms)})/[\w./]+)`", plan):
        assert (SOURCES / named).exists(), named


def test_the_plan_says_of_every_table_where_its_cases_stand() -> None:
    plan = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", plan.split("\n## A row and its case\n")[1].split("\n## ")[0]))
    counted = {"frequencies", "weights"}
    assert {path.stem for path in (SOURCES / "lexicon").glob("*.toml")} - counted <= named
    assert {path.stem for path in (ROOT / "tests" / "cases").glob("*.toml") if "ledger" not in path.stem} <= named


def test_every_home_is_lived_in() -> None:
    lived_in = {(name.partition(".")[0], room_of(path)) for path in MODULES for name in imports(path)}
    assert {(library, room) for library, rooms in HOMES.items() for room in rooms} <= lived_in


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_imports_keep_to_the_plan(path: Path) -> None:
    room = room_of(path)
    for name in imports(path):
        first, _, rest = name.partition(".")
        if first == "commitrack":
            target = rest.partition(".")[0]
            assert room in EVERYTHING or target in MAY_IMPORT[room], f"{room} imports {name}"
        else:
            stray = first not in {*sys.stdlib_module_names, "msgspec"} or first in HOMES
            assert not stray or room in HOMES.get(first, ()), f"{room} imports {first}"
