"""One pipeline: a document in, its commitments out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct, field

from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.cast import find_cast, name_own
from commitrack.extraction.clauses import ClauseFinder
from commitrack.extraction.deadlines import find_deadline
from commitrack.extraction.drafting import Carried, Draft, Drafter
from commitrack.extraction.omissions import Omissions
from commitrack.extraction.register import (
    find_formality,
    introduces_list,
    is_abridged,
    is_narrated,
    runs_in,
    starts_list,
)
from commitrack.extraction.repeats import find_repeats
from commitrack.extraction.scan import Clause, Context
from commitrack.extraction.sentences import split_sentences
from commitrack.extraction.subjects import SubjectFinder
from commitrack.extraction.topics import Piece, label_topics
from commitrack.extraction.wording import Antecedents
from commitrack.lexicon import Lexicon, load_lexicon
from commitrack.lexicon.tokens import Tokens, tokenize
from commitrack.model import ALL, Act, Block, BlockKind, Commitment, Document, Extraction, Omission, Span, Uncovered

LEADS_ON = (["which", "will", ":"], ["focused", "on", ":"], ["including", "on", ":"])
"""How a clause that says something by itself leads on to a list: "will open a school, which will: …"."""
EXAMPLES = ["including", ":"]
"""How a position leads on to its examples, "welcomed the projects, including: …"; a promise hands its verb to them."""
LABEL = 7  # tokens of what parts a list, and ends none: "In the area of trade:"
LONGEST_OPEN = 5  # tokens behind a verb that may lead to an object that is missing: "place | high value on:"


class Harvest(Struct):
    """What has been found so far, each draft with the heading it stands under."""

    drafts: list[tuple[Draft, Span | None]] = field(default_factory=list)
    uncovered: list[Uncovered] = field(default_factory=list)
    sentences: int = 0


def extract(
    document: Document, *, meeting: date, parties: Sequence[str] = (), lexicon: Lexicon | None = None
) -> Extraction:
    """Return the commitments of a document in the order of its text, and what was left out with the reason.

    `parties` are the statement's own (all of them named together are `all`); deadlines are counted from `meeting`. Ids
    are ordinals; the ledger gives lasting ones. What counts as a commitment follows the rule of summit compliance
    research (Kirton, Kokotsis et al., Compliance Coding Manual, University of Toronto), widened to positions.
    """
    return Extractor(document, meeting, parties or document.header.parties, lexicon or load_lexicon()).run()


class Extractor:
    """Takes one document apart."""

    def __init__(self, document: Document, meeting: date, parties: Sequence[str], lexicon: Lexicon) -> None:
        self.document = document
        self.text = document.text
        self.meeting = meeting
        self.lexicon = lexicon
        cast = find_cast(document, parties, lexicon.parties)
        self.parties = cast.parties
        self.own_names = name_own(parties, lexicon.parties, lexicon.topics.keys)
        self.finder = ClauseFinder(PhraseReader(lexicon.verbs), SubjectFinder(cast, lexicon.parties))
        self.drafter = Drafter(self.finder)
        self.omissions = Omissions(self.finder)
        context = Context(narrated=is_narrated(self.text), abridged=is_abridged(self.text))
        self.carried = Carried(context, Antecedents())
        self.harvest = Harvest()

    def run(self) -> Extraction:
        """Go through the blocks in order."""
        heading = None
        for at, block in enumerate(self.document.blocks):
            if block.kind is BlockKind.HEADING:
                if self.harvest.drafts or self.lexicon.topics.find(tokenize(self.text, *block.span)):
                    heading = block.span  # not a date or a byline under the title
                self._read_heading(block)
            elif block.kind is not BlockKind.NOTE:
                self.carried.context.headed = at > 0 and runs_in(self.document.blocks[at - 1])
                self._read_block(block, heading, opens_list=starts_list(self.document.blocks, at + 1))
        return Extraction(
            commitments=tuple(self._label()),
            uncovered=tuple(self.harvest.uncovered),
            sentences=self.harvest.sentences,
        )

    def _omit(self, span: Span, reason: Omission, *, part: bool = False) -> None:
        words = self.text[span.start : span.end]
        self.harvest.uncovered.append(Uncovered(span=span, text=words, reason=reason, part=part))

    def _read_heading(self, block: Block) -> None:
        """Take the words of a heading that introduces a list: "We hereby declare to:"."""
        tokens = tokenize(self.text, *block.span)
        if tokens.words and tokens.words[-1] == ":":
            clauses = self.finder.find(tokens, self.carried.context)
            if clauses:
                self.drafter.introduce(tokens, clauses, self.carried)
        self._omit(block.span, Omission.HEADING)

    def _read_block(self, block: Block, heading: Span | None, *, opens_list: bool) -> None:
        item = block.kind is BlockKind.ITEM
        context, before = self.carried.context, len(self.harvest.drafts)
        spans = list(split_sentences(self.text, block.span))
        for number, span in enumerate(spans):
            context.item = item and number == 0
            introduces = opens_list and number == len(spans) - 1 and introduces_list(self.text, *span)
            self._read_sentence(span, heading, introduces=introduces)
        if not item and not opens_list and len(self.harvest.drafts) > before:
            self.carried.end_list()

    def _read_sentence(self, span: Span, heading: Span | None, *, introduces: bool) -> None:
        """Draft the commitments of one sentence; say why it has none, or what of it they leave over."""
        self.harvest.sentences += 1
        tokens = tokenize(self.text, *span)
        clauses = self.finder.find(tokens, self.carried.context) if tokens.words else []
        formality, reason = find_formality(tokens)
        if introduces and formality and not any(tokens.starts[clause.start] > formality for clause in clauses):
            self.carried.end_list()
            introduces = False  # "Nothing in this order shall impair:" governs nothing
        if introduces and not clauses:
            self._take_bare(tokens)
        elif introduces:
            clauses = self._take_lead(tokens, clauses)
        elif clauses and self._breaks_off(tokens.words[clauses[-1].phrase.stop :]):
            clauses, introduces = clauses[:-1], True  # what it introduced was lost
        bare = introduces and not clauses
        drafts = [] if bare or not tokens.words else self.drafter.draft(tokens, clauses, self.carried)
        drafts = _without_formality(drafts, formality)
        self.harvest.drafts += [(draft, heading) for draft in drafts]
        self.carried.context.act = drafts[-1].operative.act if drafts else None
        if not clauses and (speaker := self.finder.find_attendants(tokens)):
            self.drafter.hear(tokens, speaker, self.carried)
        if drafts:
            self._omit_parts(tokens, drafts, introduces=introduces)
        elif introduces:
            self._omit(span, Omission.LEAD_IN)
        else:
            self._omit(span, reason if formality else self.omissions.judge(tokens, 0, len(tokens)))

    def _take_bare(self, tokens: Tokens) -> None:
        """Hand to a list what leads in to it without a clause: "Both leaders:", or a promise, "Our aim is to:"."""
        if speaker := self.finder.read_speaker(tokens):
            self.drafter.present(tokens, speaker, self.carried)
            return
        grammar = self.finder.grammar
        governing = grammar.preposition | grammar.modal | grammar.containing  # what cannot stand without its items
        governs = not governing.isdisjoint(tokens.words[-2:-1]) and tokens.words[-2:] != EXAMPLES
        position = self.drafter.impersonals.read(tokens, 0, len(tokens)) if governs else None
        if position and position.operative.act is Act.PLEDGE:
            self.drafter.hand_on(tokens, position, self.carried)
        elif not self.carried.context.item and len(tokens) > LABEL:
            self.carried.end_list()  # "In 2023, coal accounted for:"

    def _breaks_off(self, rest: list[str]) -> bool:
        """Tell from what stands behind a phrase that its object is missing: "place | high value on:", "agree | to"."""
        leading = self.finder.grammar.preposition | {"that"}
        open_end = rest[-1:] == [":"] and leading.issuperset(rest[-2:-1]) and "," not in rest
        return rest == ["to"] or (open_end and len(rest) <= LONGEST_OPEN)

    def _omit_parts(self, tokens: Tokens, drafts: list[Draft], *, introduces: bool) -> None:
        """Say what of a sentence its commitments leave over; the end of one that introduces a list does just that."""
        for first, last in self.omissions.find_parts(tokens, drafts):
            leads = introduces and first > drafts[-1].first
            reason = Omission.LEAD_IN if leads else self.omissions.judge(tokens, first, last, part=True)
            self._omit(Span(tokens.starts[first], tokens.ends[last - 1]), reason, part=True)

    def _take_lead(self, tokens: Tokens, clauses: list[Clause]) -> list[Clause]:
        """Hand the last clause to the list that it introduces; return the clauses that are commitments all the same.

        The last one is where it says something of its own and leads on to the list: "will open a school, which will:".
        """
        words, last = tokens.words, clauses[-1]
        promised = last.phrase.act is Act.PLEDGE
        ends = LEADS_ON if promised else (*LEADS_ON, EXAMPLES)
        leads_on = next((end for end in ends if words[-len(end) :] == end), None)
        if promised or leads_on is None:
            self.drafter.introduce(tokens, clauses, self.carried)
        else:
            self.carried.context.lead = None  # "welcomed the projects, including:" governs no verbs
        if leads_on:
            end = self.finder.endings.trim(words, last.start, len(words) - len(leads_on))
            return [*clauses[:-1], last._replace(end=end)]
        return clauses[:-1]

    def _label(self) -> list[Commitment]:
        drafts = [draft for draft, _ in self.harvest.drafts]
        pieces = [Piece(draft.tokens, draft.first, draft.last, heading) for draft, heading in self.harvest.drafts]
        labels = label_topics(pieces, self.lexicon.topics, self.text, self.own_names)
        repeats = find_repeats(drafts)
        return [
            self._commitment(at, draft, topics, repeats.get(at))
            for at, (draft, topics) in enumerate(zip(drafts, labels, strict=True))
        ]

    def _commitment(self, at: int, draft: Draft, topics: tuple[str, ...], repeated: int | None) -> Commitment:
        parties = self.parties if draft.actors == (ALL,) else draft.actors
        due, due_text = find_deadline(
            draft.quote, self.meeting, fronted=draft.fronted, verb=draft.verb, parties=parties
        )
        return Commitment(
            id=_id(at),
            quote=draft.quote,
            text=draft.text,
            span=draft.span,
            act=draft.operative.act,
            verb=draft.operative.verb,
            force=draft.operative.force,
            actors=draft.actors,
            topics=topics,
            due=due,
            due_text=due_text,
            restates="" if repeated is None else _id(repeated),
        )


def _without_formality(drafts: list[Draft], end: int) -> list[Draft]:
    """Return drafts without the last that starts in front of an offset, where a formality ends."""
    at = sum(draft.span.start < end for draft in drafts)
    return drafts[: at - 1] + drafts[at:] if at else drafts


def _id(at: int) -> str:
    """Return the ordinal by which the commitment at a place goes until a ledger names it."""
    return str(at + 1)
