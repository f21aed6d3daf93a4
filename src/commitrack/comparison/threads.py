"""Commitments followed through all the meetings of a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from commitrack.comparison.alignment import weigh
from commitrack.comparison.change import Said, judge_change, read_said
from commitrack.comparison.components import find_roots
from commitrack.comparison.traits import in_order, read_scene
from commitrack.model import Change, Commitment, Decision, Statement, Thread

Key = tuple[int, str]
"""Position of a meeting in the series, id of a commitment."""

REACH = 2
"""Meetings apart up to which commitments are linked: the next one, and the one after where one was skipped."""


def find_threads(statements: Sequence[Statement], decisions: Iterable[Decision] = ()) -> tuple[Thread, ...]:
    """Follow every commitment through the series; threads in the order of their first appearance.

    Neighbouring meetings are linked first. A link across a skipped meeting joins two threads only where the one has
    ended and the other begins, so that a commitment said every time is not tied to its past twice.
    """
    series = sorted(statements, key=lambda s: (s.date, s.id))
    decisions = tuple(decisions)
    links = _find_links(series, decisions)
    roots = find_roots(links)
    tied: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    for one, other in links:
        tied[roots[one]].append((one[1], other[1]))
    threads: dict[Key, list[Key]] = {}
    for k, statement in enumerate(series):
        for commitment in in_order(statement.commitments)[0]:
            key = k, commitment.id
            threads.setdefault(roots.get(key, key), []).append(key)
    known = {(k, c.id): c for k, statement in enumerate(series) for c in statement.commitments}
    said = read_said(decisions)
    return tuple(_thread(series, keys, known, said, tied[root]) for root, keys in threads.items())


def _find_links(series: Sequence[Statement], decisions: tuple[Decision, ...]) -> list[tuple[Key, Key]]:
    """Return the links that carry threads on, those of neighbouring meetings first."""
    links: list[tuple[Key, Key]] = []
    met: dict[Key, set[int]] = {}
    for distance in range(1, REACH + 1):
        for a in range(len(series) - distance):
            links += _join(series, (a, a + distance), decisions, met)
    return links


def _join(
    series: Sequence[Statement],
    meetings: tuple[int, int],
    decisions: tuple[Decision, ...],
    met: dict[Key, set[int]],
) -> list[tuple[Key, Key]]:
    """Return the links of two meetings that carry a thread on; `met` learns at which meetings each side goes on."""
    a, b = meetings
    weighing = weigh(read_scene(series[a], series[b]), decisions)
    joined = []
    for pair in weighing.links:
        one, other = ((k, name) for k, name in zip(meetings, weighing.ids(pair), strict=True))
        between = range(a + 1, b)
        goes_on = any(k in met.get(one, ()) for k in between) or any(k in met.get(other, ()) for k in between)
        if pair in weighing.decided or not goes_on:
            joined.append((one, other))
    for one, other in joined:
        met.setdefault(one, set()).add(b)
        met.setdefault(other, set()).add(a)
    return joined


def _thread(
    series: Sequence[Statement],
    keys: Sequence[Key],
    known: Mapping[Key, Commitment],
    said_of: Said,
    links: Sequence[tuple[str, str]],
) -> Thread:
    appearances = tuple(tuple(known[key] for key in keys if key[0] == k) for k in range(len(series)))
    changes: list[Change | None] = []
    last: tuple[Commitment, ...] = ()
    for said in appearances:
        changes.append(judge_change(last, said, said_of)[0] if last and said else None)
        last = said or last
    topics = dict.fromkeys(topic for said in appearances for commitment in said for topic in commitment.topics)
    place = {name: number for number, (_, name) in enumerate(keys)}
    return Thread(
        series=series[0].series if series else "",
        meetings=tuple(statement.id for statement in series),
        appearances=appearances,
        changes=tuple(changes),
        topics=tuple(topics),
        links=tuple(sorted(links, key=lambda link: (place[link[0]], place[link[1]]))),
    )
