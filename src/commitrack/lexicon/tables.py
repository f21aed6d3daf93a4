"""The one reader of the language tables that stand beside it, and what checks the rows that a ledger adds to them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from commitrack.errors import RecordError
from commitrack.patterns import compile_late

Column = tuple[str, Callable[[Any], bool]]
"""What is expected in a column, in words that go before "expected", and what tells whether a value is that."""
FOLDER = os.path.dirname(__file__)  # importlib.resources would cost 33 ms


def read_table(name: str) -> dict[str, Any]:
    """Return the table `lexicon/<name>.toml` as a mapping."""
    from tomli import load

    with open(os.path.join(FOLDER, f"{name}.toml"), "rb") as file:
        table: dict[str, Any] = load(file)
    return table


def read_fields(table: Mapping[str, Any], names: Iterable[str], stands_for: Mapping[str, str]) -> dict[str, Any]:
    """Return fields of a table: a text as its words, rows of expressions as one, compiled when it is first asked."""
    values = {name: table[name] for name in names}
    return {
        name: frozenset(value.split()) if isinstance(value, str) else join_rows(value, stands_for)
        for name, value in values.items()
    }


def join_rows(rows: Iterable[Mapping[str, str]], stands_for: Mapping[str, str]) -> re.Pattern[str]:
    """Return one expression for the rows of a kind; what the names in them stand for is put in."""
    joined = "|".join(f"(?:{row['regex']})" for row in rows)
    return compile_late(fill_in(joined, stands_for), re.VERBOSE)


def fill_in(pattern: str, words: Mapping[str, str]) -> str:
    """Put in what {month}, {number} and the like stand for in an expression, one after the other."""
    for name, meaning in words.items():
        pattern = pattern.replace("{" + name + "}", meaning)
    return pattern


def wrong(place: str, message: str) -> RecordError:
    """Return what to raise for a mistake in the tables that a ledger adds, which all stand in its settings."""
    return RecordError(f"commitrack.toml: {place}: {message}")


def check_row(place: str, row: Any, columns: Mapping[str, Column], needed: Iterable[str] = ()) -> Mapping[str, Any]:
    """Return a row of a ledger's own table that has all `needed` and fits; else RecordError with its place."""
    if not isinstance(row, Mapping):
        raise wrong(place, f"a table is expected, with some of {', '.join(columns)}")
    for name, value in {**dict.fromkeys(needed), **row}.items():
        if name not in columns:
            raise wrong(f"{place}.{name}", f"unknown; known are {', '.join(columns)}")
        wanted, fits = columns[name]
        if not fits(value):
            raise wrong(f"{place}.{name}", f"{wanted} expected")
    return row


def is_text(value: Any) -> bool:
    """Tell a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def is_lines(value: Any) -> bool:
    """Tell a text or a list of texts, empty ones among them."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(line, str) for line in value))


def one_of(*words: str) -> Column:
    """Return a column that holds one of a few words."""
    return f"{', '.join(words[:-1])} or {words[-1]} is", lambda value: value in words


FLAG: Column = ("true or false is", lambda value: isinstance(value, bool))
