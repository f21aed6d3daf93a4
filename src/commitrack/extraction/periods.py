"""Periods: the stretch of days that the words of a time mean, counted from a meeting."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from commitrack.lexicon.deadlines import FiscalYear, Share, load_deadlines
from commitrack.lexicon.months import number_of

DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
"""The first month of each."""
LEAP = 9
"""Years that hold 29 February behind any day of the first: from 2096 it is 2104, as 2100 is no leap year."""


class Period(NamedTuple):
    """A stretch of days; `guessed` where its words leave the year open."""

    first: date
    last: date
    guessed: bool = False


def read_period(follows: str, match: re.Match[str], meeting: date, parties: Container[str] = ()) -> Period | None:
    """Return the days that a match of a row means; None where none can be counted, ValueError where none exist.

    A fiscal year of no country that is named is one of the `parties`.
    """
    try:
        if follows == "fiscal":
            return _read_fiscal(match, meeting, parties)
        return READERS[follows](match, meeting)
    except OverflowError as error:
        raise ValueError("beyond the calendar") from error


def narrow(period: Period, share: Share) -> Period:
    """Cut a period off at the end of its k-th of n parts, at the end of a month where the months can be shared out."""
    k, n = share
    if k == n:
        return period
    from dateutil.relativedelta import relativedelta

    length = relativedelta(period.last + DAY, period.first)
    months = length.years * 12 + length.months
    if not length.days and months * k % n == 0:
        return period._replace(last=period.first + relativedelta(months=months * k // n) - DAY)
    return period._replace(last=period.first + ((period.last - period.first + DAY) * k // n) - DAY)


def _month(year: int, month: int, months: int = 1) -> Period:
    """Return the period of some whole months."""
    end = year * 12 + month - 1 + months
    return Period(date(year, month, 1), date(end // 12, end % 12 + 1, 1) - DAY)


def _year(match: re.Match[str], meeting: date) -> int:
    """Return the year that a match names, 0 where it names none."""
    words = match.groupdict()
    if which := words.get("which"):
        return meeting.year + (which.lower() == "next")
    year, until = words.get("year"), words.get("until")
    if year and until:  # 2028-29
        return int(year[:2] + until)
    return int(year or 0)


def _this(match: re.Match[str]) -> str:
    """Return which one of several is meant: "this", "next" and the like, "" where nothing says so."""
    return (match.groupdict().get("this") or "").lower()


def _nearest(periods: Iterable[Period], meeting: date, this: str) -> Period:
    """Return the period meant where the year is not named: the next to begin if so called, else the next to end."""
    if this and this != "this":
        return next(period for period in periods if period.first > meeting)
    return next(period for period in periods if period.last > meeting)._replace(guessed=not this)


def _read_day(match: re.Match[str], meeting: date, length: int = 1) -> Period:
    words = match.groupdict()
    day, month = int(words["day"] or words["day2"]), _number(words["month"] or words["month2"])
    return _find_day(_year(match, meeting), month, day, meeting, length)


def _find_day(year: int, month: int, day: int, meeting: date, length: int = 1) -> Period:
    """Return some days from that one on; without a year the next ones."""
    if year:
        first = date(year, month, day)
        return Period(first, first + (length - 1) * DAY)
    days = _recurring(month, day, meeting.year)
    return _nearest((Period(first, first + (length - 1) * DAY) for first in days), meeting, "")


def _recurring(month: int, day: int, year: int) -> Iterator[date]:
    """Yield the days of that name from a year on, 29 February in leap years alone."""
    day_of_leap_year = date(2000, month, day)  # ValueError for 31 June, which no year has
    for each in range(year, year + LEAP):
        with suppress(ValueError):
            yield day_of_leap_year.replace(year=each)
    raise ValueError("beyond the calendar")


def _read_week(match: re.Match[str], meeting: date) -> Period:
    return _read_day(match, meeting, 7)


def _number(month: str) -> int:
    return int(month) if month.isdigit() else number_of(month)


def _read_month(match: re.Match[str], meeting: date) -> Period:
    month, this = _number(match["month"]), _this(match)
    year = meeting.year if this == "this" else _year(match, meeting)
    if year:
        return _month(year, month)
    return _nearest((_month(meeting.year + n, month) for n in (0, 1)), meeting, this)


def _read_season(match: re.Match[str], meeting: date) -> Period:
    month = SEASONS[match["season"].lower()]
    if year := _year(match, meeting):
        return _month(year, month, 3)
    return _nearest((_month(meeting.year + n, month, 3) for n in (-1, 0, 1)), meeting, _this(match))


def _read_weekday(match: re.Match[str], meeting: date) -> Period:
    ahead = (WEEKDAYS.index(match["weekday"][:3].lower()) - meeting.weekday() - 1) % 7 + 1
    return Period(meeting + ahead * DAY, meeting + ahead * DAY)


def _read_feast(match: re.Match[str], meeting: date) -> Period | None:
    """Return the day of a feast that is the same each year."""
    day = load_deadlines().feasts[match["feast"].capitalize()]
    if not day:
        return None
    month, number = map(int, day.split("-"))
    return _find_day(_year(match, meeting), month, number, meeting)


def _read_fiscal(match: re.Match[str], meeting: date, parties: Container[str] = ()) -> Period:
    """Return the fiscal year named, the one that ends last where several may be meant."""
    years = load_deadlines().fiscal_years(match.string[: match.end()], parties)
    return max((_fiscal(year, match, meeting) for year in years), key=lambda period: period.last)


def _fiscal(fiscal: FiscalYear, match: re.Match[str], meeting: date) -> Period:
    words = match.groupdict()
    if words.get("until"):
        year = 2000 + int(words["until"])
    elif words.get("fiscal"):
        year = 2000 + int(words["fiscal"]) + fiscal.after
    else:  # the one in which the meeting lies, or the next
        year = meeting.year + (meeting.month > fiscal.month) + ((words["which"] or "").lower() == "next")
    return Period(_month(year - 1, fiscal.month).last + DAY, _month(year, fiscal.month).last)


def _read_year(match: re.Match[str], meeting: date) -> Period:
    return _month(_year(match, meeting) or meeting.year, 1, 12)


def _read_decade(match: re.Match[str], meeting: date) -> Period:
    return _month(meeting.year // 10 * 10 + 1, 1, 120)


def _read_named_decade(match: re.Match[str], meeting: date) -> Period:
    return _month(int(match["year"]), 1, 120)


def _read_century(match: re.Match[str], meeting: date) -> Period:
    return _month(meeting.year // 100 * 100 + 1, 1, 1200)


def _read_unit(match: re.Match[str], meeting: date) -> Period:
    ahead = _this(match) not in ("", "this")
    if match["unit"].lower() == "month":
        months = meeting.month - 1 + ahead
        return _month(meeting.year + months // 12, months % 12 + 1)
    monday = meeting + (7 * ahead - meeting.weekday()) * DAY
    return Period(monday, monday + 6 * DAY)


def _read_counted(match: re.Match[str], meeting: date) -> Period:
    from dateutil.relativedelta import relativedelta

    words = match.groupdict()
    unit = (words.get("unit") or words["units"]).lower()
    count = load_deadlines().count(words.get("number") or "one")
    spans = {
        "hour": relativedelta(days=-(-count // 24)),
        "day": relativedelta(days=count),
        "tomorrow": relativedelta(days=1),
        "week": relativedelta(weeks=count),
        "fortnight": relativedelta(weeks=2 * count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
        "decade": relativedelta(years=10 * count),
    }
    return Period(meeting + DAY, meeting + spans[unit])


def _read_event(match: re.Match[str], meeting: date) -> Period | None:
    """Return the year that an event's own name gives: "by the 2026 Annual Meetings", "at next year's summit"."""
    named = re.search(r"\b2[01]\d\d\b", match[0])
    year = int(named[0]) if named else _year(match, meeting)
    return _month(year, 1, 12) if year else None


def _read_nothing(match: re.Match[str], meeting: date) -> None:
    """Words of a time from which no day follows."""


READERS: Mapping[str, Callable[[re.Match[str], date], Period | None]] = {
    "day": _read_day,
    "weekday": _read_weekday,
    "week": _read_week,
    "month": _read_month,
    "season": _read_season,
    "feast": _read_feast,
    "fiscal": _read_fiscal,
    "year": _read_year,
    "decade": _read_decade,
    "named decade": _read_named_decade,
    "century": _read_century,
    "unit": _read_unit,
    "counted": _read_counted,
    "event": _read_event,
    "recurrence": _read_nothing,
    "nothing": _read_nothing,
}
"""The arithmetic that a row's `follows` names. All take the match and the meeting, whether they need both or not."""
