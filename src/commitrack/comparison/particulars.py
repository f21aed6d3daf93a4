"""What a wording is precise about: the numbers and the names that it says."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from commitrack.comparison.traits import commonplaces, read_words
from commitrack.comparison.words import drop_tags
from commitrack.lexicon.deadlines import load_deadlines
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.lexicon.months import ANY_SHORT, NAMES, number_of
from commitrack.patterns import compile_late

_NUMBER = compile_late(r"(?<![\w.,])(?<![A-Za-z]-)\d+(?:[.,]\d+)*(?!\w)")  # not that of "G7", "COVID-19", "5G"
_MONTH = rf"(?:{ANY_SHORT})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_ENDS = r"(?=[^\w ]|\Z|[ ](?:in|at|of|on)\b)"  # no number of something: "by June 3 to 12 ports"
_DATE = compile_late(
    rf"""
      (?<![\w.,]) (?P<days>{_DAY} (?: (?:[ ]?[-–][ ]?|[ ](?:to|and)[ ]) {_DAY} )?)
        [ ] (?:of[ ])? (?P<month>{_MONTH})      # 3 March, 3rd of March, 3 to 5 March
      | \b (?P<first>{_MONTH}) [ ]              # March 3, March 3 and 5
        (?P<after>{_DAY} (?: [ ]?[-–][ ]? {_DAY} | [ ](?:to|and)[ ] {_DAY} {_ENDS} )?) (?![.,]\d)
    """,
    re.VERBOSE,
)
_MONTH_ALONE = compile_late(rf"\b{_MONTH}")
_OF_DAYS = compile_late(r"\d+")
_CAPITAL = r"[A-Z][\w’'&-]+ (?: (?<=[A-Z])\.[A-Z]\b\.? )*"  # U.S.
_NAME = compile_late(
    rf"""
      (?: \A | (?<=[\w,;:)’'][ ]) | (?<=["“])              # not the first word of a sentence within the text
        | (?<=\.[A-Z]\.[ ])                                # but that after U.S.
        | (?<=[(]) (?! [\w-]*[A-Z]s?[)] ) )                # nor the initials of what stands before
      (?! {_MONTH} [ ] and\b )                             # "in | June and the Workshops in September"
      {_CAPITAL} (?: [ ] (?: (?:of|for|on|the|and)[ ] (?!{_MONTH}) )* {_CAPITAL} )*
    """,
    re.VERBOSE,
)
_LEAD = compile_late(r"(?:(?:[A-Z][\w’'.&-]*|the|of|and|for|both|two),? )*")
_AND = compile_late(r" and (?:the )?")
_ROMAN = compile_late(r"[IVXL]+")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_THOUSANDS = compile_late(r",(?=\d{3}(?!\d))")
_INITIAL = compile_late(r"\b[A-Z]")
_POSSESSIVE = compile_late(r"[’']s?$")
_TITLE = compile_late(r"\b(?:President|Minister|Secretary|Chancellor|Leader|Chair)s?\b")
_TITLED = compile_late(r"(?:President|Minister|Secretary|Chancellor|Leader|Chair)s? ((?:[A-Z][\w-]+ ?){1,3})")


def find_numbers(text: str) -> list[str]:
    """Return the numbers of a text in order, those that are parts of words left out."""
    return _NUMBER.findall(drop_tags(text))


def find_days(text: str) -> list[str]:
    """Return the days of dates in order, each in front of its month, the year left out: `3 March`, `3-5 March`."""
    return [day for date in _DATE.finditer(text) for day in _tell_days(date)]


def _tell_days(date: re.Match[str]) -> Iterator[str]:
    month = NAMES[number_of(date["month"] or date["first"]) - 1]
    for days in _AND.split(date["days"] or date["after"]):
        yield f"{'-'.join(_OF_DAYS.findall(days))} {month}"


def find_dates(text: str) -> list[str]:
    """Return the dates of a text in order as they are written, the year left out: `Sept. 3`, `3rd of March`."""
    return [date[0] for date in _DATE.finditer(text)]


def find_months(text: str) -> list[str]:
    """Return the months that a text names, in order."""
    return _MONTH_ALONE.findall(text)


def read_numbers(text: str) -> dict[float | str, str]:
    """Return the numbers of a text by what they come to, as they are written: in figures, in words, and in Roman
    figures where they count articles and the like. A day goes with its month and is written in front of it."""
    deadlines, counted = load_deadlines(), "|".join(sorted(load_emphasis().unnamed))
    found: dict[float | str, str] = {day: day for day in find_days(text)}
    for number in find_numbers(_DATE.sub("", text)):
        found.setdefault(_value(number), number)
    for value, number in deadlines.numbers_in_words(drop_tags(text)):
        found.setdefault(float(value), number)
    for number in re.findall(rf"\b(?:{counted}) ([IVXL]+)\b", text):
        found.setdefault(_read_roman(number), number)
    return found


def _value(number: str) -> float | str:
    plain = _THOUSANDS.sub("", number)
    return float(plain) if plain.count(".") < 2 and "," not in plain else number


def _read_roman(number: str) -> float:
    digits = [_ROMAN_DIGITS[letter] for letter in number]
    return float(sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True)))


def find_names(text: str, start: int = 0) -> list[str]:
    """Return the names of a text in order from `start` on, "and" within them or between two.

    People with their office are left out: they change without a change of words.
    """
    people = find_people(text)
    found = (match for match in _NAME.finditer(text) if match.start() >= start)
    names = (_POSSESSIVE.sub("", match[0] if match.start() else _drop_opening(match[0])) for match in found)
    parts = (part for name in names for part in (_AND.split(name) if _is_of_people(name, people) else [name]))
    return [name for name in parts if not _is_of_people(name, people) and not _is_unnamed(name)]


def find_unsaid(names: Iterable[str], text: str, stems: Container[str]) -> Iterator[str]:
    """Yield the names that a text does not say, by `says_name`: of two with "and" between them those that it lacks."""
    others = {part for name in find_names(text) for part in _AND.split(name)}
    for name in names:
        if not says_name(text, stems, name):
            parts = _AND.split(name)
            yield from (part for part in parts if part not in others) if others.intersection(parts) else [name]


def end_of_lead(text: str) -> int:
    """Return where the capital words end with which a text begins: who speaks, where they are named."""
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


def _drop_opening(name: str) -> str:
    """Drop the first word of a text unless it is part of a name: alone it may be any word."""
    first, _, rest = name.partition(" ")
    return rest if first.endswith("ing") or not set(read_words(first)) - commonplaces() else name if rest else ""


def _is_of_people(name: str, people: set[str]) -> bool:
    return bool(people.intersection(name.split()) or _TITLE.search(name))


def _is_unnamed(name: str) -> bool:
    """Tell whether capital words name nothing: a month, a place in a treaty."""
    capital = [word for word in name.split() if not word.islower()]
    return all(
        word in load_emphasis().unnamed or _MONTH_ALONE.fullmatch(word) or _ROMAN.fullmatch(word) for word in capital
    )


def find_people(text: str) -> set[str]:
    """Return the words of the names that stand after an office."""
    return {word for names in _TITLED.findall(text) for word in names.split()}


def says_name(text: str, stems: Container[str], name: str) -> bool:
    """Tell whether a text, of which `stems` are the content words, says a name in whatever naming: also by its initials
    where the name is in full, or in full where the name is initials."""
    if name in text or all(word in stems for word in read_words(name)):
        return True
    return any(name == initials(other) or initials(name) in other.split() for other in find_names(text))


def initials(name: str) -> str:
    """Return the capitals of a name, each the first of its word."""
    return "".join(_INITIAL.findall(name))
