"""Whose an office is, by the words in front of it: "Italian Prime Minister Roe", "the Italian and U.S. ministers"."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.parties import Parties
from commitrack.lexicon.tokens import Tokens

LONGEST = 9  # tokens of a party's name


class Nationality(NamedTuple):
    """The party that tokens `start` to `end` (exclusive) name."""

    start: int
    end: int
    party: str
    plain: bool
    """True for a name that more often stands by itself: "Fiji", but not "Fijian", "Fiji's" or "U.S."."""


def find_owner(tokens: Tokens, office: int, known: Parties, grammar: Grammar) -> Nationality | None:
    """Return whose an office at a token is by the words in front of it: "European Commission | President"."""
    owner = _ending_at(tokens, office - 1, known)
    if owner is None or not owner.plain:
        return owner
    before = owner.start - 1 - (tokens.words[max(0, owner.start - 1)] == "the")
    visited = before >= 0 and tokens.words[before] in grammar.preposition  # "in Japan President Roe"
    return None if visited else owner


def find_nationalities(
    tokens: Tokens, first: int, last: int, known: Parties, *, listed: bool
) -> tuple[Nationality, ...]:
    """Return whose the people of tokens `first` to `last` are, where others share the noun: "Fijian and | U.S. pilots".

    A comma counts where more than one is `listed` already.
    """
    words, tie = tokens.words, tokens.words[first - 1]
    if first < 2 or not (tie == "and" or (tie == "," and listed)) or not words[last].endswith("s"):
        return ()
    left = _ending_at(tokens, first - 2 - (tie == "and" and words[first - 2] == ","), known)
    right = _named(tokens, first, last, known)
    if left is None or left.plain or not right or right[0].start > first:
        return ()
    return (left, *right)


def _ending_at(tokens: Tokens, last: int, known: Parties) -> Nationality | None:
    """Return the party that the words name that end at a token."""
    if last < 0 or not tokens.is_capital(last):
        return None
    named = _named(tokens, max(0, last - LONGEST + 1), last, known)
    return named[-1] if named and named[-1].end == last + 1 else None


def _named(tokens: Tokens, first: int, last: int, known: Parties) -> list[Nationality]:
    """Return the parties that tokens `first` to `last` name, each from the start of a token on: none in "pro-Peru"."""
    begin, found = tokens.starts[first], []
    for mention in known.find(tokens.text[begin : tokens.ends[last]], adjectives=True):
        start = bisect_left(tokens.starts, begin + mention.span.start)
        if tokens.starts[start : start + 1] != [begin + mention.span.start]:
            continue
        end = bisect_left(tokens.starts, begin + mention.span.end)
        owned = mention.adjective or tokens.ends[end - 1] > begin + mention.span.end
        plain = not (owned or tokens.raw(end - 1).isupper())
        found.append(Nationality(start, end, mention.party, plain))
    return found
