"""What people marked: the commitments of a statement, and which of them came back at the next meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from commitrack.errors import CommitrackError
from commitrack.model import Act, Change, Commitment


class Mark(Struct, frozen=True, kw_only=True):
    """A commitment as a person marked it."""

    id: int
    text: str
    """Verbatim from the statement; white space and markdown marks aside."""
    act: Act
    actors: frozenset[str]
    topics: tuple[str, ...]


class MarkedLink(Struct, frozen=True, kw_only=True):
    """Marks of two statements that a person holds to be the same commitment."""

    earlier: tuple[int, ...]
    later: tuple[int, ...]
    change: Change


class MarkedPair(Struct, frozen=True, kw_only=True):
    """Two statements with the links between their marks."""

    earlier: str
    later: str
    links: tuple[MarkedLink, ...]


def read_statement(table: Mapping[str, Any], file: str) -> tuple[Mark, ...]:
    """Return the marks of a statement's file; CommitrackError with file and place for one that breaks the format."""
    marks = []
    for number, row in enumerate(table.get("commitment", ())):
        try:
            marks.append(
                Mark(
                    id=int(row["id"]),
                    text=str(row["text"]),
                    act=Act(row["act"]),
                    actors=frozenset(map(str, row["actors"])),
                    topics=tuple(map(str, row["topics"])),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CommitrackError(f"{file}: commitment[{number}]: {describe(error)}") from None
    if not marks:
        raise CommitrackError(f"{file}: no [[commitment]] in it")
    return tuple(marks)


def read_pair(table: Mapping[str, Any], file: str) -> MarkedPair:
    """Return the links of a pair's file; CommitrackError with file and place for one that breaks the format."""
    place = ""
    try:
        links = []
        for number, row in enumerate(table.get("link", ())):
            place = f"link[{number}]: "
            earlier, later = (tuple(map(int, row[side])) for side in ("earlier", "later"))
            links.append(MarkedLink(earlier=earlier, later=later, change=Change(row["change"])))
        place = ""
        return MarkedPair(earlier=str(table["earlier"]), later=str(table["later"]), links=tuple(links))
    except (KeyError, TypeError, ValueError) as error:
        raise CommitrackError(f"{file}: {place}{describe(error)}") from None


def describe(error: Exception) -> str:
    """Return what is wrong, for an error line."""
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)


def as_commitments(statement_id: str, marks: Iterable[Mark]) -> tuple[Commitment, ...]:
    """Return marks as commitments of a statement, so that a comparison can be measured without extraction's errors."""
    return tuple(
        Commitment(
            id=f"{statement_id}/{mark.id}",
            text=mark.text,
            quote=mark.text,
            act=mark.act,
            actors=tuple(sorted(mark.actors)),
            topics=mark.topics,
            reviewed=True,
        )
        for mark in marks
    )
