"""How a reaffirmed commitment moved: same, stronger, weaker or changed, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from commitrack.comparison.traits import read_words
from commitrack.lexicon.emphasis import load_emphasis
from commitrack.model import Change, Commitment

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NAME = re.compile(r"(?<=[^.“\"] )[A-Z][\w’'-]+(?: (?:of |for |on |and |the )*[A-Z][\w’'-]+)*")


def judge_change(earlier: Sequence[Commitment], later: Sequence[Commitment]) -> tuple[Change, tuple[str, ...]]:
    """Compare the force and the content of the two sides of a link; the reasons are told in words."""
    old, new = _join(earlier), _join(later)
    if old.casefold() == new.casefold() and _acts(earlier) == _acts(later):
        return Change.SAME, ()
    gained, lost = _words(new) - _words(old), _words(old) - _words(new)
    reasons = _tell(old, new)
    firmer = _balance(old, new)
    kept = 1 - (len(gained) + len(lost)) / ((len(_words(old)) + len(_words(new))) or 1)
    if kept > 0.7 and not firmer:
        return Change.SAME, reasons
    if len(lost) <= 0.25 * len(_words(old)) and len(gained) > len(lost):
        return Change.STRONGER, reasons
    if len(gained) <= 0.25 * len(_words(new)) and len(lost) > len(gained):
        return Change.WEAKER, reasons
    return Change.CHANGED, reasons


def _join(commitments: Iterable[Commitment]) -> str:
    return " ".join(c.text or c.quote for c in commitments)


def _acts(commitments: Iterable[Commitment]) -> set[str]:
    return {c.act for c in commitments}


def _words(text: str) -> set[str]:
    return set(read_words(text))


def _balance(old: str, new: str) -> int:
    """Return how many firm words came minus how many went, soft ones counted the other way."""
    emphasis = load_emphasis()
    old, new = old.lower(), new.lower()
    firm = len(set(emphasis.firmer.findall(new))) - len(set(emphasis.firmer.findall(old)))
    soft = len(set(emphasis.softer.findall(new))) - len(set(emphasis.softer.findall(old)))
    return firm - soft


def _tell(old: str, new: str) -> tuple[str, ...]:
    """Say which firm and soft words, numbers and names came and went."""
    emphasis = load_emphasis()
    reasons = []
    for pattern, form in ((emphasis.firmer, "'{}' {}"), (emphasis.softer, "'{}' {}")):
        before, after = (list(dict.fromkeys(pattern.findall(text.lower()))) for text in (old, new))
        reasons += [form.format(word, "new") for word in after if word not in before]
        reasons += [form.format(word, "gone") for word in before if word not in after]
    for pattern, gained, lost in ((_NUMBER, "{} new", "{} gone"), (_NAME, "{} named", "{} no longer named")):
        before, after = (list(dict.fromkeys(pattern.findall(text))) for text in (old, new))
        reasons += [gained.format(word) for word in after if word not in before and word not in old]
        reasons += [lost.format(word) for word in before if word not in after and word not in new]
    return tuple(dict.fromkeys(reasons))
