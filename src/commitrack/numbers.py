"""Numbers in words. Imports nothing of the package."""

from __future__ import annotations


def count(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun, `nouns` where they are not a mere `s` more: `1 entry`, `1,200 commitments`."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"
