"""Deadlines: the words of a commitment that name a time, and the date that follows from them."""

from __future__ import annotations

from datetime import date


def find_deadline(text: str, meeting: date) -> tuple[date | None, str]:
    """Return the date by which a commitment is due, counted from its meeting, and the words that say so."""
    return None, ""
