"""Days and periods as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from commitrack.errors import CommitrackError
from commitrack.ledger.periods import read_period

TODAY = date(2031, 3, 30)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("20240229", "2024-02-29", "2024-02-29"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("today", "2031-03-30", "2031-03-30"),
        ("Yesterday", "2031-03-29", "2031-03-29"),
        ("last year", "2030-01-01", "2030-12-31"),
        ("this  month", "2031-03-01", "2031-03-31"),
        ("next quarter", "2031-04-01", "2031-06-30"),
        ("last quarter", "2030-10-01", "2030-12-31"),
        ("this week", "2031-03-24", "2031-03-30"),
        ("3 months ago", "2030-12-30", "2030-12-30"),
        ("in 11 months", "2032-02-29", "2032-02-29"),
        ("in 90 days", "2031-06-28", "2031-06-28"),
        ("2 weeks ago", "2031-03-16", "2031-03-16"),
        ("18 August 2023", "2023-08-18", "2023-08-18"),
        ("Aug. 18, 2023", "2023-08-18", "2023-08-18"),
        ("august 2023", "2023-08-01", "2023-08-31"),
        ("Sept 2022", "2022-09-01", "2022-09-30"),
    ],
)
def test_periods(words: str, first: str, last: str) -> None:
    assert read_period(words, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "2023-13",
        "2023-02-30",
        "32 May 2023",
        "ma 2023",
        "May",
        "0000",
        "9999 years ago",
        "20233",
        "20230230",
    ],
)
def test_what_is_no_period_is_refused(words: str) -> None:
    with pytest.raises(CommitrackError, match="is no date or period"):
        read_period(words, TODAY)
