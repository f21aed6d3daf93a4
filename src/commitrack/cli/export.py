"""Take a ledger to other programs: export."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from commitrack.cli.output import whole_file
from commitrack.cli.session import Session
from commitrack.model import Diff
from commitrack.numbers import count
from commitrack.views.export import Material, find_writer


def export(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="What to write; its ending tells how.")
    ],
    links: Annotated[
        bool, typer.Option("--links/--no-links", help="Compare neighbouring meetings for the links of SQLite.")
    ] = True,
) -> None:
    """Write all commitments to a file for other programs.

    FILE.csv for spreadsheets, FILE.jsonl, FILE.sqlite for SQL and Datasette, FILE.parquet for DuckDB, pandas and Spark.
    A file that is there is overwritten.
    """
    session: Session = context.obj
    write = find_writer(output.name)
    names = session.ledger.statement_ids()
    material = Material(
        statements=session.watch(map(session.ledger.read, names), len(names), "statements"),
        comparisons=compare_neighbours(session) if links else (),
        titles=session.topics,
    )
    with whole_file(output) as path:
        written = write(path, material)
    session.note(f"wrote {output}, {count(written, 'commitment')} of {count(len(names), 'statement')}")


def compare_neighbours(session: Session) -> Iterator[Diff]:
    """Yield the comparisons of every two neighbouring meetings of a series."""
    from commitrack.comparison import compare

    decisions = session.ledger.decisions()
    series: dict[str, list[str]] = {}
    for statement, *_ in session.index.outlines():
        series.setdefault(statement.series, []).append(statement.id)
    series.pop("", None)
    pairs = (pair for names in series.values() for pair in pairwise(map(session.ledger.read, names)))
    total = sum(len(names) - 1 for names in series.values())
    for earlier, later in session.watch(pairs, total, "comparisons"):
        yield compare(earlier, later, decisions=decisions)
