"""Days and periods as people write them: `2023`, `2023-08`, `last year`, `in 90 days`."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date, timedelta

from commitrack.errors import CommitrackError
from commitrack.ledger.selection import ANY_DAY, Period
from commitrack.patterns import compile_late

ISO = compile_late(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
BASIC = compile_late(r"(\d{4})(\d{2})(\d{2})")
QUARTER = compile_late(r"(\d{4})-?q([1-4])")
NAMED = compile_late(r"(last|this|next) (week|month|quarter|year)")
AWAY = compile_late(r"(?!in .* ago$)(?:in )?(\d{1,4}) (day|week|month|year)s?( ago)?")
WORDS = compile_late(
    r"""(?:(?P<before>\d{1,2})\ )?   # 18
        (?P<month>[a-z]{3,9})\.?\ ?   # August
        (?:(?P<after>\d{1,2}),?\ )?  # 18,
        (?P<year>\d{4})""",
    re.VERBOSE,
)
DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def read_period(words: str, today: date) -> Period:
    """Return the first and last day of what is meant; CommitrackError where nothing can be."""
    period = try_period(words, today)
    if period is None:
        raise CommitrackError(
            f"{words!r} is no date or period; write 2023, 2023-08, 2023-08-18, 'last year' or 'in 90 days'"
        )
    return period


def read_day(words: str, today: date) -> date:
    """Return the day that is meant; CommitrackError where nothing can be, or more than one day is."""
    first, last = try_period(words, today) or ANY_DAY
    if first != last:
        raise CommitrackError(f"{words!r} is no day; write 2023-08-18, '18 August 2023' or 'in 90 days'")
    return first


def try_period(words: str, today: date) -> Period | None:
    """Return what is meant; None where nothing can be."""
    try:
        return find_period(" ".join(words.lower().split()), today)
    except (ValueError, OverflowError):
        return None


def find_period(wanted: str, today: date) -> Period | None:
    """Return what the words mean, None where they are no words of time; ValueError for a day that does not exist."""
    if found := ISO.fullmatch(wanted) or BASIC.fullmatch(wanted):
        return iso_period(*found.groups())
    if found := QUARTER.fullmatch(wanted):
        return months_from(int(found[1]), 3 * int(found[2]) - 2, 3)
    if wanted in DAYS:
        return single(today + timedelta(days=DAYS[wanted]))
    if found := NAMED.fullmatch(wanted):
        return named_period(found[1], found[2], today)
    if found := AWAY.fullmatch(wanted):
        return single(days_away(int(found[1]), found[2], found[3] is not None, today))
    return written_out(wanted)


def single(day: date) -> Period:
    """One day as a period."""
    return day, day


def iso_period(year: str, month: str | None, day: str | None) -> Period:
    """A year, a month or a day."""
    if day and month:
        return single(date(int(year), int(month), int(day)))
    first = date(int(year), int(month or 1), 1)
    return months_from(first.year, first.month, 1 if month else 12)


def months_from(year: int, month: int, count: int) -> Period:
    """So many months from the first day of one; the month may lie outside 1 to 12."""
    first = year * 12 + month - 1
    year_after, last_month = divmod(first + count - 1, 12)
    start = date(first // 12, first % 12 + 1, 1)
    return start, date(year_after, last_month + 1, monthrange(year_after, last_month + 1)[1])


def named_period(which: str, unit: str, today: date) -> Period:
    """The last, this or the next week, month, quarter or year."""
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = today + timedelta(days=7 * step - today.weekday())
        return monday, monday + timedelta(days=6)
    months = MONTHS[unit]
    begun = (today.month - 1) // months * months + 1
    return months_from(today.year, begun + step * months, months)


def days_away(count: int, unit: str, ago: bool, today: date) -> date:
    """A day so many days, weeks, months or years from today; the month's last day where it has no such day."""
    steps = -count if ago else count
    if unit in ("day", "week"):
        return today + timedelta(days=steps * (7 if unit == "week" else 1))
    first, last = months_from(today.year, today.month + steps * MONTHS[unit], 1)
    return first.replace(day=min(today.day, last.day))


def written_out(wanted: str) -> Period | None:
    """A day or a month in words: `18 August 2023`, `aug 18, 2023`, `august 2023`."""
    found = WORDS.fullmatch(wanted)
    names = [number for number in range(1, 13) if found and month_name[number].lower().startswith(found["month"])]
    if not found or len(names) != 1:
        return None
    day = found["before"] or found["after"]
    return single(date(int(found["year"]), names[0], int(day))) if day else months_from(int(found["year"]), names[0], 1)
