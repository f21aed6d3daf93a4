"""Subjects in front of a phrase: which noun phrase it is, and whether it acts in a main clause there."""

from __future__ import annotations

import re

from commitrack.extraction.reports import DATED
from commitrack.extraction.scan import Context, Scan, find_inner
from commitrack.extraction.subjects import Subject, SubjectFinder
from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.phrases import MODAL, Phrase, PhraseReader
from commitrack.lexicon.verbs import ING, PAST, STRESS, VOUCH, Verbs
from commitrack.model import ALL, Act
from commitrack.patterns import compile_late

PAST_TIME = compile_late(
    r"""(?: Last | Since | Throughout | Earlier | Previously, | In\ the\ past | (?:Over|During)\ the\ (?:past|last)
      | In\ (?:January|February|March|April|May|June|July|August|September|October|November|December|20\d\d)
      | At\ (?:the|our)\ (?:20\d\d|last|previous|first|second|third) )\b""",
    re.VERBOSE,
)
ASIDE = 45  # tokens; a roll of countries behind "We," may be longer
ROLL = 160
LONGEST_HEAD = 5  # tokens from "those" in which the noun stands that a clause defines
FAR = 5  # tokens from which on a silent subject is too far from its second verb to be quoted with it


class SubjectLicence:
    """Finds the subject of a phrase and judges whether the two make a clause."""

    def __init__(self, verbs: Verbs, grammar: Grammar, subjects: SubjectFinder, reader: PhraseReader) -> None:
        self.verbs = verbs
        self.grammar = grammar
        self.subjects = subjects
        self.reader = reader
        self.under = grammar.preposition | grammar.subordinator
        self.nouns = grammar.collective | grammar.joint

    # --- which subject

    def find_subject(self, scan: Scan, at: int, before: int) -> Subject | None:
        """Return the subject of the phrase at token `at`; `before` is the word in front of it, adverbs left out."""
        words = scan.words
        if before < 0:
            return None
        subject = self.subjects.ending_at(scan.tokens, before)
        if subject or before < 2:
            return subject
        if words[before] in self.grammar.aside and not words[at].endswith("ing"):
            listed = words[before] == "," and not scan.heads  # "Peru and Fiji, are working"
            alone = self.subjects.ending_at(scan.tokens, before - 1) if listed else None
            subject = alone if alone and alone.start == 0 else self._before_aside(scan, before)
        if subject is None and not scan.heads and words[before] in ("and", ",") and not words[at].endswith("ing"):
            subject = self._of_silent_verb(scan, before)
        if subject is None and "those" in words[:before]:
            subject = self._defined_by_clause(scan, before)
        return subject

    def _defined_by_clause(self, scan: Scan, before: int) -> Subject | None:
        """Find a subject that a clause defines: "those of us who have ports | will open them"."""
        words, grammar = scan.words, self.grammar
        start = max(k for k in range(before) if words[k] == "those")
        named = words[start + 1 : start + 3] == ["of", "us"] or not self.grammar.collective.isdisjoint(
            words[start + 1 : start + LONGEST_HEAD]
        )
        relative = next((k for k in range(start, before) if words[k] in grammar.relative), None)
        opened = start == 0 or words[start - 1] in grammar.opener
        if relative is None or before < relative + 2 or not (named and opened):
            return None
        closed = grammar.be | grammar.have | grammar.preposition | grammar.determiner | {",", ";", "and"}
        if words[before] in closed or not {",", ";"}.isdisjoint(words[relative:before]):
            return None
        return Subject(start, before + 1, (ALL,), plural=True)

    def _before_aside(self, scan: Scan, comma: int) -> Subject | None:
        """Find the subject in front of an aside: "We, the leaders of the four, remain …"."""
        words = scan.words
        floor = scan.heads[-1].phrase.stop + 1 if scan.heads else 0
        for at in range(comma - 2, max(floor, comma - ROLL) - 1, -1):
            word = words[at]
            pronoun = word in ("we", "they", "he", "she")
            named = word in self.nouns or scan.tokens.is_capital(at)
            if words[at + 1] not in (",", "–", "—", "-", "(") or not (pronoun or named):
                continue
            inside = at > 0 and words[at - 1] in self.under and words[at - 1] != "of" and not pronoun
            if inside or (at < comma - ASIDE and word != "we"):
                continue
            subject = self.subjects.ending_at(scan.tokens, at)
            opened = words[0] in self.grammar.preposition or self.reader.is_adverb(words[0])
            fronted = floor == 0 and opened and words[at + 1] == ","
            if subject and (subject.pronoun or subject.start == floor or (fronted and words[subject.start - 1] == ",")):
                return subject
        return None

    def _of_silent_verb(self, scan: Scan, before: int) -> Subject | None:
        """Find the subject of a first verb that is no operative one: "We thank the host and commit to …"."""
        words, tokens = scan.words, scan.tokens
        for at in range(min(before - 1, 30)):
            pronoun = words[at] in self.grammar.pronoun
            if not (pronoun or words[at] in self.grammar.collective or tokens.is_capital(at)):
                continue
            under = at > 0 and words[at - 1] in self.under
            if under and words[at - 1] != "of":
                continue
            if words[at + 1] in self.grammar.collective or self.subjects.goes_on(tokens, at):
                continue  # "the two leaders", "the European Union"
            aside = pronoun and words[at + 1] == "," and self.grammar.have.isdisjoint(words[at:before])
            subject = self.subjects.ending_at(tokens, at) if aside or self._may_be_verb(words[at + 1]) else None
            if subject is None or subject.joint or (under and subject.start == at):
                continue  # but "the Prime Minister of Peru"
            if subject.plural and words[at + 1] in self.grammar.singular:
                continue  # "an attack on its allies | is unacceptable and will …"
            opened = subject.start == 0 or words[subject.start - 1] in self.grammar.opener
            resumed = words[before - 1 : before + 1] == [",", "and"]  # behind a clause inside: ", which …, and agreed"
            if not (opened and (resumed or self.grammar.subordinator.isdisjoint(words[at + 1 : before]))):
                return None
            auxiliary = words[at + 1] in self.grammar.have or words[at + 1] in self.grammar.be
            return subject if auxiliary and before - at < FAR else subject._replace(silent=before + 1)
        return None

    def _may_be_verb(self, word: str) -> bool:
        """Tell whether a word behind a noun phrase can be its verb, for all that its letters tell."""
        grammar = self.grammar
        return word[0].isalpha() and word not in grammar.preposition and word not in grammar.conjunction

    # --- does it act here

    def admits(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether subject and phrase make a main clause of the parties at this place."""
        if not self._may_speak(scan, phrase, subject):
            return False
        inner = find_inner(scan.words, subject.end, phrase.start, self.verbs, self.grammar) if subject.silent else None
        if phrase.soft and inner is not None:
            return False  # "has allocated a sum to address the crisis and support …"
        place = self._judge_place(scan, phrase, subject)
        if place is None:
            return False
        participle = phrase.form == ING and phrase.start == phrase.main
        if participle and place != "with":
            return False
        return place == "where" or not self._is_past_fact(scan, phrase, subject)

    def _may_speak(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether it is the parties, or their joint work, that the words stand for, in the right number."""
        words, context = scan.words, scan.context
        if subject.foreign or (subject.pronoun in ("he", "she") and not context.single):
            context.single = ""
            return False
        if subject.plural and (phrase.third or words[phrase.start] in self.grammar.singular):
            return False
        pledged = context.act is Act.PLEDGE
        if subject.pronoun in ("this", "it") and words[phrase.main] in self.grammar.containing:
            doing = not self.verbs.action_ing.isdisjoint(words[phrase.stop : phrase.stop + 1])
            return context.act is not None if doing else pledged and subject.pronoun == "this"
        if subject.pronoun == "this":
            return False
        if subject.pronoun == "it":
            promise = phrase.form == MODAL and words[phrase.main] not in self.verbs.expectations
            does = bool(context.single) and words[phrase.main] in self.verbs.actions  # "Peru … It will send tugs"
            promised = promise and (context.joint or pledged or does)
            spoke = bool(context.single or context.body) and phrase.form != MODAL and phrase.start == phrase.main
            return promised or spoke
        return (
            self._is_joint_promise(scan, phrase, subject)
            if subject.joint
            else words[phrase.main] not in self.grammar.containing
        )

    def _judge_place(self, scan: Scan, phrase: Phrase, subject: Subject) -> str | None:
        """Return the word in front of the subject; None where it stands in a subordinate clause."""
        words, grammar, start = scan.words, self.grammar, subject.start
        before = words[start - 1] if start else ""
        if not before:
            return before
        if phrase.form == PAST and not scan.heads and self._is_recalled(words, start):
            return None
        cleft = words[:2] == ["it", "is"] or words[start - 2 : start - 1] in (["is"], ["so"])
        if before == "that" and subject.pronoun and not scan.heads and cleft:
            return ""  # "It is in this spirit that we …"
        if before == "that" and not scan.heads and words[start - 2] in grammar.press and scan.context.narrated:
            return ""  # "The agency reports that Japan will …"
        if before == "that" and words[start - 2] == "and" and scan.heads and scan.heads[-1].phrase.quoting:
            own = subject.pronoun in grammar.pronoun and (phrase.form == MODAL or phrase.promises)
            return "and" if own else None  # "agreed that the ports will open and that | they will share the berths"
        if before == "so" and words[start - 2] in ("do", "doing"):
            return ""  # "To do so we will …"
        if before in grammar.subordinator:
            contrast = before == "while" and scan.heads and words[start - 2] == ","
            others = subject.single and scan.heads and scan.heads[-1].actors != subject.actors
            if contrast and not phrase.soft and (phrase.form != MODAL or others):
                return ","
            if before == "while" and start == 1 and subject.pronoun == "we" and not phrase.soft:
                return ""  # "While we regret …, we …"
            if before == "why" and words[start - 2] == "is" and words[start - 3] in ("which", "that", "this"):
                return ","
            if (
                before == "where"
                and phrase.form == MODAL
                and (subject.single or (words[start - 2] == "," and subject.pronoun in ("", "we")))
            ):
                return ","  # "patrols in the strait, where Japan will lead"
            if before == "where" and not scan.heads and not phrase.soft and phrase.form != MODAL:
                return before
            gives = bool(subject.single) and words[start - 2] in grammar.benefit  # "a port, to which Fiji will …"
            after_preposition = before == "which" and (gives or words[start - 2] in grammar.within)
            said = phrase.form == PAST and phrase.row.speech in (VOUCH, STRESS)
            promised = after_preposition and (phrase.form == MODAL or phrase.promises or said)
            scan.quoting = scan.quoting and promised
            return before if promised else None
        if before in grammar.preposition:
            return before if phrase.form == ING and before == "with" else None
        if scan.quoting and scan.heads and not self._leaves_quote(scan, start, before):
            scan.quoting = False
            return None
        if scan.heads and self._continues_fronted(words, start):
            return "and"
        if before == "and" and not scan.heads and self._is_second_of_two(words, start - 1):
            return None
        free = before in grammar.opener or before in grammar.conjunction
        return before if free or (not scan.heads and self._is_fronted(scan, start)) else None

    def _is_recalled(self, words: list[str], start: int) -> bool:
        """Tell whether a subject is that of what is recalled: "Recalling that in 2030, | the leaders launched …"."""
        if words[1] != "that" or not words[0].endswith("ing"):
            return False
        that = max(k for k in range(1, start) if words[k] == "that" and (k == 1 or words[k - 1] == "and"))
        since = words[that + 1 : start]
        finite = any(word in self.grammar.finite or word.endswith("ed") for word in since)
        return bool(since) and since[0] in self.grammar.preposition and not finite

    def _is_second_of_two(self, words: list[str], tie: int) -> bool:
        """Tell a subject that shares its verb with another one of the same clause: "that the mayor and | Peru will"."""
        that = next((at for at in range(tie - 1, 0, -1) if words[at] == "that"), tie)
        return that < tie and (self.grammar.finite | {","}).isdisjoint(words[that:tie])

    def _leaves_quote(self, scan: Scan, start: int, before: str) -> bool:
        """Tell whether a subject is the main clause's again: ", and we …", or after a fronted "Recognizing that …,"."""
        phrase = scan.heads[-1].phrase
        distance = start - phrase.stop
        if before == "," and distance > 4 and self._follows_fronted(scan.words, start - 1):
            return True
        return (distance > 4 and before in ("and", ";", "but")) or (
            phrase.form == ING and before == "," and distance > 5
        )

    def _follows_fronted(self, words: list[str], comma: int) -> bool:
        """Tell whether "and" or a semicolon and a fronted phrase end at a comma: "…, and in this regard, we"."""
        tie = next((at for at in range(comma - 1, max(comma - 7, 0), -1) if words[at] in ("and", ";")), None)
        return tie is not None and words[tie + 1] in self.grammar.preposition | {"as"}

    def _continues_fronted(self, words: list[str], start: int) -> bool:
        """Tell whether "and" and a short phrase in front of a subject lead on: "…, and to this end | we invite"."""
        tie = next((at for at in range(start - 1, max(start - 6, 0), -1) if words[at] in ("and", ";")), None)
        return tie is not None and words[tie + 1] in self.grammar.preposition and words[tie + 2] in ("this", "that")

    def _is_fronted(self, scan: Scan, start: int) -> bool:
        """Tell whether what stands in front of a subject without a comma is a fronted phrase: "Today we …"."""
        words, grammar = scan.words, self.grammar
        if scan.words[start] == "we" and (words[0] in grammar.preposition or words[0].endswith("ing")):
            return True
        if words[start - 1] == "no":
            return False  # "No country wants war"
        noun = words[0] in grammar.determiner and words[0] not in grammar.preposition
        relative = noun and words[start] in grammar.pronoun  # "The steps we take"
        if relative and words[start - 1] not in grammar.occasion:
            return False
        return start < 14 and (grammar.finite | self.verbs.meeting).isdisjoint(words[:start])

    def _is_past_fact(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether a past tense tells of something before the meeting, or only who said what."""
        words, tokens = scan.words, scan.tokens
        if phrase.stop >= len(words) - 1 and phrase.row.speech and not phrase.noun and words[-1] != ":":
            return True  # "the leaders declared."
        if phrase.form != PAST:
            return False
        if words[phrase.stop : phrase.stop + 1] == ["by"] and phrase.row.lemma:
            return True  # "supported by"
        if (
            phrase.soft
            and phrase.act is Act.PLEDGE
            and phrase.start == phrase.main
            and not (phrase.noun or phrase.row.rest)
        ):
            return True  # not "reinforced their commitment"
        if phrase.deed and not (scan.context.narrated or "today" in words):
            fresh = subject.plural and phrase.row.fresh
            return not fresh or bool(DATED.search(tokens.text, tokens.starts[0], tokens.ends[-1]))
        return phrase.start == phrase.main and bool(PAST_TIME.match(tokens.text, tokens.starts[0]))

    def _is_joint_promise(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether joint work promises something: "the initiative will …", "cooperation is expanding"."""
        words, start = scan.words, subject.start
        own = scan.tokens.is_capital(start) or words[start] in self.grammar.own_joint or subject.end - start <= 2
        if phrase.form == MODAL:
            after = self.reader.skip_adverbs(words, phrase.main + 1)
            done = words[phrase.main] == "be" and words[after : after + 1] and words[after].endswith("ed")
            return own and (bool(done) or words[phrase.main] not in self.verbs.expectations)
        if phrase.form == PAST and phrase.start == phrase.main:
            stance = phrase.act is not Act.PLEDGE or bool(phrase.noun)  # not "the agency announced a grant"
            body = own and words[subject.end - 1] in self.grammar.joint
            if body and phrase.promises:
                return True  # "the two agencies pledged to"
            return body and stance and phrase.row.speech in (VOUCH, STRESS)  # "the panel affirmed its aim"
        under_way = (
            phrase.start < phrase.main
            or phrase.promises
            or not phrase.row.lemma
            or words[phrase.main] in self.grammar.containing
        )
        return own and under_way and phrase.act is Act.PLEDGE

    def remember(self, context: Context, subject: Subject) -> tuple[str, ...]:
        """Return whose a clause is, and keep in mind whom a later "he" or "it" stands for."""
        actors = subject.actors or ((context.single,) if context.single else (ALL,))
        if not subject.pronoun:
            context.single = subject.single or context.single
            context.joint = subject.joint
            context.body = not (subject.plural or subject.joint) and subject.actors == (ALL,)
        elif subject.pronoun in self.grammar.pronoun:
            context.single, context.joint, context.body = "", False, False
        return actors
