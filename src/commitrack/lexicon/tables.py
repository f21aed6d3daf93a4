"""The one reader of the language tables that stand beside it."""

from __future__ import annotations

import os
from typing import Any

from commitrack.errors import RecordError

FOLDER = os.path.dirname(__file__)  # importlib.resources would cost 33 ms


def read_table(name: str) -> dict[str, Any]:
    """Return the table `lexicon/<name>.toml` as a mapping."""
    from tomli import load

    with open(os.path.join(FOLDER, f"{name}.toml"), "rb") as file:
        table: dict[str, Any] = load(file)
    return table


def wrong(place: str, message: str) -> RecordError:
    """Return what to raise for a mistake in the tables that a ledger adds, which all stand in its settings."""
    return RecordError(f"commitrack.toml: {place}: {message}")
