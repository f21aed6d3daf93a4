"""Bytes to a document: the clean text, its blocks, and what its header tells."""

from __future__ import annotations

from commitrack.errors import CommitrackError
from commitrack.lexicon.parties import Parties
from commitrack.model import Document
from commitrack.reading.blocks import assemble, find_parts
from commitrack.reading.decoding import decode
from commitrack.reading.formats import Format, refuse_unreadable, text_format
from commitrack.reading.frontmatter import split_front_matter
from commitrack.reading.header import read_header
from commitrack.reading.inline import clean_words, open_up, plain_words
from commitrack.reading.layout import split_markdown, split_plain


def read_document(data: bytes, *, name: str = "", parties: Parties | None = None) -> Document:
    """Read a text: its encoding and format are found out, markup is taken off, the header read or guessed.

    `name` is the source's, which may tell format and date; `parties` are those to look for, else all that the package
    knows. Raises CommitrackError for what is empty or no text.
    """
    refuse_unreadable(data, name)
    fields, body = split_front_matter(decode(data, name))
    if fields or text_format(body, name) is Format.MARKDOWN:
        parts = find_parts(split_markdown(open_up(body)), clean_words)
    else:
        parts = find_parts(split_plain(body), plain_words)
    text, blocks = assemble(parts)
    if not text:
        raise CommitrackError(f"{name or 'the source'}: is empty")
    return Document(text=text, blocks=blocks, header=read_header(fields, name, text, blocks, parties))
