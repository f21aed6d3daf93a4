"""Bytes to a document: the clean text, its blocks, and what its header tells."""

from __future__ import annotations

from commitrack.errors import CommitrackError
from commitrack.lexicon.parties import Parties
from commitrack.model import Document
from commitrack.reading.blocks import assemble
from commitrack.reading.decoding import SHORTEST, require_length
from commitrack.reading.formats import read_parts
from commitrack.reading.header import read_header


def read_document(data: bytes, *, name: str = "", parties: Parties | None = None) -> Document:
    """Read a source: its encoding and format are found out, markup is taken off, the header read or guessed.

    `name` is the source's, which may tell format and date; `parties` are those to look for, else all that the package
    knows. Raises CommitrackError for what is empty or no text.
    """
    parts, fields = read_parts(data, name)
    text, blocks = assemble(parts)
    if not text:
        raise CommitrackError(f"{name or 'the source'}: is empty")
    require_length(sum(max(block.span.end - block.span.start, SHORTEST) for block in blocks), name)
    return Document(text=text, blocks=blocks, header=read_header(fields, name, text, blocks, parties))
