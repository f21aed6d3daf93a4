"""What changed between two meetings, on the command line: diff."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.support import BUNDLED

if TYPE_CHECKING:
    from tests.conftest import OnTerminal, Run


def test_a_diff_in_a_pipe_is_a_line_per_entry(run: Run) -> None:
    lines = [line.split("\t") for line in run("diff", "2030", "2031").stdout.splitlines()]
    found = {(line[0], line[1], line[3], line[4]) for line in lines}
    assert ("reaffirmed", "stronger", "2030-05-01/aa01", "2031-05-01/bb01") in found
    assert ("dropped", "", "2030-05-01/aa03", "") in found
    assert all(len(line) == len(lines[0]) for line in lines)


def test_the_json_of_a_diff_keeps_its_promise(run: Run) -> None:
    found = json.loads(run("diff", "2030..2031", "--format", "json").stdout)
    assert list(found) == ["schema", "earlier", "later", "summary", "entries"]
    assert (found["schema"], found["earlier"], found["later"]) == (1, "2030-05-01", "2031-05-01")
    sides = [{name for entry in found["entries"] for name in entry[side]} for side in ("earlier", "later")]
    assert sides == [{f"2030-05-01/aa0{n}" for n in (1, 2, 3)}, {f"2031-05-01/bb0{n}" for n in (1, 2)}]
    for entry in found["entries"]:
        assert list(entry)[:7] == ["status", "change", "score", "earlier", "later", "topics", "why"]
        assert all({"evidence", "weight"} <= piece.keys() for piece in entry["why"])
        assert (entry["change"] is None) == (entry["status"] != "reaffirmed")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--topic", "defense"], {"aa01", "bb01"}),
        (["--change", "firmer"], {"aa01", "bb01"}),
        (["--status", "dropped", "--actor", "Japan"], {"aa03"}),
        (["--act", "urge,support"], {"bb02"}),
        (["--match", "ferry"], {"aa03"}),
    ],
)
def test_diff_narrows_down(run: Run, words: list[str], ids: set[str]) -> None:
    entries = json.loads(run("diff", "2030", "2031", "--format", "json", *words).stdout)["entries"]
    assert {name[-4:] for entry in entries for name in (*entry["earlier"], *entry["later"])} >= ids
    assert all({name[-4:] for name in (*entry["earlier"], *entry["later"])} & ids for entry in entries)


def test_the_exit_code_tells_of_differences_among_those_asked_for(run: Run) -> None:
    assert run("diff", "2030", "2031", "--exit-code", code=1).stdout
    for words in (["--quiet"], ["--stat", "-q"]):
        assert run("diff", "2030", "2031", *words, code=1).stdout == ""
    run("diff", "2030", "2030", "--quiet")
    run("diff", "2030", "2031", "--quiet", "--topic", "cyber")
    run("diff", "2030", "2031")


def test_a_diff_in_a_table_needs_no_terminal(run: Run) -> None:
    shown = run("diff", "2030", "2031", "--format", "table", COLUMNS="100").stdout
    assert shown.startswith("2030-05-01 Busan → 2031-05-01 Kobe (pair)\n3 → 2 commitments: ▲ 1 firmer")
    assert "   now  The two ministers reaffirmed their {+ironclad+} commitment" in shown
    assert "'ironclad' new" in shown


def test_an_ascii_terminal_gets_ascii_signs(on_terminal: OnTerminal) -> None:
    shown = on_terminal("diff", "2030", "2031", "--no-color", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "2030-05-01 Busan -> 2031-05-01 Kobe" in shown
    assert " ^ was" in shown


def test_stat_counts_by_topic(run: Run) -> None:
    rows = json.loads(run("diff", "2030", "2031", "--stat", "--format", "json").stdout)
    assert rows[0]["topic"] == "defense"
    assert (rows[0]["firmer"], rows[0]["entries"]) == (1, 1)
    shown = run("diff", "2030", "2031", "--stat", "--topic", "defense", "--format", "table").stdout
    plain = run("diff", "2030", "2031", "--topic", "defense", "--format", "table").stdout
    assert "1  ▲" in shown
    assert "only topic defense" in shown
    assert shown.splitlines()[:3] == plain.splitlines()[:3]


@pytest.mark.parametrize(("width", "bar"), [(40, "▲~+++++−"), (80, "▲~+++++−"), (120, "▲▲~+++++++−−")])
def test_a_bar_a_little_too_long_is_cut_a_little(run: Run, width: int, bar: str) -> None:
    bundled = {"COMMITRACK_LEDGER": str(BUNDLED), "COLUMNS": str(width)}
    shown = run("diff", "2025-04-03", "2025-09-22", "--stat", "--format", "table", **bundled).stdout
    assert re.search(rf"^ North Korea +12 [ 0-9]*{re.escape(bar)}$", shown, re.MULTILINE)


APART = re.compile(r"^(?!.*\d +[▲▼~+−=]$|[ ▲▼~+−=]+$)(?:.* )?[▲▼~+−=·?]$|[→\[]$")
"""A line that ends in a sign of what follows; in `--stat` bars stand after numbers, and signs over them."""
PICTURES = [
    "diff 2025-04-03 2025-09-22",
    "diff 2025-04-03 2025-09-22 --why",
    "diff 2025-04-03 2025-09-22 --stat",
    "history 2025-09-22/70c9",
    "matrix",
]


@pytest.mark.parametrize("words", PICTURES)
@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_the_bundled_ledger_fits_every_terminal_and_no_sign_stands_apart_from_its_words(
    run: Run, words: str, width: int
) -> None:
    bundled = {"COMMITRACK_LEDGER": str(BUNDLED), "COLUMNS": str(width)}
    lines = run(*words.split(), "--format", "table", **bundled).stdout.splitlines()
    assert [line for line in lines if len(line) > width] == []
    assert [line for line in lines if APART.search(line)] == []
