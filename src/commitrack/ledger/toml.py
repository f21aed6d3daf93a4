"""TOML bytes to tables and back; only this module of the ledger knows a TOML library.

The writer is our own because the layout of a ledger's files is a promise: tomli-w spreads short arrays over several
lines, and folds tables into one line or not by their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from commitrack.errors import RecordError
from commitrack.patterns import compile_late

BOM = b"\xef\xbb\xbf"
BARE_KEY = compile_late(r"[A-Za-z0-9_-]+")
ESCAPED = compile_late(r'[\x00-\x08\x0a-\x1f\x7f"\\]')
_SIMPLE = (str, int, float, date, time)
SHORT_ESCAPES = {"\b": r"\b", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
COMMENT = compile_late(
    r'''
      """ (?: \\. | [^\\] )*? """{1,3}   # strings come first: a # in them begins no comment
    | \'\'\' .*? \'{3,5}
    | "   (?: \\. | [^"\\] )* "
    | \'  [^\']* \'
    | (?P<comment> \# )
    ''',
    re.VERBOSE | re.DOTALL,
)


def parse(data: bytes, file: str) -> dict[str, Any]:
    """Return the tables of a TOML file; RecordError with the file and the line where it is damaged."""
    from tomli import loads

    try:
        tables: dict[str, Any] = loads(data.removeprefix(BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RecordError(f"{file}: line {line} is not UTF-8; save the file in that encoding") from None
    except RecursionError:
        raise RecordError(f"{file}: damaged TOML: arrays nested too deep") from None
    except ValueError as error:
        raise RecordError(f"{file}: damaged TOML: {error}") from None
    return tables


def render(tables: Mapping[str, Any]) -> str:
    """Return the TOML text of `tables`: a line for each value, however long, then a header for each table below."""
    return "".join(_lines(tables, "")).lstrip("\n")


def has_comments(text: str) -> bool:
    """Tell whether a TOML text holds comments, which a rewrite would lose."""
    return "#" in text and any(match["comment"] for match in COMMENT.finditer(text))


def _lines(table: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield the lines of a table: what it holds itself before the tables in it, as TOML demands."""
    below = []
    for key, value in table.items():
        if isinstance(value, str):  # first, as it is by far the most frequent
            yield f'{_key(key)} = "{ESCAPED.sub(_escape, value)}"\n'
        elif isinstance(value, _SIMPLE):
            yield f"{_key(key)} = {_value(value)}\n"
        elif isinstance(value, Mapping):
            below.append((f"[{name}{_key(key)}]", f"{name}{_key(key)}.", value))
        elif _is_array_of_tables(value):
            below += [(f"[[{name}{_key(key)}]]", f"{name}{_key(key)}.", each) for each in value]
        else:
            yield f"{_key(key)} = {_value(value)}\n"
    for header, inside, inner in below:
        yield f"\n{header}\n"
        yield from _lines(inner, inside)


def _is_array_of_tables(value: Any) -> bool:
    is_array = isinstance(value, list | tuple) and len(value) > 0
    return is_array and not isinstance(value[0], _SIMPLE) and all(isinstance(each, Mapping) for each in value)


def _value(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)} = {_value(inner)}' for key, inner in value.items())}}}"
    raise TypeError(f"TOML has no {type(value).__name__}")


@lru_cache(maxsize=256)
def _key(key: str) -> str:
    return key if BARE_KEY.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    return f'"{ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return SHORT_ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}"
