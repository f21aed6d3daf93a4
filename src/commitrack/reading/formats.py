"""Which kind of text some bytes are, and how each kind is read. A further format is one more row here."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import PurePath

from commitrack.errors import CommitrackError


class Format(Enum):
    """A kind of source that can be read."""

    PLAIN = auto()
    MARKDOWN = auto()


_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
    (b"{\\rtf", "a rich-text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown"})
_MARKDOWN = re.compile(r"\*\*[^\s*][^*\n]*\*\*|\]\((?:https?:|/|#)|^\#{1,6} \S|^\[\^\w+\]:", re.MULTILINE)


def refuse_unreadable(data: bytes, name: str) -> None:
    """Raise CommitrackError for bytes of a kind that no reader takes."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise CommitrackError(f"{name or 'the source'}: is {kind}; text and markdown are read")


def text_format(text: str, name: str) -> Format:
    """Tell markdown from plain text, by what stands in it before by its name."""
    if _MARKDOWN.search(text) or PurePath(name).suffix.lower() in _MARKDOWN_NAMES:
        return Format.MARKDOWN
    return Format.PLAIN
