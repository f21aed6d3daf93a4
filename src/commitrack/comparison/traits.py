"""What comparison reads off commitments before it weighs pairs of them.

Weights of words are whole numbers (thousandths), so that sums come out the same in whatever order they are taken.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct, field

from commitrack.comparison.issues import find_issues
from commitrack.comparison.words import fold, split_stems, stem
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.model import Commitment, Statement
from commitrack.patterns import compile_late

Words = Mapping[str, int]
"""Stem -> its weight in thousandths."""

_NAME = compile_late(r"(?<=[^.“\"] )[A-Z][\w'’-]*")
_MARKUP = compile_late(r"</?\w+[^<>]*>")
_NEIGHBOURS = ((-2, 0.5), (-1, 1.0), (1, 1.0), (2, 0.5))


class Traits(Struct):
    """One commitment as evidence sees it."""

    commitment: Commitment
    place: int | None
    """Rank in its text; None where the records do not tell."""
    folded: str
    """The text with case, punctuation at its end and namings of one thing folded."""
    stems: tuple[str, ...]
    """Content words in order."""
    names: frozenset[str]
    issues: frozenset[str]
    words: Words = field(default_factory=dict)
    objects: Words = field(default_factory=dict)
    """Words but the operative phrase and the genre's commonplaces."""
    around: Words = field(default_factory=dict)
    """Words of the neighbouring commitments of its text."""
    total: int = 1
    norm: float = 1.0
    around_norm: float = 1.0
    leading: Words = field(default_factory=dict)
    """Objects, those that come first weighing more."""
    leading_total: int = 1
    pairs: frozenset[tuple[str, str]] = frozenset()
    """Neighbouring content words."""


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
    sides = tuple(tuple(_read_side(statement)) for statement in (earlier, later))
    everyone = [*sides[0], *sides[1]]
    words = _weigh_words(everyone)
    for side in sides:
        for traits in side:
            _weigh(traits, words)
        _look_around(side)
    topics = _weigh_labels([frozenset(traits.commitment.topics) for traits in everyone])
    issues = _weigh_labels([traits.issues for traits in everyone])
    size = math.log((len(sides[0]) + 1) * (len(sides[1]) + 1)) / 2
    return Scene(sides[0], sides[1], words, topics, issues, size)


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
    return _content(fold(text))


def _content(folded: str) -> list[str]:
    function_words = load_frequencies().function_words
    return [stem for stem in split_stems(folded) if stem not in function_words]


def _read_side(statement: Statement) -> Iterable[Traits]:
    commitments, known = in_order(statement.commitments)
    for rank, commitment in enumerate(commitments):
        text = commitment.quote  # what is supplied to read alone would make list items alike
        folded = fold(text)
        stems = tuple(_content(folded))
        yield Traits(
            commitment=commitment,
            place=rank if known else None,
            folded=folded.strip(" .;,:"),
            stems=stems,
            names=frozenset(w for name in _NAME.findall(_MARKUP.sub("", text)) for w in read_words(name)),
            issues=find_issues(stems),
        )


def _weigh_labels(labels: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(label for of_one in labels for label in of_one)
    return {label: math.log((len(labels) + 1) / (count + 0.5)) for label, count in counts.items()}


def _weigh_words(everyone: Sequence[Traits]) -> Words:
    """Weigh each word by how rare it is in the language and in these two statements: the geometric mean of both."""
    frequencies = load_frequencies()
    counts = Counter(word for traits in everyone for word in set(traits.stems))
    scale = math.log(len(everyone) + 1)
    idf, unseen = frequencies.idf, frequencies.unseen
    return {
        word: 10 + round(1000 * math.sqrt(max(0.0, idf.get(word, unseen)) * (scale - math.log(count))))
        for word, count in counts.items()
    }


def _weigh(traits: Traits, words: Words) -> None:
    common = commonplaces()
    traits.words = {stem: words[stem] for stem in traits.stems}
    traits.objects = {stem: weight for stem, weight in traits.words.items() if stem not in common}
    traits.leading = {stem: round(w / (1 + 0.15 * k)) for k, (stem, w) in enumerate(traits.objects.items())}
    traits.total = sum(traits.words.values()) or 1
    traits.leading_total = sum(traits.leading.values()) or 1
    traits.norm = _norm(traits.words)
    traits.pairs = frozenset(zip(traits.stems, traits.stems[1:], strict=False))


@cache
def commonplaces() -> frozenset[str]:
    """Return the stems of operative verbs, speakers and the genre's commonplaces: they are about nothing."""
    return frozenset(stem(word) for word in load_emphasis().commonplaces)


def _look_around(side: Sequence[Traits]) -> None:
    """Give each commitment the words of its neighbours, where the order of the text is known."""
    for rank, traits in enumerate(side):
        around: dict[str, int] = {}
        for distance, share in _NEIGHBOURS if traits.place is not None else ():
            if 0 <= rank + distance < len(side):
                for word, weight in side[rank + distance].words.items():
                    around[word] = max(around.get(word, 0), round(share * weight))
        traits.around, traits.around_norm = around, _norm(around)


def _norm(words: Words) -> float:
    return math.sqrt(sum(weight * weight for weight in words.values())) or 1.0
