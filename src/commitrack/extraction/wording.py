"""Text that reads alone: a shared subject, a pronoun's noun or a list's lead-in supplied; the quote stays as it is."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from commitrack.extraction.scan import Clause
from commitrack.extraction.subjects import Subject
from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.tokens import Tokens
from commitrack.patterns import compile_late

OPEN_LEAD = compile_late(r"\b(?:to|will|by|on|for|of|that|shall)$", re.IGNORECASE)


class Antecedents(Struct):
    """Whom "they" and "he" stand for at a place of the text, in the statement's own words."""

    group: str = ""
    """The parties together, as the text called them last: `The Leaders`."""
    single: str = ""
    """The one party or person that spoke last."""

    def take(self, subject: Subject, words: str) -> None:
        """Remember a noun phrase that acts; a pronoun changes nothing."""
        if subject.pronoun or subject.joint or words.partition(" ")[0].lower() in ("", "their", "its"):
            return
        if subject.single or not subject.actors:  # "the Prime Minister" is one person, also where nobody says whose
            self.single = words
        else:
            self.group = words

    def resolve(self, pronoun: str) -> str:
        """Return the noun phrase for a pronoun, empty where none is known or none is needed ("we")."""
        if pronoun == "they":
            return self.group
        return self.single if pronoun in ("he", "she", "it") else ""


def complete(quote: str, tokens: Tokens, clause: Clause, clauses: list[Clause], antecedents: Antecedents) -> str:
    """Return the words of a clause made to read alone."""
    subject = clause.subject
    if subject is not None and not subject.silent:
        noun = antecedents.resolve(subject.pronoun) if subject.pronoun and subject.start == clause.start else ""
        if subject.joint:
            return complete_impersonal(quote, antecedents)
        return _raised(noun + quote[len(subject.pronoun) :] if noun else quote)
    supplied = _supplied(tokens, clause, clauses, antecedents)
    if not supplied:
        return quote
    joint = ", " if clause.phrase.form == "ing" else " "
    return _raised(supplied + joint + _lowered(quote))


def complete_impersonal(quote: str, antecedents: Antecedents) -> str:
    """Return the words of a sentence without an actor made to read alone: "Their positions" are somebody's."""
    owner, _, rest = quote.partition(" ")
    if owner.lower() == "their" and antecedents.group:
        ending = "’" if antecedents.group.endswith("s") else "’s"
        return _raised(f"{antecedents.group}{ending} {rest}")
    return _raised(quote)


def complete_item(quote: str, lead_in: str) -> str:
    """Return the words of a list item behind those that introduced the list."""
    if not lead_in:
        return quote
    lead_in = _raised(lead_in)
    return f"{lead_in} {_lowered(quote)}" if OPEN_LEAD.search(lead_in) else f"{lead_in}: {quote}"


def _supplied(tokens: Tokens, clause: Clause, clauses: list[Clause], antecedents: Antecedents) -> str:
    """Return the subject that a clause shares, with the auxiliary words where it goes on a list of promises.

    What turned the first promise round ("will not raise tolls, and open a port") does not turn this one.
    """
    subject = clause.subject
    if subject is None and clause.carrier is not None and clause.carrier < len(clauses):
        subject = clauses[clause.carrier].subject
    if subject is None:
        return antecedents.group if clause.fragment else ""
    noun = antecedents.resolve(subject.pronoun) if subject.pronoun else ""
    noun = noun or words_of(tokens, subject.start, subject.end)
    if not clause.shared:
        return noun
    start, end = max(subject.end, clause.shared[0]), clause.shared[1]
    nots = [at for at in range(start, end) if tokens.words[at] in load_grammar().negation]
    plain = (words_of(tokens, last + 1, to) for last, to in pairwise([start - 1, *nots, end]))
    return " ".join(filter(None, (noun, *plain)))


def words_of(tokens: Tokens, start: int, end: int) -> str:
    """Return tokens `start` to `end` (exclusive) as they are written, white space folded."""
    return " ".join(tokens.text[tokens.starts[start] : tokens.ends[end - 1]].split()) if end > start else ""


def _raised(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _lowered(quote: str) -> str:
    """Return the quote with a small first letter, unless its first word is a name or all capitals."""
    return quote[0].lower() + quote[1:] if quote[:1].isupper() and quote[1:2].islower() else quote
