"""Lines to pieces: where paragraphs, headings, list items, rows and footnotes begin in markdown and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from commitrack.reading.titles import is_title


class Mark(Enum):
    """What opens a piece."""

    NONE = ""
    HASH = "#"
    BULLET = "-"
    NUMBER = "1"
    ROW = "|"
    NOTE = "^"


class Piece(NamedTuple):
    """A stretch of source that becomes one block, its opening mark taken off."""

    raw: str
    mark: Mark = Mark.NONE
    indent: int = 0
    number: int = 0
    """Depth of a heading, or the number of a list item (letters and roman numerals counted)."""
    alone: bool = True
    """False for the lines that follow a list item's first paragraph."""


_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_RULE = re.compile(r"^[^\S\n]*(?:\\?[*_#~=\-–—][^\S\n]*){3,}$|^[^\S\n]*\\?\#{1,6}[^\S\n]*$", re.MULTILINE)
_SETEXT = re.compile(r"(\A|\n[^\S\n]*\n)[^\S\n]*(\S[^\n]{0,150})\n(=+|-{2,})[^\S\n]*(?=\n|\Z)")
_OPENER = re.compile(
    r"""^(?P<indent>[^\S\n]*)(?:
      (?P<bullet>[-*+•‣◦▪●∙·–—])(?=\s|$)
    | (?P<number>\(?(?P<count>\d{1,3}|[a-z]|[ivx]{2,5})\\?[.)])(?=\s|$)
    | (?P<hash>\#{1,6})(?=\s)
    | (?P<row>\|)
    | (?P<note>\[\^[^\]\s]+\]:|(?:<sup>)?\s*\\?\[\d{1,3}\\?\]\s*(?:</sup>)?(?=\s)|<sup>\s*\d{1,3}\s*</sup>(?=\s))
    )""",
    re.MULTILINE | re.VERBOSE,
)
_QUOTE = re.compile(r"^[^\S\n]*(?:>[^\S\n]?)+", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[^\S\n]*\|?[^\S\n]*:?-+:?[^\S\n]*(?:\|[^\S\n]*:?-+:?[^\S\n]*)*\|?[^\S\n]*$", re.MULTILINE)
_HARD_BREAK = re.compile(r"(?:[ \u00a0]{2,}|\\)$")
_EMPHASISED = re.compile(r"(?:<u>)?(?:\*\*|__)[^*]+(?:\*\*|__)(?:</u>)?\s*$")
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_WORD = re.compile(r"[^\W_]{2}")
_DASHES = "–—"
_ENDS = '.:;!?”"’)'
_PADDING = " \u00a0\t*_"
_UNWRAPPED = 120
"""A line longer than this was never wrapped: it is a paragraph of its own."""


def split_markdown(text: str) -> Iterator[Piece]:
    """Yield the pieces of a markdown text whose links and block tags are gone."""
    if "\n=" in text or "\n-" in text:
        text = _SETEXT.sub(lambda m: f"{m[1]}{'#' if m[3][0] == '=' else '##'} {m[2]}\n\n", text)
    for chunk in _BLANK_LINES.split(_RULE.sub("\n", text)):
        if "|" in chunk and _TABLE_RULE.search(chunk):
            yield from _rows(chunk)
        else:
            yield from _chunk(_QUOTE.sub("", chunk) if ">" in chunk else chunk, markdown=True)


def split_plain(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text without markup."""
    for chunk in _BLANK_LINES.split(_RULE.sub("\n", text)):
        yield from _chunk(chunk, markdown=False)


def _chunk(chunk: str, *, markdown: bool) -> Iterator[Piece]:
    """Yield the pieces between two blank lines."""
    openers = list(_openers(chunk, markdown))
    if not openers:
        yield from _paragraphs(chunk, markdown)
        return
    if openers[0][0].start() > 0:
        yield from _paragraphs(chunk[: openers[0][0].start()], markdown)
    ends = [opener.start() for opener, _ in openers[1:]] + [len(chunk)]
    for (opener, number), end in zip(openers, ends, strict=True):
        yield from _opened(opener, number, chunk[opener.end() : end], markdown)


def _opened(opener: re.Match[str], number: int, body: str, markdown: bool) -> Iterator[Piece]:
    indent = len(opener["indent"].expandtabs(4))
    if opener["hash"]:
        first, _, rest = body.partition("\n")
        yield Piece(re.sub(r"\s#+\s*$", "", first), Mark.HASH, indent, len(opener["hash"]))
        if rest.strip():
            yield from _paragraphs(rest, markdown)
        return
    mark = Mark.NOTE if opener["note"] else Mark.BULLET if opener["bullet"] else Mark.NUMBER
    pieces = _paragraphs(body, markdown)
    for first in pieces:
        inner = next((m for m in _openers(first.raw, markdown)), None)
        if inner and not inner[0]["hash"] and inner[0].start() == 0:  # `- 1. words`
            yield from _opened(inner[0], inner[1], first.raw[inner[0].end() :], markdown)
        else:
            yield first._replace(mark=mark, indent=indent, number=number)
        break
    yield from (piece._replace(indent=indent + 1, alone=False) for piece in pieces)


def _openers(chunk: str, markdown: bool) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the marks that open pieces, with their number; a wrapped line that only looks like one is none."""
    last_bullet, last_number, open_list = "", 0, False
    for match in _OPENER.finditer(chunk):
        first = match.start() == 0 or not chunk[: match.start()].strip()
        introduced = not first and chunk[: match.start()].rstrip()[-1] in ":;"
        number = 0
        if match["bullet"]:
            dash = match["bullet"] in _DASHES
            fits = first or introduced or match["bullet"] == last_bullet
            fits = fits or (not dash and (open_list or chunk[: match.start()].rstrip()[-1] in _ENDS))
        elif match["number"]:
            number = _count(match["count"], last_number)
            fits = first or number == last_number + 1 > 1 or (number == 1 and (introduced or open_list))
        else:
            fits = (markdown and not match["row"]) if match["hash"] or match["row"] else first
        if fits:
            last_bullet = match["bullet"] or last_bullet
            last_number = number or last_number
            open_list = open_list or bool(match["bullet"] or match["number"])
            yield match, number


def _count(count: str, last: int) -> int:
    if count.isdigit():
        return int(count)
    letter = ord(count) - ord("a") + 1 if len(count) == 1 else 0
    if letter and letter == last + 1:
        return letter
    return _ROMAN.get(count, letter)


def _paragraphs(body: str, markdown: bool) -> Iterator[Piece]:
    """Yield the paragraphs of lines without marks between them: soft-wrapped lines stay together."""
    if "\n" not in body.strip():
        if body.strip():
            yield Piece(body)
        return
    lines = [line for line in body.split("\n") if line.strip()]
    width = max(len(line.strip(_PADDING)) for line in lines)
    start = 0
    for at in range(1, len(lines)):
        if _breaks(lines, at, start, width, markdown):
            yield Piece("\n".join(lines[start:at]))
            start = at
    if lines:
        yield Piece("\n".join(lines[start:]))


def _breaks(lines: list[str], at: int, start: int, width: int, markdown: bool) -> bool:
    """Tell whether a paragraph ends before line `at`."""
    before, after = lines[at - 1], lines[at].lstrip().lstrip("*_\\<u>")
    if after[:1].islower() or not _WORD.search(before):
        return False
    if width > _UNWRAPPED and (len(before) > _UNWRAPPED or len(after) > _UNWRAPPED or is_title(before.strip(_PADDING))):
        return True
    if markdown and _HARD_BREAK.search(before):
        return True
    if at - start == 1 and _is_head(before.strip(), width):
        return True
    if markdown or before.rstrip()[-1] not in _ENDS:
        return False
    indented = len(lines[at]) - len(lines[at].lstrip()) - (len(before) - len(before.lstrip())) >= 2
    return indented or len(before) < 0.6 * width


def _is_head(line: str, width: int) -> bool:
    """Tell whether the first line of several is a heading over the others."""
    if _EMPHASISED.match(line):
        return True
    return (len(line) < 0.6 * width or line.isupper()) and is_title(line.strip("*_"))


def _rows(chunk: str) -> Iterator[Piece]:
    for line in chunk.split("\n"):
        if not _TABLE_RULE.fullmatch(line):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
            yield Piece(" | ".join(cells), Mark.ROW)
