"""Stand-ins for what views get from other rooms: a taxonomy, words told apart, commitments made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commitrack.model import Act, Commitment, Stretch


class Taxonomy:
    keys = ("defense", "dprk", "taiwan", "people")

    def title(self, key: str) -> str:
        return {"dprk": "North Korea"}.get(key, key.capitalize())


def words_apart(earlier: str, later: str) -> Iterator[Stretch]:
    """Word by word, what is gone first; enough for a view."""
    old, new = earlier.split(), later.split()
    yield from (Stretch("gone", word) for word in old if word not in new)
    yield from (Stretch("same" if word in old else "new", word) for word in new)


def commitment(name: str, text: str, act: Act = Act.PLEDGE, **labels: Any) -> Commitment:
    base = {"actors": ("all",), "topics": ("defense",), "text": text, "quote": text}
    return Commitment(id=name, act=act, **{**base, **labels})
