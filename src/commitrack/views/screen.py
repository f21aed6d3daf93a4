"""Words on a terminal: styled runs, wrapped by words with a hanging indent, and nothing in them that a terminal obeys.

A small writer of its own, because importing rich costs as much as comparing two meetings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from msgspec import Struct

from commitrack.patterns import compile_late

LONGEST_LINE = 120
"""Prose on wider lines is hard to read, however wide the terminal is."""

STYLES = {
    "bold": "1",
    "dim": "2",
    "heading": "1;4",
    "gone": "31;9",  # red and struck through
    "new": "32;1",
    "firmer": "32;1",
    "softer": "31;1",
    "changed": "36;1",
    "same": "2",
    "added": "32;1",
    "dropped": "31;1",
    "warning": "33",
    "error": "31;1",
}
"""Style names and their ANSI codes (ECMA-48, Select Graphic Rendition)."""

ASCII = str.maketrans(
    {
        "▲": "^",
        "▼": "v",
        "−": "-",
        "→": "->",
        "·": ".",
        "…": "...",
        "│": "|",
        "█": "#",
        "●": "*",
        "–": "-",
        "—": "--",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "•": "*",
    }
)
"""Our own characters, and the typographic ones of official prose, for terminals that cannot show them."""

UNSAFE = compile_late(
    r"""[\x00-\x1f\x7f-\x9f]              # C0 and C1 controls, the escape character among them
      | [\u034f\u061c\u180e]              # grapheme joiner, Arabic and Mongolian marks
      | [\u200b-\u200f\u2028-\u202e]      # zero width, separators, bidi embeddings and overrides
      | [\u2060-\u206f\ufeff\ufff9-\ufffb]  # word joiner, bidi isolates, byte order mark, annotations
      | [\ud800-\udfff\U000e0000-\U000e007f]  # lone surrogates, tag characters
    """,
    re.VERBOSE,
)
SPACES = compile_late(r"[ \t\r\n]+")


class Screen(Struct, frozen=True):
    """What the place that is written to can show."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    @property
    def measure(self) -> int:
        """How many columns prose may fill."""
        return max(20, min(self.width, LONGEST_LINE))


class Run(NamedTuple):
    """Words in one style; the style is a key of `STYLES`, or empty."""

    text: str
    style: str = ""


def escape_unsafe(text: str) -> str:
    r"""Make every character that a terminal would obey or hide visible as an escape: `\x1b`, `\u202e`.

    A soft hyphen, which only says where a word may break, is left out.
    """
    if text.isascii() and text.isprintable():
        return text
    return UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text.replace("\xad", ""))


def escape_lacking(error: UnicodeError) -> tuple[str, int]:
    r"""Handle what an encoding lacks: it is written as `\u00e9`, which JSON takes, and not as Python's `\xe9`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import json

    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def readable(text: str, screen: Screen) -> str:
    """Leave nothing in a text that the screen cannot show or should not obey; its spaces stay."""
    text = escape_unsafe(text)
    return text if screen.unicode else text.translate(ASCII)


def columns(text: str) -> int:
    """How many terminal columns a text fills: wide East Asian characters two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text)


def paint(runs: Iterable[Run], screen: Screen) -> str:
    """Write runs as one string, with ANSI codes where the screen has colour."""
    if not screen.colour:
        return "".join(run.text for run in runs)
    return "".join(f"\x1b[{STYLES[run.style]}m{run.text}\x1b[0m" if run.style else run.text for run in merge(runs))


def merge(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours of one style; drop empty ones."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].style == run.style:
            merged[-1] = Run(merged[-1].text + run.text, run.style)
        elif run.text:
            merged.append(run)
    return merged


def wrap(runs: Iterable[Run], screen: Screen, lead: Sequence[Run] = (), indent: int | None = None) -> Iterator[str]:
    """Yield painted lines: `lead`, then the words, following lines indented under the first word (or by `indent`).

    Words are never broken: one that is longer than the line stands alone and overflows. What no-break spaces hold
    together is parted after its commas and colons where no line has room for it.
    """
    clean_lead = [Run(readable(run.text, screen), run.style) for run in lead]
    start = sum(columns(run.text) for run in clean_lead)
    hang = start if indent is None else indent
    line, filled, empty = clean_lead, start, True
    for word in _part_long(split_words(runs, screen), screen, screen.measure - hang):
        size = sum(columns(run.text) for run in word)
        if not empty and filled + 1 + size > screen.measure:
            yield paint(line, screen).rstrip(" ")
            line, filled, empty = [Run(" " * hang)], hang, True
        if not empty:
            line.append(Run(" ", line[-1].style if line[-1].style == word[0].style else ""))
        line.extend(word)
        filled += size + (not empty)
        empty = False
    yield paint(line, screen).rstrip(" ")


def _part_long(words: Iterable[list[Run]], screen: Screen, room: int) -> Iterator[list[Run]]:
    for word in words:
        if sum(columns(run.text) for run in word) > room:
            yield from split_words((Run(hold_parts(text), style) for text, style in word), screen)
        else:
            yield word


def split_words(runs: Iterable[Run], screen: Screen) -> Iterator[list[Run]]:
    """Cut runs at white space, no-break spaces aside; a word may hold runs of several styles: `{+ironclad+},`."""
    word: list[Run] = []
    for text, style in runs:
        for position, piece in enumerate(readable(SPACES.sub(" ", text), screen).split(" ")):
            if position and word:
                yield word
                word = []
            if piece:
                word.append(Run(piece.replace("\u00a0", " "), style))
    if word:
        yield word


def hold_parts(text: str) -> str:
    """Make a text break after commas and colons only."""
    return text.replace(" ", "\u00a0").replace(",\u00a0", ", ").replace(":\u00a0", ": ")


def rule(title: Sequence[Run], aside: Sequence[Run], screen: Screen) -> Iterator[str]:
    """Yield one line with a title at the left and an aside at the right, which has a line of its own where it must."""
    left = [Run(readable(run.text, screen), run.style) for run in title]
    right = [Run(readable(run.text, screen), run.style) for run in aside]
    room = screen.measure - sum(columns(run.text) for run in right)
    gap = room - sum(columns(run.text) for run in left)
    if gap < 2:
        yield from wrap(title, screen)
        yield paint([Run(" " * room), *right], screen)
    else:
        yield paint([*left, Run(" " * gap), *right], screen)


def cut(text: str, width: int, mark: str = "…") -> str:
    """Shorten to a width with a mark at the end; for pictures only, never for what is meant to be read in full."""
    if columns(text) <= width:
        return text
    room = width - columns(mark)
    fitting = takewhile(lambda filled: filled <= room, accumulate(map(columns, text)))
    return text[: len(list(fitting))].rstrip() + mark
