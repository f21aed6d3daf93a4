"""The ledger's records: TOML tables to objects and back. Opens no file; a mistake is a finding that names its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from commitrack.errors import RecordError, did_you_mean
from commitrack.ledger.fields import Fields, shown
from commitrack.ledger.ids import date_in
from commitrack.ledger.toml import parse, render
from commitrack.model import (
    FORCES,
    HEADER,
    Act,
    Change,
    Commitment,
    Decision,
    Finding,
    LedgerConfig,
    Span,
    Statement,
    Verdict,
)

SCHEMA = 1
"""The version of the format that is written; a newer one is refused."""
UPGRADE = "upgrade it: pip install --upgrade commitrack"
CONFIG_KEYS = ("name", "series", "topics", "aliases", "parties", "verbs")
STATEMENT_KEYS = ("id", "date", "title", "place", "series", "parties", "source", "file", "sha256", "corrected")
COMMITMENT_KEYS = (
    *("id", "text", "quote", "span", "act", "verb", "force", "actors", "topics"),
    *("due", "due_text", "restates", "reviewed", "note"),
)
DECISION_KEYS = ("earlier", "later", "verdict", "change", "reason")
"""Keys of `commitrack.toml`, of a statement, a commitment and a decision, in the order in which they are written."""
NEEDED = frozenset({"id", "quote", "act", "actors", "topics"})
"""Keys of a commitment that are always written, those with their default are left out otherwise."""
NO_DAY = date(1, 1, 1)
"""Stands in a statement whose date is wrong; such a statement never leaves this module without its finding."""

Record = TypeVar("Record")
Decoder = Callable[[Mapping[str, Any], str, list[Finding]], Record]


def loads(data: bytes, file: str) -> Statement:
    """Return the statement that the bytes of `statements/<id>.toml` hold; RecordError names the first mistake."""
    return strict(decode_statement, parse(data, file), file)


def dumps(statement: Statement) -> str:
    """Return a statement as the TOML text that the ledger keeps, keys in the order of the format."""
    return render(encode_statement(statement))


def strict(decode: Decoder[Record], tables: Mapping[str, Any], file: str) -> Record:
    """Decode, and raise what is found first as a RecordError."""
    findings: list[Finding] = []
    record = decode(tables, file, findings)
    if findings:
        raise RecordError(in_words(findings[0]))
    return record


def in_words(finding: Finding) -> str:
    """Return a finding as one line: file, place, what is wrong, how to put it right."""
    where = f"{finding.file}: {finding.place}" if finding.place else finding.file
    return f"{where}: {finding.message}" + (f"; {finding.remedy}" if finding.remedy else "")


def decode_statement(tables: Mapping[str, Any], file: str, findings: list[Finding]) -> Statement:
    """Return the statement in `tables`, with a finding for each mistake; it is whole only where there is none."""
    top = Fields(tables, file, findings)
    if not _known_schema(top):
        return Statement(id="", date=NO_DAY)
    if "statement" not in top.rest:
        top.wrong("statement", "missing", "is missing", "put id, date and title under a [statement] header")
    head = Fields(top.table("statement"), file, findings, "statement")
    name = file.rpartition("/")[2].removesuffix(".toml")
    return Statement(
        id=_statement_id(head, name),
        date=_statement_date(head, name),
        title=head.text("title"),
        place=head.text("place"),
        series=head.text("series"),
        parties=head.words("parties"),
        source=head.text("source"),
        file=head.text("file"),
        sha256=head.text("sha256"),
        corrected=_corrected(head),
        commitments=tuple(
            _decode_commitment(Fields(table, file, findings, f"commitment[{number}]", COMMITMENT_KEYS))
            for number, table in enumerate(top.tables("commitment"))
        ),
        extra=head.rest,
        beside=top.rest,
    )


def encode_statement(statement: Statement) -> dict[str, Any]:
    """Return the tables of a statement's file, what has its default left out."""
    head = {key: getattr(statement, key) for key in STATEMENT_KEYS}
    rows = [_encode_commitment(each) for each in statement.commitments]
    return {
        "schema": SCHEMA,
        "statement": {**_given(head), **statement.extra},
        **({"commitment": rows} if rows else {}),  # `commitment = []` would forbid to write one below by hand
        **statement.beside,
    }


def decode_config(tables: Mapping[str, Any], file: str, findings: list[Finding]) -> LedgerConfig:
    """Return what the tables of `commitrack.toml` say."""
    top = Fields(tables, file, findings)
    if not _known_schema(top):
        return LedgerConfig()
    return LedgerConfig(
        schema=SCHEMA,
        name=top.text("name"),
        series=top.text("series"),
        topics=top.table("topics"),
        aliases=top.table("aliases"),
        parties=top.table("parties"),
        verbs=top.table("verbs"),
        extra=top.rest,
    )


def encode_config(config: LedgerConfig) -> dict[str, Any]:
    """Return the tables of `commitrack.toml`."""
    known = {key: getattr(config, key) for key in CONFIG_KEYS}
    return {"schema": SCHEMA, **_given(known), **config.extra}


def decode_decisions(tables: Mapping[str, Any], file: str, findings: list[Finding]) -> tuple[Decision, ...]:
    """Return the decisions that the tables of `decisions.toml` hold."""
    top = Fields(tables, file, findings)
    if not _known_schema(top):
        return ()
    return tuple(
        _decode_decision(Fields(table, file, findings, f"decision[{number}]", DECISION_KEYS))
        for number, table in enumerate(top.tables("decision"))
    )


def encode_decisions(decisions: Iterable[Decision], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables of `decisions.toml`; the unknown ones of those that stood there `before` are kept."""
    rows = [_encode_decision(each) for each in decisions]
    unknown = {key: value for key, value in before.items() if key not in {"schema", "decision"}}
    return {"schema": SCHEMA, **({"decision": rows} if rows else {}), **unknown}


def _decode_commitment(fields: Fields) -> Commitment:
    quote = fields.text("quote", needed=True)
    return Commitment(
        id=fields.text("id", needed=True),
        text=fields.text("text") or quote,
        quote=quote,
        span=_span(fields),
        act=fields.choice("act", Act) or Act.PLEDGE,
        verb=fields.text("verb"),
        force=fields.whole("force", *FORCES),
        actors=fields.words("actors", needed=True),
        topics=fields.words("topics", needed=True),
        due=fields.day("due"),
        due_text=fields.text("due_text"),
        restates=fields.text("restates"),
        reviewed=fields.flag("reviewed"),
        note=fields.text("note"),
        extra=fields.rest,
    )


def _encode_commitment(commitment: Commitment) -> dict[str, Any]:
    values = {key: getattr(commitment, key) for key in COMMITMENT_KEYS}
    if commitment.text == commitment.quote:
        del values["text"]
    return {**{key: value for key, value in values.items() if value or key in NEEDED}, **commitment.extra}


def _decode_decision(fields: Fields) -> Decision:
    return Decision(
        earlier=fields.text("earlier", needed=True),
        later=fields.text("later", needed=True),
        verdict=fields.choice("verdict", Verdict) or Verdict.SAME,
        change=fields.choice("change", Change) if "change" in fields.rest else None,
        reason=fields.text("reason"),
        extra=fields.rest,
    )


def _encode_decision(decision: Decision) -> dict[str, Any]:
    values = {"earlier": decision.earlier, "later": decision.later, "verdict": decision.verdict.value}
    said = {"change": decision.change and decision.change.value, "reason": decision.reason}
    return {**values, **_given(said), **decision.extra}


def _known_schema(top: Fields) -> bool:
    """Take `schema`, which may be missing, and tell whether this program understands it."""
    schema = top.rest.pop("schema", SCHEMA)
    if type(schema) is not int or schema < 1:
        top.wrong("schema", "schema", f"{shown(schema)} is no version of the format", f"write schema = {SCHEMA}")
    elif schema > SCHEMA:
        top.wrong("schema", "schema", f"{shown(schema)} is newer than this commitrack reads ({SCHEMA})", UPGRADE)
    else:
        return True
    return False


def _statement_id(head: Fields, name: str) -> str:
    """Take the statement's id, which has to be the file's name; that stands for it in any case."""
    given = head.text("id") or name
    if given != name:
        head.wrong("id", "file-name", f"{shown(given)} is not the file's name", f"write {name!r} or rename the file")
    return name


def _statement_date(head: Fields, name: str) -> date:
    """Take the meeting's date; the one that begins the file's name stands for it."""
    written = "date" in head.rest
    day = head.day("date") or date_in(name)
    if day is None and not written:
        head.wrong("date", "missing", "is missing", "write the meeting's day, such as date = 2025-09-22")
    return day or NO_DAY


def _corrected(head: Fields) -> tuple[str, ...]:
    """Take the names of the keys that a person set, each of which has to be one that a new reading would guess."""
    names = head.words("corrected")
    for number, name in enumerate(names):
        if name not in HEADER:
            remedy = did_you_mean(name, HEADER) or "leave it out"
            head.wrong(f"corrected[{number}]", "corrected", f"{shown(name)} is none of {', '.join(HEADER)}", remedy)
    return names


def _span(fields: Fields) -> Span | None:
    value = fields.rest.pop("span", None)
    if value is None:
        return None
    if type(value) is list and len(value) == 2 and all(type(end) is int for end in value) and 0 <= value[0] < value[1]:
        return Span(*value)
    fields.wrong("span", "span", f"{shown(value)} is no range of characters", "write [start, end] or leave it out")
    return None


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
