"""What a page and a document tell alike of two meetings."""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec import Struct

from commitrack.model import Diff, Entry
from commitrack.views.report import cards, names, prose, series
from commitrack.views.report.material import Material
from commitrack.views.restated import fold_restated, tell_restated


class Compared(Struct, frozen=True, kw_only=True):
    """Two meetings in the pieces that a report shows."""

    heading: str
    summary: tuple[str, ...]
    entries: Sequence[Entry]
    """What is said twice stands once."""
    groups: tuple[cards.Group, ...]


def prepare(diff: Diff, material: Material, placed: Container[str]) -> Compared:
    """Return what is told of a comparison; the passages of commitments that are `placed` can be linked to."""
    entries, again = fold_restated(diff.entries)
    twice = tell_restated(len(diff.entries) - len(entries))
    before = series.find_returns(material.threads, diff.earlier, diff.later, names.short_names(material.statements))
    return Compared(
        heading=prose.write_headline(diff) + material.narrowed,
        summary=(*material.scope, *prose.write_summary(diff, entries, material.titles, before, twice)),
        entries=entries,
        groups=tuple(cards.make_groups(entries, cards.CardMaker(material, placed, again, before))),
    )
