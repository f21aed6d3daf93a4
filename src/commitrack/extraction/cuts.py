"""What ends the clause before it and is none itself: thanks, what is only told, a past deed."""

from __future__ import annotations

from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.scan import Scan, skip_back
from commitrack.extraction.subjects import SubjectFinder
from commitrack.extraction.ties import Ties
from commitrack.lexicon.verbs import PAST

THANKED = 5  # tokens behind a verb in which stands what makes it a courtesy


class Cuts:
    """Notes in a walk where such words start."""

    def __init__(self, reader: PhraseReader, subjects: SubjectFinder, ties: Ties) -> None:
        self.reader = reader
        self.grammar = reader.grammar
        self.subjects = subjects
        self.ties = ties

    def note(self, scan: Scan, at: int, word: str) -> None:
        """Let thanks ("and | expressed its gratitude"), what is only told and a past deed end the clause before."""
        words = scan.words
        thanking = word in self.reader.starters and not self.grammar.thanks.isdisjoint(words[at + 1 : at + THANKED])
        if thanking or (word in self.reader.verbs.courtesy and word not in self.reader.verbs.actions):
            self._note_courtesy(scan, at)
        elif word in self.grammar.told:
            self._note_telling(scan, at)
        elif word in self.grammar.have and (deed := self.ties.find_deed(scan, at)) is not None:
            scan.cuts.append(deed)

    def _note_courtesy(self, scan: Scan, at: int) -> None:
        """Let thanks and the like end the clause before them: "renewed their pledge, and (Fiji) thanked the crews"."""
        if not scan.heads:
            return
        before = skip_back(scan.words, at - 1, self.reader)
        subject = self.subjects.ending_at(scan.tokens, before) if before >= scan.heads[-1].phrase.stop else None
        start = subject.start if subject else before + 1
        if scan.words[start - 1] in (("and",) if subject else ("and", ",")):
            scan.cuts.append(start)

    def _note_telling(self, scan: Scan, at: int) -> None:
        """Let what is only told end the clause before it: "reaffirmed their vision and (the sides) discussed …"."""
        if scan.heads and scan.heads[-1].phrase.form == PAST:
            subject = self.subjects.ending_at(scan.tokens, at - 1)
            start = subject.start if subject else at
            passive = subject is None and scan.words[at - 2].endswith("ed")  # "a treaty negotiated and | signed"
            if scan.words[start - 1] == "and" and not passive:
                scan.cuts.append(start)
