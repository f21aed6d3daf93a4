"""What stands between the words of a phrase: adverbs, which may raise its force, asides, the numbers of a list."""

from __future__ import annotations

from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.tokens import word_at
from commitrack.lexicon.verbs import Verbs

LONGEST_ASIDE = 20  # tokens
ROMAN = frozenset("ivx")


class Adverbs:
    """Knows adverbs with a set of tables."""

    def __init__(self, verbs: Verbs, grammar: Grammar) -> None:
        self.verbs = verbs
        self.grammar = grammar
        self.pairs = frozenset(tuple(pair.split("-")) for pair in grammar.adverb_pair)

    def is_adverb(self, word: str) -> bool:
        """Tell an adverb: one of the table, or what ends like one."""
        return word in self.verbs.adverbs or (
            word.endswith("ly") and len(word) > 4 and word not in self.grammar.adverb_like
        )

    def ends_day(self, words: list[str], at: int) -> bool:
        """Tell a day of the week, and the night of one, that end at a token."""
        weekday = self.grammar.weekday
        return words[at] in weekday or (at > 0 and words[at] in self.grammar.daytime and words[at - 1] in weekday)

    def skip_adverbs(self, words: list[str], at: int) -> int:
        """Return the index of the first word from `at` on that is no adverb."""
        end = len(words)
        while at < end:
            word = words[at]
            if (word, word_at(words, at + 1)) in self.pairs:
                at += 2  # "once more"
            elif self.is_adverb(word) or self.ends_day(words, at):
                at += 1  # "agreed Tuesday (night) to"
            elif word == "," and word_at(words, at + 2) == "," and words[at + 1] in self.verbs.adverbs:
                at += 3
            elif at + 1 < end and self._is_adverbial(word, words[at + 1]):
                at += 2
            else:
                break
        return at

    def skip_occasion(self, words: list[str], at: int) -> int | None:
        """Return the verb behind "use this opportunity to", "have the honour to" at a token, or None."""
        grammar, chance = self.grammar, word_at(words, at + 2)
        honoured = words[at] in grammar.have and chance in grammar.honoured
        taken = honoured or (words[at] in grammar.take and chance in grammar.chance)
        verb = self.skip_adverbs(words, at + 4) if taken and word_at(words, at + 3) == "to" else len(words)
        return verb if verb < len(words) else None

    def _is_adverbial(self, word: str, follow: str) -> bool:
        if word == "this" and follow in self.grammar.occasion:
            return True  # "will this week open"
        if word in ("in", "by") and follow in self.grammar.phrasal:
            return True
        return (word == "on" and follow in self.grammar.weekday) or (word in ("and", ",") and follow.endswith("ly"))

    def qualify(self, words: list[str], start: int, force: int) -> int:
        """Raise the force by a step where an intensifier stands in front of or inside the phrase at `start`."""
        first = start
        while first > max(0, start - 3) and (words[first - 1] in self.verbs.up or words[first - 1].endswith("ly")):
            first -= 1
        near = words[first : self._end_of_object(words, start)]
        return force if self.verbs.up.isdisjoint(near) else min(5, force + 1)

    def _end_of_object(self, words: list[str], start: int) -> int:
        """Return where the words end that may qualify a phrase: after nine, or where another verb comes in."""
        end = min(start + 9, len(words))
        for at in range(start + 1, end - 1):
            after = at + 1 + words[at + 1].endswith("ly")
            if words[at] == ";" or (
                words[at] in ("and", ",") and words[after : after + 1] and words[after] in self.verbs.forms
            ):
                return at
        return end


def skip_aside(words: list[str], at: int, within: int = LONGEST_ASIDE) -> int:
    """Return the token behind what commas put in at a token: "to | , where possible, share"; else that token."""
    return next(iter(find_resumed(words, at, within)), at) if word_at(words, at) == "," else at


def find_resumed(words: list[str], at: int, within: int = LONGEST_ASIDE) -> list[int]:
    """Return where a text may go on behind an aside that the comma at a token opens: behind each further comma."""
    return [comma + 1 for comma in range(at + 1, min(at + within, len(words) - 1)) if words[comma] == ","]


def skip_number(words: list[str], at: int) -> int:
    """Return the token behind a number that starts at a token: "to | (1) open", "; | ii) open"; else that token."""
    if word_at(words, at) == "(" and word_at(words, at + 2) == ")":
        return at + 3
    return at + 2 if word_at(words, at + 1) == ")" and is_count(words[at]) else at


def number_before(words: list[str], at: int) -> int:
    """Return where the number in front of a token begins: "and (ii) remove", "; ii) remove"; else that token."""
    if words[at - 1] != ")":
        return at
    if words[at - 3] == "(":
        return at - 3
    return at - 2 if is_count(words[at - 2]) else at


def is_count(word: str) -> bool:
    """Tell what numbers an item, "2", "b", "iv", from other words that a bracket ends: "and EU)"."""
    return len(word) == 1 or (word.isdigit() and len(word) < 3) or ROMAN.issuperset(word)
