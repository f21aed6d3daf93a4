"""What on a web page is of its text: lists and headings that stand among its paragraphs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_AROUND = frozenset(("nav", "header", "footer", "aside"))


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
