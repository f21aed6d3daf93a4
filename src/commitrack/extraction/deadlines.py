"""Deadlines: the words of a commitment that name a time, and the date that follows from them.

The phrases are rows of `lexicon/deadlines.toml`; this module reads them, finds them and counts the dates. Of several
times in a commitment the rule is: what recurs comes last, a time without a date before it; then a bound ("by", "before",
"within", "until") goes before a mere time; then the first, for it stands nearest to the operative verb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from ..lexicon.tables import read_table

LATEST = re.compile(r",? at the latest\b|,? or (?:sooner|earlier)\b", re.IGNORECASE)
OPENER = re.compile(
    r"\W*(?:(?:and|also|further(?:more)?|moreover|in addition|additionally|finally|to this end|in parallel)\W+)*",
    re.IGNORECASE,
)
BORDER = re.compile(r"(?:^|[,;:–—(]|\b(?:and|that))\s*$", re.IGNORECASE)
BESIDE = re.compile(r",?\s(?:(?:[^,;.()]{0,40}\s)?(?:to be|being|taking) (?:held|hosted|convened|place)\s)?")
"""What may stand between two times that are one: "ahead of the summit to be held in June"."""
ALONE = "none"
"""The sense of a lead that is no word: the period stands alone ("next year")."""
LOOK_BACK = 90
"""Characters in front of a time in which a word may tell that it has passed."""
FAR_OFF = timedelta(days=244)
"""How far ahead a month without its year may begin; beyond eight months the one gone by is meant."""
DAY = timedelta(days=1)
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
NUMBERS = {
    word: number
    for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
NUMBERS |= {"a": 1, "an": 1, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20}
NUMBERS |= {"thirty": 30, "sixty": 60, "ninety": 90}


class Period(NamedTuple):
    """A stretch of days; `guessed` where its words leave the year open."""

    first: date
    last: date
    guessed: bool = False


class Time(NamedTuple):
    """A time ahead that a text names: where its words stand, the date that follows, and what kind of time it is."""

    start: int
    end: int
    due: date | None
    bound: bool
    recurs: bool


Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table's periods."""

    regex: re.Pattern[str]
    follows: str
    after: frozenset[str]
    part: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of `deadlines.toml`, compiled."""

    lead: re.Pattern[str]
    bounds: frozenset[str]
    parts: tuple[tuple[re.Pattern[str], Share], ...]
    rows: tuple[Row, ...]
    past: re.Pattern[str]
    backward: re.Pattern[str]
    passing: re.Pattern[str]


def find_deadline(text: str, meeting: date, *, fronted: str = "") -> tuple[date | None, str]:
    """Return the date by which a commitment is due, counted from its meeting, and the words that say so ("" if none do).

    `text` is the commitment's clause, `fronted` what stands in front of it in its sentence: a time there counts where it
    opens the sentence or stands directly in front of the clause. The date is the last day of the time named, None where
    none follows from the words ("at the next summit", "annually").
    """
    best = _best(text, meeting)
    if fronted:
        ahead = _best(fronted, meeting, _is_free)
        if ahead and (best is None or _rank(ahead) <= _rank(best)):
            return ahead.due, fronted[ahead.start : ahead.end]
    return (best.due, text[best.start : best.end]) if best else (None, "")


def _best(text: str, meeting: date, accept: Callable[[str, Time], bool] | None = None) -> Time | None:
    for trigger in _language()["trigger"]:
        if trigger in text:
            times = _join(text, _find(text, meeting, _table()))
            return min((time for time in times if accept is None or accept(text, time)), key=_rank, default=None)
    return None


def _rank(time: Time) -> tuple[bool, bool, bool]:
    return time.recurs and time.due is None, time.due is None, not time.bound


def _is_free(fronted: str, time: Time) -> bool:
    """Tell whether a time in front of a clause is an adverbial of its own, and not an earlier clause's."""
    opening = OPENER.match(fronted)
    if opening and opening.end() >= time.start:
        return True
    return not fronted[time.end :].strip(" ,\n") and bool(BORDER.search(fronted, 0, time.start))


def _join(text: str, times: Iterable[Time]) -> list[Time]:
    """Make times that stand side by side one: "ahead of the summit in June", "annually through 2030"."""
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        if last and (last.due is None or time.recurs) and BESIDE.fullmatch(text, last.end, time.start):
            due = last.due if time.due is None else time.due
            joined[-1] = Time(last.start, time.end, due, last.bound or time.bound, last.recurs or time.recurs)
        else:
            joined.append(time)
    return joined


def _find(text: str, meeting: date, table: Table) -> Iterator[Time]:
    """Yield the times ahead of a meeting in the order of the text, none overlapping another."""
    at = 0
    while lead := table.lead.search(text, at):
        at = max(lead.end(), lead.start() + 1)
        share, match, row = _read(text, lead, table)
        if match is None or row is None:
            continue
        at = match.end()
        try:
            period = PERIODS[row.follows](match, meeting)
            time = _time(lead, match, row, _narrow(period, share), share, meeting, table)
        except (ValueError, OverflowError):  # 31 June, 999 decades
            continue
        if time and not table.passing.search(text, 0, time.start):
            at = time.end
            yield time


def _read(text: str, lead: re.Match[str], table: Table) -> tuple[Share | None, re.Match[str] | None, Row | None]:
    """Read the part, if any, and the period that follow a lead."""
    at, share, sense = lead.end(), None, lead.lastgroup
    for regex, named in table.parts:
        if part := regex.match(text, at):
            at, share = part.end(), named
            break
    for row in table.rows:
        if (sense in row.after and not row.part) or (share and row.part):
            match = row.regex.match(text, at)
            if match:
                return share, match, row
    return share, None, None


def _time(
    lead: re.Match[str],
    match: re.Match[str],
    row: Row,
    period: Period | None,
    share: Share | None,
    meeting: date,
    table: Table,
) -> Time | None:
    """Make a time of what was read; None where it lies behind the meeting or the words in front look back."""
    text, bound, recurs = lead.string, lead.lastgroup in table.bounds, row.follows == "recurrence"
    latest = LATEST.match(text, match.end())
    end = latest.end() if latest else match.end()
    if period is None:
        if not bound and table.past.search(text, max(0, lead.start() - LOOK_BACK), lead.start()):
            return None
        return Time(lead.start(), end, None, bound, recurs)
    if period.last <= meeting or (not bound and _is_past(text, lead.start(), period, meeting, table)):
        return None
    before = lead.lastgroup == "before" and share is None and row.follows != "event"
    due = max(period.first - DAY, meeting) if before else period.last
    return Time(lead.start(), end, due, bound or latest is not None, recurs)


def _is_past(text: str, start: int, period: Period, meeting: date, table: Table) -> bool:
    """Tell whether a time that may lie on either side of the meeting has passed, by the words in front of it."""
    if not period.guessed and period.first > meeting:
        return False
    if period.guessed and period.first - meeting > FAR_OFF:
        return True
    near = max(0, start - LOOK_BACK)
    return bool(table.past.search(text, near, start) or table.backward.search(text, 0, start))


def _narrow(period: Period | None, share: Share | None) -> Period | None:
    """Cut a period off at the end of its k-th of n parts, at the end of a month where the months can be shared out."""
    if period is None or share is None or share[0] == share[1]:
        return period
    k, n = share
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if months * k % n == 0:
        from dateutil.relativedelta import relativedelta

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


def _ahead(periods: Iterable[Period], meeting: date, *, following: bool = False) -> Period:
    """Return the first period that ends (or, `following`, begins) after a meeting: the one meant without a year."""
    found = next(period for period in periods if (period.first if following else period.last) > meeting)
    return found._replace(guessed=True)


def _read_day(match: re.Match[str], meeting: date, length: int = 1) -> Period:
    words = match.groupdict()
    day = int(words["day"] or words["day2"])
    month = MONTHS[(words["month"] or words["month2"])[:3].lower()]
    year = _year(match, meeting)
    periods = (
        Period(start, start + (length - 1) * DAY)
        for start in (date(each, month, day) for each in ([year] if year else [meeting.year, meeting.year + 1]))
    )
    return next(periods) if year else _ahead(periods, meeting)


def _read_week(match: re.Match[str], meeting: date) -> Period:
    return _read_day(match, meeting, 7)


def _read_month(match: re.Match[str], meeting: date) -> Period:
    month = MONTHS[match["month"][:3].lower()]
    if year := _year(match, meeting):
        return _month(year, month)
    this = (match.groupdict().get("this") or "").lower()
    if this == "this":
        return _month(meeting.year, month)
    return _ahead((_month(meeting.year + n, month) for n in (0, 1)), meeting, following=this == "next")


def _read_season(match: re.Match[str], meeting: date) -> Period:
    month = SEASONS[match["season"].lower()]
    if year := _year(match, meeting):
        return _month(year, month, 3)
    following = (match.groupdict().get("this") or "").lower() in ("next", "the coming")
    return _ahead((_month(meeting.year + n, month, 3) for n in (-1, 0, 1)), meeting, following=following)


def _read_fiscal(match: re.Match[str], meeting: date) -> Period:
    front = match.string[: match.end()]
    named = max(_language()["fiscal"], key=lambda row: max(front.rfind(name) for name in row["country"]))
    year = 2000 + int(match["fiscal"]) + named.get("after", 0)
    end = _month(year, named["month"]).last
    return Period(_month(year - 1, named["month"]).last + DAY, end)


def _read_year(match: re.Match[str], meeting: date) -> Period:
    return _month(_year(match, meeting) or meeting.year, 1, 12)


def _read_decade(match: re.Match[str], meeting: date) -> Period:
    return _month(meeting.year // 10 * 10 + 1, 1, 120)


def _read_named_decade(match: re.Match[str], meeting: date) -> Period:
    return _month(int(match["year"]), 1, 120)


def _read_century(match: re.Match[str], meeting: date) -> Period:
    return _month(meeting.year // 100 * 100 + 1, 1, 1200)


def _read_unit(match: re.Match[str], meeting: date) -> Period:
    ahead = (match["this"] or "this").lower() != "this"
    if match["unit"].lower() == "month":
        return _month(meeting.year + (meeting.month + ahead - 1) // 12, (meeting.month + ahead - 1) % 12 + 1)
    monday = meeting - meeting.weekday() * DAY + ahead * timedelta(weeks=1)
    return Period(monday, monday + 6 * DAY)


def _read_counted(match: re.Match[str], meeting: date) -> Period:
    from dateutil.relativedelta import relativedelta

    words = match.groupdict()
    number, unit = (words["number"] or "one").lower(), (words.get("unit") or words["units"]).lower()
    count = int(number) if number.isdigit() else NUMBERS[number]
    spans = {
        "day": relativedelta(days=count),
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
    return None


PERIODS: Mapping[str, Callable[[re.Match[str], date], Period | None]] = {
    "day": _read_day,
    "week": _read_week,
    "month": _read_month,
    "season": _read_season,
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
"""The arithmetic that a row's `follows` names."""


@lru_cache(maxsize=1)
def _language() -> Mapping[str, Any]:
    return read_table("deadlines")


@lru_cache(maxsize=1)
def _table() -> Table:
    """Compile the table; done once a text holds a trigger."""
    table = _language()
    leads, past = table["lead"], table["past"]
    every = frozenset(row["sense"] for row in leads)
    words = "|".join(past["words"].split())
    return Table(
        lead=re.compile(rf"\b(?:{_spaced('|'.join(map(_lead, leads)))})", re.IGNORECASE),
        bounds=frozenset(row["sense"] for row in leads if row.get("bound")),
        parts=tuple(
            (re.compile(rf"(?:{_spaced(row['words'])})\s?", re.IGNORECASE), tuple(row["share"]))
            for row in table["part"]
        ),
        rows=tuple(_row(row, every - {ALONE}, table["words"]) for row in table["period"]),
        past=re.compile(
            rf"(?<!\bbe )(?<!\bbeing )(?<![-\w])(?:{words})\b(?!\s+to\b)(?:\s+(?!to\b)[^\s;]+){{0,6}}\s*$",
            re.IGNORECASE,
        ),
        backward=re.compile(rf"\b(?:{'|'.join(past['backward'].split())})\b", re.IGNORECASE),
        passing=re.compile(past["passing"], re.IGNORECASE),
    )


def _lead(row: Mapping[str, Any]) -> str:
    """Return a lead's pattern with the space behind it; a lead without words stands directly on its period."""
    return f"(?P<{row['sense']}>{row['words']})" + ("" if row["sense"] == ALONE else " ")


def _row(row: Mapping[str, Any], default: frozenset[str], words: Mapping[str, str]) -> Row:
    pattern = row["words"]
    for name, meaning in words.items():
        pattern = pattern.replace("{" + name + "}", meaning)
    regex = re.compile(_spaced(pattern), re.IGNORECASE)
    return Row(regex, row["follows"], frozenset(row["after"]) if "after" in row else default, row.get("part", False))


def _spaced(pattern: str) -> str:
    return pattern.replace(" ", r"\s")
