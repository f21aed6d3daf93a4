"""How much there is in a ledger: of each statement, on each topic. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from commitrack.model import Found, Statement


class Outline(NamedTuple):
    """A statement without its commitments, and how many these are."""

    statement: Statement
    commitments: int
    reviewed: int


class TopicCount(NamedTuple):
    """How many commitments are on a topic."""

    commitments: int
    main: int
    """Those for which it is the first of their topics."""
    statements: int
    """Statements in which any of them stands."""


def count_topics(found: Iterable[Found]) -> dict[str, TopicCount]:
    """Return the count of each topic that is named."""
    named: Counter[str] = Counter()
    main: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for statement, commitment in found:
        named.update(set(commitment.topics))
        main.update(commitment.topics[:1])
        for topic in commitment.topics:
            where.setdefault(topic, set()).add(statement.id)
    return {topic: TopicCount(named[topic], main[topic], len(where[topic])) for topic in named}
