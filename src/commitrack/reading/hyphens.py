"""Words parted at a line's end: put together, or compounds that keep their hyphen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from commitrack.lexicon.pages import load_pages
from commitrack.patterns import compile_late

_HYPHEN_END = compile_late(r"(\w+)[-\u2010]$")
_WORD = compile_late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST = 3
"""Letters of the first part of a compound: `re-building` is parted."""


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Count how a text writes its words, in small letters."""
    return Counter(word.casefold() for text in texts for word in _WORD.findall(text))


def join_lines(lines: Iterable[str], words: Counter[str]) -> str:
    """Join lines to one; `words` tells how the text writes a word that is parted at a line's end."""
    text = ""
    for line in lines:
        parted = _HYPHEN_END.search(text)
        if not parted:
            text = f"{text} {line}" if text else line
            continue
        text = text[: parted.end(1)] + _joint(parted[1], line, words) + line
    return text.replace("\u2010", "-")


def _joint(before: str, line: str, words: Counter[str]) -> str:
    """Return what stands between the first part of a word and the line that goes on with it."""
    found = _WORD.match(line)
    after = found[0] if found else ""
    if after in load_pages().another_follows:
        return "- "
    return "-" if not after or not after[0].islower() or _is_compound(before, after, words) else ""


def _is_compound(before: str, after: str, words: Counter[str]) -> bool:
    """Tell `long-term` from `co-operation`: by how the rest of the text writes it, else by its parts being words."""
    parts = load_pages()
    compound, single = words[f"{before}-{after}".casefold()], words[f"{before}{after}".casefold()]
    if compound or single:
        return compound > single
    if f"{before}{after}".casefold() in parts.whole:
        return False
    if any(map(after.startswith, parts.inner)) or (words[before.casefold()] > 1 and words[after.casefold()] > 1):
        return True
    is_first = before.casefold() in parts.first and not any(map(after.startswith, parts.one_word))
    return is_first or (after in parts.last and len(before) >= _SHORTEST)
