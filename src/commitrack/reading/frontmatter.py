"""The header that markdown files carry: YAML between two lines of dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from commitrack.patterns import compile_late
from commitrack.reading.decoding import INVISIBLE

# A header has a dozen lines: what goes on for longer is a text between two rules, and no food for a YAML parser, which
# takes the square of the time for brackets in brackets.
_BLOCK = compile_late(r"\A\s*---[ \t]*\n(?P<yaml>.{0,16000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIRST_LINE = compile_late(r"(?:\s*#.*\n)*\s*['\"]?[A-Za-z][\w -]*['\"]?[ \t]*:(?:\s|\Z)")
_PLAIN_LINE = compile_late(r"^(?P<key>[A-Za-z][\w -]*+)[ \t]*+:[ \t]++(?P<value>\S.*)$", re.MULTILINE)

Fields = Mapping[str, str | tuple[str, ...]]
"""Keys in lower case; a value is a string, or several where the header has a list."""


def split_front_matter(text: str) -> tuple[Fields, str]:
    """Return the header's fields and the text after it; broken YAML is read line by line, no header is no fields."""
    block = _BLOCK.match(text)
    if not block or not _FIRST_LINE.match(block["yaml"]):
        return {}, text
    return _fields(block["yaml"]), text[block.end() :]


def _fields(source: str) -> Fields:
    import yaml

    # Every scalar stays a string: `no` is no boolean here, and dates are read in one place.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        loaded = yaml.load(source, Loader=loader)  # strings, lists and mappings: no code runs
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = None
    if not isinstance(loaded, dict):
        loaded = {line["key"]: line["value"].rstrip().strip("'\"") for line in _PLAIN_LINE.finditer(source)}
    fields: dict[str, str | tuple[str, ...]] = {}
    for key, value in loaded.items():
        if isinstance(key, str) and value:
            fields[key.strip().lower()] = _value(value)
    return fields


def _value(value: object) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_folded(item) for item in value if isinstance(item, str))
    return _folded(value) if isinstance(value, str) else ""


def _folded(words: str) -> str:
    return " ".join(INVISIBLE.sub("", words).split())
