"""The clause that a verb governs, and the stance it takes: "reaffirm that …", "said | the talks …"."""

from __future__ import annotations

from collections.abc import Callable

from commitrack.extraction.adverbs import Adverbs, skip_aside
from commitrack.extraction.phrases import BINDING, Operative, Phrase
from commitrack.lexicon.register import load_register
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.lexicon.verbs import BELIEVE, VOUCH, ClauseRule, VerbRow
from commitrack.model import Act

CLAUSE_WORDS = 40  # how far into a clause its stance is looked for
PROMISED = 16
"""Words of a clause in which "will" tells that it promises."""
SUBJECT = 8
"""Words in which a clause without "that" comes to its verb."""


class GovernedClauses:
    """Finds and judges clauses behind verbs; `read_inner` reads a phrase inside one."""

    def __init__(self, adverbs: Adverbs, read_inner: Callable[[Tokens, int], Phrase | None]) -> None:
        self.adverbs = adverbs
        self.verbs = adverbs.verbs
        self.grammar = adverbs.grammar
        self.register = load_register()
        self.read_inner = read_inner

    def find(self, tokens: Tokens, row: VerbRow, after: int, follow: str) -> int | None:
        """Return where the clause starts that a verb governs; None where it governs something else."""
        if follow == "that":
            return after + 1
        if "that" in row.later and "that" in tokens.words[after:]:
            return tokens.words.index("that", after) + 1  # "informed the port that …"
        believed = row.speech in (BELIEVE, VOUCH)
        return after if believed and (follow in self.grammar.pronoun or self.opens(tokens, after, row)) else None

    def opens(self, tokens: Tokens, start: int, row: VerbRow) -> bool:
        """Tell a clause without "that": "agreed | Iran cannot …", after a pledge "agreed | the talks were useful"."""
        if start >= len(tokens):
            return False
        words, grammar = tokens.words, self.grammar
        if tokens.is_capital(start) and not grammar.obliging.isdisjoint(words[start + 1 : start + 4]):
            return True
        if words[start] not in grammar.article:
            return False
        finite = grammar.finite if row.act is Act.PLEDGE else grammar.finite & (grammar.modal | {"would"})
        ends = grammar.finite | grammar.noun_stop | {"and"}
        end = next((at for at in range(start + 2, min(start + SUBJECT, len(words))) if words[at] in ends), start)
        if words[end] not in finite or (words[end] in grammar.modal and word_at(words, end + 1) == "to"):
            return False  # "our will to act"
        return row.act is Act.PLEDGE or not self._is_relative(tokens, start, end)  # "reaffirm | the ports will open"

    def _is_relative(self, tokens: Tokens, start: int, end: int) -> bool:
        """Tell a noun and a clause of it up to its verb: "the role | the fund will (play)", "the role | Japan will"."""
        words = tokens.words
        if any(words[at] in self.grammar.article and words[at - 1] != "of" for at in range(start + 1, end)):
            return True
        first = tokens.start_of_capitals(end, start)
        return start + 1 < first < end and words[first - 1] not in self.grammar.modifier | {"of"}

    def judge(self, tokens: Tokens, row: VerbRow, start: int) -> Operative:
        """Judge "reaffirm that …" by the stance that the clause itself takes."""
        if row.act in (Act.URGE, Act.OPPOSE, Act.SUPPORT) or start >= len(tokens):
            return Operative(row.lemma, row.act, row.force)
        strong = row.speech == VOUCH
        start = skip_aside(tokens.words, start)  # "that, under our laws, | assets will …"
        inner = self._read_own(tokens, start)
        if inner and (inner.act is not Act.AFFIRM or strong):
            return Operative(row.lemma, inner.act, max(inner.force, row.force))
        rules = self.find_rules(tokens, start, row.lemma)
        opposed = any(rule.act is Act.OPPOSE for rule in rules)
        if strong and not opposed and self._is_promised(tokens.words, start):
            return Operative(row.lemma, Act.PLEDGE, BINDING)
        if rules:
            return Operative(row.lemma, rules[0].act, rules[0].force)
        return Operative(row.lemma, row.that or row.act, row.force)

    def judge_report(self, tokens: Tokens, row: VerbRow, start: int) -> Operative | None:
        """Judge reported speech by what is said; None where that is no position: "said the talks went well"."""
        if start >= len(tokens) or tokens.words[start] in (",", ".", "”", ":"):
            return None
        found = self.judge(tokens, row, start)
        return found if found.act is not Act.AFFIRM or found.force > row.force else None

    def is_own_deed(self, tokens: Tokens, row: VerbRow, start: int) -> bool:
        """Tell a clause that tells only what the parties did: "stress that we have opened", "that we opened"."""
        words = tokens.words
        if row.act is not Act.AFFIRM or word_at(words, start) != "we" or self._read_own(tokens, start):
            return False
        at = self.adverbs.skip_adverbs(words, start + 1)
        perfect = word_at(words, at) == "have"
        main = self.adverbs.skip_adverbs(words, at + 1) if perfect else at
        done, grammar = word_at(words, main), self.grammar
        strong = self.register.participles if perfect else grammar.strong_past - self.verbs.actions  # no "put"
        told = done in strong or (done.endswith("ed") and not done.endswith("eed"))
        return told and grammar.negation.isdisjoint(words[at:main]) and not self._goes_on(words, main)

    def is_past(self, words: list[str], start: int) -> bool:
        """Tell a clause of what was so: "recall that | the pier was lost", "that | the leaders opened a port"."""
        grammar = self.grammar
        for at in range(skip_aside(words, start), min(start + CLAUSE_WORDS, len(words) - 1)):
            if words[at] in grammar.finite or words[at] in grammar.modal:
                return words[at] in self.register.past
            done = words[at] in grammar.strong_past | grammar.told or words[at].endswith("ed")
            if done and (words[at + 1] in grammar.article | grammar.possessed or words[at - 1] in grammar.pronoun):
                return True
        return False

    def _goes_on(self, words: list[str], start: int) -> bool:
        """Tell whether more than a deed is told: "have opened a port | and will open more", "… | and that we will"."""
        ties = (at for at in range(start, len(words)) if words[at] in ("and", "but"))
        after = (self.adverbs.skip_adverbs(words, tie + 1) for tie in ties)
        signs = self.grammar.finite - self.grammar.have | {"that", "we", "remain"}
        return any(word_at(words, at) in signs for at in after)

    def _read_own(self, tokens: Tokens, start: int) -> Operative | None:
        """Read the operative phrase of a clause whose subject is "we" or "they"."""
        words = tokens.words
        if words[start] not in self.grammar.pronoun:
            return None
        at = self.adverbs.skip_adverbs(words, start + 1)
        found = self.read_inner(tokens, at)
        return Operative(found.verb, found.act, found.force) if found else None

    def find_rules(self, tokens: Tokens, start: int, lemma: str) -> list[ClauseRule]:
        """Return the rules that hold for the clause at a token behind a verb, in their order."""
        words = tokens.words[start : start + CLAUSE_WORDS]
        rules = [rule for rule in self.verbs.clauses if not rule.cues.isdisjoint(words)]
        clause = tokens.text[tokens.starts[start] : tokens.ends[start + len(words) - 1]] if rules else ""
        return [rule for rule in rules if (not rule.lemmas or lemma in rule.lemmas) and rule.regex.search(clause)]

    def _is_promised(self, words: list[str], start: int) -> bool:
        """Tell whether a clause says what will be done, and not what will or would be so."""
        for at in range(start, min(start + PROMISED, len(words))):
            if words[at] in self.grammar.intending:
                return True
            if words[at] in self.grammar.be_past and words[at + 1 : at + 3] in (["due", "to"], ["set", "to"]):
                return self._is_done(words, at + 3)  # "said the pier was due to be widened"
            if words[at] in self.grammar.modal or words[at] == "would":
                main = self.adverbs.skip_adverbs(words, at + 1)
                if self.verbs.forecasts.isdisjoint(words[main : main + 1]):
                    return self._is_done(words, main)
                return not (self.grammar.negation | {"no"}).isdisjoint(words[start:main])
            if words[at] == "be" and self._is_subjunctive(words, start, at):
                return self._is_done(words, at)
        return False

    def _is_subjunctive(self, words: list[str], start: int, be: int) -> bool:
        """Tell what is to be done from what can be or is to be: "agreed that the port | be widened"."""
        before = words[be - 1] if words[be - 1] not in self.grammar.negation else words[be - 2]
        conditional = self.grammar.finite - self.grammar.be - self.grammar.have
        return be > start and before not in conditional | {"to"} and not self.adverbs.is_adverb(before)

    def _is_done(self, words: list[str], main: int) -> bool:
        """Tell a verb of doing, also in the passive ("be held", "remain closed"), from one of being."""
        word, follow = word_at(words, main), self.adverbs.skip_adverbs(words, main + 1)
        if word in ("be", "remain", "stay"):
            done = word_at(words, follow)
            binding = self.verbs.adjectives.get(done)
            pledged = binding is not None and binding.act is Act.PLEDGE
            doing = word == "be" and done in self.verbs.action_ing  # "will be meeting"
            made = done.endswith(("ed", *self.grammar.strong_participle)) and done not in self.verbs.expectations
            return pledged or doing or made  # no promise is "will be needed"
        return word not in self.grammar.have and word not in self.verbs.expectations
