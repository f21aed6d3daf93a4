"""What comparison reads off commitments before it weighs pairs of them.

Weights of words are whole numbers (thousandths), so that sums come out the same in whatever order they are taken.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from commitrack.comparison.issues import find_issues
from commitrack.comparison.vectors import norm
from commitrack.comparison.words import drop_tags, fold, split_stems, stem
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.model import Commitment, Statement
from commitrack.patterns import compile_late

Words = Mapping[str, int]
"""Stem -> its weight in thousandths."""

_NAME = compile_late(r"(?<=[^.“\"] )[A-Z][\w'’-]*")
_NEIGHBOURS = ((-2, 0.5), (-1, 1.0), (1, 1.0), (2, 0.5))


class Traits(Struct, frozen=True, kw_only=True):
    """One commitment as evidence sees it."""

    commitment: Commitment
    place: int | None
    """Rank in its text; None where the records do not tell."""
    folded: str
    """The text with case, punctuation at its end and namings of one thing folded."""
    names: frozenset[str]
    issues: frozenset[str]
    words: Words
    total: int
    norm: float
    objects: Words
    """Words but the operative phrase and the genre's commonplaces."""
    leading: Words
    """Objects, those that come first weighing more."""
    leading_total: int
    pairs: frozenset[tuple[str, str]]
    """Neighbouring content words."""
    around: Words
    """Words of the neighbouring commitments of its text."""
    around_norm: float


class Scene(NamedTuple):
    """Two statements side by side, weighed against each other."""

    earlier: tuple[Traits, ...]
    later: tuple[Traits, ...]
    words: Words
    """The weight of every content word of both."""
    topics: Mapping[str, float]
    """How telling a shared topic is: rare ones tell more."""
    issues: Mapping[str, float]
    """The same for issues."""
    size: float
    """Logarithm of the usual number of commitments: the more there are, the less likely is any one pair."""


def read_scene(earlier: Statement, later: Statement) -> Scene:
    """Read the traits of both statements' commitments and weigh their words."""
    return set_scene(read_side(earlier), read_side(later))


def set_scene(earlier: Sequence[Reading], later: Sequence[Reading]) -> Scene:
    """Weigh the words of two statements that were read already against each other."""
    readings = (earlier, later)
    words = _weigh_words([reading.stems for side in readings for reading in side])
    first, second = (_weigh_side(side, words) for side in readings)
    everyone = [*first, *second]
    topics = _weigh_labels([frozenset(traits.commitment.topics) for traits in everyone])
    issues = _weigh_labels([traits.issues for traits in everyone])
    size = math.log((len(first) + 1) * (len(second) + 1)) / 2
    return Scene(first, second, words, topics, issues, size)


def in_order(commitments: Sequence[Commitment]) -> tuple[tuple[Commitment, ...], bool]:
    """Sort commitments as they stand in their text, and say whether the records tell that order.

    Spans tell it, else numbers at the end of the ids; else the commitments are sorted by id, which says nothing.
    """
    if all(c.span is not None for c in commitments):
        return tuple(sorted(commitments, key=lambda c: (c.span or (0, 0), c.id))), True
    ranks = {c.id: c.id.rpartition("/")[2] for c in commitments}
    if all(rank.isdecimal() for rank in ranks.values()):
        return tuple(sorted(commitments, key=lambda c: (int(ranks[c.id]), c.id))), True
    return tuple(sorted(commitments, key=lambda c: c.id)), False


def read_words(text: str) -> list[str]:
    """Return the content words of a text as stems, in order."""
    return split_content(fold(text))


def split_content(folded: str) -> list[str]:
    """Return the content words of a folded text as stems, in order."""
    function_words = load_frequencies().function_words
    return [stem for stem in split_stems(folded) if stem not in function_words]


class Reading(NamedTuple):
    """One commitment by itself, before its words are weighed."""

    commitment: Commitment
    place: int | None
    folded: str
    """As in `Traits`."""
    stems: tuple[str, ...]
    """Content words in order."""
    names: frozenset[str]
    issues: frozenset[str]


def read_side(statement: Statement) -> tuple[Reading, ...]:
    """Read a statement's commitments, in the order of the text as `in_order` knows it."""
    commitments, known = in_order(statement.commitments)
    folded = [fold(each.quote) for each in commitments]  # what is supplied to read alone would make list items alike
    return tuple(
        _read(each, rank if known else None, text)
        for rank, (each, text) in enumerate(zip(commitments, folded, strict=True))
    )


def _read(commitment: Commitment, place: int | None, folded: str) -> Reading:
    stems, plain = tuple(split_content(folded)), drop_tags(commitment.quote)
    return Reading(
        commitment=commitment,
        place=place,
        folded=folded.strip(" .;,:"),
        stems=stems,
        names=frozenset(word for name in _NAME.findall(plain) for word in read_words(name)),
        issues=find_issues(stems),
    )


def _weigh_labels(labels: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(label for of_one in labels for label in of_one)
    return {label: math.log((len(labels) + 1) / (count + 0.5)) for label, count in counts.items()}


def _weigh_words(everyone: Sequence[Sequence[str]]) -> Words:
    """Weigh each word by how rare it is in the language and in these two statements: the geometric mean of both."""
    frequencies = load_frequencies()
    counts = Counter(word for stems in everyone for word in set(stems))
    scale = math.log(len(everyone) + 1)
    idf, unseen = frequencies.idf, frequencies.unseen
    return {
        word: 10 + round(1000 * math.sqrt(max(0.0, idf.get(word, unseen)) * (scale - math.log(count))))
        for word, count in counts.items()
    }


def _weigh_side(side: Sequence[Reading], words: Words) -> tuple[Traits, ...]:
    bags = [{stem: words[stem] for stem in reading.stems} for reading in side]
    return tuple(_weigh(reading, bag, _look_around(reading, bags)) for reading, bag in zip(side, bags, strict=True))


def _weigh(reading: Reading, words: Words, around: Words) -> Traits:
    common = commonplaces()
    objects = {stem: weight for stem, weight in words.items() if stem not in common}
    leading = {stem: round(weight / (1 + 0.15 * k)) for k, (stem, weight) in enumerate(objects.items())}
    return Traits(
        commitment=reading.commitment,
        place=reading.place,
        folded=reading.folded,
        names=reading.names,
        issues=reading.issues,
        words=words,
        total=sum(words.values()) or 1,
        norm=norm(words),
        objects=objects,
        leading=leading,
        leading_total=sum(leading.values()) or 1,
        pairs=frozenset(pairwise(reading.stems)),
        around=around,
        around_norm=norm(around),
    )


@cache
def commonplaces() -> frozenset[str]:
    """Return the stems of operative verbs, speakers and the genre's commonplaces: they are about nothing."""
    return frozenset(stem(word) for word in load_emphasis().commonplaces)


def _look_around(reading: Reading, bags: Sequence[Words]) -> Words:
    """Return the words of the neighbours, where the order of the text is known; `bags` are those of the whole side."""
    around: dict[str, int] = {}
    if reading.place is not None:
        for distance, share in _NEIGHBOURS:
            if 0 <= reading.place + distance < len(bags):
                for word, weight in bags[reading.place + distance].items():
                    around[word] = max(around.get(word, 0), round(share * weight))
    return around
