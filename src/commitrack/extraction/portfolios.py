"""Ministers by what they are charged with, and bodies by their names: "the Minister of Trade", "Space Agency"."""

from __future__ import annotations

from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.tokens import Tokens

LONGEST = 9  # tokens of a portfolio, or of the name of a body


def find_charged(tokens: Tokens, last: int, grammar: Grammar) -> int | None:
    """Return the office whose portfolio ends at a token: "the | Minister of Foreign Affairs and Trade"."""
    if not tokens.is_capital(last):
        return None
    for at in range(last - 1, max(0, last - LONGEST), -1):
        word = tokens.words[at]
        if word in grammar.charging and tokens.words[at - 1] in grammar.charged:
            listed = "," in tokens.words[at:last] and tokens.words[at - 1] not in grammar.in_charge
            return at - 1 if tokens.is_capital(at - 1) and not listed else None  # no "Chiefs of Staff, General Roe"
        article = word == "the" and tokens.words[at - 1] in grammar.charging  # "of the Interior"
        if not (tokens.is_capital(at) or word in grammar.portfolio or article):
            return None
    return None


def find_institution(tokens: Tokens, last: int, grammar: Grammar) -> int | None:
    """Return where the name of a body begins that ends at a token: "the | Ministry of Mining" of Peru."""
    first = last + 1
    while first > 0 and last - first < LONGEST and goes_on_name(tokens, first - 1):
        first -= 1
    named = first < last and tokens.is_capital(first) and is_institution(tokens, first, last, grammar)
    return first if named else None


def goes_on_name(tokens: Tokens, at: int) -> bool:
    """Tell what may stand inside a name: capitals, "of", the "the" of "Department of the Treasury"."""
    link = at - 1 if tokens.words[at] == "the" else at
    return tokens.is_capital(at) or (link > 0 and tokens.words[link] in ("of", "for"))


def is_institution(tokens: Tokens, first: int, last: int, grammar: Grammar) -> bool:
    """Tell whether a name from `first` to `last` is a body's: "Space Agency", "Ministry of Defense"."""
    ends = (at for at in range(first, last + 1) if at == last or tokens.words[at + 1] in ("of", "for"))
    return any(tokens.words[at] in grammar.institution for at in ends)


def find_field(words: list[str], first: int, last: int, grammar: Grammar) -> int | None:
    """Return where the field of people at token `last` begins in front of a token: "foreign and | trade ministers"."""
    if words[last] not in grammar.in_charge:
        return None
    if words[first - 1] in grammar.field:
        return first - 1
    shared = first > 1 and words[first - 1] == "and" and grammar.field.issuperset((words[first - 2], words[first]))
    return first - 2 if shared else None
