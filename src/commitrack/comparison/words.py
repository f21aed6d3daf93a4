"""The words of a commitment as comparison sees them: folded, stemmed, in order."""

from __future__ import annotations

from functools import lru_cache

from commitrack.lexicon.synonyms import load_synonyms
from commitrack.patterns import compile_late

_TYPOGRAPHIC = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2013": "-", "\u2014": " ", "\u2011": "-"})
_TAG = r"</?\w+[^<>]*>"
_TAGS = compile_late(_TAG)
_MARKS = compile_late(rf"{_TAG}|[*_\\]")
_WORD = compile_late(r"[a-z0-9]+(?:\.[0-9]+)*(?:'[a-z]+)?")

_ENDINGS = {
    ending: stays
    for stays, endings in {
        3: """ies ing ed es e s y""",
        4: """isational izational isations izations ability fulness ibility isation ization ations ically
            ances ating ation ative ators ences ising ities ively izing ments able ably ally ance ants ated
            ates ator ence ents ible ical ings ions ised ises ives ized izes ment ness als ant ate ent ers
            ial ion ise ity ive ize ors ous al er ic ly or""",
        5: """ationally ational ements ement""",
    }.items()
    for ending in endings.split()
}
"""Ending -> how many letters must stay for it to fall."""
_SIZES = {last: sorted({len(e) for e in _ENDINGS if e[-1] == last}, reverse=True) for last in {e[-1] for e in _ENDINGS}}
"""Last letter of a word -> how long the endings are that it may have, longest first."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Cut up to two endings off a lower-case English word, so that `cooperate` and `cooperation` meet."""
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _cut(_cut(word))
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    return word[:-1] if word[-1] == word[-2] else word


def _cut(word: str) -> str:
    """Cut the longest ending that may fall."""
    length = len(word)
    for size in _SIZES.get(word[-1], ()):
        ending = word[-size:]
        if length - size >= _ENDINGS.get(ending, length) and not (ending == "s" and word[-2] in "su"):
            return word[:-size]
    return word


def drop_tags(text: str) -> str:
    """Return a text without its tags."""
    return _TAGS.sub("", text)


def plain(text: str) -> str:
    """Lower case, plain quotes and dashes, markup gone."""
    return " ".join(_MARKS.sub("", text).translate(_TYPOGRAPHIC).lower().split())


def fold(text: str) -> str:
    """Make a text plain, and turn namings of one thing into one word."""
    return load_synonyms().fold_namings(plain(text))


def split_tokens(folded: str) -> list[str]:
    """Return the words of a folded text in order, without possessive endings."""
    return [word.removesuffix("'s") for word in _WORD.findall(folded)]


def split_stems(folded: str) -> list[str]:
    """Return the stems of a folded text in order."""
    return [stem(word) for word in split_tokens(folded)]
