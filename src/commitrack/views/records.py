"""Model objects as records: the fields that `--format json` promises, in that order, later ones after them.

Fields are added, never removed or renamed: other programs read them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from commitrack.model import (
    Change,
    Commitment,
    Diff,
    Entry,
    Evidence,
    Finding,
    Link,
    Span,
    Statement,
    Status,
    Thread,
    Uncovered,
    rank_topic,
)
from commitrack.views.restated import fold_restated
from commitrack.views.signs import BY_WEIGHT, count_sides, count_signs, find_regrouped

PARTED = " / "
"""What stands between the words of commitments that are shown as one text."""
TEXTS = ("earlier_text", "later_text")
"""Fields that hold such words as a list."""


class Titles(Protocol):
    """The taxonomy: its keys in order, and what they are called."""

    @property
    def keys(self) -> tuple[str, ...]:
        """In the order of the taxonomy."""

    def title(self, key: str) -> str:
        """What people read."""


Record = Mapping[str, Any]
"""Field names and plain values: text, numbers, truth values, dates, lists and mappings of these; None for nothing."""

COMMITMENT = (
    *("id", "statement", "date", "text", "quote", "span"),
    *("act", "verb", "force", "actors", "topics", "due", "reviewed"),
    *("due_text", "restates", "note", "series"),
)
SHOWN = (*COMMITMENT, "context", "thread")
ENTRY = (
    *("status", "change", "score", "earlier", "later", "topics", "why"),
    *("reasons", "decided", "acts", "actors", "earlier_text", "later_text", "links"),
)
STATEMENT = ("id", "date", "title", "place", "series", "parties", "commitments", "reviewed", "source", "file", "sha256")
TOPIC = ("topic", "title", "commitments", "main", "statements")
DEADLINE = (*COMMITMENT, "overdue", "days")
SIMILAR = (*COMMITMENT, "score")
APPEARANCE = ("statement", "date", "place", "status", "change", "ids", "texts", "continues", "links")
THREAD = ("topics", "text", "id", "series", "first", "last", "said", "meetings", "ids", "links")
FINDING = ("severity", "file", "place", "check", "message", "remedy")
UNCOVERED = ("reason", "span", "text", "part")
STAT = ("topic", "title", "firmer", "softer", "changed", "same", "added", "dropped", "entries")


def commitment_record(statement: Statement, commitment: Commitment) -> dict[str, Any]:
    """The fields of `COMMITMENT`."""
    return {
        "id": commitment.id,
        "statement": statement.id,
        "date": statement.date,
        "text": words_of(commitment),
        "quote": commitment.quote,
        "span": span_list(commitment.span),
        "act": str(commitment.act),
        "verb": commitment.verb or None,
        "force": commitment.force,
        "actors": list(commitment.actors),
        "topics": list(commitment.topics),
        "due": commitment.due,
        "reviewed": commitment.reviewed,
        "due_text": commitment.due_text or None,
        "restates": commitment.restates or None,
        "note": commitment.note or None,
        "series": statement.series or None,
    }


def shown_record(
    statement: Statement,
    commitment: Commitment,
    context: tuple[str, str, str],
    threads: Iterable[Thread],
    statements: Iterable[Statement],
) -> dict[str, Any]:
    """The fields of `SHOWN`: with the paragraph around it, before, quote and after, and its threads in the series."""
    before, quote, after = context
    by_id = {each.id: each for each in statements}
    return {
        **commitment_record(statement, commitment),
        "context": {"before": before, "quote": quote, "after": after} if quote else None,
        "thread": [row for thread in threads for row in appearance_records(thread, by_id)],
    }


def similar_record(score: float, statement: Statement, commitment: Commitment) -> dict[str, Any]:
    """The fields of `SIMILAR`."""
    return {**commitment_record(statement, commitment), "score": round(score, 4)}


def words_of(commitment: Commitment) -> str:
    """The text that reads alone; the quote where a record has none."""
    return commitment.text or commitment.quote


def span_list(span: Span | None) -> list[int] | None:
    """A span as JSON has it."""
    return list(span) if span else None


def entry_record(entry: Entry) -> dict[str, Any]:
    """The fields of `ENTRY`; acts and actors are those of the later side, else of the earlier."""
    newest = entry.later or entry.earlier
    return {
        "status": str(entry.status),
        "change": str(entry.change) if entry.change else None,
        "score": round(entry.score, 4),
        "earlier": [commitment.id for commitment in entry.earlier],
        "later": [commitment.id for commitment in entry.later],
        "topics": list(entry.topics),
        "why": evidence_records(entry.why),
        "reasons": list(entry.reasons),
        "decided": entry.decided,
        "acts": unique(str(commitment.act) for commitment in newest),
        "actors": unique(actor for commitment in newest for actor in commitment.actors),
        "earlier_text": [words_of(commitment) for commitment in entry.earlier],
        "later_text": [words_of(commitment) for commitment in entry.later],
        "links": [link_record(link) for link in entry.links],
    }


def link_record(link: Link) -> dict[str, Any]:
    """One pair of an entry or a thread, and whether it is a case for `review`."""
    return {
        "earlier": link.earlier[0],
        "later": link.later[0],
        "score": link.score,
        "decided": link.decided,
        "uncertain": link.is_uncertain,
    }


def evidence_records(why: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence with its signed weight, and what was seen in words."""
    return [{"evidence": piece.name, "weight": round(piece.weight, 4), "words": piece.words} for piece in why]


def unique(words: Iterable[str]) -> list[str]:
    """Each word once, in order of first sight."""
    return list(dict.fromkeys(words))


def summary_record(entries: Iterable[Entry]) -> dict[str, int]:
    """Counts of entries by status and change, of commitments that come back, of what was regrouped or said twice."""
    listed = list(entries)
    statuses = Counter(entry.status for entry in listed)
    changes = Counter(entry.change for entry in listed if entry.change)
    earlier, later = count_sides(entry for entry in listed if entry.status is Status.REAFFIRMED)
    sizes = {"earlier_reaffirmed": earlier, "later_reaffirmed": later}
    regrouped = {kind.value: len(found) for kind, found in find_regrouped(listed).items()}
    counts = {str(key): statuses[key] for key in Status} | {str(key): changes[key] for key in Change}
    return counts | sizes | regrouped | {"restated": len(listed) - len(fold_restated(listed)[0])}


def diff_record(diff: Diff, entries: Iterable[Entry]) -> dict[str, Any]:
    """A comparison without its entries: what stands around those that are shown, which the summary counts."""
    sizes = {
        "earlier_commitments": len(diff.earlier.commitments),
        "later_commitments": len(diff.later.commitments),
    }
    return {
        "schema": 1,
        "earlier": diff.earlier.id,
        "later": diff.later.id,
        "summary": summary_record(entries) | sizes,
    }


def stat_records(groups: Iterable[tuple[str, Sequence[Entry]]], titles: Titles) -> list[dict[str, Any]]:
    """The fields of `STAT` for each topic with its entries."""
    return [
        {
            "topic": topic,
            "title": titles.title(topic),
            **{sign.word: counts[sign] for sign in BY_WEIGHT},
            "entries": len(entries),
        }
        for topic, entries in groups
        for counts in [count_signs(entries)]
    ]


def statement_record(statement: Statement, commitments: int, reviewed: int) -> dict[str, Any]:
    """The fields of `STATEMENT`; its own commitments are not looked at."""
    return {
        "id": statement.id,
        "date": statement.date,
        "title": statement.title or None,
        "place": statement.place or None,
        "series": statement.series or None,
        "parties": list(statement.parties),
        "commitments": commitments,
        "reviewed": reviewed,
        "source": statement.source or None,
        "file": statement.file or None,
        "sha256": statement.sha256 or None,
    }


def topic_records(counts: Mapping[str, tuple[int, int, int]], titles: Titles) -> list[dict[str, Any]]:
    """The fields of `TOPIC` for each topic of the taxonomy, then for those that only commitments name.

    The counts are those of commitments on a topic, of those that have it as their main one, and of their statements.
    """
    return [
        {"topic": key, "title": titles.title(key), "commitments": number, "main": main, "statements": statements}
        for key in sorted({*titles.keys, *counts}, key=lambda topic: rank_topic(topic, titles.keys))
        for number, main, statements in [counts.get(key, (0, 0, 0))]
    ]


def deadline_record(statement: Statement, commitment: Commitment, today: date) -> dict[str, Any]:
    """The fields of `DEADLINE`; days are left until the deadline, negative when it has passed."""
    days = (commitment.due - today).days if commitment.due else None
    overdue = None if days is None else days < 0
    return {**commitment_record(statement, commitment), "overdue": overdue, "days": days}


def appearance_records(thread: Thread, statements: Mapping[str, Statement]) -> list[dict[str, Any]]:
    """The fields of `APPEARANCE` for each meeting of the thread's series, by date."""
    rows = zip(thread.meetings, thread.appearances, thread.changes, thread.states, strict=True)
    return [
        {
            "statement": meeting,
            "date": statements[meeting].date,
            "place": statements[meeting].place or None,
            "status": state,
            "change": str(change) if change else None,
            "ids": [commitment.id for commitment in said],
            "texts": [words_of(commitment) for commitment in said],
            "continues": {commitment.id: list(thread.before(commitment.id)) for commitment in said},
            "links": [link_record(link) for link in thread.links_to(said)],
        }
        for meeting, said, change, state in rows
    ]


def thread_record(thread: Thread) -> dict[str, Any]:
    """The fields of `THREAD`; meetings maps each statement to the change there, or the state where there is none."""
    states = [str(change) if change else state for change, state in zip(thread.changes, thread.states, strict=True)]
    said = [meeting for meeting, found in zip(thread.meetings, thread.appearances, strict=True) if found]
    return {
        "topics": list(thread.topics),
        "text": words_of(thread.newest),
        "id": thread.newest.id,
        "series": thread.series or None,
        "first": said[0],
        "last": said[-1],
        "said": len(said),
        "meetings": dict(zip(thread.meetings, states, strict=True)),
        "ids": [commitment.id for found in thread.appearances for commitment in found],
        "links": [link_record(link) for link in thread.links],
    }


def finding_record(finding: Finding) -> dict[str, Any]:
    """The fields of `FINDING`."""
    return {name: getattr(finding, name) or None for name in FINDING}


def uncovered_record(left_out: Uncovered) -> dict[str, Any]:
    """The fields of `UNCOVERED`."""
    return {
        "reason": str(left_out.reason),
        "span": span_list(left_out.span),
        "text": left_out.text,
        "part": left_out.part,
    }
