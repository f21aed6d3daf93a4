"""Word documents: headings, paragraphs, lists, tables and footnotes in the order of the text."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.patterns import compile_late
from commitrack.reading.decoding import SHORTEST, require_length
from commitrack.reading.frontmatter import Fields
from commitrack.reading.layout import INDENT, Mark, Piece, split_plain
from commitrack.reading.titles import is_phrase

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element as Element

_LARGEST = 64 * 1024 * 1024
"""Bytes that a document may unpack to; a small file can hold a huge one to exhaust the memory."""
_LARGEST_XML = 20 * 1024 * 1024
"""Bytes of it that may be XML, which takes ten times as much once it is read; a thousand pages have half of that."""
_DAMAGED = "is a damaged or protected Word document; save it anew and try again"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = compile_late(r"(?:heading|überschrift|titre|título) (\d)", re.IGNORECASE)
_TITLES = frozenset({"title", "subtitle"})
_LISTS = compile_late(r"list (?P<kind>bullet|number|paragraph|continue)?\s*(?P<level>\d)?", re.IGNORECASE)
_NUMBERED = frozenset({"decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"})


def read_docx(data: bytes, name: str) -> tuple[Iterator[Piece], Fields]:
    """Return the pieces of a Word document, its footnotes last, and the title of its properties."""
    name = name or "the document"
    document = _open(data, name)
    try:
        title = " ".join((document.core_properties.title or "").split())
        return iter(list(_bounded(_pieces(document), name))), {"title": title} if title else {}
    except CommitrackError:
        raise
    except Exception:  # the library trusts its files
        raise CommitrackError(f"{name}: {_DAMAGED}") from None


def _open(data: bytes, name: str) -> Document:
    try:
        import docx
    except ImportError:
        raise MissingExtraError("Word documents need python-docx: pip install 'commitrack[documents]'") from None

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _require_size(archive, name)
        return docx.Document(io.BytesIO(data))
    except CommitrackError:
        raise
    except Exception:  # a damaged file breaks the library wherever it happens to look first
        raise CommitrackError(f"{name}: {_DAMAGED}") from None


def _require_size(archive: zipfile.ZipFile, name: str) -> None:
    """CommitrackError where a document unpacks to more than it may; one that lies about it is damaged to the reader."""
    entries = archive.infolist()
    xml = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    for size, most, what in ((sum(entry.file_size for entry in entries), _LARGEST, ""), (xml, _LARGEST_XML, " of XML")):
        if size > most:
            raise CommitrackError(f"{name}: unpacks to more than {most // 2**20} MB{what}; save the text alone")


def _pieces(document: Document) -> Iterator[Piece]:
    yield from _blocks(document.element.body, document, _Seen())
    yield from _notes(document)


def _bounded(pieces: Iterable[Piece], name: str) -> Iterator[Piece]:
    """Yield pieces; CommitrackError where they become too long in all."""
    characters = 0
    for piece in pieces:
        characters += max(len(piece.raw), SHORTEST)
        require_length(characters, name)
        yield piece


class _Seen(Struct):
    """What a document's paragraphs had so far."""

    items: Counter[str] = field(default_factory=Counter)
    """How many each list has."""
    styles: dict[str | None, str] = field(default_factory=dict)
    """Names of styles by their ids, whose look-up takes longer than the rest."""


def _blocks(parent: Element, document: Document, seen: _Seen) -> Iterator[Piece]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(Paragraph(element, document), document, seen)
        elif element.tag == f"{_W}tbl":
            yield from _rows(Table(element, document))
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _blocks(element, document, seen)


def _paragraph(paragraph: Paragraph, document: Document, seen: _Seen) -> Iterator[Piece]:
    words = _words(paragraph._p)
    if not words.strip():
        return
    key = paragraph._p.style
    if key not in seen.styles:
        seen.styles[key] = (paragraph.style.name or "") if paragraph.style is not None else ""
    style = seen.styles[key]
    heading = _HEADING.match(style)
    if heading or style.lower() in _TITLES:
        yield Piece(words, Mark.HASH, number=int(heading[1]) if heading else 1)
        return
    listed = _list_of(paragraph, style, document)
    if listed:
        mark, level, named = listed
        seen.items[named] += 1
        yield Piece(words, mark, level * INDENT, seen.items[named] if mark is Mark.NUMBER else 0)
    elif is_phrase(words) and _is_bold(paragraph):
        yield Piece(words, Mark.HASH, number=3)
    else:
        for line in filter(str.strip, words.split("\n")):
            yield from split_plain(line)


def _list_of(paragraph: Paragraph, style: str, document: Document) -> tuple[Mark, int, str] | None:
    """Return mark, depth and list of a paragraph in a list."""
    properties = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
    if properties is not None and properties.numId is not None and properties.numId.val:
        level = int(properties.ilvl.val) if properties.ilvl is not None else 0
        number = int(properties.numId.val)
        return _mark(document, number, level), level, f"{number}.{level}"
    named = _LISTS.match(style)
    if not named or not named["kind"] or named["kind"].lower() not in ("bullet", "number"):
        return None
    level = int(named["level"] or 1) - 1
    return Mark.NUMBER if named["kind"].lower() == "number" else Mark.BULLET, level, style


def _mark(document: Document, number: int, level: int) -> Mark:
    """Return what marks the items of a list, by its definition in the document's numbering part."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return Mark.BULLET
    abstract = numbering.xpath(f"w:num[@w:numId={number}]/w:abstractNumId/@w:val")
    formats = abstract and numbering.xpath(
        f"w:abstractNum[@w:abstractNumId={int(abstract[0])}]/w:lvl[@w:ilvl={level}]/w:numFmt/@w:val"
    )
    return Mark.NUMBER if formats and str(formats[0]) in _NUMBERED else Mark.BULLET


def _is_bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _rows(table: Table) -> Iterator[Piece]:
    for row in table.rows:
        cells: list[str] = []
        seen: list[object] = []
        for cell in row.cells:  # a merged cell comes once for each place it takes
            if cell._tc not in seen:
                seen.append(cell._tc)
                cells.append(" ".join(_words(cell._tc).split()))
        yield Piece(" | ".join(cells), Mark.ROW)


def _notes(document: Document) -> Iterator[Piece]:
    from lxml import etree

    for part in document.part.package.iter_parts():
        if str(part.partname).endswith(("/footnotes.xml", "/endnotes.xml")):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            for note in etree.fromstring(part.blob, parser):
                if note.get(f"{_W}type") in (None, "normal"):
                    yield Piece(_words(note), Mark.NOTE)


def _words(element: Element) -> str:
    """Return the words as they stand when all changes are accepted, footnote marks left out."""
    if element.tag == f"{_W}t":
        return element.text or ""
    if element.tag in _BREAKS:
        return _BREAKS[element.tag]
    if element.tag == _FALLBACK:  # the same words once more, for older programs
        return ""
    words = "".join(_words(child) for child in element)
    return f"{words}\n" if element.tag == f"{_W}p" else words
