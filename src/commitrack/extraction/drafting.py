"""From clauses to drafts: a commitment's place, its operative phrase, whose it is, its words made to read alone."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from commitrack.extraction.agents import find_agent, is_of_others
from commitrack.extraction.clauses import ClauseFinder
from commitrack.extraction.impersonal import SHORTEST, Impersonals, Position, find_stretch
from commitrack.extraction.phrases import MODAL, PRESENT, Operative, Phrase
from commitrack.extraction.register import without_attribution
from commitrack.extraction.scan import Clause, Context, is_title
from commitrack.extraction.subjects import Subject
from commitrack.extraction.wording import (
    Antecedents,
    complete,
    complete_item,
    complete_led,
    complete_position,
    words_of,
)
from commitrack.lexicon.tokens import Tokens
from commitrack.model import ALL, Act, Span
from commitrack.patterns import compile_late

MONTH = compile_late(r"\bMay\b")  # no hedge
FULL_STOP = compile_late(r"(?<!\.\w)\.$")  # not that of "the U.S."
AGENT = 4  # tokens from "will be" on in which the "by" stands that tells who does it
OPENING = 9  # tokens of an item in which its verb stands where it tells what a party did


class Draft(NamedTuple):
    """A commitment before its labels; its words are tokens `first` to `last` (exclusive) of its sentence."""

    span: Span
    operative: Operative
    actors: tuple[str, ...]
    tokens: Tokens
    first: int
    last: int
    quote: str
    text: str
    fronted: str = ""
    """What stands in front of the clause in its sentence: "By the end of 2026,"."""
    verb: int = 0
    """Characters of the quote in front of its operative word."""


class Carried(Struct):
    """What one sentence hands on to the next."""

    context: Context
    antecedents: Antecedents
    lead_in: str = ""
    """The words that introduced the list at hand."""

    def end_list(self) -> None:
        """Let what follows stand under nothing that introduced a list."""
        self.context.lead, self.context.lead_actors, self.lead_in = None, (ALL,), ""


class Drafter:
    """Drafts the commitments of one sentence."""

    def __init__(self, finder: ClauseFinder) -> None:
        self.finder = finder
        self.verbs = finder.verbs
        self.impersonals = Impersonals(finder)

    def draft(self, tokens: Tokens, clauses: list[Clause], carried: Carried) -> list[Draft]:
        """Return the drafts of a sentence, in order: its clauses, and what stands in front of or without them."""
        drafts = []
        before = tokens.starts[0]
        for clause in clauses:
            cut = self.impersonals.find_tail(tokens, clause.phrase.stop, clause.end)
            kept = clause._replace(end=self.finder.endings.trim(tokens.words, clause.start, cut)) if cut else clause
            if tokens.words[clause.start] not in self.finder.grammar.adding or clause.end > clause.phrase.stop:
                drafts.append(self._draft_clause(tokens, kept, clauses, before, carried))  # no lone "saying"
            if cut:
                behind = cut + 1 + (tokens.words[cut + 1] == "and")
                drafts += self._draft_positions(tokens, behind, clause.end, carried)
            before = tokens.ends[clause.end - 1]
        ahead = clauses[0].start if clauses else len(tokens)
        drafts = [*self._draft_positions(tokens, 0, ahead, carried), *drafts] if ahead > SHORTEST else drafts
        if not drafts and carried.context.item and carried.context.lead and not carried.context.headed:
            drafts = self._draft_item(tokens, carried)
        return drafts

    def introduce(self, tokens: Tokens, clauses: list[Clause], carried: Carried) -> None:
        """Let the items of a list carry the last clause of the sentence that introduces it."""
        clause = clauses[-1]
        carried.context.lead, carried.context.lead_actors = clause.phrase, clause.actors
        stance = clause.phrase.act in (Act.SUPPORT, Act.AFFIRM)
        last = tokens.words[-2] if tokens.words[-1] == ":" else tokens.words[-1]
        carried.context.lead_governs = not stance or last in self.finder.grammar.preposition
        words = FULL_STOP.sub("", words_of(tokens, clause.start, len(tokens)).rstrip(": "))
        shares = clause.subject is None and clause.carrier is not None
        carried.lead_in = complete(words, tokens, clause, clauses, carried.antecedents) if shares else words

    def hand_on(self, tokens: Tokens, position: Position, carried: Carried) -> None:
        """Let the items of a list carry the position that introduces it."""
        verb, act, force, _ = position.operative
        carried.context.lead = Phrase(0, 0, 0, verb, act, force, PRESENT, loose=True)
        carried.context.lead_actors, carried.context.lead_governs = (ALL,), True
        carried.lead_in = FULL_STOP.sub("", words_of(tokens, position.first, len(tokens)).rstrip(": "))

    def present(self, tokens: Tokens, speaker: Subject, carried: Carried) -> None:
        """Let the items of a list share the subject that stands alone in front of it."""
        carried.end_list()
        carried.context.lead_actors = speaker.actors
        self.hear(tokens, speaker, carried)

    def hear(self, tokens: Tokens, speaker: Subject, carried: Carried) -> None:
        """Remember who met, for a later "they"."""
        carried.antecedents.take(speaker, words_of(tokens, speaker.start, speaker.end))

    def _draft_clause(
        self, tokens: Tokens, clause: Clause, clauses: list[Clause], before: int, carried: Carried
    ) -> Draft:
        start, end = tokens.starts[clause.start], tokens.ends[clause.end - 1]
        span = Span(start, start + without_attribution(tokens.text[start:end]))
        quote = tokens.text[span.start : span.end].rstrip()
        text = complete(quote, tokens, clause, clauses, carried.antecedents)
        if text == quote and clause.subject is None and not carried.context.abridged:
            text = complete_led(quote, tokens, clause, clauses, carried.lead_in if carried.context.item else "")
        if clause.subject is not None:
            carried.antecedents.take(clause.subject, words_of(tokens, clause.subject.start, clause.subject.end))
        phrase = clause.phrase
        fronted = tokens.text[before:start]
        operative = Operative(phrase.verb, phrase.act, self._hedge(tokens, clause, fronted))
        ahead = len(words_of(tokens, clause.start, phrase.start))
        impersonal = clause.carrier is None if clause.subject is None else clause.subject.joint
        stop = min(phrase.stop + AGENT, clause.end)
        agent = find_agent(self.finder.subjects, tokens, phrase.start, stop) if impersonal else ()
        return Draft(
            span, operative, agent or clause.actors, tokens, clause.start, clause.end, quote, text, fronted, ahead
        )

    def _hedge(self, tokens: Tokens, clause: Clause, fronted: str) -> int:
        """Return the force of a clause, a step less where it is hedged: in front of it, or before a relative clause."""
        phrase = clause.phrase
        start = phrase.main if phrase.form == MODAL else phrase.stop  # "will consider" hedges by its verb
        words = tokens.words[start : clause.end]
        object_end = next((at for at, word in enumerate(words) if word in self.finder.grammar.relative), len(words))
        cues = self.verbs.down_cues
        hedged = not cues.isdisjoint(words[:object_end]) and self._is_hedge(words_of(tokens, start, start + object_end))
        return max(1, phrase.force - 1) if hedged or (fronted and self._is_hedge(fronted)) else phrase.force

    def _is_hedge(self, text: str) -> bool:
        return bool(self.verbs.down.search(MONTH.sub("", text)))

    def _draft_item(self, tokens: Tokens, carried: Carried) -> list[Draft]:
        """Make an item without an operative word of its own a commitment of the words that introduced it."""
        lead = carried.context.lead
        stretch = find_stretch(self.finder, tokens, 0, len(tokens))
        if lead is None or stretch is None:
            return []
        first, last = stretch
        told = lead.act is Act.PLEDGE and (self._tells(tokens.words[first:last]) or self._narrates(tokens, first))
        if told or is_title(tokens, first, last):
            return []
        span, quote = Span(tokens.starts[first], tokens.ends[last - 1]), words_of(tokens, first, last)
        operative = Operative(lead.verb, lead.act, lead.force)
        text = complete_item(quote, carried.lead_in)
        return [Draft(span, operative, carried.context.lead_actors, tokens, first, last, quote, text)]

    def _tells(self, words: list[str]) -> bool:
        """Tell an item that is a sentence of its own, "The two have built a bridge", from what a lead-in governs."""
        grammar = self.finder.grammar
        if words[0] in grammar.pronoun:
            return True
        finite = next((at for at, word in enumerate(words) if word in grammar.finite - grammar.modal), None)
        return finite is not None and (grammar.subordinator | grammar.modal).isdisjoint(words[:finite])

    def _narrates(self, tokens: Tokens, first: int) -> bool:
        """Tell an item that is a sentence about what a party did: "Japan swiftly mended the pier"."""
        words = tokens.words
        for at in range(first + 1, min(first + OPENING, len(words))):
            if words[at].endswith("ed") or words[at] in self.finder.grammar.strong_past:
                subject = self.finder.find_subject(tokens, at)
                if subject and subject.start == first and not subject.joint:
                    return True
        return False

    def _draft_positions(self, tokens: Tokens, start: int, end: int, carried: Carried) -> list[Draft]:
        """Draft what a stretch says whose operative word is no verb of the parties."""
        drafts, before = [], tokens.starts[start]
        for position in self.impersonals.find(tokens, start, end):
            first, last = position.first, position.last
            if is_of_others(self.finder.subjects, tokens, first, last):
                continue
            begin, stop = tokens.starts[first], tokens.ends[last - 1]
            span = Span(begin, begin + without_attribution(tokens.text[begin:stop]))
            quote = tokens.text[span.start : span.end].rstrip()
            text = complete_position(quote, tokens, first, carried.antecedents)
            ahead = tokens.text[before:begin]
            actors = find_agent(self.finder.subjects, tokens, first, last) or (ALL,)
            drafts.append(Draft(span, position.operative, actors, tokens, first, last, quote, text, ahead))
            before = stop
        return drafts
