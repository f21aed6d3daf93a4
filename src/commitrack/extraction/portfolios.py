"""Ministers by what they are charged with: "the Minister of Foreign Affairs, Trade and Fisheries"."""

from __future__ import annotations

from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.tokens import Tokens

LONGEST = 9  # tokens of a portfolio


def find_charged(tokens: Tokens, last: int, grammar: Grammar) -> int | None:
    """Return the office whose portfolio ends at a token: "the | Minister of Foreign Affairs and Trade"."""
    if not tokens.is_capital(last):
        return None
    for at in range(last - 1, max(0, last - LONGEST), -1):
        word = tokens.words[at]
        if word in grammar.charging and tokens.words[at - 1] in grammar.charged:
            return at - 1 if tokens.is_capital(at - 1) else None
        if not (tokens.is_capital(at) or word in grammar.portfolio):
            return None
    return None
