"""The bundled digests and their marks: complete, in agreement with each other, and in words of their own."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.support import BUNDLED, ROOT, run_program

from commitrack.comparison import compare
from commitrack.ledger import bundled_ledger
from commitrack.lexicon.topics import load_topics
from commitrack.model import ALL, Act, Change

DIGESTS = BUNDLED / "sources"
MARKED = ROOT / "tests" / "marked"
RELEASED = ROOT.parent / "shared" / "corpus"
"""The released texts; not part of the project."""

MEETINGS = ("2022-11-13", "2023-08-18", "2024-11-15", "2025-04-03", "2025-09-22")
PAIRS = tuple(pairwise(MEETINGS))
PARTIES = {"United States", "Japan", "Republic of Korea"}
LONGEST_RUN = 11
"""Words in a row that a digest may share with a released text: long enough for the names of bodies and agreements."""


def fold(text: str) -> str:
    return " ".join(text.split())


def digest(meeting: str) -> tuple[str, str]:
    """Front matter and body."""
    _, header, body = (DIGESTS / f"{meeting}.md").read_text(encoding="utf-8").split("---\n", 2)
    return header, body


def marks(name: str) -> dict[str, Any]:
    return tomllib.loads((MARKED / f"{name}.toml").read_text(encoding="utf-8"))


def commitments(meeting: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = marks(meeting)["commitment"]
    return found


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(text[i : i + length]) for i in range(len(text) - length + 1))


def linked(earlier: str, later: str, side: str) -> set[int]:
    return {number for link in marks(f"{earlier}..{later}")["link"] for number in link[side]}


def test_every_digest_is_marked_and_every_mark_has_its_digest() -> None:
    assert sorted(path.stem for path in DIGESTS.iterdir()) == sorted(MEETINGS)
    expected = {*MEETINGS, *(f"{earlier}..{later}" for earlier, later in PAIRS)}
    assert {path.stem for path in MARKED.glob("*.toml")} == expected


@pytest.mark.parametrize("meeting", MEETINGS)
def test_digest_says_what_it_is(meeting: str) -> None:
    header, _ = digest(meeting)
    assert f"date: {meeting}\n" in header
    assert "note: digest written for commitrack; not the official text\n" in header
    assert re.search(r"^source(_url)?: \S", header, re.MULTILINE)


@pytest.mark.parametrize("meeting", MEETINGS)
def test_marked_texts_stand_in_the_digest_in_order_without_overlap(meeting: str) -> None:
    body = fold(digest(meeting)[1])
    at = 0
    for mark in commitments(meeting):
        start = body.find(mark["text"], at)
        assert start >= 0, mark["text"]
        at = start + len(mark["text"])


@pytest.mark.parametrize("meeting", MEETINGS)
def test_marks_keep_to_the_vocabulary(meeting: str) -> None:
    found = marks(meeting)
    assert found["statement"] == meeting
    assert [mark["id"] for mark in found["commitment"]] == list(range(1, len(found["commitment"]) + 1))
    for mark in found["commitment"]:
        assert mark["text"] == fold(mark["text"]).rstrip(".;,")
        assert Act(mark["act"])
        assert mark["actors"] == [ALL] or set(mark["actors"]) < PARTIES
        assert 1 <= len(mark["topics"]) <= 3
        assert set(mark["topics"]) <= set(load_topics().keys)


@pytest.mark.parametrize(("earlier", "later"), PAIRS)
def test_links_name_marked_commitments(earlier: str, later: str) -> None:
    found = marks(f"{earlier}..{later}")
    assert (found["earlier"], found["later"]) == (earlier, later)
    for link in found["link"]:
        assert Change(link["change"])
        for side, meeting in (("earlier", earlier), ("later", later)):
            assert link[side]
            assert set(link[side]) <= {mark["id"] for mark in commitments(meeting)}
    assert max(Counter(str(link) for link in found["link"]).values()) == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("commitments to defend both Japan and the ROK", "reaffirmed"),
        ("complete denuclearization", "reaffirmed"),
        ("Taiwan Strait", "reaffirmed"),
        ("South China Sea", "reaffirmed"),
        ("NATO", "dropped"),
        ("Youth Summit", "dropped"),
        ("coast guards", "added"),
        ("Early Warning System", "added"),
        ("Young Trilateral Leaders", "added"),
        ("Trilateral Coordinating Secretariat", "added"),
    ],
)
def test_what_moved_in_2025_is_marked_and_found(name: str, status: str) -> None:
    earlier, later = PAIRS[-1]
    side, meeting = ("later", later) if status == "added" else ("earlier", earlier)
    said = [mark["id"] for mark in commitments(meeting) if name in mark["text"]]
    assert said
    assert [number in linked(earlier, later, side) for number in said] == [status == "reaffirmed"] * len(said)
    ledger = bundled_ledger()
    entries = compare(ledger.read(earlier), ledger.read(later)).entries
    found = [entry.status for entry in entries for one in getattr(entry, side) if name in one.quote]
    assert set(found) == {status}


def test_north_korea_is_spoken_of_at_every_meeting() -> None:
    marked = [sum("dprk" in mark["topics"] for mark in commitments(meeting)) for meeting in MEETINGS]
    found = [sum("dprk" in one.topics for one in each.commitments) for each in bundled_ledger().statements()]
    assert min(*marked, *found) >= 5
    assert max(abs(one - other) for one, other in zip(marked, found, strict=True)) <= 2


@pytest.mark.parametrize("meeting", MEETINGS)
def test_digest_shares_no_long_run_of_words_with_a_released_text(meeting: str) -> None:
    if not RELEASED.is_dir():
        pytest.skip("the released texts are not part of the project")
    header, body = digest(meeting)
    ours = words(re.sub(r"^source_url:.*$", "", header, flags=re.MULTILINE) + body)
    own = set(runs(ours, LONGEST_RUN + 1))
    for path in sorted(RELEASED.iterdir()):
        text = path.read_text(encoding="utf-8")
        for released in (text, re.sub(r"</?\w+[^<>]*>|\u00ad", "", text)):
            assert not own.intersection(runs(words(released), LONGEST_RUN + 1)), path.name


def test_the_ledger_is_what_the_program_finds_and_people_corrected(tmp_path: Path) -> None:
    ledger = shutil.copytree(BUNDLED, tmp_path / "ledger")
    added = run_program("add", "ledger/sources", "--update", ledger=ledger, folder=tmp_path)
    assert added.stderr.splitlines()[-1] == f"{len(MEETINGS)} unchanged", "store what it finds, correct what is wrong"
