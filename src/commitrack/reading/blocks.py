"""Pieces to a document: what each stretch of text is, and the clean text they make together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from commitrack.lexicon.headers import load_headers
from commitrack.lexicon.pages import load_pages
from commitrack.lexicon.party_rows import load_parties
from commitrack.model import LEAST_HEADING, Block, BlockKind, Span
from commitrack.patterns import compile_late
from commitrack.reading.dates import is_date
from commitrack.reading.layout import Mark, Piece
from commitrack.reading.meeting import DATELINE, is_dateline
from commitrack.reading.titles import is_label, is_phrase, is_run_in, is_title

SEPARATOR = "\n\n"

_OUTER_MARKS = compile_late(r"^\s*(?:[IVXLC]{1,6}[.)]\s*|[A-Z][.)]\s*)?(?P<mark>[*_]{1,3})|(?P<end>[*_]{1,3})\s*$")
_TAGS = compile_late(r"</?[a-zA-Z][^<>]*>")
_REOPENED = compile_late(r"(?<![*_])[*_]++\s++[*_]+(?=\S)")
_RUN_IN = compile_late(
    r"\s*(?:<u>)?(\*\*|__|\*|_)(?P<words>[^*_]{3,160}?)(?:[.:]\s?\1|\1[.:])[\s\u200b]+(?=[“\"(]?[A-Z])"
)
_ROMAN_OR_CAPITALS = compile_late(r"[IVXLC]{1,6}[.)]\s")
_WORDS = compile_late(r"[^\W\d_]")
_PAGE = compile_late(r"[Pp](?:AGE|age|\.).*\d")  # asked first: the rows of page numbers are read where a page is named
LONGEST_PAGE_NUMBER = 24  # characters
_LONGEST_HEADING = 300  # characters
_ENDS = '.:;!?…”"’)'
_GOES_ON = (";", "; and", ", and", "; or")  # how an item ends behind which another one comes
_TOP = 8
"""Parts over the first sentences of a text, at most."""
_LONGEST_HEADLINE = 200  # characters
_FULL_STOP = compile_late(r"[.!?][”\"’)\]]*$")
_SENTENCE = compile_late(r"^\W{0,20}[A-ZÀ-Þ“\"].{25,}[.!?][”\"’)]*$", re.DOTALL)


class Part(NamedTuple):
    """The words of one block, before they have a place in the text."""

    kind: BlockKind
    words: str
    level: int = 0


def assemble(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """Join parts to the clean text, blank lines between them; return it with their blocks."""
    words, blocks, at = [], [], 0
    for part in parts:
        end = at + len(part.words)
        blocks.append(Block(kind=part.kind, span=Span(at, end), level=part.level))
        words.append(part.words)
        at = end + len(SEPARATOR)
    return SEPARATOR.join(words), tuple(blocks)


def find_parts(pieces: Iterable[Piece], clean: Callable[[str], str]) -> Iterator[Part]:
    """Tell for each piece what it is; `clean` takes the marks out of its words."""
    parts = _find_parts(pieces, clean)
    top: list[Part] = []
    for part in parts:
        if part.kind is not BlockKind.HEADING and (len(top) >= _TOP or _ends(part.words)):
            yield from _with_headlines(top, part)
            yield part
            yield from parts
            return
        top.append(part)
    yield from top


def _ends(words: str) -> bool:
    """Tell whether words end a sentence, or lead in to a list."""
    return words.endswith(":") or bool(_FULL_STOP.search(words))


def _with_headlines(top: Sequence[Part], first: Part) -> Iterator[Part]:
    """Yield what stands over the first sentences, headlines as headings.

    A headline may say that somebody acts, but only one does, at the head of a text: several are promises.
    """
    acts = load_headers().acts
    acting = {part.words for part in top if part.kind is not BlockKind.HEADING and acts.search(part.words)}
    titled = len(acting) > 1
    for part in top:
        titled = titled or part.kind is BlockKind.HEADING
        headline = _is_headline(part, first) and not (titled and part.words in acting)
        yield Part(BlockKind.HEADING, part.words, 2 if part.words.isupper() else 3) if headline else part


def _is_headline(part: Part, first: Part) -> bool:
    """Tell whether a short paragraph over the first sentences has no full stop, which they do have."""
    told = load_headers()
    if part.kind is BlockKind.ITEM:
        return len(part.words) <= DATELINE and is_dateline(part.words, load_parties())
    if part.kind is not BlockKind.PARAGRAPH or len(part.words) > _LONGEST_HEADLINE:
        return False
    if told.open_end.search(part.words) or told.we.search(part.words):
        return False
    if first.kind is BlockKind.PARAGRAPH:
        return bool(_FULL_STOP.search(first.words))
    return bool(_SENTENCE.match(first.words)) and not told.acts.search(part.words)  # over a list: who acts in it


def _find_parts(pieces: Iterable[Piece], clean: Callable[[str], str]) -> Iterator[Part]:
    lists = _Lists()
    before = Part(BlockKind.HEADING, "")
    joined: list[str] = []
    for piece in _part_run_ins(pieces, clean):
        words = clean(piece.raw)
        if (not _WORDS.search(words) and not is_date(words)) or _is_page_number(words):
            continue
        part = _part(piece, words, before, lists)
        if joined and not _continues(part, before):
            yield before._replace(words=" ".join(joined))
            joined = []
        joined.append(words)
        before = part
    if joined:
        yield before._replace(words=" ".join(joined))


def _is_page_number(words: str) -> bool:
    """Tell a line that only counts the pages, inside the text of a file that was printed: "Page 3 of 7"."""
    return len(words) <= LONGEST_PAGE_NUMBER and bool(_PAGE.search(words) and load_pages().page_number.fullmatch(words))


def _part_run_ins(pieces: Iterable[Piece], clean: Callable[[str], str]) -> Iterator[Piece]:
    """Part the emphasised headings that run into a text: "**Opening the ports.** The countries will …"."""
    for piece in pieces:
        found = _RUN_IN.match(piece.raw) if "*" in piece.raw or "_" in piece.raw else None
        if found and is_run_in(clean(found["words"])):
            yield Piece(found["words"], Mark.HASH, piece.indent, LEAST_HEADING)
            piece = piece._replace(raw=piece.raw[found.end() :], alone=False)
        yield piece


def _continues(part: Part, before: Part) -> bool:
    """Tell whether a sentence goes on after a blank line, as where a page ended."""
    prose = part.kind is before.kind is BlockKind.PARAGRAPH
    return prose and part.words[0].islower() and before.words[-1] not in _ENDS


def _part(piece: Piece, words: str, before: Part, lists: _Lists) -> Part:
    if piece.mark is Mark.HASH:
        lists.close()
        return Part(BlockKind.HEADING, words, piece.number)
    if piece.mark is Mark.NOTE:
        return Part(BlockKind.NOTE, words)
    if piece.mark is Mark.ROW:
        return Part(BlockKind.ITEM, words, 1)
    level = _heading_level(piece, words)
    if piece.mark is Mark.NONE or (level and piece.mark is Mark.NUMBER and not _introduces(before)):
        if piece.mark is Mark.NONE and not piece.indent:
            lists.close()
        if _is_bare_item(words, before):
            return Part(BlockKind.ITEM, words, 1)
        return Part(BlockKind.HEADING, words, level) if level else Part(BlockKind.PARAGRAPH, words)
    depth = lists.depth(piece)
    if piece.mark is Mark.NUMBER and lists.are_paragraphs(piece, words, before):
        return Part(BlockKind.PARAGRAPH, words)
    return Part(BlockKind.ITEM, words, depth)


def _is_bare_item(words: str, before: Part) -> bool:
    """Tell an item without a mark: behind a colon or another item, in small letters or with a semicolon at its end."""
    if before.kind is BlockKind.ITEM and before.words.endswith(_GOES_ON[1:]):
        return True
    listed = before.words.endswith(":") or (before.kind is BlockKind.ITEM and before.words.endswith(";"))
    return listed and (words[0].islower() or words.endswith(_GOES_ON))


def _introduces(part: Part) -> bool:
    return (
        bool(part.words)
        and part.words[-1] not in _ENDS.replace(":", "").replace(";", "")
        and part.kind is not BlockKind.HEADING
    )


def _heading_level(piece: Piece, words: str) -> int:
    """Return the depth of a heading without `#`: capitals and roman numerals over bold over italics; 0 for none."""
    if len(words) > _LONGEST_HEADING:
        return 0
    if is_date(words):
        return 3
    mark = _emphasis(piece.raw)
    if mark and is_phrase(words):
        return 2 if words.isupper() or _ROMAN_OR_CAPITALS.match(words) else 3 if len(mark) > 1 else LEAST_HEADING
    if (
        piece.mark is Mark.NONE
        and piece.alone
        and "\n" not in piece.raw.strip()
        and (is_title(words) or is_label(words))
    ):
        return 2 if words.isupper() or _ROMAN_OR_CAPITALS.match(words) else 3
    return 0


def _emphasis(raw: str) -> str:
    """Return the marks around a piece that stands in emphasis as a whole, or nothing."""
    if "*" not in raw and "_" not in raw and "<" not in raw:
        return ""
    plain = _REOPENED.sub(" ", _TAGS.sub("", raw)) if "<" in raw else _REOPENED.sub(" ", raw)
    opening = _OUTER_MARKS.match(plain)
    if not opening or not opening["mark"]:
        return ""
    inside = plain[opening.end() :].rstrip()
    mark = opening["mark"]
    return mark if mark[0] not in inside.rstrip("*_ .:") else ""


class _Lists:
    """The lists open at a place in the text: their indents, and whether their numbers count paragraphs."""

    def __init__(self) -> None:
        self._indents: list[int] = []
        self._paragraphs: dict[int, tuple[int, bool]] = {}

    def close(self) -> None:
        self._indents.clear()

    def depth(self, piece: Piece) -> int:
        """Return the depth of an item, 1 for the outermost."""
        while self._indents and self._indents[-1] > piece.indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < piece.indent:
            self._indents.append(piece.indent)
        return len(self._indents)

    def are_paragraphs(self, piece: Piece, words: str, before: Part) -> bool:
        """Tell whether a number counts a paragraph of prose; a list keeps the answer of its first number."""
        number, answer = self._paragraphs.get(piece.indent, (0, False))
        if piece.number != number + 1 or number == 0:
            answer = bool(_SENTENCE.match(words)) and not _introduces(before)
        self._paragraphs[piece.indent] = (piece.number, answer)
        if answer:
            self._indents.pop()  # the bullets of a paragraph are no sublist
        return answer
