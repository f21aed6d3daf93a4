"""What a wording is precise about: the numbers and the names that it says."""

from __future__ import annotations

from collections.abc import Container

from commitrack.comparison.traits import read_words
from commitrack.comparison.words import drop_tags
from commitrack.patterns import compile_late

_NUMBER = compile_late(r"(?<![\w.,])(?<![A-Za-z]-)\d+(?:[.,]\d+)*(?!\w)")  # not that of "G7", "COVID-19", "5G"
_NAME = compile_late(
    r"(?<=[\w,;:)’'] )(?:[A-Z][\w’'&-]+)(?:(?<=[A-Z])\.[A-Z]\b\.?)*(?: (?:(?:of|for|on|the) )*[A-Z][\w’'&-]+)*"
)
_INITIAL = compile_late(r"\b[A-Z]")
_POSSESSIVE = compile_late(r"[’']s?$")
_TITLE = compile_late(r"\b(?:President|Minister|Secretary|Chancellor|Leader|Chair)s?\b")
_TITLED = compile_late(r"(?:President|Minister|Secretary|Chancellor|Leader|Chair)s? ((?:[A-Z][\w-]+ ?){1,3})")


def find_numbers(text: str) -> list[str]:
    """Return the numbers of a text in order, those that are parts of words left out."""
    return _NUMBER.findall(drop_tags(text))


def find_names(text: str) -> list[str]:
    """Return the names of a text in order, people with their office left out: they change without a change of words."""
    people = find_people(text)
    names = (_POSSESSIVE.sub("", name) for name in _NAME.findall(text))
    return [name for name in names if not people.intersection(name.split()) and not _TITLE.search(name)]


def find_people(text: str) -> set[str]:
    """Return the words of the names that stand after an office."""
    return {word for names in _TITLED.findall(text) for word in names.split()}


def says_name(text: str, stems: Container[str], name: str) -> bool:
    """Tell whether a text, of which `stems` are the content words, says a name in whatever naming: also by its initials
    where the name is in full, or in full where the name is initials."""
    if name in text or all(word in stems for word in read_words(name)):
        return True
    return any(name == _initials(other) or _initials(name) in other.split() for other in find_names(text))


def _initials(name: str) -> str:
    return "".join(_INITIAL.findall(name))
