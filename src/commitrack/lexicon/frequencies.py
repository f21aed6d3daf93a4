"""How common a word is in official releases: numbers per word, counted by `benchmarks/count_frequencies.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from commitrack.lexicon.tables import read_table


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Inverse document frequencies of stems, a sentence being a document; natural logarithm."""

    idf: Mapping[str, float]
    unseen: float
    """What a stem gets that the corpus lacks."""
    function_words: frozenset[str]


@cache
def load_frequencies() -> Frequencies:
    """Read `frequencies.toml`."""
    table = read_table("frequencies")
    idf = {word: float(step) / table["steps"] for step, words in table["idf"].items() for word in words.split()}
    return Frequencies(idf, float(table["unseen"]), frozenset(table["function_words"].split()))
