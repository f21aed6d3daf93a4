"""Two meetings made by hand and what became of their commitments, for the views to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.stand_ins import Taxonomy, commitment, words_apart

from commitrack.model import Act, Change, Diff, Entry, Evidence, Statement, Status
from commitrack.views.diff import DiffStyle
from commitrack.views.screen import Screen

SCREEN = Screen(width=80)

FORMER = commitment("2030-05-01/aa01", "Two states renewed a pledge to defend the strait", force=3)
FIRMER = commitment("2031-05-01/bb01", "Two states renewed an ironclad pledge to defend the strait", force=5)
KEPT = commitment("2030-05-01/aa02", "They welcomed the ferry", Act.SUPPORT, topics=("people",))
KEPT_AGAIN = commitment("2031-05-01/bb02", "They welcomed the ferry line", Act.SUPPORT, topics=("people",))
NEW = commitment(
    "2031-05-01/bb03", "They will open a [joint] office\x1b[2J by 2032", topics=("dprk",), due=date(2032, 12, 31)
)
NEW_AGAIN = commitment("2031-05-01/bb04", "open an office", topics=("dprk",), restates=NEW.id)
GONE = commitment("2030-05-01/aa03", "They opposed dumping", Act.OPPOSE, topics=("taiwan",), actors=("Japan",))

EARLIER = Statement(
    id="2030-05-01", date=date(2030, 5, 1), place="Busan", series="pair", commitments=(FORMER, KEPT, GONE)
)
LATER = Statement(
    id="2031-05-01",
    date=date(2031, 5, 1),
    place="Kobe",
    series="pair",
    commitments=(FIRMER, KEPT_AGAIN, NEW, NEW_AGAIN),
)
ENTRIES = (
    Entry(
        status=Status.REAFFIRMED,
        change=Change.STRONGER,
        score=0.93333333,
        earlier=(FORMER,),
        later=(FIRMER,),
        topics=("defense",),
        why=(Evidence(name="rare words", weight=2.25, words="strait"), Evidence(name="position", weight=-0.5)),
        reasons=("'ironclad' new",),
    ),
    Entry(
        status=Status.REAFFIRMED,
        change=Change.SAME,
        score=1.0,
        earlier=(KEPT,),
        later=(KEPT_AGAIN,),
        topics=("people",),
        decided=True,
    ),
    Entry(status=Status.ADDED, change=None, score=0.9, earlier=(), later=(NEW,), topics=("dprk",)),
    Entry(status=Status.ADDED, change=None, score=0.9, earlier=(), later=(NEW_AGAIN,), topics=("dprk",)),
    Entry(status=Status.DROPPED, change=None, score=0.8, earlier=(GONE,), later=(), topics=("taiwan",)),
)
DIFF = Diff(earlier=EARLIER, later=LATER, entries=ENTRIES)


def style(screen: Screen = SCREEN, **choices: Any) -> DiffStyle:
    return DiffStyle(screen=screen, titles=Taxonomy(), changed_words=words_apart, **choices)


def text_of(lines: Iterable[str]) -> str:
    return "\n".join(lines)
