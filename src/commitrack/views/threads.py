"""Threads for people: one commitment through all meetings, and all of them against all meetings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from commitrack.model import ALL, Change, Commitment, Link, Statement, Thread, main_topic
from commitrack.numbers import count
from commitrack.patterns import compile_late
from commitrack.views.diff import explain_doubt, short_id, tell_doubt
from commitrack.views.records import Titles, words_of
from commitrack.views.screen import Run, Screen, columns, cut, hold_parts, paint, readable, wrap
from commitrack.views.signs import ADDED, BY_PERSON, DROPPED, OF_CHANGE, OF_MARK, mark_links, tell_state

AUXILIARIES = "will|would|shall|should|must|have|has|do"
SPEAKERS = compile_late(
    r"\b(?:(?!Their|Its|Our)[A-Z][\w.-]*|countries|sides|parties|leaders|ministers|two|three|four) $"
)
"""How the name of a group ends, right before its verb."""
PASSIVE = compile_late(rf"(?:{AUXILIARIES}) be")
MISSING = Run("·", "dim")
LEAST_WORDS = 10
"""Columns that the words of a thread need beside its signs; with less they stand below them."""
LEAST_TITLE = 20
"""Columns that the title of a topic needs beside them."""
BELOW = "   "
LEGEND = "+ earliest here, ▲ firmer, ▼ softer, ~ changed, = same, · not said, − dropped"


def show_history(
    thread: Thread, statements: Sequence[Statement], screen: Screen, *, here: str = "", shared: Container[str] = ()
) -> Iterator[str]:
    """Yield a thread meeting by meeting: how it fared there, and its wording where it was said; `here` is marked.

    Where a meeting said it in several wordings, all through the thread ids tell which wording carries on which. Ends
    of ids that are no names by themselves are `shared`.
    """
    known = {statement.id: statement for statement in statements}
    said = sum(map(bool, thread.appearances))
    title = f"{thread.series}: " if thread.series else ""
    yield from wrap([Run(f"{title}said at {said} of {count(len(thread.meetings), 'meeting')}", "bold")], screen)
    if doubt := explain_doubt([thread]):
        yield from wrap([Run(doubt.replace("? ", "?\u00a0"), "dim")], screen, indent=2)
    rows = zip(thread.meetings, thread.appearances, thread.changes, thread.states, strict=True)
    for meeting, commitments, change, state in rows:
        if state == "before":
            continue
        place = known[meeting].place if meeting in known else ""
        beside = f", {len(commitments)}\u00a0wordings" if len(commitments) > 1 else ""
        words = [Run(f"{meeting} {place}".rstrip(), "bold"), Run(f"  {tell_state(state, change)}{beside}")]
        mark = Run(" <-" if meeting == here else "", "bold")
        yield from wrap([*words, mark], screen, lead=lead(state_sign(state, change)))
        yield from show_wordings(thread, commitments, screen, shared)
        if state == "gone":
            return


def show_wordings(
    thread: Thread, commitments: Iterable[Commitment], screen: Screen, shared: Container[str]
) -> Iterator[str]:
    """The words of a thread at one meeting."""
    for commitment in commitments:
        force = [f"force {commitment.force}"] if commitment.force else []
        ends, sure = limits(thread, commitment), tell_links(thread.links_to([commitment]), shared)
        parts = [descent(thread, commitment, shared), str(commitment.act), *force, *ends, *sure]
        tail = Run(f" [{', '.join(parts)}]".replace(" ", "\u00a0").replace("\u00a0[", " [", 1), "dim")
        yield from wrap([Run(words_of(commitment)), tail], screen, lead=[Run("     ")])


def descent(thread: Thread, commitment: Commitment, shared: Container[str]) -> str:
    """The id of a wording, after those of the wordings it carries on where that does not go without saying."""
    before = thread.before(commitment.id) if thread.is_parallel else ()
    names = [short_id(name, shared) for name in before]
    return " → ".join(filter(None, (", ".join(names), short_id(commitment.id, shared))))


def tell_links(links: Sequence[Link], shared: Container[str]) -> Iterator[str]:
    """How sure the links to a wording are, where the program is not, and whether a person made one."""
    if doubt := tell_doubt(links, shared):
        yield doubt
    if any(link.decided for link in links):
        yield BY_PERSON


def limits(thread: Thread, commitment: Commitment) -> Iterator[str]:
    """Where a wording is the first or the last one of its line, and the thread itself is longer."""
    said = [each for each in thread.appearances if each]
    if commitment not in said[0] and not thread.before(commitment.id):
        yield "begins here"
    if commitment not in said[-1] and not thread.after(commitment.id):
        yield "ends here"


def state_sign(state: str, change: Change | None) -> Run:
    """The sign of a thread at one meeting."""
    if state == "missing":
        return MISSING
    sign = DROPPED if state == "gone" else OF_CHANGE[change] if change else ADDED
    return Run(sign.mark, sign.style)


def lead(sign: Run) -> list[Run]:
    """A sign left of a line."""
    return [Run(" "), sign, Run(" ")]


def show_matrix(
    threads: Sequence[Thread], titles: Titles, screen: Screen, shared: Container[str] = ()
) -> Iterator[str]:
    """Yield a picture: a line per thread, a column per meeting, grouped by main topic; words cut to one line.

    Where the names of the meetings have no room above their columns, numbers stand there, and the names below. Nothing
    where there are no threads.
    """
    if not threads:
        return
    meetings = threads[0].meetings
    width = max(20, screen.width)
    heads = [f" {'│ ' * number}{meeting}" for number, meeting in enumerate(meetings)]
    numbered = max(map(columns, heads), default=0) > width
    yield from number_columns(len(meetings)) if numbered else head_columns(meetings, screen)
    topic = ""
    for thread in threads:
        if main_topic(thread.topics) != topic:
            topic = main_topic(thread.topics)
            indent = " " * (2 * len(meetings) + 2 if width - 2 * len(meetings) > LEAST_TITLE else 1)
            title = cut(readable(titles.title(topic), screen), width - len(indent), readable("…", screen))
            yield paint([Run(indent), Run(title, "heading")], screen)
        yield from matrix_lines(thread, screen, width, shared)
    marks = {mark_links(thread.links_to(said)) for thread in threads for said in thread.appearances}
    told = [f"{mark} {words}" for mark, words in OF_MARK.items() if mark in marks]
    yield from wrap([Run(hold_parts(", ".join([LEGEND, *told])), "dim")], screen)
    for number, meeting in enumerate(meetings if numbered else (), 1):
        yield cut(readable(f"{number:>3} {meeting}", screen), width, readable("…", screen))


def head_columns(meetings: Iterable[str], screen: Screen) -> Iterator[str]:
    """The heads of the columns of a matrix, each on a line of its own."""
    for number, meeting in enumerate(meetings):
        yield paint([Run(readable(" " + "│ " * number, screen)), Run(readable(meeting, screen), "bold")], screen)


def number_columns(size: int) -> Iterator[str]:
    """Numbers from 1 as heads of columns that are one sign wide: a line for their tens, a line for their ones."""
    numbers = [str(number).rjust(len(str(size))) for number in range(1, size + 1)]
    yield from ("".join(f" {digit}" for digit in digits).rstrip() for digits in zip(*numbers, strict=True))


def matrix_lines(thread: Thread, screen: Screen, width: int, shared: Container[str]) -> Iterator[str]:
    """One thread: a sign per meeting and how sure its links are, the newest id, the newest words as far as they fit.

    On a narrow screen the words stand below, and so does an id for which there is no room either.
    """
    signs = [Run(readable(cell.text, screen), cell.style) for cell in matrix_cells(thread)]
    name, mark = readable(short_id(thread.newest.id, shared), screen), readable("…", screen)
    room = width - sum(columns(sign.text) for sign in signs) - columns(name) - 1
    if room >= 2 + LEAST_WORDS:
        yield paint([*signs, Run(f" {name}  ", "dim"), Run(shorten(thread.newest, room - 2, screen))], screen)
        return
    yield paint([*signs, Run(f" {name}" if room >= 0 else "", "dim")], screen).rstrip()
    if room < 0:
        yield paint([Run(BELOW), Run(cut(name, width - len(BELOW), mark), "dim")], screen)
    yield BELOW + shorten(thread.newest, width - len(BELOW), screen)


def matrix_cells(thread: Thread) -> Iterator[Run]:
    """The signs of a thread, each after a space or what marks the one before it."""
    yield Run(" ")
    before = ""
    for state, change, said in zip(thread.states, thread.changes, thread.appearances, strict=True):
        blank = state == "before" or state == before == "gone"
        mark = mark_links(thread.links_to(said))
        yield Run(" ") if blank else state_sign(state, change)
        yield Run(mark or " ", "dim" if mark else "")
        before = state


def shorten(commitment: Commitment, room: int, screen: Screen) -> str:
    """The words as far as they fit; where not all do, without what says that it is the whole group that speaks."""
    words = readable(" ".join(words_of(commitment).split()), screen)
    mark = readable("…", screen)
    verb = commitment.verb.partition(" ")[0].removesuffix("e")
    if columns(words) > room and commitment.actors == (ALL,) and len(verb) > 2:
        subject, found, rest = split_before(words, verb)
        if SPEAKERS.search(subject) and not PASSIVE.match(found + rest):
            words = f"{mark} {found}{rest}"
    return cut(words, room, mark)


def split_before(words: str, verb: str) -> tuple[str, str, str]:
    """Part words before the first that begins like the verb, what modifies it included."""
    found = re.search(rf"\b(?:(?:{AUXILIARIES}) )?(?:\w+ly )?{re.escape(verb)}", words)
    return (words[: found.start()], found[0], words[found.end() :]) if found else ("", "", words)
