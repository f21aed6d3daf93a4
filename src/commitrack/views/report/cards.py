"""A comparison in the pieces that a page shows: topics, bars, entries, the two sides of each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from commitrack.model import ALL, Commitment, Entry, Status
from commitrack.views.diff import by_topic, by_weight, join_words, own_words, short_id, tell_doubt
from commitrack.views.records import unique, words_of
from commitrack.views.report.material import Material
from commitrack.views.report.names import tell_day
from commitrack.views.report.places import anchor, text_anchor, web_place
from commitrack.views.restated import told_once
from commitrack.views.signs import (
    ADDED,
    BY_PERSON,
    CHANGED,
    DROPPED,
    FIRMER,
    SAME,
    SOFTER,
    Sign,
    count_signs,
    sign_of,
)

IN_BARS = (FIRMER, SOFTER, CHANGED, SAME, ADDED, DROPPED)
"""What was reaffirmed stands together."""


class Segment(Struct, frozen=True, kw_only=True):
    """One part of a bar, in percent of the room that the longest bar has."""

    sign: Sign
    count: int
    start: float
    width: float


class Bar(Struct, frozen=True, kw_only=True):
    """Counts by sign, as numbers and as a picture."""

    counts: tuple[tuple[Sign, int], ...]
    segments: tuple[Segment, ...]
    total: int


class Repeat(Struct, frozen=True, kw_only=True):
    """What says a commitment a second time in its own text, and has no place of its own on the page."""

    name: str
    anchor: str
    place: str
    """The fragment of its passage in the text; empty where it is not known."""


class Words(Struct, frozen=True, kw_only=True):
    """One commitment on its side of an entry."""

    commitment: Commitment
    name: str
    """Its id, as far as it takes to tell it from others."""
    anchor: str
    place: str
    """The fragment of its passage in the text; empty where it is not known."""
    source: str
    """Where it stands on the web; empty where the source is no address."""
    pieces: tuple[tuple[bool, str], ...]
    """Its words, and whether the other side lacks them."""
    labels: tuple[str, ...]
    again: tuple[Repeat, ...]
    before: tuple[str, ...]
    """Names of what it carries on, in a thread of several wordings at one meeting."""


class Card(Struct, frozen=True, kw_only=True):
    """One entry of a comparison."""

    sign: Sign
    topics: tuple[str, ...]
    """Titles of the topics beside the main one."""
    keys: tuple[str, ...]
    acts: tuple[str, ...]
    reasons: tuple[str, ...]
    standing: str
    """How sure the link is, or where what is new was said before; empty where there is nothing to tell."""
    earlier: tuple[Words, ...]
    later: tuple[Words, ...]


class Group(Struct, frozen=True, kw_only=True):
    """A topic with its entries, what moved before what stayed."""

    key: str
    title: str
    bar: Bar
    cards: tuple[Card, ...]


def make_groups(entries: Sequence[Entry], maker: CardMaker) -> Iterator[Group]:
    """Yield the topics of a comparison in the order of the taxonomy."""
    titles = maker.material.titles
    topics = list(by_topic(entries, titles))
    most = max((len(listed) for _, listed in topics), default=0)
    for topic, listed in topics:
        cards = tuple(maker.make(entry) for entry in by_weight(listed))
        yield Group(key=topic, title=titles.title(topic), bar=make_bar(listed, most), cards=cards)


def make_bar(entries: Iterable[Entry], most: int) -> Bar:
    """Return a bar of entries, in proportion to the longest one."""
    counts = count_signs(entries)
    return draw_bar(tuple((sign, counts[sign]) for sign in IN_BARS), most)


def draw_bar(counts: Sequence[tuple[Sign, int]], most: int) -> Bar:
    """Return a bar of counts by sign; `most` fills the whole room."""
    segments, start = [], 0.0
    for sign, number in counts:
        width = 100 * number / max(1, most)
        if number:
            segments.append(Segment(sign=sign, count=number, start=round(start, 3), width=round(width, 3)))
        start += width
    return Bar(counts=tuple(counts), segments=tuple(segments), total=sum(number for _, number in counts))


class CardMaker:
    """Makes the entries of one page; an anchor is given once, where the same commitment stands in several entries."""

    def __init__(
        self,
        material: Material,
        placed: Container[str],
        again: Mapping[str, Sequence[str]] | None = None,
        before: Mapping[str, str] | None = None,
    ) -> None:
        self.material = material
        self.placed = placed
        self.again = again or {}
        self.before = before or {}
        self.sources = {one.id: each.source for each in material.statements for one in each.commitments}
        self._given: set[str] = set()

    def make(self, entry: Entry) -> Card:
        """Return an entry as it is shown."""
        earlier, later = told_once(entry, self.again)
        return Card(
            sign=sign_of(entry),
            topics=tuple(self.material.titles.title(key) for key in entry.topics[1:]),
            keys=entry.topics,
            acts=tuple(unique(str(one.act) for one in (*entry.later, *entry.earlier))),
            reasons=entry.reasons,
            standing=tell_standing(entry, self.before, self.material.shared),
            earlier=tuple(self.words(one, later) for one in earlier),
            later=tuple(self.words(one, earlier) for one in later),
        )

    def words(self, one: Commitment, others: Sequence[Commitment], before: Iterable[str] = ()) -> Words:
        """Return a commitment beside others, with what these lack marked; `before` are the ids that it carries on."""
        return Words(
            commitment=one,
            name=short_id(one.id, self.material.shared),
            anchor=self._claim(one.id),
            place=self._place(one.id),
            source=web_place(self.sources.get(one.id, ""), one.quote),
            pieces=tuple(mark(one, others, self.material)),
            labels=tuple(label(one)),
            again=tuple(map(self._repeat, self.again.get(one.id, ()))),
            before=tuple(short_id(name, self.material.shared) for name in before),
        )

    def _repeat(self, name: str) -> Repeat:
        short = short_id(name, self.material.shared)
        return Repeat(name=short, anchor=self._claim(name), place=self._place(name))

    def _place(self, name: str) -> str:
        return text_anchor(name) if name in self.placed else ""

    def _claim(self, name: str) -> str:
        if name in self._given:
            return ""
        self._given.add(name)
        return anchor(name)


def mark(one: Commitment, others: Sequence[Commitment], material: Material) -> Iterator[tuple[bool, str]]:
    """Yield the words of a commitment as they stand, and whether the other side lacks them."""
    if not others:
        yield False, words_of(one)
        return
    yield from own_words(material.changed_words(join_words(others), words_of(one)))


def label(one: Commitment) -> Iterator[str]:
    """Yield what is worth knowing beside the words: who, how binding, until when, who read it."""
    if one.actors != (ALL,):
        yield ", ".join(one.actors)
    yield f"{one.act}, force {one.force} of 5" if one.force else str(one.act)
    if one.due:
        yield f"due {tell_day(one.due)}"
    elif one.due_text:
        yield f"“{one.due_text}”"
    if one.reviewed:
        yield "read by a person"
    if one.note:
        yield f"note: {one.note}"


def tell_standing(entry: Entry, before: Mapping[str, str], shared: Container[str]) -> str:
    """Return in words how sure the link of an entry is; for one that is new, where the series had it before."""
    if entry.status is Status.REAFFIRMED:
        doubt = tell_doubt(entry.links, shared)
        if entry.decided:
            return "; ".join(filter(None, (BY_PERSON, doubt)))
        return doubt or f"match {entry.score:.0%}"
    past = [f"said before, last at {before[one.id]}" for one in entry.later if one.id in before][:1]
    return "; ".join([*([BY_PERSON] if entry.decided else []), *past])
