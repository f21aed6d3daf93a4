"""Words and "phrases" sought in commitments: `missile "joint exercise"`; quotes sought in texts. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from commitrack.errors import CommitrackError
from commitrack.model import Span
from commitrack.patterns import compile_late

SOUGHT = compile_late(r'"([^"]*)"|([^\s"]+)')
WORD = compile_late(r"[^\W_]+")
STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


class Term(NamedTuple):
    """What has to stand in a text: words in a row."""

    words: tuple[str, ...]
    """Folded, as `split_words` gives them."""
    goes_on: bool
    """Whether the last may be the beginning of a longer word."""
    pattern: re.Pattern[str]
    """Finds them in a folded text."""


@lru_cache(maxsize=16)
def read_terms(sought: str) -> tuple[Term, ...]:
    """Return what is sought, all of which has to stand in a text; CommitrackError where there is no word in it.

    A word stands for all that begin with it (`missile`: missiles), words in quotation marks only for themselves.
    """
    found = []
    for match in SOUGHT.finditer(sought.translate(STRAIGHT)):
        words = tuple(split_words(match[1] or match[2] or ""))
        if words:
            found.append(_term(words, goes_on=match[1] is None))
    if not found:
        raise CommitrackError(f"there is no word in {sought!r} to look for")
    return tuple(found)


def has_terms(text: str, terms: tuple[Term, ...]) -> bool:
    """Tell whether everything that is sought stands in a text; case, accents and punctuation do not matter."""
    folded = fold_letters(text)
    return all(
        all(word in folded for word in term.words)  # ten times as fast as the pattern, which most texts never see
        and term.pattern.search(folded) is not None
        for term in terms
    )


def find_quote(text: str, quote: str) -> Span | None:
    """Return where a quote stands in a text, white space aside; None where it does not, or more than once."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = list(islice(re.finditer(pattern, text), 2)) if pattern else []
    return Span(*found[0].span()) if len(found) == 1 else None


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded: letters and digits."""
    return WORD.findall(fold_letters(text))


def fold_letters(text: str) -> str:
    """Return a text in lower case and without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))


def plain_words(text: str) -> str:
    """Return the folded words of a text in ASCII alone, which every search engine splits alike.

    A word with others becomes its hexadecimal bytes, so that its beginning stays its beginning.
    """
    folded = fold_letters(text)
    if folded.isascii():
        return folded.replace("_", " ")
    return " ".join(word if word.isascii() else f"x{word.encode().hex()}" for word in split_words(folded))


def _term(words: tuple[str, ...], *, goes_on: bool) -> Term:
    row = r"[\W_]+".join(map(re.escape, words))
    return Term(words, goes_on, re.compile(rf"(?<![^\W_]){row}" + ("" if goes_on else r"(?![^\W_])")))
