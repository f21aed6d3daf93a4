"""What a line looks like: a heading or a sentence."""

from __future__ import annotations

from commitrack.lexicon.headers import load_headers
from commitrack.patterns import compile_late

LONGEST_TITLE = 16  # words
LONGEST_LABEL = 9  # words, of a heading in sentence case
_WORD = compile_late(r"[^\W\d_][\w’'.&-]*")
_ENUMERATOR = compile_late(r"(?:[IVXLC]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,2})*)[.)]\s+")


def is_title(words: str) -> bool:
    """Tell whether a short line reads as a heading: no full stop, its words capitalised or all in capitals."""
    words = _ENUMERATOR.sub("", words, count=1)
    if len(words) > 140 or load_headers().open_end.search(words):
        return False
    found = _WORD.findall(words)
    if not 1 <= len(found) <= LONGEST_TITLE or words[:1].islower():
        return False
    small = load_headers().small
    weighty = [word for word in found if word not in small]
    return sum(not word[0].islower() for word in weighty) >= 0.75 * len(weighty) > 0


def is_headline(words: str) -> bool:
    """Tell whether a title is written as a sentence is, most of its words small, as those of news are."""
    weighty: list[str] = [word for word in _WORD.findall(words) if word not in load_headers().small]
    return 2 * sum(word[0].islower() for word in weighty) > len(weighty)


def is_heading(words: str) -> bool:
    """Tell whether a line over others reads as a heading: a title in which nobody acts."""
    return is_title(words) and not load_headers().acts.search(words)


def is_label(words: str) -> bool:
    """Tell whether a line that stands alone reads as a heading in sentence case: few words, no stop, nobody acting."""
    words = _ENUMERATOR.sub("", words, count=1)
    few = 0 < words.count(" ") + 1 <= LONGEST_LABEL
    return few and words[:1].isupper() and not _is_sentence(words)


def is_phrase(words: str) -> bool:
    """Tell whether emphasised words read as a heading: short, and no sentence or lead-in."""
    words = _ENUMERATOR.sub("", words, count=1)
    if words.endswith(":"):
        return is_title(words[:-1])
    return (
        0 < words.count(" ") + 1 <= 2 * LONGEST_TITLE
        and not load_headers().open_end.search(words)
        and ". " not in load_headers().abbreviation.sub("", words)
    )


def is_run_in(words: str) -> bool:
    """Tell whether emphasised words in front of a text are its heading: a title, or words with nobody acting."""
    return is_title(words) or (words[:1].isupper() and not _is_sentence(words))


def _is_sentence(words: str) -> bool:
    """Tell whether a line ends like a sentence or goes on, or somebody acts in it."""
    told = load_headers()
    return bool(told.open_end.search(words) or told.acts.search(words))
