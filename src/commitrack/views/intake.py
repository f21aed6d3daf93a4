"""What became of a source that was read: how much of it, and what was guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commitrack.model import Coverage, Outcome, Statement
from commitrack.numbers import count
from commitrack.views.screen import Run, Screen, wrap

OUTCOME = (
    *("id", "date", "outcome", "commitments", "sentences", "uncovered", "title", "place", "series", "parties"),
    *("source", "guessed", "left_out", "parts", "given"),
)
"""The fields of a record that `add` prints."""


def tell_outcome(outcome: Outcome, *, planned: bool = False) -> str:
    """What became of a source, in words; in a dry run what would have."""
    return f"would be {outcome}" if planned else str(outcome)


TALLIED = tuple(dict.fromkeys(tell_outcome(each, planned=planned) for each in Outcome for planned in (False, True)))
"""The order in which outcomes are counted."""


def outcome_record(
    statement: Statement, coverage: Coverage | None, outcome: str, guessed: Sequence[str], given: str
) -> dict[str, Any]:
    """The fields of `OUTCOME`; uncovered counts sentences, left_out says why, guessed what no option gave.

    Without a coverage, the text was not read: it is known.
    """
    reasons = coverage.left_out if coverage else {}
    return {
        "id": statement.id,
        "date": statement.date,
        "outcome": outcome,
        "commitments": len(statement.commitments) if coverage else None,
        "sentences": coverage.sentences if coverage else None,
        "uncovered": sum(reasons.values()) if coverage else None,
        "title": statement.title or None,
        "place": statement.place or None,
        "series": statement.series or None,
        "parties": list(statement.parties),
        "source": statement.source or None,
        "guessed": list(guessed),
        "left_out": {str(reason): count for reason, count in reasons.items()},
        "parts": coverage.parts if coverage else None,
        "given": given,
    }


def say_coverage(commitments: int, coverage: Coverage) -> str:
    """How much of a text became commitments, in words."""
    left_out = sum(coverage.left_out.values())
    covered = f"{coverage.sentences - left_out} of {count(coverage.sentences, 'sentence')}"
    words = f"{count(commitments, 'commitment')} in {covered}"
    why = ", ".join(f"{number} {reason}" for reason, number in coverage.left_out.items())
    words += f"; {left_out} left out: {why}" if left_out else ""
    return f"{words}; also left out: {count(coverage.parts, 'part')} of covered sentences" if coverage.parts else words


def show_outcome(
    statement: Statement, coverage: Coverage | None, outcome: str, guessed: Sequence[str], screen: Screen
) -> Iterator[str]:
    """Yield what was stored, how much of the text it is, and what was read from the text rather than given."""
    yield from wrap([Run(statement.id, "bold"), Run(f"  {outcome}")], screen)
    if coverage:
        yield from wrap([Run(say_coverage(len(statement.commitments), coverage))], screen, lead=[Run("  ")])
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


def say_tally(outcomes: Mapping[str, int], kinds: Mapping[str, int]) -> str:
    """How many sources there were of each outcome, in words, and which kinds of files were not looked at."""
    counted = [f"{outcomes[each]} {each}" for each in TALLIED if outcomes.get(each)]
    others = ", ".join(f"{number} {kind or 'without a suffix'}" for kind, number in kinds.items())
    return ", ".join(counted or ["nothing found"]) + (f"; not looked at: {others}" if others else "")
