"""PDF files: what pdfium finds on each page, as runs of characters with their place and size."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.patterns import compile_late
from commitrack.reading.decoding import require_length
from commitrack.reading.layout import Piece
from commitrack.reading.lines import Run
from commitrack.reading.pages import find_pieces

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_MOST_PAGES = 2000
_LARGEST = 24 * 1024 * 1024
"""Bytes that what is compressed may unpack to, pictures aside: pdfium unpacks a page before it can be stopped."""
_PIECE = 4096
"""Compressed bytes that are unpacked at a time, to a thousand times as many."""
_PACKED_TWICE = compile_late(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?\b")
_BOLD = 600
_BOLD_NAME = compile_late(rb"bold|black|heavy|demi", re.IGNORECASE)
_HYPHENS = frozenset({0x02, 0xFFFE})
"""What pdfium gives for a hyphen at the end of a line."""
_WIDE_GAP = 1.2
"""In sizes of the font: a gap as wide parts columns or cells, not words."""
_RAISED = 0.2
"""In sizes of the font: how far above the line a smaller figure is a footnote's mark."""


def read_pdf(data: bytes, name: str) -> Iterator[Piece]:
    """Return the pieces of a PDF's text in reading order; CommitrackError where it cannot be had."""
    name = name or "the file"
    document = _open(data, name)
    try:
        pages = list(_pages(document, name))
    finally:
        document.close()
    if not any(run.text.strip() for page in pages for run in page):
        raise CommitrackError(
            f"{name}: holds pictures of pages and no text; let a program for text recognition read it"
        )
    return find_pieces(pages)


def _pages(document: PdfDocument, name: str) -> Iterator[list[Run]]:
    """Yield the runs of each page; CommitrackError where they are too many in all."""
    characters = 0
    for number in range(len(document)):
        runs = _runs(document, number, name)
        characters += sum(len(run.text) for run in runs)
        require_length(characters, name)
        yield runs


def _open(data: bytes, name: str) -> PdfDocument:
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError("PDF files need pypdfium2: pip install 'commitrack[documents]'") from None

    if _PACKED_TWICE.search(data) or _unpacked(data) > _LARGEST:
        raise CommitrackError(f"{name}: unpacks to more than {_LARGEST // 2**20} MB; save its text and give that")
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise CommitrackError(f"{name}: is locked with a password; save it without one") from None
        raise CommitrackError(f"{name}: is a damaged PDF file; download it anew") from None
    if pages > _MOST_PAGES:
        raise CommitrackError(f"{name}: has {pages} pages; statements have up to {_MOST_PAGES}")
    return document


def _unpacked(data: bytes) -> int:
    """Return to how many bytes the compressed streams unpack, pictures aside; counted no further than is allowed."""
    size, at = 0, data.find(b"stream")
    while at >= 0 and size <= _LARGEST:
        begin = at + len(b"stream")
        is_end, is_picture = data.endswith(b"end", 0, at), b"/Image" in data[max(0, at - 400) : at]
        if not is_end and not is_picture:
            size += _inflated(data, begin + (2 if data.startswith(b"\r\n", begin) else 1), _LARGEST + 1 - size)
        at = data.find(b"stream", begin)
    return size


def _inflated(data: bytes, begin: int, most: int) -> int:
    """Return to how many bytes a compressed stream unpacks, up to `most`; 0 for what is not compressed."""
    import zlib

    unpacker, size = zlib.decompressobj(), 0
    try:
        while size < most and not unpacker.eof and begin < len(data):
            size += len(unpacker.decompress(data[begin : begin + _PIECE]))
            begin += _PIECE
    except zlib.error:  # damaged, or another compression, of which none grows as much
        pass
    return size


def _runs(document: PdfDocument, number: int, name: str) -> list[Run]:
    """Return the runs of characters on a page, each on one line and without wide gaps."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number]
        text = page.get_textpage()
    except PdfiumError:
        raise CommitrackError(f"{name}: page {number + 1} is damaged; download it anew") from None
    require_length(text.count_chars(), name)
    runs: list[Run] = []
    open_run: _OpenRun | None = None
    for char in _characters(text.raw, text.count_chars()):
        if open_run is None or not open_run.takes(char):
            if open_run is not None:
                runs.append(open_run.close())
            open_run = _OpenRun(char)
        else:
            open_run.add(char)
    if open_run is not None:
        runs.append(open_run.close())
    text.close()
    page.close()
    return [run for run in runs if run.text.strip()]


class _Character:
    __slots__ = ("bold", "left", "right", "sign", "size", "y")

    def __init__(self, sign: str, left: float, right: float, y: float, size: float, bold: bool) -> None:
        self.sign, self.left, self.right, self.y, self.size, self.bold = sign, left, right, y, size, bold


def _characters(text: Any, count: int) -> Iterator[_Character]:
    """Yield the characters in the order of the file, line ends among them."""
    from pypdfium2 import raw

    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    bold = after_gap = True
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index) or 1.0
        height = top.value - bottom.value
        # The size is that before the page's transformation: a scaled page is told by its letters' boxes.
        size = size if 0.25 * size < height < 2 * size or not height else height / 0.7
        if after_gap:  # type changes between words; to ask for each letter takes long
            raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
            bold = raw.FPDFText_GetFontWeight(text, index) >= _BOLD or bool(_BOLD_NAME.search(name.value))
        after_gap = code <= 32
        if code in _HYPHENS:
            code = 0x2010
        if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
            yield _Character(chr(code), left.value, right.value, y.value, size, bold)


class _OpenRun:
    """A run that may still grow."""

    def __init__(self, first: _Character) -> None:
        self._first = first
        self._signs = [first.sign]
        self._left, self._right, self._bold = first.left, first.right, 0
        self._sizes: Counter[float] = Counter()
        self._last = first
        self._count(first)

    def takes(self, char: _Character) -> bool:
        """Tell whether a character goes on in this run."""
        if char.sign in "\r\n":
            return True
        if self._last.sign in "\r\n":
            return False
        size = max(self._first.size, 0.1)
        same_line = abs(char.y - self._first.y) < 0.5 * size
        gap = char.left - self._right
        return char.sign == " " or (same_line and -size < gap < _WIDE_GAP * size)

    def add(self, char: _Character) -> None:
        raised = char.y - self._first.y > _RAISED * self._first.size and char.size < 0.85 * self._first.size
        self._last = char
        if char.sign in "\r\n" or (raised and char.sign.isdigit()):
            return
        self._signs.append(char.sign)
        self._count(char)

    def _count(self, char: _Character) -> None:
        if not char.sign.isspace():
            self._left, self._right = min(self._left, char.left), max(self._right, char.right)
            self._sizes[round(char.size, 1)] += 1
            self._bold += char.bold

    def close(self) -> Run:
        bold = self._bold > 0.9 * self._sizes.total()
        size = max(self._sizes, key=lambda size: (self._sizes[size], size), default=self._first.size)
        text = "".join(self._signs).replace("\r", "").replace("\n", "")
        return Run(text, self._left, self._right, self._first.y, size, bold)
