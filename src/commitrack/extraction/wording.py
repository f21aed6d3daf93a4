"""Text that reads alone: a shared subject, a pronoun's noun or a list's lead-in supplied; the quote stays as it is."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from commitrack.extraction.scan import Clause, find_word
from commitrack.extraction.subjects import Subject
from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.tokens import SHORT, Tokens
from commitrack.lexicon.verbs import ING
from commitrack.model import ALL
from commitrack.patterns import compile_late

LONGEST_LEAD = 45  # tokens of a sentence that may stand in front of a clause to make it read alone
UNKNOWN = frozenset(("it", "its", "they", "their"))
OPEN_LEAD = compile_late(r"\b(?:to|will|by|on|for|of|that|shall)$", re.IGNORECASE)


class Antecedents(Struct):
    """Whom "they" and "he" stand for at a place of the text, in the statement's own words."""

    group: str = ""
    """The parties together, as the text called them last: `The Leaders`."""
    single: str = ""
    """The one party or person that spoke last."""
    joint: str = ""
    """What the parties do together, where it was the last to act: `The task force`."""

    def take(self, subject: Subject, words: str) -> None:
        """Remember a noun phrase that acts; a pronoun changes nothing."""
        if not subject.pronoun:
            self.joint = words if subject.joint else ""
        if subject.pronoun or subject.joint or words.partition(" ")[0].lower() in ("", "their", "its"):
            return
        if subject.single or not subject.actors:  # "the Prime Minister" is one person, also where nobody says whose
            self.single = words
        else:
            self.group = words

    def resolve(self, pronoun: str, actors: tuple[str, ...] = ()) -> str:
        """Return the noun phrase for a pronoun of `actors`, empty where none is known or none is needed ("we")."""
        if pronoun == "they":
            return self.group
        if pronoun == "it" and self.joint:
            return self.joint
        if pronoun == "it" and actors == (ALL,):
            return ""  # "The leaders issued a statement. It calls for"
        return self.single if pronoun in ("he", "she", "it") else ""


def complete(quote: str, tokens: Tokens, clause: Clause, clauses: list[Clause], antecedents: Antecedents) -> str:
    """Return the words of a clause made to read alone, as far as its subject and those of its sentence allow."""
    subject = clause.subject
    if subject is not None and not subject.silent:
        if subject.joint:
            return complete_impersonal(quote, antecedents)
        if not subject.pronoun or subject.start != clause.start:
            return _raised(quote)
        if noun := antecedents.resolve(subject.pronoun, clause.actors):
            short, space, rest = quote[len(subject.pronoun) :].partition(" ")
            return _raised(f"{noun} {SHORT[short]}{space}{rest}" if short in SHORT else noun + short + space + rest)
        unknown = clause is clauses[0] and subject.pronoun != "we"  # "As Peru takes the chair, | it will …"
        return led_to(quote, tokens, clause.start) if unknown else _raised(quote)
    supplied = _supplied(tokens, clause, clauses, antecedents)
    if not supplied:
        return quote
    joint = ", " if clause.phrase.form == ING else " "
    return _raised(supplied + joint + _lowered(quote))


def complete_led(quote: str, tokens: Tokens, clause: Clause, clauses: list[Clause], lead_in: str) -> str:
    """Return the words of a clause without a subject behind those that lead to it: of its list, or of its sentence."""
    first = clauses[clause.carrier] if clause.carrier is not None else clause
    if clause.phrase.form == ING and not (clause is first or clause.shared):
        return _raised(quote)
    words = f"{_shared(tokens, clause, 0)} {quote}".strip()
    return complete_item(words, lead_in) if lead_in else led_to(words, tokens, first.start)


def led_to(quote: str, tokens: Tokens, start: int) -> str:
    """Return the words of a clause that starts at a token behind those of its sentence, if these are not too many."""
    first = find_word(tokens.words, 0, start)
    if start - first > LONGEST_LEAD:
        return _raised(quote)
    return _raised(f"{words_of(tokens, first, start)} {_lowered(quote)}".strip())


def complete_position(quote: str, tokens: Tokens, start: int, antecedents: Antecedents) -> str:
    """Return the words of such a sentence that starts at a token, behind a fronted clause that tells what "it" is."""
    text, first, follow = complete_impersonal(quote, antecedents), tokens.words[start], tokens.words[start + 1]
    unknown = first in UNKNOWN and not (first == "it" and follow in load_grammar().be)  # "it is essential that"
    return led_to(quote, tokens, start) if unknown and text == _raised(quote) else text


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
    """Return the subject that a clause shares, with the auxiliary words where it goes on a list of promises."""
    subject = clause.subject
    if subject is None and clause.carrier is not None and clause.carrier < len(clauses):
        subject = clauses[clause.carrier].subject
    if subject is None and clause.fragment:
        return antecedents.group
    if subject is None and clause.phrase.form == ING and clause.phrase.row.lemma:  # "Recognizing the need, | we will …"
        subject = next((each.subject for each in clauses if each.subject and each.start > clause.start), None)
        subject = subject if subject and (subject.pronoun == "we" or subject.actors) and not subject.joint else None
    if subject is None:
        return ""
    noun = antecedents.resolve(subject.pronoun, clause.actors) if subject.pronoun else ""
    noun = noun or words_of(tokens, subject.start, subject.end)
    return f"{noun} {_shared(tokens, clause, subject.end)}".strip()


def _shared(tokens: Tokens, clause: Clause, floor: int) -> str:
    """Return the auxiliary words from a token on that a clause shares with the promise before it.

    What turned that one round ("decided not to raise tolls and to open a port") does not turn this one.
    """
    if not clause.shared:
        return ""
    start, end = max(floor, clause.shared[0]), clause.shared[1]
    if end > start and tokens.words[end - 1] in load_grammar().quotation:
        end -= 1  # 'said the port "will open" and "will be free"'
    nots = [at for at in range(start, end) if tokens.words[at] in load_grammar().negation]
    plain = (words_of(tokens, last + 1, to) for last, to in pairwise([start - 1, *nots, end]))
    return " ".join(filter(None, plain))


def words_of(tokens: Tokens, start: int, end: int) -> str:
    """Return tokens `start` to `end` (exclusive) as they are written."""
    return tokens.text[tokens.starts[start] : tokens.ends[end - 1]] if end > start else ""


def _raised(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _lowered(quote: str) -> str:
    """Return the quote with a small first letter, unless its first word is a name or all capitals."""
    return quote[0].lower() + quote[1:] if quote[:1].isupper() and quote[1:2].islower() else quote
