"""One pipeline: a document in, its commitments out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from commitrack.extraction.clauses import ClauseFinder
from commitrack.extraction.deadlines import find_deadline
from commitrack.extraction.labels import Piece, label_topics
from commitrack.extraction.scan import Clause, Context
from commitrack.extraction.sentences import split_sentences
from commitrack.extraction.subjects import Cast, SubjectFinder, find_cast
from commitrack.extraction.wording import Antecedents, complete, complete_item, words_of
from commitrack.lexicon import Lexicon, load_lexicon
from commitrack.lexicon.complements import Operative
from commitrack.lexicon.tokens import Tokens, tokenize
from commitrack.lexicon.verbs import Pattern
from commitrack.model import ALL, Block, BlockKind, Commitment, Document, Extraction, Omission, Span, Uncovered


@dataclass(slots=True)
class Draft:
    """A commitment before its labels."""

    span: Span
    operative: Operative
    actors: tuple[str, ...]
    tokens: Tokens
    first: int
    last: int
    heading: Span | None
    text: str = ""
    """Its words made to read alone; empty where the quote does."""
    fronted: str = ""
    """What stands in front of the clause in its sentence: "By the end of 2026,"."""


@dataclass(slots=True)
class State:
    """What is carried from block to block."""

    context: Context = field(default_factory=Context)
    antecedents: Antecedents = field(default_factory=Antecedents)
    heading: Span | None = None
    lead_in: str = ""
    """The words that introduced the list at hand."""
    drafts: list[Draft] = field(default_factory=list)
    uncovered: list[Uncovered] = field(default_factory=list)
    sentences: int = 0


def extract(
    document: Document, *, meeting: date, parties: Sequence[str] = (), lexicon: Lexicon | None = None
) -> Extraction:
    """Return the commitments of a document in the order of its text, and what was left out with the reason.

    `parties` are the statement's own (all of them named together are `all`); deadlines are counted from `meeting`. Ids are
    ordinals; the ledger gives lasting ones. What counts as a commitment follows the project's marking guide.
    """
    return Extractor(document, meeting, parties or document.header.parties, lexicon or load_lexicon()).run()


class Extractor:
    """Takes one document apart."""

    def __init__(self, document: Document, meeting: date, parties: Sequence[str], lexicon: Lexicon) -> None:
        self.document = document
        self.meeting = meeting
        self.lexicon = lexicon
        self.cast: Cast = find_cast(document, parties, lexicon.parties)
        self.subjects = SubjectFinder(self.cast, lexicon.verbs, lexicon.parties)
        self.finder = ClauseFinder(lexicon.verbs, self.subjects)

    def run(self) -> Extraction:
        """Go through the blocks in order."""
        text = self.document.text
        state = State(context=Context(narrated=is_narrated(text), abridged=len(ELLIPSIS.findall(text)) > 3))
        blocks = self.document.blocks
        for at, block in enumerate(blocks):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if block.kind is BlockKind.HEADING:
                state.heading = block.span
                self._read_heading(block, state)
            elif block.kind is not BlockKind.NOTE:
                self._read_block(block, is_list(blocks, at + 1), state)
        return Extraction(
            commitments=tuple(self._label(state.drafts)), uncovered=tuple(state.uncovered), sentences=state.sentences
        )

    def _text(self, span: Span) -> str:
        return " ".join(self.document.text[span.start : span.end].split())

    def _read_heading(self, block: Block, state: State) -> None:
        """Take the words of a heading that introduces a list: "We hereby declare to:"."""
        tokens = tokenize(self.document.text, *block.span)
        clauses = self.finder.find(tokens, state.context) if tokens.words[-1] == ":" else []
        if clauses:
            self._introduce(clauses[-1], tokens, state)
        state.uncovered.append(Uncovered(span=block.span, text=self._text(block.span), reason=Omission.HEADING))

    def _introduce(self, clause: Clause, tokens: Tokens, state: State) -> None:
        state.context.lead, state.context.lead_actors = clause.phrase, clause.actors
        state.lead_in = self._text(Span(tokens.starts[clause.start], tokens.ends[-1])).rstrip(": ")

    def _read_block(self, block: Block, opens_list: bool, state: State) -> None:
        text = self.document.text
        item = block.kind is BlockKind.ITEM
        before = len(state.drafts)
        spans = list(split_sentences(text, block.span))
        for number, span in enumerate(spans):
            state.sentences += 1
            state.context.item = item and number == 0
            introduces = opens_list and number == len(spans) - 1 and bool(INTRODUCES.search(text, span.start, span.end))
            if not item and number == 0 and not introduces and not state.context.lead:
                state.lead_in = ""
            if not self._read_sentence(span, state, introduces=introduces):
                reason = Omission.LEAD_IN if introduces else self._reason(span)
                state.uncovered.append(Uncovered(span=span, text=self._text(span), reason=reason))
        if not item and len(state.drafts) > before and not opens_list:
            state.context.lead, state.lead_in = None, ""

    def _read_sentence(self, span: Span, state: State, *, introduces: bool) -> bool:
        """Draft the commitments of one sentence; False where it has none."""
        tokens = tokenize(self.document.text, span.start, span.end)
        if not tokens.words or self._is_ceremony(tokens):
            return False
        clauses = self.finder.find(tokens, state.context)
        if introduces and clauses:
            self._introduce(clauses[-1], tokens, state)
            following = (
                tokens.words.index("following") if "following" in tokens.words and tokens.words[-1] != ":" else 0
            )
            if following - clauses[-1].start < 12:
                clauses = clauses[:-1]
            if not clauses:
                return False
        drafts = [self._draft(tokens, clause, clauses, state) for clause in clauses]
        first = clauses[0].start if clauses else len(tokens)
        if first > 4 and not introduces:
            bare = self._impersonal(tokens, 0, first, state)
            if bare:
                drafts.insert(0, bare)
        if state.context.item and state.context.lead and not drafts:
            drafts = self._item_draft(tokens, state)
        state.drafts.extend(drafts)
        return bool(drafts)

    def _draft(self, tokens: Tokens, clause: Clause, clauses: list[Clause], state: State) -> Draft:
        phrase, subject = clause.phrase, clause.subject
        start, end = tokens.starts[clause.start], tokens.ends[clause.end - 1]
        end = start + _attribution(self.document.text[start:end])
        quote = self._text(Span(start, end))
        text = complete(quote, tokens, clause, clauses, state.antecedents)
        if text == quote and state.context.item and subject is None and clause is clauses[0]:
            text = complete_item(quote, state.lead_in)
        if subject is not None:
            state.antecedents.take(subject, words_of(tokens, subject.start, subject.end))
        number = clauses.index(clause)
        before = tokens.ends[clauses[number - 1].end - 1] if number else tokens.starts[0]
        return Draft(
            Span(start, end),
            Operative(phrase.verb, phrase.act, phrase.force),
            clause.actors,
            tokens,
            clause.start,
            clause.end,
            state.heading,
            text=text,
            fronted=self.document.text[before:start],
        )

    def _item_draft(self, tokens: Tokens, state: State) -> list[Draft]:
        """Make an item without an operative word of its own a commitment of the words that introduced it."""
        lead = state.context.lead
        if lead is None or len(tokens) < 4:
            return []
        end = self.finder.trim_end(tokens.words, 0, len(tokens))
        first = next((at for at in range(len(tokens)) if tokens.words[at][0].isalnum()), 0)
        span = Span(tokens.starts[first], tokens.ends[end - 1])
        operative = Operative(lead.verb, lead.act, lead.force)
        text = complete_item(self._text(span), state.lead_in)
        return [Draft(span, operative, state.context.lead_actors, tokens, first, end, state.heading, text=text)]

    def _impersonal(self, tokens: Tokens, start: int, end: int, state: State) -> Draft | None:
        """Draft a stretch whose operative word is no verb of the parties: "any use of force would be unacceptable"."""
        end = self.finder.trim_end(tokens.words, start, end)
        while start < end and not tokens.words[start][0].isalnum():
            start += 1
        if end - start < 4:
            return None
        begin, stop = tokens.starts[start], tokens.ends[end - 1]
        stretch = self.document.text[begin:stop]
        for pattern in self.lexicon.verbs.patterns:
            match = pattern.regex.search(stretch)
            if match and self._applies(pattern, stretch, match):
                operative = Operative(pattern.verb, pattern.act, pattern.force)
                return Draft(Span(begin, stop), operative, (ALL,), tokens, start, end, state.heading)
        return None

    def _applies(self, pattern: Pattern, stretch: str, match: re.Match[str]) -> bool:
        before = stretch[: match.start()]
        marker = SUBORDINATE.search(before)
        if marker and (marker.start() or "," not in before):
            return False
        return not pattern.own or bool(OWN.search(stretch))

    def _is_ceremony(self, tokens: Tokens) -> bool:
        """Tell whether somebody is only welcomed somewhere."""
        return bool(CEREMONY.match(tokens.text, tokens.starts[0], tokens.ends[-1]))

    def _reason(self, span: Span) -> Omission:
        words = set(tokenize(self.document.text, span.start, span.end).words)
        if words & self.lexicon.verbs.courtesy:
            return Omission.COURTESY
        if words & self.lexicon.verbs.meeting:
            return Omission.MEETING
        if words & {"have", "has", "had", "was", "were"}:
            return Omission.PAST
        return Omission.BACKGROUND if words & set(self.lexicon.verbs.forms) else Omission.NO_VERB

    def _label(self, drafts: list[Draft]) -> list[Commitment]:
        text, topics = self.document.text, self.lexicon.topics
        pieces = [Piece(draft.tokens, draft.first, draft.last, draft.heading) for draft in drafts]
        commitments = []
        for number, (draft, keys) in enumerate(zip(drafts, label_topics(pieces, topics, text), strict=True), 1):
            quote = self._text(draft.span)
            due, due_text = find_deadline(quote, self.meeting)
            commitments.append(
                Commitment(
                    id=str(number),
                    quote=quote,
                    text=draft.text or quote,
                    span=draft.span,
                    act=draft.operative.act,
                    verb=draft.operative.verb,
                    force=draft.operative.force,
                    actors=draft.actors,
                    topics=keys,
                    due=due,
                    due_text=due_text,
                )
            )
        return commitments


ELLIPSIS = re.compile(r"\.{3,}|…")
INTRODUCES = re.compile(r":\W*$|\bfollowing\b|\bas follows\b", re.IGNORECASE)
SUBORDINATE = re.compile(r"\b(?:that|which|who|whose|while|because|although|if|when|as)\b", re.IGNORECASE)
OWN = re.compile(r"\b(?:our|we|their|us)\b", re.IGNORECASE)
CEREMONY = re.compile(
    r"[^;]{0,120}?\bwelcom(?:e|ed|es|ing) [^;]{0,90}? to (?:the White House|the Oval Office|his|her|Camp|Mar-a-Lago|Washington|[A-Z]\w+(?:,? [A-Z]\w+)? (?:today|on|for))\b"
)
ATTRIBUTION = re.compile(
    r"[,.]?[”\"],? (?:the |their |its |a )?(?:joint )?\w+ (?:\w+ )?(?:said|declared|read|stated|added|noted)\b|[,.][”\"]\s+(?:said|declared|according)\b"
)
PAST_TENSE = re.compile(
    r"\b(?:leaders|ministers|sides|president|minister|they|officials|secretary|participants|countries|states|both)\b(?: \w+){0,2}? "
    r"(?:reaffirmed|affirmed|welcomed|underscored|emphasized|agreed|committed|reiterated|discussed|announced|decided|noted|expressed|highlighted|stressed)\b",
    re.IGNORECASE,
)
PRESENT_TENSE = re.compile(
    r"\bwe\b|\b(?:leaders|ministers|they) (?:reaffirm|welcome|underscore|emphasize|commit|express)\b", re.IGNORECASE
)


def is_list(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a list starts at a block, headings and a short note in front of it aside."""
    for block in blocks[at : at + 4]:
        if block.kind is BlockKind.ITEM:
            return True
        if block.kind is BlockKind.PARAGRAPH and block.span.end - block.span.start > 400:
            return False
    return False


def is_narrated(text: str) -> bool:
    """Tell whether a text tells of its meeting in the past tense ("the leaders announced")."""
    return len(PAST_TENSE.findall(text)) > len(PRESENT_TENSE.findall(text))


def _attribution(clause: str) -> int:
    """Return the length of a clause without the words that only say who said it."""
    match = ATTRIBUTION.search(clause)
    return match.start() if match else len(clause)
