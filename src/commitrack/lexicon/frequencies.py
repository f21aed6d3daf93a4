"""How common a word is in official releases: numbers per word, counted by `benchmarks/count_frequencies.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from commitrack.lexicon.tables import read_table


class Frequencies(NamedTuple):
    """Inverse document frequencies of stems, a sentence being a document; natural logarithm."""

    idf: Mapping[str, float]
    unseen: float
    """What a stem gets that the corpus lacks."""
    function_words: frozenset[str]


@cache
def load_frequencies() -> Frequencies:
    """Read `frequencies.toml`."""
    table = read_table("frequencies")
    idf: dict[str, float] = {}
    for step, words in table["idf"].items():
        idf.update(dict.fromkeys(words.split(), float(step) / table["steps"]))
    return Frequencies(idf, float(table["unseen"]), frozenset(table["function_words"].split()))
