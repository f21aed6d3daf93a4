"""The months: their names, and how texts shorten them."""

from __future__ import annotations

ANY = "January|February|March|April|May|June|July|August|September|October|November|December"
"""Alternatives of an expression, for a name in full."""
ANY_SHORT = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember|t)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
"""Alternatives of an expression, for a name in full or its first letters."""
NAMES = tuple(ANY.split("|"))
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(NAMES, 1)}


def number_of(word: str) -> int:
    """Return the month's number, from 1, by its name or at least three letters of it; KeyError for no month."""
    return _NUMBERS[word[:3].lower()]
