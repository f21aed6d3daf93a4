"""What a report is made from beside the comparison itself."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from msgspec import Struct, field

from commitrack.model import Decision, Document, Statement, Stretch, Thread
from commitrack.views.records import Titles


class Material(Struct, frozen=True, kw_only=True):
    """The surroundings of what is reported: the series, its texts, and what people decided."""

    titles: Titles
    changed_words: Callable[[str, str], Iterable[Stretch]]
    """Earlier and later text -> the later one in pieces `same` and `new`, with the words `gone` between them."""
    statements: tuple[Statement, ...]
    """The whole series by date; at least the meetings that are reported."""
    threads: tuple[Thread, ...] = ()
    texts: Mapping[str, Document] = field(default_factory=dict)
    """Clean texts by statement id, as far as the sources are kept."""
    decisions: tuple[Decision, ...] = ()
    shared: Container[str] = ()
    """Ends of ids that are no names by themselves."""
    version: str = ""
    command: str = ""
    """What makes the same report again."""
    only: str = ""
    """What it is narrowed to, in words, as its threads are, and the statements of a series; empty where it is not."""

    @property
    def narrowed(self) -> str:
        """What stands behind a headline to say so."""
        return f" (only {self.only})" if self.only else ""

    @property
    def scope(self) -> tuple[str, ...]:
        """What a summary starts with, so that nobody takes the figures of a part for those of the whole."""
        return (f"Counted here is only what concerns {self.only}, with what that is linked to.",) if self.only else ()
