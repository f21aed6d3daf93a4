"""Who acts: the noun phrase in front of a verb, and the parties that it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.parties import Mention, Parties
from commitrack.lexicon.tokens import Tokens
from commitrack.lexicon.verbs import Verbs
from commitrack.model import ALL, Document

ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{2,}$|[A-Z]-?[A-Z]+$")
OFFICE_NAME = r"(?:President|Prime Minister|Chancellor|Foreign Minister|Secretary of State|Secretary of Defense|Defen[sc]e Minister|Minister|King|Premier|Crown Prince)"
NAME = r"[A-ZÀ-Ý][\w.’'-]+(?:,? (?:[A-ZÀ-Ý][\w.’'-]*|Jr\.|bin|al|el|de|von|der)){0,4}"
PERSON_OF = re.compile(rf"{OFFICE_NAME} (?P<name>{NAME}),? of (?:the )?(?P<party>[A-ZÀ-Ý][\w’' ]{{3,40}})")
PERSON_AFTER = re.compile(
    rf"(?:Minister|Secretary of State|President) of (?:the )?(?P<party>[A-Z][\w ]*?(?:America|Korea|Japan|[A-Z]\w+)) (?P<name>{NAME})"
)


PERSON_BEFORE = re.compile(rf"(?P<name>{NAME}), {OFFICE_NAME} of (?:the )?(?P<party>[A-ZÀ-Ý][\w’' ]{{3,40}})")


class Subject(NamedTuple):
    """A noun phrase that acts: tokens `start` to `end` (exclusive) of its sentence."""

    start: int
    end: int
    actors: tuple[str, ...]
    joint: bool = False
    """True where it is not the parties but what they do together ("the initiative")."""
    pronoun: str = ""
    single: str = ""
    """The one party it names, for a later "he" or "she"."""
    foreign: bool = False
    """True where it names nobody of the statement's parties."""


@dataclass(slots=True)
class Cast:
    """The parties of one statement and where its text names them or their people."""

    parties: tuple[str, ...]
    mentions: Sequence[Mention]
    starts: Sequence[int]
    people: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)

    def ending_at(self, offset: int) -> Mention | None:
        """Return the mention that ends at a character offset, or covers it."""
        at = bisect_left(self.starts, offset) - 1
        if at >= 0:
            mention = self.mentions[at]
            if mention.span.start < offset <= mention.span.end + 2:
                return mention
        return None


def find_cast(document: Document, parties: Sequence[str], known: Parties) -> Cast:
    """Collect who acts in a document: its parties, every mention, and the people that its first paragraphs introduce."""
    text = document.text
    leaders = known.find_leaders(text)
    covered = [(m.span.start, m.span.end) for m in leaders]
    starts = [start for start, _ in covered]

    def is_free(mention: Mention) -> bool:
        at = bisect_left(starts, mention.span.end) - 1
        return at < 0 or covered[at][1] <= mention.span.start

    mentions = sorted([*leaders, *filter(is_free, known.find(text, adjectives=False))], key=lambda m: m.span)
    return Cast(
        parties=tuple(parties),
        mentions=mentions,
        starts=[m.span.start for m in mentions],
        people=_people(text[:3000], known),
        offices=_offices(parties, known),
    )


def _people(head: str, known: Parties) -> dict[str, str]:
    """Map the names of people that a statement introduces with office and party to their party."""
    people: dict[str, str] = {}
    for pattern in (PERSON_OF, PERSON_AFTER, PERSON_BEFORE):
        for match in pattern.finditer(head):
            found = known.find(match["party"])
            if found and found[0].span.start <= 4:
                for name in re.findall(r"[^\W\d_]{3,}", match["name"]):
                    people.setdefault(name.casefold(), found[0].party)
    return people


def _offices(parties: Sequence[str], known: Parties) -> dict[str, str]:
    """Map an office to the party of this statement that alone has it ("the President")."""
    owners: dict[str, set[str]] = {}
    for party in parties:
        row = known.rows.get(party)
        for office in row.offices if row else ():
            owners.setdefault(office.casefold(), set()).add(party)
    return {office: next(iter(owner)) for office, owner in owners.items() if len(owner) == 1}


class SubjectFinder:
    """Finds the noun phrase that ends in front of a verb, by walking back from it."""

    def __init__(self, cast: Cast, verbs: Verbs, known: Parties) -> None:
        self.cast = cast
        self.verbs = verbs
        self.known = known
        self.grammar = load_grammar()

    def ending_at(self, tokens: Tokens, last: int) -> Subject | None:
        """Return the subject whose last token is `last`, or None where no party or joint work stands there."""
        word = tokens.words[last]
        if word in self.grammar.pronoun or (word == "i" and tokens.raw(last) == "I"):
            return Subject(last, last + 1, (ALL,), pronoun=word)
        if word in ("he", "she", "it"):
            return Subject(last, last + 1, (), pronoun=word)
        start, parties, kind = self._item(tokens, last)
        if kind is None:
            return None
        named = [*parties]
        at, linked = start, False
        while at > 1:
            before = self._before_conjunction(tokens, at, linked)
            if before is None:
                break
            first, more, item = self._item(tokens, before)
            if first > 0 and tokens.words[first - 1] in self.grammar.governing:
                break
            if item is None or (item == "joint") != (kind == "joint"):
                break
            named = [*more, *named]
            at, linked = first, True
            if item == "party" or kind == "party":
                kind = "party"
        return self._resolve(tokens, at, last + 1, named, kind)

    def _before_conjunction(self, tokens: Tokens, at: int, linked: bool) -> int | None:
        """Return the last token of the list item before `at`: over "and", or over a comma once an "and" was seen."""
        words = tokens.words
        if words[at - 1] in ("and", "&", "-", "–"):
            return at - 3 if at > 2 and words[at - 2] == "," else at - 2
        if linked and words[at - 1] == ",":
            return at - 2
        return None

    def _item(self, tokens: Tokens, last: int) -> tuple[int, list[str], str | None]:
        """Read one item of a subject backwards: its first token, the parties it names, its kind (None: no actor)."""
        words = tokens.words
        if last < 0:
            return 0, [], None
        if words[last] == ")":
            opened = next((at for at in range(last, max(-1, last - 8), -1) if words[at] == "("), None)
            if opened is None or opened == 0:
                return last, [], None
            last = opened - 1
        if not words[last][0].isalnum():
            return last, [], None
        mention = self.cast.ending_at(tokens.ends[last])
        if mention and mention.span.start >= tokens.starts[0]:
            first = last
            while first > 0 and tokens.starts[first - 1] >= mention.span.start:
                first -= 1
            return self._absorb(tokens, first, [mention.party])
        word = words[last].rstrip("'")
        if word in self.verbs.collective:
            return self._absorb_modifiers(tokens, last, "collective")
        person = self.cast.people.get(word) if tokens.is_capital(last) else None
        if person:
            first = last
            while first > 0 and tokens.is_capital(first - 1) and words[first - 1][0].isalpha():
                first -= 1
            return first, [person], "party"
        if word in self.verbs.joint or (ACRONYM.match(tokens.raw(last)) and len(word) > 2):
            return self._absorb_modifiers(tokens, last, "joint")
        return last, [], None

    def _absorb(self, tokens: Tokens, first: int, parties: list[str]) -> tuple[int, list[str], str | None]:
        """Take articles, titles and "the leaders of" in front of a named party."""
        words = tokens.words
        while first > 0:
            word = words[first - 1]
            if (
                word == "the"
                or (word in self.verbs.collective and tokens.is_capital(first - 1))
                or word == "prime"
                or (word in self.grammar.title and tokens.is_capital(first - 1))
            ):
                first -= 1
            elif word == "of" and first > 1 and (leader := self._person_before(tokens, first - 2)):
                first -= 2
                while first > 0 and tokens.starts[first - 1] >= leader.span.start:
                    first -= 1
            elif (word == "of" and first > 1 and words[first - 2] in self.verbs.collective) or (
                word == "of" and first > 2 and words[first - 2] == "state"
            ):
                first -= 2
            else:
                break
        return first, parties, "party"

    def _person_before(self, tokens: Tokens, last: int) -> Mention | None:
        """Return the person whose name, with or without "Jr.", ends at a token."""
        while last > 0 and tokens.words[last] in (".", ",", "jr", "sr", "ii", "iii"):
            last -= 1
        return self.cast.ending_at(tokens.ends[last])

    def _absorb_modifiers(self, tokens: Tokens, last: int, kind: str) -> tuple[int, list[str], str | None]:
        """Take the words in front of a collective noun: "our three", "the Quad", "participating"."""
        words = tokens.words
        first = last
        parties: list[str] = []
        while first > 0 and last - first < 9:
            word = words[first - 1]
            mention = self.cast.ending_at(tokens.ends[first - 1]) if word[0].isalnum() else None
            if mention:
                parties.insert(0, mention.party)
                first -= 1
                while first > 0 and tokens.starts[first - 1] >= mention.span.start:
                    first -= 1
            elif word in self.grammar.modifier:
                first -= 1
            elif word == "-" and first > 1 and words[first - 2].isalpha():
                first -= 2
            elif (tokens.is_capital(first - 1) and word[0].isalpha() and first > 1) or (
                kind == "joint" and word.isalpha() and word not in self.grammar.no_modifier
            ):
                first -= 1
            else:
                break
        return first, parties, kind

    def _resolve(self, tokens: Tokens, start: int, end: int, named: list[str], kind: str) -> Subject | None:
        words = tokens.words
        parties = tuple(dict.fromkeys(named))
        if kind == "joint":
            return Subject(start, end, (ALL,), joint=True)
        if kind == "collective":
            head = words[end - 1] if words[end - 1] != ")" else words[start]
            if head in self.grammar.single_office and not parties:
                office = (
                    " ".join(words[max(start, end - 2) : end])
                    if words[end - 2 : end - 1] in (["prime"], ["foreign"])
                    else head
                )
                owner = self.cast.offices.get(office)
                plural = "and" in words[start:end]
                return Subject(start, end, (owner,) if owner and not plural else (ALL,), single=owner or "")
            adjective = self.known.find(tokens.text[tokens.starts[start] : tokens.ends[end - 1]], adjectives=True)
            parties = parties or tuple(dict.fromkeys(m.party for m in adjective))
        if parties and not self._belongs(parties):
            return Subject(start, end, (), foreign=True)
        actors = self.actors(parties)
        return Subject(start, end, actors, single=actors[0] if len(actors) == 1 and actors[0] != ALL else "")

    def actors(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the actors that named parties make: `("all",)` where they are the whole group, or a group of it."""
        mine = self.cast.parties
        if not parties or any(party in self.known.groups and party not in mine for party in parties):
            return (ALL,)
        if len(mine) > 1 and set(mine) <= set(parties):
            return (ALL,)
        return parties

    def _belongs(self, parties: tuple[str, ...]) -> bool:
        """Tell whether one of these is a party of the statement, a member of one, or a group."""
        mine = self.cast.parties
        groups = self.known.groups
        members = {member for party in mine for member in groups.get(party, ())}
        return not mine or any(party in mine or party in members or party in groups for party in parties)
