"""Figures of an evaluation: a line per statement and per pair, their means, what was missed, acts confused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from commitrack.model import Act
from commitrack.views.screen import Run, Screen, paint, wrap

EXTRACTION = ("gold", "found", "precision", "recall", "f1", "act", "main_topic", "topics_f1", "actors", "not_verbatim")
DIFF = ("links", "link_precision", "link_recall", "link_f1", "status_f1", "change")
FIGURES = ("part", "name", *dict.fromkeys((*EXTRACTION, *DIFF)))
"""The fields of a record: those of the other part are without a value."""
PARTS = {"extraction": EXTRACTION, "diff": DIFF, "diff_gold_units": DIFF}
TITLES = {
    "extraction": "commitments found in a statement",
    "diff": "what came back, with the commitments found",
    "diff_gold_units": "what came back, with the commitments marked",
}
HEADS = {"main_topic": "topic", "not_verbatim": "strays", "link_precision": "precision", "link_recall": "recall"}


class Confused(Protocol):
    """The part of a score that tells which acts were taken for which."""

    @property
    def confusion(self) -> Mapping[tuple[Act, Act], int]:
        """How often a marked act was found as which."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that the program got wrong, in one line."""

    name: str
    kind: str
    words: str


def figure_records(figures: object) -> Iterator[dict[str, Any]]:
    """Yield a record per row, the mean of each part last; `figures` has an attribute per part: scores by name."""
    for part, names in PARTS.items():
        rows = {name: figure_row(score, names) for name, score in getattr(figures, part).items()}
        if rows:
            rows["mean"] = mean_row(list(rows.values()), names)
        yield from ({"part": part, "name": name, **row} for name, row in rows.items())


def figure_row(score: object, names: Sequence[str]) -> dict[str, float]:
    """The named figures of a score."""
    return {name: getattr(score, name) for name in names}


def mean_row(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> dict[str, float]:
    """The mean over rows, each counting the same."""
    return {name: sum(row[name] for row in rows) / len(rows) for name in names}


def show_figures(figures: object, screen: Screen) -> Iterator[str]:
    """Yield a table per part."""
    records = list(figure_records(figures))
    named = max((len(record["name"]) for record in records), default=0)
    for part, names in PARTS.items():
        rows = [record for record in records if record["part"] == part]
        if not rows:
            continue
        yield ""
        yield paint([Run(TITLES[part], "heading")], screen)
        heads = [HEADS.get(name, name.replace("_", " ")) for name in names]
        widths = [max(5, len(head)) for head in heads]
        yield paint(
            [Run(" " * named + "".join(f"  {head:>{w}}" for head, w in zip(heads, widths, strict=True)), "dim")], screen
        )
        for row in rows:
            cells = "".join(f"  {shown(row[name]):>{w}}" for name, w in zip(names, widths, strict=True))
            yield paint([Run(f"{row['name']:<{named}}{cells}", "bold" if row["name"] == "mean" else "")], screen)


def shown(figure: float) -> str:
    """A count as it is, a share with three places."""
    return str(figure) if isinstance(figure, int) else f"{figure:.3f}"


def confusion_records(scores: Mapping[str, Confused]) -> list[dict[str, Any]]:
    """A record per marked act: how often it was found as each."""
    total: Counter[tuple[Act, Act]] = Counter()
    for score in scores.values():
        total.update(score.confusion)
    return [{"marked": str(act), **{str(found): total[act, found] for found in Act}} for act in Act]


def show_confusion(scores: Mapping[str, Confused], screen: Screen) -> Iterator[str]:
    """Yield the acts marked against the acts found."""
    yield ""
    yield paint([Run("acts: marked (down) and found (across)", "heading")], screen)
    yield paint([Run(" " * 8 + "".join(f"{act:>9}" for act in Act), "dim")], screen)
    for row in confusion_records(scores):
        cells = "".join(f"{row[act]:>9}" if row[act] else f"{'.':>9}" for act in Act)
        yield f"{row['marked']:<8}{cells}"


def show_misses(misses: Iterable[Miss], screen: Screen) -> Iterator[str]:
    """Yield what was missed, found too much or linked wrongly, by statement."""
    for miss in misses:
        yield from wrap(
            [Run(miss.words), Run(f" [{miss.name}]", "dim")], screen, lead=[Run(f"{miss.kind:<13}", "bold")]
        )
