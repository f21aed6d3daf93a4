"""The register of a text, from the table `register.toml`: what says nothing and why, how a text tells what it tells."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from commitrack.lexicon import months
from commitrack.lexicon.tables import read_fields, read_table


class Register(Struct, frozen=True):
    """A field for each row of words and each kind of expression; the comments in the table say what each is for."""

    talks: frozenset[str]
    attended: frozenset[str]
    thanks: frozenset[str]
    needs_thanks: frozenset[str]
    needs_talks: frozenset[str]
    saying: frozenset[str]
    past: frozenset[str]
    participles: frozenset[str]
    ceremonial: frozenset[str]
    ceremony: re.Pattern[str]
    instrumental: frozenset[str]
    terms: re.Pattern[str]
    attribution: re.Pattern[str]
    source: re.Pattern[str]
    remark: re.Pattern[str]
    told: re.Pattern[str]
    spoken: re.Pattern[str]
    announcing: re.Pattern[str]
    text_follows: re.Pattern[str]
    past_time: re.Pattern[str]
    dated: re.Pattern[str]


@lru_cache(maxsize=1)
def load_register() -> Register:
    """Return the package's words and expressions of register."""
    table = read_table("register")
    lists = {name: "|".join(map(re.escape, table[name])) for name in ("houses", "instruments")}
    stands_for = {**lists, "months": months.ANY}
    fields = read_fields(table, Register.__struct_fields__, stands_for)
    fields["instrumental"] |= {name.split()[0] for name in table["instruments"]}
    return Register(**fields)
