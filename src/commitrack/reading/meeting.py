"""When and where a meeting was, as its dateline or opening sentence tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from commitrack.lexicon import months
from commitrack.patterns import compile_late
from commitrack.reading.dates import find_dates, resolve_date


class Occasion(NamedTuple):
    """Day and place of a meeting; None or empty where a text does not tell."""

    day: date | None = None
    place: str = ""


DATELINE = 90
"""Characters that a line with date and place has at most."""

_MET = compile_late(
    r"\b(?:met|meets?|conven(?:ed?|es|ing)|gather(?:ed|ing)?|held|hold|spoke|led|assembled|hosted|took place"
    r"|[Vv]isit(?:ed|s)?|welcomed?|(?P<noun>[Mm]eeting|[Ss]ummit|[Dd]ialogue|[Cc]onsultations))\b"
)
_SUBJECT_WITHIN = 60
"""Characters of a sentence within which a meeting is its subject: `The fourth ministerial meeting …`."""
_OTHER_TIME = compile_late(
    r"\b(?:will|would|shall|next|last|previous(?:ly)?|since|upcoming|earlier|recent(?:ly)?|planned|[Rr]ecall\w*)\b"
    r"|\bcommitments made\b"
)
_LOWER_WORD = compile_late(r"(?<![\w’'-])[a-zß-ÿ][\w-]*|(?<![A-Z])(?<!Jr)[;:.](?=\s+[A-Z])")
_WORDS_ALONG = """
    a again an and annual at between bilateral by conference day dialogue during fifth first first-ever for formally
    fourth from held her here his historic honor in in-person inaugural informal its leaders margins meeting
    ministerial occasion of official on our person quadrilateral round second session sidelines sixth special summit
    talks that the their third this time to today together trilateral via video videoconference virtual virtually
    was were with working yesterday
"""
_ALONG = frozenset(_WORDS_ALONG.split())
_WINDOW = 170
_CAPITALISED = rf"(?!(?:{months.ANY})\b)[^\W\d_a-z][\w’'-]*"
_PLACE = compile_late(
    rf"(?:the\s+)?(?P<place>(?:St\.\s+)?{_CAPITALISED}(?:\s+(?:(?:de|da|do|di|del|of)\s+)?{_CAPITALISED}){{0,3}}"
    rf"(?:,\s+(?:D\.?C\b\.?|(?:{_CAPITALISED}\s+of\s+)?{_CAPITALISED}(?:\s+{_CAPITALISED})?(?!\s+of\b)))?)"
)
_INTO_PLACE = compile_late(r"\b(?:in|at|to)\s+")
_BEFORE_PLACE = compile_late(r"(?:Done\s+)?(?:in\s+|at\s+)?")
_NO_PLACE = compile_late(
    r"(?:Article|Section|Paragraph|Summit|Meeting|\w+day|Spring|Summer|Fall|Autumn|Winter|Leaders?|Ministers?|Prime|President"
    r"|Europe|Asia|Africa|Gaza|Person|Support|Order|Official|State|Secretary|Foreign|G7|G20|NATO|East|APEC|Person)\b|.*\bSummit"
)
_TODAY_IN = compile_late(r"(?:Today|Yesterday),?\s+in\s+")
_SENTENCE_END = compile_late(r"(?<=[a-z)\d]\.)\s+(?=[A-Z“])")
_PARAGRAPHS, _SENTENCES, _LONGEST = 2, 2, 1500
_DATE_FIRST = 14
"""Characters before a date that opens its sentence, as in `Today, on 8 May`."""


def read_dateline(lines: Sequence[str], year: str) -> Occasion:
    """Read lines such as `20 May 2023, Hiroshima`; `year` is for those that leave it out."""
    for line, next_line in zip(lines, (*lines[1:], ""), strict=False):
        for found in find_dates(line):
            day = resolve_date(found, year)
            rest = f"{line[: found.span.start]} {line[found.span.end :]}".strip(" ,–—-|()")
            if day and len(rest) <= _DATE_FIRST:
                return Occasion(day, _place_alone(rest) or (_place_alone(next_line) if "," in next_line else ""))
            if day and _place_alone(rest):
                return Occasion(day, _place_alone(rest))
    return Occasion()


def _place_alone(words: str) -> str:
    before = _BEFORE_PLACE.match(words)
    place = _PLACE.fullmatch(words, before.end() if before else 0)
    return place["place"] if place else ""


def read_opening(paragraphs: Sequence[str], year: str) -> Occasion:
    """Read sentences such as `They met in Brussels on April 3`; what is said of other meetings is left alone."""
    day, place = None, ""
    for paragraph in paragraphs[:_PARAGRAPHS]:
        for sentence in _SENTENCE_END.split(paragraph[:_LONGEST])[:_SENTENCES]:
            for window in _windows(sentence):
                day = day or _day(window, year)
                place = place or _place(window)
    return Occasion(day, place)


def _windows(sentence: str) -> Iterator[str]:
    """Yield the stretches that tell when and where: a date in front, and what follows the verbs of meeting."""
    first = next(find_dates(sentence[:_SUBJECT_WITHIN]), None)
    if first and first.span.start <= _DATE_FIRST and _MET.search(sentence):
        yield sentence[: first.span.end]
    today = _TODAY_IN.match(sentence)
    place = today and _PLACE.match(sentence, today.end())
    if place:
        yield sentence[: place.end()]
    verb_seen = False
    for verb in _MET.finditer(sentence):
        verb_seen = verb_seen or not verb["noun"]
        if _OTHER_TIME.search(sentence[: verb.end()]):
            return
        if verb_seen or verb.start() <= _SUBJECT_WITHIN:
            yield _around(sentence, verb)


def _around(sentence: str, verb: re.Match[str]) -> str:
    """Return what tells when and where beside a verb: a date right before it, and the words that go along after it."""
    before = sentence[max(0, verb.start() - 30) : verb.start()]
    dates = (found for found in find_dates(before) if before[found.span.end :].isspace())
    date_before = " ".join(before[found.span.start : found.span.end] for found in dates)
    after = sentence[verb.end() : verb.end() + _WINDOW]
    stop = next((word.start() for word in _LOWER_WORD.finditer(after) if word.group() not in _ALONG), len(after))
    return f"{date_before} {after[:stop]}"


def _day(window: str, year: str) -> date | None:
    return next(filter(None, (resolve_date(found, year) for found in find_dates(window))), None)


def _place(window: str) -> str:
    for into in _INTO_PLACE.finditer(window):
        found = _PLACE.match(window, into.end())
        if found and not _NO_PLACE.match(found["place"]):
            city, _, country = found["place"].partition(", ")
            return city if not country or _NO_PLACE.match(country) else f"{city}, {country}"
    return ""
