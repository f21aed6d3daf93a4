"""Whose a position is that has no subject who acts: "The next round will be hosted by Peru", "…," said the envoy."""

from __future__ import annotations

from commitrack.extraction.subjects import SubjectFinder
from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.tokens import Tokens, word_at

LONGEST = 12  # tokens of those who do or say it
CLOSED = frozenset({"”", "''"})


def find_agent(subjects: SubjectFinder, tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    """Return the parties that do what a stretch says in the passive, else the one that is quoted with it; else none."""
    words, grammar = tokens.words, subjects.grammar
    by = next((at for at in range(first + 2, last - 1) if _is_done_by(words, at, grammar)), None)
    if by is not None:
        return _read_from(subjects, tokens, by + 1, whole=True)
    start = _find_speaker(words, first, last, grammar)
    return _read_from(subjects, tokens, start) if start else ()


def _is_done_by(words: list[str], at: int, grammar: Grammar) -> bool:
    """Tell the "by" of "will be hosted by", the first verb of its stretch."""
    done = words[at - 1].endswith("ed") or words[at - 1] in grammar.strong_participle
    return words[at] == "by" and done and words[at - 2] == "be"


def _find_speaker(words: list[str], first: int, last: int, grammar: Grammar) -> int:
    """Return where those begin who say what is quoted: "…," said | Roe, "…," | Roe said; 0 where nobody does."""
    closed = next((at for at in range(last - 1, first, -1) if words[at] in CLOSED and words[at - 1] == ","), last)
    if closed + 2 < last and words[closed + 1] in grammar.press:
        return closed + 2
    return 0 if grammar.press.isdisjoint(words[closed + 2 : last]) else closed + 1


def _read_from(subjects: SubjectFinder, tokens: Tokens, start: int, *, whole: bool = False) -> tuple[str, ...]:
    """Return the parties that the longest subject names which begins at a token.

    Where it has to be a whole noun phrase, neither "by Japan | fiscal year" nor "by a U.S.-Japan panel" names any.
    """
    words, stop = tokens.words, subjects.grammar.noun_stop
    for last in range(min(start + LONGEST, len(tokens)) - 1, start - 1, -1):
        subject = subjects.ending_at(tokens, last)
        if subject and subject.start == start and subject.actors and not subject.pronoun:
            behind = word_at(words, last + 1)
            broken = any("-" in word for word in words[start:last]) or behind not in stop | {"", "and"}
            return () if whole and broken else subject.actors
    return ()
