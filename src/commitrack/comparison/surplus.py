"""What only one side of a link is about, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commitrack.comparison.particulars import (
    find_dates,
    find_months,
    find_names,
    find_numbers,
    find_people,
    initials,
)
from commitrack.comparison.sides import Side
from commitrack.comparison.words import plain, split_tokens, stem
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.patterns import compile_late

ROOT = 6
"""Letters that two words share which are forms of one: "evade" and "evasion" are told apart, "diversify" is not."""
PHRASES = 4
"""Phrases that are told."""
LONGEST = 4
"""Words of a phrase."""

_COMPOUND = compile_late(r"[^\W_]+(?:[.'-][^\W_]+)*")


class _Phrase(NamedTuple):
    """Words that stand together, as they are written."""

    words: str
    weight: float
    """Of the rarest of them that only this side says."""


def tell_surplus(side: Side, other: Side) -> str:
    """Name the phrases with the rarest words that one side says of its object and the other does not, in any form."""
    phrases = sorted(_find_phrases(side, other), key=lambda each: (-each.weight, each.words))
    return ", ".join(phrase.words for phrase in phrases[:PHRASES])


def says_alike(side: Side, other: Side) -> bool:
    """Tell whether two sides say the same words of their object; another form of a word is another word here."""
    return _find_matter(side) == _find_matter(other)


def _find_phrases(side: Side, other: Side) -> Iterator[_Phrase]:
    """Yield the words of a side that tell something new, those beside each other as one phrase, each word once."""
    own, told, text = _find_own(side, other), _find_told(side), plain(side.text)
    run: list[str] = []
    weight, end = 0.0, 0
    for match in _COMPOUND.finditer(text):
        new = own.intersection(stem(token) for token in split_tokens(match[0]) if token not in told)
        if run and not (new and text[end : match.start()] == " " and len(run) < LONGEST):
            yield _Phrase(" ".join(run), weight)
            run, weight = [], 0.0
        if new:
            run.append(match[0])
            weight = max(weight, *(side.words[word] for word in new))
            own -= new
        end = match.end()
    if run:
        yield _Phrase(" ".join(run), weight)


def _find_own(side: Side, other: Side) -> set[str]:
    """Return the stems of the words that one side says and the other does not, in any form; stances are none."""
    begun = {word[:ROOT] for word in other.words}
    return {word for word in _find_matter(side) if word[:ROOT] not in begun}


def _find_matter(side: Side) -> set[str]:
    """Return the stems of the words that a side says, without those that stand for its stances and mere fillers."""
    empty = {*map(stem, load_emphasis().fillers), *side.stances}
    return {word for word in side.words if len(word) > 1 and word not in empty}


def _find_told(side: Side) -> set[str]:
    """Return the words that another reason tells."""
    names = find_names(side.text)
    particulars = (*side.times, *names, *map(initials, names), *find_dates(side.text), *find_months(side.text))
    told = {*find_numbers(side.text), *map(str.lower, find_people(side.text))}
    for phrase in (*side.firm.values(), *side.soft.values(), *map(str.lower, particulars)):
        told.update(split_tokens(phrase))
    return told
