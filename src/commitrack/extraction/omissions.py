"""What of a text became no commitment, and why: whole sentences, and parts of sentences that hold one elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commitrack.extraction.clauses import ClauseFinder
from commitrack.extraction.drafting import Draft
from commitrack.extraction.register import end_of_attribution, is_courtesy, without_attribution
from commitrack.extraction.scan import find_word
from commitrack.extraction.subjects import Subject
from commitrack.lexicon.register import load_register
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.lexicon.verbs import GRANT, NOTE
from commitrack.model import Omission

SAID = 3  # content words from which on a clause says something
ASIDE = 5  # content words from which on a phrase without a clause of its own does: "Building on …,"
LONG = 12  # content words from which on any phrase does
SPLIT = 3  # tokens behind "have" in which its participle stands
NEAR = 6  # tokens behind a verb in which its noun stands


class Main(NamedTuple):
    """The main verb of a stretch and who stands in front of it."""

    at: int
    subject: Subject | None


class Omissions:
    """Finds what the commitments of a sentence leave over, and judges why a stretch became none."""

    def __init__(self, finder: ClauseFinder) -> None:
        self.finder = finder
        self.verbs = verbs = finder.verbs
        self.grammar = grammar = finder.grammar
        self.register = load_register()
        self.small = (
            grammar.preposition | grammar.subordinator | grammar.article | grammar.pronoun | grammar.conjunction
        ) | (grammar.modal | grammar.finite | grammar.be | grammar.determiner | grammar.quantity)
        self.operative = verbs.alone | grammar.keep
        self.known = verbs.forms.keys() | verbs.meeting | verbs.courtesy
        self.fronting = grammar.preposition | grammar.subordinator
        self.governed = grammar.article | grammar.possessed | grammar.clausal | {"that", "together"}
        self.doing = verbs.action_ing - self.register.talks
        self.past = grammar.strong_past | grammar.told
        self.no_verb_behind = grammar.article | grammar.preposition | grammar.possessed | grammar.be | grammar.have

    # --- parts

    def find_parts(self, tokens: Tokens, drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
        """Yield what of a sentence no draft covers and says something, as its first token and its last (exclusive).

        What only leads over to a commitment is none: who speaks, a fronted phrase of time, conjunctions.
        """
        at = 0
        for draft in sorted(drafts, key=lambda draft: draft.first):
            yield from self._find_part(tokens, at, draft.first)
            at = max(at, self._end_of(tokens, draft))
        yield from self._find_part(tokens, at, len(tokens))

    def _end_of(self, tokens: Tokens, draft: Draft) -> int:
        """Return the token behind a draft and behind the words that only say who said it."""
        end = tokens.ends[draft.last - 1]
        if draft.span.end == end:
            return draft.last
        stop = end_of_attribution(tokens.text, draft.span.end, end)
        return next((at for at in range(draft.first, draft.last) if tokens.starts[at] >= stop), draft.last)

    def _find_part(self, tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
        if end - start < SAID:
            return
        words = tokens.words
        first = find_word(words, start, end)
        while first < end and words[first] in self.grammar.conjunction:
            first = find_word(words, first + 1, end)
        last = self.finder.endings.trim(words, first, end)
        if last > first and self._says_something(tokens, first, last):
            yield first, last

    def _says_something(self, tokens: Tokens, first: int, last: int) -> bool:
        """Tell a clause, or a phrase of some weight, from what only leads over to a commitment."""
        words = tokens.words[first:last]
        content = sum(
            word[0].isalnum() and word not in self.small and not self.finder.reader.is_adverb(word) for word in words
        )
        if content < SAID:
            return False
        if self.find_main(tokens, first, last):
            return True
        if content < ASIDE or content >= LONG:
            return content >= LONG
        stance = any(word in self.verbs.nouns for word in words)
        clause = words[0] in self.grammar.subordinator or words[0].endswith("ing")
        inner = not (self.grammar.finite | self.doing).isdisjoint(words[1:])
        return stance or clause or inner

    # --- reasons

    def judge(self, tokens: Tokens, first: int, last: int, *, part: bool = False) -> Omission:
        """Return why the stretch from token `first` to `last` (exclusive) became no commitment."""
        if first >= last:
            return Omission.NO_VERB
        if self._quotes_outsider(tokens, first, last):
            return Omission.OTHERS
        if self._takes_occasion(tokens.words[first:last]):
            return Omission.COURTESY
        main = self.find_main(tokens, first, last)
        if main is None:
            return self._judge_verbless(tokens.words[first:last], part=part)
        if is_courtesy(tokens.words[:last], main.at, self.verbs):
            return Omission.COURTESY
        if self._is_meeting(tokens, first, main):
            return Omission.MEETING
        if main.subject is not None and main.subject.foreign:
            return Omission.OTHERS
        if self._is_past(tokens.words, main.at):
            return Omission.PAST
        return Omission.BACKGROUND if part or self._has_operative(tokens.words[first:last]) else Omission.NO_VERB

    def _judge_verbless(self, words: list[str], *, part: bool) -> Omission:
        """Return why words became none that show no main verb, or hide it behind a long roll of names."""
        if any(word in self.verbs.meeting and (word.endswith("ed") or word in self.past) for word in words):
            return Omission.MEETING
        if words[0].endswith("ing") and "," not in words:
            words = words[1:]  # an item that nothing introduced
        return Omission.BACKGROUND if part or self._has_operative(words) else Omission.NO_VERB

    def _has_operative(self, words: list[str]) -> bool:
        """Tell whether a word could take a position, so that it is for its place that it does not."""
        return not self.operative.isdisjoint(words)

    def find_main(self, tokens: Tokens, first: int, last: int) -> Main | None:
        """Return the first verb of a stretch that stands in no subordinate clause; None where it shows none."""
        words, grammar = tokens.words, self.grammar
        fronted = self._opens_fronted(words, first)
        if words[first].endswith("ing") and "," in words[first:last]:
            first = words.index(",", first) + 1  # "Building on the plan, they | met"
        inside = False
        for at in range(first, last):
            word = words[at]
            if word == "," or self._subordinates(words, at):
                inside = word != ","
            elif self._is_verb(tokens, first, at):
                main = Main(at, self.finder.find_subject(tokens, at, first))
                if inside:
                    inside = False
                elif main.subject or word in grammar.finite or not (fronted or self._is_participle(words, first, at)):
                    return main
        return None

    def _subordinates(self, words: list[str], at: int) -> bool:
        """Tell what opens a clause inside another one, but no "as well", nor "since 2030"."""
        if words[at] not in self.grammar.subordinator:
            return False
        return words[at - 1 : at] != ["well"] and not word_at(words, at + 1)[:1].isdigit()

    def _is_participle(self, words: list[str], first: int, at: int) -> bool:
        """Tell a participle, "the plan | adopted in June", "a more | integrated market", from a past tense."""
        return at > first and word_at(words, at + 1) not in self.governed and words[at - 1] not in self.register.talks

    def _opens_fronted(self, words: list[str], first: int) -> bool:
        """Tell whether a stretch opens as what may stand in front of a sentence: "Building on …", "In light of …"."""
        return words[first].endswith("ing") or words[first] in self.fronting

    def _is_verb(self, tokens: Tokens, first: int, at: int) -> bool:
        words, grammar = tokens.words, self.grammar
        word = words[at]
        if word in grammar.finite:
            return word != "may" or not tokens.is_capital(at)  # the month
        before = words[at - 1] if at > first else ""
        if before in self.no_verb_behind or (before and tokens.is_capital(at)):
            return False  # "the increased threat", "Advanced Devices"
        told = word in self.past or (word.endswith("ed") and before and len(word) > 4)
        if told or word not in self.known:
            return bool(told)
        if at == first:
            return not tokens.is_capital(at)  # behind what a commitment left; "Support was strong" opens with a noun
        subject = self.finder.find_subject(tokens, at, first)
        noun = word in self.verbs.noun_too  # "this | work"
        return subject is not None and not (noun or subject.joint or subject.pronoun == "this")

    def _quotes_outsider(self, tokens: Tokens, first: int, last: int) -> bool:
        """Tell words of somebody who is no party: "“The port is full,” the harbour master said"."""
        start, end = tokens.starts[first], tokens.ends[last - 1]
        said = start + without_attribution(tokens.text[start:end])
        if said == end:
            return False
        speech = (
            at for at in range(first + 1, last) if tokens.starts[at] > said and tokens.words[at] in self.register.saying
        )
        verb = next(speech, None)
        speaker = self.finder.find_subject(tokens, verb, first) if verb else None
        return speaker is None or speaker.foreign

    def _takes_occasion(self, words: list[str]) -> bool:
        """Tell "use this opportunity to thank", "take the occasion to congratulate"."""
        led = (self.finder.reader.skip_occasion(words, at) for at in range(len(words)))
        return any(is_courtesy(words, verb, self.verbs) for verb in led if verb is not None)

    def _is_meeting(self, tokens: Tokens, first: int, main: Main) -> bool:
        """Tell who met, where and when, and what was discussed."""
        words, at = tokens.words, main.at
        if self._names_talk(words, first, at) or self._is_attended(words, at):
            return True
        needing = words[at] in self.register.needs_talks
        met = words[at] in self.verbs.meeting and not needing
        held = needing or words[at] in self.grammar.have  # "had a long conversation"
        held = held and not self.register.talks.isdisjoint(words[at + 1 : at + NEAR])
        return (met or held) and not (main.subject and main.subject.foreign)

    def _names_talk(self, words: list[str], first: int, at: int) -> bool:
        """Tell a subject that is a meeting itself, "The third dialogue", but not "The spirit of the meeting"."""
        opened = max((k + 1 for k in range(first, at) if words[k] == ","), default=first)
        head = next((k for k in range(opened, at) if words[k] in self.grammar.preposition), at)
        return not self.register.talks.isdisjoint(words[opened:head])

    def _is_attended(self, words: list[str], at: int) -> bool:
        """Tell who took part in the passive: "was co-chaired by", "were discussed"."""
        behind = self.finder.reader.skip_adverbs(words, at + 1)
        participle = word_at(words, behind) if words[at] in self.grammar.be else ""
        return participle in self.register.attended or participle in self.verbs.meeting

    def _is_past(self, words: list[str], at: int) -> bool:
        """Tell a past tense, or a present perfect: "has delivered", "have been", "joined"."""
        grammar, word = self.grammar, words[at]
        if word in self.register.past:
            return True
        if word in grammar.have:
            behind = words[at + 1 : at + 1 + SPLIT]
            return any(each.endswith("ed") or each in self.register.participles for each in behind)
        recalled = any(form.row.speech in (GRANT, NOTE) for form in self.verbs.forms.get(word, ()))
        return not recalled and word not in grammar.finite and (word in self.past or word.endswith("ed"))
