"""Whose a position is that has no subject who acts: "The next round will be hosted by Peru", "…," said the envoy."""

from __future__ import annotations

from commitrack.extraction.subjects import SubjectFinder
from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.tokens import Tokens

LONGEST = 12  # tokens of those who do or say it
CLOSED = frozenset({"”", '"', "''"})


def find_agent(subjects: SubjectFinder, tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    """Return the parties that do what a stretch says in the passive, else the one that is quoted with it; else none."""
    words, grammar = tokens.words, subjects.grammar
    by = next((at for at in range(first + 2, last - 1) if _is_done_by(words, at, grammar)), None)
    start = _find_speaker(words, first, last, grammar) if by is None else by + 1
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


def _read_from(subjects: SubjectFinder, tokens: Tokens, start: int) -> tuple[str, ...]:
    """Return the parties that the longest subject names which begins at a token."""
    for last in range(min(start + LONGEST, len(tokens)) - 1, start - 1, -1):
        subject = subjects.ending_at(tokens, last)
        if subject and subject.start == start and subject.actors and not subject.pronoun:
            return subject.actors
    return ()
