"""What stands on web pages beside their text: what is taken out before it is searched, and what is the text's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from commitrack.lexicon.pages import load_pages

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from lxml.html import HtmlElement

_LONGEST = 60
"""Characters of a name that is looked at."""
_MOST = 0.5
"""Part of a page's words that nothing holds whose name only may be a notice's."""
_REMOVABLE = frozenset(("aside", "dialog", "div", "form", "iframe", "ol", "p", "section", "span", "table", "ul"))
_PAGE = "descendant::main | descendant::article | descendant::h1"
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_AROUND = frozenset(("nav", "header", "footer", "aside"))


def remove_furniture(page: HtmlElement) -> None:
    """Take out of a page what asks for cookies, scripts or subscribers, and what a wiki adds to its texts."""
    most = _count_said(page) * _MOST
    for element in list(page.iterdescendants("noscript", *_REMOVABLE)):
        if element.tag == "noscript" or _is_notice(element, most) or (element.tag == "p" and _asks(element)):
            element.drop_tree()  # what follows it stays


def find_own(page: Element, kept: Collection[str]) -> Iterator[str]:
    """Yield the list items and headings of a page that stand beside a paragraph of its text, `kept` being those."""
    homes = {paragraph.getparent() for paragraph in page.iter("p") if fold_words(paragraph) in kept}
    for element in page.iter("li", *_HEADINGS):
        block = element.getparent() if element.tag == "li" else element
        if block is None or block.getparent() not in homes or any(up.tag in _AROUND for up in block.iterancestors()):
            continue
        words = fold_words(element)
        linked = sum(len(fold_words(link)) for link in element.iter("a"))
        if linked < len(words) / 2:
            yield words


def fold_words(element: Element) -> str:
    """Return the words of an element without white space, to compare."""
    return "".join("".join(map(str, element.itertext())).split())


def _is_notice(element: Element, most: float) -> bool:
    words = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    names = [word for word in words if len(word) <= _LONGEST]
    told = load_pages()
    is_named = any(map(told.notice.fullmatch, names))
    if not is_named and any(map(told.maybe_notice.fullmatch, names)):
        is_named = _count_said(element) <= most
    return is_named and not element.xpath(_PAGE)


def _count_said(element: Element) -> int:
    """Count the letters that a page shows, without what only a browser without scripts does."""
    words = element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::head)]")
    return sum(len("".join(str(each).split())) for each in words)


def _asks(element: Element) -> bool:
    return bool(load_pages().asks.match(" ".join("".join(map(str, element.itertext())).split())))
