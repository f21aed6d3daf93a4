"""What a terminal would show, drawn as a picture; those of the README, which `python tests/test_picture.py` renews."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from commitrack.views.picture import draw_picture

if TYPE_CHECKING:
    from tests.conftest import Run

ROOT = Path(__file__).parent.parent
COMMAND = re.compile(r"^commitrack (.* --save (docs/pictures/[a-z]+\.svg))$", re.MULTILINE)


def words_of(svg: str) -> str:
    return "".join(ElementTree.fromstring(svg).itertext()).replace("\xa0", " ")


def readme_pictures() -> Iterator[tuple[str, list[str]]]:
    """The pictures of the README, and how it says that they are made."""
    for command, file in COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        yield file, shlex.split(command)


def draw(words: list[str]) -> None:
    """Run the program on the ledger that comes with it, in the repository."""
    subprocess.run([sys.executable, "-m", "commitrack", "--ledger", "data", *words], cwd=ROOT, check=True)


def lines_of(svg: str) -> list[str]:
    """What is written in a picture, whatever the library made of the rest."""
    return [each.text or "" for each in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize(("file", "words"), list(readme_pictures()))
def test_a_picture_of_the_readme_is_what_the_program_draws(file: str, words: list[str], tmp_path: Path) -> None:
    draw([*words[:-1], str(tmp_path / "now.svg")])
    now, stored = (path.read_text(encoding="utf-8") for path in (tmp_path / "now.svg", ROOT / file))
    assert lines_of(stored) == lines_of(now), "renew it: python tests/test_picture.py"


def test_the_readme_shows_each_picture_once() -> None:
    shown = re.findall(r'src="(docs/pictures/[^"]+)"', (ROOT / "README.md").read_text(encoding="utf-8"))
    stored = [path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/pictures").iterdir()]
    assert sorted(shown) == sorted(file for file, _ in readme_pictures()) == sorted(stored)


@pytest.mark.parametrize("command", [("diff", "2030-05-01", "2031-05-01", "--stat"), ("matrix", "--series", "pair")])
def test_a_picture_says_what_the_terminal_says(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert run(*command, "--save", str(tmp_path / "drawn.svg")).stdout == ""
    drawn = (tmp_path / "drawn.svg").read_text()
    assert "Infrastructure" in words_of(drawn)
    shown = run(*command, "--format", "table").stdout
    assert set(re.findall(r"\w{5,}", shown)) <= set(re.findall(r"\w{5,}", words_of(drawn)))


def test_a_picture_asks_nothing_of_the_network_and_runs_nothing() -> None:
    drawn = draw_picture(["\x1b[1m<script>alert(1)</script>\x1b[0m & more"], "a title")
    assert "<script>alert(1)</script> & more" in words_of(drawn)
    assert "<script" not in drawn
    assert "url(http" not in drawn
    assert "@font-face" not in drawn


def test_a_picture_of_whole_entries_is_refused(run: Run, tmp_path: Path) -> None:
    assert "--stat" in run("diff", "--save", str(tmp_path / "drawn.svg"), code=2).stderr
    assert "FILE.svg" in run("diff", "--stat", "--save", str(tmp_path / "drawn.png"), code=2).stderr
    assert not list(tmp_path.glob("drawn*"))


def test_nothing_is_drawn_of_nothing(run: Run, tmp_path: Path) -> None:
    said = run("matrix", "--topic", "middle-east", "--save", str(tmp_path / "drawn.svg"), code=2).stderr
    assert said == "commitrack: no commitment matches, so there is nothing to draw\n"
    assert not list(tmp_path.glob("drawn*"))


if __name__ == "__main__":
    for _, given in readme_pictures():
        draw(given)
