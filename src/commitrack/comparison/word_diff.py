"""How the words of a commitment changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from commitrack.comparison.words import stem
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.model import Stretch
from commitrack.patterns import compile_late

LITTLE = 0.3
"""Share of the content words of the shorter wording below which the two have too little in common to be merged."""

_TOKEN = compile_late(r"\S+")
_EDGE = compile_late(r"^\W+|\W+$")
_PLURAL = compile_late(r"(?<=\w{3})(?<![suio])s$")
_ENDING = compile_late(r"(?<=\w{3})(?:ed|ing|e)$")
_DOUBLED = compile_late(r"([bdgklmnprt])(?=\1$)")


class Chunk(NamedTuple):
    """Words of both texts that answer each other: the same, or one in place of the other."""

    same: bool
    old: list[str]
    new: list[str]


def changed_words(earlier: str, later: str) -> tuple[Stretch, ...]:
    """Return the later text in pieces, with the words gone between them.

    Differences in case, inflection, punctuation and articles alone are not told: the later words stand as the same. Nor
    do small words stand alone between two changes: they are part of them. Where little is left, nothing is the same.
    The `same` and `new` pieces, joined by spaces, are the words of the later text.
    """
    chunks = _join(_drown_islands(_join(match_words(earlier, later))))
    if any(not chunk.same for chunk in chunks) and _share_content(chunks) < LITTLE:
        chunks = [Chunk(same=False, old=split_words(earlier), new=split_words(later))]
    pieces: list[Stretch] = []
    for chunk in chunks:
        pieces += () if chunk.same else [Stretch("gone", " ".join(chunk.old))]
        pieces += [Stretch("same" if chunk.same else "new", " ".join(chunk.new))]
    return tuple(piece for piece in pieces if piece.text)


def split_words(text: str) -> list[str]:
    """Return the words of a text with the signs at them."""
    return _TOKEN.findall(text)


def match_words(earlier: str, later: str) -> Iterator[Chunk]:
    """Yield the words of two texts, those that answer each other together, as `changed_words` tells them apart."""
    old, new = split_words(earlier), split_words(later)
    matcher = SequenceMatcher(None, [key(t) for t in old], [key(t) for t in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield Chunk(tag == "equal" or all(map(_is_empty, [*old[a:b], *new[c:d]])), old[a:b], new[c:d])


def _drown_islands(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Give the small words that stand alone between two changes to these."""
    for place, chunk in enumerate(chunks):
        inside = 0 < place < len(chunks) - 1
        yield chunk._replace(same=False) if inside and all(map(is_small, chunk.new)) else chunk


def _join(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Join neighbouring chunks of one kind."""
    joined: list[Chunk] = []
    for chunk in chunks:
        if joined and joined[-1].same == chunk.same:
            last = joined.pop()
            chunk = Chunk(chunk.same, last.old + chunk.old, last.new + chunk.new)
        joined.append(chunk)
    return joined


def _share_content(chunks: list[Chunk]) -> float:
    """Return how much of the content words of the shorter side is the same."""
    old = sum(not is_small(word) for chunk in chunks for word in chunk.old)
    new = sum(not is_small(word) for chunk in chunks for word in chunk.new)
    kept = sum(not is_small(word) for chunk in chunks if chunk.same for word in chunk.new)
    return kept / (min(old, new) or 1)


def key(token: str) -> str:
    """Return a word without case, possessive and inflection; a sign alone as it stands."""
    word = bare(token)
    if not word.isalpha() or word.isupper():
        return word or token
    plain = f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else _PLURAL.sub("", word)
    return _DOUBLED.sub("", _ENDING.sub("", plain))


def bare(token: str) -> str:
    """Return a word in lower case, but a short acronym: "US" is not "us"."""
    word = _EDGE.sub("", token).replace("’", "'").removesuffix("'s")
    return word if word.isupper() and len(word) in (2, 3) else word.lower()


def _is_empty(token: str) -> bool:
    """Tell whether a word says nothing, whichever other such one stands in its place."""
    word = bare(token)
    return not word or word in load_emphasis().empty


def is_small(token: str) -> bool:
    """Tell whether a word says nothing by itself."""
    word = bare(token)
    return not word or stem(word) in load_frequencies().function_words
