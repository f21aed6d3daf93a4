"""From clauses to drafts: a commitment's place, its operative phrase, whose it is, its words made to read alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct

from commitrack.extraction.clauses import ClauseFinder
from commitrack.extraction.register import without_attribution
from commitrack.extraction.scan import Clause, Context, is_title
from commitrack.extraction.subjects import Subject
from commitrack.extraction.wording import Antecedents, complete, complete_impersonal, complete_item, words_of
from commitrack.lexicon.complements import Operative
from commitrack.lexicon.phrases import MODAL
from commitrack.lexicon.tokens import Tokens
from commitrack.lexicon.verbs import Pattern, Verbs
from commitrack.model import ALL, Act, Span
from commitrack.patterns import compile_late

SHORTEST = 4  # tokens below which a stretch says nothing
SUBORDINATE = compile_late(
    r"\b(?:that|which|who|whose|while|because|although|if|when|(?<!.)as"
    r"|(?<!well )as(?= (?:we|they|it|he|she|the|our|their|its|this|these)\b| (?-i:[A-Z])))\b",
    re.IGNORECASE,
)
RELATIVE = compile_late(  # a relative clause inside a subject: "A workforce that can deliver what we need is vital"
    r"\b(?:(?:that|which) (?:can|could|will|would|is|are|has|have|must|may)|who)(?: \S+){2,}$", re.IGNORECASE
)
ASIDE = compile_late(  # a relative clause that closes again: "The fund, to which both pay, | will be doubled"
    r", (?:\w+ ){0,2}(?:which|who|whom|whose|where)\b[^,;:]*, ", re.IGNORECASE
)
DEFINED = compile_late(r"(?:any|all|those|such|every|no) (?:\S+ ){1,4}$", re.IGNORECASE)  # "Any raids | that endanger"
INITIAL = compile_late(r"(?<=\b[A-Z])\.")  # the points of "U.S." end no clause
MONTH = compile_late(r"\bMay\b")  # no hedge
OWN = compile_late(r"\b(?:our|we|their|us)\b", re.IGNORECASE)


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


class Carried(Struct):
    """What one sentence hands on to the next."""

    context: Context
    antecedents: Antecedents
    lead_in: str = ""
    """The words that introduced the list at hand."""


class Drafter:
    """Drafts the commitments of one sentence."""

    def __init__(self, verbs: Verbs, finder: ClauseFinder) -> None:
        self.verbs = verbs
        self.finder = finder

    def draft(self, tokens: Tokens, clauses: list[Clause], carried: Carried) -> list[Draft]:
        """Return the drafts of a sentence, in order: its clauses, and what stands in front of or without them."""
        drafts = []
        before = tokens.starts[0]
        for clause in clauses:
            drafts.append(self._draft_clause(tokens, clause, clauses, before, carried))
            before = tokens.ends[clause.end - 1]
        ahead = clauses[0].start if clauses else len(tokens)
        impersonal = self._draft_impersonal(tokens, ahead, carried) if ahead > SHORTEST else None
        if impersonal:
            drafts.insert(0, impersonal)
        if not drafts and carried.context.item and carried.context.lead:
            drafts = self._draft_item(tokens, carried)
        return drafts

    def introduce(self, tokens: Tokens, clause: Clause, carried: Carried) -> None:
        """Let the items of a list carry the clause that introduces it."""
        carried.context.lead, carried.context.lead_actors = clause.phrase, clause.actors
        stance = clause.phrase.act in (Act.SUPPORT, Act.AFFIRM)
        last = tokens.words[-2] if tokens.words[-1] == ":" else tokens.words[-1]
        carried.context.lead_governs = not stance or last in self.finder.grammar.preposition
        carried.lead_in = words_of(tokens, clause.start, len(tokens)).rstrip(": ")

    def present(self, tokens: Tokens, speaker: Subject, carried: Carried) -> None:
        """Let the items of a list share the subject that stands alone in front of it."""
        carried.context.lead, carried.context.lead_actors, carried.lead_in = None, speaker.actors, ""
        self.hear(tokens, speaker, carried)

    def hear(self, tokens: Tokens, speaker: Subject, carried: Carried) -> None:
        """Remember who met, for a later "they"."""
        carried.antecedents.take(speaker, words_of(tokens, speaker.start, speaker.end))

    def _draft_clause(
        self, tokens: Tokens, clause: Clause, clauses: list[Clause], before: int, carried: Carried
    ) -> Draft:
        start, end = tokens.starts[clause.start], tokens.ends[clause.end - 1]
        span = Span(start, start + without_attribution(tokens.text[start:end]))
        quote = " ".join(tokens.text[span.start : span.end].split())
        text = complete(quote, tokens, clause, clauses, carried.antecedents)
        if text == quote and carried.context.item and clause.subject is None and clause is clauses[0]:
            text = complete_item(quote, carried.lead_in)
        if clause.subject is not None:
            carried.antecedents.take(clause.subject, words_of(tokens, clause.subject.start, clause.subject.end))
        phrase = clause.phrase
        fronted = tokens.text[before:start]
        operative = Operative(phrase.verb, phrase.act, self._hedge(tokens, clause, fronted))
        return Draft(span, operative, clause.actors, tokens, clause.start, clause.end, quote, text, fronted)

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
        stretch = self._stretch(tokens, len(tokens))
        if lead is None or stretch is None:
            return []
        first, last, span, quote = stretch
        told = lead.act is Act.PLEDGE and self._tells(tokens.words[first:last])
        if told or is_title(tokens, first, last):
            return []
        operative = Operative(lead.verb, lead.act, lead.force)
        text = complete_item(quote, carried.lead_in)
        return [Draft(span, operative, carried.context.lead_actors, tokens, first, last, quote, text)]

    def _tells(self, words: list[str]) -> bool:
        """Tell an item that is a sentence of its own, "The two have built a bridge", from what a lead-in governs."""
        grammar = self.finder.grammar
        finite = next((at for at, word in enumerate(words) if word in grammar.finite - grammar.modal), None)
        return finite is not None and (grammar.subordinator | grammar.modal).isdisjoint(words[:finite])

    def _draft_impersonal(self, tokens: Tokens, end: int, carried: Carried) -> Draft | None:
        """Draft a stretch whose operative word is no verb of the parties: "any use of force would be unacceptable"."""
        index = self.verbs.pattern_cues
        places = {place for word in tokens.words[:end] if word in index for place in index[word]}
        stretch = self._stretch(tokens, end) if places else None
        if stretch is None:
            return None
        first, last, span, quote = stretch
        span = Span(span.start, span.start + without_attribution(tokens.text[span.start : span.end]))
        quote = " ".join(tokens.text[span.start : span.end].split())
        words = INITIAL.sub("_", quote)
        for pattern in map(self.verbs.patterns.__getitem__, sorted(places)):
            match = pattern.regex.search(words)
            fronted = match and self._count_fronted(pattern, quote, match.start())
            if match is None or fronted is None:
                continue
            begin = _behind_commas(tokens.words, first, fronted)
            begin = begin if last - begin >= SHORTEST else first
            ahead = tokens.text[span.start : tokens.starts[begin]]
            operative = self._judge(pattern, quote[: match.start()])
            span = Span(tokens.starts[begin], span.end)
            quote = " ".join(tokens.text[span.start : span.end].split())
            text = complete_impersonal(quote, carried.antecedents)
            return Draft(span, operative, (ALL,), tokens, begin, last, quote, text, ahead)
        return None

    def _stretch(self, tokens: Tokens, end: int) -> tuple[int, int, Span, str] | None:
        """Return first and last token, span and quote of the words up to token `end`; None for less than a few."""
        words = tokens.words
        last = self.finder.trim_end(words, 0, end)
        first = next((at for at in range(last) if words[at][0].isalnum()), last)
        if last - first < SHORTEST:
            return None
        span = Span(tokens.starts[first], tokens.ends[last - 1])
        return first, last, span, words_of(tokens, first, last)

    def _count_fronted(self, pattern: Pattern, stretch: str, place: int) -> int | None:
        """Return how many commas a fronted phrase ("While it is late, …") has; None where no pattern applies there."""
        if pattern.own and not OWN.search(stretch):
            return None
        before = ASIDE.sub(" ", stretch[:place])
        marker = SUBORDINATE.search(before, len("that") if before.lower().startswith("that ") else 0)  # "That is best"
        if marker is None:
            return int(before.count(", ") == 1 and self._opens_fronted(before.partition(" ")[0].lower()))
        if marker.start() == 0 and "," in before:
            return before.count(", ")
        if DEFINED.match(before[: marker.start()]):
            return None if SUBORDINATE.search(before, marker.end()) else 0
        inside = SUBORDINATE.search(before, marker.end()) or not RELATIVE.match(before.rstrip(), marker.start())
        return None if inside else 0

    def _opens_fronted(self, word: str) -> bool:
        """Tell whether a phrase that a word opens stands in front of a subject: "In this light, …", "Finally, …"."""
        grammar = self.finder.grammar
        return word in grammar.preposition or self.finder.reader.is_adverb(word.rstrip(","))

    def _judge(self, pattern: Pattern, before: str) -> Operative:
        """Return what a pattern says behind some words: "Russia must …" asks, "The work must …" takes a position."""
        if pattern.agent and (
            not self.finder.grammar.agent.isdisjoint(before.lower().split())
            or self.finder.licence.subjects.known.find(before)
        ):
            return Operative(pattern.verb, pattern.agent.act, pattern.agent.force)
        return Operative(pattern.verb, pattern.act, pattern.force)


def _behind_commas(words: list[str], first: int, number: int) -> int:
    """Return the index of the word behind so many commas; the first one's for "As x grows, so must y"."""
    commas = [at for at in range(first, len(words) - 1) if words[at] == ","]
    begin = commas[number - 1] + 1 if 0 < number <= len(commas) else first
    return first if words[begin] == "so" else begin
