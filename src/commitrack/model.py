"""The frozen vocabulary: what flows from room to room. Hardly any behaviour; imports nothing of the package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from msgspec import Struct, field

ALL = "all"
"""The one actor name that stands for the whole group of parties."""
OTHER = "other"
"""The topic of what is on none of the taxonomy."""
MOST_TOPICS = 3
"""Topics that a commitment may have."""
FORCES = (1, 5)
"""The least and the most binding force."""

HEADER = ("date", "title", "place", "series", "parties")
"""What is guessed of a statement from its text where nobody states it."""


class Act(StrEnum):
    """What the actors of a commitment do with words."""

    PLEDGE = "pledge"
    AFFIRM = "affirm"
    SUPPORT = "support"
    URGE = "urge"
    OPPOSE = "oppose"


class Status(StrEnum):
    """What became of a commitment between two meetings."""

    REAFFIRMED = "reaffirmed"
    ADDED = "added"
    DROPPED = "dropped"


class Change(StrEnum):
    """How a reaffirmed commitment moved, in force and content."""

    SAME = "same"
    STRONGER = "stronger"
    WEAKER = "weaker"
    CHANGED = "changed"

    @property
    def turned(self) -> Change:
        """The same move told from the later side to the earlier one."""
        opposite = {Change.STRONGER: Change.WEAKER, Change.WEAKER: Change.STRONGER}
        return opposite.get(self, self)


class Regrouping(StrEnum):
    """How commitments came back that did not each come back as one."""

    MERGED = "merged"
    SPLIT = "split"
    RECAST = "recast"  # as equally many


class Outcome(StrEnum):
    """What became of a source that was to be added."""

    STORED = "stored"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KNOWN = "already there"
    SKIPPED = "skipped"
    FAILED = "failed"


class BlockKind(StrEnum):
    """What a stretch of a released text is, typographically."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a bulleted or numbered list
    NOTE = "note"  # a footnote's text


class Span(NamedTuple):
    """A half-open range of character offsets into a clean text."""

    start: int
    end: int


LEAST_HEADING = 4
"""Depth of the headings of a single paragraph: in italics, or run into its text."""


class Block(Struct, frozen=True, kw_only=True):
    """A paragraph, heading, list item or footnote: `text[span.start:span.end]` of its document."""

    kind: BlockKind
    span: Span
    level: int = 0
    """Depth of a heading (1 is the highest) or of a list item (1 is the outermost)."""


class Header(Struct, frozen=True, kw_only=True):
    """What is known of a statement beside its words; empty or None where nothing is."""

    date: date | None = None
    title: str = ""
    place: str = ""
    series: str = ""
    parties: tuple[str, ...] = ()
    source: str = ""
    stated: frozenset[str] = frozenset()
    """Names of the fields that the source states as such, in front matter or metadata; the others are guessed from
    its words."""


class Document(Struct, frozen=True, kw_only=True):
    """A text as read: clean, in blocks that rise and do not overlap, with what its header told."""

    text: str
    """Inside a block, single spaces are the only white space."""
    blocks: tuple[Block, ...]
    header: Header = field(default_factory=Header)


class Commitment(Struct, frozen=True, kw_only=True):
    """One operative act by one or more parties: who, one operative verb, what about."""

    id: str
    quote: str
    """Verbatim from the text, white space folded."""
    act: Act
    actors: tuple[str, ...]
    """Party names, or `("all",)` for the whole group."""
    topics: tuple[str, ...]
    """One to three keys of the taxonomy, the main one first; a record written by hand may have none."""
    text: str = ""
    """The quote made to read alone: a shared subject or a lead-in supplied; the quote where it already does."""
    span: Span | None = None
    """Where the quote stands in the clean text; None in a record written by hand without one."""
    verb: str = ""
    """The operative phrase in its dictionary form, such as `reaffirm commitment`."""
    force: int | None = None
    """How binding the operative phrase is, 1 (weakest) to 5; None in a record written by hand without one."""
    due: date | None = None
    due_text: str = ""
    """The words that name the time, also where no date follows from them."""
    restates: str = ""
    """Id of an earlier commitment of the same text that this one says again."""
    reviewed: bool = False
    """True only after a person confirmed or edited it."""
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown keys of the record, kept when it is written again."""


class Statement(Struct, frozen=True, kw_only=True):
    """One released text as the ledger keeps it."""

    id: str
    date: date
    title: str = ""
    place: str = ""
    series: str = ""
    parties: tuple[str, ...] = ()
    source: str = ""
    """The address or file name that was given."""
    file: str = ""
    """The bytes as received, relative to the ledger's folder."""
    sha256: str = ""
    corrected: tuple[str, ...] = ()
    """Names of the keys of `HEADER` that a person set; a new reading keeps these, also what was emptied."""
    commitments: tuple[Commitment, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown keys of the `[statement]` table, kept when it is written again."""
    beside: Mapping[str, Any] = field(default_factory=dict)
    """Unknown keys and tables of the file beside `[statement]` and `[[commitment]]`, kept likewise."""


Found = tuple[Statement, Commitment]
"""A commitment with the statement that it stands in."""


class Omission(StrEnum):
    """Why a sentence or a part of one became no commitment, as the engine saw it."""

    HEADING = "heading"
    LEAD_IN = "introduces a list"
    BACKGROUND = "background"
    PAST = "past deed"
    COURTESY = "courtesy"
    MEETING = "who met, where and when"
    OTHERS = "what others do"
    NO_VERB = "no operative verb"


class Uncovered(Struct, frozen=True, kw_only=True):
    """A sentence or heading that became no commitment, or a part of a sentence that holds one elsewhere."""

    span: Span
    text: str
    reason: Omission
    part: bool = False
    """True for a part: other words of its sentence became commitments, and its sentence counts as covered."""


class Extraction(Struct, frozen=True, kw_only=True):
    """What extraction made of a document."""

    commitments: tuple[Commitment, ...]
    uncovered: tuple[Uncovered, ...]
    """In the order of the text."""
    sentences: int
    """Sentences in all, headings not counted."""


class Coverage(Struct, frozen=True, kw_only=True):
    """How much of a text became commitments."""

    sentences: int
    """In all, headings not counted."""
    left_out: Mapping[Omission, int]
    """How many sentences became none, by the reason; the most frequent first."""
    parts: int = 0
    """How many parts of the other sentences became none, either."""


class Evidence(Struct, frozen=True, kw_only=True):
    """One named reason for (positive weight) or against (negative) two commitments being the same."""

    name: str
    weight: float
    """Its share of the log-odds."""
    words: str = ""
    """What an analyst reads: the shared names, the topics, the value measured."""


UNCERTAIN = 0.1, 0.9
"""Probabilities of a pair, both included, between which a person's word helps."""


def is_uncertain(score: float) -> bool:
    """Tell whether the probability of a pair is far from either end."""
    return UNCERTAIN[0] <= score <= UNCERTAIN[1]


class Link(Struct, frozen=True, kw_only=True):
    """Commitments of two meetings that are the same one; several ids on a side are a split or a merge."""

    earlier: tuple[str, ...]
    later: tuple[str, ...]
    score: float
    """Probability that the pair is the same commitment, 0 to 1; 1 where a person decided."""
    why: tuple[Evidence, ...] = ()
    decided: bool = False
    """True where a person's decision made it."""
    linked: bool = True
    """False of a pair that the program leaves apart as things stand."""

    @property
    def is_uncertain(self) -> bool:
        """Whether it deserves a person's look: nobody decided, and its probability is far from either end."""
        return not self.decided and is_uncertain(self.score)


class Entry(Struct, frozen=True, kw_only=True):
    """One line of a diff."""

    status: Status
    change: Change | None
    """None unless reaffirmed."""
    score: float
    """As in `Link`; for one added or dropped, 1 minus the best score that any candidate reached."""
    earlier: tuple[Commitment, ...]
    later: tuple[Commitment, ...]
    topics: tuple[str, ...]
    why: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why the change is what it is, in words: `'ironclad' new`, `deadline 2026 gone`."""
    decided: bool = False
    """True where a person made one of its links, or parted one that is added or dropped from one of the other text."""
    links: tuple[Link, ...] = ()
    """The pairs that it is made of, each by itself; without evidence."""
    family: str = ""
    """The same for all entries that share commitments, directly or through others; empty where it shares none."""


class Diff(Struct, frozen=True, kw_only=True):
    """Two meetings compared; entries in the order of the later text, dropped ones where they stood."""

    earlier: Statement
    later: Statement
    entries: tuple[Entry, ...]


class Stretch(Struct, frozen=True):
    """A stretch of words that two wordings share, or that only the earlier (`gone`) or the later one (`new`) has."""

    kind: Literal["same", "gone", "new"]
    text: str


class Alternative(Struct, frozen=True, kw_only=True):
    """Another commitment that one of an explained pair might have been linked with."""

    of: str
    """Id of the one of the pair."""
    commitment: Commitment
    score: float
    linked: bool


class Explanation(Struct, frozen=True, kw_only=True):
    """The evidence for and against two commitments being the same."""

    earlier: Commitment
    later: Commitment
    linked: bool
    decided: bool
    """True where a person said whether they are the same."""
    score: float
    """As in `Link`; 0 where a person said that they are not the same."""
    usual: float
    """Log-odds of a pair in which all evidence is as usual: the waterfall starts here."""
    why: tuple[Evidence, ...]
    """Shares of the log-odds, the weightiest first."""
    alternatives: tuple[Alternative, ...]
    """The best two on either side."""
    remedy: str
    """What would have to differ for the answer to turn."""
    settled: str
    """Why the program did not ask the evidence; empty where it did, or a person decided."""
    change: Change | None
    """How the pair moved, judged by itself; None where it is not linked."""
    reasons: tuple[str, ...]
    """What speaks for that change."""


class Verdict(StrEnum):
    """What a person says of a pair."""

    SAME = "same"
    DIFFERENT = "different"


class Decision(Struct, frozen=True, kw_only=True):
    """An analyst's word on a pair of commitments; it wins over the program's."""

    earlier: str
    later: str
    verdict: Verdict
    change: Change | None = None
    """How the pair moved, as the person sees it; None where that is left to the program."""
    reason: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def pair(self) -> frozenset[str]:
        """Both ids: a hand may write them in either order, and the last decision on a pair counts."""
        return frozenset((self.earlier, self.later))


class Thread(Struct, frozen=True, kw_only=True):
    """A commitment followed through the meetings of a series."""

    series: str
    meetings: tuple[str, ...]
    """Statement ids of the whole series, by date."""
    appearances: tuple[tuple[Commitment, ...], ...]
    """For each meeting the commitments that carry the thread; empty where it was not said."""
    changes: tuple[Change | None, ...]
    """For each meeting how it moved against what it carries on; None where it carries on nothing."""
    topics: tuple[str, ...]
    """Those of the newest wording first."""
    links: tuple[Link, ...] = ()
    """The pairs that hold it together, in the order of the meetings; without evidence."""

    def before(self, name: str) -> tuple[str, ...]:
        """Return the ids of the earlier commitments that one of the thread carries on."""
        return tuple(each for link in self.links if name in link.later for each in link.earlier)

    def after(self, name: str) -> tuple[str, ...]:
        """Return the ids of the later commitments that carry on one of the thread."""
        return tuple(each for link in self.links if name in link.earlier for each in link.later)

    def links_to(self, said: Iterable[Commitment]) -> tuple[Link, ...]:
        """Return the links by which commitments of one meeting carry on earlier ones."""
        names = {commitment.id for commitment in said}
        return tuple(link for link in self.links if not names.isdisjoint(link.later))

    @property
    def is_parallel(self) -> bool:
        """Whether it was said in several commitments at one meeting, split or merged."""
        return any(len(said) > 1 for said in self.appearances)

    @property
    def states(self) -> tuple[str, ...]:
        """For each meeting: `before`, `first`, `said`, `back` (after one without it), `missing`, `gone` (for good)."""
        said = [bool(commitments) for commitments in self.appearances]
        first, last = said.index(True), len(said) - 1 - said[::-1].index(True)
        states = []
        for position, here in enumerate(said):
            if here:
                states.append("first" if position == first else "said" if said[position - 1] else "back")
            else:
                states.append("before" if position < first else "gone" if position > last else "missing")
        return tuple(states)

    @property
    def newest(self) -> Commitment:
        """The commitment that stands for the thread: the first of those in which it was last said."""
        return next(said for said in reversed(self.appearances) if said)[0]


def main_topic(topics: Sequence[str]) -> str:
    """Return under which topic a commitment, an entry or a thread with such topics stands."""
    return topics[0] if topics else OTHER


def rank_topic(topic: str, order: Sequence[str]) -> tuple[int, str]:
    """Return where a topic stands in the order of the taxonomy; unknown ones by name after it."""
    return (order.index(topic) if topic in order else len(order), topic)


class Severity(StrEnum):
    """How bad a finding is: an error breaks a promise of the format, a warning only deserves a look."""

    ERROR = "error"
    WARNING = "warning"


class Finding(Struct, frozen=True, kw_only=True):
    """Something wrong in the content of a ledger."""

    file: str
    """Relative to the ledger's folder."""
    place: str
    """Such as `commitment[3].act`; empty for the whole file."""
    check: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR


class LedgerConfig(Struct, frozen=True, kw_only=True):
    """What `commitrack.toml` says."""

    schema: int = 1
    name: str = ""
    series: str = ""
    """Default series of what is added."""
    topics: Mapping[str, Any] = field(default_factory=dict)
    aliases: Mapping[str, Any] = field(default_factory=dict)
    parties: Mapping[str, Any] = field(default_factory=dict)
    verbs: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
