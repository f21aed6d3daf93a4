"""The two sides of a link as a comparison of them reads them, and how their particulars differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from commitrack.comparison.particulars import end_of_lead, find_names, find_unsaid, read_numbers
from commitrack.comparison.traits import commonplaces, split_content
from commitrack.comparison.words import fold, stem
from commitrack.lexicon.deadlines import load_deadlines
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.model import Act, Commitment
from commitrack.patterns import compile_late

_BINDING = {Act.AFFIRM: 0, Act.SUPPORT: 1, Act.URGE: 1, Act.OPPOSE: 1, Act.PLEDGE: 2}
"""How far an act binds those who speak: from a position to a promise is two steps."""

_MONTH = compile_late(r"(?<=\w )May\b")  # no "may"

_Form = TypeVar("_Form", str, float | str)


class Side(NamedTuple):
    """One side of a link, read for comparison."""

    text: str
    told: str
    """With what is supplied to read alone."""
    folded: str
    words: dict[str, float]
    """What it is about, without the words that only carry its form; all of them where there are no others."""
    firm: dict[str, str]
    """Words that make it firmer: in whatever form -> as it says them."""
    soft: dict[str, str]
    acts: frozenset[Act]
    actors: frozenset[str]
    deadlines: dict[str, str]
    """Dates, else the words for a time: what they come to -> as they are told."""
    times: tuple[str, ...]
    """The words of all deadlines."""
    dates: frozenset[date]
    force: int | None
    read: bool
    """Whether a person confirmed or set what it is."""
    verb: str
    """Empty where it says several."""
    stances: frozenset[str]
    """Stems of the operative phrases that take a position: of a promise they are what is promised."""

    @property
    def binding(self) -> int:
        """How far its acts bind those who speak."""
        return max(map(_BINDING.__getitem__, self.acts))


class Moved(NamedTuple):
    """What only the later side names of one kind, and what only the earlier one."""

    came: tuple[str, ...]
    went: tuple[str, ...]


class Details(NamedTuple):
    """How the particulars of two sides differ."""

    deadlines: Moved
    numbers: Moved
    names: Moved


def read_wordings(commitments: Sequence[Commitment]) -> Side:
    """Read the commitments of one side as one wording."""
    text = ". ".join(c.quote for c in commitments)  # what was said: a supplied subject is no change
    frequencies, emphasis, folded = load_frequencies(), load_emphasis(), fold(text)
    # "as soon as possible" counts once, as firm words
    deadlines = {_read_time(c): str(c.due or c.due_text) for c in commitments if c.due or c.due_text}
    said, toneless = split_content(folded), emphasis.toneless.sub("", _MONTH.sub("", text))
    about = [word for word in said if word not in commonplaces()] or said
    forces = [c.force for c in commitments if c.force is not None]
    tone = folded if toneless == text else fold(toneless)
    firm = _by_stem(emphasis.firmer.findall(tone))
    return Side(
        text=text,
        told=" ".join([text, *(c.text for c in commitments if c.text != c.quote)]),
        folded=folded,
        words={word: frequencies.idf.get(word, frequencies.unseen) for word in about},
        firm=firm,
        soft=_by_stem(emphasis.softer.findall(tone)),
        acts=frozenset(c.act for c in commitments),
        actors=frozenset(actor for c in commitments for actor in c.actors),
        deadlines={time: due for time, due in deadlines.items() if due.lower() not in firm.values()},
        times=tuple(c.due_text or str(c.due)[:4] for c in commitments if c.due or c.due_text),
        dates=frozenset(c.due for c in commitments if c.due),
        force=max(forces) if len(forces) == len(commitments) else None,
        read=any(c.reviewed for c in commitments),
        verb=commitments[0].verb if len(commitments) == 1 else "",
        stances=frozenset(stem(word) for c in commitments if c.act is not Act.PLEDGE for word in fold(c.verb).split()),
    )


def _read_time(commitment: Commitment) -> str:
    if commitment.due:
        return str(commitment.due)
    return load_deadlines().recurrence(commitment.due_text) or commitment.due_text


def recurs(time: str) -> bool:
    """Tell a deadline that comes again, as `Side` names it, from a date and from other times."""
    return not time[:4].isdecimal() and bool(load_deadlines().recurrence(time))


def _by_stem(phrases: Iterable[str]) -> dict[str, str]:
    return {" ".join(map(stem, phrase.split())): phrase for phrase in phrases}


def compare_details(old: Side, new: Side) -> Details:
    """Say which deadlines, numbers and names came and went."""
    return Details(
        compare_words(old.deadlines, new.deadlines),
        _compare_numbers(old.text, new.text),
        Moved(_find_unsaid(new, old), _find_unsaid(old, new)),
    )


def _find_unsaid(side: Side, other: Side) -> tuple[str, ...]:
    """Return the names that only one side says; who speaks is none where the other names nobody and the same act."""
    leads = [end_of_lead(each.text) for each in (side, other)]
    speaks = side.actors == other.actors and not any(find_names(other.text[: leads[1]]))
    return tuple(find_unsaid(find_names(side.text, leads[0] if speaks else 0), other.told, other.words))


def _compare_numbers(before: str, after: str) -> Moved:
    """Compare numbers by what they come to; one in words counts only where another in words took its place."""
    moved = compare_words(read_numbers(before), read_numbers(after))
    figures = Moved(*(tuple(number for number in numbers if number[0].isdigit()) for numbers in moved))
    return moved if figures.came != moved.came and figures.went != moved.went else figures


def compare_words(before: Mapping[_Form, str], after: Mapping[_Form, str]) -> Moved:
    """Compare words by their forms, and name them as they are written."""
    return Moved(
        tuple(word for form, word in after.items() if form not in before),
        tuple(word for form, word in before.items() if form not in after),
    )
