"""Marked pairs of statements, and the measure of a comparison against them; what the other scripts here share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from commitrack.evaluation import Mark, MarkedPair, as_commitments, read_pair, read_statement, score_diff
from commitrack.ledger.toml import parse
from commitrack.model import Commitment, Entry, Statement, Status

Links = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Meetings:
    """Two marked statements, their marks for commitments, and the links that a reader found."""

    name: str
    marked: MarkedPair
    marks: tuple[tuple[Mark, ...], tuple[Mark, ...]]
    earlier: Statement
    later: Statement

    @property
    def links(self) -> Links:
        """The linked commitments by their ids."""
        one, other = self.earlier.id, self.later.id
        return frozenset((f"{one}/{e}", f"{other}/{k}") for x in self.marked.links for e in x.earlier for k in x.later)


class Score(NamedTuple):
    """How well a comparison agrees with the marks."""

    precision: float
    recall: float
    link: float
    status: float
    change: float


def read_pairs(folders: Iterable[Path]) -> list[Meetings]:
    """Read every pair in the folders that has links."""
    paths = [path for folder in folders for path in sorted(folder.glob("*..*.toml"))]
    return [pair for pair in map(read_meetings, paths) if pair.links]


def read_meetings(path: Path) -> Meetings:
    marked = read_pair(parse(path.read_bytes(), path.name), path.name)
    files = [path.parent / f"{name}.toml" for name in (marked.earlier, marked.later)]
    one, other = (read_statement(parse(file.read_bytes(), file.name), file.name) for file in files)
    return Meetings(
        path.stem, marked, (one, other), make_statement(marked.earlier, one), make_statement(marked.later, other)
    )


def make_statement(name: str, marks: Iterable[Mark]) -> Statement:
    return Statement(id=name, date=date.fromisoformat(name[:10]), commitments=as_commitments(name, marks))


def score_entries(pair: Meetings, entries: Iterable[Entry]) -> Score:
    """Score a diff of the two statements."""
    one, other = ({f"{side.id}/{mark.id}": {mark.id} for mark in marks} for side, marks in sides(pair))
    found = score_diff(pair.marked.links, pair.marks, tuple(entries), (one, other))
    return Score(found.link_precision, found.link_recall, found.link_f1, found.status_f1, found.change)


def sides(pair: Meetings) -> Iterable[tuple[Statement, tuple[Mark, ...]]]:
    return zip((pair.earlier, pair.later), pair.marks, strict=True)


def score_links(pair: Meetings, said: Iterable[tuple[str, str]]) -> Score:
    """Score links alone, as a diff that says no more."""
    said = set(said)
    before, after = ({one.id: one for one in side.commitments} for side in (pair.earlier, pair.later))
    linked = {name for link in said for name in link}
    entries = [make_entry(Status.REAFFIRMED, (before[a],), (after[b],)) for a, b in sorted(said)]
    entries += [make_entry(Status.DROPPED, (one,), ()) for name, one in before.items() if name not in linked]
    entries += [make_entry(Status.ADDED, (), (one,)) for name, one in after.items() if name not in linked]
    return score_entries(pair, entries)


def make_entry(status: Status, earlier: tuple[Commitment, ...], later: tuple[Commitment, ...]) -> Entry:
    return Entry(status=status, change=None, score=1.0, earlier=earlier, later=later, topics=())
