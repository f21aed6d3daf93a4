"""Words that tell why a sentence says nothing, from the table `register.toml`."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from commitrack.lexicon.tables import read_table


class RegisterWords(Struct, frozen=True):
    """A field for each row of the table; the comments there say what each is for."""

    talks: frozenset[str]
    attended: frozenset[str]
    thanks: frozenset[str]
    needs_thanks: frozenset[str]
    needs_talks: frozenset[str]
    saying: frozenset[str]
    past: frozenset[str]
    participles: frozenset[str]
    houses: tuple[str, ...]


@lru_cache(maxsize=1)
def load_register() -> RegisterWords:
    """Return the package's words of register."""
    table = read_table("register")
    houses = tuple(table.pop("houses"))
    return RegisterWords(**{name: frozenset(words.split()) for name, words in table.items()}, houses=houses)
