"""What a verb governs, and what that makes of it: "reaffirm" with commitment, with opposition, with a clause."""

from __future__ import annotations

from collections.abc import Callable

from commitrack.extraction.adverbs import Adverbs, skip_aside
from commitrack.extraction.phrases import Operative, Phrase
from commitrack.lexicon.register import load_register
from commitrack.lexicon.tokens import Tokens
from commitrack.lexicon.verbs import BELIEVE, GRANT, NOTE, VOUCH, ClauseRule, Stance, VerbRow
from commitrack.model import Act

CLAUSE_WORDS = 40  # how far into a clause its stance is looked for
BINDING = 4
"""The force of what binds."""
PROMISED = 16
"""Words of a clause in which "will" tells that it promises."""
JOINT = 10
"""Words in which those are named whom one joins."""
ASKED = 6
"""Words in which somebody who is asked is named."""
SUBJECT = 8
"""Words in which a clause without "that" comes to its verb."""


class Complements:
    """Judges verbs by what follows them; `read_inner` reads a phrase inside the clause that one governs."""

    def __init__(self, adverbs: Adverbs, read_inner: Callable[[Tokens, int], Phrase | None]) -> None:
        self.adverbs = adverbs
        self.verbs = adverbs.verbs
        self.grammar = adverbs.grammar
        self.register = load_register()
        self.read_inner = read_inner

    def judge(self, tokens: Tokens, row: VerbRow, after: int, follow: str) -> Operative | None:
        """Return what a verb is with the words from token `after` on; None where its row does not apply."""
        if row.joint and (found := self._judge_joint(tokens, after)):
            return found
        if row.reports:
            return self._judge_report(tokens, row, after + (follow == "that"))
        if follow == "that" and self._is_own_deed(tokens, row, after + 1):
            return None
        if (clause := self._find_clause(tokens, row, after, follow)) is not None:
            return self._judge_clause(tokens, row, clause)
        return self._judge_object(tokens, row, after, follow)

    def _find_clause(self, tokens: Tokens, row: VerbRow, after: int, follow: str) -> int | None:
        """Return where the clause starts that a verb governs; None where it governs something else."""
        if follow == "that":
            return after + 1
        if "that" in row.later and "that" in tokens.words[after:]:
            return tokens.words.index("that", after) + 1  # "informed the port that …"
        believed = row.speech in (BELIEVE, VOUCH)
        return after if believed and (follow in self.grammar.pronoun or self.opens_clause(tokens, after, row)) else None

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
        return row.agent if row.agent and self._has_agent(tokens, after) else None

    def opens_clause(self, tokens: Tokens, start: int, row: VerbRow) -> bool:
        """Tell a clause without "that": "agreed | Iran cannot …", after a pledge "agreed | the talks were useful"."""
        if start >= len(tokens):
            return False
        words, grammar = tokens.words, self.grammar
        if tokens.is_capital(start) and not grammar.obliging.isdisjoint(words[start + 1 : start + 4]):
            return True
        if words[start] not in grammar.article:
            return False
        finite = grammar.finite if row.act is Act.PLEDGE else grammar.finite & grammar.modal
        ends = grammar.finite | grammar.noun_stop | {"and"}
        end = next((at for at in range(start + 2, min(start + SUBJECT, len(words))) if words[at] in ends), start)
        if words[end] not in finite or self._is_noun(words, end):
            return False
        return row.act is Act.PLEDGE or not self._is_relative(tokens, start, end)  # "reaffirm | the ports will open"

    def _is_relative(self, tokens: Tokens, start: int, end: int) -> bool:
        """Tell a noun and a clause of it up to its verb: "the role | the fund will (play)", "the role | Japan will"."""
        words = tokens.words
        if any(words[at] in self.grammar.article and words[at - 1] != "of" for at in range(start + 1, end)):
            return True
        first = tokens.start_of_capitals(end, start)
        return start + 1 < first < end and words[first - 1] not in self.grammar.modifier | {"of"}

    def _is_noun(self, words: list[str], at: int) -> bool:
        """Tell the noun of "our will to act" from the verb."""
        return words[at] in self.grammar.modal and words[at + 1 : at + 2] == ["to"]

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
        return at > noun and words[at : at + 1] == ["to"]

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
        if words[at : at + 1] == ["for"]:
            at = next((k for k in range(at, min(at + SUBJECT, len(words))) if words[k] in ("to", ",", ";")), at)
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
        near = range(after + 2, min(after + SUBJECT, len(words)))
        judged = (self._judge_noun(words, row, at) for at in near if words[at] in self.grammar.article)
        return next(filter(None, judged), None)

    def _judge_report(self, tokens: Tokens, row: VerbRow, start: int) -> Operative | None:
        """Judge reported speech by what is said; None where that is no position: "said the talks went well"."""
        if start >= len(tokens) or tokens.words[start] in (",", ".", "”", '"', ":"):
            return None
        found = self._judge_clause(tokens, row, start)
        return found if found.act is not Act.AFFIRM or found.force > row.force else None

    def _judge_clause(self, tokens: Tokens, row: VerbRow, start: int) -> Operative:
        """Judge "reaffirm that …" by the stance that the clause itself takes."""
        if row.act in (Act.URGE, Act.OPPOSE, Act.SUPPORT) or start >= len(tokens):
            return Operative(row.lemma, row.act, row.force)
        strong = row.speech == VOUCH
        start = skip_aside(tokens.words, start)  # "that, under our laws, | assets will …"
        inner = self._read_own(tokens, start)
        if inner and (inner.act is not Act.AFFIRM or strong):
            return Operative(row.lemma, inner.act, max(inner.force, row.force))
        rules = self._find_rules(tokens, start, row.lemma)
        opposed = any(rule.act is Act.OPPOSE for rule in rules)
        if strong and not opposed and self._is_promised(tokens.words, start):
            return Operative(row.lemma, Act.PLEDGE, BINDING)
        if rules:
            return Operative(row.lemma, rules[0].act, rules[0].force)
        return Operative(row.lemma, row.that or row.act, row.force)

    def find_opposed(self, tokens: Tokens, start: int) -> ClauseRule | None:
        """Return the rule by which a clause opposes behind a position: "our view that | raids are unacceptable"."""
        at = self.find_noun(tokens.words, start, within=9)
        if at is None or tokens.words[at + 1 : at + 2] != ["that"] or at + 2 >= len(tokens):
            return None
        held = self.verbs.nouns[tokens.words[at]].act is Act.AFFIRM
        rules = self._find_rules(tokens, skip_aside(tokens.words, at + 2), "") if held else []
        return next((rule for rule in rules if rule.act is Act.OPPOSE), None)

    def _is_own_deed(self, tokens: Tokens, row: VerbRow, start: int) -> bool:
        """Tell a clause by which the parties tell what they did: "stress that we have opened", "that we opened"."""
        words = tokens.words
        if row.act is not Act.AFFIRM or words[start : start + 1] != ["we"] or self._read_own(tokens, start):
            return False
        at = self.adverbs.skip_adverbs(words, start + 1)
        perfect = words[at : at + 1] == ["have"]
        main = self.adverbs.skip_adverbs(words, at + 1) if perfect else at
        done = [*words[main : main + 1], ""][0]
        strong = self.register.participles if perfect else self.grammar.strong_past
        return done in strong or (done.endswith("ed") and not done.endswith("eed"))

    def _find_rules(self, tokens: Tokens, start: int, lemma: str) -> list[ClauseRule]:
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
            if words[at] in ("will", "would"):
                main = self.adverbs.skip_adverbs(words, at + 1)
                if self.verbs.forecasts.isdisjoint(words[main : main + 1]):
                    return self._is_done(words, main)
                return not (self.grammar.negation | {"no"}).isdisjoint(words[start:main])
        return False

    def _is_done(self, words: list[str], main: int) -> bool:
        """Tell a verb of doing, also in the passive ("be held", "remain closed"), from one of being."""
        word, follow = [*words[main : main + 1], ""][0], self.adverbs.skip_adverbs(words, main + 1)
        if word in ("be", "remain", "stay"):
            done = [*words[follow : follow + 1], ""][0]
            binding = self.verbs.adjectives.get(done)
            pledged = binding is not None and binding.act is Act.PLEDGE
            return pledged or done.endswith(("ed", *self.grammar.strong_participle))
        return word not in self.grammar.have and word not in self.verbs.expectations

    def _read_own(self, tokens: Tokens, start: int) -> Operative | None:
        """Read the operative phrase of a clause whose subject is "we" or "they"."""
        words = tokens.words
        if words[start] not in self.grammar.pronoun:
            return None
        at = self.adverbs.skip_adverbs(words, start + 1)
        found = self.read_inner(tokens, at)
        return Operative(found.verb, found.act, found.force) if found else None

    def _has_agent(self, tokens: Tokens, start: int) -> bool:
        """Tell whether "<somebody> to <do>" follows: a named or generic agent in front of an infinitive."""
        words = tokens.words
        for at in range(start, min(start + 22, len(words) - 1)):
            word = words[at]
            if word in (".", ";", ":") or (word == "," and at > start + 12):
                return False
            if word == "and" and words[at + 1] in self.verbs.forms:
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
            start += 4 + (words[start + 4 : start + 5] == ["possible"])  # "in the strongest words possible their …"
        for at in range(start, min(start + within, len(words))):
            word = words[at]
            if word in self.verbs.nouns and (word not in self.grammar.modal or self._is_noun(words, at)):
                return at
            if word in self.grammar.noun_stop or (word == "of" and at > start + 1):
                intensified = word == "," and words[at + 1 : at + 2] and words[at + 1] in self.verbs.up
                if not intensified:
                    return None
        return None
