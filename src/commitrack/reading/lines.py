"""From places on a page to lines: what stands on one base line, its cells, the rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from commitrack.patterns import compile_late


class Run(NamedTuple):
    """Characters that stand side by side; `y` is their base line, measured upwards."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False


class Line(NamedTuple):
    """A line of a column."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    column: tuple[int, float, float]
    """Number in the text, left and right edge."""
    cells: tuple[Run, ...]
    """What wide gaps part, each from its left to its right edge."""
    in_table: bool = False


_LETTERS = compile_late(r"[^\W\d_]{2}")
_CELL_GAP = 1.2
"""In sizes of the type: white space as wide parts the cells of a table."""
_ROW_STEP = 4
"""In sizes of the type: how far apart the rows of a table may be."""


def find_lines(runs: Sequence[Run], number: int) -> list[Line]:
    """Put together what stands on one base line, from top to bottom."""
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    lines = []
    for row in find_rows(runs):
        main = max(row, key=lambda run: len(run.text))
        bold = all(run.bold for run in row)
        place = row[0].left, row[-1].right, main.y, main.size, bold, (number, left, right)
        lines.append(Line(row_text(row), *place, _cells(row)))
    return _with_tables(lines)


def _cells(row: Sequence[Run]) -> tuple[Run, ...]:
    cells: list[Run] = []
    for run in row:
        if cells and run.left - cells[-1].right < _CELL_GAP * run.size:
            cells[-1] = cells[-1]._replace(text=row_text((cells[-1], run)), right=run.right)
        else:
            cells.append(run)
    return tuple(cell._replace(text=" ".join(cell.text.split())) for cell in cells)


def _with_tables(lines: Sequence[Line]) -> list[Line]:
    """Mark the rows of tables: lines whose cells begin, or have their middle, where those of a neighbour do."""
    beside = [_share_columns(line, after) for line, after in pairwise(lines)]
    marks = zip([False, *beside], [*beside, False], strict=True) if lines else ()
    return [line._replace(in_table=any(mark)) for line, mark in zip(lines, marks, strict=True)]


def _share_columns(line: Line, after: Line) -> bool:
    """Tell whether two lines are rows of one table; a list, whose first cells are marks or numbers, is none."""
    if len(line.cells) != len(after.cells) or len(line.cells) < 2 or line.y - after.y > _ROW_STEP * line.size:
        return False
    aligned = (
        min(abs(a.left - b.left), abs(a.left + a.right - b.left - b.right) / 2) < 0.3 * a.size
        for a, b in zip(line.cells, after.cells, strict=True)
    )
    return all(_LETTERS.search(row.cells[0].text) for row in (line, after)) and all(aligned)


def find_rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs by their base lines, from top to bottom, each row from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.left)):
        if rows and abs(rows[-1][0].y - run.y) < 0.45 * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def row_text(row: Sequence[Run]) -> str:
    """Return the words of a row; runs that touch are one word."""
    text, right = "", row[0].left
    for run in row:
        text += run.text if run.left - right < 0.12 * run.size else f" {run.text}"
        right = run.right
    return " ".join(text.split())
