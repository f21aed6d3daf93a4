"""Deadlines: the words of a commitment that name a time, and the date that follows from them.

The phrases are rows of `lexicon/deadlines.toml`. Of several times in a commitment one with a date goes before one
without, and what only recurs comes last; then a bound ("by", "before", "within", "until") goes before a mere time; then
the first, for it stands nearest to the operative verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from commitrack.lexicon.deadlines import Deadlines, Lead, Row, Share, load_deadlines
from commitrack.patterns import compile_late

from .periods import DAY, Period, narrow, read_period

LATEST = compile_late(r",? at the latest\b|,? or (?:sooner|earlier)\b", re.IGNORECASE)
OPENER = compile_late(
    r"\W*(?:(?:and|also|further(?:more)?|moreover|in addition|additionally|finally|to this end|in parallel)\W+)*",
    re.IGNORECASE,
)
BORDER = compile_late(r"(?:^|[,;:–—(]|\b(?:and|that))\s*$", re.IGNORECASE)
BESIDE = compile_late(r",?\s(?:(?:[^,;.()]{0,40}\s)?(?:to be|being|taking) (?:held|hosted|convened|place)\s)?")
"""What may stand between two times that are one: "ahead of the summit to be held in June"."""
FAR_OFF = timedelta(days=244)
"""How far ahead a month without its year may begin; beyond eight months the one gone by is meant."""


class Time(NamedTuple):
    """A time ahead that a text names: where its words stand, the date that follows, and what kind of time it is."""

    start: int
    end: int
    due: date | None
    bound: bool
    recurs: bool


class Setting(NamedTuple):
    """The day from which times are counted, and the parties whose fiscal years are meant."""

    meeting: date
    parties: tuple[str, ...] = ()


class Phrase(NamedTuple):
    """The words of a time in a text, as the table reads them."""

    lead: Lead
    share: Share | None
    match: re.Match[str]
    row: Row
    start: re.Match[str] | None
    """The day from which a number of days is counted, where the text names it."""


def find_deadline(
    text: str, meeting: date, *, fronted: str = "", verb: int = 0, parties: tuple[str, ...] = ()
) -> tuple[date | None, str]:
    """Return the date by which a commitment is due, counted from its meeting, and the words that say so, or "".

    `text` is the commitment's clause, `fronted` what stands in front of it in its sentence: a time there counts where
    it opens the sentence or stands directly in front of the clause; none counts that is said of the clause's subject in
    passing, before its operative word, which stands at `verb`. A fiscal year is that of the country named in front of
    it, else of the `parties`. The date is the last day of the time named, None
    where none follows from the words ("at the next summit", "annually").
    """
    setting = Setting(meeting, parties)
    times = [time for time in find_times(text, setting, verb) if not _is_passing(text, time, verb)]
    best = min(times, key=_rank) if times else None
    if fronted:
        free = (time for time in find_times(fronted, setting) if _is_free(fronted, time))
        ahead = min(free, key=_rank, default=None)
        if ahead and (best is None or _rank(ahead) <= _rank(best)):
            return ahead.due, fronted[ahead.start : ahead.end]
    return (best.due, text[best.start : best.end]) if best else (None, "")


def find_times(text: str, setting: Setting, verb: int = 0) -> tuple[Time, ...]:
    """Return the times ahead of a meeting in the order of the text; those that stand side by side are one.

    What an aside mentions is none of them; one that stands in front of the operative word, at `verb`, has closed there.
    """
    table = load_deadlines()
    rows = table.rows_for(text)
    return _join(text, _find(text, setting, table, rows, verb)) if rows else ()


def _rank(time: Time) -> tuple[bool, bool, bool]:
    return time.recurs and time.due is None, time.due is None, not time.bound


def _is_passing(text: str, time: Time, verb: int) -> bool:
    """Tell whether a time is said of the subject in passing: "the host of the games in 2031"."""
    return time.start < verb and load_deadlines().is_in_apposition(text[: time.start].rstrip())


def _is_free(fronted: str, time: Time) -> bool:
    """Tell whether a time in front of a clause is an adverbial of its own, and not an earlier clause's."""
    opening = OPENER.match(fronted)
    if opening and opening.end() >= time.start:
        return True
    return not fronted[time.end :].strip(" ,\n") and bool(BORDER.search(fronted, 0, time.start))


def _join(text: str, times: Iterable[Time]) -> tuple[Time, ...]:
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        if last and (last.due is None or time.recurs) and BESIDE.fullmatch(text, last.end, time.start):
            due = last.due if time.due is None else time.due
            joined[-1] = Time(last.start, time.end, due, last.bound or time.bound, last.recurs or time.recurs)
        else:
            joined.append(time)
    return tuple(joined)


def _find(text: str, setting: Setting, table: Deadlines, rows: tuple[Row, ...], verb: int) -> Iterator[Time]:
    """Yield the times ahead of a meeting, none overlapping another."""
    small = text.lower()
    if len(small) != len(text):  # a letter that grows, such as the Turkish capital I with a dot
        small = text
    at = 0
    while lead := table.find_lead(small, at):
        at = max(lead.end, lead.start + 1)
        phrase = _read(text, lead, table, rows)
        if phrase:
            at = (phrase.start or phrase.match).end()
            phrases = filter(None, (_read_end(text, phrase, table, rows), phrase))
            time = next(filter(None, (_time(text, each, setting, table) for each in phrases)), None)
            if time and not table.is_aside(text[verb if 0 < verb < time.start else 0 : time.start]):
                at = time.end
                yield time


def _read(text: str, lead: Lead, table: Deadlines, rows: tuple[Row, ...]) -> Phrase | None:
    """Read the part, if any, and the period that follow a lead."""
    part = table.part.match(text, lead.end)
    share = table.shares[str(part.lastgroup)] if part else None
    at = part.end() if part else lead.end
    for row in rows:
        if (part if row.part else lead.sense in row.after) and (match := row.regex.match(text, at)):
            start = _read_start(text, match.end(), table, rows) if row.follows == "counted" else None
            return Phrase(lead, share, match, row, start)
    return None


def _read_end(text: str, phrase: Phrase, table: Deadlines, rows: tuple[Row, ...]) -> Phrase | None:
    """Read the end of what begins at a time, from its first word on: "from May 2026 | to June 2028"."""
    till = table.till.match(text, phrase.match.end()) if _opens(phrase, table) else None
    end = _read(text, Lead(phrase.lead.start, till.end(), "in"), table, rows) if till else None
    fiscal = phrase.row.follows == "fiscal"  # "from fiscal year 2027 to 2029" ends with no calendar year
    return end if end and (not fiscal or end.row.follows == "fiscal") else None


def _opens(phrase: Phrase, table: Deadlines) -> bool:
    """Tell whether a phrase names only the time when something begins."""
    return phrase.lead.sense in table.openings and not (phrase.start or phrase.match).groupdict().get("begin")


def _read_start(text: str, at: int, table: Deadlines, rows: tuple[Row, ...]) -> re.Match[str] | None:
    """Read the day from which what ends at a place is counted: "90 days, | starting on 12 August"."""
    words = table.start.match(text, at)
    days = (row.regex.match(text, words.end()) for row in rows if row.follows == "day") if words else ()
    return next(filter(None, days), None)


def _time(text: str, phrase: Phrase, setting: Setting, table: Deadlines) -> Time | None:
    """Count the date of a phrase; None where it lies behind the meeting or the words in front look back.

    Of what only begins then no day follows: "from 2031 onwards", not "from 2031 to 2033".
    """
    start, sense, meeting = phrase.lead.start, phrase.lead.sense, setting.meeting
    words = phrase.start or phrase.match
    latest = LATEST.match(text, words.end())
    bound, recurs = sense in table.bounds or latest is not None, phrase.row.follows == "recurrence"
    onwards = None if bound else table.onwards.match(text, words.end())
    end = (latest or onwards or words).end()
    try:
        first = read_period("day", phrase.start, meeting) if phrase.start else None
        counted = first.first - DAY if first else meeting
        period = read_period(phrase.row.follows, phrase.match, counted, setting.parties)
        if period and phrase.share:
            period = narrow(period, phrase.share)
    except ValueError:  # 31 June
        return None
    if (period and period.last <= meeting) or (not bound and _is_past(text, start, period, meeting, table)):
        return None
    due = None if onwards or _opens(phrase, table) else _last_day(period, phrase, meeting)
    return Time(start, end, due, bound, recurs)


def _last_day(period: Period | None, phrase: Phrase, meeting: date) -> date | None:
    """Return the last day that a phrase allows: that of its period, "before" the period the day in front of it."""
    if period and phrase.lead.sense == "before" and not phrase.share and phrase.row.follows != "event":
        return max(period.first - DAY, meeting)
    return period.last if period else None


def _is_past(text: str, start: int, period: Period | None, meeting: date, table: Deadlines) -> bool:
    """Tell whether a time that may lie on either side of the meeting has passed, by the words in front of it."""
    if period and not period.guessed and period.first > meeting:
        return False
    if period and period.guessed and period.first - meeting > FAR_OFF:
        return True
    front = text[:start]
    return table.looks_back(front) or (period is not None and table.is_retrospective(front))
