"""What is wrong in a ledger, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commitrack.model import Finding
from commitrack.views.screen import Run, Screen, wrap


def show_findings(findings: Iterable[Finding], screen: Screen) -> Iterator[str]:
    """Yield findings one by one, as compilers write them: file, place, what, and how to put it right."""
    for finding in findings:
        place = f" {finding.place}:" if finding.place else ""
        style = str(finding.severity)
        runs = [
            Run(f"{finding.file}:{place}", "bold"),
            Run(f" {finding.severity}:", style),
            Run(f" {finding.message}"),
            Run(f"; {finding.remedy}" if finding.remedy else "", "dim"),
        ]
        yield from wrap(runs, screen, indent=4)
