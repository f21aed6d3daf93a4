"""Short records as a plain table whose longest column wraps by words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commitrack.views.screen import Run, Screen, columns, paint, readable, wrap
from commitrack.views.structured import Listing, with_header

GAP = 2
NARROWEST = 24
"""Columns that the wrapped column needs; with less, records stand as blocks of `name: value`."""


def show_table(listing: Listing, screen: Screen, *, numbers: Sequence[str] = ()) -> Iterator[str]:
    """Yield the listing as aligned columns; those named in `numbers` stand at the right of theirs."""
    whole = with_header(listing.records, listing.seen, listing.spread)
    rows = [[readable(cell, screen) for cell in row] for row in whole]
    names, *body = rows
    widths = [max(columns(row[place]) for row in rows) for place in range(len(names))]
    longest = max(range(len(widths)), key=lambda place: widths[place])
    room = screen.width - sum(widths) - GAP * (len(widths) - 1) + widths[longest]
    if room < min(NARROWEST, widths[longest]):
        yield from show_blocks(names, body, screen)
        return
    widths[longest] = min(widths[longest], room)
    right = [name in numbers for name in names]
    for number, row in enumerate(rows):
        yield from lay_out(row, widths, longest, right, screen, "bold" if number == 0 else "")


def lay_out(
    row: Sequence[str], widths: Sequence[int], longest: int, right: Sequence[bool], screen: Screen, style: str
) -> Iterator[str]:
    """One row; the cell in the longest column takes as many lines as it needs."""
    plain = Screen(width=widths[longest], unicode=screen.unicode)
    wrapped = list(wrap([Run(row[longest])], plain)) if widths[longest] >= NARROWEST else [row[longest]]
    for number, part in enumerate(wrapped):
        cells = [part if place == longest else cell if number == 0 else "" for place, cell in enumerate(row)]
        padded = (pad(cell, width, at_right) for cell, width, at_right in zip(cells, widths, right, strict=True))
        yield paint([Run((" " * GAP).join(padded).rstrip(), style)], screen)


def pad(cell: str, width: int, at_right: bool) -> str:
    """Fill a cell with spaces."""
    gap = " " * (width - columns(cell))
    return gap + cell if at_right else cell + gap


def show_blocks(names: Sequence[str], rows: Iterable[Sequence[str]], screen: Screen) -> Iterator[str]:
    """Records as lines of name and value, a blank line between them."""
    named = max(map(len, names), default=0)
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, cell in zip(names, row, strict=True):
            if cell:
                yield from wrap([Run(cell)], screen, lead=[Run(f"{name:<{named}}  ", "bold")])
