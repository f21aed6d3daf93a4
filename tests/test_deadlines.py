"""Deadlines: the cases of `cases/deadlines.toml`, the table's own examples, and laws for any text."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import CASES

from commitrack.extraction.deadlines import find_deadline
from commitrack.extraction.periods import READERS
from commitrack.lexicon.deadlines import load_deadlines
from commitrack.lexicon.tables import read_table

TABLE = tomllib.loads((CASES / "deadlines.toml").read_text(encoding="utf-8"))
MEETING: date = TABLE["meeting"]
ROWS = read_table("deadlines")
EXAMPLES = [row["example"] for kind in ("lead", "part", "period") for row in ROWS[kind]]
PIECES = [
    "by",
    "before",
    "in",
    "within",
    "the end of",
    "early",
    "the next",
    "2030",
    "999",
    "decades",
    "31",
    "June",
    "FY",
]
PIECES += ["Monday", "tomorrow", "12/31/2030", "in", "29 February", "a hundred", "year's end", "fiscal year"]
PIECES += ["annually", "ahead of", "summit", "this", "year", "week", "mid-", "2199", "fall", "İ", ",", "to be held"]


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case.get("fronted", "") + case["text"])
def test_deadline_found(case: dict[str, Any]) -> None:
    due, words = find_deadline(
        case["text"],
        case.get("meeting", MEETING),
        fronted=case.get("fronted", ""),
        verb=case["text"].find(" will "),
        parties=tuple(case.get("parties", ())),
    )
    assert (words, due) == (case["words"], case.get("due"))


@pytest.mark.parametrize("case", TABLE["left_alone"], ids=lambda case: case["text"])
def test_left_alone(case: dict[str, Any]) -> None:
    assert find_deadline(case["text"], MEETING, verb=case["text"].find(" will ")) == (None, ""), case["why"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_row_has_an_example_that_it_reads(example: str) -> None:
    assert find_deadline(example, MEETING)[1]


def test_every_row_names_arithmetic_and_a_sign() -> None:
    assert {row["follows"] for row in ROWS["period"]} == set(READERS)
    assert {row["sign"] for row in ROWS["period"]} == {*ROWS["sign"], *ROWS["pieces"]}


@pytest.mark.parametrize(
    ("country", "due"), [("The agency", (2028, 3, 31)), ("India", (2027, 3, 31)), ("Australia", (2027, 6, 30))]
)
def test_fiscal_years_end_where_their_country_ends_them(country: str, due: tuple[int, int, int]) -> None:
    assert find_deadline(f"{country} will fund the school by FY2027", MEETING)[0] == date(*due)


def test_every_number_counts() -> None:
    numbers = {word: value for group in ROWS["numbers"].values() for word, value in group.items()}
    assert {word: load_deadlines().count(word) for word in numbers} == numbers
    assert load_deadlines().count("Thirty-five (35)") == 35


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map(" ".join),
    st.text(max_size=20),
    st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31)),
)
def test_the_words_stand_in_the_text_and_the_date_ahead(text: str, fronted: str, meeting: date) -> None:
    due, words = find_deadline(text, meeting, fronted=fronted)
    assert words in text or words in fronted
    assert due is None or (words and due >= meeting)
