"""The headline and the few sentences that a report opens with; made from the counts, the same for the same data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from commitrack.model import Diff, Entry, Statement, Status, Thread, main_topic
from commitrack.numbers import count
from commitrack.views.records import Titles
from commitrack.views.report.names import (
    join,
    name_parties,
    name_statements,
    sentence,
    tell_day,
    tell_day_and_place,
    tell_gap,
)
from commitrack.views.signs import (
    ADDED,
    CHANGED,
    DROPPED,
    FIRMER,
    SAME,
    SOFTER,
    Sign,
    count_sides,
    count_signs,
    sign_of,
    tell_regrouped,
)

NAMED = 3
"""How many topics a sentence names."""
MOVES = {SAME: "{} the same in substance", FIRMER: "{} firmer", SOFTER: "{} softer", CHANGED: "{} changed in content"}


def write_headline(diff: Diff) -> str:
    """Return one line: how much of the earlier meeting came back, how much was added and dropped."""
    before, after = name_statements(diff.earlier, diff.later)
    subject = sentence(after)
    added, gone, back, said = _sizes(diff)
    if not said and not added:
        return f"{subject} and {before} hold no commitments"
    if {sign_of(entry) for entry in diff.entries} == {SAME}:
        return f"{subject} says the same as {before}: {count(said, 'commitment')}, none changed"
    if not back:
        return f"{subject} repeats none of {count(said, 'commitment')} and adds {added or 'none'}"
    return f"{subject} repeats {back} of {count(said, 'commitment')}, adds {added or 'none'} and drops {gone or 'none'}"


def _sizes(diff: Diff) -> tuple[int, int, int, int]:
    """Return how many later commitments are new, how many earlier ones are gone, came back, and were said.

    What a statement says twice counts twice here, or the sums of a sentence would not come out.
    """
    sizes = {status: count_sides(entry for entry in diff.entries if entry.status is status) for status in Status}
    return sizes[Status.ADDED][1], sizes[Status.DROPPED][0], sizes[Status.REAFFIRMED][0], count_sides(diff.entries)[0]


def write_summary(
    diff: Diff, entries: Sequence[Entry], titles: Titles, before: Container[str], twice: str
) -> tuple[str, ...]:
    """Return a few paragraphs on what changed.

    `before`: ids of the later one that the series knew already; `twice`: how much is shown once.
    """
    told = (
        _tell_apart(diff.earlier.series, diff.later.series),
        f"{_tell_sizes(diff)} {_tell_return(diff, entries)}",
        f"{twice}." if twice else "",
        _tell_moves(entries, titles),
        f"{_tell_ends(entries, titles)} {_tell_returns(entries, before)}",
        _tell_deadlines(diff.later),
    )
    return tuple(words for paragraph in told if (words := paragraph.strip()))


def _tell_apart(one: str, other: str) -> str:
    return f"The two statements are of different series: {one} and {other}." if one and other and one != other else ""


def _tell_returns(entries: Iterable[Entry], before: Container[str]) -> str:
    known = sum(one.id in before for entry in entries if entry.status is Status.ADDED for one in entry.later)
    if not known:
        return ""
    return f"Of what is new, {_were(known)} said before, at an earlier meeting of the series."


def _tell_sizes(diff: Diff) -> str:
    one, other = diff.earlier, diff.later
    same = set(one.parties) == set(other.parties)
    who = name_parties(other.parties if same else ())
    made = f"{sentence(who)} made {count(len(other.commitments), 'commitment')} on {tell_day_and_place(other)}"
    if one.date == other.date:
        return f"{made}; the statement they are compared with, {one.id}, holds {len(one.commitments):,}."
    when = "earlier" if one.date < other.date else "later"
    gap = tell_gap(one.date, other.date)
    return f"{made}; {gap} {when}, on {tell_day_and_place(one)}, there were {len(one.commitments):,}."


def _tell_return(diff: Diff, entries: Sequence[Entry]) -> str:
    _, gone, back, said = _sizes(diff)
    if not said:
        return ""
    if not back:
        return f"None of the earlier {count(said, 'commitment')} comes back."
    counts = count_signs(entries)
    pairs = sum(counts[sign] for sign in MOVES)
    moves = join([form.format(counts[sign]) for sign, form in MOVES.items() if counts[sign]])
    regrouped = tell_regrouped(entries)
    if not regrouped:
        return f"Of the earlier {said:,}, {_come(back)} back: {moves}."
    lost = f"{gone:,} {'does' if gone == 1 else 'do'} not come back and " if gone else ""
    kept = f"{back:,} {'does' if back == 1 else 'do'}" if gone else f"{_come(back)} back"
    return (
        f"Of the earlier {said:,}, {lost}{kept}: {regrouped}. Side by side that makes {count(pairs, 'pair')}: {moves}."
    )


def _tell_moves(entries: Sequence[Entry], titles: Titles) -> str:
    parts = [
        f"{word} on {topics}"
        for sign, word in ((FIRMER, "firmer"), (SOFTER, "softer"))
        if (topics := _topics(entries, sign, titles))
    ]
    return f"The words got {'; '.join(parts)}." if parts else ""


def _tell_ends(entries: Sequence[Entry], titles: Titles) -> str:
    parts = [
        f"what is {word} concerns {topics}"
        for sign, word in ((ADDED, "new"), (DROPPED, "gone"))
        if (topics := _topics(entries, sign, titles))
    ]
    return f"{sentence('; '.join(parts))}." if parts else ""


def _topics(entries: Iterable[Entry], sign: Sign, titles: Titles) -> str:
    """Name the main topics of the entries with a sign, the most frequent first, ties in the order of the taxonomy."""
    found = Counter(main_topic(entry.topics) for entry in entries if sign_of(entry) is sign)
    return name_topics(found, titles)


def name_topics(found: Counter[str], titles: Titles) -> str:
    """Return the titles of the most frequent topics with their numbers, and how many others there are."""
    order = {key: place for place, key in enumerate(titles.keys)}
    ranked = sorted(found, key=lambda key: (-found[key], order.get(key, len(order)), key))
    rest = sum(found[key] for key in ranked[NAMED:])
    named = [f"{titles.title(key)} ({found[key]})" for key in ranked[:NAMED]]
    return join([*named, *([f"other topics ({rest})"] if rest else [])])


def _tell_deadlines(statement: Statement) -> str:
    due = [one for one in statement.commitments if one.due or one.due_text]
    days = sorted(one.due for one in due if one.due)
    if not due:
        return ""
    verb = "names" if len(due) == 1 else "name"
    return f"{count(len(due), 'commitment')} of {tell_day(statement.date)} {verb} a time" + (
        f", the nearest being {tell_day(days[0])}." if days else "."
    )


def write_series_headline(statements: Sequence[Statement], threads: Sequence[Thread]) -> str:
    """Return one line on a whole series."""
    always = sum(all(thread.appearances) for thread in threads)
    sizes = f"{count(len(statements), 'meeting')}, {count(len(threads), 'commitment')}"
    if len(statements) == 1:
        return sizes
    return f"{sizes}: {always or 'none'} said {'both times' if len(statements) == 2 else 'every time'}"


def write_series_summary(statements: Sequence[Statement], threads: Sequence[Thread], titles: Titles) -> tuple[str, ...]:
    """Return a few sentences on a whole series."""
    return tuple(filter(None, _tell_series(statements, threads, titles)))


def _tell_series(statements: Sequence[Statement], threads: Sequence[Thread], titles: Titles) -> Iterator[str]:
    first, last = statements[0], statements[-1]
    made = sum(len(statement.commitments) for statement in statements)
    who = name_parties(last.parties if set(first.parties) == set(last.parties) else ())
    if len(statements) == 1:
        yield f"{sentence(who)} made {count(made, 'commitment')} on {tell_day_and_place(last)}."
        return
    once = sum(sum(map(bool, thread.appearances)) == 1 for thread in threads)
    yield (
        f"This ledger holds {len(statements)} statements of {last.series or 'the series'}, by {who}, from "
        f"{tell_day_and_place(first)} to {tell_day_and_place(last)}. They make {count(made, 'commitment')}; what comes "
        f"back counted once, that leaves {len(threads):,}. Of these, {_were(once)} said at one meeting only."
    )
    always = Counter(main_topic(thread.topics) for thread in threads if all(thread.appearances))
    if always:
        yield f"What was said every time concerns {name_topics(always, titles)}."
    yield _tell_last(last, threads)


def _tell_last(last: Statement, threads: Sequence[Thread]) -> str:
    states = Counter(thread.states[-1] for thread in threads)
    lost = sum(bool(thread.appearances[-2]) and not thread.appearances[-1] for thread in threads)
    kept = f"{states['said']:,} went on from the meeting before"
    back = f"{states['back']:,} came back after a pause" if states["back"] else ""
    parts = (kept, back, f"{_were(states['first'])} new", f"{_were(lost)} no longer said")
    return f"On {tell_day_and_place(last)}, {join([*filter(None, parts)])}."


def _come(number: int) -> str:
    return f"{number:,} {'comes' if number == 1 else 'come'}"


def _were(number: int) -> str:
    return f"{number:,} {'was' if number == 1 else 'were'}"
