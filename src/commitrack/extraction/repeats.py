"""Repeats: what one text says twice in the same words, as a refrain or where a summary quotes it."""

from __future__ import annotations

from collections.abc import Sequence

from commitrack.extraction.drafting import Draft
from commitrack.patterns import compile_late

WORD = compile_late(r"\w+")
LEAST = 6
"""Words from the operative one on; fewer ("call for its full implementation") lean on what stands around them."""


def find_repeats(drafts: Sequence[Draft]) -> dict[int, int]:
    """Return the places of the drafts that repeat an earlier one, each with the place of the first that said it.

    One repeats another where act, actors and the words from the operative one on are the same, case and signs aside.
    """
    first: dict[tuple[object, ...], int] = {}
    repeats = {}
    for at, draft in enumerate(drafts):
        words = WORD.findall(draft.quote[draft.verb :].lower())
        if len(words) < LEAST:
            continue
        said = first.setdefault((draft.operative.act, draft.actors, *words), at)
        if said != at:
            repeats[at] = said
    return repeats
