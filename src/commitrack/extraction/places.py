"""Where a subject stands: in a main clause, or in one inside another; subordinate clauses that count are few."""

from __future__ import annotations

from commitrack.extraction.fronted import Fronted
from commitrack.extraction.phrases import MODAL, Phrase
from commitrack.extraction.scan import Scan
from commitrack.extraction.subjects import Subject
from commitrack.lexicon.verbs import ING, PAST, STRESS, VOUCH

COMMAS = frozenset((",", "(", "–", "—", "-"))
LEAST_QUOTED = 5  # tokens of a clause behind "that", before "and" can leave it


class Places:
    """Judges what stands in front of a subject."""

    def __init__(self, fronted: Fronted) -> None:
        self.grammar = fronted.grammar
        self.fronted = fronted

    def is_main(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether subject and phrase make a main clause, or a subordinate one that counts."""
        words, grammar, start = scan.words, self.grammar, subject.start
        before = words[start - 1] if start else ""
        if phrase.form == ING:
            ends = phrase.promises and scan.context.narrated and not scan.heads  # "talks ended with both vowing to"
            aside = words[start - 2 : start - 1] in ([], [","], ["("])  # "…, with Japan leading"
            return before == "with" and (ends or aside)
        if scan.framed and not scan.heads and start == self.fronted.skip(words, phrase.start, scan.framed):
            return True
        if not before or before in grammar.preposition:
            return not before
        if scan.context.narrated and self._is_added(words, start):
            return True
        if before in grammar.subordinator:
            return self._counts(scan, phrase, subject, before)
        if scan.quoting and not self._leaves_quote(scan, start, before):
            return False
        if scan.heads:
            return before in grammar.opener or self.fronted.leads_over(words, start)
        if self._is_of_that_clause(words, start):
            return False
        return before in grammar.opener or self.fronted.reaches(words, start)

    def _is_added(self, words: list[str], start: int) -> bool:
        """Tell what a speaker adds, in front of a subject: "hoped for calm, saying (that) | both"."""
        saying = start - 1 - (words[start - 1] == "that")
        return saying > 0 and words[saying] in self.grammar.adding and words[saying - 1] == ","

    def _counts(self, scan: Scan, phrase: Phrase, subject: Subject, marker: str) -> bool:
        """Tell whether a clause counts although a word such as "while" opens it."""
        words, start = scan.words, subject.start
        if marker == "that":
            return self._counts_behind_that(scan, phrase, subject)
        if marker == "so":
            return words[start - 2] in ("do", "doing")  # "To do so we will …"
        if marker in ("while", "whereas"):  # "…, while Japan will", "While we regret …, we", "while some regret"
            if scan.heads:
                return words[start - 2] == "," or (subject.pronoun == "we" and not scan.quoting)
            if scan.context.narrated and phrase.form == MODAL and words[start - 2] == ",":
                return True  # "It was agreed that Peru would lead, while | Japan will pay"
            some = scan.context.narrated and words[start] in self.grammar.quantity
            return some or (start == 1 and subject.pronoun == "we")
        if marker == "why":
            return words[start - 2] == "is"  # "…, which is why we …"
        if marker == "where":  # "patrols in the strait, where Japan will lead"
            named = bool(subject.single) or subject.pronoun in ("", "we")
            return named if phrase.form == MODAL else not (scan.heads or phrase.soft)
        return marker == "which" and self._counts_behind_which(scan, phrase, subject)

    def _counts_behind_that(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        words, start = scan.words, subject.start
        if scan.heads:  # "agreed that the ports will open and that | they will share the berths"
            return words[start - 2] == "and" and phrase.promises
        if scan.context.narrated and words[start - 2] in self.grammar.press:
            return True  # "The agency reports that Japan will …"
        if words[0] == "it" and words[1] in ("is", "was") and (words[2] == "with" or words[3] in ("this", "these")):
            return words[2] in self.grammar.preposition  # "It is for this reason that the ministers …"
        cleft = words[:2] == ["it", "is"] or words[start - 2 : start - 1] in (["is"], ["so"])
        return cleft and bool(subject.pronoun)  # "It is clear that we …"

    def _counts_behind_which(self, scan: Scan, phrase: Phrase, subject: Subject) -> bool:
        """Tell whether comma and preposition stand in front, and it is promised: "a port, to which Fiji will …"."""
        words, before = scan.words, scan.words[subject.start - 2]
        if scan.heads and COMMAS.isdisjoint(words[subject.start - 4 : subject.start - 2]):
            return False  # "welcome a plan under which Fiji will …": part of what is welcomed
        gives = bool(subject.single) and before in self.grammar.benefit
        said = phrase.form == PAST and phrase.row.speech in (VOUCH, STRESS)
        return (gives or before in self.grammar.within) and (phrase.form == MODAL or phrase.promises or said)

    def _is_of_that_clause(self, words: list[str], start: int) -> bool:
        """Tell a subject inside a clause: "Recalling that in 2030, | they opened", "that the mayor and | Fiji will"."""
        that = next((at for at in range(start - 2, 0, -1) if words[at] == "that"), None)
        if that is None or words[that - 1] in self.grammar.preposition:
            return False  # "To that end, we"
        since = words[that + 1 : start]
        if since[0] in self.grammar.pronoun and words[start] not in self.grammar.pronoun:
            return "," not in since  # "stress that we ended | Fiji support for whalers"
        inside = since[0] in self.grammar.preposition if "," in since else words[start - 1] == "and"
        finite = any(word in self.grammar.finite or word.endswith("ed") for word in since)
        return inside and not finite

    def _leaves_quote(self, scan: Scan, start: int, before: str) -> bool:
        """Tell whether a subject is the main clause's again: ", and we …", or after a fronted "Recognizing that …,"."""
        phrase = scan.heads[-1].phrase
        if before == "," and (phrase.form == ING or self.fronted.leads_over(scan.words, start)):
            return True
        return start - phrase.stop >= LEAST_QUOTED and before in ("and", ";", "but")
