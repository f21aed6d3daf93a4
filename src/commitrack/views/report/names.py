"""How a report names meetings, days, numbers and parties in plain English."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from commitrack.model import Statement
from commitrack.numbers import count

ARTICLE = (
    *("United ", "Republic of ", "Democratic ", "European Union", "African Union", "Union of ", "Kingdom of "),
    *(
        "Philippines",
        "Netherlands",
        "Czech Republic",
        "Dominican Republic",
        "Holy See",
        "Maldives",
        "Bahamas",
        "Gambia",
    ),
    *("Marshall Islands", "Solomon Islands", "Cook Islands", "Central African Republic", "Quad"),
)
"""How names of parties begin that take `the`."""


HINT = "What is said to be firmer or softer is right about six times in ten: a hint to look, not a finding."
"""What docs/method.md says of signs, for whoever reads a report alone."""


def tell_day(day: date) -> str:
    """Return a day as it is written out: `22 September 2025`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def tell_meeting(statement: Statement) -> str:
    """Return place and day: `New York, 22 September 2025`; the day alone where no place is known."""
    return ", ".join(filter(None, (statement.place, tell_day(statement.date))))


def short_names(statements: Iterable[Statement]) -> dict[str, str]:
    """Return for each statement's id its place; with the day where another meeting was at the same place."""
    listed = list(statements)
    places = Counter(statement.place for statement in listed)
    days = Counter((statement.place, statement.date) for statement in listed)
    return {
        each.id: each.place
        if each.place and places[each.place] == 1
        else tell_meeting(each)
        if days[each.place, each.date] == 1
        else each.id
        for each in listed
    }


def tell_day_and_place(statement: Statement) -> str:
    """Return day and place: `22 September 2025 (New York)`; the day alone where no place is known."""
    return tell_day(statement.date) + (f" ({statement.place})" if statement.place else "")


def name_statements(earlier: Statement, later: Statement) -> tuple[str, str]:
    """Return both statements as what a sentence speaks of, by day and place, or by id where these are the same."""
    one, other = map(tell_day_and_place, (earlier, later))
    named = (one, other) if one != other else (f"{one}, {earlier.id}", f"{other}, {later.id}")
    return f"the statement of {named[0]}", f"the statement of {named[1]}"


def label_statements(earlier: Statement, later: Statement) -> dict[str, str]:
    """Return for the ids of two statements the day of each, which labels its words; the ids where it is one day."""
    if earlier.date == later.date:
        return {each.id: each.id for each in (earlier, later)}
    return {each.id: tell_day(each.date) for each in (earlier, later)}


def join(words: Sequence[str]) -> str:
    """Return a list in words: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def name_parties(names: Sequence[str]) -> str:
    """Return up to four parties by name, more of them as a number."""
    if len(names) > 4:
        return f"the {len(names)} parties"
    return join([f"the {name}" if name.startswith(ARTICLE) else name for name in names]) or "the parties"


def tell_gap(earlier: date, later: date) -> str:
    """Return the time between two days in the largest unit that says enough: `9 months`, `2 years`."""
    days = abs((later - earlier).days)
    months = round(days / 30.44)
    if days < 14:
        return count(days, "day")
    if months < 3:
        return count(round(days / 7), "week")
    return count(months, "month") if months < 24 else count(round(months / 12), "year")


def sentence(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
