"""Where sentences end, by a table of cases."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from commitrack.extraction.sentences import split_sentences
from commitrack.model import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    spans = split_sentences(text, Span(0, len(text)))
    assert [text[span.start : span.end] for span in spans] == case["expected"], case["why"]


def test_only_the_block_is_read() -> None:
    text = "Left out. We will act. We will report. Left out."
    block = Span(text.index("We"), text.index(" Left out.", 12))
    assert [text[span.start : span.end] for span in split_sentences(text, block)] == ["We will act.", "We will report."]
