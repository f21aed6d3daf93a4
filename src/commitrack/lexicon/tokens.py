"""Words and signs of a text with their places: what the language tables are looked up by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from commitrack.patterns import compile_late

TOKEN = compile_late(
    r"""
      [A-Za-z]+(?=[ ,\n])                 # most words, at once
    | (?:[A-Za-z]\.){2,}                  # U.S.  a.m.
    | (?:[Ww]e|[Tt]hey)(?=['’](?:re|ll|ve)\b) | ['’](?:re|ll|ve)\b     # "we're" is two words
    | [DWdw](?:o(?:es)?|id)(?=n['’]t\b) | n['’]t\b             # and so is "won't"
    | [^\W_]+(?:[-‑'’.&\xad][^\W_]+)*(?:'|(?<=s)’(?=\s[^\W_]))?    # words, with hyphen or apostrophe; 1.5; R&D
    | \.{2,} | …                          # an ellipsis is one sign
    | [^\w\s\xad]                         # any other sign
    """,
    re.VERBOSE,
)

SHORT = {f"{mark}{short}": full for mark in "'’" for short, full in (("re", "are"), ("ll", "will"), ("ve", "have"))}
SHORT |= {"n't": "not", "n’t": "not", "wo": "will"}

PARTED = ("co-oper", "co-ord")
"""Words that some write with a hyphen, and the tables without."""


class Tokens(Struct, frozen=True):
    """The tokens of `text[start:end]`, in order: `words` in lower case, and where each starts and ends in the text."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def raw(self, index: int) -> str:
        """Return a token as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def since(self, index: int) -> Tokens:
        """Return the tokens from one on."""
        return Tokens(self.text, self.words[index:], self.starts[index:], self.ends[index:])

    def is_capital(self, index: int) -> bool:
        """Tell whether a token starts with a capital letter."""
        return self.text[self.starts[index]].isupper()

    def start_of_capitals(self, end: int, first: int = 0) -> int:
        """Return the token from which on all up to `end` (exclusive) start with a capital, none in front of `first`."""
        while end > first and self.is_capital(end - 1):
            end -= 1
        return end


def word_at(words: Sequence[str], at: int) -> str:
    """Return the word at an index, or behind the last one an empty word, which is in no table."""
    return words[at] if at < len(words) else ""


def _curl(text: str, at: int) -> str:
    """Return the quotation mark that a straight one stands for: one opens behind a space or another sign."""
    return "”" if at and (text[at - 1].isalnum() or text[at - 1] in ".,;:!?…)]’'%") else "“"


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Split `text[start:end]` into words and signs; offsets are those of the whole text."""
    end = len(text) if end is None else end
    spans = [match.span() for match in TOKEN.finditer(text, start, end)]
    low = text[start:end].lower()
    if len(low) == end - start:  # a few letters grow when they are lowered
        words = [low[first - start : last - start] for first, last in spans]
    else:
        words = [text[first:last].lower() for first, last in spans]
    if "\xad" in text:
        words = [word.replace("\xad", "") for word in words]  # a soft hyphen is no letter
    if "‑" in low:
        words = [word.replace("‑", "-") for word in words]  # a hyphen at which no line breaks
    if "co-o" in low:
        words = [word.replace("-", "", 1) if word.startswith(PARTED) else word for word in words]
    if '"' in low:
        words = [_curl(text, spans[at][0]) if word == '"' else word for at, word in enumerate(words)]
    if "’" in low or "'" in low:
        words = [SHORT.get(word, word) for word in words]
    return Tokens(
        text,
        words,
        [first for first, _ in spans],
        [last for _, last in spans],
    )
