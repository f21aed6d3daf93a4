"""Lines to pieces: where paragraphs, headings, list items, rows and footnotes begin in markdown and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from commitrack.lexicon.headers import load_headers
from commitrack.lexicon.party_rows import load_parties
from commitrack.patterns import compile_late
from commitrack.reading.titles import is_heading, is_label


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


_BLANK_LINES = compile_late(r"\n(?:[^\S\n]*\n)+")
# Patterns that look for the beginning of a line start with its `\n`: `^` would be tried at every character.
_RULE = compile_late(r"\n[^\S\n]*(?:(?:\\?[*_#~=\-–—][^\S\n]*){3,}|\\?\#{1,6}[^\S\n]*)(?=\n|\Z)")
_SETEXT = compile_late(r"(\A|\n[^\S\n]*\n)[^\S\n]*(\S[^\n]{0,150})\n(={2,}|-{2,})[^\S\n]*(?=\n|\Z)")
_BULLETS = r"-*+•‣◦▪●∙·–—►▸➢➤✓✔□■◆❖→»\uf0a7\uf0b7\uf0d8"
_OPENER = compile_late(
    rf"""\n(?P<indent>[^\S\n]*)(?:
      (?P<bullet>[{_BULLETS}]|o(?=\s+[A-Z]))(?=\s)
    | (?P<number>\(?(?P<count>\d{{1,3}}|[a-z]|[ivx]{{2,5}})\\?[.)]|\*\*(?P<bold>\d{{1,3}})\\?[.)]\*\*)(?=\s)
    | (?P<hash>\#{{1,6}})(?=\s)
    | (?P<row>\|)
    | (?P<note>\[\^[^\]\s]+\]:|(?:<sup>\s*)?\\?\[\d{{1,3}}\\?\](?:\s*</sup>)?(?=\s)|<sup>\s*\d{{1,3}}\s*</sup>(?=\s))
    )""",
    re.VERBOSE,
)
ITEM_MARK = rf"(?:[{_BULLETS}]|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{2,5}})\\?[.)])"
_SECOND_MARK = compile_late(rf"\A(?:[^\S\n]*{ITEM_MARK}(?=\s))+")  # - 1. words
_QUOTE = compile_late(r"^[^\S\n]*(?:>[^\S\n]?)+", re.MULTILINE)
_TABLE_RULE = compile_late(r"^[^\S\n]*\|?[^\S\n]*:?-+:?[^\S\n]*(?:\|[^\S\n]*:?-+:?[^\S\n]*)*\|?[^\S\n]*$", re.MULTILINE)
_HARD_BREAK = compile_late(r"(?:[ \u00a0]{2,}|\\)$")
_CLOSING_HASHES = compile_late(r"\s#+\s*$")
_EMPHASISED = compile_late(r"(?:<u>)?(?:\*\*|__)[^*]+(?:\*\*|__)(?:</u>)?\s*$")
_STRANDED = compile_late(r"(\A\*\*[^*\n]+)\n[^\S\n]*\*\*[^\S\n]*(?=\n)")  # words | **
_NOTE_MARK = compile_late(r"\S ?\[1\]|\S¹|[a-z]{3}[.,;:”]?\d{1,2}\s|<sup>")  # peace[1]  peace [1]  peace.¹  peace.1
_BRACKETED = compile_late(r"(\A|\n)\[(\d{1,3})\]\s")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_WORD = compile_late(r"[^\W_]{2}")
_DASHES = "–—"
ENDS = '.:;!?”"’)'
INDENT = 4
"""Columns by which a list inside a list is set in, where a format tells depth otherwise."""
_PADDING = " \u00a0\t*_"
_UNWRAPPED = 120
"""A line longer than this was never wrapped: it is a paragraph of its own."""


def split_markdown(text: str) -> Iterator[Piece]:
    """Yield the pieces of a markdown text whose links and block tags are gone."""
    text = _with_numbers(text)
    if "\n==" in text or "\n--" in text:
        text = _SETEXT.sub(lambda m: f"{m[1]}{'#' if m[3][0] == '=' else '##'} {m[2]}\n\n", text)
    for chunk in _BLANK_LINES.split(_RULE.sub("\n", f"\n{text}")):
        if "|" in chunk and _TABLE_RULE.search(chunk):
            yield from _rows(chunk)
        else:
            yield from _chunk(_QUOTE.sub("", chunk) if ">" in chunk else chunk, markdown=True)


def split_plain(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text without markup."""
    for chunk in _BLANK_LINES.split(_RULE.sub("\n", f"\n{_with_numbers(text)}")):
        yield from _chunk(chunk, markdown=False)


def _with_numbers(text: str) -> str:
    """Let numbers in square brackets count paragraphs where no mark in the text says that they are notes."""
    numbered = "\n[1]" in text or (text.startswith("[1]") and "\n[2]" in text)
    if not numbered or _NOTE_MARK.search(text):
        return text
    return _BRACKETED.sub(r"\1(\2) ", text)


def _chunk(chunk: str, *, markdown: bool) -> list[Piece]:
    """Return the pieces between two blank lines."""
    chunk = f"\n{chunk}"
    openers = list(_openers(chunk, markdown)) if _OPENER.search(chunk) else []
    if not openers:
        return _paragraphs(chunk, markdown)
    pieces = _paragraphs(chunk[: openers[0][0].start()], markdown)
    ends = [opener.start() for opener, _ in openers[1:]] + [len(chunk)]
    for (opener, number), end in zip(openers, ends, strict=True):
        pieces += _opened(opener, number, chunk[opener.end() : end], markdown)
    return pieces


def _opened(opener: re.Match[str], number: int, body: str, markdown: bool) -> Iterator[Piece]:
    indent = len(opener["indent"].expandtabs(4))
    if opener["hash"]:
        head, _, rest = body.partition("\n")
        yield Piece(_CLOSING_HASHES.sub("", head), Mark.HASH, indent, len(opener["hash"]))
        if rest.strip():
            yield from _paragraphs(rest, markdown)
        return
    mark = Mark.NOTE if opener["note"] else Mark.BULLET if opener["bullet"] else Mark.NUMBER
    body = _SECOND_MARK.sub("", body)
    for place, piece in enumerate(_paragraphs(body, markdown)):
        if place == 0:
            yield piece._replace(mark=mark, indent=indent, number=number)
        else:
            yield piece._replace(indent=indent + 1, alone=False)


def _openers(chunk: str, markdown: bool) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the marks that open pieces, with their number; a wrapped line that only looks like one is none."""
    bullets: set[str] = set()
    numbers: dict[int, int] = {}  # the last one at each indent
    deepest = 0
    for match in _OPENER.finditer(chunk):
        before = _last_sign(chunk, match.start())
        introduced = before in ":;"  # also where nothing stands before
        indent, number = len(match["indent"]), 0
        if bullet := match["bullet"]:
            fits = introduced or bullet in bullets
            fits = fits or (bullet not in _DASHES and (bool(bullets) or bool(numbers) or before in ENDS))
        elif match["number"]:
            number = _count(match["count"] or match["bold"], numbers.get(indent, 0))
            follows = number == numbers.get(indent, 0) + 1 and (bool(bullets) or bool(numbers) or introduced)
            fits = not before or follows or (indent < deepest and before in ENDS)
        else:
            fits = not before or (markdown and not match["note"] and not match["row"])
        if fits:
            bullets |= {bullet} if bullet else set()
            if number:
                numbers = {at: last for at, last in numbers.items() if at < indent} | {indent: number}
            deepest = max(deepest, indent)
            yield match, number


def _last_sign(text: str, end: int) -> str:
    """Return the last character before `end` that is no white space, as a copy of all before it would in long texts."""
    while end and text[end - 1].isspace():
        end -= 1
    return text[end - 1 : end] if end else ""


def _count(count: str, last: int) -> int:
    if count.isdigit():
        return int(count)
    letter = ord(count) - ord("a") + 1 if len(count) == 1 else 0
    if letter and letter == last + 1:
        return letter
    return _ROMAN.index(count) + 1 if count in _ROMAN else letter


def _paragraphs(body: str, markdown: bool) -> list[Piece]:
    """Return the paragraphs of lines without marks between them: soft-wrapped lines stay together."""
    body = body.strip("\n")
    if markdown and body[:2] == "**":
        body = _STRANDED.sub(r"\1**", body)
    lines = body.split("\n")
    width = max(map(len, lines))
    soft = not _has_hard_breaks(body) and not _is_emphasised(lines[0])
    if markdown and width <= _UNWRAPPED and (soft or _EMPHASISED.fullmatch(body)):
        return [Piece(body)] if body and not body.isspace() else []  # nearly always: one paragraph
    lines = [line for line in lines if line.strip()]
    width = max((len(line.strip(_PADDING)) for line in lines), default=0)
    starts = [0]
    for at in range(1, len(lines)):
        if _breaks(lines, at, starts[-1], width, markdown):
            starts.append(at)
    pairs = zip(starts, [*starts[1:], len(lines)], strict=True)
    return [Piece("\n".join(lines[start:end])) for start, end in pairs if lines]


def _breaks(lines: list[str], at: int, start: int, width: int, markdown: bool) -> bool:
    """Tell whether a paragraph that began with line `start` ends before line `at`."""
    before, after = lines[at - 1], lines[at].lstrip().lstrip("*_\\<u>")
    if after[:1].islower() or not _WORD.search(before):
        return False
    if at - start == 1 and (_is_emphasised(before.strip()) if markdown else _is_head(before.strip(), after, width)):
        return True
    ended = before.rstrip()[-1] in ENDS
    if len(before) > _UNWRAPPED and not ended and load_headers().open_end.search(before.rstrip()):
        return False  # wrapped all the same: "… the waters of the"
    if len(before) > _UNWRAPPED or (len(after) > _UNWRAPPED and ended):
        return True
    if markdown and _HARD_BREAK.search(before):
        return True
    if markdown or not ended:
        return False
    indented = len(lines[at]) - len(lines[at].lstrip()) - (len(before) - len(before.lstrip())) >= 2
    return indented or len(before) < 0.6 * width


def _has_hard_breaks(body: str) -> bool:
    return "  \n" in body or "\\\n" in body or "\u00a0\n" in body


def _is_emphasised(line: str) -> bool:
    """Tell whether a line of markdown stands in emphasis as a whole."""
    return line[:1] in ("*", "_", "<") and bool(_EMPHASISED.match(line))


def _is_head(line: str, after: str, width: int) -> bool:
    """Tell whether the first line of several in plain text is a heading over the others: markdown has marks for that.

    No sentence that goes on: "The United States and the European | Union agree", "Roe welcomed Prime | Minister".
    """
    short = len(line) < 0.6 * width or line.isupper()
    if not short or not (is_heading(line) or (len(after) > _UNWRAPPED and is_label(line))):
        return False
    return all(name.span.end <= len(line) for name in load_parties().find(f"{line} {after[:_UNWRAPPED]}"))


def _rows(chunk: str) -> Iterator[Piece]:
    for line in chunk.split("\n"):
        if not _TABLE_RULE.fullmatch(line):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
            yield Piece(" | ".join(cells), Mark.ROW)
