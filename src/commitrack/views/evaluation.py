"""Figures of an evaluation: a line per statement and per pair, their means, what was missed, acts confused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from commitrack.model import Act
from commitrack.views.screen import Run, Screen, paint, wrap

EXTRACTION = ("gold", "found", "precision", "recall", "f1", "act", "main_topic", "topics_f1", "actors", "not_verbatim")
DIFF = ("links", "link_precision", "link_recall", "link_f1", "status_f1", "change")
FIGURES = ("part", "name", *dict.fromkeys((*EXTRACTION, *DIFF)))
"""The fields of a record: those of the other part are without a value."""
MISS = ("kind", "name", "words")
COUNTS = {"gold", "found", "not_verbatim", "links"}
PARTS = {"extraction": EXTRACTION, "diff": DIFF, "diff_gold_units": DIFF}
TITLES = {
    "extraction": "commitments found in a statement",
    "diff": "what came back, with the commitments found",
    "diff_gold_units": "what came back, with the commitments marked",
}
HEADS = {
    "precision": "prec",
    "recall": "rec",
    "main_topic": "topic",
    "topics_f1": "topics",
    "not_verbatim": "strays",
    "link_precision": "prec",
    "link_recall": "rec",
    "link_f1": "f1",
    "status_f1": "status",
}


class Confused(Protocol):
    """The part of a score that tells which acts were taken for which."""

    @property
    def confusion(self) -> Mapping[tuple[Act, Act], int]:
        """How often a marked act was found as which."""


class Figures(Protocol):
    """All scores, by name; one attribute for each of `PARTS`."""

    @property
    def extraction(self) -> Mapping[str, Confused]:
        """Those of statements."""


class Miss(Struct, frozen=True):
    """Something that the program got wrong, in one line."""

    name: str
    kind: str
    words: str


def figure_records(figures: Figures) -> Iterator[dict[str, Any]]:
    """Yield a record per row, the mean of each part last."""
    for part, names in PARTS.items():
        rows = {name: figure_row(score, names) for name, score in getattr(figures, part).items()}
        if rows:
            rows["mean"] = mean_row(list(rows.values()), names)
        yield from (dict.fromkeys(FIGURES) | {"part": part, "name": name, **row} for name, row in rows.items())


def figure_row(score: object, names: Sequence[str]) -> dict[str, float]:
    """The named figures of a score."""
    return {name: getattr(score, name) for name in names}


def mean_row(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> dict[str, float]:
    """The mean over rows, each counting the same."""
    return {name: sum(row[name] for row in rows) / len(rows) for name in names}


def show_evaluation(figures: Figures, misses: Sequence[Miss], screen: Screen) -> Iterator[str]:
    """Yield the figures, the acts confused, and what was wrong."""
    yield from show_figures(figures, screen)
    yield from show_confusion(figures.extraction, screen)
    if misses:
        yield ""
        yield from show_misses(misses, screen)


def show_figures(figures: Figures, screen: Screen) -> Iterator[str]:
    """Yield a table per part."""
    records = list(figure_records(figures))
    for part, names in PARTS.items():
        rows = [record for record in records if record["part"] == part]
        if rows:
            yield from ("", paint([Run(TITLES[part], "heading")], screen))
            yield from show_part(rows, names, screen)


def show_part(rows: Sequence[Mapping[str, Any]], names: Sequence[str], screen: Screen) -> Iterator[str]:
    """The rows of a part in columns; a name stands above its figures where the line is too short for both."""
    heads = [HEADS.get(name, name.replace("_", " ")) for name in names]
    widths = [max(6, len(head) + 1) for head in heads]
    named = max(len(row["name"]) for row in rows)
    apart = named + sum(widths) > screen.width
    margin = " " * (2 if apart else named)
    yield paint([Run(margin + "".join(f"{head:>{w}}" for head, w in zip(heads, widths, strict=True)), "dim")], screen)
    for row in rows:
        style = "bold" if row["name"] == "mean" else ""
        cells = "".join(f"{shown(name, row[name]):>{w}}" for name, w in zip(names, widths, strict=True))
        if apart:
            yield paint([Run(row["name"], style or "dim")], screen)
        yield paint([Run(f"  {cells}" if apart else f"{row['name']:<{named}}{cells}", style)], screen)


def shown(name: str, figure: float) -> str:
    """A count as it is, the mean of counts with one place, a share with three."""
    if isinstance(figure, int):
        return str(figure)
    return f"{figure:.1f}" if name in COUNTS else f"{figure:.3f}"


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


def miss_record(miss: Miss) -> dict[str, str]:
    """The fields of `MISS`."""
    return {name: getattr(miss, name) for name in MISS}


def show_misses(misses: Iterable[Miss], screen: Screen) -> Iterator[str]:
    """Yield what was missed, found too much or linked wrongly, by statement."""
    for miss in misses:
        yield from wrap(
            [Run(miss.words), Run(f" [{miss.name}]", "dim")], screen, lead=[Run(f"{miss.kind:<13}", "bold")]
        )
