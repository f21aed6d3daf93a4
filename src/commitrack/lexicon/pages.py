"""What pages are told by, from the table `pages.toml`: notices beside a text, words parted at the ends of lines."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from commitrack.lexicon.tables import read_fields, read_table


class Pages(Struct, frozen=True):
    """A field for each row of words and each kind of expression; the comments in the table say what each is for."""

    another_follows: frozenset[str]
    inner: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    whole: frozenset[str]
    one_word: frozenset[str]
    notice: re.Pattern[str]
    maybe_notice: re.Pattern[str]
    asks: re.Pattern[str]
    page_number: re.Pattern[str]


@lru_cache(maxsize=1)
def load_pages() -> Pages:
    """Return the package's words and expressions of pages."""
    table = read_table("pages")
    stands_for = {name: "|".join(table[name].split()) for name in ("what", "box")}
    return Pages(**read_fields(table, Pages.__struct_fields__, stands_for))
