"""The marks inside a line of markdown: gone from the clean text, their words kept."""

from __future__ import annotations

import re

from commitrack.patterns import compile_late
from commitrack.reading.decoding import INVISIBLE, compose

_BLOCK_TAG = compile_late(
    r"</?(?:address|article|aside|blockquote|body|center|col|colgroup|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|html|main|nav|ol|p|section|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_ITEM_TAG = compile_late(r"<li\b[^<>]*>", re.IGNORECASE)
_BREAK_TAG = compile_late(r"<br\b[^<>]*>\n?", re.IGNORECASE)
_HIDDEN = compile_late(r"<!--|<(script|style|head|template)\b[^<>]*>", re.IGNORECASE | re.ASCII)
_CLOSINGS = {"!--": compile_late(r"-->")} | {
    name: compile_late(rf"</{name}[^>]*(?:>|\Z)", re.IGNORECASE | re.ASCII)
    for name in ("script", "style", "head", "template")
}
_AUTOLINK = compile_late(r"<(?:[a-z][a-z0-9+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s]+)>", re.IGNORECASE)
_TAG = compile_late(r"</?[a-zA-Z][^<>]*>")

# [words](address "title"): the words may hold escaped brackets and one level of plain ones. What is unbounded gives
# nothing back (`*+`), so that brackets or blanks without an end are looked through once.
_WORDS_OF_LINK = r"(?<!\\)\[((?:\\[\s\S]|[^\[\]\\]|\[[^\[\]]*\]){0,2000})\]"
_IMAGE = compile_late(r"!" + _WORDS_OF_LINK + r"(?:\([^()]*+\)|\[[^\[\]]*\])")
_LINK = compile_late(
    _WORDS_OF_LINK + r"\(\s*+(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*+)(?:\s++[\"'(][^\n]{0,500}?[\"')])?\s*+\)"
)
_REFERENCE = compile_late(_WORDS_OF_LINK + r"\s?\[([^\[\]^]+)\]")
_DEFINITION = compile_late(r"^[ ]{0,3}\[(?!\^)([^\[\]]+)\]:[ \t]*\S+.*$\n?", re.MULTILINE)

_NOTE_MARK = compile_late(
    r"""\[\^[^\]\s]{1,100}\](?!:)                               # [^3]
    | (?<=[\w.,;:!?)”’"'*])<sup>\s*\\?\[\s*\d{1,3}\s*\\?\]\s*</sup>   # <sup>[3]</sup>
    | (?:(?<=[a-z]{3})|(?<=[.,;:!?)”’"']))<sup>\s*\d{1,3}\s*</sup>    # <sup>3</sup>, but not km<sup>2</sup>
    | (?<=[\w.,;:!?)”’"'*])\\?\[\d{1,3}\\?\](?![(\[])             # [3] set close
    | (?<=[\w.,;:!?)”’"'])[ ]\\?\[\d{1,3}\\?\](?=[.,;:]|\s*\Z)      # or at the end of a clause
    """,
    re.VERBOSE,
)
# Begins with its letter, so that the search is fast; what stands before it is looked at afterwards.
_STARS = compile_late(r"\*(?<!\\\*)(?:\*+|(?=\S)|(?<=\S\*)|(?<=\A\*)|(?<=[.!?*]\s\*)(?=\s)|\s*\Z)")
_UNDERSCORES = compile_late(r"(?<![\\\w])_+(?=\S)|(?<=[^\s\\])_+(?!\w)")
_STRUCK = compile_late(r"(?<!\\)~~")
_CODE = compile_late(r"(?<!\\)`+")
_ESCAPE = compile_late(r"\\([!-/:-@\[-`{-~]|$)", re.MULTILINE)
_RAISED = compile_late("[⁰¹²³⁴-⁹]")  # quickly found, or not; the other one looks back at every place
_RAISED_MARK = compile_late(r"""(?:(?<=[a-z]{3})|(?<=[.,;:!?)”’"']))[⁰¹²³⁴-⁹]+""")  # ³ set close, but not km²


def open_up(text: str) -> str:
    """Take out of a whole markdown text what spans lines: comments, block tags, links, images, link addresses."""
    if "<" in text:
        text = _without_hidden(text)
        text = _BREAK_TAG.sub("  \n", text)
        text = _ITEM_TAG.sub("\n\n- ", text)
        text = _BLOCK_TAG.sub("\n\n", text)
        text = _AUTOLINK.sub("", text)
    if "[" in text:
        text = _unlink(text)
    return text


def clean_words(raw: str) -> str:
    """Return the words of a stretch of markdown: marks, tags and escapes gone, white space folded."""
    raw = _without_note_marks(raw)
    if "<" in raw:
        raw = _TAG.sub("", raw)
    if "*" in raw:
        raw = _STARS.sub("", raw.strip())
    if "_" in raw:
        raw = _UNDERSCORES.sub("", raw)
    if "`" in raw:
        raw = _CODE.sub("", raw)
    if "~~" in raw:
        raw = _STRUCK.sub("", raw)
    if "\\" in raw:
        raw = _ESCAPE.sub(r"\1", raw)
    if "&" in raw:
        from html import unescape

        raw = INVISIBLE.sub("", unescape(raw))
    return " ".join(raw.split())


def _without_hidden(text: str) -> str:
    """Take out comments and what is between the tags of scripts and styles; one that never ends stays."""
    kept, at, endless = [], 0, set()
    for opening in _HIDDEN.finditer(text):
        name = (opening[1] or "!--").lower()
        if opening.start() < at or name in endless:
            continue
        closing = _CLOSINGS[name].search(text, opening.end())
        if closing is None:
            endless.add(name)  # looked for once, not from every opening
            continue
        kept.append(text[at : opening.start()])
        at = closing.end()
    return "".join((*kept, text[at:])) if at else text


def _unlink(text: str) -> str:
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    known = {name.casefold() for name in _DEFINITION.findall(text)}
    if known:
        text = _DEFINITION.sub("", text)
        text = _REFERENCE.sub(lambda link: link[1] if link[2].casefold() in known else link[0], text)
    return text


def plain_words(raw: str) -> str:
    """Return the words of plain text: footnote marks gone, accents on their letters, white space folded."""
    return compose(" ".join(_without_note_marks(raw).split()))


def _without_note_marks(raw: str) -> str:
    if "[" in raw or "<" in raw:
        raw = _NOTE_MARK.sub("", raw)
    return raw if raw.isascii() or not _RAISED.search(raw) else _RAISED_MARK.sub("", raw)
