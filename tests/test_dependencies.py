"""Nothing is imported that is not declared, and without the extras every command works or says what to install."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest
from tests.support import ROOT, Done, run_program

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMES = {
    "dateutil": "python-dateutil",
    "yaml": "pyyaml",
    "docx": "python-docx",
    "distributed": "dask",
    "lxml": "lxml-html-clean",
}
"""Modules that are called otherwise than what is installed; lxml comes along with its cleaner, and with trafilatura."""
WITHOUT_EXTRAS = """
import sys

allowed = set(sys.argv.pop(1).split(","))

class Bare:
    def find_spec(self, name, path=None, target=None):
        first = name.partition(".")[0]
        if first not in allowed and first not in sys.stdlib_module_names and not first.startswith("_"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Bare())
from commitrack.__main__ import main
main()
"""
"""The program in an environment in which only some packages can be imported."""


def plain(requirement: str) -> str:
    """The normal name of what a requirement asks for."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;(]", requirement, maxsplit=1)[0]).lower()


def declared(*extras: str) -> set[str]:
    lists = [PROJECT["dependencies"], *(PROJECT["optional-dependencies"][extra] for extra in extras)]
    return set(map(plain, chain.from_iterable(lists)))


def imported() -> Iterator[tuple[Path, str]]:
    """Every module of others that the package imports, inside functions too."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for first in {name.partition(".")[0] for name in names}:
                if first not in sys.stdlib_module_names and first != "commitrack":
                    yield path, first


@pytest.mark.parametrize("script", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.name)
def test_what_a_benchmark_takes_from_the_package_is_there(script: Path) -> None:
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "commitrack":
            module = import_module(node.module or "")
            for name in node.names:
                assert hasattr(module, name.name) or find_spec(f"{node.module}.{name.name}"), (node.module, name.name)


def test_what_is_imported_is_declared() -> None:
    known = declared("documents", "cluster", "parquet")
    found = {first for _, first in imported()}
    assert {plain(NAMES.get(first, first)) for first in found} == known


def test_every_dependency_is_bounded() -> None:
    for each in chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()):
        assert re.search(r">=\d", each) or each.startswith(("commitrack[", "types-")), each


def test_every_dependency_is_explained() -> None:
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    named = {plain(name) for name in re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)}
    assert named == declared("documents", "cluster", "parquet")
    last = page[page.index("## To work on it") :]
    assert {plain(name) for name in re.findall(r"`([\w-]+)`", last)} >= declared("dev") - declared() - {"commitrack"}


def base_modules() -> str:
    """Names of the modules that come with the package alone, without its extras."""
    waiting, seen = sorted(declared()), set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        waiting += [plain(each) for each in needs if "extra ==" not in each]
    homes = importlib.metadata.packages_distributions()
    own = [module for module, names in homes.items() if {plain(each) for each in names} & seen]
    return ",".join(["commitrack", *own])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("list", 0, ""),
        ("diff 2025-04-03 2025-09-22", 0, ""),
        ("matrix --series us-japan-rok", 0, ""),
        ("check", 0, "0 errors"),
        ("similar peace_and_security", 0, ""),
        ("report 2025-04-03 2025-09-22 -o a.html", 0, ""),
        ("export -o a.sqlite", 0, "wrote a.sqlite"),
        ("extract text.md", 0, "1 commitment"),
        ("extract page.html", 2, "pip install 'commitrack[documents]'"),
        ("extract paper.pdf", 2, "pip install 'commitrack[documents]'"),
        ("extract paper.docx", 2, "pip install 'commitrack[documents]'"),
        ("extract https://example.org/a", 2, "pip install 'commitrack[documents]'"),
        ("export -o a.parquet", 2, "pip install 'commitrack[parquet]'"),
        ("--ledger own add text.md --scheduler tcp://127.0.0.1:1", 2, "pip install 'commitrack[cluster]'"),
    ],
)
def test_without_extras(words: str, code: int, says: str, tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("---\ndate: 2030-01-01\n---\nThey will open a ferry line.\n", encoding="utf-8")
    (tmp_path / "page.html").write_text("<html><body><p>They will open a ferry line.", encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "paper.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    (tmp_path / "own/statements").mkdir(parents=True)
    done = run_bare(words, tmp_path)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr


def run_bare(words: str, folder: Path) -> Done:
    """Run the program without its extras."""
    program = (sys.executable, "-c", WITHOUT_EXTRAS, base_modules())
    return run_program(*words.split(), ledger=None, folder=folder, code=None, program=program)


FROM_A_PAGE = """
schema = 1

[statement]
id = "{day}"
date = {day}
file = "page.html"

[[commitment]]
id = "{day}/{day}"
quote = "open a ferry line"
span = [10, 27]
act = "pledge"
actors = ["all"]
topics = ["people"]
"""


@pytest.mark.parametrize("words", ["show 2030 2031 -f json", "show 2030 2031 -f table", "report -o -"])
def test_texts_that_need_an_extra_are_left_out_with_one_word(words: str, tmp_path: Path) -> None:
    (tmp_path / "statements").mkdir()
    (tmp_path / "commitrack.toml").write_text("schema = 1\n", encoding="utf-8")
    (tmp_path / "page.html").write_text("<html><body><p>They will open a ferry line.", encoding="utf-8")
    for day in ("2030-01-01", "2031-01-01"):
        (tmp_path / f"statements/{day}.toml").write_text(FROM_A_PAGE.format(day=day), encoding="utf-8")
    done = run_bare(words, tmp_path)
    assert (done.returncode, "open a ferry line" in done.stdout) == (0, True), done.stderr
    assert done.stderr.splitlines() == [
        "texts are left out: web pages need trafilatura: pip install 'commitrack[documents]'"
    ]
