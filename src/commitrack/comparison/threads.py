"""Commitments followed through all the meetings of a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from commitrack.comparison.bonds import Bond, Key, find_bonds
from commitrack.comparison.candidates import Pair
from commitrack.comparison.change import Said, judge_change, read_said
from commitrack.comparison.components import find_roots
from commitrack.comparison.groups import group_links
from commitrack.comparison.traits import read_side
from commitrack.model import Change, Commitment, Decision, Link, Statement, Thread

Known = Sequence[Sequence[Commitment]]
"""The commitments of every meeting in the order of its text, which keys point into."""


def find_threads(statements: Sequence[Statement], decisions: Iterable[Decision] = ()) -> tuple[Thread, ...]:
    """Follow every commitment through the series; threads in the order of their first appearance."""
    series = sorted(statements, key=lambda s: (s.date, s.id))
    decisions = tuple(decisions)
    texts = [read_side(statement) for statement in series]
    bonds = find_bonds(texts, decisions)
    roots = find_roots((bond.one, bond.other) for bond in bonds)
    tied: dict[Key, list[Bond]] = defaultdict(list)
    for bond in bonds:
        tied[roots[bond.one]].append(bond)
    threads: dict[Key, list[Key]] = {}
    for key in ((k, i) for k, text in enumerate(texts) for i in range(len(text))):
        threads.setdefault(roots.get(key, key), []).append(key)
    known = [[reading.commitment for reading in text] for text in texts]
    said = read_said(decisions)
    return tuple(_thread(series, keys, tied[root], known, said) for root, keys in threads.items())


def _thread(
    series: Sequence[Statement], keys: Sequence[Key], bonds: Sequence[Bond], known: Known, said: Said
) -> Thread:
    appearances = tuple(tuple(known[k][i] for k, i in keys if k == meeting) for meeting in range(len(series)))
    newest_first = (commitment for said_there in reversed(appearances) for commitment in said_there)
    return Thread(
        series=series[0].series,
        meetings=tuple(statement.id for statement in series),
        appearances=appearances,
        changes=tuple(
            _judge([bond for bond in bonds if bond.other[0] == meeting], known, said) for meeting in range(len(series))
        ),
        topics=tuple(dict.fromkeys(topic for commitment in newest_first for topic in commitment.topics)),
        links=tuple(_link(bond, known) for bond in bonds),
    )


def _judge(bonds: Iterable[Bond], known: Known, said: Said) -> Change | None:
    """Say how a thread moved at a meeting: as the comparison of the two meetings says of its links, if it says one.

    Where its links moved in several ways, the thread changed; None where none leads there.
    """
    by_meetings: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for (a, i), (b, j), *_ in bonds:
        by_meetings[a, b].append((i, j))
    found: set[Change] = set()
    for (a, b), pairs in by_meetings.items():
        found |= _judge_pairs(pairs, known[a], known[b], said)
    return Change.CHANGED if len(found) > 1 else next(iter(found), None)


def _judge_pairs(
    pairs: Iterable[Pair], earlier: Sequence[Commitment], later: Sequence[Commitment], said: Said
) -> set[Change]:
    """Return how the links of two meetings moved, those that are split or merged taken together."""
    groups = group_links(pairs, lambda pair: (earlier[pair[0]].id, later[pair[1]].id))
    return {
        judge_change([earlier[i] for i in group.earlier], [later[j] for j in group.later], said)[0] for group in groups
    }


def _link(bond: Bond, known: Known) -> Link:
    (a, i), (b, j) = bond.one, bond.other
    return Link(earlier=(known[a][i].id,), later=(known[b][j].id,), score=bond.score, decided=bond.decided)
