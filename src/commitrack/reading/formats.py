"""Which kind of source some bytes are, and how each is read. A further format is one more branch here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from commitrack.errors import CommitrackError, OwnReportError
from commitrack.patterns import compile_late
from commitrack.reading.blocks import Part, find_parts
from commitrack.reading.decoding import LONGEST, decode, require_length
from commitrack.reading.frontmatter import Fields, split_front_matter
from commitrack.reading.inline import clean_words, open_up, plain_words
from commitrack.reading.layout import split_markdown, split_plain

_LONGEST_PAGE = 4 * LONGEST
"""Characters of a web page, its markup included."""
_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_WORD_PART = b"word/document.xml"
_REFUSED = (
    (_ZIP, "a zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or protected Word document; save it as .docx or text"),
    (b"{\\rtf", "a rich-text file; save it as .docx or text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
)
_PAGE = compile_late(r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_OWN_REPORT = compile_late(
    r"\A<!-- generator: commitrack\b|<meta\s+name=[\"']?generator[\"']?\s+content=[\"']?commitrack\b"
)
_OWN_RECORD = compile_late(
    r"""\A (?: \s* (?: \#[^\n]*                                            # comments
                     | (?P<schema> schema\s*=\s*\d+[ \t]*(?:\#[^\n]*|\r)? ) # the version of the format
                     | (?P<other> (?!schema\b)[\w"'-]+[ \t]*=[^\n]* ) ) \n )*   # with it, keys of any kind
        (?(other)(?(schema)|(?!)))
        \s* \[{1,2} (?: statement | commitment | decision ) \]{1,2}          # the header of its first table
        \s* [\w"'-]+ \s* =                                                 # and a key""",
    re.VERBOSE,
)
_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown"})
_MARKDOWN = compile_late(r"\*\*[^\s*][^*\n]*\*\*|\]\((?:https?:|/|#)|^\#{1,6} \S|^\[\^\w+\]:", re.MULTILINE)


def read_parts(data: bytes, name: str) -> tuple[Iterator[Part], Fields]:
    """Return the parts of a source of any kind, and what its front matter or metadata states.

    The kind is known by content, markdown also by name. Raises CommitrackError for what is no text, OwnReportError for
    what the program wrote itself, MissingExtraError where the library for a kind is not there.
    """
    if _PDF in data[:1024]:  # some have a little in front
        from commitrack.reading.pdf import read_pdf

        return find_parts(read_pdf(data, name), plain_words), {}
    if data.startswith(_ZIP) and _WORD_PART in data:
        from commitrack.reading.docx import read_docx

        pieces, fields = read_docx(data, name)
        return find_parts(pieces, plain_words), fields
    for signature, kind in _REFUSED:
        if data.startswith(signature):
            raise CommitrackError(f"{name or 'the source'}: is {kind}")
    return _read_text(data, name)


def _read_text(data: bytes, name: str) -> tuple[Iterator[Part], Fields]:
    text = decode(data, name)
    if _OWN_REPORT.search(text[:2000]):
        raise OwnReportError(f"{name or 'the source'}: is a report that commitrack wrote, not a statement")
    if _OWN_RECORD.match(text[:2000]):
        raise OwnReportError(f"{name or 'the source'}: is a record of a ledger, not a statement; give its source")
    if _PAGE.match(text[:2000]):
        from commitrack.reading.declaration import Declared, self_told
        from commitrack.reading.html import read_html

        require_length(len(text), name, _LONGEST_PAGE)
        told = self_told(data, Declared("text/html", ""))
        pieces, fields = read_html(text if told is data else decode(told, name), name)
        return find_parts(pieces, plain_words), fields
    require_length(len(text), name)
    fields, body = split_front_matter(text)
    if fields or _MARKDOWN.search(body) or PurePath(name).suffix.lower() in _MARKDOWN_NAMES:
        return find_parts(split_markdown(open_up(body)), clean_words), fields
    return find_parts(split_plain(body), plain_words), fields
