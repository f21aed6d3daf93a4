"""When and where a meeting was, as its dateline, its title or its opening sentence tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from commitrack.lexicon.headers import load_headers
from commitrack.lexicon.parties import Parties
from commitrack.patterns import compile_late
from commitrack.reading.dates import find_dates, resolve_date
from commitrack.reading.venues import find_house, find_place, read_place, read_seat


class Occasion(NamedTuple):
    """Day and place of a meeting; None or empty where a text does not tell."""

    day: date | None = None
    place: str = ""


DATELINE = 90
"""Characters that a line with date and place has at most."""

_SUBJECT_WITHIN = 60
"""Characters of a sentence within which a meeting is its subject: `The fourth ministerial meeting …`."""
_LOWER_WORD = compile_late(r"(?<![\w’'-])(?![ae][ls]h?-[A-Z])[a-zß-ÿ][\w-]*|(?<![A-Z])(?<!Jr)[;:.](?=\s+[A-Z])")
_WINDOW = 170
_SENTENCE_END = compile_late(r"(?<=[a-z)\d]\.)\s+(?=[A-Z“])")
_ANY_YEAR = "2000"  # has a 29 February
_YEAR = compile_late(r"\b(?:19|20)\d\d\b")
_PARAGRAPHS, _SENTENCES, _LONGEST = 2, 2, 1500
_DATE_FIRST = 14
"""Characters before a date that opens its sentence, as in `Today, on 8 May`."""

_PARTING = compile_late(r"\s*(?:[|–—•()]|:(?!\d))\s*|\s+-\s+")
_TITLE_END = compile_late(r"[).\s]*")


def read_dateline(lines: Sequence[str], year: str, known: Parties) -> Occasion:
    """Read lines such as `20 May 2023, Hiroshima`; `year` is for those that leave it out."""
    place = ""
    for before, line, after in zip(("", *lines), lines, (*lines[1:], ""), strict=False):
        place = place or read_seat(line, known)
        for day, beside, released in _dates_alone(line, year, known):
            place = beside or place
            if not released:
                return Occasion(day, beside or read_seat(after, known) or read_seat(before, known) or place)
    return Occasion(None, place)


def is_dateline(line: str, known: Parties) -> bool:
    """Tell whether a line holds a day, and a place or labels beside it, and nothing else."""
    return any(_dates_alone(line, _ANY_YEAR, known))


def read_release(lines: Sequence[str], year: str, known: Parties) -> date | None:
    """Read lines such as `Released on 3 May 2031`: a day that counts where nothing tells that of the meeting."""
    return next((day for line in lines for day, _, released in _dates_alone(line, year, known) if released), None)


def _dates_alone(line: str, year: str, known: Parties) -> Iterator[tuple[date, str, bool]]:
    """Yield the days of a line that holds but a place and labels beside them, with both: a sentence tells more."""
    for found in find_dates(line):
        day = resolve_date(found, year)
        parts = _PARTING.split(f"{line[: found.span.start]}|{line[found.span.end :]}")
        place, released = "", False
        for part in parts:
            words, is_release = _without_labels(part)
            released = released or is_release
            if words and (place or not read_place(words, known)):
                break
            place = place or read_place(words, known)
        else:
            if day:
                yield day, place, released


def _without_labels(words: str) -> tuple[str, bool]:
    """Return words without the labels in front of them, and whether one says that a text was released."""
    at, released = 0, False
    words = words.strip(" ,–—-.")
    while label := load_headers().label.match(words, at):
        at, released = label.end(), released or label["release"] is not None
    return load_headers().trailing.sub("", words[at:]), released


def read_title(title: str, year: str, known: Parties) -> Occasion:
    """Read what a title ends with: `…, 3 May 2031`, `… (Ottawa, May 3, 2031)`, `… Meeting in Ottawa`."""
    if len(title) > _LONGEST:
        return Occasion()
    for found in find_dates(title):
        before = load_headers().before_date.search(title, 0, found.span.start)
        day = resolve_date(found, year)
        if before and day and _TITLE_END.fullmatch(title, found.span.end):
            return Occasion(day, _place_before(title[: before.start()], known))
    meeting = load_headers().meeting_in.search(title)
    place = read_place(title[meeting.end() :], known) if meeting else ""
    return Occasion(None, "" if known.canonical(place) or _is_matter(place, known) else place)


def _is_matter(place: str, known: Parties) -> bool:
    """Tell whether a place is as well what a meeting is for, `in Pursuit of Peace`: no country stands behind it."""
    city, _, country = place.partition(", ")
    return " of " in city and city not in known.capitals and not known.is_state(country)


def _place_before(words: str, known: Parties) -> str:
    """Return the place that stands by itself at the end of a title without its date."""
    parts = [part for part in re.split(r"[|–—:(]|\s-\s", words) if part.strip()]
    if len(parts) < 2 and "," not in words:
        return ""
    place = read_place(parts[-1].strip(), known) if len(parts) > 1 else ""
    place = place or read_place(parts[-1].rpartition(",")[2].strip(), known)
    return "" if known.canonical(place) else place


def read_opening(paragraphs: Sequence[str], year: str, known: Parties) -> Occasion:
    """Read sentences such as `They met in Brussels on April 3`; what is said of other meetings is left alone."""
    day, place, apart = None, "", False
    for paragraph in paragraphs[:_PARAGRAPHS]:
        for sentence in _SENTENCE_END.split(paragraph[:_LONGEST])[:_SENTENCES]:
            if _is_past(sentence, year):
                continue
            windows = list(_windows(sentence, known))
            for window, travels in windows:
                day = day or _day(window, year)
                apart = apart or (not place and bool(load_headers().apart.search(window)))
                place = place or ("" if apart else find_place(window, known, travels=travels))
            place = place or (find_house(sentence, known) if windows and not apart else "")
    return Occasion(day, place)


def _is_past(sentence: str, year: str) -> bool:
    """Tell whether a sentence is of years long before the meeting's."""
    years = _YEAR.findall(sentence)
    is_over = bool(year and years) and all(int(told) < int(year) - 1 for told in years)
    return is_over or bool(load_headers().long_ago.search(sentence))


def _windows(sentence: str, known: Parties) -> Iterator[tuple[str, bool]]:
    """Yield the stretches that tell when and where: a date in front, and what follows the verbs of meeting.

    With each goes whether it tells of travel, `to` a place.
    """
    first = next(find_dates(sentence[:_SUBJECT_WITHIN]), None)
    if first and first.span.start <= _DATE_FIRST and load_headers().met.search(sentence):
        yield sentence[: first.span.end], False
    today = load_headers().today_in.match(sentence)
    place = today and load_headers().place.match(sentence, today.end())
    if place:
        yield sentence[: place.end()], False
    verb_seen = False
    for verb in load_headers().met.finditer(sentence):
        verb_seen = verb_seen or not verb["noun"]
        if load_headers().other_time.search(sentence[: verb.end()]):
            return
        if verb_seen or verb.start() <= _SUBJECT_WITHIN:
            yield _around(sentence, verb, known), verb["travel"] is not None


def _around(sentence: str, verb: re.Match[str], known: Parties) -> str:
    """Return what tells when and where beside a verb: a date right before it, and the words that go along after it."""
    before = sentence[max(0, verb.start() - 30) : verb.start()]
    dates = (found for found in find_dates(before) if before[found.span.end :].isspace())
    date_before = " ".join(before[found.span.start : found.span.end] for found in dates)
    after = sentence[verb.end() : verb.end() + _WINDOW]
    along = load_headers().along | known.particles | ({"to"} if verb["travel"] else set())
    stop = next((word.start() for word in _LOWER_WORD.finditer(after) if word.group() not in along), len(after))
    return f"{date_before} {after[:stop]}"


def _day(window: str, year: str) -> date | None:
    return next(filter(None, (resolve_date(found, year) for found in find_dates(window))), None)
