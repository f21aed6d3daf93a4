"""Laws of the ledger over made statements: same bytes, nothing lost, what people confirmed stays."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from commitrack.errors import RecordError
from commitrack.ledger import Ledger, init_ledger, merge_reading, with_ids
from commitrack.ledger.check import check_ledger
from commitrack.ledger.records import dumps, loads
from commitrack.ledger.toml import render
from commitrack.model import Act, Commitment, Span, Statement

KNOWN = {name for kind in (Statement, Commitment) for name in kind.__struct_fields__} | {
    "schema",
    "statement",
    "commitment",
}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc"]), min_size=1, max_size=30).filter(str.strip)
SCALARS: st.SearchStrategy[Any] = (
    TEXT | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.dates() | st.datetimes() | st.times()
)
SCALARS |= st.floats(allow_nan=False)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
)
UNKNOWN = st.dictionaries(TEXT.filter(lambda key: key not in KNOWN), VALUES, max_size=3)
NAMES = st.lists(TEXT, max_size=3).map(tuple)
SPANS = st.none() | st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda pair: Span(pair[0], sum(pair)))
CALM = settings(deadline=None, max_examples=60)
FEW = settings(deadline=None, max_examples=25)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def commitments(draw: st.DrawFn) -> Commitment:
    """A commitment with any labels."""
    quote = draw(WORDS)
    return Commitment(
        id=draw(st.integers(1, 10**6).map(str)),
        quote=quote,
        text=draw(TEXT) or quote,
        span=draw(SPANS),
        act=draw(st.sampled_from(Act)),
        verb=draw(TEXT),
        force=draw(st.none() | st.integers(1, 5)),
        actors=draw(NAMES),
        topics=draw(NAMES),
        due=draw(st.none() | DAYS),
        due_text=draw(TEXT),
        reviewed=draw(st.booleans()),
        note=draw(TEXT),
        extra=draw(UNKNOWN),
    )


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement with any header and lasting ids."""
    day = draw(DAYS)
    statement = Statement(
        id=day.isoformat() + draw(st.sampled_from(["", "-quad", "_x.y"])),
        date=day,
        title=draw(TEXT),
        place=draw(TEXT),
        series=draw(TEXT),
        parties=draw(NAMES),
        source=draw(TEXT),
        commitments=tuple(draw(st.lists(commitments(), max_size=4, unique_by=lambda each: each.id))),
        extra=draw(UNKNOWN),
        beside=draw(UNKNOWN),
    )
    return with_ids(statement)


@contextmanager
def new_ledger() -> Iterator[Ledger]:
    with tempfile.TemporaryDirectory() as folder:
        yield init_ledger(Path(folder, "ledger"))


def file_of(statement: Statement) -> str:
    return f"statements/{statement.id}.toml"


@CALM
@given(statements())
def test_a_statement_round_trips_to_the_same_bytes(statement: Statement) -> None:
    text = dumps(statement)
    back = loads(text.encode(), file_of(statement))
    assert back == statement
    assert dumps(back) == text


@CALM
@given(UNKNOWN)
def test_what_is_rendered_parses_back(tables: dict[str, Any]) -> None:
    assert tomllib.loads(render(tables)) == tables


@CALM
@given(statements())
def test_every_value_of_a_record_stands_on_one_line(statement: Statement) -> None:
    plain = replace(
        statement, extra={}, beside={}, commitments=tuple(replace(each, extra={}) for each in statement.commitments)
    )
    lines = dumps(plain).split("\n")
    assert all(line in ("", "[statement]", "[[commitment]]") or " = " in line for line in lines)


@FEW
@given(st.lists(statements(), max_size=4, unique_by=lambda each: each.id))
def test_rewriting_a_ledger_changes_no_byte(made: list[Statement]) -> None:
    with new_ledger() as ledger:
        for each in made:
            assert ledger.write(each, each.title.encode())
        before = {path: path.read_bytes() for path in ledger.root.rglob("*.t*")}
        for each in ledger.statements():
            assert not ledger.write(each, each.title.encode())
        assert {path: path.read_bytes() for path in ledger.root.rglob("*.t*")} == before
        assert list(ledger.statement_ids()) == sorted(each.id for each in made)


@CALM
@given(statements(), statements())
def test_a_new_reading_keeps_what_is_reviewed_and_no_id_twice(old: Statement, new: Statement) -> None:
    merged = merge_reading(old, new)
    ids = [each.id for each in merged.commitments]
    assert len(ids) == len(set(ids))
    kept = {each.id: replace(each, span=None) for each in merged.commitments}
    for each in old.commitments:
        if each.reviewed:
            assert kept[each.id] == replace(each, span=None)
    assert merge_reading(merged, new) == merged


@CALM
@given(statements())
def test_the_same_reading_changes_no_more_than_the_order(statement: Statement) -> None:
    merged = merge_reading(statement, statement)
    by_id = {each.id: each for each in statement.commitments}
    assert {each.id: each for each in merged.commitments} == by_id
    assert replace(merged, commitments=()) == replace(statement, commitments=())


@CALM
@given(st.binary(max_size=200) | TEXT.map(str.encode))
def test_any_bytes_are_a_record_or_a_mistake(data: bytes) -> None:
    with suppress(RecordError):
        loads(data, "statements/2025-09-22.toml")


@FEW
@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), VALUES), st.dictionaries(st.sampled_from(sorted(KNOWN)), VALUES))
def test_any_tables_are_checked_to_the_end(head: dict[str, Any], row: dict[str, Any]) -> None:
    with new_ledger() as ledger:
        data = render({"statement": head, "commitment": [row]}).encode()
        (ledger.root / "statements/2025-09-22.toml").write_bytes(data)
        found = check_ledger(ledger, strict=True, read_text=lambda data, name: data.decode())
        assert all(each.message and "\n" not in each.message for each in found)
