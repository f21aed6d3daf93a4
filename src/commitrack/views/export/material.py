"""What an export is made from, and which formats there are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

from commitrack.errors import CommitrackError
from commitrack.model import Commitment, Diff, Statement
from commitrack.views.records import COMMITMENT, Titles, commitment_record

FIELDS = (*COMMITMENT, "title", "place", "parties", "source", "extra")
"""The fields of a commitment in the formats that have one kind of record; the last are its statement's, and as JSON the
keys of the record that the program does not know.
"""
WRITERS = {
    ".csv": ("lines", "write_csv"),
    ".jsonl": ("lines", "write_jsonl"),
    ".sqlite": ("database", "write_sqlite"),
    ".db": ("database", "write_sqlite"),
    ".parquet": ("columns", "write_parquet"),
}
"""Endings of file names, each with the module and the function that write such files."""


class Material(Struct, frozen=True, kw_only=True):
    """What is exported; everything is read only once, and only as far as a format has a place for it."""

    statements: Iterable[Statement]
    comparisons: Iterable[Diff]
    """Of every two neighbouring meetings of a series, and of what a person linked elsewhere."""
    titles: Titles


LARGEST = 2**31 - 1
"""What fits into a column of whole numbers."""
Writer = Callable[[Path, Material], int]
"""Writes a new file; returns how many commitments are in it."""


def find_writer(name: str) -> Writer:
    """Return what writes a file of such a name; CommitrackError where its ending is none that is written."""
    ending = Path(name).suffix.lower()
    if ending not in WRITERS:
        raise CommitrackError(f"{name!r}: an export is written to FILE{', FILE'.join(WRITERS)}")
    module, function = WRITERS[ending]
    writer: Writer = getattr(import_module(f"commitrack.views.export.{module}"), function)
    return writer


def export_records(statements: Iterable[Statement]) -> Iterator[dict[str, Any]]:
    """Yield the `FIELDS` of every commitment."""
    for statement in statements:
        for commitment in statement.commitments:
            yield export_record(statement, commitment)


def export_record(statement: Statement, commitment: Commitment) -> dict[str, Any]:
    """Return the `FIELDS` of a commitment."""
    return {
        **commitment_record(statement, commitment),
        "title": statement.title or None,
        "place": statement.place or None,
        "parties": list(statement.parties),
        "source": statement.source or None,
        "extra": unknown_keys(commitment),
    }


def span_columns(span: Sequence[int] | None) -> tuple[int | None, int | None]:
    """Return both ends of a span for columns of numbers; nothing for one beyond any text, which they cannot hold."""
    return (span[0], span[1]) if span and span[1] <= LARGEST else (None, None)


def unknown_keys(commitment: Commitment) -> str | None:
    """Return the keys of a record that the program does not know, as JSON."""
    return json.dumps(commitment.extra, ensure_ascii=False, default=str) if commitment.extra else None
