"""What became of a source that was read: how much of it, and what was guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from commitrack.model import Extraction, Omission, Statement
from commitrack.views.screen import Run, Screen, wrap

OUTCOME = (
    *("id", "date", "outcome", "commitments", "sentences", "uncovered", "title", "place", "series", "parties"),
    *("source", "guessed", "left_out"),
)
"""The fields of a record that `add` prints."""


def outcome_record(
    statement: Statement, extraction: Extraction, outcome: str, guessed: Sequence[str]
) -> dict[str, Any]:
    """The fields of `OUTCOME`; uncovered counts sentences, left_out says why, guessed what no option gave."""
    reasons = count_reasons(extraction)
    return {
        "id": statement.id,
        "date": statement.date,
        "outcome": outcome,
        "commitments": len(statement.commitments),
        "sentences": extraction.sentences,
        "uncovered": sum(reasons.values()),
        "title": statement.title or None,
        "place": statement.place or None,
        "series": statement.series or None,
        "parties": list(statement.parties),
        "source": statement.source or None,
        "guessed": list(guessed),
        "left_out": {str(reason): count for reason, count in reasons.most_common()},
    }


def count_reasons(extraction: Extraction) -> Counter[Omission]:
    """How many sentences were left out for each reason; headings are no sentences."""
    return Counter(each.reason for each in extraction.uncovered if each.reason is not Omission.HEADING)


def coverage(extraction: Extraction) -> str:
    """How much of a text became commitments, in words."""
    reasons = count_reasons(extraction)
    left_out = sum(reasons.values())
    used = f"{extraction.sentences - left_out} of {extraction.sentences} sentences"
    words = f"{len(extraction.commitments)} commitments in {used}"
    why = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    return f"{words}; {left_out} left out: {why}" if left_out else words


def show_outcome(
    statement: Statement, extraction: Extraction, outcome: str, guessed: Sequence[str], screen: Screen
) -> Iterator[str]:
    """Yield what was stored, how much of the text it is, and what was read from the text rather than given."""
    yield from wrap([Run(statement.id, "bold"), Run(f"  {outcome}")], screen)
    yield from wrap([Run(coverage(extraction))], screen, lead=[Run("  ")])
    rows = {
        "date": statement.date.isoformat(),
        "title": statement.title,
        "place": statement.place,
        "parties": ", ".join(statement.parties),
        "series": statement.series,
    }
    for name, value in rows.items():
        aside = Run(" (read from the text)" if name in guessed and value else "", "dim")
        unknown = Run("unknown" if not value else "", "warning")
        yield from wrap([Run(value), unknown, aside], screen, lead=[Run(f"  {name:<8} ", "dim")])
