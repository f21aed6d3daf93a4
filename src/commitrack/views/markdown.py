"""A comparison as a markdown document, to be sent or put on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitrack.model import Commitment, Diff, Entry, Status
from commitrack.numbers import count
from commitrack.views.diff import (
    DiffStyle,
    by_topic,
    by_weight,
    explain_doubt,
    join_words,
    name_meetings,
    own_words,
    tell_doubt,
)
from commitrack.views.records import words_of
from commitrack.views.restated import Again, fold_restated, tell_restated, told_elsewhere, told_once
from commitrack.views.signs import BY_PERSON, BY_WEIGHT, SAME, count_signs, sign_of, tell_back
from commitrack.views.structured import escape_markdown


def write_diff(diff: Diff, entries: Sequence[Entry], style: DiffStyle) -> Iterator[str]:
    """Yield the lines of a comparison in GitHub's markdown; struck words are gone, bold ones new."""
    meetings = " → ".join(map("".join, name_meetings(diff)))
    yield f"# {escape_markdown(meetings)}"
    yield ""
    kept, again = fold_restated(entries)
    counts = count_signs(kept)
    listed = ", ".join(f"{counts[sign]} {sign.word}" for sign in BY_WEIGHT if counts[sign]) or "no difference"
    yield f"{len(diff.earlier.commitments)} → {count(len(diff.later.commitments), 'commitment')}: {listed}."
    if back := tell_back(kept):
        yield f"{back}."
    if twice := tell_restated(len(entries) - len(kept)):
        yield f"{twice}."
    if style.only:
        yield f"Only {escape_markdown(style.only)}."
    if doubt := explain_doubt(kept):
        yield from ("", doubt)
    for topic, grouped in by_topic(kept, style.titles):
        yield ""
        yield f"## {escape_markdown(style.titles.title(topic))}"
        yield ""
        for entry in by_weight(grouped):
            yield from write_entry(entry, again, style)


def write_entry(entry: Entry, again: Again, style: DiffStyle) -> Iterator[str]:
    """One entry as a list item; both wordings below it where they differ in substance."""
    sign = sign_of(entry)
    ids = " → ".join(", ".join(f"`{one.id}`" for one in side) for side in (entry.earlier, entry.later) if side)
    repeats = ", ".join(f"`{name}`" for name in sorted(told_elsewhere(entry, again)))
    told = (*entry.reasons, tell_doubt(entry.links), BY_PERSON if entry.decided else "")
    aside = "; ".join(filter(None, (*map(escape_markdown, told), f"again {repeats}" if repeats else "")))
    earlier, later = told_once(entry, again)
    head = f"- **{sign.word}** ({ids})"
    if entry.status is not Status.REAFFIRMED or sign is SAME:
        words = escape_markdown(join_words(later or earlier))
        yield f"{head}: {words}" + (f" ({aside})" if aside else "")
        return
    yield head + (f": {aside}" if aside else "")
    yield from (f"  - then: {mark_side(one, later, style, later=False)}" for one in earlier)
    yield from (f"  - now: {mark_side(one, earlier, style, later=True)}" for one in later)


def mark_side(one: Commitment, others: Sequence[Commitment], style: DiffStyle, *, later: bool) -> str:
    """A wording with the words marked that the other side does not have."""
    sign = "**" if later else "~~"
    pieces = own_words(style.changed_words(join_words(others), words_of(one)))
    return " ".join(f"{sign}{escape_markdown(text)}{sign}" if own else escape_markdown(text) for own, text in pieces)
