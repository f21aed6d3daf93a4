"""A series in the pieces that a page shows: threads with their wordings, the timeline of its meetings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from commitrack.model import Commitment, Statement, Thread, main_topic, rank_topic
from commitrack.views.diff import tell_doubt
from commitrack.views.records import unique, words_of
from commitrack.views.report.cards import IN_BARS, Bar, CardMaker, Words, draw_bar
from commitrack.views.report.material import Material
from commitrack.views.report.names import short_names, tell_day, tell_gap, tell_meeting
from commitrack.views.signs import ADDED, BY_PERSON, DROPPED, OF_CHANGE, OF_MARK, Sign, mark_links, tell_state

NOTHING = Sign("·", "not said", "absent")
COUNTED = (
    "Each commitment counts once at a meeting, in however many wordings, and as it moved since it was said last, also "
    "over a pause. A comparison of two meetings counts their entries, side by side: the numbers differ."
)
LONG_GAPS = (120, 240, 480, 900)
"""In days: from how long on the way between two meetings is drawn longer, step by step."""


class Cell(Struct, frozen=True, kw_only=True):
    """A thread at one meeting."""

    meeting: str
    """Place and day."""
    sign: Sign | None
    """None before the thread began."""
    word: str
    """How it fared, and how sure the links are that lead there."""
    mark: str = ""
    """`?` where one of them is uncertain, `*` where a person made one."""
    wordings: tuple[Words, ...] = ()


class Row(Struct, frozen=True, kw_only=True):
    """A thread against all meetings."""

    text: str
    anchor: str
    """Of its newest commitment."""
    keys: tuple[str, ...]
    acts: tuple[str, ...]
    sign: Sign
    """How it stands at the last meeting."""
    cells: tuple[Cell, ...]


class RowGroup(Struct, frozen=True, kw_only=True):
    """A topic with its threads."""

    key: str
    title: str
    rows: tuple[Row, ...]


class Meeting(Struct, frozen=True, kw_only=True):
    """A meeting of the timeline."""

    statement: Statement
    name: str
    day: str
    """Empty where it stands in the name."""
    gap: str
    """How long after the meeting before it; empty for the first."""
    step: int
    """How long the way from there is drawn, 0 to 4."""
    bar: Bar
    back: int
    """Threads that come back after a pause; they count by how they moved."""


def make_rows(material: Material, maker: CardMaker | None = None) -> Iterator[RowGroup]:
    """Yield topics with their threads, in the order of the taxonomy; with `maker`, the wordings at every meeting."""
    groups: dict[str, list[Row]] = defaultdict(list)
    meetings = {each.id: tell_meeting(each) for each in material.statements}
    for thread in material.threads:
        groups[main_topic(thread.topics)].append(_row(thread, meetings, material.shared, maker))
    titles = material.titles
    for key in sorted(groups, key=lambda topic: rank_topic(topic, titles.keys)):
        yield RowGroup(key=key, title=titles.title(key), rows=tuple(groups[key]))


def _row(thread: Thread, meetings: Mapping[str, str], shared: Container[str], maker: CardMaker | None) -> Row:
    cells = tuple(_cells(thread, meetings, shared, maker))
    return Row(
        text=words_of(thread.newest),
        anchor=thread.newest.id,
        keys=thread.topics,
        acts=tuple(unique(str(one.act) for said in thread.appearances for one in said)),
        sign=standing(cells[-1]),
        cells=cells,
    )


def standing(cell: Cell) -> Sign:
    """Return the sign by which a thread is filtered: how it stands at a meeting, where absent counts as dropped."""
    return DROPPED if cell.sign is None or cell.sign is NOTHING else cell.sign


def _cells(
    thread: Thread, meetings: Mapping[str, str], shared: Container[str], maker: CardMaker | None
) -> Iterator[Cell]:
    ended = False
    rows = zip(thread.meetings, thread.appearances, thread.changes, thread.states, strict=True)
    for meeting, said, change, state in rows:
        sign: Sign | None = None
        if said:
            sign = OF_CHANGE[change] if change else ADDED
        elif state != "before":
            sign = DROPPED if state == "gone" and not ended else NOTHING
            ended = ended or state == "gone"
        wordings = tuple(_words(thread, one, maker) for one in said) if maker else ()
        links = thread.links_to(said)
        decided = BY_PERSON if any(link.decided for link in links) else ""
        word = "; ".join(filter(None, (tell_state(state, change), tell_doubt(links, shared), decided)))
        mark = mark_links(links)
        yield Cell(meeting=meetings.get(meeting, meeting), sign=sign, word=word, mark=mark, wordings=wordings)


def _words(thread: Thread, one: Commitment, maker: CardMaker) -> Words:
    """Return a wording of a thread, with what those that it carries on lack marked."""
    before = thread.before(one.id)
    others = [each for said in thread.appearances for each in said if each.id in before]
    return maker.words(one, others, before if thread.is_parallel else ())


def find_returns(
    threads: Iterable[Thread], earlier: Statement, later: Statement, names: Mapping[str, str]
) -> dict[str, str]:
    """Return for commitments that carry on what was said before the earlier meeting, and not there, where that was."""
    returns: dict[str, str] = {}
    for thread in threads:
        if earlier.id not in thread.meetings or later.id not in thread.meetings:
            continue
        first, last = thread.meetings.index(earlier.id), thread.meetings.index(later.id)
        place = {one.id: k for k, said in enumerate(thread.appearances) for one in said}
        for one in thread.appearances[last]:
            carried = max((place[name] for name in thread.before(one.id)), default=last)
            if carried < first:
                returns[one.id] = names[thread.meetings[carried]]
    return returns


def make_timeline(statements: Sequence[Statement], threads: Sequence[Thread]) -> Iterator[Meeting]:
    """Yield the meetings of a series by date, with what each carried on, took up, and left."""
    columns = [_column(threads, place) for place in range(len(statements))]
    most = max((sum(column[sign] for sign in IN_BARS) for column in columns), default=0)
    names = short_names(statements)
    for place, statement in enumerate(statements):
        before = statements[place - 1] if place else None
        days = (statement.date - before.date).days if before else 0
        name = names[statement.id]
        yield Meeting(
            statement=statement,
            name=name,
            day="" if (day := tell_day(statement.date)) in name else day,
            gap=tell_gap(before.date, statement.date) + " later" if before else "",
            step=sum(days >= limit for limit in LONG_GAPS),
            bar=draw_bar([(sign, columns[place][sign]) for sign in IN_BARS], most),
            back=sum(thread.states[place] == "back" and bool(thread.changes[place]) for thread in threads),
        )


def _column(threads: Iterable[Thread], place: int) -> Mapping[Sign, int]:
    """Count the signs of one meeting; dropped is what the meeting before it said and it did not."""
    counts: Counter[Sign] = Counter()
    for thread in threads:
        change = thread.changes[place]
        if thread.appearances[place]:
            counts[OF_CHANGE[change] if change else ADDED] += 1
        elif place and thread.appearances[place - 1]:
            counts[DROPPED] += 1
    return counts


def explain_marks(rows: Iterable[RowGroup]) -> tuple[tuple[str, str], ...]:
    """Return the marks beside the signs of a matrix, and what they mean."""
    marks = {cell.mark for group in rows for row in group.rows for cell in row.cells}
    return tuple((mark, words) for mark, words in OF_MARK.items() if mark in marks)


def head_names(statements: Sequence[Statement]) -> tuple[tuple[str, str, str], ...]:
    """Return id, place, which may be unknown, and day for the head of each column of a matrix."""
    return tuple((each.id, each.place, each.date.isoformat()) for each in statements)
