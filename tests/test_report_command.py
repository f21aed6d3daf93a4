"""`commitrack report` as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COMMITRACK_LEDGER": str(ROOT / "data")}
    command = [sys.executable, "-m", "commitrack", "report", *words]
    return subprocess.run(command, capture_output=True, cwd=folder, env=environment, check=False, timeout=120)


def test_writes_one_page_the_same_each_time(tmp_path: Path) -> None:
    done = run("2025-04-03", "2025-09-22", "-o", "new.html", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    assert done.stderr.startswith(b"wrote new.html, ")
    page = (tmp_path / "new.html").read_bytes()
    assert page.startswith(b"<!doctype html>")
    assert b"commitrack report 2025-04-03 2025-09-22 -o new.html" in page
    assert str(tmp_path).encode() not in page
    run("2025-04-03..2025-09-22", "--output", str(tmp_path / "new.html"), folder=tmp_path)
    assert (tmp_path / "new.html").read_bytes() == page
    assert os.listdir(tmp_path) == ["new.html"]


def test_writes_a_whole_series(tmp_path: Path) -> None:
    assert run("--series", "us-japan-rok", "-o", "all.htm", folder=tmp_path).returncode == 0
    page = (tmp_path / "all.htm").read_text(encoding="utf-8")
    assert "5 meetings" in page
    assert 'class="timeline"' in page


@pytest.mark.parametrize("words", [["2025-04-03", "2025-09-22"], ["--series", "us-japan-rok"]])
def test_writes_markdown(words: list[str], tmp_path: Path) -> None:
    assert run(*words, "-o", "x.md", folder=tmp_path).returncode == 0
    text = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "## How this was made" in text


def test_prints_the_page(tmp_path: Path) -> None:
    done = run("-o", "-", folder=tmp_path)
    assert done.stdout.startswith(b"<!doctype html>")
    assert done.stderr == b""


WRONG = [
    (["-o", "x.pdf"], "'x.pdf': a report is written to FILE.html or FILE.md"),
    (["--series", "quad", "-o", "x.html"], "no series 'quad'; there are us-japan-rok"),
    (["2025-04-03", "-o", "x.html"], "two meetings are compared"),
    (["1999", "2025-09-22", "-o", "x.html"], "1999"),
    (["-o", "nowhere/x.html"], "cannot write nowhere/x.html: there is no folder"),
    ([], "Missing option '--output'"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_wrong_request_is_one_line(words: list[str], message: str, tmp_path: Path) -> None:
    done = run(*words, folder=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert os.listdir(tmp_path) == []
