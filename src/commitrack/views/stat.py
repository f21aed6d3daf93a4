"""Two meetings compared in numbers: per topic how many entries bear each sign, and a bar of these signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commitrack.model import Diff, Entry
from commitrack.views.diff import DiffStyle, by_topic, show_headline
from commitrack.views.restated import fold_restated
from commitrack.views.screen import Run, columns, cut, paint, readable, wrap
from commitrack.views.signs import BY_WEIGHT, Sign, count_signs

IN_ALL = "in all"
BESIDE_BAR = 10
"""Columns of a line of `--stat` that neither the title nor the bar fills."""
NUMBER = "{:>4}"
SCALED = "The bars are drawn to scale: a sign may stand for more than one entry."
WIDE = 80
"""Columns of a screen from which on `--stat` has room for a number per sign."""
LEAST_BAR = 10
"""Columns that a bar has on the narrowest screen; titles are cut for it."""
Scale = tuple[int, int]
"""How many signs are drawn for how many entries: whole numbers, so that no sign is lost to rounding."""


def show_stat(diff: Diff, entries: Sequence[Entry], style: DiffStyle) -> Iterator[str]:
    """The headline, then per topic the number of entries, those of each sign where there is room, and a bar of their
    signs, scaled down where it is too long.
    """
    kept, _ = fold_restated(entries)
    yield from show_headline(diff, kept, len(entries) - len(kept), style)
    yield ""
    screen = style.screen
    groups = [(readable(style.titles.title(topic), screen), listed) for topic, listed in by_topic(kept, style.titles)]
    signs = [sign for sign in BY_WEIGHT if count_signs(kept)[sign]] if screen.measure >= WIDE else []
    beside = BESIDE_BAR + len(NUMBER.format(0)) * len(signs)
    longest = max(columns(title) for title in (IN_ALL, *(title for title, _ in groups)))
    named = max(len(IN_ALL), min(longest, screen.measure - beside - LEAST_BAR))
    scale = scale_bars([listed for _, listed in groups], max(LEAST_BAR, screen.measure - named - beside))
    if signs:
        heads = [Run(NUMBER.format(readable(sign.mark, screen)), sign.style) for sign in signs]
        yield paint([Run(" " * (named + BESIDE_BAR - 3)), *heads], screen)
    for title, listed in groups:
        name = cut(title, named, readable("…", screen))
        row = f" {name}{' ' * (named - columns(name))}{count_row(listed, signs)}  "
        yield from wrap(stat_bar(listed, scale), screen, lead=[Run(row)])
    yield f" {IN_ALL:<{named}}{count_row(kept, signs)}"
    if scale != (1, 1):
        yield from wrap([Run(SCALED, "dim")], screen, lead=[Run(" ")])


def count_row(entries: Sequence[Entry], signs: Iterable[Sign]) -> str:
    """How many entries there are, and of each of these signs."""
    counts = count_signs(entries)
    return f"  {len(entries):>4}" + "".join(NUMBER.format(counts[sign] or "") for sign in signs)


def scale_bars(groups: Iterable[Sequence[Entry]], room: int) -> Scale:
    """The largest scale at which every bar has room, beside the first sign of each of its kinds, which always stays."""
    long = [(len(listed), len(count_signs(listed))) for listed in groups if len(listed) > room]
    fitting = [(room - kinds, number - kinds) for number, kinds in long]
    return min(fitting, key=lambda scale: scale[0] / scale[1], default=(1, 1))


def stat_bar(entries: Sequence[Entry], scale: Scale) -> list[Run]:
    """A sign per entry, or fewer of each kind but at least one."""
    counts = count_signs(entries)
    part, whole = scale
    return [Run(sign.mark * (1 + (counts[sign] - 1) * part // whole), sign.style) for sign in BY_WEIGHT if counts[sign]]
