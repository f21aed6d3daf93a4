"""Three meetings made by hand, and the pages that report on two of them and on all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from tests.stand_ins import Taxonomy, commitment, words_apart

from commitrack.model import (
    Act,
    Block,
    BlockKind,
    Change,
    Commitment,
    Decision,
    Diff,
    Document,
    Entry,
    Link,
    Span,
    Statement,
    Status,
    Thread,
    Verdict,
)
from commitrack.views.report import Material, write_html, write_series_html

OLD_TEXT = "They renewed a pledge to defend the strait. They welcomed the ferry."
FORMER = commitment("2030-05-01/aa01", "They renewed a pledge to defend the strait", force=3, span=Span(0, 42))
KEPT = commitment("2030-05-01/aa02", "They welcomed the ferry", Act.SUPPORT, topics=("people",), span=Span(44, 67))
GONE = commitment("2030-05-01/aa03", "They opposed dumping", Act.OPPOSE, topics=("dprk",), actors=("Japan",))
FIRMER = commitment("2031-05-01/bb01", "They renewed an ironclad pledge to defend the strait", force=5)
KEPT_AGAIN = commitment("2031-05-01/bb02", "They welcomed the ferry", Act.SUPPORT, topics=("people",))
NEW = commitment(
    "2031-05-01/bb03", "Japan will open an office", topics=("dprk",), due=date(2032, 12, 31), note="see annex"
)

EARLIER = Statement(
    id="2030-05-01",
    date=date(2030, 5, 1),
    place="Busan",
    series="pair",
    parties=("Japan", "Republic of Korea"),
    source="https://example.org/busan",
    sha256="ab" * 32,
    commitments=(FORMER, KEPT, GONE),
)
LATER = replace(
    EARLIER, id="2031-05-01", date=date(2031, 5, 1), place="Nara", source="", commitments=(FIRMER, KEPT_AGAIN, NEW)
)


def entry(status: Status, earlier: tuple[Commitment, ...], later: tuple[Commitment, ...], **more: Any) -> Entry:
    return Entry(
        **{"status": status, "change": None, "score": 0.8, "earlier": earlier, "later": later} | more,
        topics=(later or earlier)[0].topics,
    )


FIRM = entry(Status.REAFFIRMED, (FORMER,), (FIRMER,), change=Change.STRONGER, reasons=("'ironclad' new",))
SAID_AGAIN = entry(Status.REAFFIRMED, (KEPT,), (KEPT_AGAIN,), change=Change.SAME, decided=True)
ADDED = entry(Status.ADDED, (), (NEW,))
DROPPED = entry(Status.DROPPED, (GONE,), ())
DIFF = Diff(earlier=EARLIER, later=LATER, entries=(FIRM, SAID_AGAIN, ADDED, DROPPED))


def thread(*appearances: Commitment | None, changes: tuple[Change | None, ...], topics: tuple[str, ...]) -> Thread:
    said = tuple((one,) if one else () for one in appearances)
    ids = ("2029-05-01", EARLIER.id, LATER.id)
    links = tuple(
        Link(earlier=(one.id,), later=(other.id,), score=1.0) for one, other in pairwise(filter(None, appearances))
    )
    return Thread(series="pair", meetings=ids, appearances=said, changes=changes, topics=topics, links=links)


NEW_BEFORE = commitment("2029-05-01/cc01", "Japan opens an office", topics=("dprk",))
FIRST = replace(
    EARLIER, id="2029-05-01", date=date(2029, 5, 1), place="Seoul", source="notes.txt", commitments=(NEW_BEFORE,)
)
MATERIAL = Material(
    titles=Taxonomy(),
    changed_words=words_apart,
    statements=(FIRST, EARLIER, LATER),
    threads=(
        thread(None, FORMER, FIRMER, changes=(None, None, Change.STRONGER), topics=("defense",)),
        thread(None, KEPT, KEPT_AGAIN, changes=(None, None, Change.SAME), topics=("people",)),
        thread(NEW_BEFORE, None, NEW, changes=(None, None, Change.CHANGED), topics=("dprk",)),
        thread(None, GONE, None, changes=(None, None, None), topics=("dprk",)),
    ),
    texts={EARLIER.id: Document(text=OLD_TEXT, blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(OLD_TEXT))),))},
    decisions=(Decision(earlier=KEPT.id, later=KEPT_AGAIN.id, verdict=Verdict.SAME, reason="same ferry"),),
    version="1.2.3",
    command="commitrack report A B -o x.html",
)


@dataclass
class Page(HTMLParser):
    """A page as a browser sees it: elements with attributes, and its text."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


PAIR = Page(write_html(DIFF, MATERIAL))
SERIES = Page(write_series_html(MATERIAL))
BOTH = pytest.mark.parametrize("page", [PAIR, SERIES], ids=["pair", "series"])
