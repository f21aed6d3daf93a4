"""Words parted at a line's end: put together, or compounds that keep their hyphen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from commitrack.patterns import compile_late

_HYPHEN_END = compile_late(r"(\w+)[-\u2010]$")
_WORD = compile_late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ANOTHER_FOLLOWS = frozenset(("and", "or", "to", "nor"))
"""Words before which a hyphen stands for what the next compound ends with: `small- and medium-sized`."""
_INNER = ("to-", "of-", "in-", "by-", "on-", "the-", "and-")
"""How `people-to-people` and `state-of-the-art` go on."""
_FIRST_PARTS = """
    all anti arms capacity clean climate cross evidence fact far first full gender joint large long low market medium
    mutually non people policy risk rules self short small socio third value well
"""
"""How compounds begin; no `high` or `mid`, which begin as many words that have no hyphen: `high-est`, `mid-dle`."""
_LAST_PARTS = """
    based being border building called carbon centered centred class cutting defined driven edge effective
    efficient emission ended established focused free friendly governmental income intensive known lasting led level
    long making military minded neutral nuclear operational oriented owned party proliferation quality range ranging
    reaching related resilient saving scale sector sharing sized specific standing submarine sufficient tech term wide
    year
"""
_WHOLE_WORDS = """
    acknowledge knowledge misunderstanding nationwide notwithstanding outstanding prolong understanding
    worldwide
"""
"""Words that only end like a compound."""
_FIRST = frozenset(_FIRST_PARTS.split())
_LAST = frozenset(_LAST_PARTS.split())
_WHOLE = frozenset(_WHOLE_WORDS.split())
_ONE_WORD = ("age", "cipat", "coming", "en", "er", "fall", "hand", "ing", "ish", "land", "light", "list", "ly", "ment")
"""How words go on that only begin like a compound: `short-age`, `anti-cipate`, `high-light`."""
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
    if after in _ANOTHER_FOLLOWS:
        return "- "
    return "-" if not after or not after[0].islower() or _is_compound(before, after, words) else ""


def _is_compound(before: str, after: str, words: Counter[str]) -> bool:
    """Tell `long-term` from `co-operation`: by how the rest of the text writes it, else by its parts being words."""
    compound, single = words[f"{before}-{after}".casefold()], words[f"{before}{after}".casefold()]
    if compound or single:
        return compound > single
    if f"{before}{after}".casefold() in _WHOLE:
        return False
    if after.startswith(_INNER) or (words[before.casefold()] > 1 and words[after.casefold()] > 1):
        return True
    is_first = before.casefold() in _FIRST and not after.startswith(_ONE_WORD)
    return is_first or (after in _LAST and len(before) >= _SHORTEST)
