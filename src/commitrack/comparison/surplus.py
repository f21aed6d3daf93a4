"""What only one side of a link is about, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commitrack.comparison.particulars import find_dates, find_names, find_numbers, find_people, initials
from commitrack.comparison.sides import Side
from commitrack.comparison.words import split_tokens, stem
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.lexicon.months import NAMES
from commitrack.patterns import compile_late

ROOT = 6
"""Letters that two words share which are forms of one: "evade" and "evasion" are told apart, "diversify" is not."""
PHRASES = 4
"""Phrases that are told."""
LONGEST = 4
"""Words of a phrase."""

_COMPOUND = compile_late(r"[a-z0-9]+(?:[.'-][a-z0-9]+)*")


class _Phrase(NamedTuple):
    """Words that stand together."""

    words: str
    stems: frozenset[str]
    """Those that only this side says."""
    weight: float
    """Of the rarest of them."""


def tell_surplus(side: Side, other: Side) -> str:
    """Name the phrases with the rarest words that one side says of its object and the other does not, in any form."""
    told, named = set[str](), []
    for phrase in sorted(_find_phrases(side, other), key=lambda each: (-each.weight, each.words)):
        if not phrase.stems <= told:
            told |= phrase.stems
            named.append(phrase.words)
    return ", ".join(named[:PHRASES])


def _find_phrases(side: Side, other: Side) -> Iterator[_Phrase]:
    """Yield the words of a side that tell something new, those beside each other as one phrase."""
    own, text = _find_own(side, other), side.text.lower()
    run: list[tuple[str, frozenset[str]]] = []
    end = 0
    for match in _COMPOUND.finditer(side.folded):
        stems = own.intersection(map(stem, split_tokens(match[0])))
        beside = side.folded[end : match.start()] == " " and len(run) < LONGEST
        if run and not (stems and beside):
            yield _join(run, side)
            run = []
        if stems and match[0] in text:
            run.append((match[0], stems))
        end = match.end()
    if run:
        yield _join(run, side)


def _join(run: list[tuple[str, frozenset[str]]], side: Side) -> _Phrase:
    stems = frozenset[str]().union(*(stems for _, stems in run))
    return _Phrase(" ".join(word for word, _ in run), stems, max(map(side.words.__getitem__, stems)))


def _find_own(side: Side, other: Side) -> frozenset[str]:
    """Return the stems of the words that only one side says and that no other reason tells."""
    names = find_names(side.text)
    particulars = (*side.times, *names, *map(initials, names), *NAMES, *find_dates(side.text), *find_people(side.text))
    told = {*load_emphasis().fillers, *find_numbers(side.text)}
    for phrase in (*side.firm.values(), *side.soft.values(), *map(str.lower, particulars)):
        told.update(split_tokens(phrase))
    known, begun = {*map(stem, told), *side.stances}, {word[:ROOT] for word in other.words}
    return frozenset(word for word in side.words if len(word) > 1 and word not in known and word[:ROOT] not in begun)
