"""Subjects in front of a phrase: which noun phrase it is, and whether it acts in a main clause there."""

from __future__ import annotations

from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.fronted import Fronted
from commitrack.extraction.phrases import MODAL, Phrase
from commitrack.extraction.places import Places
from commitrack.extraction.scan import DASHES, Context, Scan, find_inner
from commitrack.extraction.subjects import Subject, SubjectFinder
from commitrack.lexicon.register import load_register
from commitrack.lexicon.tokens import word_at
from commitrack.lexicon.verbs import ING, PAST, STRESS, VOUCH
from commitrack.model import ALL, Act

ASIDE = 45  # tokens; a roll of countries behind "We," may be longer
ROLL = 160
LONGEST_HEAD = 5  # tokens from "those" in which the noun stands that a clause defines
FIRST = 30  # tokens of a sentence among which the subject of a silent verb stands
FAR = 4  # tokens between the two verbs of a subject from which on it is too far from the second to be quoted with it


class SubjectLicence:
    """Finds the subject of a phrase and judges whether the two make a clause."""

    def __init__(self, reader: PhraseReader, subjects: SubjectFinder) -> None:
        self.reader = reader
        self.verbs = reader.verbs
        self.grammar = grammar = reader.grammar
        self.register = load_register()
        self.subjects = subjects
        self.fronted = Fronted(reader)
        self.places = Places(self.fronted)
        self.under = (grammar.preposition | grammar.subordinator) - {"of", "both"}
        self.nouns = grammar.collective | grammar.joint

    # --- which subject

    def find_subject(self, scan: Scan, at: int, before: int) -> Subject | None:
        """Return the subject of the phrase at token `at`; `before` is the word in front of it, adverbs left out."""
        subject = self.subjects.ending_at(scan.tokens, before) if before >= 0 else None
        if subject or before < 2:
            return subject
        if not scan.words[at].endswith("ing"):
            subject = self._before_aside(scan, before) or self._of_silent_verb(scan, before)
            subject = subject or self._before_participle(scan, before)
        return subject or self._defined_by_clause(scan, before)

    def _defined_by_clause(self, scan: Scan, before: int) -> Subject | None:
        """Find a subject that a clause defines: "those of us who have ports | will open them"."""
        words, grammar = scan.words, self.grammar
        if "those" not in words[:before]:
            return None
        start = max(k for k in range(before) if words[k] == "those")
        named = words[start + 1 : start + 3] == ["of", "us"] or not self.grammar.collective.isdisjoint(
            words[start + 1 : start + LONGEST_HEAD]
        )
        relative = next((k for k in range(start, before) if words[k] in grammar.relative), None)
        if relative is None or before < relative + 2 or not named:
            return None
        return Subject(start, before + 1, (ALL,), plural=True)

    def _before_aside(self, scan: Scan, comma: int) -> Subject | None:
        """Find the subject in front of an aside: "We, the leaders of the four, remain …"."""
        words = scan.words
        if words[comma] not in self.grammar.aside:
            return None
        listed = words[comma] == "," and not scan.heads
        alone = self.subjects.ending_at(scan.tokens, comma - 1) if listed else None
        if alone and alone.start == 0:
            return alone  # "Peru and Fiji, | are working"
        opening = DASHES if words[comma] in DASHES else (",", "(", *DASHES)
        floor = scan.heads[-1].phrase.stop + 1 if scan.heads else 0
        beside: Subject | None = None
        for at in range(comma - 2, max(floor, comma - ROLL) - 1, -1):
            word = words[at]
            pronoun = word in ("we", "they", "he", "she")
            named = word in self.nouns or scan.tokens.is_capital(at)
            if words[at + 1] not in opening or not (pronoun or named):
                continue
            further = words[at - 2 : at] == ["and", "that"]
            if (self._is_under(words, at) and not further) or (at < comma - ASIDE and word != "we"):
                continue
            subject = self.subjects.ending_at(scan.tokens, at)
            fronted = self._is_fronted(scan) and words[at + 1] != "("
            begins = further or (subject and subject.start == floor)
            if subject and (subject.pronoun or begins or (fronted and words[subject.start - 1] == ",")):
                return self.subjects.join(subject, beside) if beside else subject
            if subject and subject.actors and words[subject.start - 1] in ("and", ",", "the"):
                beside = beside or subject  # "The President of Fiji, Ms. Roe, and that of Chile | , Mr. Pino, agreed"
        return None

    def _before_participle(self, scan: Scan, comma: int) -> Subject | None:
        """Find the subject that positions part from its verb: "Peru, while welcoming the plan, | noted the cost"."""
        words, heads = scan.words, scan.heads
        if not heads or words[comma] != "," or any(head.subject or head.phrase.form != ING for head in heads):
            return None
        opened = heads[0].start - 1 - (words[heads[0].start - 1] == "while")
        subject = self.subjects.ending_at(scan.tokens, opened - 1) if opened > 0 and words[opened] == "," else None
        return subject._replace(silent=comma + 1) if subject and subject.start == 0 else None

    def _is_fronted(self, scan: Scan) -> bool:
        """Tell whether all so far may stand in front of a subject: "On trade", "Taking note of the losses"."""
        if scan.words[0].endswith("ing"):
            return all(head.phrase.form == ING and head.subject is None for head in scan.heads)
        return not scan.heads and self.fronted.opens(scan.words[0])

    def _of_silent_verb(self, scan: Scan, before: int) -> Subject | None:
        """Find the subject of a first verb that is no operative one: "We thank the host and commit to …"."""
        words, grammar = scan.words, self.grammar
        tied = words[before] in ("and", ",") or words[before - 1 : before + 1] == [",", "but"]
        if scan.heads or not tied:
            return None
        acting = (self._acting_at(scan, at, before) for at in range(min(before - 1, FIRST)))
        subject = next(filter(None, acting), None)
        if subject is None or (subject.start and words[subject.start - 1] not in grammar.opener):
            return None
        verb = subject.end
        if words[before - 1] != "," and not grammar.subordinator.isdisjoint(words[verb:before]):
            return None  # but behind a clause inside: ", which …, and agreed"
        auxiliary = words[verb] in grammar.have or words[verb] in grammar.be
        return subject if auxiliary and before - verb < FAR else subject._replace(silent=before + 1)

    def _acting_at(self, scan: Scan, at: int, before: int) -> Subject | None:
        """Return the subject that ends at a token, where its verb may stand behind it, in front of `before`."""
        words, tokens, grammar, follow = scan.words, scan.tokens, self.grammar, scan.words[at + 1]
        pronoun = words[at] in grammar.pronoun
        if not (pronoun or words[at] in grammar.collective or tokens.is_capital(at)) or self._is_under(words, at):
            return None
        named = words[at] in grammar.single_office and tokens.is_capital(at) and tokens.is_capital(at + 1)
        if named or follow in grammar.collective or self.subjects.goes_on(tokens, at):
            return None  # "Ambassador | Roe", "the two | leaders", "the European | Union"
        turned = words[at + 2] in self.verbs.adverbs and word_at(words, at + 3) == ","  # "Fiji, however, | pointed"
        aside = follow == "," and (turned or (pronoun and grammar.have.isdisjoint(words[at:before])))
        subject = self.subjects.ending_at(tokens, at) if aside or self._may_be_verb(follow) else None
        if subject is None or subject.joint or (subject.plural and follow in grammar.singular):
            return None  # "an attack on its allies | is unacceptable and will …"
        return subject

    def _is_under(self, words: list[str], at: int) -> bool:
        """Tell whether a preposition other than "of", or a subordinator, stands in front of a token."""
        return at > 0 and words[at - 1] in self.under

    def _may_be_verb(self, word: str) -> bool:
        """Tell whether a word behind a noun phrase can be its verb, for all that its letters tell."""
        grammar = self.grammar
        return word[0].isalpha() and word not in grammar.preposition and word not in grammar.conjunction

    # --- does it act here

    def admits(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether subject and phrase make a main clause of the parties at this place."""
        if not self._may_speak(scan, phrase, subject):
            return False
        inner = find_inner(scan.words, subject.end, phrase.start, self.reader) if subject.silent else None
        if phrase.soft and inner is not None:
            return False  # "has allocated a sum to address the crisis and support …"
        return self.places.is_main(scan, phrase, subject) and not self._is_past_fact(scan, phrase, subject)

    def _may_speak(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether it is the parties, or their joint work, that the words stand for, in the right number."""
        words, context = scan.words, scan.context
        if subject.foreign or (subject.pronoun in ("he", "she") and not context.single):
            return False
        if subject.plural and (phrase.third or words[phrase.start] in self.grammar.singular):
            return False
        pledged = context.act is Act.PLEDGE
        if subject.pronoun in ("this", "it") and words[phrase.main] in self.grammar.containing:
            doing = word_at(words, phrase.stop) in self.verbs.action_ing
            return context.act is not None if doing else pledged and (subject.pronoun == "this" or phrase.form == MODAL)
        if subject.pronoun == "this":
            return False
        if subject.pronoun == "it":
            future = phrase.form == MODAL or word_at(words, phrase.start + 1) == "to"  # "It will open", "It is to open"
            promise = future and words[phrase.main] not in self.verbs.expectations
            promised = promise and (context.joint or pledged or bool(context.single))  # "Peru … It will send tugs"
            speaks = bool(context.single or context.body or context.paper)
            return promised or (speaks and phrase.start == phrase.main)
        return (
            self._is_joint_promise(scan, phrase, subject)
            if subject.joint
            else words[phrase.main] not in self.grammar.containing
        )

    def _is_past_fact(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether a past tense tells of something before the meeting, or only who said what."""
        words, tokens = scan.words, scan.tokens
        if phrase.stop >= len(words) - 1 and phrase.row.speech and not phrase.noun and words[-1] != ":":
            return True  # "the leaders declared."
        if phrase.form != PAST:
            return False
        if word_at(words, phrase.stop) == "by" and phrase.row.lemma:
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
            return not fresh or bool(self.register.dated.search(tokens.text, tokens.starts[0], tokens.ends[-1]))
        return bool(self.register.past_time.match(tokens.text, tokens.starts[0]))

    def _is_joint_promise(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether joint work promises something: "the initiative will …", "cooperation is expanding"."""
        words, start = scan.words, subject.start
        own = scan.tokens.is_capital(start) or words[start] in self.grammar.own_joint or subject.end - start <= 2
        if phrase.form == MODAL:
            after = self.reader.skip_adverbs(words, phrase.main + 1)
            done = words[phrase.main] == "be" and word_at(words, after).endswith("ed")
            return own and (done or words[phrase.main] not in self.verbs.expectations)
        if phrase.form == PAST and phrase.start == phrase.main:
            stance = phrase.act is not Act.PLEDGE or bool(phrase.noun)  # not "the agency announced a grant"
            body = own and words[subject.end - 1] in self.grammar.joint
            if body and phrase.promises:
                return True  # "the two agencies pledged to"
            return body and stance and phrase.row.speech in (VOUCH, STRESS)  # "the panel affirmed its aim"
        past = not self.grammar.elapsed.isdisjoint(words[start : subject.end])
        if past and words[phrase.main] in self.grammar.containing:
            return False  # "actions to date include"
        under_way = (
            phrase.start < phrase.main
            or phrase.promises
            or not phrase.row.lemma
            or words[phrase.main] in self.grammar.containing
        )
        return own and under_way and phrase.act is Act.PLEDGE

    def remember(self, context: Context, subject: Subject) -> tuple[str, ...]:
        """Return whose a clause is, and keep in mind whom a later "he" or "it" stands for."""
        single = "" if subject.pronoun == "it" and context.paper else context.single
        actors = subject.actors or ((single,) if single else (ALL,))
        if not subject.pronoun:
            context.single = subject.single or context.single
            context.joint = subject.joint
            context.body = not (subject.plural or subject.joint) and subject.actors == (ALL,)
        elif subject.pronoun in self.grammar.pronoun:
            context.single, context.joint, context.body = "", False, False
        return actors
