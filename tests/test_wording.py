"""Text that reads alone, by a table of cases; and the parts that supply what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.support import read_cases

from commitrack.extraction import extract
from commitrack.extraction.subjects import Subject
from commitrack.extraction.wording import Antecedents, complete_item, words_of
from commitrack.lexicon.tokens import tokenize
from commitrack.reading import read_document


@pytest.mark.parametrize("case", read_cases("extraction_alone"))
def test_case(case: dict[str, Any]) -> None:
    document = read_document(case["text"].encode(), name="statement.md")
    found = extract(document, meeting=date(2030, 5, 1), parties=case.get("parties", ("United States", "Japan")))
    assert [each.text for each in found.commitments] == case["expected"], case["why"]
    assert all(each.quote in " ".join(document.text.split()) for each in found.commitments)


@pytest.mark.parametrize(
    ("lead_in", "quote", "expected"),
    [
        ("", "build a pier", "build a pier"),
        ("We will", "Build a pier", "We will build a pier"),
        ("They agreed to", "NATO standards for ports", "They agreed to NATO standards for ports"),
        ("They reaffirmed their goals", "Free ports", "They reaffirmed their goals: Free ports"),
    ],
)
def test_items_stand_behind_what_introduced_them(lead_in: str, quote: str, expected: str) -> None:
    assert complete_item(quote, lead_in) == expected


def test_pronouns_stand_for_who_acted_last() -> None:
    antecedents = Antecedents()
    assert antecedents.resolve("they") == ""
    antecedents.take(Subject(0, 2, ("all",)), "The Leaders")
    antecedents.take(Subject(0, 1, ("Japan",), single="Japan"), "Japan")
    antecedents.take(Subject(0, 1, ("all",), pronoun="we"), "We")
    antecedents.take(Subject(0, 2, ("all",), joint=True), "The initiative")
    antecedents.take(Subject(0, 2, ("all",)), "their governments")
    assert {word: antecedents.resolve(word) for word in ("they", "he", "she", "it", "we")} == {
        "they": "The Leaders",
        "he": "Japan",
        "she": "Japan",
        "it": "Japan",
        "we": "",
    }


def test_words_are_those_of_the_text() -> None:
    tokens = tokenize("The two Leaders of Japan, agreed")
    assert words_of(tokens, 1, 5) == "two Leaders of Japan"
    assert words_of(tokens, 3, 3) == ""
