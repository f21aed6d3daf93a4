"""What can go wrong that the user can put right. Imports nothing of the package."""

from __future__ import annotations

from collections.abc import Iterable


class CommitrackError(Exception):
    """A wrong request or input: one line that says what, where and how to put it right. Exit code 2."""


class UnknownNameError(CommitrackError):
    """Nothing in the ledger is called so; the message names the nearest that is."""


class RecordError(CommitrackError):
    """A file of the ledger that breaks its format; the message names the file and the place in it."""


class MissingExtraError(CommitrackError):
    """A library that belongs to an optional extra is not installed; the message says what to install."""


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return "did you mean 'x'?" for the nearest of the known words, empty where none is near."""
    from difflib import get_close_matches  # 15 ms: only where something is wrong

    names = {each.lower(): each for each in known}
    near = get_close_matches(word.lower(), list(names), n=1, cutoff=likeness)
    return f"did you mean {names[near[0]]!r}?" if near else ""
