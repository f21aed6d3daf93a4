"""What the head of a statement is told by, from the table `headers.toml`."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from commitrack.lexicon import months
from commitrack.lexicon.tables import read_fields, read_table

STANDS_FOR = {
    "capitalised": r"(?!(?:{months})\b)(?:[ae][lsh]h?-)?[^\W\d_a-z][\w’'-]*",
    "months": months.ANY,
    "paired": r"(?!(?:(?!{dash})[^.\n])*{dash}(?![^.\n]*{dash}))",
    "dash": r"\s(?:--|[—–-])\s",
}
"""What names in an expression of the table stand for, in the order in which they are put in."""

DASHES = ("--", "—", "–", " - ", "):")
"""Of these one ends where, when and by whom news are told."""
LONGEST_NEWS_FROM = 150  # characters


class Headers(Struct, frozen=True):
    """A field for each row of words and each kind of expression; the comments in the table say what each is for."""

    along: frozenset[str]
    own: frozenset[str]
    joining: frozenset[str]
    meeting: frozenset[str]
    acting: frozenset[str]
    speaking: frozenset[str]
    small: frozenset[str]
    met: re.Pattern[str]
    other_time: re.Pattern[str]
    long_ago: re.Pattern[str]
    apart: re.Pattern[str]
    today_in: re.Pattern[str]
    label: re.Pattern[str]
    trailing: re.Pattern[str]
    before_date: re.Pattern[str]
    meeting_in: re.Pattern[str]
    place: re.Pattern[str]
    into_place: re.Pattern[str]
    at_house: re.Pattern[str]
    before_place: re.Pattern[str]
    no_place: re.Pattern[str]
    topic: re.Pattern[str]
    parties_follow: re.Pattern[str]
    new_list: re.Pattern[str]
    abbreviation: re.Pattern[str]
    name_within: re.Pattern[str]
    crowd: re.Pattern[str]
    issuer: re.Pattern[str]
    release: re.Pattern[str]
    joint: re.Pattern[str]
    about: re.Pattern[str]
    deal_with: re.Pattern[str]
    we: re.Pattern[str]
    invited: re.Pattern[str]
    led: re.Pattern[str]
    caption: re.Pattern[str]
    news_from: re.Pattern[str]
    acts: re.Pattern[str]
    open_end: re.Pattern[str]

    def skip_news_from(self, text: str, start: int, end: int) -> int:
        """Return where a paragraph goes on behind what tells where, when and by whom its news are told."""
        if not any(mark in text[start : start + LONGEST_NEWS_FROM] for mark in DASHES):
            return start  # as in most, and the expression need not be compiled
        match = self.news_from.match(text, start, end)
        return match.end() if match else start


@lru_cache(maxsize=1)
def load_headers() -> Headers:
    """Return the package's words and expressions of headers."""
    return Headers(**read_fields(read_table("headers"), Headers.__struct_fields__, STANDS_FOR))
