"""The parties' own paper, which "it" may stand for in the next sentence: what they adopt, issue or speak in."""

from __future__ import annotations

from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.scan import Clause, skip_back
from commitrack.extraction.subjects import SubjectFinder
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.model import ALL

TITLE = 4  # tokens of a paper's name in front of its noun: "the Second Tokyo | Declaration"

AUTHOR = 6  # tokens from that noun on in which stands by whom it is
OWN = frozenset(("the", "a", "our", "their"))
"""What opens a paper of the parties."""


class Papers:
    """Tells the parties' own paper from that of others."""

    def __init__(self, reader: PhraseReader, subjects: SubjectFinder) -> None:
        self.reader = reader
        self.grammar = reader.grammar
        self.subjects = subjects

    def names_own(self, tokens: Tokens, clauses: list[Clause]) -> bool:
        """Tell whether a sentence with its clauses says that the parties adopted a paper, or speak in one."""
        paper = self.grammar.paper
        if paper.isdisjoint(tokens.words):
            return False
        return any(word in paper and self._is_own(tokens, at, clauses) for at, word in enumerate(tokens.words) if at)

    def _is_own(self, tokens: Tokens, at: int, clauses: list[Clause]) -> bool:
        words, issued = tokens.words, self.grammar.issued
        start = self._find_start(tokens, at)
        if start is None or word_at(words, at + 1) in ("of", "from") or "by" in words[at : at + AUTHOR]:
            return False  # "the statement of the Houthis", "a text tabled by Russia"
        verb = skip_back(words, start - 1, self.reader)
        verb -= words[verb] == "on"  # "agreed on"
        if start == 0:
            done = self.reader.skip_adverbs(words, at + 2)
            return word_at(words, at + 1) in self.grammar.passive and word_at(words, done) in issued
        if words[verb] in issued:
            return self._act(tokens, verb)  # "The ministers issued | a joint statement"
        fronted = verb == 0 and words[verb] == "in"  # "In the statement, the ministers affirmed"
        return fronted and any(clause.subject and clause.actors == (ALL,) for clause in clauses[:1])

    def _find_start(self, tokens: Tokens, at: int) -> int | None:
        """Return the article in front of a paper's noun and name; None where there is none, or another's name."""
        words = tokens.words
        for start in range(at - 1, max(at - 2 - TITLE, -1), -1):
            if words[start] in OWN:
                return start
            named = tokens.is_capital(start) and tokens.is_capital(at)  # "the Iranian statement" is another's
            if not (words[start] == "joint" or named):
                return None
        return None

    def _act(self, tokens: Tokens, verb: int) -> bool:
        """Tell whether all parties are the subject of a verb."""
        before = skip_back(tokens.words, verb - 1, self.reader)
        if tokens.words[before] in self.grammar.have:
            before = skip_back(tokens.words, before - 1, self.reader)
        subject = self.subjects.ending_at(tokens, before) if before >= 0 else None
        return subject is not None and not subject.foreign and subject.actors == (ALL,)
