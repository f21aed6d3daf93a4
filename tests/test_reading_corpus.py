"""Real statements, where they are at hand: nothing is lost, nothing invented, no commitment cut by a block's end."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from commitrack.model import Document
from commitrack.reading import read_document

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = sorted(path for path in SHARED.glob("corpus/*") if path.name[:1].isdigit())
VARIANTS = str.maketrans("‘’“”–—\u00a0", "''\"\"-- ", "\ufeff\u00ad\u200b")

pytestmark = pytest.mark.skipif(not CORPUS, reason="the corpus is not at hand")


def fold(text: str) -> str:
    """White space, markdown marks and typographic variants gone."""
    text = re.sub(r"\]\(\S+?\)|</?\w+[^<>]*>|[\\*_\[\]]", "", text).translate(VARIANTS)
    return re.sub(r"\s+", " ", text).strip()


def read(path: Path) -> Document:
    return read_document(path.read_bytes(), name=path.name)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_blocks_are_found_in_the_source(path: Path) -> None:
    document, source = read(path), fold(path.read_text(encoding="utf-8"))
    words = [fold(document.text[block.span.start : block.span.end]) for block in document.blocks]
    assert [text for text in words if text not in source] == []


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_marked_commitments_stand_in_one_block(path: Path) -> None:
    document = read(path)
    marks = tomllib.loads((SHARED / "gold" / f"{path.stem}.toml").read_text(encoding="utf-8"))["commitment"]
    words = [fold(document.text[block.span.start : block.span.end]) for block in document.blocks]
    # A mark may hold a lead-in and its bullets; cut at a block's end it would be found in no pair of neighbours.
    assert [mark["text"] for mark in marks if not any(fold(mark["text"]) in text for text in words)] == []


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_word_of_the_source_is_lost(path: Path) -> None:
    body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
    numbers = re.compile(r"^\s*(?:\*\*)?\d{1,3}(?:\\?\.|\))(?:\*\*)?\s", re.MULTILINE)
    kept = re.findall(r"\w+", fold(read(path).text))
    assert kept == re.findall(r"\w+", fold(numbers.sub("", body)))


def test_dates_and_parties_are_told() -> None:
    headers = [(path.stem, read(path).header) for path in CORPUS]
    assert [stem for stem, header in headers if str(header.date) != stem[:10]] == []
    assert [stem for stem, header in headers if len(header.parties) < 2] == []
    series = {stem.split("-", 3)[3]: header.series for stem, header in headers}
    assert series == {"us-india": "us-india", "quad": "quad", "trilateral": "us-japan-rok", "g7": "g7"}
    assert all(a[0] < b[0] for a, b in pairwise(headers))
