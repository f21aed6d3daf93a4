"""Where sentences end, by a table of cases."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import read_cases

from commitrack.extraction.sentences import split_sentences
from commitrack.model import Span


@pytest.mark.parametrize("case", read_cases("sentences"))
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    spans = split_sentences(text, Span(0, len(text)))
    assert [text[span.start : span.end] for span in spans] == case["expected"], case["why"]


def test_only_the_block_is_read() -> None:
    text = "Left out. We will act. We will report. Left out."
    block = Span(text.index("We"), text.index(" Left out.", 12))
    assert [text[span.start : span.end] for span in split_sentences(text, block)] == ["We will act.", "We will report."]
