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


class _Chunk(NamedTuple):
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
    old, new = _TOKEN.findall(earlier), _TOKEN.findall(later)
    chunks = _join(_drown_islands(_join(_match(old, new))))
    if any(not chunk.same for chunk in chunks) and _share_content(chunks) < LITTLE:
        chunks = [_Chunk(same=False, old=old, new=new)]
    pieces: list[Stretch] = []
    for chunk in chunks:
        pieces += () if chunk.same else [Stretch("gone", " ".join(chunk.old))]
        pieces += [Stretch("same" if chunk.same else "new", " ".join(chunk.new))]
    return tuple(piece for piece in pieces if piece.text)


def _match(old: list[str], new: list[str]) -> Iterator[_Chunk]:
    matcher = SequenceMatcher(None, [_key(t) for t in old], [_key(t) for t in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield _Chunk(tag == "equal" or all(map(_is_empty, [*old[a:b], *new[c:d]])), old[a:b], new[c:d])


def _drown_islands(chunks: list[_Chunk]) -> Iterator[_Chunk]:
    """Give the small words that stand alone between two changes to these."""
    for place, chunk in enumerate(chunks):
        inside = 0 < place < len(chunks) - 1
        yield chunk._replace(same=False) if inside and all(map(_is_small, chunk.new)) else chunk


def _join(chunks: Iterable[_Chunk]) -> list[_Chunk]:
    """Join neighbouring chunks of one kind."""
    joined: list[_Chunk] = []
    for chunk in chunks:
        if joined and joined[-1].same == chunk.same:
            last = joined.pop()
            chunk = _Chunk(chunk.same, last.old + chunk.old, last.new + chunk.new)
        joined.append(chunk)
    return joined


def _share_content(chunks: list[_Chunk]) -> float:
    """Return how much of the content words of the shorter side is the same."""
    old = sum(not _is_small(word) for chunk in chunks for word in chunk.old)
    new = sum(not _is_small(word) for chunk in chunks for word in chunk.new)
    kept = sum(not _is_small(word) for chunk in chunks if chunk.same for word in chunk.new)
    return kept / (min(old, new) or 1)


def _key(token: str) -> str:
    """Return a word without case, possessive and inflection; a sign alone as it stands."""
    word = _bare(token)
    if not word.isalpha() or word.isupper():
        return word or token
    plain = f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else _PLURAL.sub("", word)
    return _DOUBLED.sub("", _ENDING.sub("", plain))


def _bare(token: str) -> str:
    """Return a word in lower case, but a short acronym: "US" is not "us"."""
    word = _EDGE.sub("", token).replace("’", "'").removesuffix("'s")
    return word if word.isupper() and len(word) in (2, 3) else word.lower()


def _is_empty(token: str) -> bool:
    """Tell whether a word says nothing, whichever other such one stands in its place."""
    word = _bare(token)
    return not word or word in load_emphasis().empty


def _is_small(token: str) -> bool:
    """Tell whether a word says nothing by itself."""
    word = _bare(token)
    return not word or stem(word) in load_frequencies().function_words
