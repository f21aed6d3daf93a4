"""What a shell offers while a command is typed, as bash, zsh and fish ask for it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import LATER
from tests.support import BUNDLED

from commitrack.cli.app import COMMANDS

if TYPE_CHECKING:
    from tests.conftest import Run

Offers = Callable[..., list[str]]


@pytest.fixture
def offers(run: Run) -> Offers:
    """Return what bash is offered for a line that ends at the cursor."""

    def ask(line: str, **environment: str) -> list[str]:
        words = f"commitrack {line}"
        asked = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        done = run(_COMMITRACK_COMPLETE="complete_bash", **asked, **environment)
        assert done.stderr == ""
        return done.stdout.split()

    return ask


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("di", "diff"),
        ("help ma", "matrix"),
        ("list --to", "--topic"),
        ("list --topic dpr", "dprk"),
        ("list --topic defense,dpr", "defense,dprk"),
        ("list --act ple", "pledge"),
        ("list --sort f", "force"),
        ("list --format js", "json jsonl"),
        ("list --series ", "pair"),
        ("list --statement 2030", "2030-05-01"),
        ("diff --change so", "softer"),
        ("link --change so", "softer"),
        ("diff --status d", "dropped"),
        ("diff ", "2031-05-01 2030-05-01 latest latest~1"),
        ("diff 2030-05-01 2031", "2031-05-01"),
        ("diff 2030..20", "2030..2031-05-01 2030..2030-05-01"),
        ("review 2030", "2030-05-01"),
        ("report 2030", "2030-05-01"),
        ("show --uncovered 2030", "2030-05-01"),
        ("show ", "2031-05-01/ 2030-05-01/"),
        ("show 2031", "2031-05-01/bb01 2031-05-01/bb02"),
        ("show aa01 2030-05-01/aa02 a", "aa01 aa02 aa03"),
        ("history bb02", "bb02"),
        ("similar bb", "bb01 bb02"),
        *((f"{command} aa01 b", "bb01 bb02") for command in ("why", "link", "unlink")),
        ("set 2030-05-01/aa0", "2030-05-01/aa01 2030-05-01/aa02 2030-05-01/aa03"),
        ("add --series p", "pair"),
    ],
)
def test_what_is_offered(offers: Offers, line: str, offered: str) -> None:
    assert offers(line) == offered.split()


def test_all_commands_are_offered(offers: Offers) -> None:
    assert offers("") == list(COMMANDS)


def test_commitments_are_looked_for_in_the_newest_statements(offers: Offers, ledger: Path) -> None:
    for year in range(2100, 2300):
        record = LATER.replace("2031-05-01", f"{year}-05-01").replace("bb0", f"d{year}")
        (ledger / f"statements/{year}-05-01.toml").write_text(record, encoding="utf-8")
    assert offers("show d22991") == ["d22991"]
    assert offers("show d21001") == ["d21001"]
    assert offers("show aa") == []


@pytest.mark.parametrize("line", ["show 2", "diff ", "list --series ", "list --statement 2", "similar 3"])
def test_without_a_ledger_nothing_is_offered_and_nothing_said(offers: Offers, tmp_path: Path, line: str) -> None:
    assert offers(line, COMMITRACK_LEDGER=str(tmp_path / "nowhere")) == []
    (tmp_path / "nowhere/statements").mkdir(parents=True)
    (tmp_path / "nowhere/statements/2030-01-01.toml").write_bytes(b'\xff[[id = "')
    assert set(offers(line, COMMITRACK_LEDGER=str(tmp_path / "nowhere"))) <= {"latest", "latest~1"}


@pytest.mark.parametrize("typed", ["--ledger {} show 2", "show --ledger {} 2", "show --ledger={} 2"])
def test_the_ledger_that_is_typed_counts(offers: Offers, typed: str) -> None:
    data = BUNDLED
    assert "2022-11-13/" in offers(typed.format(data))


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_words_stand_beside_ids(run: Run, shell: str) -> None:
    asked = {"_TYPER_COMPLETE_ARGS": "commitrack show aa03", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    shown = run(_COMMITRACK_COMPLETE=f"complete_{shell}", **asked).stdout
    assert re.search(r"aa03\W+Japan will fund a ferry terminal", shown)


def test_a_ledger_runs_nothing_in_the_shell(run: Run, ledger: Path, tmp_path: Path) -> None:
    evil = "'\\\"\\\\$(touch pwned)`touch pwned`;:*"
    file = ledger / "statements/2030-05-01.toml"
    hostile = file.read_text().replace("They condemned", evil).replace("aa03", "aa$(touch pwned)")
    file.write_text(hostile.replace('series = "pair"', 'series = "$(touch pwned)"'))
    for line in ("show 2030", "list --series "):
        asked = {"_TYPER_COMPLETE_ARGS": f"commitrack {line}"}
        shown = run(_COMMITRACK_COMPLETE="complete_zsh", **asked).stdout
        assert not set("$`\\*") & set(shown.replace("'*: :((", ""))
        if shutil.which("zsh"):
            played = f'_arguments() {{ eval "ws=($2 ${{1#*:*:}})" }}; _files() {{}}\n{shown}'
            subprocess.run(["zsh", "-fc", played], cwd=tmp_path, capture_output=True, check=False)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_installs_its_script(run: Run, tmp_path: Path, shell: str) -> None:
    given = {"HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    script = run("--show-completion", shell, **given).stdout
    assert "_COMMITRACK_COMPLETE=complete_" + shell in script
    assert "installed" in run("--install-completion", shell, **given).stdout
    assert any(path.read_text().strip() == script.strip() for path in tmp_path.rglob("*commitrack*") if path.is_file())
