"""Bags of weighted words as vectors; sums come out the same in whatever order they are taken."""

from __future__ import annotations

import math
from collections.abc import Mapping


def norm(words: Mapping[str, float]) -> float:
    """Return the length of a bag of weighted words; 1 where it is empty, to divide by."""
    return math.sqrt(math.fsum(weight * weight for weight in words.values())) or 1.0


def cosine(first: Mapping[str, float], second: Mapping[str, float], norms: float) -> float:
    """Return the cosine of two bags of weighted words; `norms` is the product of their lengths."""
    if len(second) < len(first):
        first, second = second, first
    return math.fsum(weight * second[word] for word, weight in first.items() if word in second) / norms
