"""Phrases without a subject of their own: which go on the clause before, and which participles take a position."""

from __future__ import annotations

from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.phrases import MODAL, PRESENT, Phrase
from commitrack.extraction.scan import Scan, find_inner, is_title, skip_back
from commitrack.lexicon.tokens import word_at
from commitrack.lexicon.verbs import GRANT, ING, NOTE, PAST, STRESS, VOUCH
from commitrack.model import Act

PROMISE = 6  # tokens from "our promise" in which its "to" stands
MOTIVE = 2  # the force up to which a promise as a participle is a motive: "seeking to calm the strait"

OPENED = frozenset(("that", ",", "while"))
"""What stands between a verb and a participle that comes before what the verb governs."""


class Ties:
    """Judges what a conjunction, a comma or a participle ties to the clause before."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self.verbs = reader.verbs
        self.grammar = reader.grammar

    def has_tie(self, scan: Scan, before: int) -> bool:
        """Tell whether a conjunction stands at `before`, and something to go on from."""
        return bool(scan.heads) and before >= 0 and scan.words[before] in self.grammar.conjunction

    def is_awaited(self, scan: Scan, before: int) -> bool:
        """Tell the verb that a "to" has waited for behind an aside: "intend to, where possible, | continue to"."""
        aside = scan.words[scan.heads[-1].phrase.stop : before + 1]
        return aside[:2] == ["to", ","] and aside[-1] == "," and aside.count(",") == 2

    def is_agreed(self, scan: Scan, to: int) -> bool:
        """Tell what is agreed beside a clause or a position: "agreed that talks help and | to hold them"."""
        head = scan.heads[-1].phrase
        held = head.act is Act.AFFIRM and head.row.act is Act.PLEDGE  # "agreed on the importance of talks"
        agreed = head.row.to is Act.PLEDGE and (head.quoting or held)
        return agreed and scan.words[to - 1] == "and" and "to" not in scan.words[head.stop : to]

    def is_second_verb(self, scan: Scan, phrase: Phrase) -> bool:
        """Tell whether only conjunctions part a phrase from the one before: "acknowledge and welcome"."""
        head = scan.heads[-1].phrase
        between = scan.words[head.stop : phrase.start] or scan.words[head.main + 1 : phrase.start]
        return bool(between) and all(
            word in self.grammar.conjunction or self.reader.is_adverb(word) for word in between
        )

    def is_resolved(self, scan: Scan, phrase: Phrase, to: int) -> bool:
        """Tell what is resolved behind "to": "To express concern, …", "to ensure trade; and | to oppose coercion"."""
        if scan.heads:
            resolved = phrase.act is not Act.PLEDGE and self.is_resolution(scan)
            return self.resumes(scan.words, to) and (resolved or (scan.heads[-1].phrase.promises and not phrase.soft))
        said = phrase.row.speech in (VOUCH, STRESS) and (bool(phrase.noun) or phrase.row.act is not Act.PLEDGE)
        return said and phrase.form == PRESENT

    def is_resolution(self, scan: Scan) -> bool:
        """Tell whether a sentence opens as the paragraphs of a resolution do: "To condemn the raids, and to …"."""
        first = scan.heads[0]
        return first.subject is None and scan.words[max(0, first.start - 1)] == "to"

    def resumes(self, words: list[str], to: int) -> bool:
        """Tell whether a semicolon, or a comma and "and", stand in front of "to"."""
        return ";" in words[to - 2 : to] or words[to - 2 : to] == [",", "and"]

    def find_deed(self, scan: Scan, at: int) -> int | None:
        """Return the "and" that ties a past deed to the clause before: "publish charts, | and have trained pilots"."""
        words, tie = scan.words, skip_back(scan.words, at - 1, self.reader)
        if not scan.heads or words[tie] != "and" or not self._is_perfect(words, at):
            return None
        head, subject = scan.heads[-1].phrase, scan.subject()
        agrees = subject is not None and subject.plural == (words[at] == "have")
        inside = not self.grammar.subordinator.isdisjoint(words[head.stop : tie])
        return tie if agrees and head.form in (PRESENT, MODAL) and not inside else None

    def _is_perfect(self, words: list[str], at: int) -> bool:
        """Tell "have trained", "has now made" from "have a plan"."""
        done = self.reader.skip_adverbs(words, at + 1)
        return done < len(words) and words[done].endswith(("ed", *self.grammar.strong_participle))

    def agrees(self, scan: Scan, phrase: Phrase, before: int) -> bool:
        """Tell whether a phrase after "and" or a comma continues the main clause rather than something inside it."""
        words, grammar, tie, subject = scan.words, self.grammar, scan.words[before], scan.subject()
        if subject is not None and subject.plural and (phrase.third or words[phrase.start] in grammar.singular):
            return False
        if tie == "or" or (tie == "and" and words[before - 1] in grammar.preposition):
            return False  # "not to plan or condone", "talks with and support for"
        linked = tie == ";" or (tie != "," and words[before - 1] in (",", ";", ")"))  # ", and"
        if phrase.form == MODAL or (phrase.start != phrase.main and phrase.form == PRESENT):
            return linked or self._agrees_auxiliary(scan, phrase, before)
        if phrase.form == PAST:
            return self._agrees_past(scan, phrase, tie, linked=linked)
        return self._agrees_present(scan, phrase, before, linked=linked)

    def _agrees_auxiliary(self, scan: Scan, phrase: Phrase, before: int) -> bool:
        """Judge "and will open", "and are committed to", without a comma before the "and"."""
        words, comma = scan.words, scan.words[before] == ","
        since = words[scan.heads[-1].phrase.stop : before]
        if comma and (self._has_fronted(since) or self._closes_aside(since)):
            return False
        if phrase.form == MODAL == self._main(scan).form:
            return True
        modal = self.grammar.modal | {"would"}  # "said that they will open a port and | will pay for it"
        goes_on = comma or words[phrase.start] == "are" or not modal.isdisjoint(since[:-1])
        told = since[:1] == ["that"] and goes_on
        told = told and not (self.grammar.be | self.grammar.finite).isdisjoint(since)
        return not self._has_relative(since[told:])  # "ways in which tools may help"

    def _has_fronted(self, words: list[str]) -> bool:
        """Tell a clause of another subject that began among words: ", and for rice, a toll of 2 percent | , will"."""
        return any(
            words[at - 2] in (",", ";")
            and words[at - 1] == "and"
            and words[at] in self.grammar.preposition
            and "," in words[at:]
            for at in range(2, len(words))
        )

    def _closes_aside(self, words: list[str]) -> bool:
        """Tell words that end in an aside inside a relative clause: "a port that, when it is built | , will"."""
        opened = next((at for at in range(len(words) - 1, 0, -1) if words[at] == ","), 0)
        return words[opened - 1 : opened] in (["that"], ["which"], ["who"])

    def _has_relative(self, words: list[str]) -> bool:
        """Tell whether a relative clause stands among words; "of that unit" is none."""
        grammar = self.grammar
        return any(
            word in grammar.relative and not (word == "that" and at and words[at - 1] in grammar.preposition)
            for at, word in enumerate(words)
        )

    def _agrees_past(self, scan: Scan, phrase: Phrase, tie: str, *, linked: bool) -> bool:
        """Judge "and recognized the need": a verb of the parties, not a participle ("and continued work")."""
        words = scan.words
        follow = words[phrase.stop] if phrase.stop < len(words) else ""
        if phrase.soft and phrase.act is Act.PLEDGE:
            return False  # "must be maintained and strengthened"
        kept = words[phrase.start] in self.grammar.keep and word_at(words, phrase.start + 1) != "to"
        tasked = tie == "," and follow == "with" and phrase.act is Act.PLEDGE
        if kept or follow == "by" or tasked:
            return False  # "and continued work", "…, hosted by", "…, entrusted with"
        if tie == "," and (phrase.deed or phrase.row.attributive or follow in ("in", "on", "at", "for")):
            return False  # "the dialogue, launched in June"
        if any(head.phrase.form == PAST for head in scan.heads) or tie in ("...", "…", "/"):
            return True
        if phrase.deed:
            return False  # "note the progress, and launched a fund": something done before
        if tie == "and" and (follow in self.grammar.article or follow == "to"):
            since = words[scan.heads[-1].phrase.stop : phrase.start]
            if not self._has_relative(since):
                return True  # "commit to aid and recognized the role": no participle
        return linked and self._main(scan).form == PRESENT

    def _agrees_present(self, scan: Scan, phrase: Phrase, before: int, *, linked: bool) -> bool:
        """Judge "and support the plan": what the parties do, not what they promise, ask for or tell of."""
        words, main, head = scan.words, self._main(scan), scan.heads[-1].phrase
        comma = words[before] == ","
        if not (linked or comma) and self._is_inside(scan, phrase, before):
            return False
        if {words[phrase.main], head.noun} <= self.grammar.weighty or self._is_noun(words, phrase):
            return False  # "the importance of trade and need to build ports"
        if words[before - 2] == "to" and words[before - 1] in self.verbs.actions:
            return False  # "to sign and ratify the treaty"
        listed = main.form == MODAL or head.promises
        if phrase.act is Act.PLEDGE and (phrase.soft or (listed and self._is_action(words, phrase, comma=comma))):
            return False  # "will open a port and launch a dialogue": lists of promises find it
        if not phrase.soft:
            return True
        promised = words[head.stop + (words[head.stop] == "to")]
        asking = phrase.act is Act.URGE and promised in self.verbs.action_ing
        if main.form == MODAL or (head.promises and not asking):
            return False  # "commit to closing the port and | encourage all to follow": no list goes on so
        if head.quoting and comma:
            return False  # "acknowledge that reefs, mangroves among them, support the catch": what is acknowledged
        # "to keep the peace, support trade, and …" is one list
        return linked or find_inner(words, head.stop + 1, before, self.reader) is None

    def _is_action(self, words: list[str], phrase: Phrase, *, comma: bool) -> bool:
        """Tell an ordinary action from "affirm their commitment", "will open", ", continue to map it"."""
        goes_on = comma and words[phrase.main] in self.grammar.keep
        auxiliary = phrase.promises and not (phrase.row.lemma or goes_on)  # "will open"
        return words[phrase.main] in self.verbs.actions and not (auxiliary or phrase.noun or phrase.row.rest)

    def _is_inside(self, scan: Scan, phrase: Phrase, before: int) -> bool:
        """Tell what a mere "and" ties to something inside the clause before."""
        main, head = self._main(scan), scan.heads[-1].phrase
        past = main.form == PAST and main.start == main.main
        if (past and not self._is_plain(scan, phrase, before)) or self._is_asked(scan, phrase, before):
            return True
        return head.act is Act.PLEDGE and self._is_of_founded(scan.words[head.stop : before])

    def _is_plain(self, scan: Scan, phrase: Phrase, before: int) -> bool:
        """Tell what can only be a main verb, whatever the tense before it: "intend to", "look forward", "call on"."""
        if phrase.soft:
            return False
        stop = scan.heads[-1].phrase.stop
        return phrase.promises or find_inner(scan.words, stop, before, self.reader) is None

    def _is_asked(self, scan: Scan, phrase: Phrase, before: int) -> bool:
        """Tell what others are asked to promise, too: "call on all sides to lay down arms and commit to talks"."""
        head, words = scan.heads[-1].phrase, scan.words
        own = word_at(words, phrase.main + 1) == "our"
        promised = head.act is Act.URGE and phrase.act is Act.PLEDGE and not own
        return promised and "to" in words[head.stop : before]

    def _is_of_founded(self, words: list[str]) -> bool:
        """Tell what a thing will do that is founded: "open a school that will train pilots and | urge caution"."""
        relative = next((at for at, word in enumerate(words) if word in self.grammar.relative), len(words))
        return not self.grammar.modal.isdisjoint(words[relative + 1 : relative + 2])

    def _main(self, scan: Scan) -> Phrase:
        """Return the last phrase that is no participle, or the last one of all."""
        return next((head.phrase for head in reversed(scan.heads) if head.phrase.form != ING), scan.heads[-1].phrase)

    def _is_noun(self, words: list[str], phrase: Phrase) -> bool:
        """Tell "and concern", "and support for": a word that is a noun here."""
        follow = words[phrase.stop] if phrase.stop < len(words) else ""
        given = follow == "to" and phrase.act is Act.SUPPORT and phrase.soft  # "and support to"
        return given or (phrase.stop == phrase.main + 1 and follow in ("for", "of", ",", ".", "and", "or"))

    def admits_participle(self, scan: Scan, phrase: Phrase, previous: str) -> bool:
        """Judge "…, reaffirming its commitment": a position of its own, not a fact or a motive."""
        if previous == "in" and phrase.start == 1 and not phrase.soft:
            previous = ""  # "In condemning the attack, we …"
        return self._may_stand(scan, phrase, previous) and self._takes_position(scan, phrase, previous)

    def _may_stand(self, scan: Scan, phrase: Phrase, previous: str) -> bool:
        """Tell whether a participle stands where it can take a position, behind another word or in front."""
        words, heads = scan.words, scan.heads
        if heads and OPENED.issuperset(words[heads[-1].phrase.stop : phrase.start]):
            return False  # "recognize that, while sharing an aim, we": the clause before has not begun
        if previous == "and":  # "Building on the plan and recognizing the need", but "talking with and supporting"
            second = heads[-1].phrase.form == ING if heads else words[0].endswith("ing")
            return second and words[phrase.start - 2] not in self.grammar.preposition
        if phrase.start and self.reader.ends_day(words, phrase.start - 1) and phrase.promises:
            return scan.context.narrated  # "ended their talks on Monday | agreeing to"
        if previous:
            return previous in self.grammar.participle_after
        if ":" in words and is_title(scan.tokens, 0, words.index(":")):
            return False  # a heading in front of its text: "Supporting Island Ports: The ministers …"
        subject = {",", ";", ":"}.isdisjoint(words) and words[-1] == "."  # "Undertaking this marks …"
        return scan.context.item or not subject

    def _takes_position(self, scan: Scan, phrase: Phrase, previous: str) -> bool:
        """Tell a participle that takes a position: "Noting with concern", not "Noting the report"."""
        words, grammar, granted = scan.words, self.grammar, phrase.row.speech == GRANT
        if not granted and phrase.row.speech != NOTE:
            motive = phrase.act is Act.PLEDGE and (phrase.soft or phrase.deed or phrase.force <= MOTIVE)
            return not (motive or (phrase.soft and scan.heads))
        if phrase.act is Act.OPPOSE:
            return True
        near = words[phrase.stop : phrase.stop + 4]
        possessed = not (grammar.possessed - {"a"}).isdisjoint(near[:1])
        if phrase.act is Act.PLEDGE and possessed and (granted or "to" in words[phrase.stop : phrase.stop + PROMISE]):
            return True  # "Recalling our promise to", not "Recalling our promise from the last summit"
        if phrase.noun:
            return granted and (phrase.noun in grammar.weighty or not grammar.weight.isdisjoint(near))
        return granted and not previous and near[:1] == ["that"]
