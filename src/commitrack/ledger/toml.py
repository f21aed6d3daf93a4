"""TOML bytes to mappings and back: the only two functions of the ledger that know a TOML library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from commitrack.errors import RecordError

BOM = b"\xef\xbb\xbf"
NEVER_SHORT = 101
"""tomli-w puts tables of up to 100 columns, their indentation counted, into one line; so none is short enough."""
ARRAY_EDGE = re.compile(r"(?<=\[)\n *|,\n *(?=\])")
ARRAY_GAP = re.compile(r"(?<=,)\n *")
"""The line breaks that tomli-w puts into arrays. None of them is in a string: there they are written as `\\n`."""
COMMENT = re.compile(
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
    try:
        from tomli import loads  # type: ignore[import-not-found, unused-ignore]  # compiled: three times as fast
    except ImportError:
        from tomllib import loads

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
    """Return the TOML text of `tables`: a line for each value, however long, and a header for each table."""
    from tomli_w import dumps

    return ARRAY_GAP.sub(" ", ARRAY_EDGE.sub("", dumps(tables, indent=NEVER_SHORT)))


def has_comments(text: str) -> bool:
    """Tell whether a TOML text holds comments, which a rewrite would lose."""
    return "#" in text and any(match["comment"] for match in COMMENT.finditer(text))
