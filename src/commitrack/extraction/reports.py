"""What a report tells without saying who did it: "Strong opposition was voiced to the tolls", "talks are to resume"."""

from __future__ import annotations

from typing import NamedTuple

from commitrack.extraction.agents import read_agent
from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.fronted import Fronted
from commitrack.extraction.phrases import BINDING, Phrase
from commitrack.extraction.scan import Clause, Scan
from commitrack.extraction.subjects import SubjectFinder
from commitrack.lexicon.register import load_register
from commitrack.lexicon.tokens import word_at
from commitrack.lexicon.verbs import PARTICIPLE, PAST, Stance, VerbRow
from commitrack.model import Act

VAGUE = frozenset(("it", "this", "there"))
CLOSING = (",", "”")
HEAD = 6  # tokens of a subject in which the noun stands that says what was voiced
VERDICT = 5  # tokens behind "was called" in which the verdict stands


class Participle(NamedTuple):
    """What a participle behind "was" says."""

    verb: str
    stance: Stance
    noun: bool = False
    """Whether its subject takes the stance: "the need for talks was stressed"."""
    deed: bool = False
    """Whether it tells of something done, which counts only where it was done at the meeting."""


class Reports:
    """Reads passives and other clauses without an agent, with a set of tables."""

    def __init__(self, reader: PhraseReader, subjects: SubjectFinder) -> None:
        self.reader = reader
        self.subjects = subjects
        self.verbs = reader.verbs
        self.grammar = reader.grammar
        self.register = load_register()
        self.fronted = Fronted(reader)
        self.cues = self.grammar.passive | self.grammar.awaited | {"to"} | self.verbs.report_cues.keys()

    def find(self, scan: Scan, at: int) -> Clause | None:
        """Return the clause whose verb starts at token `at`, one of `cues`, or None."""
        words = scan.words
        if words[at] == "to" or words[at] in self.grammar.awaited:
            return self._read_absolute(scan, at)
        if words[at - 1 : at] == ["as"] and scan.context.narrated:
            return self._read_echo(scan, at)
        start = self._find_start(scan, at)
        if start is None:
            return None
        matched = self._match(scan, at) if scan.context.narrated and not self._denies(words, start, at) else None
        phrase = matched or self._read_agreed(scan, at) or self._read_passive(scan, start, at)
        if phrase is None and self._goes_on(scan, start, at):
            scan.breaks.append(start)  # "was welcomed, and | the accounts were reviewed"
        return scan.opening(start, phrase) if phrase else None

    def _read_absolute(self, scan: Scan, at: int) -> Clause | None:
        """Read what comes of a position: "was judged a success, with | another to be held in May"."""
        words = scan.words
        if not (scan.heads and scan.context.narrated and self._is_awaited(words, at)):
            return None
        stop = scan.heads[-1].phrase.stop
        start = next((k + 2 for k in range(at - 1, stop - 1, -1) if words[k : k + 2] == [",", "with"]), at)
        if start >= at or self.grammar.fresh.isdisjoint(words[start : start + 2]):
            return None
        stance = self._find_stance(words, start) or Stance(Act.PLEDGE, 3)  # "with | a call for it to be shortened"
        return scan.opening(start, Phrase(at, at, at + 1, "be planned", stance.act, stance.force, PAST))

    def _is_awaited(self, words: list[str], at: int) -> bool:
        """Tell "to be held", "expected next year", "planned for May" from what else stands behind a noun."""
        follow = words[at + 1 : at + 3]
        if words[at] == "to":
            return follow[:1] == ["be"] and follow[-1].endswith(("ed", *self.grammar.strong_participle))
        return not self.grammar.timely.isdisjoint(follow[:1])

    def _match(self, scan: Scan, at: int) -> Phrase | None:
        """Return the phrase that a row of the tables reads at a token: "is to", "drew sharp criticism"."""
        tokens = scan.tokens
        for place in self.verbs.report_cues.get(scan.words[at], ()):
            row = self.verbs.reports[place]
            if match := row.regex.match(tokens.text, tokens.starts[at]):
                return Phrase(at, at, at + 1, row.say(match), row.act, row.force, PAST)
        return None

    def _denies(self, words: list[str], start: int, at: int) -> bool:
        """Tell what a report says was not done: "No accord | was reached"; not "no toll is to be raised"."""
        past = words[at] in self.grammar.be_past or words[at] in self.grammar.have
        return past and words[start] in self.grammar.absent

    def _read_agreed(self, scan: Scan, at: int) -> Phrase | None:
        """Read "it | was agreed (by both) to open the port", which further promises may follow."""
        words = scan.words
        if words[at - 1] != "it" or words[at] not in self.grammar.passive:
            return None
        main = self.reader.skip_adverbs(words, at + 1)
        agent = read_agent(self.subjects, scan.tokens, main + 2) if word_at(words, main + 1) == "by" else None
        to = main + 2 + agent.end if agent else main + 1
        if word_at(words, main) not in self.grammar.agreed or word_at(words, to) != "to":
            return None
        return Phrase(at - 1, main, to, f"be {words[main]}", Act.PLEDGE, BINDING, PAST, promises=True)

    def _read_passive(self, scan: Scan, start: int, at: int) -> Phrase | None:
        """Read "the need for talks was (again) stressed (by both)"; what others did or what was done before is none."""
        words, tokens = scan.words, scan.tokens
        main = self.reader.skip_adverbs(words, at + 1)
        if words[at] not in self.grammar.passive or main + 1 >= len(words):
            return None
        named = words[main + 1] == "by"
        agent = read_agent(self.subjects, tokens, main + 2) if named else None
        if named and agent is None:
            return None
        after = main + 2 + agent.end if agent else main + 1
        said = self._judge(words, start, main, after)
        if said is None or not (said.noun or scan.context.narrated):
            return None
        dated = self.register.dated.search(tokens.text, tokens.starts[0], tokens.ends[-1])
        promised = said.stance.act is Act.PLEDGE and not said.noun  # "was approved by the ministers": a deed
        if (said.deed and dated) or (agent and (said.deed or promised)):
            return None
        force = self.reader.qualify(words, start, said.stance.force)
        return Phrase(at, main, main + 1, f"be {said.verb}", said.stance.act, force, PAST)

    def _goes_on(self, scan: Scan, start: int, at: int) -> bool:
        """Tell whether a subject at `start` with its "was" follows what was told so: "was praised, and | tea was"."""
        told, head = self.grammar.be_past, scan.heads[-1] if scan.heads else None
        if head is None or head.subject is not None or told.isdisjoint(scan.words[head.phrase.start : start]):
            return False
        return scan.words[at] in told or scan.words[at] in self.grammar.modal

    def _read_echo(self, scan: Scan, at: int) -> Clause | None:
        """Read "…, as was the need for talks" behind another passive."""
        if not scan.heads:
            return None
        head = scan.heads[-1]
        stance = self._find_stance(scan.words, at + 1) or Stance(head.phrase.act, head.phrase.force)
        phrase = head.phrase._replace(start=at, main=at, stop=at + 1, act=stance.act, force=stance.force)
        return scan.opening(at - 1, phrase, head.actors)

    def _judge(self, words: list[str], start: int, main: int, after: int) -> Participle | None:
        """Return what a participle says of its subject with the words from token `after` on; None where no stance."""
        word, noun, behind = words[main], self._find_stance(words, start), words[after:]
        if not self.grammar.thanks.isdisjoint(words[start : start + HEAD]):
            return None
        if word in self.grammar.conveyed:
            return Participle(word, noun) if noun else None
        if word in self.grammar.verdict:
            if words[start] in self.grammar.absent or "by" in behind[:VERDICT]:
                return None  # "no country was named", "was called unsafe by divers"
            against = not self.grammar.against.isdisjoint(behind[:VERDICT])
            return Participle(word, Stance(Act.OPPOSE, 3) if against else Stance(Act.AFFIRM, 2))
        for row, form in self.verbs.forms.get(word, ()):
            if form in (PAST, PARTICIPLE) and tuple(behind[: len(row.rest)]) == row.rest:
                return self._judge_row(row, noun, behind)
        if word in self.grammar.planned:
            return Participle(word, Stance(Act.PLEDGE, 3), deed=word in self.grammar.done)
        return None

    def _judge_row(self, row: VerbRow, noun: Stance | None, behind: list[str]) -> Participle | None:
        """Return what a verb says in the passive, with the stance that its subject names and the words behind it."""
        if row.act is not Act.URGE and row.needs and row.needs.isdisjoint(behind[:1]):
            return None  # "The rule was observed"
        if (row.soft and row.act is Act.PLEDGE) or row.stance == "weighty":
            return None
        if row.stance and noun:
            return Participle(row.lemma, noun, noun=True)
        if row.stance in ("required", "any"):
            return None
        act = row.agent if row.agent and behind[:1] == ["to"] else row.act  # "were encouraged to join"
        return Participle(row.lemma, Stance(act, row.force), deed=row.deed)

    def _find_stance(self, words: list[str], start: int) -> Stance | None:
        """Return the stance of the noun that a subject begins with: "Strong opposition", "the goal"."""
        return self.reader.complements.find_stance(words, start, within=HEAD)

    def _find_start(self, scan: Scan, at: int) -> int | None:
        """Return where the subject of a verb starts; None where it stands in a clause inside another one."""
        words, grammar = scan.words, self.grammar
        if self._read_agreed(scan, at):
            return at - 1 if at == 1 or words[at - 2] in grammar.conjunction else None
        opening = self.fronted.skip(words, at, scan.framed)
        start: int | None = opening
        if (added := self._find_added(scan, at)) is not None:
            start = added
        elif scan.heads or self._has_finite(words, opening, at):
            boundary = self._find_boundary(scan, at)
            start = None if boundary is None else self.fronted.skip(words, at, boundary)
        if start is None or start >= at or words[start] in grammar.subordinator | grammar.pronoun:
            return None
        if words[at - 1] in grammar.relative | grammar.pronoun | VAGUE:
            return None
        inside = next((k for k in range(start, at) if words[k] in grammar.subordinator), None)
        closed = inside is not None and "," in words[start:inside] and words[at - 1] == ","
        return start if inside is None or closed else None

    def _has_finite(self, words: list[str], start: int, end: int) -> bool:
        """Tell whether a finite verb stands among words: no "boats found to have fished"."""
        return any(words[at] in self.grammar.finite and words[at - 1] != "to" for at in range(start, end))

    def _find_added(self, scan: Scan, at: int) -> int | None:
        """Return what a speaker adds in front of a verb, behind all clauses: "said so, adding that | a pier will"."""
        words, floor = scan.words, scan.heads[-1].phrase.stop if scan.heads else 1
        signs = (k for k in range(at - 2, floor, -1) if words[k] in self.grammar.adding and words[k - 1] == ",")
        sign = next(signs, None)
        return None if sign is None else sign + 1 + (words[sign + 1] == "that")

    def _find_boundary(self, scan: Scan, at: int) -> int | None:
        """Return the token behind the last ", and", ";" or "while" between a clause and a verb."""
        words = scan.words
        head = scan.heads[-1].phrase if scan.heads else None
        floor = head.stop if head else 0
        for k in range(at - 1, floor, -1):
            if words[k] in (";", ":", "while") or (words[k] in ("and", "but", "though") and words[k - 1] in CLOSING):
                listed = "that" in words[floor : floor + 2] and self.grammar.finite.isdisjoint(words[floor:k])
                return None if listed else k + 1  # "noted that trade, aid, and | tourism will grow"
        told = self.grammar.be_past
        if words[at] not in told or (head and words[head.start] not in told):
            return None
        ties = (k for k in range(at - 1, max(floor - 1, 0), -1) if words[k] == "and")
        start = next((k + 1 for k in ties if head is None or words[k + 1] in self.grammar.article), None)
        inside = start is not None and not self.grammar.subordinator.isdisjoint(words[floor:start])
        return None if inside else start  # "after the crew and | the captain were hurt"
