"""Hold a ledger against its format, and the program against people: check, evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commitrack.cli.options import FieldsOption, FormatOption
from commitrack.cli.session import Session
from commitrack.model import Severity
from commitrack.numbers import count
from commitrack.views import records
from commitrack.views.structured import Listing

TextsOption = Annotated[
    Path | None,
    typer.Option("--texts", metavar="DIR", help="The marked statements' texts [the ledger's]."),
]


def check(
    context: typer.Context,
    strict: Annotated[bool, typer.Option("--strict", help="Also what only deserves a look.")] = False,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Report everything that is wrong in the ledger.

    Each finding with file and place; exit 1 where there is any.
    """
    from commitrack.ledger.check import check_ledger
    from commitrack.views.findings import show_findings

    session: Session = context.obj
    findings = check_ledger(session.ledger, strict=strict, read_text=clean_text)
    listing = Listing(
        kind="finding",
        fields=records.FINDING,
        brief=records.FINDING,
        records=map(records.finding_record, findings),
    )
    session.publish(listing, format_, fields, lambda: show_findings(findings, session.screen))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    looked_at = f", {count(len(findings) - errors, 'warning')}" if strict else ""
    session.note(f"{session.ledger.root}: {count(errors, 'error')}{looked_at}")
    if findings:
        raise typer.Exit(1)


def clean_text(data: bytes, name: str) -> str:
    """Return the clean text of a source."""
    from commitrack.reading import read_document

    return read_document(data, name=name).text


def evaluate(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of marked statements and pairs, as TOML.")],
    texts: TextsOption = None,
    only: Annotated[str, typer.Option("--only", metavar="TEXT", help="Only files whose name holds this.")] = "",
    misses: Annotated[
        bool, typer.Option("--misses", help="What was missed, too much or linked wrongly (table, json).")
    ] = False,
    fields: FieldsOption = None,
    format_: FormatOption = None,
) -> None:
    """Measure the program against marked statements.

    GOLD holds STATEMENT.toml with the commitments marked in a statement, EARLIER..LATER.toml with those that came back.
    Statements are taken from the ledger, with its decisions; with --texts they are read afresh.
    """
    from commitrack.cli.gold import evaluate_folder, list_misses
    from commitrack.views.evaluation import FIGURES, confusion_records, figure_records, miss_record, show_evaluation

    session: Session = context.obj
    found = evaluate_folder(session, gold, texts, only)
    wrong = tuple(list_misses(found)) if misses else ()
    envelope: dict[str, object] = {"confusion": confusion_records(found.extraction)}
    listing = Listing(
        kind="score",
        plural="scores",
        fields=FIGURES,
        brief=FIGURES,
        records=figure_records(found),
        envelope=envelope | ({"misses": [miss_record(miss) for miss in wrong]} if misses else {}),
    )
    session.publish(listing, format_, fields, lambda: show_evaluation(found, wrong, session.screen))
