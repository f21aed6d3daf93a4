"""Parquet: a table of commitments with typed columns."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commitrack.errors import MissingExtraError
from commitrack.views.export.material import FIELDS, Material, export_records, span_columns

if TYPE_CHECKING:
    from pyarrow import DataType

GROUP = 10_000
"""Commitments that are in memory at once, and in one row group of the file."""


def write_parquet(path: Path, material: Material) -> int:
    """Write a Parquet file: dates as date32, lists as list<string>, the span as two columns of numbers."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError(
            "Parquet files need pyarrow; install it with: pip install 'commitrack[parquet]'"
        ) from None

    schema = pa.schema(column_types(pa))
    records = map(split_span, export_records(material.statements))
    written = 0
    with pq.ParquetWriter(path, schema) as file:
        while group := list(islice(records, GROUP)):
            file.write_table(pa.Table.from_pylist(group, schema))
            written += len(group)
    return written


def split_span(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with both ends of its span by themselves."""
    start, end = span_columns(record["span"])
    return {**record, "span_start": start, "span_end": end}


def column_types(pa: Any) -> list[tuple[str, DataType]]:
    """Return the columns in the order of `FIELDS`; what is not named is text."""
    types = {
        "date": pa.date32(),
        "due": pa.date32(),
        "force": pa.int8(),
        "reviewed": pa.bool_(),
        **dict.fromkeys(("actors", "topics", "parties"), pa.list_(pa.string())),
        **dict.fromkeys(("span_start", "span_end"), pa.int32()),
    }
    names = [name for field in FIELDS for name in (("span_start", "span_end") if field == "span" else (field,))]
    return [(name, types.get(name, pa.string())) for name in names]
