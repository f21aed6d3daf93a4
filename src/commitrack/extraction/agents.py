"""Whose a position is that has no subject who acts: "The next round will be hosted by Peru", "…," said the envoy."""

from __future__ import annotations

from collections.abc import Set

from commitrack.extraction.subjects import Subject, SubjectFinder
from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.tokens import Tokens, word_at

LONGEST = 12  # tokens of those who do or say it
CLOSED = frozenset({"”", "''"})


def find_agent(subjects: SubjectFinder, tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    """Return the parties that do what a stretch says in the passive, else the one that is quoted with it; else none."""
    if by := _find_by(tokens.words, first, last, subjects.grammar, {"be"} | subjects.grammar.passive):
        agent = read_agent(subjects, tokens, by + 1)
        return agent.actors if agent else ()
    start = _find_speaker(tokens.words, first, last, subjects.grammar)
    speaker = _read_from(subjects, tokens, start) if start else None
    return speaker.actors if speaker else ()


def is_of_others(subjects: SubjectFinder, tokens: Tokens, first: int, last: int) -> bool:
    """Tell a stretch that says in the passive what others than the parties do: "Concern was voiced by Brazil"."""
    by = _find_by(tokens.words, first, last, subjects.grammar, subjects.grammar.passive)
    agent = _read_from(subjects, tokens.since(by + 1), 0) if by else None
    return agent is not None and agent.foreign


def read_agent(subjects: SubjectFinder, tokens: Tokens, start: int) -> Subject | None:
    """Return which parties a noun phrase names; None for "by Japan | fiscal year", "by a U.S.-Japan panel"."""
    near = tokens.since(start)
    agent = _read_from(subjects, near, 0)
    if agent is None or agent.foreign:
        return None
    broken = any("-" in word for word in near.words[: agent.end - 1])
    return None if broken or word_at(near.words, agent.end) not in subjects.grammar.noun_stop | {"", "and"} else agent


def _find_by(words: list[str], first: int, last: int, grammar: Grammar, auxiliaries: Set[str]) -> int:
    """Return the first "by" of a stretch behind a verb in the passive, "was strongly condemned | by", or 0."""
    for at in range(first + 2, last - 1):
        done = words[at - 1].endswith("ed") or words[at - 1] in grammar.strong_participle
        if words[at] == "by" and done and not auxiliaries.isdisjoint(words[max(0, at - 3) : at - 1]):
            return at
    return 0


def _find_speaker(words: list[str], first: int, last: int, grammar: Grammar) -> int:
    """Return where those begin who say what is quoted: "…," said | Roe, "…," | Roe said; 0 where nobody does."""
    closed = next((at for at in range(last - 1, first, -1) if words[at] in CLOSED and words[at - 1] == ","), last)
    if closed + 2 < last and words[closed + 1] in grammar.press:
        return closed + 2
    return 0 if grammar.press.isdisjoint(words[closed + 2 : last]) else closed + 1


def _read_from(subjects: SubjectFinder, tokens: Tokens, start: int) -> Subject | None:
    """Return the longest subject that begins at a token, or None."""
    for last in range(min(start + LONGEST, len(tokens)) - 1, start - 1, -1):
        subject = subjects.ending_at(tokens, last)
        if subject and subject.start == start and not subject.pronoun and (subject.actors or subject.foreign):
            return subject
    return None
