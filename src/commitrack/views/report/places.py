"""Where a commitment stands: its anchor in the report, its passage in the text, its address on the web."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from urllib.parse import quote, urlsplit

from msgspec import Struct

from commitrack.model import BlockKind, Commitment, Document, Span
from commitrack.patterns import compile_late

UNFIT = compile_late(r"[^A-Za-z0-9._/-]+")
WEB = compile_late(r"https?://[^\s\x00-\x1f\x7f\"'<>\\^`{|}]+", re.IGNORECASE)
FRAGMENT_WORDS = 5
"""Words at either end of a quote that name it in an address (`#:~:text=`)."""


class Stretch(Struct, frozen=True):
    """A stretch of a block's text, and the commitments that it belongs to."""

    text: str
    ids: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    """Those of them that begin here."""


class Passage(Struct, frozen=True):
    """A block of a text with the commitments marked in it."""

    kind: BlockKind
    stretches: tuple[Stretch, ...]


def anchor(name: str) -> str:
    """Return the fragment that leads to a commitment; an id that keeps to the format is its own."""
    return UNFIT.sub("-", name)


def text_anchor(name: str) -> str:
    """Return the fragment that leads to a commitment's place in the text."""
    return f"text-{anchor(name)}"


def web_address(source: str) -> str:
    """Return a source as an address that may be linked; empty for any other kind, such as `javascript:`."""
    source = source.strip()
    if not WEB.fullmatch(source):
        return ""
    try:
        return source if urlsplit(source).hostname else ""
    except ValueError:  # such as a bracket that is never closed
        return ""


def web_place(source: str, words: str) -> str:
    """Return the address of a quote in a source on the web, as far as browsers find it there; empty for no address."""
    address = web_address(source)
    if not address or "#" in address:
        return address
    listed = words.split()
    ends = [listed[:FRAGMENT_WORDS], listed[-FRAGMENT_WORDS:]] if len(listed) > 2 * FRAGMENT_WORDS else [listed]
    return f"{address}#:~:text=" + ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)


def find_places(document: Document, commitments: Iterable[Commitment]) -> dict[str, Span]:
    """Return the spans of those commitments that stand in a text as their records say."""
    return {
        one.id: one.span
        for one in commitments
        if one.span and document.text[slice(*one.span)].split() == one.quote.split()
    }


def mark_passages(document: Document, places: dict[str, Span]) -> Iterator[Passage]:
    """Yield the blocks of a text, cut where a commitment begins or ends."""
    waiting = sorted(places.items(), key=lambda item: (item[1], item[0]))
    begun: set[str] = set()
    for block in document.blocks:
        here = [(name, span) for name, span in waiting if span.start < block.span.end and block.span.start < span.end]
        stretches = []
        for start, end in _cuts(block.span, [span for _, span in here]):
            ids = tuple(name for name, span in here if span.start <= start and end <= span.end)
            stretches.append(Stretch(document.text[start:end], ids, tuple(name for name in ids if name not in begun)))
            begun.update(ids)
        yield Passage(block.kind, tuple(stretches))


def _cuts(block: Span, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    inside = {edge for span in spans for edge in span if block.start < edge < block.end}
    edges = sorted({block.start, block.end, *inside})
    return pairwise(edges)
