"""Take a ledger to other programs: export."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from commitrack.cli.options import ManySeriesOption, read_many_series
from commitrack.cli.output import whole_file
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError
from commitrack.ledger.lookup import known_series, no_series, order_pair
from commitrack.model import Decision, Diff, Verdict
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
    series: ManySeriesOption = None,
) -> None:
    """Write all commitments to a file for other programs.

    FILE.csv for spreadsheets, FILE.jsonl, FILE.sqlite for SQL and Datasette, FILE.parquet for DuckDB, pandas and Spark.
    A file that is there is overwritten.
    """
    session: Session = context.obj
    write = find_writer(output.name)
    names = pick_statements(session, read_many_series(series, session))
    material = Material(
        statements=session.watch(map(session.ledger.read, names), len(names), "statements"),
        comparisons=compare_linked(session, names) if links else (),
        titles=session.topics,
    )
    with whole_file(output) as path:
        written = write(path, material)
    session.note(f"wrote {output}, {count(written, 'commitment')} of {count(len(names), 'statement')}")


def pick_statements(session: Session, series: Sequence[str]) -> Sequence[str]:
    """Return the ids of the statements of the series, of all where none is named; CommitrackError where there is no
    such series.
    """
    if not series:
        return session.ledger.statement_ids()
    names = [each.id for each in session.index.headers() if each.series in series]
    if not names:
        raise CommitrackError(no_series(series[0], known_series(session.ledger)))
    return names


def compare_linked(session: Session, names: Iterable[str]) -> Iterator[Diff]:
    """Yield the comparisons of every two neighbouring meetings of a series, and of what a person linked elsewhere."""
    from commitrack.comparison import compare

    ledger, wanted, decisions = session.ledger, set(names), session.ledger.decisions()
    series: dict[str, list[str]] = {}
    for statement in session.index.headers():
        if statement.series and statement.id in wanted:
            series.setdefault(statement.series, []).append(statement.id)
    pairs = (pair for meetings in series.values() for pair in pairwise(map(ledger.read, meetings)))
    total = sum(len(meetings) - 1 for meetings in series.values())
    for earlier, later in session.watch(pairs, total, "comparisons"):
        yield compare(earlier, later, decisions=decisions)
    neighbours = {frozenset(pair) for meetings in series.values() for pair in pairwise(meetings)}
    for one, other in sorted(map(sorted, find_linked(decisions, wanted) - neighbours)):
        yield only_decided(compare(*order_pair(ledger.read(one), ledger.read(other)), decisions=decisions))


def find_linked(decisions: Iterable[Decision], wanted: Collection[str]) -> set[frozenset[str]]:
    """Return the pairs of meetings wanted of which a person called commitments the same."""
    same = (each.pair for each in decisions if each.verdict is Verdict.SAME)
    pairs = {frozenset(name.rpartition("/")[0] for name in pair) for pair in same}
    return {pair for pair in pairs if len(pair) > 1 and pair.issubset(wanted)}


def only_decided(compared: Diff) -> Diff:
    """Return a comparison without the links that the program made."""
    return replace(
        compared,
        entries=tuple(
            replace(entry, links=tuple(link for link in entry.links if link.decided)) for entry in compared.entries
        ),
    )
