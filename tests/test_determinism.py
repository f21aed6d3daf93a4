"""The same ledger and the same words give the same bytes: with any hash seed, locale, time zone and Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from tests.support import BUNDLED, ROOT

TEXTS = sorted((ROOT / "tests/marked/registers").glob("*.md"))[:3]
PLACES = {
    "Turkish, at the date line": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    "no language, far west": {"LC_ALL": "C", "LANG": "C", "TZ": "Etc/GMT+12", "PYTHONUTF8": "0"},
    "Arabic, an odd hour": {"LC_ALL": "ar_EG.UTF-8", "LANGUAGE": "ar", "TZ": "Asia/Kathmandu"},
}
"""Each with a hash seed of its own as well, as Python draws one."""
COMMANDS = (
    *(["list", "--format", "json"], ["list", "--topic", "defense"], ["statements"], ["topics", "--format", "csv"]),
    ["diff", "2023-08-18", "2024-11-15", "--format", "json"],
    ["diff", "2025-04-03", "2025-09-22", "--why", "--format", "table"],
    ["matrix", "--series", "us-japan-rok", "--format", "markdown"],
    ["similar", "oppose coercion in the South China Sea"],
    ["check", "--strict"],
    ["export", "-o", "all.csv"],
    *(["report", "2025-04-03", "2025-09-22", "-o", name] for name in ("a.html", "a.md")),
    ["report", "--series", "us-japan-rok", "-o", "series.html"],
)
OTHERS = {"3.12": "3.12.1", "3.13": "3.13.0"}
"""Other versions of Python, as pyenv may hold them; each in an environment of its own where it has one."""


def bytes_of(python: Sequence[str], folder: Path, **environment: str) -> dict[str, str]:
    """Digests of all that the commands print and write, `add` to a new ledger among them."""
    folder.mkdir()
    base = {name: value for name, value in os.environ.items() if not name.startswith(("COMMITRACK", "LC_", "PYTHONH"))}
    own = {**base, "COLUMNS": "100", "XDG_CACHE_HOME": str(folder / "cache"), **environment}
    found = {}

    def run(name: str, *words: str) -> None:
        done = subprocess.run(
            [*python, "-m", "commitrack", *words], cwd=folder, env=own, capture_output=True, check=False
        )
        assert done.returncode in (0, 1), done.stderr.decode()
        assert b"Traceback" not in done.stderr
        found[name] = sha256(done.stdout).hexdigest()

    run("init", "init", "ledger", "--series", "mixed")
    for source in TEXTS:
        shutil.copy(source, folder)
        run(source.name, "--ledger", "ledger", "add", source.name)
    for words in COMMANDS:
        run(" ".join(words), "--ledger", str(BUNDLED), *words)
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".toml", ".md", ".csv", ".html")]
    return found | {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return bytes_of([sys.executable], tmp_path_factory.mktemp("here") / "run", PYTHONHASHSEED="0")


@pytest.mark.parametrize("place", PLACES)
def test_the_same_bytes_everywhere(place: str, expected: dict[str, str], tmp_path: Path) -> None:
    assert bytes_of([sys.executable], tmp_path / "run", PYTHONHASHSEED="random", **PLACES[place]) == expected


@pytest.mark.parametrize("version", OTHERS)
def test_the_same_bytes_on_other_pythons(version: str, expected: dict[str, str], tmp_path: Path) -> None:
    if sysconfig.get_python_version() == version:
        pytest.skip("that is this Python")
    python = find_python(version)
    assert bytes_of([python], tmp_path / "run", PYTHONPATH=str(ROOT / "src")) == expected


def find_python(version: str) -> str:
    """Where the other Python is that has the package's dependencies; skip where there is none.

    `COMMITRACK_PYTHON_3_12` and `COMMITRACK_PYTHON_3_13` name the interpreters.
    """
    name = f"COMMITRACK_PYTHON_{version.replace('.', '_')}"
    python = os.environ.get(name, "") or shutil.which(f"python{version}") or ""
    if not python:
        pytest.skip(f"no Python {version} here; {name} can name one with the package's dependencies")
    needed = "import typer, rich, dateutil, yaml, filelock, jinja2"
    if subprocess.run([python, "-c", needed], capture_output=True, check=False).returncode:
        pytest.skip(f"Python {version} is here without the package's dependencies; {name} can name one that has them")
    return python
