"""Commitments for people: a list under its meetings, and one with its words in their context."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from commitrack.model import Act, Commitment, Found, Span, Statement, Thread, Uncovered
from commitrack.numbers import count
from commitrack.views.diff import short_id
from commitrack.views.records import words_of
from commitrack.views.screen import Run, Screen, wrap
from commitrack.views.threads import show_history

ACT_STYLES = {
    Act.OPPOSE: "softer",
    Act.URGE: "warning",
    Act.PLEDGE: "firmer",
    Act.SUPPORT: "changed",
    Act.AFFIRM: "bold",
}
ACT_WIDTH = 7
CONTEXT = 600
"""How many characters of the text `show` prints on either side where it knows no paragraph."""


def show_commitments(found: Iterable[Found], screen: Screen, shared: Container[str] = ()) -> Iterator[str]:
    """Yield commitments under the meeting that made them: act, words, then the labels and the id.

    Ends of ids that are no names by themselves are `shared`.
    """
    first = True
    for statement, listed in groupby(found, key=lambda pair: pair[0]):
        if not first:
            yield ""
        first = False
        yield from wrap(headline(statement), screen, indent=2)
        for _, commitment in listed:
            act = Run(f"{commitment.act:<{ACT_WIDTH}}", ACT_STYLES[commitment.act])
            runs = [Run(words_of(commitment)), Run(f" [{labels(commitment, shared)}]", "dim")]
            yield from wrap(runs, screen, lead=[Run(" "), act, Run("  ")])


def show_statements(counted: Iterable[tuple[Statement, int, int]], screen: Screen) -> Iterator[str]:
    """Yield statements by name, how many commitments they hold, which is counted already, and their titles."""
    for statement, commitments, _ in counted:
        size = Run(f", {count(commitments, 'commitment')}", "dim")
        yield from wrap([*headline(statement), size], screen, indent=2)
        if statement.title:
            yield from wrap([Run(statement.title)], screen, lead=[Run("    ")])


def headline(statement: Statement) -> list[Run]:
    """A meeting with what tells it from others."""
    aside = " ".join(filter(None, (statement.place, f"({statement.series})" if statement.series else "")))
    return [Run(statement.id, "bold"), Run(f" {aside}" if aside else "")]


def labels(commitment: Commitment, shared: Container[str] = ()) -> str:
    """The id to copy, topics, actors where they are not all, and what else is worth knowing at a glance."""
    parts = [short_id(commitment.id, shared), ", ".join(commitment.topics)]
    if commitment.actors != ("all",):
        parts.append(", ".join(commitment.actors))
    if commitment.due:
        parts.append(f"due {commitment.due}")
    if commitment.restates:
        parts.append(f"again {short_id(commitment.restates, shared)}")
    if commitment.reviewed:
        parts.append("reviewed")
    return "; ".join(part.replace(" ", "\u00a0") for part in parts)


def show_commitment(
    statement: Statement,
    commitment: Commitment,
    screen: Screen,
    *,
    context: tuple[str, str, str] = ("", "", ""),
    threads: Sequence[Thread] = (),
    statements: Sequence[Statement] = (),
    shared: Container[str] = (),
) -> Iterator[str]:
    """Yield one commitment: its words, labels, the passage around it (before, quote, after), its past and future."""
    yield from wrap([Run(commitment.id, "bold")], screen)
    yield from wrap([Run(words_of(commitment))], screen, lead=[Run("  ")])
    yield ""
    for name, value in (("meeting", meeting_words(statement)), *label_rows(commitment)):
        yield from wrap([Run(value)], screen, lead=[Run(f"  {name:<9}", "dim")])
    before, quote, after = context
    if before or after:
        yield ""
        runs = [Run(f"{before} ", "dim"), Run(quote, "bold"), Run(after, "dim")]
        marked = runs if screen.colour else [Run(before + " "), Run(f">>{quote}<<"), Run(after)]
        yield from wrap(marked, screen, lead=[Run("  | ", "dim")], indent=4)
    for thread in threads:
        yield ""
        yield from show_history(thread, statements, screen, here=statement.id, shared=shared)


def meeting_words(statement: Statement) -> str:
    """Date, place and title of a meeting in one line."""
    return ", ".join(filter(None, (statement.date.isoformat(), statement.place, statement.title)))


def label_rows(commitment: Commitment) -> Iterator[tuple[str, str]]:
    """Names and values of the labels that are set."""
    force = f", force {commitment.force} of 5" if commitment.force else ""
    verb = f" ({commitment.verb}{force})" if commitment.verb else force
    due = commitment.due.isoformat() if commitment.due else ""
    words = f"“{commitment.due_text}”" if commitment.due_text else ""
    rows = {
        "act": f"{commitment.act}{verb}",
        "actors": ", ".join(commitment.actors),
        "topics": ", ".join(commitment.topics),
        "due": " ".join(filter(None, (due, words))),
        "restates": commitment.restates,
        "note": commitment.note,
        "reviewed": "by a person" if commitment.reviewed else "",
    }
    yield from ((name, value) for name, value in rows.items() if value)


def passage(text: str, span: Span, blocks: Iterable[Span]) -> tuple[str, str, str]:
    """Cut out the paragraph that holds a span: what stands before it, the span's words, what follows."""
    around = [block for block in blocks if block.start < span.end and span.start < block.end]
    start = min((block.start for block in around), default=max(0, span.start - CONTEXT))
    end = max((block.end for block in around), default=span.end + CONTEXT)
    return text[start : span.start].strip(), text[span.start : span.end], text[span.end : max(end, span.end)].rstrip()


def show_deadlines(found: Iterable[Found], today: date, screen: Screen) -> Iterator[str]:
    """Yield commitments in the order given with the day on which they fall due; of those whose day has passed, pledges
    are overdue: what is affirmed, supported, urged or opposed cannot be missed by who says so.
    """
    for statement, commitment in found:
        due = commitment.due
        passed = due is not None and due < today
        late = passed and commitment.act is Act.PLEDGE
        day = Run(f"{due.isoformat() if due else 'no date':<10}", "error" if late else "bold")
        mark = Run(f"  {'overdue' if late else 'passed' if passed else '':<7}  ", "error" if late else "")
        words = f"“{commitment.due_text}” " if commitment.due_text else ""
        tail = Run(f" [{words}{commitment.id}, made {statement.date}]", "dim")
        yield from wrap([Run(words_of(commitment)), tail], screen, lead=[day, mark])


def show_similar(found: Iterable[tuple[float, Statement, Commitment]], screen: Screen) -> Iterator[str]:
    """Yield commitments with the score of each, in the order given."""
    for score, statement, commitment in found:
        aside = ", ".join(filter(None, (commitment.id, statement.series or statement.place)))
        yield from wrap(
            [Run(words_of(commitment)), Run(f" [{aside}]", "dim")],
            screen,
            lead=[Run(f" {score:.2f}", "bold"), Run("  ")],
        )


def show_uncovered(left_out: Iterable[Uncovered], screen: Screen) -> Iterator[str]:
    """Yield what of a text became no commitment, each with the reason that the engine saw."""
    for piece in left_out:
        part = ", part of a sentence" if piece.part else ""
        yield from wrap([Run(piece.text), Run(f" [{piece.reason}{part}]", "dim")], screen, lead=[Run(" · ")])
