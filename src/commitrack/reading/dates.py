"""Dates in words and figures: recognised by pattern, never guessed from loose text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from commitrack.lexicon import months
from commitrack.model import Span
from commitrack.patterns import compile_late

_MONTH_NAME = rf"(?:{months.ANY_SHORT})\b\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = r"\s*(?:[-–—]|to|and|through)\s*"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_DAY_FIRST = compile_late(  # 3 April 2025, 19-21 May, 31 May to 2 June 2023, this 3rd day of April, 2025
    rf"\b(?:{_NUMBER}(?:\s+{_MONTH_NAME})?{_TO})?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?(?P<month>{_MONTH_NAME}){_YEAR}"
)
_MONTH_FIRST = compile_late(  # April 3, 2025; May 19-21; May 31 - June 2, 2023
    rf"\b(?:(?P<first>{_MONTH_NAME})\s+{_NUMBER}{_TO})?(?P<month>(?(first)(?:{_MONTH_NAME}\s+)?|{_MONTH_NAME}\s+))"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR}"
)
_YEAR_FIRST = compile_late(  # 2025-04-03, 2025/4/3
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?![\d])"
)
_YEAR_LAST = compile_late(  # 03.04.2025; 13/04/2025 and 04/13/2025, but not 03/04/2025, which may be either
    r"(?<![\d.])(?P<first>\d\d?)(?P<sep>[./])(?P<second>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)"
)
_IN_NAME = compile_late(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)")
_MONTHS_OF_YEAR = 12
_DIGIT = compile_late(r"\d")
_YEAR_ALONE = compile_late(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class DateWords(NamedTuple):
    """A date as a text names it; of several days the last, when statements are released."""

    span: Span
    day: str
    month: str
    year: str
    """Empty where the text leaves it out."""


def find_dates(text: str) -> Iterator[DateWords]:
    """Yield the days that a text names, those in figures alone last."""
    if not _DIGIT.search(text):
        return
    for found in _DAY_FIRST.finditer(text):
        yield DateWords(Span(*found.span()), found["day"], found["month"], found["year"] or "")
    for found in _MONTH_FIRST.finditer(text):
        month = found["month"].strip() or found["first"]
        yield DateWords(Span(*found.span()), found["day"], month, found["year"] or "")
    yield from find_figures(text)


def find_figures(text: str) -> Iterator[DateWords]:
    """Yield the days that a text names in figures alone, where they can be read in one way only."""
    for found in _YEAR_FIRST.finditer(text):
        yield DateWords(Span(*found.span()), found["day"], found["month"], found["year"])
    for found in _YEAR_LAST.finditer(text):
        day, month = found["first"], found["second"]
        if found["sep"] == "/" and int(month) > _MONTHS_OF_YEAR:
            day, month = month, day
        if found["sep"] == "." or int(day) > _MONTHS_OF_YEAR or day == month:
            yield DateWords(Span(*found.span()), day, month, found["year"])


def is_date(words: str) -> bool:
    """Tell whether words are a day in figures and nothing else."""
    return any(found.span == Span(0, len(words)) and resolve_date(found) for found in find_figures(words))


def resolve_date(words: DateWords, year: str = "") -> date | None:
    """Return the day that the words name, with `year` where they have none; None where there is no such day."""
    year = words.year or year
    if not year:
        return None
    month = words.month if words.month.isdigit() else months.number_of(words.month)
    return _day(year, month, words.day)


def read_date(words: str) -> date | None:
    """Return the day that a header field names, such as `2025-04-03 10:15:00+02:00` or `3 April 2025`."""
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return next(filter(None, map(resolve_date, find_dates(words))), None)


def date_in_name(name: str) -> date | None:
    """Return the day that a file's name holds, such as `2023-05-20-quad.md`."""
    for found in _IN_NAME.finditer(PurePath(name).name):
        day = _day(found["year"], found["month"], found["day"])
        if day:
            return day
    return None


def only_year(text: str) -> str:
    """Return the year that a text names if it names one only."""
    years = set(_YEAR_ALONE.findall(text))
    return years.pop() if len(years) == 1 else ""


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
