"""Phrases in front of a subject that lead over to it: "In this light, …", "Today …", "…, and to this end …"."""

from __future__ import annotations

from collections.abc import Container

from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.scan import Context, find_word
from commitrack.lexicon.tokens import word_at
from commitrack.patterns import compile_late

LONGEST = 14  # tokens of a phrase without a comma
TIES = frozenset(("and", "but", ";"))
LONGEST_FRAMING = 30  # tokens up to the verb with which a paper says something
LONGEST_LINK = 6  # tokens of a phrase behind "and"
LINK = compile_late(
    r"^(?:and )?(?:in (?:this|that) \w+|to (?:this|that) end|as such|in addition|at the same time|together|further"
    r"|moreover)$"
)


class Fronted:
    """Knows fronted phrases, with a set of tables."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self.grammar = reader.grammar
        self.meeting = reader.verbs.meeting
        self.reporting = reader.verbs.reporting

    def opens(self, word: str) -> bool:
        """Tell whether a word can open a fronted phrase: a preposition, "turning", an adverb."""
        return word in self.grammar.preposition or word in self.grammar.turning or self.reader.is_adverb(word)

    def skip(self, words: list[str], end: int, start: int = 0) -> int:
        """Return the first word from `start` on behind a fronted phrase before `end`: "On China, | …"."""
        first = find_word(words, start, end)
        comma = next((at for at in range(first, end) if words[at] == ","), None)
        return comma + 1 if comma is not None and self.opens(words[first]) else first

    def skip_framing(self, words: list[str], context: Context) -> int:
        """Return where the clause starts that the parties' own paper says: "The statement said (that) | both"; or 0."""
        grammar = self.grammar
        if not context.narrated:
            return 0
        said = next((at for at in range(1, min(LONGEST_FRAMING, len(words))) if words[at] in self.reporting), 0)
        if not said:
            return 0
        start = self.skip(words, said)
        ends = grammar.paper | grammar.preposition | {","}
        first = next((at for at in range(start, said) if words[at] in ends), said)
        known = words[start] == "it" and (context.body or context.paper)
        again = known and self.reader.skip_adverbs(words, start + 1) == said
        if not (again or words[first] in grammar.paper) or not grammar.finite.isdisjoint(words[start:said]):
            return 0
        behind = self.reader.skip_adverbs(words, said + 1)
        return behind + (word_at(words, behind) == "that")

    def leads_over(self, words: list[str], start: int) -> bool:
        """Tell whether one stands between "and" or a semicolon and a subject: "…, and in this regard, | we invite"."""
        tie = next(
            (at for at in range(start - 1, max(start - 2 - LONGEST_LINK, 0), -1) if words[at] in ("and", ";")), None
        )
        if tie is None or words[tie + 1] not in self.grammar.preposition | {"as"}:
            return False
        return words[start - 1] == "," or words[tie + 2] in ("this", "that")

    def reaches(self, words: list[str], start: int) -> bool:
        """Tell whether all that stands in front of a subject, with no comma at its end, is one: "Today | we …"."""
        grammar, first = self.grammar, words[0]
        begins = next((words[at] for at in range(start - 1, 0, -1) if words[at - 1] == ","), first)
        if words[start] == "we" and (first.endswith("ing") or not grammar.preposition.isdisjoint((first, begins))):
            return True  # "While the ferries wait, with this plan | we …"
        if words[start - 1] == "no":
            return False  # "No country wants war"
        noun = first in grammar.determiner and first not in grammar.preposition
        if noun and words[start] in grammar.pronoun and words[start - 1] not in grammar.occasion:
            return False  # "The steps we take"
        return start < LONGEST and (grammar.finite | self.meeting).isdisjoint(words[:start])


def find_link(words: list[str], start: int, end: int) -> int | None:
    """Return the sign in front of a phrase that ends at `end` and leads over to what follows: "…, in this regard"."""
    sign = next((at for at in range(end - 1, max(start, end - 1 - LONGEST_LINK), -1) if words[at] in (",", ";")), None)
    return sign if sign is not None and LINK.match(" ".join(words[sign + 1 : end])) else None


def find_aside(words: list[str], start: int, end: int, prepositions: Container[str]) -> int:
    """Return the comma that opens an aside behind "and" and in front of `end`: "…, and | , if all agree, | will".

    Or the semicolon in front of what is fronted: "… | ; for ports that ask, | Peru will".
    """
    if words[end - 1] != ",":
        return end
    parted = next((at for at in range(end - 2, max(start, end - LONGEST), -1) if words[at] == ";"), None)
    if parted is not None and words[parted + 1] in prepositions:
        return parted
    opened = next((at for at in range(end - 2, max(start, end - LONGEST), -1) if words[at] == ","), end)
    return opened if words[opened - 1] in TIES else end
