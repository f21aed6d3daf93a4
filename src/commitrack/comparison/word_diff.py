"""How the words of a commitment changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from commitrack.comparison.words import stem
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.model import Stretch
from commitrack.patterns import compile_late

_TOKEN = compile_late(r"\S+")
_EDGE = compile_late(r"^\W+|\W+$")


def changed_words(earlier: str, later: str) -> tuple[Stretch, ...]:
    """Return the later text in pieces, with the words gone between them.

    Differences in case, endings, punctuation and function words alone are not told: the later words stand as the same.
    The `same` and `new` pieces, joined by spaces, are the words of the later text.
    """
    old, new = _TOKEN.findall(earlier), _TOKEN.findall(later)
    matcher = SequenceMatcher(None, [_key(t) for t in old], [_key(t) for t in new], autojunk=False)
    pieces: list[Stretch] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or _says_nothing([*old[a:b], *new[c:d]]):
            pieces.append(Stretch("same", " ".join(new[c:d])))
        else:
            pieces.append(Stretch("gone", " ".join(old[a:b])))
            pieces.append(Stretch("new", " ".join(new[c:d])))
    return tuple(_join(piece for piece in pieces if piece.text))


def _key(token: str) -> str:
    return stem(_EDGE.sub("", token).lower().replace("’", "'").removesuffix("'s")) or token


def _says_nothing(tokens: list[str]) -> bool:
    return all(_is_function_word(token) or not re.search(r"\w", token) for token in tokens)


def _is_function_word(token: str) -> bool:
    return not token.isupper() and _key(token) in load_frequencies().function_words


def _join(pieces: Iterator[Stretch]) -> list[Stretch]:
    """Join neighbouring pieces of one kind; within a change, what is gone stands before what is new."""
    joined: list[Stretch] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Stretch(piece.kind, f"{joined[-1].text} {piece.text}")
        else:
            joined.append(piece)
    return joined
