"""Offices and titles in front of a name or a party: "the President of", "His Majesty", "Defence Minister"."""

from __future__ import annotations

from collections.abc import Set

from commitrack.extraction.nationalities import Nationality, find_owner
from commitrack.extraction.portfolios import find_charged, find_institution
from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.parties import Parties
from commitrack.lexicon.tokens import Tokens
from commitrack.patterns import compile_late

ACRONYM = compile_late(r"[A-Z][A-Z0-9-]{2,}$")
LONGEST_NAME = 6  # tokens of an office and a person's name
SUFFIXES = frozenset({".", ",", "jr", "sr", "ii", "iii"})  # behind a person's name


class OfficeReader:
    """Reads back over offices and titles, with those that the parties of one statement have."""

    def __init__(self, own: Set[str], known: Parties) -> None:
        self.known = known
        self.grammar = load_grammar()
        self.single = self.grammar.single_office | own
        self.collective = self.grammar.collective | own

    def absorb_titles(self, tokens: Tokens, first: int) -> int:
        """Return the start of a named party with article, titles and "the leaders of" in front of it."""
        while first > 0 and (start := self._absorb_title(tokens, first)) < first:
            first = start
        return first

    def _absorb_title(self, tokens: Tokens, first: int) -> int:
        """Return where the article or title in front of a token begins; that token where none stands there."""
        words, collective = tokens.words, self.collective
        if owner := self.find_owner_before(tokens, first):
            return owner.start
        word, capital = words[first - 1], tokens.is_capital(first - 1)
        charged = word == "prime" or (word in self.grammar.field and words[first] in self.single)
        title = charged or (capital and (word in collective or word in self.grammar.title))
        if word == "the" or title or self.is_honour(words, first - 1):
            return first - 1
        if word != "of" or first < 2 or words[first - 2] in self.grammar.backing:
            return first
        if (titled := self._title_before(tokens, first - 2)) is not None:
            return titled
        if words[first - 2] not in collective and words[first - 2] not in self.grammar.polity:
            return first
        first -= 2
        while first > 0 and tokens.is_capital(first - 1) and words[first - 1] in self.grammar.constitution:
            first -= 1
        while first > 0 and words[first - 1] in self.grammar.modifier:
            first -= 1  # "the top diplomats of"
        return first

    def find_owner_before(self, tokens: Tokens, office: int) -> Nationality | None:
        """Return whose an office is: "European Commission | President", "Italian | Defense Minister"."""
        words, grammar = tokens.words, self.grammar
        charged = words[office] in grammar.title | grammar.field and words[office + 1] in self.single
        if not (charged or words[office] in self.single | grammar.rank):
            return None
        return find_owner(tokens, office, self.known, grammar)

    def is_honour(self, words: list[str], at: int) -> bool:
        """Tell the "His" of "His Majesty"."""
        return words[at] in ("his", "her", "their") and words[at + 1] in self.grammar.honour

    def find_before(self, tokens: Tokens, last: int) -> int | None:
        """Return where the office stands in front of a name that no table has: "President | Ada M. Roe" of Peru."""
        while last > 0 and tokens.words[last] in SUFFIXES:
            last -= 1
        for at in range(last, max(-1, last - LONGEST_NAME), -1):
            if tokens.words[at] in self.single and at < last and not ACRONYM.match(tokens.raw(at)):
                return at  # no "NASA Research Park"
            if not (tokens.is_capital(at) or tokens.words[at] == "."):
                return None
        return None

    def _title_before(self, tokens: Tokens, last: int) -> int | None:
        """Return where an office or a body begins that ends at a token, in front of its state."""
        office = self.find_before(tokens, last)
        charged = find_charged(tokens, last, self.grammar) if office is None else office
        return find_institution(tokens, last, self.grammar) if charged is None else charged
