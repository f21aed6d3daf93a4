"""Records in every format that programs read; for toml, the tables to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from commitrack.errors import CommitrackError
from commitrack.patterns import compile_late
from commitrack.views.records import PARTED, TEXTS, Record
from commitrack.views.screen import SPACES, UNSAFE, escape_unsafe

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would run (OWASP, CSV Injection)."""
ID_FIELDS = ("ids", "earlier", "later")
"""The fields that hold ids where a record has none of its own."""
Column = tuple[str, str | None]
"""A field, and the key of its mapping that stands in the column; None for the whole field."""
NUMBER = compile_late(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


class Format(StrEnum):
    """What `--format` takes."""

    TABLE = "table"
    TSV = "tsv"
    IDS = "ids"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    TOML = "toml"


class Listing(Struct, frozen=True, kw_only=True):
    """Records of one kind with the fields that were asked for."""

    kind: str
    """The name of one record, as in `[[commitment]]`."""
    fields: tuple[str, ...]
    """Every field, in order: what json, jsonl, csv and toml hold."""
    brief: tuple[str, ...]
    """The fields of a line, where none are asked for; text is among the last, since it is long."""
    records: Iterable[Record]
    """Each has all the fields; None stands for no value."""
    glance: tuple[str, ...] = ()
    """The fields of a table on a terminal, where they are not those of a line."""
    asked: tuple[str, ...] = ()
    """The fields of `--fields`, in the order given; empty where none are asked for."""
    envelope: Record | None = None
    """What stands around the records in json and toml; without it json is an array."""
    plural: str = ""
    """The name of the records inside an envelope, in json."""
    spread: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Fields that are mappings with the same keys in every record: each key is a column of its own."""

    @property
    def names(self) -> tuple[str, ...]:
        """What may be asked for: the fields, and the columns that they are spread over."""
        return (*self.fields, *(key for keys in self.spread.values() for key in keys))

    def choose(self, names: Sequence[str]) -> Listing:
        """Return the listing with these fields only; where one is spread, each of its keys may be named, too."""
        parts = {key: name for name, keys in self.spread.items() for key in keys if key not in self.fields}
        keys = [name for name in names if name in parts]
        records = ({**record, **{key: record[parts[key]].get(key) for key in keys}} for record in self.records)
        return replace(self, asked=tuple(names), records=records if keys else self.records)

    @property
    def whole(self) -> tuple[str, ...]:
        """The fields of a structured record."""
        return self.asked or self.fields

    @property
    def seen(self) -> tuple[str, ...]:
        """The fields of a table on a terminal."""
        return self.asked or self.glance or self.brief

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields of a line."""
        return self.asked or self.brief

    @property
    def identifying(self) -> tuple[str, ...]:
        """The fields that hold ids: that of the records themselves, else those of the commitments they are about."""
        return ("id",) if "id" in self.whole else tuple(name for name in self.whole if name in ID_FIELDS)


def dump(listing: Listing, style: Format) -> Iterator[str]:
    """Yield the listing in a format other than `table` and `toml`, in chunks that end their lines.

    CommitrackError for `ids` of records that have none.
    """
    writers = {
        Format.TSV: dump_tsv,
        Format.IDS: dump_ids,
        Format.CSV: dump_csv,
        Format.JSON: dump_json,
        Format.JSONL: dump_jsonl,
        Format.MARKDOWN: dump_markdown,
    }
    return writers[style](listing)


def dump_tsv(listing: Listing) -> Iterator[str]:
    """One record per line, no header, tabs and line ends inside values as a space: made for cut, sort and wc."""
    columns = find_columns(listing.columns, listing.spread)
    for record in listing.records:
        yield "\t".join(to_row(record, columns)) + "\n"


def dump_ids(listing: Listing) -> Iterator[str]:
    """One id per line and nothing else: made for xargs."""
    if not listing.identifying:
        raise CommitrackError(f"--format ids: no id in {', '.join(listing.whole)}; leave --format out for all of it")
    for record in listing.records:
        for name in listing.identifying:
            held = record[name]
            for found in [held] if isinstance(held, str) else held or ():
                yield f"{escape_unsafe(found)}\n"


def dump_csv(listing: Listing) -> Iterator[str]:
    """RFC 4180 with a header, all fields; what a spreadsheet would run is made text."""
    import csv
    from types import SimpleNamespace

    lines = csv.writer(SimpleNamespace(write=str), lineterminator="\n")  # a row is what its `write` returns
    for row in with_header(listing.records, listing.whole, listing.spread):
        yield lines.writerow(map(harmless, row))


def harmless(cell: str) -> str:
    """Return a cell as spreadsheets take it for text: with an apostrophe before what would be a formula."""
    is_formula = cell.lstrip(" ").startswith(FORMULA) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


def dump_jsonl(listing: Listing) -> Iterator[str]:
    """One JSON object per line."""
    for record in listing.records:
        yield to_json({name: record[name] for name in listing.whole}) + "\n"


def dump_json(listing: Listing) -> Iterator[str]:
    """One JSON array, an object per line; inside the envelope where there is one."""
    head = f"{to_json(listing.envelope)[:-1]}, {to_json(listing.plural)}: " if listing.envelope else ""
    before = f"{head}[\n"
    for line in dump_jsonl(listing):
        yield before + line.rstrip("\n")
        before = ",\n"
    yield f"{head}[]" if before.endswith("[\n") else "\n]"
    yield "}\n" if listing.envelope else "\n"


def dump_markdown(listing: Listing) -> Iterator[str]:
    """A table in GitHub's markdown."""
    for number, row in enumerate(with_header(listing.records, listing.columns, listing.spread)):
        yield f"{markdown_row(map(escape_markdown, row))}\n"
        if number == 0:
            yield f"{markdown_row(['---'] * len(row))}\n"


def with_header(
    records: Iterable[Record], fields: Sequence[str], spread: Mapping[str, Sequence[str]]
) -> Iterator[list[str]]:
    """Rows of cells, the names of the columns first; all are of one length."""
    columns = find_columns(fields, spread)
    yield [name if key is None else key for name, key in columns]
    for record in records:
        yield to_row(record, columns)


def find_columns(fields: Iterable[str], spread: Mapping[str, Sequence[str]]) -> list[Column]:
    """The columns of fields: one each, and one per key where a field is spread."""
    return [(name, key) for name in fields for key in spread.get(name, (None,))]


def to_row(record: Record, columns: Iterable[Column]) -> list[str]:
    """The cells of a record."""
    return [to_cell(_cell_of(record, name) if key is None else record[name].get(key)) for name, key in columns]


def _cell_of(record: Record, name: str) -> Any:
    """A field, the words of several commitments as one text: they hold commas themselves."""
    value = record[name]
    return PARTED.join(value) if name in TEXTS and isinstance(value, list) else value


def to_cell(value: Any) -> str:
    """A value as one line of text; empty where there is none, JSON where it is a mapping."""
    if isinstance(value, str):
        plain = value.isascii() and value.isprintable() and "  " not in value
        return value if plain else escape_unsafe(SPACES.sub(" ", value))  # which takes ten times as long
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        parted = "; " if any(isinstance(inner, dict) for inner in value) else ", "
        return parted.join([list_values(inner) if isinstance(inner, dict) else to_cell(inner) for inner in value])
    if isinstance(value, dict):
        return to_json(value)
    return to_cell(str(value))


def list_values(record: Record) -> str:
    """One of several mappings in a cell: its values alone, since their keys would be the same each time."""
    return " ".join(filter(None, [to_cell(inner) for inner in record.values()]))


def to_json(value: Any) -> str:
    r"""Compact JSON in UTF-8; what a terminal would obey or hide stands as `\u…`."""
    import json

    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if text.isprintable() else UNSAFE.sub(lambda sign: json.dumps(sign[0])[1:-1], text)


def toml_tables(listing: Listing) -> dict[str, Any]:
    """The envelope, then an array of tables named after the kind; what has no value is left out, as in TOML."""
    tables = [{name: record[name] for name in listing.whole} for record in listing.records]
    whole: dict[str, Any] = drop_none({**(listing.envelope or {}), listing.kind: tables})
    return whole


def drop_none(value: Any) -> Any:
    """A copy without None, at any depth."""
    if isinstance(value, dict):
        return {key: drop_none(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [drop_none(inner) for inner in value if inner is not None]
    return value


def markdown_row(cells: Iterable[str]) -> str:
    """One row of a table."""
    return "| " + " | ".join(cells) + " |"


MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|"})


def escape_markdown(text: str) -> str:
    """Text that shows as it is when the markdown is rendered."""
    return escape_unsafe(SPACES.sub(" ", text)).translate(MARKDOWN_SIGNS)
