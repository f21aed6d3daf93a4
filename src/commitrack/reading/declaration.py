"""What an answer from the web declares of itself: type, encoding, name."""

from __future__ import annotations

import codecs
import re
from email.message import Message
from pathlib import PurePosixPath
from typing import NamedTuple

from commitrack.patterns import compile_late

_HTML = frozenset({".html", ".htm", ".xhtml"})
_TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
_SUFFIXES = {
    "text/html": _HTML,
    "application/xhtml+xml": _HTML,
    "text/markdown": frozenset({".md", ".markdown"}),
    "text/plain": _TEXT,
    "application/pdf": frozenset({".pdf"}),
    "application/x-pdf": frozenset({".pdf"}),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": frozenset({".docx"}),
}
"""The types that are read, with the suffixes that a file of each has."""
_FIRST = {_HTML: ".html", _TEXT: ".txt"}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download"})
"""Types that tell nothing; the bytes and the name have to."""

_META = compile_late(rb"""<meta\s[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_META_WITHIN = 4096
"""Bytes in which a page names its encoding: the standard says 1024, pages are less strict."""
_WIDE = compile_late(r"utf-(?:16|32)\b.*|iso2022_.*")
"""Encodings whose bytes can pass for UTF-8 by chance."""
_LEGACY = compile_late(r"iso8859-\d+|cp\d+|koi8-[rut]|mac-cyrillic|gb\w+|big5\w*|euc_\w+|shift_jis\w*|johab|tis-620")
_WIDER = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
"""What browsers read in place of what is declared, as it holds the same characters and more."""


class Declared(NamedTuple):
    """What the header of an answer says of its content; empty where it is silent."""

    type: str
    encoding: str

    @property
    def is_readable(self) -> bool:
        """Whether a reader may take it, as far as the type tells."""
        return self.type in _SUFFIXES or self.type in _UNTOLD or self.type.startswith("text/")

    @property
    def is_text(self) -> bool:
        """Whether its bytes are characters, as far as the type tells."""
        return self.type.startswith("text/") or _SUFFIXES.get(self.type) is _HTML


def read_declaration(content_type: str) -> Declared:
    """Read a `Content-Type` such as `text/html; charset="iso-8859-2"`."""
    message = Message()
    message["Content-Type"] = content_type
    return Declared(message.get_content_type() if "/" in content_type else "", str(message.get_param("charset") or ""))


def self_told(data: bytes, declared: Declared) -> bytes:
    """Return the bytes of a text so that they tell their encoding.

    What is not in UTF-8 and says so in its header or, a page, in itself is put into UTF-8 with the byte order mark,
    which every reader believes first. All else is unchanged: UTF-8, and Windows-1252, which it is taken for otherwise.
    """
    if not declared.is_text or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    encoding = _codec(declared.encoding) or _codec_of_page(data, declared)
    if encoding in ("", "cp1252") or (not _WIDE.fullmatch(encoding) and _is_utf8(data)):
        return data
    try:
        text = data.decode(encoding, "strict" if _WIDE.fullmatch(encoding) else "replace")
    except UnicodeDecodeError:
        return data
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def keep_bytes(data: bytes, declared: Declared) -> bytes:
    """Return the bytes as received where they are read the same without their header, else so that they tell."""
    told = self_told(data, declared)
    return data if told == self_told(data, declared._replace(encoding="")) else told


def name_page(path: str, host: str, declared: Declared) -> str:
    """Return what a file of the page is called: the end of its address, with a suffix of its type."""
    from urllib.parse import unquote

    last = next((part for part in reversed(unquote(path).split("/")) if part.strip(". ")), host)
    name = re.sub(r"[^\w.,() -]+", "-", last).strip(" -.")[-100:] or host
    suffixes = _SUFFIXES.get(declared.type)
    if suffixes is None or PurePosixPath(name).suffix.lower() in suffixes:
        return name
    return name + _FIRST.get(suffixes, min(suffixes, key=len))


def _codec(label: str) -> str:
    """Return Python's name of a declared encoding, empty where there is none or none that a text may be in."""
    label = label.strip().lower()
    for name in (label, label.removeprefix("x-")):
        try:
            codec = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        codec = _WIDER.get(codec, codec)
        return codec if _LEGACY.fullmatch(codec) or _WIDE.fullmatch(codec) else ""
    return ""


def _codec_of_page(data: bytes, declared: Declared) -> str:
    found = _META.search(data[:_META_WITHIN]) if _SUFFIXES.get(declared.type) is _HTML else None
    codec = _codec(found[1].decode("ascii")) if found else ""
    return "" if codec.startswith("utf") else codec  # a tag that can be read as it stands is not in UTF-16


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
