"""What readers of phrases pass on: an operative phrase at its place, and what is left of it in a commitment."""

from __future__ import annotations

from typing import NamedTuple

from commitrack.lexicon.verbs import VerbRow
from commitrack.model import Act

PRESENT, MODAL = "present", "modal"
BINDING = 4
"""The force of what binds."""
NO_VERB = VerbRow("", Act.AFFIRM, 0)


class Operative(NamedTuple):
    """The operative phrase of a commitment: its dictionary form, act and force (1 to 5)."""

    verb: str
    act: Act
    force: int
    noun: str = ""
    """The noun that decided, where one did: "commitment" in "reaffirm commitment"."""


class Phrase(NamedTuple):
    """An operative phrase at its place: tokens `start` to `stop` (exclusive), and how it may be continued.

    A named tuple, as thousands are made for a text and most are thrown away.
    """

    start: int
    main: int
    """Index of the word that carries the act."""
    stop: int
    verb: str
    """What it is called in a list; nothing is decided by it."""
    act: Act
    force: int
    form: str
    """`present`, `past`, `modal` or `ing`."""
    soft: bool = False
    """True for a word that names an ordinary action too: "support", "promote"."""
    promises: bool = False
    """True where a list of promises may follow: "will do X, do Y and do Z"."""
    gerunds: bool = False
    """True where the promises are gerunds: "are committed to doing X and doing Y"."""
    deed: bool = False
    """True for something done ("launch"), which is a past fact in the past tense."""
    third: bool = False
    """True for a third-person singular verb, which "we" and "they" can't have."""
    quoting: bool = False
    """True where a clause of its own follows that belongs to the phrase: "note that the parties …"."""
    backshifted: bool = False
    """True for "would do", which is a promise only where a text tells of its meeting."""
    loose: bool = False
    """True where a list of nothing named or numbered is one promise: "are committed to aiding trade, easing tolls"."""
    row: VerbRow = NO_VERB
    """The row of the table that it was read by; an empty one where no verb of the table stands there."""
    noun: str = ""
    """The noun that decided, where one did: "commitment" in "reaffirm commitment"."""

    def name(self, verb: str, *, gerund: bool = False) -> str:
        """Return what one more verb under it is called: "will open", "continue to open", but "be committed"."""
        said = self.verb.split()
        if not gerund and said[-2:-1] == ["to"]:
            return " ".join((*said[:-1], verb))
        return self.verb if gerund or self.form != MODAL or self.row.lemma else f"{said[0]} {verb}"
