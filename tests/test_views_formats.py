"""What programs read: JSON, TOML, TSV, CSV, Markdown, and a table of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from tests.two_meetings import DIFF, ENTRIES, LATER, NEW

from commitrack.model import Entry
from commitrack.views import records
from commitrack.views.screen import Screen
from commitrack.views.structured import Format, Listing, dump, to_row, toml_tables
from commitrack.views.table import show_table


def test_the_words_of_several_commitments_are_parted_in_a_cell() -> None:
    record = {"later_text": ["boats, nets", "and sails"], "later": ["a", "b"]}
    assert to_row(record, [("later_text", None), ("later", None)]) == ["boats, nets / and sails", "a, b"]


def listing(entries: Iterable[Entry] = ENTRIES) -> Listing:
    return Listing(
        kind="entry",
        plural="entries",
        fields=records.ENTRY,
        brief=("status", "later", "later_text"),
        records=[records.entry_record(entry) for entry in entries],
        envelope=records.diff_record(DIFF, ENTRIES),
    )


def test_the_json_of_a_diff_keeps_its_promise() -> None:
    found = json.loads("".join(dump(listing(), Format.JSON)))
    assert list(found) == ["schema", "earlier", "later", "summary", "entries"]
    assert (found["schema"], found["earlier"], found["later"]) == (1, "2030-05-01", "2031-05-01")
    assert found["summary"]["added"] == 2
    first = found["entries"][0]
    assert list(first)[:7] == ["status", "change", "score", "earlier", "later", "topics", "why"]
    assert first["why"][0] == {"evidence": "rare words", "weight": 2.25, "words": "strait"}
    assert (first["score"], first["change"]) == (0.9333, "stronger")
    assert found["entries"][2]["change"] is None
    assert json.loads("".join(dump(listing(()), Format.JSON)))["entries"] == []


def test_the_json_of_a_commitment_keeps_its_promise() -> None:
    record = records.commitment_record(LATER, NEW)
    assert list(record)[:13] == [
        *("id", "statement", "date", "text", "quote", "span", "act", "verb", "force"),
        *("actors", "topics", "due", "reviewed"),
    ]
    assert (record["span"], record["verb"], record["force"], record["due"]) == (None, None, None, date(2032, 12, 31))


def plain(*values: str) -> Listing:
    return Listing(
        kind="thing", fields=("id", "text"), brief=("id", "text"), records=[{"id": v, "text": v} for v in values]
    )


def test_tsv_is_one_line_per_record_without_a_header() -> None:
    lines = "".join(dump(plain("a\tb\nc", "d"), Format.TSV)).splitlines()
    assert lines == ["a b c\ta b c", "d\td"]


def test_csv_has_a_header_and_every_field() -> None:
    rows = list(csv.reader(io.StringIO("".join(dump(plain('say "so", then'), Format.CSV)))))
    assert rows == [["id", "text"], ['say "so", then', 'say "so", then']]
    assert list(dump(plain(), Format.CSV)) == ["id,text\n"]


def test_a_mapping_is_one_cell_unless_its_keys_are_the_same_in_every_record() -> None:
    both, one = {"2030": "first", "2031": None}, {"2031": "same"}
    listed: list[dict[str, Any]] = [{"id": "a", "m": both}, {"id": "b", "m": one}, {"id": "c", "m": None}]
    whole = Listing(kind="x", fields=("m", "id"), brief=("m", "id"), records=listed)
    rows = list(csv.reader(io.StringIO("".join(dump(whole, Format.CSV)))))
    assert rows == [["m", "id"], ['{"2030": "first", "2031": null}', "a"], ['{"2031": "same"}', "b"], ["", "c"]]
    wide = replace(whole, records=listed[:2], spread={"m": ("2030", "2031")})
    assert "".join(dump(wide, Format.CSV)) == "2030,2031,id\nfirst,,a\n,same,b\n"
    assert "".join(dump(wide, Format.TSV)) == "first\t\ta\n\tsame\tb\n"
    assert "".join(dump(replace(wide, records=[]), Format.MARKDOWN)).startswith("| 2030 | 2031 | id |\n")


@pytest.mark.parametrize("style", [Format.TSV, Format.CSV, Format.JSON, Format.MARKDOWN])
def test_a_field_that_a_record_lacks_is_not_taken_for_one_without_a_value(style: Format) -> None:
    with pytest.raises(KeyError, match="note"):
        list(dump(Listing(kind="x", fields=("id", "note"), brief=("id", "note"), records=[{"id": "a"}]), style))


def test_json_shows_no_control_characters_and_loses_none() -> None:
    text = "".join(dump(plain("x\x9b31m\u202e\U000e0041"), Format.JSON))
    assert text.isascii()
    assert json.loads(text)[0]["id"] == "x\x9b31m\u202e\U000e0041"


def test_fields_asked_for_come_in_that_order() -> None:
    chosen = replace(listing(), asked=("later", "status"))
    assert list(json.loads("".join(dump(chosen, Format.JSONL)).splitlines()[0])) == ["later", "status"]
    assert "".join(dump(chosen, Format.TSV)).splitlines()[0] == "2031-05-01/bb01\treaffirmed"


def test_toml_leaves_out_what_has_no_value() -> None:
    tables = toml_tables(listing())
    assert tables["earlier"] == "2030-05-01"
    assert "change" not in tables["entry"][2]


def test_markdown_tables_escape_their_bars() -> None:
    assert list(dump(plain("a|b [c]"), Format.MARKDOWN))[-1] == "| a\\|b \\[c\\] | a\\|b \\[c\\] |\n"


def test_a_table_wraps_its_longest_column() -> None:
    rows = [{"id": "aa01", "text": "words " * 30}, {"id": "aa02", "text": "few"}]
    wide = Listing(kind="x", fields=("id", "text"), brief=("id", "text"), records=rows)
    lines = list(show_table(wide, Screen(width=60)))
    assert (lines[0], lines[-1]) == ("id    text", "aa02  few")
    assert max(map(len, lines)) <= 60


def test_a_table_without_room_becomes_blocks() -> None:
    wide = Listing(kind="x", fields=("a", "b"), brief=("a", "b"), records=[{"a": "y" * 50, "b": "z" * 50}])
    assert next(show_table(wide, Screen(width=40))).startswith("a  yyy")
