"""What is known of a statement beside its words: from its front matter, else from its title and first paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from commitrack.lexicon.headers import load_headers
from commitrack.lexicon.parties import Parties
from commitrack.lexicon.party_rows import load_parties
from commitrack.model import Block, BlockKind, Header
from commitrack.patterns import compile_late
from commitrack.reading.dates import date_in_name, only_year, read_date
from commitrack.reading.frontmatter import Fields
from commitrack.reading.meeting import (
    DATELINE,
    Occasion,
    is_dateline,
    read_dateline,
    read_opening,
    read_release,
    read_title,
)
from commitrack.reading.participants import expand_groups, find_parties, series_slug

_KEYS = {
    "date": ("date", "meeting_date"),
    "title": ("title", "headline", "name"),
    "place": ("place", "location", "venue"),
    "series": ("series",),
    "parties": ("parties", "participants", "countries"),
    "source": ("source", "source_url", "url", "link", "permalink"),
}
"""How front matter may name what a header holds."""
_RELEASE_KEYS = ("published", "published_time", "pubdate", "release_date")

_AND = compile_late(r"\s+(?:and|&)\s+")
_LONGEST_NAME = 3
"""Parts joined by `and` that a party's name has at most."""
_OPENING = 4
HALF_A_YEAR = 183  # days
"""Blocks at the beginning of a text in which a statement says who met, when and where."""


class _Opening(NamedTuple):
    """The parts of a text that tell about the meeting."""

    title: str
    lines: tuple[str, ...]
    """Short lines at either end."""
    paragraphs: tuple[str, ...]


def read_header(
    fields: Fields,
    name: str,
    text: str,
    blocks: Sequence[Block],
    parties: Parties | None = None,
) -> Header:
    """Return what the front matter says; what it leaves out is guessed, and empty where the text does not tell."""
    known = parties or load_parties()
    opening = _opening(_field(fields, _KEYS["title"]), text, blocks, known)
    named = _named_parties(fields, known) or find_parties(opening.title, opening.paragraphs, known)
    words = " ".join((_field(fields, _KEYS["parties"]), opening.title, *opening.paragraphs[:1]))
    day, place = _occasion(fields, name, opening, known)
    return Header(
        date=day,
        title=opening.title,
        place=_field(fields, _KEYS["place"]) or place,
        series=_field(fields, _KEYS["series"]) or series_slug(named, words, known),
        parties=named,
        source=_field(fields, _KEYS["source"]),
        stated=_stated(fields, day),
    )


def _stated(fields: Fields, day: date | None) -> frozenset[str]:
    names = {name for name, keys in _KEYS.items() if any(fields.get(key) for key in keys)}
    is_release = day is not None and day == _date(fields, _RELEASE_KEYS)
    return frozenset(names | {"date"} if is_release else names)


def _field(fields: Fields, keys: Sequence[str]) -> str:
    for key in keys:
        value = fields.get(key)
        if value:
            return value if isinstance(value, str) else ", ".join(value)
    return ""


def _named_parties(fields: Fields, known: Parties) -> tuple[str, ...]:
    value = next((fields[key] for key in _KEYS["parties"] if fields.get(key)), ())
    names = re.split(r"[,;]\s*", value) if isinstance(value, str) else value
    return expand_groups(tuple(dict.fromkeys(party for name in names for party in _parties_in(name, known))), known)


def _parties_in(name: str, known: Parties) -> Iterator[str]:
    """Yield the party that a name is, or those that it joins with `and`; a name that is not known stays as it is."""
    name = name.strip().removeprefix("and ")
    found = [] if known.canonical(name) else list(_joined_parties(_AND.split(name), known))
    if any(map(known.canonical, found)):
        yield from found
    elif name:
        yield known.typed(name) or name


def _joined_parties(parts: Sequence[str], known: Parties) -> Iterator[str]:
    """Yield the parties that parts name, the longest name first: `Bosnia and Herzegovina` is one."""
    at = 0
    while at < len(parts):
        runs = range(min(_LONGEST_NAME, len(parts) - at), 0, -1)
        size = next((size for size in runs if known.typed(" and ".join(parts[at : at + size]))), 1)
        name = " and ".join(parts[at : at + size])
        yield known.typed(name) or name
        at += size


def _opening(title: str, text: str, blocks: Sequence[Block], known: Parties) -> _Opening:
    first = next((block for block in blocks if block.kind is not BlockKind.HEADING), None)  # or an item
    paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH or block is first][:_OPENING]
    lines = [
        block for block in (*blocks[: _OPENING + 2], *blocks[-2:]) if block.span.end - block.span.start <= DATELINE
    ]
    if not title and blocks:
        title = _title_block(text, blocks, known)
    return _Opening(title, tuple(_words(text, lines)), tuple(_words(text, paragraphs)))


def _title_block(text: str, blocks: Sequence[Block], known: Parties) -> str:
    """Return the first heading over the first paragraph that is no dateline, nor an issuer with its title below.

    A lower heading is that where it names a party: "Ministry of Fisheries" stands over "Joint Statement of Chile and
    Fiji", and "Fishing Mission for Peru" over "Background".
    """
    issuer: Block | None = None
    for block in blocks:
        words = text[block.span.start : block.span.end]
        is_heading = block.kind is BlockKind.HEADING
        if load_headers().issuer.fullmatch(words):
            if is_heading and (issuer is None or block.level < issuer.level):
                issuer = block
        elif not is_heading or (issuer and block.level > issuer.level and not known.find(words, adjectives=True)):
            break
        elif len(words) > DATELINE or not is_dateline(words, known):
            return words
    return text[issuer.span.start : issuer.span.end] if issuer else ""


def _words(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    return (text[block.span.start : block.span.end] for block in blocks)


def _occasion(fields: Fields, name: str, opening: _Opening, parties: Parties) -> Occasion:
    """Return when and where: as stated, else by the file's name, else as told, else the day of release."""
    given = _date(fields, _KEYS["date"]) or date_in_name(name)
    released = _date(fields, _RELEASE_KEYS)
    known = given or released
    year = str(known.year) if known else only_year(f"{PurePath(name).name} {opening.title}")
    told = _first_told(opening, year, parties)
    day = told.day
    if day and released and (day - released).days > HALF_A_YEAR:
        day = day.replace(year=day.year - 1)  # "met on 30 December", released in January
    return Occasion(given or day or released or read_release(opening.lines, year, parties), told.place)


def _first_told(opening: _Opening, year: str, parties: Parties) -> Occasion:
    """Return day and place as the dateline tells them, what it leaves out as the title does, or the first sentences."""
    line = read_dateline(opening.lines, year, parties)
    if line.day and line.place:
        return line
    title = read_title(opening.title, year, parties)
    sentence = read_opening(opening.paragraphs, year, parties)
    place = title.place if title.day and title.place in parties.capitals else line.place  # not the issuer's own
    return Occasion(line.day or title.day or sentence.day, place or sentence.place or title.place)


def _date(fields: Fields, keys: Sequence[str]) -> date | None:
    return next(filter(None, (read_date(_field(fields, (key,))) for key in keys if fields.get(key))), None)
