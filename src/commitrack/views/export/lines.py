"""CSV and JSON Lines: a line for each commitment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from commitrack.views.export.material import FIELDS, Material, export_records
from commitrack.views.structured import Listing, dump_csv, to_json


def write_csv(path: Path, material: Material) -> int:
    """Write RFC 4180 in UTF-8 with a header; lists are joined by commas, what a spreadsheet would run is made text."""
    listing = Listing(kind="commitment", fields=FIELDS, brief=(), records=export_records(material.statements))
    with path.open("w", encoding="utf-8", newline="") as file:
        return count(map(file.write, dump_csv(listing))) - 1


def write_jsonl(path: Path, material: Material) -> int:
    """Write one JSON object a line in UTF-8, null where there is no value."""
    records = map(as_object, export_records(material.statements))
    with path.open("w", encoding="utf-8", newline="") as file:
        return count(file.write(f"{to_json(record)}\n") for record in records)


def as_object(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with its unknown keys as the JSON that they are."""
    return {**record, "extra": json.loads(record["extra"]) if record["extra"] else None}


def count(written: Iterable[object]) -> int:
    """Go through the lines written; return how many there were."""
    return sum(1 for _ in written)
