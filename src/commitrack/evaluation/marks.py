"""What people marked: the commitments of a statement, and which of them came back at the next meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert, field

from commitrack.errors import CommitrackError, did_you_mean
from commitrack.evaluation.texts import find_spans
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
    links: tuple[MarkedLink, ...] = field(default=(), name="link")


class _Marked(Struct):
    commitment: tuple[Mark, ...] = ()


Table = TypeVar("Table", bound=Struct)


def read_statement(table: Mapping[str, Any], file: str) -> tuple[Mark, ...]:
    """Return the marks of a statement's file; CommitrackError with file and place for one that breaks the format."""
    marks = _convert(table, _Marked, file).commitment
    if not marks:
        raise CommitrackError(f"{file}: no [[commitment]] in it")
    first: dict[int, int] = {}
    for number, mark in enumerate(marks):
        if (other := first.setdefault(mark.id, number)) != number:
            raise CommitrackError(f"{file}: commitment[{number}].id: {mark.id} is the id of commitment[{other}] too")
    return marks


def read_pair(table: Mapping[str, Any], file: str) -> MarkedPair:
    """Return the links of a pair's file; CommitrackError with file and place for one that breaks the format."""
    return _convert(table, MarkedPair, file)


def check_links(pair: MarkedPair, marked: Mapping[str, Iterable[Mark]], file: str) -> None:
    """CommitrackError with file and place for a link to a mark that its statement has not."""
    for side, name in (("earlier", pair.earlier), ("later", pair.later)):
        known = {mark.id for mark in marked[name]}
        for number, link in enumerate(pair.links):
            if unknown := sorted(set(getattr(link, side)) - known):
                raise CommitrackError(f"{file}: link[{number}].{side}: no mark {unknown[0]} in {name}.toml")


def doubt_marks(marks: Iterable[Mark], topics: Collection[str], source: str) -> Iterator[str]:
    """Yield, with its place, what of marks lowers the figures whatever the program does; `source` is folded."""
    marks = tuple(marks)
    places = find_spans([mark.text for mark in marks], source)
    for number, (mark, span) in enumerate(zip(marks, places, strict=True)):
        if span is None:
            yield f"commitment[{number}].text: not in the statement's text, so it counts as missed"
        for topic in mark.topics:
            if topic not in topics:
                near = did_you_mean(topic, topics)
                yield f"commitment[{number}].topics: no topic {topic!r}{near and f'; {near}'}"


def _convert(table: Mapping[str, Any], kind: type[Table], file: str) -> Table:
    """Return what a table holds; CommitrackError with file and place where it has another shape."""
    try:
        return convert(table, kind)
    except ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        place = path.strip("`").removeprefix(".")
        raise CommitrackError(": ".join(filter(None, (file, place, message[0].lower() + message[1:])))) from None


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
