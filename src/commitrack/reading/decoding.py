"""Bytes to characters: encodings, line ends, and what no reader is meant to see."""

from __future__ import annotations

import codecs
from unicodedata import normalize

from commitrack.errors import CommitrackError
from commitrack.patterns import compile_late

LONGEST = 2_000_000
"""Characters that a text may have, five times as many as the longest communiqués: all work on it is bounded by this."""
SHORTEST = 40
"""Characters that a paragraph counts for at least: each takes its time, however short."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = compile_late("\r\n?|[\v\f\x1c-\x1e\x85\u2028]")
_UNUSUAL = compile_late(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufb00-\ufb06\ufeff\ufff9-\uffff]"
)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Signs that some programs write for two or three letters, which no word is looked up by."""
_ACCENT = compile_late("[\u0300-\u036f]")
"""Accents that stand behind their letter."""
INVISIBLE = compile_late(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, which could also steer a terminal
    "\u200b-\u200f\u2060-\u2064\ufeff"  # zero width, joiners, direction marks
    "\u202a-\u202e\u2066-\u206f"  # direction overrides: text would show in another order
    "\ud800-\udfff\ufff9-\uffff]"
)
_SAMPLE = 4096
_CONTROLS_OF_BINARY = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b\x08")
_MOST_CONTROLS = 0.02
"""Share of control bytes above which bytes are not a text; UTF-8 and Windows-1252 prose has next to none."""


def decode(data: bytes, name: str) -> str:
    """Return the characters with Unix line ends, accents on their letters, no ligatures and nothing invisible.

    CommitrackError for what is no text.
    """
    text = compose(_characters(data, name))
    if not _UNUSUAL.search(text):  # one pass in place of two over most texts
        return text
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n").translate(_LIGATURES)
    return INVISIBLE.sub("", text)


def compose(text: str) -> str:
    """Return a text with each accent on its letter, as names in the tables have it."""
    return normalize("NFC", text) if _ACCENT.search(text) else text


def require_length(characters: int, name: str, longest: int = LONGEST) -> None:
    """CommitrackError where a text has more characters than it may."""
    if characters > longest:
        words = f"{name or 'the source'}: is longer than {longest // 1_000_000} million characters"
        raise CommitrackError(f"{words}; statements are shorter: take out the one that is meant")


def _characters(data: bytes, name: str) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "") or _wide(data)
    if encoding:
        return data.decode(encoding, errors="replace")
    if _is_binary(data):
        raise CommitrackError(f"{name or 'the source'}: is not a text (binary data)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _wide(data: bytes) -> str:
    """Return the UTF-16 variant of unmarked bytes in which every other byte is plainly zero, or nothing."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 4:
        return ""
    high_first, low_first = sample[0::2].count(0), sample[1::2].count(0)
    if high_first > 0.7 * half and low_first < 0.05 * half:
        return "utf-16-be"
    if low_first > 0.7 * half and high_first < 0.05 * half:
        return "utf-16-le"
    return ""


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return True
    return len(sample) - len(sample.translate(None, _CONTROLS_OF_BINARY)) > _MOST_CONTROLS * len(sample)
