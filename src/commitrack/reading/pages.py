"""From places on pages to text: columns, running heads, paragraphs, words parted at a line's end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise, repeat, takewhile
from statistics import median

from commitrack.lexicon.pages import load_pages
from commitrack.patterns import compile_late
from commitrack.reading.hyphens import count_words, join_lines
from commitrack.reading.layout import ENDS, ITEM_MARK, Mark, Piece, split_plain
from commitrack.reading.lines import Line, Run, find_lines, find_rows, row_text
from commitrack.reading.titles import is_phrase

_MARKED = compile_late(rf"\s*{ITEM_MARK}\s+\S")
_FIGURES = compile_late(r"\d+")
_OFTEN = 3
"""Pages at whose edge a line stands again to be furniture where it is not on most: chapters have their own heads."""
_EDGE = 3
"""Lines at a page's top and bottom that may be its furniture."""


def find_pieces(pages: Sequence[Sequence[Run]]) -> Iterator[Piece]:
    """Yield the pieces of a text from the runs on its pages; running heads and page numbers are left out."""
    columns = [_columns_of(page) for page in _without_furniture(pages)]
    lines = [line for page in columns for column in page for line in column]
    if not lines:
        return
    body = _commonest([(round(line.size, 1), len(line.text)) for line in lines])
    words = count_words(line.text for line in lines)
    main, notes = _part_notes(columns, body)
    for paragraph in _paragraphs(main, body):
        yield from _pieces(paragraph, body, words)
    for paragraph in _paragraphs(notes, body):
        yield Piece(join_lines((line.text for line in paragraph), words), Mark.NOTE)


# Columns


def _columns_of(page: Sequence[Run]) -> list[list[Line]]:
    """Return the columns of a page in reading order, lines that run across them between."""
    return [find_lines(column, number) for number, column in enumerate(_cut(list(page)))]


def _cut(runs: list[Run]) -> Iterator[list[Run]]:
    """Yield the columns: bands between runs that cross the gutter, in each the left side before the right."""
    gutter = _gutter(runs)
    if gutter is None:
        if runs:
            yield runs
        return
    by_height = sorted(runs, key=lambda run: -run.y)
    for crosses, band in groupby(by_height, key=lambda run: run.left < gutter < run.right):
        group = list(band)
        if crosses:
            yield group
            continue
        yield from _cut([run for run in group if run.right <= gutter])
        yield from _cut([run for run in group if run.right > gutter])


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return the middle of the white space between two columns, None where there is one column."""
    if len(runs) < 8:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    width, step = right - left, max((right - left) / 200, 0.5)
    places = takewhile(lambda at: at < left + 0.75 * width, accumulate(repeat(step), initial=left + 0.25 * width))
    crossed = ((sum(run.left < at < run.right for run in runs), at) for at in places)
    crossing, at = min(crossed, default=(len(runs), left))
    first = [run for run in runs if run.right <= at]
    second = [run for run in runs if run.left >= at]
    if min(len(first), len(second)) < 4 or crossing > 0.25 * len(runs) or not _side_by_side(first, second):
        return None
    return (max(run.right for run in first) + min(run.left for run in second)) / 2


def _side_by_side(first: Sequence[Run], second: Sequence[Run]) -> bool:
    """Tell whether two groups stand beside each other and both hold prose rather than a table's short cells."""
    fewer, more = sorted((first, second), key=len)
    bottom, top = min(run.y - run.size for run in more), max(run.y + run.size for run in more)
    beside = [run for run in fewer if bottom <= run.y <= top]
    long_enough = all(median(len(row_text(row)) for row in find_rows(group)) >= 15 for group in (first, second))
    return long_enough and len(beside) >= 0.6 * len(fewer)


# What is not of the text


def _without_furniture(pages: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Leave out page numbers, and what stands at the edge of most pages with no more than a figure changed."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for rows in edges for key in {_FIGURES.sub("#", row_text(row)) for row in rows})
    often = {key for key, count in seen.items() if count >= min(max(2, len(pages) / 2), _OFTEN)}
    kept = []
    for page, rows in zip(pages, edges, strict=True):
        gone = {run for row in rows if _FIGURES.sub("#", row_text(row)) in often for run in row}
        ends = (row for row in (*rows[:1], *rows[-1:]) if load_pages().page_number.fullmatch(row_text(row)))
        gone |= {run for row in ends for run in row}
        kept.append([run for run in page if run not in gone])
    return kept


def _edges(page: Sequence[Run]) -> list[list[Run]]:
    rows = find_rows(page)
    return rows if len(rows) <= 2 * _EDGE else [*rows[:_EDGE], *rows[-_EDGE:]]


def _part_notes(pages: Sequence[Sequence[Sequence[Line]]], body: float) -> tuple[list[Line], list[Line]]:
    """Part the text from the notes, which are the small print at the end of a column."""
    main: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        for column in page:
            end = len(column)
            while end and column[end - 1].size < 0.92 * body:
                end -= 1
            small = (
                column[end:]
                if any(_MARKED.match(line.text) or line.text[:1].isdigit() for line in column[end:])
                else []
            )
            main += column[: len(column) - len(small)]
            notes += small
    return main, notes


# Paragraphs


def _paragraphs(lines: Sequence[Line], body: float) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    leading = _leading(lines, body)
    for line in lines:
        if paragraph and _begins(line, paragraph, leading, body):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _begins(line: Line, paragraph: Sequence[Line], leading: float, body: float) -> bool:
    """Tell whether a line begins a paragraph of its own."""
    last, size = paragraph[-1], max(line.size, 1.0)
    if line.in_table or last.in_table:
        return True
    marked, listed = _MARKED.match(line.text), _MARKED.match(paragraph[0].text)
    ended = last.text[-1:] in ENDS
    if marked and (ended or last.text[-1:] == "," or line.column != last.column or listed):
        return True
    other_type = line.bold != last.bold or abs(line.size - last.size) > 0.08 * size
    if other_type and (ended or _is_head(line, body) or _is_head(last, body)):
        return True
    if line.column != last.column or line.y > last.y:
        return ended and not line.text[:1].islower()
    if last.y - line.y > 1.3 * leading * max(1.0, min(last.size, line.size) / body):  # a large title is led wider
        return True
    short = last.right < last.column[2] - 0.2 * (last.column[2] - last.column[1])
    indented = line.left - last.left > 0.8 * size and not listed
    return ended and (short or indented) and not line.text[:1].islower()


def _is_head(line: Line, body: float) -> bool:
    return (_is_large(line, body) or line.bold) and is_phrase(line.text)


def _is_large(line: Line, body: float) -> bool:
    return line.size > 1.12 * body


def _is_heading(paragraph: Sequence[Line], text: str, body: float) -> bool:
    """Tell whether lines are a heading: only a large line of one may end in a comma or an "and"."""
    return is_phrase(text) and all(_is_large(line, body) or _is_head(line, body) for line in paragraph)


def _leading(lines: Sequence[Line], body: float) -> float:
    """Return the distance between the lines of a paragraph: the smallest that is not rare."""
    pairs = [(a.y - b.y, a.column == b.column) for a, b in pairwise(lines)]
    steps = Counter(round(step, 1) for step, beside in pairs if beside and 0.9 * body < step < 3 * body)
    often = [step for step, count in steps.items() if count >= max(2, 0.08 * steps.total())]
    return min(often, default=1.2 * body)


def _commonest(weighted: Iterable[tuple[float, int]]) -> float:
    counts: Counter[float] = Counter()
    for value, weight in weighted:
        counts[value] += weight
    return max(counts, key=lambda value: (counts[value], -value))


def _pieces(paragraph: Sequence[Line], body: float, words: Counter[str]) -> Iterator[Piece]:
    text = join_lines((line.text for line in paragraph), words)
    first = paragraph[0]
    if first.in_table:
        yield Piece(" | ".join(cell.text for cell in first.cells), Mark.ROW)
        return
    if _is_heading(paragraph, text, body):
        level = 1 if first.size > 1.5 * body else 2 if _is_large(first, body) else 3
        yield Piece(text, Mark.HASH, number=level)
    else:
        indent = max(0, round((first.left - first.column[1]) / max(first.size, 1.0)))
        yield from split_plain(" " * (2 * indent) + text)
