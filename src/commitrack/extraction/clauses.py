"""Operative clauses of a sentence: where each starts and ends, whose it is, what its phrase says.

The engine walks a sentence from left to right. A word that may start an operative phrase becomes the head of a clause
if something licenses it: a subject in front of it, a conjunction that ties it to the clause before, the start of the
sentence, or its form (a participle after a comma, an infinitive after a verb of meeting). A clause ends where the next
one starts.
"""

from __future__ import annotations

from commitrack.extraction.adverbs import is_count, number_before, skip_number
from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.cuts import Cuts
from commitrack.extraction.endings import Endings
from commitrack.extraction.licences import SubjectLicence
from commitrack.extraction.openings import Openings
from commitrack.extraction.papers import Papers
from commitrack.extraction.phrases import MODAL, PRESENT, Phrase
from commitrack.extraction.promises import Promises
from commitrack.extraction.register import is_courtesy
from commitrack.extraction.reports import Reports
from commitrack.extraction.scan import Clause, Context, Scan, skip_back
from commitrack.extraction.subjects import Subject, SubjectFinder
from commitrack.extraction.ties import Ties
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.lexicon.verbs import ING
from commitrack.model import Act

LONGEST_SHARER = 10  # tokens of "with" and who is to do a share
CONTRARY = ({Act.OPPOSE, Act.PLEDGE}, {Act.OPPOSE, Act.SUPPORT})


class ClauseFinder:
    """Finds operative clauses with a set of tables and the cast of one statement."""

    def __init__(self, reader: PhraseReader, subjects: SubjectFinder) -> None:
        self.reader = reader
        self.subjects = subjects
        self.verbs = verbs = reader.verbs
        self.grammar = reader.grammar
        self.licence = SubjectLicence(reader, subjects)
        self.ties = Ties(reader)
        self.cuts = Cuts(reader, subjects, self.ties)
        self.openings = Openings(reader)
        self.promises = Promises(reader)
        self.reports = Reports(reader, subjects)
        self.papers = Papers(reader, subjects)
        self.endings = Endings(self.grammar, subjects)
        self.actions = verbs.actions | verbs.action_ing
        self.doing = verbs.actions - verbs.alone - verbs.meeting - verbs.courtesy - verbs.expectations
        self.telling = (
            self.actions
            | self.reader.starters
            | verbs.courtesy
            | self.grammar.told
            | self.grammar.owned
            | self.reports.cues
        )

    def find(self, tokens: Tokens, context: Context) -> list[Clause]:
        """Return the operative clauses of one sentence, in order; empty where it has none."""
        framed = self.licence.fronted.skip_framing(tokens.words, context)
        said = self._walk(Scan(tokens, tokens.words, context, framed)) if framed else []
        clauses = said or self._walk(Scan(tokens, tokens.words, context))
        again = context.paper and any(clause.subject and clause.subject.pronoun == "it" for clause in clauses)
        context.paper = bool(said) or again or self.papers.names_own(tokens, clauses)
        return clauses

    def _walk(self, scan: Scan) -> list[Clause]:
        """Return the clauses of a sentence, behind the words that only say that a document says them."""
        context, at = scan.context, scan.framed
        opening = self.openings.open_voiced(scan) or (self.openings.open_item(scan) if context.item else None)
        if opening:
            scan.heads.append(opening)
            at = opening.phrase.stop
        telling = self.telling
        for here, word in enumerate(scan.words):
            if here < at or not (word in telling or context.abridged):
                continue
            head = self._find_head(scan, here, word)
            if head is not None:
                scan.heads.append(head)
                scan.quoting = scan.quoting or head.phrase.quoting
                at = max(head.phrase.stop, here + 1)
        return self.endings.close(scan)

    def read_speaker(self, tokens: Tokens) -> Subject | None:
        """Return the subject that is all a line says, as in "Both leaders:" above a list; else None."""
        last = len(tokens) - 2
        subject = self.subjects.ending_at(tokens, last) if last >= 0 and tokens.words[-1] == ":" else None
        return subject if subject and not any(word[0].isalpha() for word in tokens.words[: subject.start]) else None

    def find_attendants(self, tokens: Tokens) -> Subject | None:
        """Return who met or talked, where that is all a sentence says: "The ministers | met in Bergen"."""
        at = next((at for at, word in enumerate(tokens.words) if word in self.verbs.meeting), 0)
        subject = self.find_subject(tokens, at)
        return subject if subject and subject.start == 0 and not subject.foreign else None

    def find_subject(self, tokens: Tokens, at: int, first: int = 0) -> Subject | None:
        """Return the subject in front of a verb and its adverbs that ends at token `first` or behind it, or None."""
        before = skip_back(tokens.words, at - 1, self.reader)
        return self.subjects.ending_at(tokens, before) if before >= first else None

    def _find_head(self, scan: Scan, at: int, word: str) -> Clause | None:
        """Return the clause that starts at a word, as an operative phrase, a cut one, or one more promise."""
        if word in self.grammar.owned:
            return self._read_contrary(scan, at)
        if word == "to" and (found := self._read_share(scan, at)):
            return found
        if word == "to" and scan.context.abridged:
            return self._read_headline(scan, at)
        self.cuts.note(scan, at, word)
        return (
            self._read_phrase(scan, at, word)
            or (self.reports.find(scan, at) if word in self.reports.cues else None)
            or (self.openings.open_cut(scan, at) if scan.context.abridged else None)
            or self._read_promise(scan, at, word)
            or self._read_doing(scan, at, word)
        )

    def _read_promise(self, scan: Scan, at: int, word: str) -> Clause | None:
        """Read one more verb of what is promised, or resolved."""
        if not scan.heads or word not in self.actions or self._is_name(scan, at):
            return None
        return self.promises.find(scan, at) or self._read_resolved(scan, at, word)

    def _read_resolved(self, scan: Scan, at: int, word: str) -> Clause | None:
        """Read what a resolution, or an accord, goes on to do: "To condemn the raids, and to | open a hospital"."""
        before = skip_back(scan.words, at - 1, self.reader)
        if scan.words[before] != "to":
            return None
        if self.ties.is_agreed(scan, before):
            head = scan.heads[-1].phrase
            phrase = head._replace(start=at, main=at, stop=at + 1, act=Act.PLEDGE, promises=True, quoting=False)
            phrase = phrase._replace(verb=head.row.lemma.split()[0], noun="")
            return scan.sharing(before, phrase, shared=(head.start, head.main + 1))
        if not (self.ties.is_resolution(scan) and self.ties.resumes(scan.words, before)):
            return None
        phrase = Phrase(at, at, at + 1, word, Act.PLEDGE, 4, PRESENT, promises=True)
        return scan.sharing(at, phrase)

    def _read_doing(self, scan: Scan, at: int, word: str) -> Clause | None:
        """Read what the parties do: "We keep the channels open", "Peru and Fiji provide tugs"."""
        if word not in self.doing or scan.context.narrated or self._is_name(scan, at):
            return None
        if scan.heads and scan.words[at - 2 : at] not in (["and", "we"], ["while", "we"]):
            return None
        subject = self.find_subject(scan.tokens, at)
        if subject is None or subject.joint or not subject.plural or self._is_occasion(scan.words, at):
            return None
        named = scan.tokens.is_capital(subject.end - 1) and word not in self.verbs.noun_too  # no "EU supply chains"
        if not (subject.pronoun == "we" or scan.words[subject.start] == "both" or named):
            return None  # "other countries provide boats"
        phrase = Phrase(at, at, at + 1, word, Act.PLEDGE, 3, PRESENT, soft=True)
        return self._with_subject(scan, phrase, subject)

    def _is_occasion(self, words: list[str], at: int) -> bool:
        """Tell what only leads over to courtesy or a feast: "use this opportunity to thank", not "to train pilots"."""
        verb = self.reader.skip_occasion(words, at)
        return verb is not None and (words[verb] in self.verbs.meeting or is_courtesy(words, verb, self.verbs))

    def _read_headline(self, scan: Scan, at: int) -> Clause | None:
        """Read what notes leave of a promise: "Japan to host the talks"."""
        words = scan.words
        subject = self.subjects.ending_at(scan.tokens, at - 1) if at else None
        verb = word_at(words, at + 1)
        if subject is None or subject.foreign or subject.joint or verb not in self.verbs.actions:
            return None
        if subject.start and words[subject.start - 1] not in self.openings.opening | {":", ";"}:
            return None
        phrase = Phrase(at, at + 1, at + 2, f"will {verb}", Act.PLEDGE, 4, MODAL, promises=True)
        return scan.opening(subject.start, phrase, self.licence.remember(scan.context, subject), subject)

    def _read_share(self, scan: Scan, at: int) -> Clause | None:
        """Read what of something agreed falls to one party: "agreed to widen the port, with Peru | to pay for it"."""
        words, verb = scan.words, word_at(scan.words, at + 1)
        told = bool(scan.heads) or scan.context.narrated
        if not told or verb not in self.verbs.actions or "with" not in words[max(0, at - LONGEST_SHARER) : at]:
            return None
        subject = self.subjects.ending_at(scan.tokens, at - 1)
        if subject is None or not subject.single or words[subject.start - 2 : subject.start] != [",", "with"]:
            return None
        ties = (tie for tie in range(at, len(words) - 2) if words[tie] == "and" and scan.tokens.is_capital(tie + 1))
        if any("to" in words[tie + 2 : tie + LONGEST_SHARER] for tie in ties):
            return None  # "with Peru to pay and Fiji to build": all of them share it
        phrase = Phrase(at, at + 1, at + 2, f"be to {verb}", Act.PLEDGE, 4, PRESENT, promises=True)
        return scan.opening(subject.start, phrase, self.licence.remember(scan.context, subject), subject)

    def _read_contrary(self, scan: Scan, at: int) -> Clause | None:
        """Read a stance contrary to the one before it: "reiterate our condemnation of …, and | our support for"."""
        words, nouns = scan.words, self.verbs.nouns
        if not scan.heads or words[skip_back(words, at - 1, self.reader)] not in ("and", ","):
            return None
        head = scan.heads[-1]
        found = self.reader.complements.find_noun(words, at + 1, within=3) if head.phrase.noun else None
        if found is None or {(stance := nouns[words[found]]).act, head.phrase.act} not in CONTRARY:
            return None
        verb, noun = f"{head.phrase.row.lemma} {words[found]}", words[found]
        phrase = head.phrase._replace(
            start=at, main=found, stop=found + 1, verb=verb, act=stance.act, force=stance.force, noun=noun
        )
        return scan.sharing(at, phrase, shared=(head.phrase.start, head.phrase.main + 1))

    def _is_taken(self, words: list[str], at: int) -> bool:
        """Tell the noun of "taking note of", which is part of a verb, from a verb."""
        return at > 0 and any(words[at] in form.row.rest for form in self.verbs.forms.get(words[at - 1], ()))

    def _is_name(self, scan: Scan, at: int) -> bool:
        """Tell whether a word is part of a name ("Advanced Devices"): a capital inside the sentence."""
        tokens = scan.tokens
        return (
            at > 0
            and tokens.is_capital(at)
            and scan.words[at - 1] not in self.grammar.quote
            and not tokens.raw(at).isupper()
        )

    def _read_phrase(self, scan: Scan, at: int, word: str) -> Clause | None:
        """Read the clause that starts with the phrase at `at`, if something licenses it."""
        words = scan.words
        if word not in self.reader.starters or self._is_name(scan, at) or self._is_taken(words, at):
            return None
        before = self._skip_number(words, skip_back(words, at - 1, self.reader))
        if before > 0 and words[before] == "“" and words[before - 1].isalpha():
            before -= 1  # 'the ministers “condemned in the strongest terms” the launches'
        subject = self.licence.find_subject(scan, at, before)
        auxiliary = word in self.grammar.modal or word in ("is", "are", "were", "was")
        tied = self.ties.has_tie(scan, before) or self.openings.opens_item(scan, before)
        if subject is None and auxiliary and not tied:
            return None
        phrase = self.reader.read(scan.tokens, at)
        if phrase is None or (phrase.backshifted and not scan.context.narrated):
            return None
        begins = subject.silent or subject.start if subject else 0
        if subject is None or (scan.heads and begins <= scan.heads[-1].start):  # which has a clause already
            return self._without_subject(scan, phrase, before)
        return self._with_subject(scan, phrase, subject)

    def _skip_number(self, words: list[str], before: int) -> int:
        """Return the word in front of the number of what a list numbers: "Both: (i) | noted …; | (ii) welcomed"."""
        if before < 2 or words[before] != ")":
            return before
        ahead = number_before(words, before + 1) - 1
        tied = words[ahead] in self.grammar.conjunction or words[ahead] == ":"
        return ahead - (words[ahead] == ":") if tied and is_count(words[before - 1]) else before

    def _with_subject(self, scan: Scan, phrase: Phrase, subject: Subject) -> Clause | None:
        """Return the clause of a phrase with a subject in front of it, if that subject acts in a main clause here."""
        words, context = scan.words, scan.context
        if subject.foreign:
            context.single = ""
        if not self.licence.admits(scan, phrase, subject):
            return None
        start = subject.silent or subject.start
        if not scan.heads and words[0] in ("through", "under") and words[start - 1] == ",":
            start = 0  # "Through X," and "Under X," stay with their clause
        if subject.pronoun in ("this", "it") and words[phrase.main] in self.grammar.containing and context.act:
            phrase = phrase._replace(act=context.act)  # "This includes sharing …" is of the kind that it goes on
        actors = self.licence.remember(context, subject)
        scan.quoting = False
        return scan.opening(start, phrase, actors, subject)

    def _without_subject(self, scan: Scan, phrase: Phrase, before: int) -> Clause | None:
        """Return the clause of a phrase that shares a subject, opens its sentence or follows from its form."""
        ties = self.ties
        if scan.heads and ties.is_second_verb(scan, phrase):
            self._join(scan, phrase)
            return None
        if scan.heads and ties.is_awaited(scan, before):
            return None
        previous = scan.words[before] if before >= 0 else ""
        if scan.heads and scan.words[before - 1] == "to" and previous == "“":
            return None  # 'pledged to "work together"'
        start = skip_number(scan.words, before + (previous != "["))
        if phrase.form == ING and phrase.start == phrase.main:
            start = phrase.start if self.reader.ends_day(scan.words, phrase.start - 1) else start
            return scan.sharing(start, phrase) if ties.admits_participle(scan, phrase, previous) else None
        if ties.has_tie(scan, before):
            agrees = ties.agrees(scan, phrase, before)
            if agrees and (listed := self.promises.find_opposed(scan, phrase, before)):
                return listed
            return scan.sharing(start, phrase, shared=self._find_governing(scan, phrase)) if agrees else None
        if self.openings.is_opened(scan, before):
            opens = self.openings.admits_fragment(scan, phrase, previous)
            return scan.sharing(start, phrase, fragment=True) if opens else None
        resolved = previous == "to" and ties.is_resolved(scan, phrase, before)
        return scan.sharing(phrase.start, phrase) if resolved else None

    def _find_governing(self, scan: Scan, phrase: Phrase) -> tuple[int, int] | None:
        """Return the words that govern a further promise: "said that the port | will open and will be free"."""
        head, modal = scan.heads[-1].phrase, self.grammar.modal | {"would"}
        if not (head.quoting or head.row.reports) or phrase.form != MODAL:
            return None
        verb = next((at for at in range(head.stop, phrase.start) if scan.words[at] in modal), None)
        return None if verb is None else (head.start, verb)

    def _join(self, scan: Scan, phrase: Phrase) -> None:
        """Make two verbs before one object one phrase; the second decides the act where the first only affirms."""
        head = scan.heads[-1]
        joined = head.phrase._replace(stop=phrase.stop)
        if joined.act is Act.AFFIRM and phrase.act is not Act.AFFIRM:
            joined = phrase._replace(start=joined.start, main=joined.main)
        scan.heads[-1] = head._replace(phrase=joined)
