"""From a source to a statement: reading, extraction, and what the options say instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commitrack.errors import CommitrackError
from commitrack.ledger.placing import find_reading, guess_series, place_reading
from commitrack.model import Document, Extraction, LedgerConfig, Statement

if TYPE_CHECKING:
    from commitrack.ledger import Ledger

GUESSED = ("date", "title", "place", "series", "parties")
"""What is read from the text where no option gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the options say of a statement; empty or None where they are silent."""

    id: str = ""
    date: date | None = None
    title: str = ""
    place: str = ""
    series: str = ""
    parties: tuple[str, ...] = ()

    def apply(self, statement: Statement) -> Statement:
        """Return the statement with what is given in place of what was read."""
        return replace(statement, **{name: value for name in GUESSED if (value := getattr(self, name))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source read and taken apart; the commitments bear ordinals until the ledger names them."""

    data: bytes
    suffix: str
    document: Document
    statement: Statement
    extraction: Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a source."""

    statement: Statement
    extraction: Extraction
    outcome: str
    """`stored`, `updated`, `unchanged`, `already there`, `would be stored`."""
    guessed: tuple[str, ...]
    """Names of the fields that neither an option nor the source states."""


def expand(sources: Iterable[str]) -> Iterator[str]:
    """Yield sources, each folder as the readable files in it."""
    from commitrack.reading import list_sources

    for source in sources:
        if source != "-" and os.path.isdir(source):
            found = list_sources(Path(source))
            if not found:
                raise CommitrackError(f"{source} holds no file that can be read")
            yield from map(str, found)
        else:
            yield source


def read_statement(source: str, given: Given, config: LedgerConfig) -> Reading:
    """Read a source and take it apart; CommitrackError where it has no date or no commitment."""
    from commitrack.reading import read_document, read_source

    found = read_source(source, stdin=sys.stdin.buffer)
    document = read_document(found.data, name=found.name)
    statement = given.apply(head_statement(document, source, found.name, given.date))
    extraction = take_apart(document, statement, config)
    if not extraction.commitments:
        raise CommitrackError(f"{source}: not a single commitment found in its {extraction.sentences} sentences")
    suffix = Path(found.name).suffix or ".txt"
    commitments = replace(statement, commitments=extraction.commitments)
    return Reading(data=found.data, suffix=suffix, document=document, statement=commitments, extraction=extraction)


def head_statement(document: Document, source: str, name: str, day: date | None) -> Statement:
    """Return what the document's header tells, as a statement without commitments."""
    header = document.header
    when = day or header.date
    if when is None:
        raise CommitrackError(f"{source}: no date found in the text; give the meeting's with --date YYYY-MM-DD")
    return Statement(
        id=when.isoformat(),
        date=when,
        title=header.title,
        place=header.place,
        series=header.series,
        parties=header.parties,
        source=header.source or Path(name).name,
    )


def take_apart(document: Document, statement: Statement, config: LedgerConfig) -> Extraction:
    """Extract with the language knowledge of the package and the ledger."""
    from commitrack.extraction import extract
    from commitrack.lexicon import load_lexicon

    return extract(document, meeting=statement.date, parties=statement.parties, lexicon=load_lexicon(config))


def store(
    source: str, given: Given, ledger: Ledger, known: Iterable[Statement], *, update: bool, dry_run: bool
) -> Outcome:
    """Read a source into the ledger, into the series of its parties among the `known` statements.

    CommitrackError where another text is there already under its name and is not to be updated.
    """
    reading = read_statement(source, given, ledger.config)
    fresh = reading.statement
    stated = reading.document.header.stated | {name for name in GUESSED if getattr(given, name)}
    if "series" not in stated:
        same = guess_series(fresh.parties, known)
        fresh = replace(fresh, series=same or ledger.config.series or fresh.series)
    with nullcontext() if dry_run else ledger.locked():
        earlier = find_reading(ledger, fresh, reading.data, given.id)
        if earlier is not None and not update:
            refuse_other_words(source, earlier, reading.data)
            return Outcome(statement=earlier, extraction=reading.extraction, outcome="already there", guessed=())
        statement = given.apply(place_reading(ledger, fresh, earlier, given.id))
        changed = not dry_run and ledger.write(statement, reading.data, reading.suffix)
    done = "updated" if earlier else "stored"
    return Outcome(
        statement=statement,
        extraction=reading.extraction,
        outcome=f"would be {done}" if dry_run else done if changed else "unchanged",
        guessed=tuple(name for name in GUESSED if name not in stated),
    )


def refuse_other_words(source: str, earlier: Statement, data: bytes) -> None:
    """CommitrackError where a source differs from what the ledger has under its name."""
    from hashlib import sha256

    if earlier.sha256 != sha256(data).hexdigest():
        raise CommitrackError(
            f"{source}: the ledger has another text as {earlier.id}; --update takes this one, --id names it"
        )
