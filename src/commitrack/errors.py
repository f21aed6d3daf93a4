"""What can go wrong that the user can put right. Imports nothing of the package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class CommitrackError(Exception):
    """A wrong request or input: one line that says what, where and how to put it right. Exit code 2."""


class UnknownNameError(CommitrackError):
    """Nothing in the ledger is called so; the message names the nearest that is."""


class RecordError(CommitrackError):
    """A file of the ledger that breaks its format; the message names the file and the place in it."""


class OwnReportError(CommitrackError):
    """A source is a report that the program wrote itself, or a record of a ledger, which is no statement."""


class MissingExtraError(CommitrackError):
    """A library that belongs to an optional extra is not installed; the message says what to install."""


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return "did you mean 'x'?" for the nearest of the known words, empty where none is near."""
    near = find_near(word, known, likeness)
    return "" if near is None else f"did you mean {near!r}?"


def find_near(word: str, words: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the nearest of the words, None where none is near."""
    from difflib import get_close_matches  # 15 ms: only where something is wrong

    names = {each.lower(): each for each in words}
    near = get_close_matches(word.lower(), list(names), n=1, cutoff=likeness)
    return names[near[0]] if near else None


def read_choice(word: str, known: Sequence[str], what: str) -> str:
    """Return the known word that is meant, whatever its case; CommitrackError with the nearest one, or all of them."""
    if word in known:
        return word
    lowered = {each.lower(): each for each in known}
    if word.lower() in lowered:
        return lowered[word.lower()]
    hint = did_you_mean(word, known) or f"there are {', '.join(known)}"
    raise CommitrackError(f"no {what} {word!r}; {hint}")
