"""Sources read again with `add --update`, as its users run it: what people did stays, and no statement takes another's
place.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

TEXT = """---
date: 2033-01-02
---
Japan and Kenya will train together at sea. We will open a ferry line.

- We condemn the launches.
"""


@pytest.fixture
def source(run: Run, tmp_path: Path) -> Path:
    """A statement that has been added."""
    path = tmp_path / "talks.md"
    path.write_text(TEXT, encoding="utf-8")
    run("add", "talks.md")
    return path


def revise(source: Path, old: str, new: str) -> None:
    text = source.read_text(encoding="utf-8")
    assert old in text
    source.write_text(text.replace(old, new), encoding="utf-8")


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--statement", "2033-01-02", "--format", "json").stdout)
    return found


# ---------------------------------------------------------------- what people did


def test_what_was_reviewed_stays_in_its_place_when_the_text_is_redrafted(run: Run, source: Path) -> None:
    train, ferry, _ = listed(run)
    run("set", train["id"], "note=ours")
    run("set", ferry["id"], "note=theirs")
    revise(source, "Japan and Kenya will train", "We will fund 3 schools. Japan and Kenya will closely train")
    run("add", "talks.md", "--update")
    found = listed(run)
    assert [one["quote"].split()[-1] for one in found] == ["schools", "sea", "line", "launches"]
    assert [found[1]["id"], found[2]["id"]] == [train["id"], ferry["id"]]
    text = source.read_text(encoding="utf-8").rpartition("---\n")[2]
    places = [one["span"] and text[slice(*one["span"])] for one in found]
    assert places[:3] == ["We will fund 3 schools", None, "We will open a ferry line"]  # its own words are gone
    said = run("check", code=1).stdout.splitlines()
    assert [line.split("\t")[2:4] for line in said if "2033" in line] == [["commitment[1].quote", "quote"]]
