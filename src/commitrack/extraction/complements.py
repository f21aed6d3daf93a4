"""What a verb governs, and what that makes of it: "reaffirm" with commitment, with opposition."""

from __future__ import annotations

from collections.abc import Callable

from commitrack.extraction.adverbs import Adverbs, skip_aside
from commitrack.extraction.governed import GovernedClauses
from commitrack.extraction.phrases import BINDING, Operative, Phrase
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.lexicon.verbs import GRANT, NOTE, PAST, VOUCH, ClauseRule, Stance, VerbRow
from commitrack.model import Act

JOINT = 10
"""Words in which those are named whom one joins."""
NAMED = 8
"""Words in which those are named for whom, or with whom, something is done."""
ASKED = 6
"""Words in which somebody who is asked is named."""


class Complements:
    """Judges verbs by what follows them; `read_inner` reads a phrase inside the clause that one governs."""

    def __init__(self, adverbs: Adverbs, read_inner: Callable[[Tokens, int], Phrase | None]) -> None:
        self.adverbs = adverbs
        self.verbs = adverbs.verbs
        self.grammar = adverbs.grammar
        self.clauses = GovernedClauses(adverbs, read_inner)
        self.read_inner = read_inner

    def judge(self, tokens: Tokens, row: VerbRow, after: int, follow: str) -> Operative | None:
        """Return what a verb is with the words from token `after` on; None where its row does not apply."""
        if row.joint and (found := self._judge_joint(tokens, after)):
            return found
        if row.reports:
            told = self.clauses.find(tokens, row, after, follow) if "that" in row.later else None
            return self.clauses.judge_report(tokens, row, told or after + (follow == "that"))
        if follow == "that" and self.clauses.is_own_deed(tokens, row, after + 1):
            return None
        if (clause := self.clauses.find(tokens, row, after, follow)) is not None:
            return self.clauses.judge(tokens, row, clause)
        return self._judge_object(tokens, row, after, follow)

    def _judge_object(self, tokens: Tokens, row: VerbRow, after: int, follow: str) -> Operative | None:
        """Judge a verb by its object, an infinitive or whom it asks: "reaffirm our vow", "agree to", "ask Fiji to"."""
        if follow == "with" and row.act is Act.AFFIRM:
            return self._judge_manner(tokens.words, row, after)
        act = self._find_act(tokens, row, after, follow)
        if act or not row.stance:
            return Operative(row.lemma, act or row.act, row.force)
        found, opposed = self._judge_noun(tokens.words, row, after), self.find_opposed(tokens, after)
        return found._replace(act=opposed.act, force=opposed.force) if found and opposed else found

    def _find_act(self, tokens: Tokens, row: VerbRow, after: int, follow: str) -> Act | None:
        """Return the act of a verb with what is to be done behind it, if that makes it another one."""
        words = tokens.words
        gerund = follow in ("in", "on") and words[after + 1 : after + 2] and words[after + 1].endswith("ing")
        if row.to and (follow == "to" or (gerund and not row.stance)):
            return row.to
        if row.own and self._asks_own(words, after):
            return row.own
        return row.agent if row.agent and self.has_agent(tokens, after, within=22) else None

    def _judge_joint(self, tokens: Tokens, after: int) -> Operative | None:
        """Judge what is done with others: "join the neighbours in | condemning the raid"."""
        words = tokens.words
        for at in range(after, min(after + JOINT, len(words) - 1)):
            if words[at] == "in" and (doing := self.find_doing(words, at + 1)) is not None:
                return self.judge_doing(tokens, doing)
            if words[at] in (",", ";", ":"):
                return None
        return None

    def find_doing(self, words: list[str], at: int) -> int | None:
        """Return the -ing word at a token or behind its adverbs: "in strongly | condemning"; none is "in not doing"."""
        doing = self.adverbs.skip_adverbs(words, at)
        denied = not self.grammar.negation.isdisjoint(words[at:doing])
        return doing if doing < len(words) and words[doing].endswith("ing") and not denied else None

    def judge_doing(self, tokens: Tokens, at: int) -> Operative | None:
        """Return the position that an -ing word at a token takes, as "condemning" does; None for "building"."""
        inner = self.read_inner(tokens, at)
        return Operative(inner.verb, inner.act, inner.force) if inner and inner.act is not Act.PLEDGE else None

    def _asks_own(self, words: list[str], start: int) -> bool:
        """Tell whether somebody of the parties' own is asked: "ministers to", "our relevant agencies to"."""
        grammar = self.grammar
        own = words[start : start + 1] and words[start] in grammar.possessed
        for word in words[start : start + ASKED]:
            if word in grammar.noun_stop or (word in grammar.foreign and not own):
                return False
            own = own or word in grammar.common
            if word in grammar.own_people or (own and word in grammar.own_bodies):
                return True
        return False

    def _judge_noun(self, words: list[str], row: VerbRow, after: int) -> Operative | None:
        """Let the governed noun decide: "expressed concern", "share the view"; others' commitments are only noted."""
        said = Operative(row.lemma, row.act, row.force)
        if row.speech == VOUCH and (work := self._find_own_work(words, after)):
            return Operative(f"{row.lemma} {words[work]}", Act.PLEDGE, row.force, words[work])
        at = self.find_noun(words, after, within=9)
        if at is None:
            return said if row.stance == "optional" else None
        noun, stance = words[at], self.verbs.nouns[words[at]]
        weighty, granted = noun in self.grammar.weighty, row.speech in (GRANT, NOTE)
        if (row.stance == "weighty" and not weighty) or self._thanks(words, at):
            return None
        if granted and stance.act is not Act.AFFIRM and self.grammar.possessed.isdisjoint(words[after:at]):
            return said
        if row.act is Act.PLEDGE and stance.act is Act.AFFIRM and not weighty:
            return said
        if row.stance == "required" and stance.weak:
            return None
        if row.act is Act.AFFIRM and not granted and self.is_bound(words, at):
            return Operative(f"{row.lemma} {noun}", Act.PLEDGE, max(row.force, BINDING), noun)
        force = row.force if stance.act is Act.AFFIRM else max(stance.force, row.force)
        return Operative(f"{row.lemma} {noun}", stance.act, force, noun)

    def _thanks(self, words: list[str], noun: int) -> bool:
        """Tell the courtesy of "appreciation to the host" from "appreciation for the plan"."""
        at = noun
        while at < len(words) and words[at] in self.grammar.thanks | {"and"}:
            at += 1
        return at > noun and word_at(words, at) == "to"

    def is_bound(self, words: list[str], noun: int) -> bool:
        """Tell an aim of doing something from one without: "our goal | to double the catch", "our shared goals"."""
        return words[noun] in self.grammar.aiming and self._is_to_be_done(words, noun + 1)

    def _find_own_work(self, words: list[str], start: int) -> int | None:
        """Return the token of the parties' own work with what it will do: "our joint | efforts to double the catch"."""
        ends = self.grammar.labour | self.grammar.noun_stop
        at = next((at for at in range(start + 1, min(start + 4, len(words))) if words[at] in ends), None)
        if at is None or words[start] not in self.grammar.owned or words[at] not in self.grammar.labour:
            return None
        return at if self._is_to_be_done(words, at + 1) else None

    def _is_to_be_done(self, words: list[str], at: int) -> bool:
        """Tell whether "to do", "of doing" or "for somebody to do" stands at a token."""
        if word_at(words, at) == "for":
            at = next((k for k in range(at, min(at + NAMED, len(words))) if words[k] in ("to", ",", ";")), at)
        verb = self.adverbs.skip_adverbs(words, at + 1)
        if verb >= len(words):
            return False
        actions = {"to": self.verbs.actions | {"be", "have"}, "of": self.verbs.action_ing}
        return words[verb] in actions.get(words[at], ())

    def _judge_manner(self, words: list[str], row: VerbRow, after: int) -> Operative | None:
        """Let what a thing is noted with outrank the noting: "with deep concern"; "discussed with them" is none."""
        at = self.find_noun(words, after + 1, within=4)
        if at is not None and (stance := self.verbs.nouns[words[at]]).act in (Act.OPPOSE, Act.SUPPORT):
            return Operative(f"{row.lemma} with {words[at]}", stance.act, stance.force, words[at])
        if row.stance == "weighty":
            return self._judge_shared(words, row, after)
        return Operative(row.lemma, row.act, row.force)

    def _judge_shared(self, words: list[str], row: VerbRow, after: int) -> Operative | None:
        """Judge what was talked of with somebody by its own noun: "discussed with the mayors | the need for tugs"."""
        near = range(after + 2, min(after + NAMED, len(words)))
        judged = (self._judge_noun(words, row, at) for at in near if words[at] in self.grammar.article)
        return next(filter(None, judged), None)

    def find_opposed(self, tokens: Tokens, start: int) -> ClauseRule | None:
        """Return the rule by which a clause opposes behind a position: "our view that | raids are unacceptable"."""
        at = self.find_noun(tokens.words, start, within=9)
        if at is None or word_at(tokens.words, at + 1) != "that" or at + 2 >= len(tokens):
            return None
        held = self.verbs.nouns[tokens.words[at]].act is Act.AFFIRM
        rules = self.clauses.find_rules(tokens, skip_aside(tokens.words, at + 2), "") if held else []
        return next((rule for rule in rules if rule.act is Act.OPPOSE), None)

    def has_agent(self, tokens: Tokens, start: int, within: int) -> bool:
        """Tell whether "<somebody> to <do>", a named or generic agent and an infinitive, follows in so many words."""
        words = tokens.words
        for at in range(start, min(start + within, len(words) - 1)):
            word = words[at]
            if word in (".", ";", ":") or (word == "," and at > start + 12):
                return False
            if word == "and" and word_at(words, self.adverbs.skip_adverbs(words, at + 1)) in self.verbs.forms:
                return False
            if word == "to" and words[at + 1].isalpha() and words[at + 1] not in ("the", "a", "all", "our", "their"):
                named = at > start and tokens.is_capital(at - 1) and tokens.is_capital(start + (words[start] == "the"))
                return named or not self.grammar.agent.isdisjoint(words[start:at])
        return False

    def find_stance(self, words: list[str], start: int, within: int) -> Stance | None:
        """Return the stance of the first telling noun among `within` words, before a preposition or a comma."""
        at = self.find_noun(words, start, within)
        return None if at is None else self.verbs.nouns[words[at]]

    def find_noun(self, words: list[str], start: int, within: int) -> int | None:
        """Return the index of the first telling noun among `within` words, before a preposition or a comma."""
        third = words[start + 2 : start + 3]
        if words[start : start + 2] == ["in", "the"] and not self.grammar.utmost.isdisjoint(third):
            start += 4 + (word_at(words, start + 4) == "possible")  # "in the strongest words possible their …"
        for at in range(start, min(start + within, len(words))):
            word = words[at]
            if word in self.verbs.nouns and (word not in self.grammar.modal or word_at(words, at + 1) == "to"):
                return at
            if word in self.grammar.noun_stop or (word == "of" and at > start + 1):
                intensified = word == "," and words[at + 1 : at + 2] and words[at + 1] in self.verbs.up
                if not intensified:
                    return None
            if word == "and" and at > start + 1 and self._is_further(words, at + 1):
                return None  # "recalled the raid and | reaffirmed their opposition to tolls"
        return None

    def _is_further(self, words: list[str], at: int) -> bool:
        """Tell a further verb in the past tense by its object."""
        past = any(form.form == PAST for form in self.verbs.forms.get(word_at(words, at), ()))
        return past and word_at(words, at + 1) in self.grammar.article
