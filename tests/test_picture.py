"""What a terminal would show, drawn as a picture."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from commitrack.views.picture import draw_picture

if TYPE_CHECKING:
    from tests.conftest import Run


def words_of(svg: str) -> str:
    return "".join(ElementTree.fromstring(svg).itertext()).replace("\xa0", " ")


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
