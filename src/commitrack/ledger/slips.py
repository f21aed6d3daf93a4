"""Slips in the typing of a commitment's id: which one is plainly meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commitrack.errors import did_you_mean
from commitrack.patterns import compile_late

_FIGURES = compile_late(r"[0-9a-f]{1,16}(?:-\d+)?")
"""What stands behind the stroke of an id that the program made."""
_MISREAD = str.maketrans("oli", "011")
LONGEST = 40
"""Signs of an end in which slips are looked for: there are as many as signs, each as long as the end."""


def suggest_id(words: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the id that is plainly meant, by its end where only the end is given; else empty.

    Any figures are near some id of a large ledger, by chance: they have to be those of an id after a slip of the
    fingers or of the eye, or all but one of those of an id of the statement that is named.
    """
    statement, stroke, end = words.rpartition("/")
    typed = _read_anew(end)
    meant = {*typed, *_undo_slips(end)} if len(end) <= LONGEST else {end}
    near: list[str] = []
    for each in known:
        of, _, own = each.rpartition("/")
        named = bool(stroke) and of == statement and any(_is_one_sign_off(own, one) for one in typed)
        if own in meant or named or not any(map(_FIGURES.fullmatch, (own, end))):
            near.append(each if stroke else own)
    likely = [each for each in near if each.rpartition("/")[2] in meant]
    return did_you_mean(words, likely, likeness=0) or did_you_mean(words, near)


def _read_anew(end: str) -> set[str]:
    """Return the figures as they stand, in small letters, and without misread ones."""
    return {end, end.lower(), end.lower().translate(_MISREAD)}


def _undo_slips(end: str) -> Iterator[str]:
    """Yield what may be meant by figures with a slip of the fingers: two neighbours exchanged, one sign fewer."""
    for place in range(len(end)):
        front, here, rest = end[:place], end[place], end[place + 1 :]
        yield front + rest
        yield front + rest[:1] + here + rest[1:]


def _is_one_sign_off(own: str, typed: str) -> bool:
    """Tell whether one sign of an id was left out, or another typed for it."""
    pairs = enumerate(zip(own, typed, strict=False))
    place = next((at for at, (one, other) in pairs if one != other), min(len(own), len(typed)))
    return own != typed and own[place + 1 :] in (typed[place:], typed[place + 1 :])
