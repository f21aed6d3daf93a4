"""Marked pairs of statements, and the measure of a comparison against them; what the other scripts here share."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commitrack.model import Act, Change, Commitment, Entry, Statement, Status

Links = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class MarkedStatements:
    """Two statements and the links that a reader found."""

    name: str
    earlier: Statement
    later: Statement
    links: Links
    changes: Mapping[tuple[str, str], Change]


@dataclass(frozen=True)
class Score:
    """How well a comparison agrees with the marks."""

    precision: float
    recall: float
    link: float
    status: float
    change: float


def read_pairs(folders: Iterable[Path]) -> list[MarkedStatements]:
    """Read every pair in the folders whose two statements are there."""
    pairs = []
    for folder in folders:
        for path in sorted(folder.glob("*..*.toml")):
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            if table.get("link"):
                pairs.append(_read_pair(path, table))
    return pairs


def _read_pair(path: Path, table: dict[str, Any]) -> MarkedStatements:
    one, other = table["earlier"], table["later"]
    changes = {
        (f"{one}/{e}", f"{other}/{k}"): Change(link["change"])
        for link in table["link"]
        for e in link["earlier"]
        for k in link["later"]
    }
    earlier, later = (_read_statement(path.parent / f"{name}.toml") for name in (one, other))
    return MarkedStatements(path.stem, earlier, later, frozenset(changes), changes)


def _read_statement(path: Path) -> Statement:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["commitment"]
    commitments = tuple(
        Commitment(
            id=f"{path.stem}/{row['id']}",
            quote=row["text"],
            text=row["text"],
            act=Act(row["act"]),
            actors=tuple(row["actors"]),
            topics=tuple(row["topics"]),
        )
        for row in rows
    )
    return Statement(id=path.stem, date=date.fromisoformat(path.stem[:10]), commitments=commitments)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_links(pair: MarkedStatements, said: Iterable[tuple[str, str]]) -> Score:
    """Score links alone."""
    said = set(said)
    return _score(pair, said, sum(link in pair.links for link in said), 0.0)


def score_entries(pair: MarkedStatements, entries: Iterable[Entry]) -> Score:
    """Score a diff: links are counted as often as entries claim them."""
    said = [
        ((a.id, b.id), entry.change)
        for entry in entries
        if entry.status is Status.REAFFIRMED
        for a in entry.earlier
        for b in entry.later
    ]
    right = [(link, change) for link, change in said if link in pair.links]
    change = sum(pair.changes[link] == change for link, change in right) / (len(right) or 1)
    return _score(pair, [link for link, _ in said], len(right), change)


def _score(pair: MarkedStatements, said: Iterable[tuple[str, str]], right: int, change: float) -> Score:
    said = list(said)
    good = [{link[side] for link in said if link in pair.links} for side in (0, 1)]
    linked = [{link[side] for link in pair.links} for side in (0, 1)]
    precision = right / (len(said) or 1)
    recall = sum(map(len, good)) / (sum(map(len, linked)) or 1)
    status = []
    for side, statement in enumerate((pair.earlier, pair.later)):
        everyone = {c.id for c in statement.commitments}
        claimed = {link[side] for link in said}
        for found, true in ((claimed, linked[side]), (everyone - claimed, everyone - linked[side])):
            both = len(found & true)
            status.append(f1(both / (len(found) or 1), both / (len(true) or 1)))
    return Score(precision, recall, f1(precision, recall), sum(status) / 4, change)
