"""What can go wrong that the user can put right. Imports nothing of the package."""

from __future__ import annotations


class CommitrackError(Exception):
    """A wrong request or input: one line that says what, where and how to put it right. Exit code 2."""


class UnknownNameError(CommitrackError):
    """Nothing in the ledger is called so; the message names the nearest that is."""


class RecordError(CommitrackError):
    """A file of the ledger that breaks its format; the message names the file and the place in it."""


class MissingExtraError(CommitrackError):
    """A library that belongs to an optional extra is not installed; the message says what to install."""
