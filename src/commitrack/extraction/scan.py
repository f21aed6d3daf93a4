"""What passes between the parts of clause finding: clauses, what a sentence takes over, the state of a walk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct, field

from commitrack.extraction.auxiliaries import PhraseReader
from commitrack.extraction.phrases import Phrase
from commitrack.extraction.subjects import Subject
from commitrack.lexicon.grammar import Grammar
from commitrack.lexicon.tokens import Tokens, word_at
from commitrack.model import ALL, Act

LONGEST_TITLE = 10  # words
DASHES = ("–", "—", "-")  # an aside that closes with one has opened with one


class Clause(NamedTuple):
    """An operative clause: tokens `start` to `end` (exclusive) of its sentence."""

    start: int
    end: int
    """The end of the sentence, as long as nothing is found that ends it earlier."""
    phrase: Phrase
    actors: tuple[str, ...]
    subject: Subject | None = None
    """Its own subject; None where it shares the one of another clause."""
    carrier: int | None = None
    """Index of the clause whose subject it shares."""
    fragment: bool = False
    """True where the subject was cut or never stood there."""
    shared: tuple[int, int] | None = None
    """Tokens in front of a list of promises that count for this one too: "will continue to"."""


class Context(Struct):
    """What a sentence takes over from the text before it."""

    narrated: bool = False
    """True where the text tells of the meeting in the past tense."""
    abridged: bool = False
    """True where ellipses and slashes stand for what was cut."""
    single: str = ""
    """The party that a later "he" or "she" stands for."""
    joint: bool = False
    """True where the last subject was joint work, which "it" may stand for."""
    body: bool = False
    """True where the last subject was a body that speaks for all ("the Council"), which "it" may stand for."""
    paper: bool = False
    """True where the sentence before named the parties' own paper, or what "it" says, which "it" may stand for."""
    act: Act | None = None
    """The act that the sentence before ended in, which "this includes" and "it will" may go on."""
    item: bool = False
    """True for an item of a list, which may open with a bare verb."""
    headed: bool = False
    """True behind a heading that ran into the text: what follows it says itself what it is."""
    lead: Phrase | None = None
    """The phrase that introduced the list, for an item that has none of its own."""
    lead_actors: tuple[str, ...] = (ALL,)
    lead_governs: bool = True
    """True where it can govern a verb that opens an item: "urge them to:", but not "welcomed as follows:"."""


class Scan(Struct):
    """The state of one walk through a sentence."""

    tokens: Tokens
    words: list[str]
    context: Context
    framed: int = 0
    """Where the clause starts that a document says, or 0: "The statement said | both will"."""
    heads: list[Clause] = field(default_factory=list)
    """The clauses so far."""
    quoting: bool = False
    """True while a clause is open that belongs to the phrase before it: "note that …"."""
    cuts: list[int] = field(default_factory=list)
    """Where something starts that belongs to no clause, such as thanks."""
    breaks: list[int] = field(default_factory=list)
    """The same, where it ends a clause however short that is."""

    def carrier(self) -> int | None:
        """Return the index of the clause whose subject the next one shares."""
        for at in range(len(self.heads) - 1, -1, -1):
            if self.heads[at].subject is not None:
                return at
        return 0 if self.heads else None

    def subject(self) -> Subject | None:
        """Return the subject that the next clause shares."""
        at = self.carrier()
        return None if at is None else self.heads[at].subject

    def actors(self) -> tuple[str, ...]:
        """Return whose the next clause is if it has no subject of its own."""
        at = self.carrier()
        if at is None:
            return self.context.lead_actors if self.context.item else (ALL,)
        return self.heads[at].actors

    def opening(
        self, start: int, phrase: Phrase, actors: tuple[str, ...] = (ALL,), subject: Subject | None = None
    ) -> Clause:
        """Return a clause that shares no subject with another one."""
        return Clause(start, len(self.words), phrase, actors, subject)

    def sharing(
        self, start: int, phrase: Phrase, *, fragment: bool = False, shared: tuple[int, int] | None = None
    ) -> Clause:
        """Return a clause without a subject of its own: whose it is follows from what stands before it."""
        carrier = self.carrier()
        return Clause(start, len(self.words), phrase, self.actors(), None, carrier, fragment, shared)


def find_inner(words: Sequence[str], start: int, end: int, reader: PhraseReader) -> int | None:
    """Return where an infinitive or a relative clause opens with an action: "to (further) keep it", "that keep it"."""
    for at in range(start, end - 1):
        if words[at] in reader.grammar.inner:
            verb = at + 1 + reader.is_adverb(words[at + 1])
            if verb < end and words[verb] in reader.verbs.actions:
                return at
    return None


def skip_back(words: Sequence[str], at: int, reader: PhraseReader) -> int:
    """Return the index of the last word up to `at` that is no adverb; -1 in front of the first."""
    weekday, phrasal = reader.grammar.weekday, reader.grammar.phrasal
    while at >= 0:
        if at and words[at] in phrasal and words[at - 1] in ("in", "by"):
            at -= 2  # "in particular will"
        elif at and (words[at - 1], words[at]) in reader.pairs:
            at -= 2  # "and once more call on"
        elif words[at] in weekday or reader.is_adverb(words[at]):
            at -= 1 + (words[at] in weekday and words[at - 1] == "on")  # "on Tuesday denounced"
        else:
            break
        if at > 0 and words[at] in ("and", ",") and reader.is_adverb(words[at - 1]):
            at -= 1
    return at


def is_manner(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """Tell what only says how something is done: "building on the plan", "starting with the port"."""
    follow = word_at(words, at + 1)
    if at and words[at - 1] == "to":
        return False  # "commit to working with"
    return words[at] in grammar.manner and follow in grammar.preposition and follow != "to"


def find_word(words: Sequence[str], start: int, end: int) -> int:
    """Return the first token from `start` on that is no mere sign; `end` where there is none before it."""
    return next((at for at in range(start, end) if words[at][0].isalnum()), end)


def is_dash(tokens: Tokens, at: int) -> bool:
    """Tell a dash, or the hyphen that stands for one between spaces, from that of "U.S.-Japan"."""
    spaced = tokens.starts[at] > tokens.ends[at - 1]
    return tokens.words[at] in DASHES and (spaced or tokens.words[at] != "-")


def is_title(tokens: Tokens, start: int, end: int) -> bool:
    """Tell the name of a pillar, or a heading, from a sentence: "Investing in Our People", all its words capitals."""
    words = tokens.words
    content = [at for at in range(start, end) if len(words[at]) > 3 and words[at][0].isalpha()]
    return 1 < len(content) <= LONGEST_TITLE and all(map(tokens.is_capital, content))
