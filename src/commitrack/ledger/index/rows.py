"""Statements and commitments as rows of the index, and back.

The rows are Python's own marshalled values, read three times as fast as JSON. Damaged ones could crash the interpreter,
so that each has a checksum.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from datetime import date
from typing import Any
from zlib import crc32

from commitrack.ledger.toml import parse, render
from commitrack.model import Act, Commitment, Span, Statement

ACTS = {str(act): act for act in Act}


class DamagedRowError(Exception):
    """A row that does not read as it was written."""


class Unpacker:
    """Reads rows; equal names are kept once, which halves the memory of many commitments."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._words: dict[str, str] = {}

    def commitment(self, record: bytes, checksum: int) -> Commitment:
        """Return the commitment that `pack_commitment` packed."""
        name, quote, text, act, actors, topics, span, verb, force, reviewed, due, due_text, restates, note, extra = (
            _checked(record, checksum)
        )
        return Commitment(
            id=name,
            quote=quote,
            text=quote if text is None else text,
            act=ACTS[act],
            actors=self._shared(actors),
            topics=self._shared(topics),
            span=Span(*span) if span else None,
            verb=self._words.setdefault(verb, verb),
            force=force,
            reviewed=reviewed,
            due=date.fromisoformat(due) if due else None,
            due_text=due_text,
            restates=restates,
            note=note,
            extra=_tables(extra),
        )

    def header(self, record: bytes, checksum: int) -> Statement:
        """Return the statement that `pack_header` packed, without commitments."""
        name, day, title, place, series, parties, source, file, sha256, corrected, extra, beside = _checked(
            record, checksum
        )
        return Statement(
            id=name,
            date=date.fromisoformat(day),
            title=title,
            place=place,
            series=series,
            parties=self._shared(parties),
            source=source,
            file=file,
            sha256=sha256,
            corrected=corrected,
            extra=_tables(extra),
            beside=_tables(beside),
        )

    def _shared(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return self._names.setdefault(names, names)


def pack_commitment(one: Commitment) -> tuple[bytes, int]:
    """Return a commitment as a row and its checksum."""
    return _pack(
        one.id,
        one.quote,
        None if one.text == one.quote else one.text,
        one.act.value,
        one.actors,
        one.topics,
        tuple(one.span) if one.span else None,
        one.verb,
        one.force,
        one.reviewed,
        one.due.isoformat() if one.due else None,
        one.due_text,
        one.restates,
        one.note,
        _text(one.extra),
    )


def pack_header(one: Statement) -> tuple[bytes, int]:
    """Return a statement without its commitments as a row and its checksum."""
    return _pack(
        one.id,
        one.date.isoformat(),
        one.title,
        one.place,
        one.series,
        one.parties,
        one.source,
        one.file,
        one.sha256,
        one.corrected,
        _text(one.extra),
        _text(one.beside),
    )


def _pack(*values: Any) -> tuple[bytes, int]:
    record = marshal.dumps(values)
    return record, crc32(record)


def _checked(record: bytes, checksum: int) -> tuple[Any, ...]:
    if crc32(record) != checksum:
        raise DamagedRowError
    values: tuple[Any, ...] = marshal.loads(record)
    return values


def _text(tables: Mapping[str, Any]) -> str:
    """Return unknown keys as TOML, which knows values that JSON does not."""
    return render(tables) if tables else ""


def _tables(text: str) -> dict[str, Any]:
    return parse(text.encode(), "index") if text else {}
