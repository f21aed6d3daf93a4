"""The words of a commitment as comparison sees them: folded, stemmed, in order."""

from __future__ import annotations

import re
from functools import lru_cache

from commitrack.lexicon.synonyms import load_synonyms

_TYPOGRAPHIC = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2013": "-", "\u2014": " ", "\u2011": "-"})
_MARKS = re.compile(r"</?\w+[^<>]*>|[*_\\]")
_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*(?:'[a-z]+)?")
_DIGIT = re.compile(r"[0-9]")

_ENDINGS = (
    # longest first: an ending falls where at least the given number of letters stays
    ("ationally", 5), ("isational", 4), ("izational", 4), ("isations", 4), ("izations", 4), ("ability", 4),
    ("ational", 5), ("fulness", 4), ("ibility", 4), ("isation", 4), ("ization", 4), ("ations", 4), ("ements", 5),
    ("ically", 4), ("ances", 4), ("ating", 4), ("ation", 4), ("ative", 4), ("ators", 4), ("ement", 5), ("ences", 4),
    ("ising", 4), ("ities", 4), ("ively", 4), ("izing", 4), ("ments", 4), ("able", 4), ("ably", 4), ("ally", 4),
    ("ance", 4), ("ants", 4), ("ated", 4), ("ates", 4), ("ator", 4), ("ence", 4), ("ents", 4), ("ible", 4),
    ("ical", 4), ("ings", 4), ("ions", 4), ("ised", 4), ("ises", 4), ("ives", 4), ("ized", 4), ("izes", 4),
    ("ment", 4), ("ness", 4), ("als", 4), ("ant", 4), ("ate", 4), ("ent", 4), ("ers", 4), ("ial", 4), ("ies", 3),
    ("ing", 3), ("ion", 4), ("ise", 4), ("ity", 4), ("ive", 4), ("ize", 4), ("ors", 4), ("ous", 4), ("al", 4),
    ("ed", 3), ("er", 4), ("es", 3), ("ic", 4), ("ly", 4), ("or", 4), ("e", 3), ("s", 3), ("y", 3),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Cut the endings off a lower-case English word, so that `cooperate` and `cooperation` meet."""
    if len(word) <= 3 or _DIGIT.search(word):
        return word
    for _ in range(2):
        for ending, stays in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= stays and not (ending == "s" and word[-2] in "su"):
                word = word[: -len(ending)]
                break
        else:
            break
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    return word[:-1] if word[-1] == word[-2] else word


def fold(text: str) -> str:
    """Lower case, plain quotes and dashes, markup gone, namings of one thing turned into one word."""
    folded = _MARKS.sub("", text).translate(_TYPOGRAPHIC).lower()
    return load_synonyms().fold(" ".join(folded.split()))


def split_tokens(folded: str) -> list[str]:
    """Return the words of a folded text in order, without possessive endings."""
    return [word.removesuffix("'s") for word in _WORD.findall(folded)]


def split_words(text: str) -> list[str]:
    """Return the stems of a text in order."""
    return [stem(word) for word in split_tokens(fold(text))]
