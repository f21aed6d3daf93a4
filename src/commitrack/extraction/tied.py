"""Verbs that a list of promises is made of: the one promised first, and what something ties to it."""

from __future__ import annotations

from typing import NamedTuple

from commitrack.extraction.adverbs import LONGEST_ASIDE, number_before, skip_aside, skip_number
from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.phrases import Phrase
from commitrack.extraction.scan import is_dash, skip_back
from commitrack.lexicon.tokens import Tokens, word_at


class Tied(NamedTuple):
    """A verb that is tied to the promise before it: ", and | to (strongly) do", "; (ii) | do"."""

    verb: int
    before: int
    """The last token in front of it that is no adverb: the tie, or a "to" or "on" behind it."""
    tie: int
    """What ties it: "and", a comma, a semicolon, a dash, the end of "as well as"."""
    numbered: bool
    infinitive: bool
    gerund: bool
    parted: bool
    """True behind a semicolon."""


class TiedVerbs:
    """Finds the verbs of lists with a set of tables."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self.verbs = reader.verbs
        self.grammar = reader.grammar

    def find(self, tokens: Tokens, phrase: Phrase, at: int) -> Tied | None:
        """Return the verb at a token with what ties it to a promise; None where nothing does."""
        words, number = tokens.words, number_before(tokens.words, at)
        before = skip_back(words, number - 1, self.reader)
        if words[before] == "“":
            before = skip_back(words, before - 1, self.reader)  # 'and to "further improve the exchange"'
        infinitive = words[before] == "to" and self._is_tied_infinitive(words, before, phrase)
        repeated = words[before] == "on" and "on" in words[phrase.stop - 1 : phrase.stop + 1]  # "agreed on …, and on"
        tie = skip_back(words, before - 1, self.reader) if infinitive or repeated else before
        tie = _before_aside(words, tie) if infinitive else tie
        if tie <= phrase.stop:
            return None
        if not (words[tie] in ("and", ",", ";") or is_added(words, tie) or _closes_aside(tokens, phrase.stop, tie)):
            return None
        gerund, parted = words[at] in self.verbs.action_ing, ";" in words[tie - 1 : tie + 1]
        return Tied(at, before, tie, number < at, infinitive, gerund, parted)

    def _is_tied_infinitive(self, words: list[str], to: int, phrase: Phrase) -> bool:
        """Tell "and to do", and ", to do" on a list that ends so: "commit to keep X, to build Y, and to do Z"."""
        if words[_before_aside(words, to - 1)] in ("and", "as", ";", "addition"):
            return True
        if words[to - 1] != "," or word_at(words, phrase.stop) != "to":
            return False
        inner = self.inner_verb(words, phrase)
        joint = words[inner].removesuffix("ing") in self.grammar.joint_work
        if joint and words[self.reader.skip_adverbs(words, inner + 1)] == ",":
            return False  # "intend to keep working together, with all ports, to lower tolls, and to …": what it is for
        return any(words[k : k + 2] == ["and", "to"] for k in range(to + 1, len(words) - 1))

    def inner_verb(self, words: list[str], phrase: Phrase) -> int:
        """Return the index of the verb that says what is promised, past "continue to", "work together to"."""
        at = phrase.main
        if words[at] in self.grammar.containing and words[at + 1] in self.verbs.action_ing:
            return at + 1
        while at + 1 < len(words) and words[at] in self.verbs.chained:
            doing = at + 1 + (words[at + 1] == "on")  # "agreed on closing"
            if words[doing : doing + 1] and words[doing] in self.verbs.action_ing:
                return doing
            bound = at == phrase.main and words[phrase.stop] == "to"  # "commit, at home and abroad, | to"
            to = phrase.stop if bound else self._find_to(words, at)
            if to is None:
                return at
            behind = skip_aside(words, to + 1 + (words[to + 1] == ":"))
            at = skip_number(words, self.reader.skip_adverbs(words, behind))
        return at

    def _find_to(self, words: list[str], at: int) -> int | None:
        for to in range(at + 1, min(at + 7, len(words) - 1)):
            if words[to] == "to":
                return to
            if words[to] in (",", ";", "and", "of") or words[to] in self.grammar.avenue:
                return None
        return None


def is_added(words: list[str], tie: int) -> bool:
    """Tell the end of "as well as", or of "in addition"."""
    return words[tie - 2 : tie + 1] == ["as", "well", "as"] or words[tie - 1 : tie + 1] == ["in", "addition"]


def _before_aside(words: list[str], tie: int) -> int:
    """Return the "and" in front of an aside that ends at a comma: "and, where appropriate, | to do"; else the comma."""
    if words[tie] != ",":
        return tie
    opened = next((at for at in range(tie - 1, max(tie - LONGEST_ASIDE, 0), -1) if words[at] == ","), 0)
    return opened - 1 if opened and words[opened - 1] == "and" else tie


def _closes_aside(tokens: Tokens, start: int, at: int) -> bool:
    """Tell the second dash from a token on: "deepening trade—as agreed | —building piers, and lowering tolls"."""
    return is_dash(tokens, at) and sum(is_dash(tokens, before) for before in range(start, at)) == 1
