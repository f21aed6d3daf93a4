"""Operative clauses of a sentence: where each starts and ends, whose it is, what its phrase says.

The engine walks a sentence from left to right. A word that may start an operative phrase becomes the head of a clause if
something licenses it: a subject in front of it, a conjunction that ties it to the clause before, the start of the sentence,
or its form (a participle after a comma, an infinitive after a verb of meeting). A clause ends where the next one starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..lexicon.phrases import MODALS, Phrase, PhraseReader
from ..lexicon.tokens import Tokens
from ..lexicon.verbs import Verbs
from ..model import ALL, Act
from .subjects import Subject, SubjectFinder

SUBORDINATORS = frozenset(
    "that which who whom whose where when while as if because since how what whether until unless although though whereas before after why so "
    "than once".split()
)
PREPOSITIONS = frozenset(
    "of between with to for by from in on among against toward towards through within across at including under via upon into over about "
    "regarding concerning despite alongside outside around behind beyond both".split()
)
OPENERS = frozenset(", ; : - – — “ \" ” ( ) [ ] ... … / and but or yet then / • ’ ' ‘".split()) | {"also", "today", "meanwhile"}
QUOTES = frozenset("“ \" … ... .... / ( [ ‘ • : ; – —".split())
CONJUNCTIONS = frozenset({"and", ",", ";", "but", "or", "...", "…", "....", "/", "&", "—", "–", "then", "well"})
CATENATIVE = frozenset(
    "continue continuing continues seek seeking aim intend intends plan work working endeavor endeavour strive look expect commit committed agree "
    "agreed resolve resolved pledge pledged determined ready decided decide dedicated concur concurred try keep undertake efforts committing "
    "pleased recommitted recommit".split()
)
GERUND_MARKERS = frozenset("by through including such between of as like for".split())
DETERMINERS = frozenset("the a an our their its any all each more new this these those other further such to with on countries partners".split())
SHARED = frozenset(", and or . ; : for of by ) than as that which &".split())
SINGULAR = frozenset({"is", "was", "has", "remains", "stands", "continues", "keeps", "takes"})
FINITE = frozenset("is are was were has have had will would can could may might must should do does did".split())
PAST_TIME = re.compile(
    r"(?:Last|Since|In (?:January|February|March|April|May|June|July|August|September|October|November|December|20\d\d)|Over the (?:past|last)|"
    r"At (?:the|our) (?:20\d\d|last|previous|first|second|third)|During the (?:past|last)|Throughout|Earlier|Previously|Through unveiling|In the past)\b"
)
REPEATED = frozenset("reaffirm reiterate renew express affirm re-affirm declare announce condemn underscore reconfirm emphasize emphasise salute stress".split())
FACTUAL = frozenset("note recall take cite see highlight acknowledge recognize recognise demonstrate signal".split())


IMPLIED = Phrase(0, 0, 0, "commit", Act.PLEDGE, 4, "present")
"""What a declaration commits to in an item that shouts its verb ("PROMOTE …")."""


@dataclass(frozen=True, slots=True)
class Clause:
    """An operative clause: tokens `start` to `end` (exclusive) of its sentence."""

    start: int
    end: int
    phrase: Phrase
    actors: tuple[str, ...]
    subject: Subject | None
    """Its own subject; None where it shares the one of the clause before."""
    carrier: int | None = None
    """Index of the clause whose subject it shares."""
    fragment: bool = False


@dataclass(slots=True)
class Context:
    """What a sentence takes over from the text before it."""

    single: str = ""
    """The party that a later "he" or "she" stands for."""
    narrated: bool = False
    """True where the text tells of the meeting in the past tense."""
    joint: bool = False
    """True where the last subject was joint work, which "it" may stand for."""
    item: bool = False
    """True for an item of a list, which may open with a bare verb."""
    lead: Phrase | None = None
    """The phrase that introduced the list, for an item that has none of its own."""
    lead_actors: tuple[str, ...] = (ALL,)
    abridged: bool = False
    """True where ellipses and slashes stand for what was cut."""


class ClauseFinder:
    """Finds operative clauses with a set of tables and the cast of one statement."""

    def __init__(self, verbs: Verbs, subjects: SubjectFinder) -> None:
        self.verbs = verbs
        self.reader = PhraseReader(verbs)
        self.subjects = subjects

    def find(self, tokens: Tokens, context: Context) -> list[Clause]:
        """Return the operative clauses of one sentence, in order; empty where it has none."""
        heads: list[Clause] = []
        words, starters, actions = tokens.words, self.reader.starters, self.verbs.actions
        at, quoting = 0, False
        cuts: list[int] = []
        if context.item and (opening := self._open_item(tokens, context)):
            heads.append(opening)
            at = opening.phrase.stop
        while at < len(words):
            word = words[at]
            head = None
            if word in self.verbs.courtesy and heads and words[at - 1] in ("and", ",") and word not in self.verbs.actions:
                cuts.append(at)
            if word in starters and not (tokens.is_capital(at) and at > 0 and not tokens.raw(at).isupper() and words[at - 1] not in QUOTES):
                head, quoting = self._head(tokens, at, heads, context, quoting)
            if head is None and context.abridged:
                head = self._cut_short(tokens, at, heads)
            if head is None and heads and (word in actions or word in self.verbs.action_ing):
                head = self._promise(tokens, at, heads)
            if head is None:
                at += 1
                continue
            heads.append(head)
            if head.phrase.quoting:
                quoting = True
            at = max(head.phrase.stop, at + 1)
        return self._close(tokens, heads, cuts)

    # --- heads

    def _open_item(self, tokens: Tokens, context: Context) -> Clause | None:
        """Let an item that opens with what is promised carry the phrase that introduced the list."""
        words = tokens.words
        at = self.reader.skip_adverbs(words, next((k for k in range(len(words)) if words[k][0].isalnum()), 0))
        if at >= len(words):
            return None
        lead = context.lead or (IMPLIED if tokens.raw(at).isupper() and len(words[at]) > 2 else None)
        if lead is None:
            return None
        gerund = words[at].endswith("ing")
        if words[at] not in (self.verbs.action_ing if gerund else self.verbs.actions):
            return None
        own = self.reader.read(tokens, at) if words[at] in self.reader.starters else None
        if own and not own.soft and own.act is not Act.PLEDGE:
            return None
        verb = f"{lead.verb.split()[0]} {words[at]}"
        phrase = Phrase(at, at, at + 1, verb, lead.act, lead.force, "ing" if gerund else "present", promises=not gerund, gerunds=gerund)
        return Clause(at, 0, phrase, context.lead_actors, None)

    def _cut_short(self, tokens: Tokens, at: int, heads: list[Clause]) -> Clause | None:
        """Read what an abridged text leaves of a promise or a position: "…/enhance dialogue", "… importance of sanctions"."""
        words = tokens.words
        previous = words[at - 1] if at else ""
        if previous not in ("", "“", '"', "...", "....", "…", "/") or at + 2 >= len(words):
            return None
        noun = words[at] in ("importance", "need")
        action = words[at] in self.verbs.actions or words[at] in self.verbs.action_ing
        verb = action and words[at + 1] not in SHARED | {"/"} and (words[at] not in self.verbs.noun_too or words[at + 1] == "together")
        if not (noun or verb) or (previous == "/" and (words[at - 2] in self.verbs.actions or words[at - 2] in self.verbs.action_ing)):
            return None
        if heads and at <= heads[-1].phrase.stop + 1:
            return None
        act, force = (Act.AFFIRM, 3) if noun else (Act.PLEDGE, 3)
        phrase = Phrase(at, at, at + 1, words[at], act, force, "present")
        carrier = self._carrier(heads)
        return Clause(at, 0, phrase, heads[carrier].actors if carrier is not None else (ALL,), None, carrier, fragment=True)

    def _head(
        self, tokens: Tokens, at: int, heads: list[Clause], context: Context, quoting: bool
    ) -> tuple[Clause | None, bool]:
        """Return the clause that starts with the phrase at `at`, if licensed, and whether a quoted clause is still open."""
        words = tokens.words
        before = self._skip_back(words, at - 1)
        subject = self.subjects.ending_at(tokens, before) if before >= 0 else None
        if subject is None and before > 1 and words[before] in (",", ")", "–", "—", "-", "”") and not words[at].endswith("ing"):
            subject = self._interrupted(tokens, before, heads)
        if subject is None and words[before] == "," and not heads and before > 1 and not words[at].endswith("ing"):
            alone = self.subjects.ending_at(tokens, before - 1)
            subject = alone if alone and alone.start == 0 else None
        if subject is None and not heads and before > 1 and words[before] in ("and", ","):
            subject = self._silent(tokens, at, before)
        if subject is None and (words[at] in MODALS or words[at] in ("is", "are", "were", "was")) and not self._ties(words, before, heads):
            return None, quoting
        phrase = self.reader.read(tokens, at)
        if phrase is None:
            return None, quoting
        if subject is not None:
            return self._with_subject(tokens, phrase, subject, heads, context, quoting)
        return self._without_subject(tokens, phrase, before, heads, context), quoting

    def _with_subject(
        self, tokens: Tokens, phrase: Phrase, subject: Subject, heads: list[Clause], context: Context, quoting: bool
    ) -> tuple[Clause | None, bool]:
        words = tokens.words
        if subject.foreign or (subject.pronoun in ("he", "she") and not context.single):
            context.single = ""
            return None, quoting
        if subject.pronoun in ("we", "they") and (phrase.third or words[phrase.start] in SINGULAR):
            return None, quoting
        if subject.pronoun == "it" and not self._is_it(phrase, context):
            return None, quoting
        before = words[subject.start - 1] if subject.start else ""
        if before == "that" and subject.pronoun and not heads and subject.start > 1 and words[subject.start - 2] in ("is", "so"):
            before = ""
        if before in SUBORDINATORS:
            if before == "where" and not heads and not phrase.soft and phrase.form != "modal":
                return Clause(subject.start, 0, phrase, subject.actors or (ALL,), subject), False
            relative = phrase.form == "modal" and before == "which" and subject.start > 1 and words[subject.start - 2] in ("in", "under", "through")
            if not relative:
                return None, False
        elif before in PREPOSITIONS and not (phrase.form == "ing" and before == "with"):
            return None, quoting
        elif quoting and heads and not self._conjoined(words, subject.start, heads):
            return None, False
        elif before and before not in OPENERS and before not in CONJUNCTIONS and (
            heads or not (phrase.form == "ing" or self._is_fronted(words, subject.start))
        ):
            return None, quoting
        if phrase.form == "past" and not phrase.start < phrase.main and PAST_TIME.match(tokens.text, tokens.starts[0]):
            return None, quoting
        if phrase.stop >= len(words) - 1 and phrase.verb in ("declare", "state", "note", "add"):
            return None, quoting
        if subject.joint and not self._is_joint_promise(tokens, phrase, subject):
            return None, quoting
        if phrase.form == "ing" and phrase.start == phrase.main and before != "with":
            return None, quoting
        if phrase.deed and phrase.form == "past" and not (context.narrated or "today" in words):
            return None, quoting
        actors = subject.actors or ((context.single,) if context.single else (ALL,))
        context.single = subject.single or (context.single if subject.pronoun in ("he", "she", "it") else "" if subject.pronoun else context.single)
        context.joint = subject.joint or (subject.pronoun == "it" and context.joint)
        return Clause(self._open(tokens, subject.start, heads), 0, phrase, actors, subject), False

    def _is_it(self, phrase: Phrase, context: Context) -> bool:
        """Tell whether "it" stands for the one party that spoke last, or for joint work that promises more."""
        if phrase.form == "modal" and context.joint:
            return True
        return bool(context.single) and phrase.form != "modal" and not phrase.deed and phrase.start == phrase.main

    def _is_fronted(self, words: list[str], start: int) -> bool:
        """Tell whether what stands in front of a subject without a comma is a fronted phrase: "Today we …"."""
        return start < 14 and not any(word in FINITE or word in self.verbs.meeting for word in words[:start])

    def _conjoined(self, words: list[str], start: int, heads: list[Clause]) -> bool:
        """Tell whether a subject is tied to the main clause although a quoted clause is open: ", and we …"."""
        return start - heads[-1].phrase.stop > 4 and words[start - 1] in ("and", ";", "but")

    def _is_joint_promise(self, tokens: Tokens, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether joint work promises something: "the initiative will …", "cooperation is expanding"."""
        words = tokens.words
        first = words[subject.start]
        own = tokens.is_capital(subject.start) or first in ("the", "this", "these", "our", "their", "its", "joint", "such", "through", "both", "further")
        if phrase.form == "modal":
            done = words[phrase.main] == "be" and words[self.reader.skip_adverbs(words, phrase.main + 1)].endswith("ed")
            expected = words[phrase.main] in self.verbs.expectations and not done
            return (own or subject.end - subject.start <= 2) and not expected
        under_way = phrase.start < phrase.main or phrase.verb.split()[0] in ("aim", "seek", "continue", "intend", "plan", "expect")
        return (own or subject.end - subject.start <= 2) and under_way and phrase.act is Act.PLEDGE

    def _without_subject(
        self, tokens: Tokens, phrase: Phrase, before: int, heads: list[Clause], context: Context
    ) -> Clause | None:
        words = tokens.words
        start = before + 1
        previous = words[before] if before >= 0 else ""
        carrier = self._carrier(heads)
        actors = heads[carrier].actors if carrier is not None else (ALL,)
        if heads and phrase.start > heads[-1].phrase.stop and all(words[here] in CONJUNCTIONS or words[here] in self.verbs.adverbs for here in range(heads[-1].phrase.stop, phrase.start)):
            self._join(heads, phrase)
            return None
        if phrase.form == "ing" and phrase.start == phrase.main:
            if not self._may_open_participle(words, phrase, previous, before, heads):
                return None
        elif self._ties(words, before, heads):
            if not self._agrees(words, phrase, before, heads):
                return None
        elif previous in ("", "...", "…", "....", "“", '"', "/", "[") or (context.item and not heads and before < 3):
            if not self._may_open_fragment(words, phrase, previous, context):
                return None
            return Clause(start, 0, phrase, actors, None, carrier, fragment=True)
        elif previous == "to" and not heads and phrase.verb.split()[0] in REPEATED:
            start = phrase.start
        else:
            return None
        return Clause(start, 0, phrase, actors, None, carrier)

    def _join(self, heads: list[Clause], phrase: Phrase) -> None:
        """Let the second of two verbs before one object ("acknowledge and welcome") decide where the first only affirms."""
        first = heads[-1].phrase
        if first.act is Act.AFFIRM and phrase.act is not Act.AFFIRM:
            joined = replace(first, act=phrase.act, force=phrase.force, stop=phrase.stop, verb=phrase.verb)
        else:
            joined = replace(first, stop=phrase.stop)
        heads[-1] = replace(heads[-1], phrase=joined)

    def _may_open_participle(
        self, words: list[str], phrase: Phrase, previous: str, before: int, heads: list[Clause]
    ) -> bool:
        """Judge "…, reaffirming its commitment": a position of its own, not a fact or a motive."""
        if previous == "and":
            if not heads or heads[-1].phrase.form != "ing":
                return False
        elif previous not in ("", ",", ";", "while", "...", "…", "....", "“", "–", "—", '"', "(", "/"):
            return False
        lemma, _, noun = phrase.verb.partition(" ")
        if lemma in FACTUAL:
            return phrase.act is Act.AFFIRM and noun in ("importance", "need", "necessity", "urgency", "significance", "value", "values") and lemma not in ("note", "recall") or (
                phrase.act is Act.PLEDGE and lemma not in ("note",) and words[phrase.stop] in ("our", "their", "its")
            )
        if phrase.act is Act.PLEDGE and (phrase.soft or phrase.deed or lemma in ("seek", "work", "aim", "plan", "decide", "hope")):
            return False
        return not (phrase.soft and bool(heads))

    def _may_open_fragment(self, words: list[str], phrase: Phrase, previous: str, context: Context) -> bool:
        if phrase.form == "past" and phrase.stop < len(words) and words[phrase.stop] in ("by", "in", "at"):
            return False
        if phrase.form == "modal":
            return previous == "/" or context.item
        return phrase.form == "past" or context.item or bool((previous or context.abridged) and not phrase.deed)

    # --- ties to the clause before

    def _ties(self, words: list[str], before: int, heads: list[Clause]) -> bool:
        return bool(heads) and before >= 0 and words[before] in CONJUNCTIONS

    def _carrier(self, heads: list[Clause]) -> int | None:
        for at in range(len(heads) - 1, -1, -1):
            if heads[at].subject is not None:
                return at
        return 0 if heads else None

    def _agrees(self, words: list[str], phrase: Phrase, before: int, heads: list[Clause]) -> bool:
        """Tell whether a phrase after "and" or a comma continues the main clause rather than something inside it."""
        head = heads[-1].phrase
        main = next((h.phrase for h in reversed(heads) if h.phrase.form != "ing"), head)
        carrier = heads[self._carrier(heads) or 0].subject
        if carrier and carrier.pronoun in ("we", "they") and (phrase.third or words[phrase.start] in SINGULAR):
            return False
        since = words[head.stop : before]
        conjunction = words[before]
        comma = conjunction in (",", ";", "...", "…", "....") or (before > 0 and words[before - 1] in (",", ";", ")"))
        if phrase.form in ("modal",) or (phrase.start != phrase.main and phrase.form == "present"):
            return comma or not any(word in ("which", "that", "who") for word in since)
        if phrase.form == "past":
            if phrase.stop < len(words) and words[phrase.stop] in ("by",):
                return False
            if words[phrase.start] == "continued" and words[phrase.start + 1 : phrase.start + 2] != ["to"]:
                return False
            if conjunction == "," and phrase.verb.startswith("share "):
                return False
            if conjunction == "," and (phrase.deed or words[phrase.stop : phrase.stop + 1] in (["in"], ["on"], ["at"], ["for"])):
                return False
            return any(h.phrase.form == "past" for h in heads) or (main.form == "present" and comma and conjunction != "," and not phrase.deed) or conjunction in ("...", "…", "/")
        if phrase.form == "present":
            if main.form == "past" and not comma:
                return False
            if main.form == "modal" or phrase.soft:
                infinitive = self._has_infinitive(words, head.stop, before)
                if phrase.soft and (infinitive or main.form == "modal" or head.promises) and not (comma and phrase.act is not Act.PLEDGE and main.form != "modal" and not head.promises):
                    return False
                if phrase.soft and phrase.act is Act.PLEDGE:
                    return False
            return not self._is_noun(words, phrase)
        return False

    def _is_noun(self, words: list[str], phrase: Phrase) -> bool:
        """Tell "and concern", "and support for": a word that is a noun here."""
        follow = words[phrase.stop] if phrase.stop < len(words) else ""
        single = phrase.start == phrase.main and phrase.stop == phrase.main + 1
        return single and follow in ("for", "of", ",", ".", "and", "or") and phrase.verb.split()[-1] not in ("for", "on")

    def _has_infinitive(self, words: list[str], start: int, end: int) -> bool:
        return any(words[at] == "to" and words[at + 1] in self.verbs.actions for at in range(start + 1, max(start + 1, end - 1)))

    # --- lists of promises: "will do X, do Y and do Z"

    def _promise(self, tokens: Tokens, at: int, heads: list[Clause]) -> Clause | None:
        words = tokens.words
        head = heads[-1]
        infinitive = words[at - 1] == "to" and (words[at - 2] in ("and", "as", ";", "addition") or self._lists_infinitives(words, at, head.phrase))
        tie = self._skip_back(words, at - 2 if infinitive else at - 1)
        added = words[tie - 2 : tie + 1] in (["as", "well", "as"], ["and", "in", "addition"]) or words[tie - 1 : tie + 1] == ["in", "addition"]
        if not (added or words[tie] in ("and", ",", ";")) or at + 1 >= len(words) or words[at + 1] in SHARED or tie <= head.phrase.stop:
            return None
        if self._shares_object(words, tie) or self._is_nominal(words, at, tie):
            return None
        inner = self._inner_verb(words, head.phrase)
        gerund = words[at].endswith("ing") and words[at] in self.verbs.action_ing
        if gerund:
            fits = head.phrase.gerunds and inner < len(words) and words[inner].endswith("ing")
        else:
            fits = head.phrase.promises and words[at] in self.verbs.actions and self._is_base(words, inner)
        if not fits or at - inner < 4 or not self._stands_alone(words, inner, tie, at, gerund=gerund, infinitive=infinitive):
            return None
        verb = f"{head.phrase.verb.split()[0]} {words[at]}"
        phrase = replace(head.phrase, start=at, main=at, stop=at + 1, verb=verb, act=Act.PLEDGE)
        return Clause(at, 0, phrase, head.actors, None, self._carrier(heads))

    def _lists_infinitives(self, words: list[str], at: int, phrase: Phrase) -> bool:
        """Tell whether ", to do" goes on a list that ends in "and to do": "commit to keep X, to build Y, and to do Z"."""
        more = any(words[k : k + 2] == ["and", "to"] for k in range(at, len(words) - 1))
        return more and words[at - 2] == "," and words[phrase.stop : phrase.stop + 1] == ["to"]

    def _is_base(self, words: list[str], at: int) -> bool:
        return at < len(words) and (
            words[at] in self.verbs.actions or words[at] in self.verbs.forms or words[at] in self.verbs.action_ing
        )

    def _shares_object(self, words: list[str], tie: int) -> bool:
        """Tell whether the verb before the conjunction has no object of its own: "develop and deploy", "plan for, and meet"."""
        at = tie - 1 if words[tie - 1] != "," else tie - 2
        actions, gerunds = self.verbs.actions, self.verbs.action_ing
        if words[at] in actions or words[at] in gerunds:
            return words[at] not in self.verbs.noun_too
        return words[at] in ("for", "to", "with", "on") and (words[at - 1] in actions or words[at - 1] in gerunds)

    def _is_nominal(self, words: list[str], at: int, tie: int) -> bool:
        """Tell whether a word that is a noun or adjective too is one here: "free and open", "and export controls"."""
        if words[at] not in self.verbs.noun_too:
            return False
        return words[tie] != ";" and (words[tie - 1] == "free" or words[at + 1] not in DETERMINERS)

    def _stands_alone(self, words: list[str], inner: int, tie: int, at: int, *, gerund: bool, infinitive: bool) -> bool:
        """Judge whether a verb continues the promise, not a purpose, a means or a relative clause inside it."""
        if words[tie] == ";":
            return True
        since = words[inner + 1 : tie]
        comma = words[tie] in (",", ";", "as", "addition") or (tie > 0 and words[tie - 1] in (",", ";"))
        if gerund:
            return not any(word in GERUND_MARKERS for word in since)
        purpose = next((k for k in range(inner + 2, tie) if words[k] == "to" and words[k + 1] in self.verbs.actions), None)
        relative = any(word in ("which", "that", "who") for word in since)
        if purpose is not None:
            listed = any(words[k] in (",", ";") and words[k + 1] in self.verbs.actions for k in range(purpose, tie - 1))
            return not infinitive and comma and words[tie] == "and" and not listed
        return comma or not relative

    def _inner_verb(self, words: list[str], phrase: Phrase) -> int:
        """Return the index of the verb that says what is promised, past "continue to", "work together to"."""
        at = phrase.main
        while at + 1 < len(words) and words[at] in CATENATIVE:
            if words[at + 1] in self.verbs.action_ing:
                return at + 1
            for to in range(at + 1, min(at + 7, len(words) - 1)):
                if words[to] in (",", ";", "and", "of"):
                    return at
                if words[to] == "to":
                    colon = words[to + 1] == ":"
                    at = self.reader.skip_adverbs(words, to + 1 + colon)
                    break
            else:
                return at
        return at

    # --- places

    def _skip_back(self, words: list[str], at: int) -> int:
        adverbs = self.verbs.adverbs
        while at >= 0 and (words[at] in adverbs or (len(words[at]) > 4 and words[at].endswith("ly") and words[at] not in ("july", "family", "italy", "assembly", "ally"))):
            at -= 1
            if at > 0 and words[at] in ("and", ",") and words[at - 1].endswith("ly"):
                at -= 1
        return at

    def _interrupted(self, tokens: Tokens, comma: int, heads: list[Clause]) -> Subject | None:
        """Find the subject in front of an aside: "We, the leaders of the four, remain …"."""
        words = tokens.words
        floor = heads[-1].phrase.stop + 1 if heads else 0
        for at in range(comma - 2, max(floor, comma - 45) - 1, -1):
            if words[at + 1] in (",", "–", "—", "-", "(") and (words[at] in ("we", "they", "he", "she") or words[at] in self.verbs.collective):
                if at > 0 and words[at - 1] in PREPOSITIONS | SUBORDINATORS and words[at] not in ("we", "they"):
                    continue
                subject = self.subjects.ending_at(tokens, at)
                if subject and (subject.pronoun or subject.start == floor):
                    return subject
        return None

    def _silent(self, tokens: Tokens, at: int, before: int) -> Subject | None:
        """Find the subject of a first verb that is no operative one: "We thank the host and commit to …"."""
        words = tokens.words
        for here in range(min(before, 30)):
            if words[here] in ("we", "they") or words[here] in self.verbs.collective:
                if here and words[here - 1] in PREPOSITIONS | SUBORDINATORS:
                    return None
                following = words[here + 1]
                active = following in ("have", "has", "are", "is") or following in self.verbs.courtesy or following in self.verbs.meeting
                subject = self.subjects.ending_at(tokens, here) if active else None
                if subject is None or (subject.start and words[subject.start - 1] not in OPENERS):
                    return None
                return subject if before - here < 5 else replace(subject, start=before + 1)
        return None

    def _open(self, tokens: Tokens, start: int, heads: list[Clause]) -> int:
        """Move the start of the first clause over "Through X," and "Under X,", which stay with it."""
        words = tokens.words
        if heads or not words or words[0] not in ("through", "under") or start == 0 or words[start - 1] != ",":
            return start
        return 0

    def _close(self, tokens: Tokens, heads: list[Clause], cuts: list[int]) -> list[Clause]:
        if not heads:
            return []
        ends = [head.start for head in heads[1:]] + [len(tokens)]
        ends = [
            min([end, *(cut for cut in cuts if cut > head.phrase.stop + 3)]) for head, end in zip(heads, ends, strict=True)
        ]
        return [replace(head, end=trim_end(tokens, head.start, end)) for head, end in zip(heads, ends, strict=True)]


TRAILING = frozenset(", ; : . - – — and or but while well / … ... .... & ( “ [ • ! ? with also further".split())
FRONTED = re.compile(r"^(?:in (?:this|that) \w+|to (?:this|that) end|as such|in addition|at the same time|together|furthermore|moreover)$")


def trim_end(tokens: Tokens, start: int, end: int) -> int:
    """Return `end` moved back over points, conjunctions and fronted phrases of the clause that follows."""
    words = tokens.words
    while end > start + 1:
        word = words[end - 1]
        if word == "well" and words[end - 2] == "as":
            end -= 2
        elif word == "as" and words[end - 3 : end - 1] == ["as", "well"]:
            end -= 3
        elif word in TRAILING or (word == "to" and words[end - 2] in ("and", ",")) or (word == "addition" and words[end - 2] == "in"):
            end -= 1
        else:
            comma = next((at for at in range(end - 1, max(start, end - 7), -1) if words[at] == ","), None)
            if comma is not None and FRONTED.match(" ".join(words[comma + 1 : end])):
                end = comma
            else:
                break
    return end
