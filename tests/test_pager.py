"""Long output at a terminal goes through the pager, and nothing else does."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support import BUNDLED

from commitrack.cli.pager import count_rows, find_pager

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run

LONG = ("diff", "2030", "2031", "--exit-code")


@pytest.fixture
def paged(tmp_path: Path) -> Path:
    """What a pager was given that writes it down."""
    return tmp_path / "paged"


def test_more_than_a_screen_is_paged(on_terminal: OnTerminal, paged: Path) -> None:
    whole = on_terminal(*LONG, "--no-pager", LINES="5", PAGER=f"cat > {paged}", code=1)
    assert not paged.exists()
    assert on_terminal(*LONG, LINES="5", PAGER=f"cat > {paged}", code=1) == ""
    assert paged.read_text() == whole
    assert "\x1b[" in whole


@pytest.mark.parametrize("lines", [3, 4, 5])
def test_a_screen_leaves_a_row_for_the_prompt(on_terminal: OnTerminal, paged: Path, lines: int) -> None:
    shown = on_terminal("list", "--limit", "1", LINES=str(lines), PAGER=f"cat > {paged}")
    assert len((shown or paged.read_text()).splitlines()) == 3
    assert paged.exists() == (lines == 3)


@pytest.mark.parametrize("given", [{"PAGER": ""}, {"PAGER": "cat"}, {"TERM": "dumb"}, {"PAGER": "no-such-pager"}])
def test_who_wants_no_pager_gets_none(on_terminal: OnTerminal, paged: Path, given: dict[str, str]) -> None:
    environment = {"PAGER": f"cat > {paged}", **given}
    assert "Defence" in on_terminal(*LONG, LINES="5", **environment)
    assert not paged.exists()


def test_a_pipe_is_never_paged(run: Run, paged: Path) -> None:
    assert run("list", "--format", "table", LINES="2", PAGER=f"cat > {paged}").stdout.count("\n") > 5
    assert not paged.exists()


def test_every_format_is_paged_but_not_what_add_says(on_terminal: OnTerminal, paged: Path, tmp_path: Path) -> None:
    given = {"LINES": "2", "PAGER": f"cat > {paged}"}
    for style in ("tsv", "json", "toml", "csv"):
        assert on_terminal("list", "--format", style, **given) == ""
        assert "aa01" in paged.read_text()
    for name in ("one", "two"):
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / f"texts/{name}.md").write_text(f"---\ndate: 2040-01-01\n---\nJapan will fund pier {name}.\n")
    assert on_terminal("add", str(tmp_path / "texts"), "--format", "tsv", **given).count("\tstored\t") == 2


def test_leaving_early_is_quiet_and_keeps_the_exit_code(on_terminal: OnTerminal) -> None:
    many = ("--ledger", str(BUNDLED))
    assert on_terminal(*LONG[:1], "--exit-code", *many, LINES="5", PAGER="true", code=1) == ""
    assert on_terminal("list", *many, "-f", "json", LINES="5", PAGER="head -n 1", code=0) == "[\n"


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_less_is_the_pager_unless_told_otherwise(on_terminal: OnTerminal) -> None:
    shown = on_terminal("list", LINES="5", PAGER="less", keys="q", LESS="FRX", code=0)
    assert "The two ministers" in shown
    assert "Traceback" not in shown


def test_what_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in ("less", "more") else None)
    assert find_pager({}) == "less"
    assert find_pager({"PAGER": "more -s"}) == "more -s"
    assert find_pager({"PAGER": "LESS=F less"}) == "LESS=F less"
    assert find_pager({"PAGER": " "}) == find_pager({"PAGER": "most"}) == find_pager({"TERM": "dumb"}) == ""


def test_a_row_is_what_the_terminal_shows() -> None:
    assert [count_rows(line, 10) for line in ("", "a" * 10, "a" * 11, "\x1b[1m" + "a" * 10 + "\x1b[0m", "海" * 6)] == [
        *(1, 1, 2, 1, 2)
    ]
