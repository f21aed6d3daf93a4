"""Web pages: what trafilatura finds to be the page's text, as pieces, with what its metadata states."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.lexicon.party_rows import load_parties
from commitrack.patterns import compile_late
from commitrack.reading.frontmatter import Fields
from commitrack.reading.furniture import find_own, fold_words, remove_furniture
from commitrack.reading.layout import INDENT, Mark, Piece, split_plain
from commitrack.reading.titles import is_phrase

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extracted

_LINE = "\n"
_NOTE_MARK = compile_late(r"\s*\[?\d{1,3}\]?\s*")
_BEFORE_SITE = compile_late(r"\s+[|•·:–—-]\s+")
_LAYOUT_CELL = 400
"""Characters of a table's cell above which the table only lays out a page."""


def read_html(text: str, name: str) -> tuple[Iterator[Piece], Fields]:
    """Return the pieces of a page's own text and its metadata; menus, notices and lists of other pages are left out."""
    try:
        page = _extract(text)
    except CommitrackError:
        raise
    except Exception:  # the library trusts its pages
        raise CommitrackError(f"{name or 'the page'}: is a damaged page; save its text and give that file") from None
    if page is None or page.body is None or not "".join(page.body.itertext()).strip():
        raise CommitrackError(f"{name or 'the page'}: holds no text; save the statement itself and give that file")
    stated = {"title": _title(page), "published": page.date, "source": page.url}
    return _blocks(page.body), {key: " ".join(value.split()) for key, value in stated.items() if value}


def _extract(text: str) -> Extracted | None:
    try:
        from trafilatura import baseline, load_html
        from trafilatura.settings import Document
    except ImportError:
        raise MissingExtraError("web pages need trafilatura: pip install 'commitrack[documents]'") from None

    for library in ("trafilatura", "htmldate", "courlan", "justext"):  # what they have to say is not the user's
        logging.getLogger(library).addHandler(logging.NullHandler())
    tree = load_html(text)
    if tree is None:
        return None
    remove_furniture(tree)
    page = _extract_page(tree)
    if page is not None:
        stated = tree.xpath("//meta[@property='og:site_name']/@content")
        page.sitename = stated[0] if stated else None  # no guess from the title
        return page
    body, words, _ = baseline(deepcopy(tree))  # too short a page to tell its text from what surrounds it
    return Document(body=body) if words else None


def _extract_page(tree: HtmlElement) -> Extracted | None:
    """Return the text of a page; where its own lists or headings are lost to caution, it is searched with less."""
    page = _search(tree, favor_recall=False)
    if page is None or page.body is None:
        return page
    own = set(find_own(tree, {fold_words(element) for element in page.body.iter("p")}))
    lost = _count_lost(own, page)
    fuller = _search(tree, favor_recall=True) if lost else None
    return fuller if fuller is not None and _count_lost(own, fuller) < lost else page


def _count_lost(own: Collection[str], page: Extracted) -> int:
    held = {fold_words(element) for element in page.body.iter("item", "head", "p")}
    return sum(words not in held for words in own)


def _search(tree: HtmlElement, favor_recall: bool) -> Extracted | None:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    page = bare_extraction(
        deepcopy(tree),
        favor_recall=favor_recall,
        include_comments=False,
        include_formatting=True,
        with_metadata=True,
        # Only what a page says of itself: a date found somewhere on it may be any.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return page if isinstance(page, Document) else None


def _title(page: Extracted) -> str:
    """Return the title of a page without the site's name behind it, which is stated or stands behind the one heading.

    A party behind it is one of those that met, be it the site's name or not.
    """
    title, site = " ".join((page.title or "").split()), " ".join((page.sitename or "").split())
    heads = {" ".join(_words(head).split()) for head in page.body.iter("head") if head.get("rend") == "h1"}
    cuts = [(title[: sign.start()], title[sign.end() :]) for sign in _BEFORE_SITE.finditer(title)]
    known = load_parties()
    if cuts and cuts[-1][1].casefold() == site.casefold() and not known.canonical(site):
        return cuts[-1][0]
    of_heading = (front for front, back in cuts if {front} == heads and not known.find(back, adjectives=True))
    return next(of_heading, title)


def _blocks(parent: Element) -> Iterator[Piece]:
    if parent.text and parent.text.strip():
        yield from split_plain(parent.text)
    for element in parent:
        if element.tag == "head":
            level = str(element.get("rend") or "")[-1:]
            yield Piece(_words(element), Mark.HASH, number=int(level) if level.isdigit() else 2)
        elif element.tag == "list":
            yield from _items(element, 0)
        elif element.tag == "table":
            yield from _rows(element)
        elif element.tag in ("quote", "div", "body"):
            yield from _blocks(element)
        else:
            yield from _paragraphs(element)
        if element.tail and element.tail.strip():
            yield from split_plain(element.tail)


def _paragraphs(element: Element) -> Iterator[Piece]:
    """Yield what a paragraph holds between its line breaks; a line wholly in bold is a heading."""
    bold = "".join(_words(part) for part in element.iter("hi") if part.get("rend") == "#b")
    for line in _join_lines(_words(element)):
        if is_phrase(line) and bold and line.strip() in bold:
            yield Piece(line, Mark.HASH, number=3)
        else:
            yield from split_plain(line)


def _join_lines(text: str) -> Iterator[str]:
    """Yield lines; one that begins in small letters goes on with the one before."""
    joined = ""
    for line in filter(str.strip, text.split(_LINE)):
        if joined and not line.lstrip()[:1].islower():
            yield joined
            joined = ""
        joined = f"{joined} {line}" if joined else line
    if joined:
        yield joined


def _items(element: Element, depth: int) -> Iterator[Piece]:
    mark = Mark.NUMBER if element.get("rend") == "ol" else Mark.BULLET
    for number, item in enumerate(element.iterchildren("item"), 1):
        yield Piece(_words(item, but="list"), mark, depth * INDENT, number if mark is Mark.NUMBER else 0)
        for inner in item.iterchildren("list"):
            yield from _items(inner, depth + 1)


def _rows(table: Element) -> Iterator[Piece]:
    cells = list(table.iter("cell"))
    if len(cells) == 1 or any(_is_layout(cell) for cell in cells):
        for cell in cells:
            yield from _blocks(cell)
        return
    for row in table.iter("row"):
        yield Piece(" | ".join(" ".join(_words(cell).split()) for cell in row.iterchildren("cell")), Mark.ROW)


def _is_layout(cell: Element) -> bool:
    """Tell whether a cell is a part of a page rather than of a table: long, or with paragraphs under a heading."""
    headed = cell.find(".//head") is not None and cell.find(".//p") is not None
    return headed or len("".join(cell.itertext())) > _LAYOUT_CELL


def _words(element: Element, but: str = "") -> str:
    """Return the words of an element, a line break where it has one, footnote marks left out."""
    words = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            words.append(_LINE)
        elif child.tag != but and not (child.get("rend") == "#sup" and _NOTE_MARK.fullmatch("".join(child.itertext()))):
            words.append(_words(child, but))
        words.append(child.tail or "")
    return "".join(words)
