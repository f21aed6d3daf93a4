"""Where clauses end: in front of the next one, without the signs and words that lead over to it."""

from __future__ import annotations

from commitrack.extraction.adverbs import is_count, number_before
from commitrack.extraction.fronted import find_aside, find_link
from commitrack.extraction.register import find_remark
from commitrack.extraction.scan import Clause, Scan
from commitrack.extraction.subjects import SubjectFinder
from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.verbs import ING

LONGEST_SUBJECT = 9  # tokens
LINKS = {
    link[-1]: link
    for link in (["as", "well", "as"], ["which", "is", "why"], ["as", "well"], ["in", "addition"], ["and", "that"])
}
"""What leads over to a clause as a conjunction does, by its last word."""


class Endings:
    """Finds the ends of the clauses of a walk."""

    def __init__(self, grammar: Grammar, subjects: SubjectFinder) -> None:
        self.grammar = grammar
        self.subjects = subjects
        self.trailing = grammar.trailing | grammar.adding

    def close(self, scan: Scan) -> list[Clause]:
        """Give each clause its end: where the next one starts, without what leads over to it."""
        clauses = []
        if scan.heads and (comma := self._end_of_fronted(scan)):
            scan.cuts.append(comma)
        if scan.heads and scan.context.narrated and (remark := find_remark(scan.tokens, scan.heads[-1].phrase.stop)):
            scan.breaks.append(remark)
        for number, head in enumerate(scan.heads):
            last = number + 1 == len(scan.heads)
            end = len(scan.words) if last else scan.heads[number + 1].start
            end = end if last else find_aside(scan.words, head.phrase.stop, end, self.grammar.preposition)
            cuts = [cut for cut in scan.cuts if cut > head.phrase.stop + 3]
            end = min([end, *cuts, *(cut for cut in scan.breaks if cut > head.phrase.stop)])
            clauses.append(head._replace(end=self.trim(scan.words, head.start, end)))
        return self._lend_subject(clauses)

    def _lend_subject(self, clauses: list[Clause]) -> list[Clause]:
        """Give participles in front of a subject to whom it names: "Recognizing the need for tugs, | Peru agrees"."""
        main = next((at for at, clause in enumerate(clauses) if clause.subject is not None), 0)
        if any(clause.phrase.form != ING for clause in clauses[:main]):
            return clauses
        return [clause._replace(actors=clauses[main].actors) for clause in clauses[:main]] + clauses[main:]

    def _end_of_fronted(self, scan: Scan) -> int | None:
        """Return the comma between what is fronted and who did what: "Seeing …, Japan has", "To affirm …, all have"."""
        words, first = scan.words, scan.heads[0]
        if first.start > 1 or not (
            first.phrase.form == ING or first.fragment or words[max(0, first.start - 1)] == "to"
        ):
            return None
        until = scan.heads[1].start if len(scan.heads) > 1 else len(words) - 2
        for comma in (at for at in range(first.phrase.stop, until) if words[at] == ","):
            for last in range(comma + 1, min(comma + LONGEST_SUBJECT, until)):
                if words[last + 1] in self.grammar.have | self.grammar.be:
                    subject = self.subjects.ending_at(scan.tokens, last)
                    if subject and subject.start == comma + 1:
                        return comma
        return None

    def trim(self, words: list[str], start: int, end: int) -> int:
        """Return `end` moved back over points, conjunctions and fronted phrases of the clause that follows."""
        while end > start + 1 and (last := self._trim_last(words, start, end)) < end:
            end = last
        return end

    def _trim_last(self, words: list[str], start: int, end: int) -> int:
        """Return `end` moved back over the last one of these; `end` itself where none stands in front of it."""
        word, before = words[end - 1], words[end - 2]
        if word == "”" and before in (".", ",") and "“" not in words[start : end - 1]:
            return end - 1
        if word == ")" and (number := number_before(words, end)) < end and self._is_tied_number(words, number):
            return number
        if (link := LINKS.get(word)) and words[end - len(link) : end] == link:
            return end - len(link)
        if word == "that" and before in self.grammar.adding:
            return end - 2  # "…, adding that"
        if word == "which" and "," in (tail := words[end - 5 : end]):
            return end - 1 - tail[::-1].index(",")  # "…, ahead of which"
        if word in self.trailing or (word in ("to", "on") and before in ("and", ",", ";", "as", "addition")):
            return end - 1
        comma = find_link(words, start, end)
        return end if comma is None else comma

    def _is_tied_number(self, words: list[str], at: int) -> bool:
        """Tell a number behind a conjunction: "; | (iii)", "; | iii)"; "and EU)" is none."""
        return (words[at] == "(" or is_count(words[at])) and words[at - 1] in self.grammar.conjunction
