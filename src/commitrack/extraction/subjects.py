"""Who acts: the noun phrase in front of a verb, and the parties that it names."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from commitrack.extraction.cast import Cast
from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.parties import Mention, Parties
from commitrack.lexicon.tokens import Tokens
from commitrack.lexicon.verbs import Verbs
from commitrack.model import ALL
from commitrack.patterns import compile_late

ACRONYM = compile_late(r"[A-Z][A-Z0-9-]{2,}$")
LONGEST = 9  # tokens of one item of a subject
LONGEST_NAME = 6  # tokens of an office and a person's name
MODIFIED_BY = frozenset({"of", "from", "to", "in"})  # behind a noun whose phrase goes on
HEADS = ["heads", "of", "state", "and"]  # "… Government"
SUFFIXES = frozenset({".", ",", "jr", "sr", "ii", "iii"})  # behind a person's name


class Kind(StrEnum):
    """What the head of a noun phrase is."""

    PARTY = "party"
    COLLECTIVE = "collective"  # "the leaders", "both sides"
    JOINT = "joint"  # what the parties do together: "the initiative"


class Subject(NamedTuple):
    """A noun phrase that acts: tokens `start` to `end` (exclusive) of its sentence."""

    start: int
    end: int
    actors: tuple[str, ...]
    joint: bool = False
    """True where it is not the parties but what they do together."""
    pronoun: str = ""
    single: str = ""
    """The one party it names, for a later "he" or "she"."""
    silent: int = 0
    """Where the clause starts, if a verb that is no operative one stands between: "thanked Kenya and …"."""
    plural: bool = False
    """True where a third-person singular verb can't follow."""
    foreign: bool = False
    """True where it names nobody of the statement's parties."""


class Item(NamedTuple):
    """One member of a subject such as "Japan, the ROK and the United States"."""

    start: int
    parties: tuple[str, ...]
    kind: Kind


class SubjectFinder:
    """Finds the noun phrase that ends in front of a verb, by walking back from it."""

    def __init__(self, cast: Cast, verbs: Verbs, known: Parties) -> None:
        self.cast = cast
        self.verbs = verbs
        self.known = known
        self.grammar = load_grammar()
        self.single_office = self.grammar.single_office | cast.offices.keys()
        self.collective = self.grammar.collective | cast.offices.keys()

    def ending_at(self, tokens: Tokens, last: int) -> Subject | None:
        """Return the subject whose last token is `last`, or None where no party or joint work stands there."""
        word = tokens.words[last]
        if word in self.grammar.pronoun:
            return Subject(last, last + 1, (ALL,), pronoun=word, plural=True)
        if word == "us" and tokens.words[last - 1] == "of" and tokens.words[last - 2] in self.grammar.quantity:
            return Subject(last - 2, last + 1, (ALL,), pronoun="we")
        if word in ("he", "she", "it", "this"):
            return Subject(last, last + 1, (), pronoun=word)
        if tokens.raw(last).endswith(("'s", "’s", "s'", "s’")):
            return None  # "Japan's request that"
        item = self._read_item(tokens, last) or self._read_unknown(tokens, last)
        if item is None or self._is_governed(tokens, item.start):
            modified = self._ending_modified(tokens, last)
            if modified or item is None:
                return modified
        item = self._read_list(tokens, item)
        if item is None or self._is_governed(tokens, item.start):
            return self._ending_modified(tokens, last) or (item and self._resolve(tokens, last + 1, item))
        return self._resolve(tokens, last + 1, item)

    def _read_unknown(self, tokens: Tokens, last: int) -> Item | None:
        """Read a name that no table has beside a party that one has: "the United States and Atlantis"."""
        first = last + 1
        while first > 1 and last - first < 3 and tokens.is_capital(first - 1) and tokens.words[first - 1].isalpha():
            first -= 1
        if tokens.words[first - 1] == "." and tokens.words[first - 2] in self.grammar.address:
            first -= 2
        first -= tokens.words[first - 1] == "the"
        if first > last or first < 2 or tokens.words[first - 1] != "and":
            return None
        beside = self._read_item(tokens, first - 2)
        if beside is None or beside.kind is not Kind.PARTY or self._is_governed(tokens, beside.start):
            return None
        return Item(beside.start, (), Kind.PARTY)

    def _is_governed(self, tokens: Tokens, start: int) -> bool:
        """Tell whether a preposition stands in front of a token."""
        return start > 0 and tokens.words[start - 1] in self.grammar.preposition

    def _ends_fronted(self, tokens: Tokens, start: int) -> bool:
        """Tell whether a name at a token is the end of a fronted phrase: "In the frame of the union"."""
        words, grammar = tokens.words, self.grammar
        fronted = words[0] in grammar.preposition or words[0] in grammar.occasion
        return fronted and start > 0 and words[start - 1] in grammar.preposition

    def goes_on(self, tokens: Tokens, at: int) -> bool:
        """Tell whether the name of a party that has begun at a token is not at its end there."""
        mention = self.cast.ending_at(tokens.ends[at])
        return bool(mention) and mention is self.cast.ending_at(tokens.ends[at + 1])

    def _ending_modified(self, tokens: Tokens, last: int) -> Subject | None:
        """Read a subject whose noun stands further left: "States Parties to the Treaty", "members from all regions"."""
        words, end = tokens.words, last + 1
        if words[last] in self.grammar.conjunction:
            return None
        if words[last] == ")":
            last = next((at - 1 for at in range(last, max(0, last - 4), -1) if words[at] == "("), last)
        for at in range(last - 2, max(-1, last - LONGEST), -1):
            if words[at + 1] in MODIFIED_BY and words[at] in self.collective and words[at] not in self.single_office:
                item = self._absorb_modifiers(tokens, at, Kind.COLLECTIVE)
                return self._resolve(tokens, end, item) if item.start == 0 else None
            if words[at] in self.grammar.joint and words[at + 1] in self.grammar.preposition:
                item = self._absorb_modifiers(tokens, at, Kind.JOINT)
                if words[max(0, item.start - 2)] in self.grammar.joint and words[item.start - 1] == "and":
                    item = self._absorb_modifiers(tokens, item.start - 2, Kind.JOINT)  # "departments and agencies of"
                if item.start == 0 or words[item.start - 1] in (",", ";"):
                    return self._resolve(tokens, end, item)
            if (
                words[at + 1] == ","
                or words[at + 1] in self.grammar.finite
                or words[at + 1] in self.grammar.subordinator
            ):
                return None
        return None

    def _read_list(self, tokens: Tokens, item: Item) -> Item | None:
        """Add the members in front of the last one; an "and" must have been seen before a comma counts.

        None where the list hangs on a preposition ("counterparts in Japan and the ROK") and so is no subject.
        """
        linked = False
        while item.start > 1:
            last = self._before_conjunction(tokens.words, item.start, linked=linked)
            more = None if last is None else self._read_item(tokens, last) or self._read_holder(tokens, last)
            if more is None or (more.kind is Kind.JOINT) != (item.kind is Kind.JOINT):
                break
            comma = tokens.words[item.start - 1] == ","
            if comma and more.kind is not item.kind:
                break  # "As island nations, Japan and Kiribati"
            if comma and linked and self._ends_fronted(tokens, more.start):
                break  # "Today, at the talks in Peru, Japan and Kiribati"
            if more.start and tokens.words[more.start - 1] in self.grammar.governing:
                if more.kind is item.kind and tokens.words[item.start - 2] != ",":
                    return None
                break  # "with the DPRK, and the Leaders call on"
            kind = Kind.PARTY if Kind.PARTY in (more.kind, item.kind) else item.kind
            parties = (*more.parties, *item.parties)
            unknown = Kind.PARTY is more.kind is item.kind
            mixed = more.kind is not item.kind and not self._is_owned(tokens, item)
            if not (more.parties and item.parties) and (unknown or mixed):
                kind, parties = Kind.PARTY, ()  # "Japan and the island states", "Minister Roe and Minister Kihara"
            item, linked = Item(more.start, parties, kind), True
        return item

    def _is_owned(self, tokens: Tokens, item: Item) -> bool:
        return tokens.words[item.start] in self.grammar.possessed

    def _before_conjunction(self, words: list[str], start: int, *, linked: bool) -> int | None:
        if words[start - 1] in ("and", "&", "-", "–"):
            return start - 3 if start > 2 and words[start - 2] == "," else start - 2
        return start - 2 if linked and words[start - 1] == "," else None

    def _read_item(self, tokens: Tokens, last: int) -> Item | None:
        """Read one member of a subject backwards; None where it is no actor."""
        words = tokens.words
        if last > 0 and words[last] == ")":
            last = next((at - 1 for at in range(last, max(0, last - 8), -1) if words[at] == "("), -1)
        if last < 0 or not words[last][0].isalnum():
            return None
        mention = self.cast.ending_at(tokens.ends[last])
        if mention and mention.span.start >= tokens.starts[0]:
            return Item(
                self._absorb_titles(tokens, self._start_of(tokens, last, mention)), (mention.party,), Kind.PARTY
            )
        if tokens.is_capital(last) and (seat := self._read_seat(tokens, last)):
            return seat
        word = words[last].rstrip("'")
        if tokens.raw(last) in self.cast.bodies:
            return self._absorb_modifiers(tokens, last, Kind.COLLECTIVE)
        if words[last - 1] == "of" and words[max(0, last - 2)] in self.single_office and not tokens.is_capital(last):
            return self._absorb_modifiers(tokens, last - 2, Kind.COLLECTIVE)  # "the U.S. secretary of state"
        if word in self.collective:
            noun = last - 4 if words[max(0, last - 4) : last] == HEADS else self._head_of(tokens, last)
            return self._absorb_modifiers(tokens, noun, Kind.COLLECTIVE)
        if tokens.is_capital(last) and word in self.cast.people:
            first = last
            while first > 0 and tokens.is_capital(first - 1) and words[first - 1][0].isalpha():
                first -= 1
            if words[max(0, first - 1)] == "." and words[max(0, first - 2)] in self.grammar.address:
                first -= 2  # "Mr. Roe"
            if words[max(0, first - 1)] == "of" and words[max(0, first - 2)] in self.single_office:
                first = self._absorb_titles(tokens, first - 2)  # "Secretary of Defense Roe"
            return Item(first, (self.cast.people[word],), Kind.PARTY)
        if tokens.is_capital(last) and (holder := self._read_office_holder(tokens, last)):
            return holder
        if tokens.is_capital(last) and (agency := self._read_agency(tokens, last)):
            return agency
        if word.rpartition("-")[2] in self.grammar.joint or ACRONYM.match(tokens.raw(last)):
            return self._absorb_modifiers(tokens, last, Kind.JOINT)
        return None

    def _read_seat(self, tokens: Tokens, last: int) -> Item | None:
        """Read a capital that stands for its party: "Tokyo"; where it tells a place, a preposition stands before it."""
        for first in (last, last - 1):
            seat = self.cast.seats.get(tokens.text[tokens.starts[first] : tokens.ends[last]]) if first >= 0 else None
            if seat and not self._is_governed(tokens, first):
                return Item(first, (seat,), Kind.PARTY)
        return None

    def _head_of(self, tokens: Tokens, last: int) -> int:
        """Return the head of "the leaders of the island states" for its last token; without such a head, that token."""
        words = tokens.words
        for at in range(last - 1, max(0, last - 5), -1):
            if words[at] == "of":
                return at - 1 if words[at - 1] in self.collective else last
            if not words[at][0].isalpha() or words[at] in self.grammar.no_modifier:
                break
        return last

    def _read_office_holder(self, tokens: Tokens, last: int) -> Item | None:
        """Read "Prime Minister Takahashi", a name that nobody introduced, with an office that parties have."""
        words, first = tokens.words, self._office_before(tokens, last)
        if first is None:
            return None
        office = (
            words[first - 1 : first + 1] if words[max(0, first - 1)] in self.grammar.rank else words[first : first + 1]
        )
        owner = self.cast.offices.get(" ".join(office))
        if owner is None:
            return None
        return Item(self._absorb_titles(tokens, first), (owner,) if owner else (), Kind.PARTY)

    def _read_agency(self, tokens: Tokens, last: int) -> Item | None:
        """Read "the United States Coast Guard", "the U.S. Department of Energy": a party's name and more of a name."""
        first = last
        while first > 0 and last - first < LONGEST:
            mention = self.cast.ending_at(tokens.ends[first - 1])
            if mention and mention.span.start >= tokens.starts[0]:
                begins = self._start_of(tokens, first - 1, mention)
                joined = tokens.words[max(0, begins - 1)] in ("-", "–")  # "the U.S.-Japan Business Council"
                owned = tokens.ends[first - 1] > mention.span.end
                if joined or (owned and not self._is_institution(tokens, first, last)) or not tokens.is_capital(first):
                    return None  # "Japan's Strategy", "Japan of 1990"
                start = self._absorb_titles(tokens, self._start_of(tokens, first - 1, mention))
                return Item(start, (mention.party,), Kind.PARTY)
            if not (tokens.is_capital(first - 1) or tokens.words[first - 1] in ("of", "for")):
                break
            first -= 1
        first += tokens.words[first] == "the"
        if owner := self.cast.offices.get(" ".join(tokens.words[first : last + 1])):
            return Item(self._absorb_titles(tokens, first), (owner,), Kind.PARTY)  # "the Department of State"
        if not (tokens.is_capital(first) and self._is_institution(tokens, first, last)):
            return None
        named = self.known.find(tokens.text[tokens.starts[first] : tokens.ends[first]], adjectives=True)
        if not named or named[0].party not in self.cast.parties:
            return None
        return Item(self._absorb_titles(tokens, first), (named[0].party,), Kind.PARTY)  # "the French Space Agency"

    def _is_institution(self, tokens: Tokens, first: int, last: int) -> bool:
        """Tell whether a name from `first` to `last` is a body's: "Space Agency", "Ministry of Defense"."""
        ends = (at for at in range(first, last + 1) if at == last or tokens.words[at + 1] in ("of", "for"))
        return any(tokens.words[at] in self.grammar.institution for at in ends)

    def _read_holder(self, tokens: Tokens, last: int) -> Item | None:
        """Read "National Security Advisor Roe", "the Harbour Authority", in a list with others that tables know."""
        office = self._office_before(tokens, last)
        if office is None and tokens.words[last] in self.grammar.institution and tokens.is_capital(last):
            office = last
            while office > 0 and (tokens.is_capital(office - 1) or self._joins_name(tokens, office - 1, Kind.JOINT)):
                office -= 1
        return None if office is None else Item(self._absorb_titles(tokens, office), (), Kind.PARTY)

    def _start_of(self, tokens: Tokens, last: int, mention: Mention) -> int:
        """Return the first token of a mention whose last one is `last`."""
        while last > 0 and tokens.starts[last - 1] >= mention.span.start:
            last -= 1
        return last

    def _absorb_titles(self, tokens: Tokens, first: int) -> int:
        """Return the start of a named party with article, titles and "the leaders of" in front of it."""
        words, collective = tokens.words, self.collective
        while first > 0:
            word, capital = words[first - 1], tokens.is_capital(first - 1)
            title = word == "prime" or (capital and (word in collective or word in self.grammar.title))
            if word == "the" or title or self._is_honour(words, first - 1):
                first -= 1
            elif word != "of" or first < 2:
                break
            elif person := self._person_before(tokens, first - 2):
                first = self._start_of(tokens, first - 2, person)
            elif (office := self._office_before(tokens, first - 2)) is not None:
                first = office
            elif words[first - 2] in collective or words[first - 2] in self.grammar.polity:
                first -= 2
                while first > 0 and tokens.is_capital(first - 1) and words[first - 1] in self.grammar.constitution:
                    first -= 1
                while first > 0 and words[first - 1] in self.grammar.modifier:
                    first -= 1  # "the top diplomats of"
            else:
                break
        return first

    def _is_honour(self, words: list[str], at: int) -> bool:
        """Tell the "His" of "His Majesty"."""
        return words[at] in ("his", "her", "their") and words[at + 1] in self.grammar.honour

    def _person_before(self, tokens: Tokens, last: int) -> Mention | None:
        """Return the person whose name, with or without "Jr.", ends at a token."""
        return self.cast.ending_at(tokens.ends[self._before_suffix(tokens, last)])

    def _before_suffix(self, tokens: Tokens, last: int) -> int:
        while last > 0 and tokens.words[last] in SUFFIXES:
            last -= 1
        return last

    def _office_before(self, tokens: Tokens, last: int) -> int | None:
        """Return where the office stands in front of a name that no table has: "President | Ada M. Roe" of Peru."""
        last = self._before_suffix(tokens, last)
        for at in range(last, max(-1, last - LONGEST_NAME), -1):
            if tokens.words[at] in self.single_office and at < last:
                return at
            if not (tokens.is_capital(at) or tokens.words[at] == "."):
                return None
        return None

    def _absorb_modifiers(self, tokens: Tokens, last: int, kind: Kind) -> Item:
        """Take the words in front of a collective noun: "our three", "the Quad", "participating"."""
        words = tokens.words
        first = last
        parties: tuple[str, ...] = ()
        while first > 0 and last - first < LONGEST:
            word = words[first - 1]
            mention = self.cast.ending_at(tokens.ends[first - 1]) if word[0].isalnum() else None
            if mention:
                parties = (mention.party, *parties)
                first = self._start_of(tokens, first - 1, mention)
            elif self._joins_name(tokens, first - 1, kind):
                first -= 2
            elif self._is_honour(words, first - 1):
                first -= 1
            elif self._may_modify(tokens, first - 1, kind):
                first -= 1
                if (
                    kind is Kind.JOINT
                    and word in self.grammar.possessed
                    and words[first - 1] not in ("both", "all", "of")
                ):
                    break  # "Over the coming years | our joint effort"
            else:
                break
        return Item(first, parties, kind)

    def _joins_name(self, tokens: Tokens, at: int, kind: Kind) -> bool:
        """Tell a hyphen between two words, and the "for" of a name: "the Skills for Growth Task Force"."""
        words, capital = tokens.words, tokens.is_capital
        if words[at] == "-":
            return at > 0 and words[at - 1][0].isalpha()
        named = at > 0 and kind is Kind.JOINT and words[at] in ("for", "of", "and")
        return named and capital(at - 1) and capital(at + 1)

    def _may_modify(self, tokens: Tokens, at: int, kind: Kind) -> bool:
        word = tokens.words[at]
        if word in self.grammar.modifier:
            return True
        if not word[0].isalpha():
            return False
        return (at > 0 and tokens.is_capital(at)) or (kind is Kind.JOINT and word not in self.grammar.no_modifier)

    def _resolve(self, tokens: Tokens, end: int, item: Item) -> Subject:
        """Make a subject of what was read: whose act it is."""
        start, parties = item.start, tuple(dict.fromkeys(item.parties))
        if item.kind is Kind.JOINT:
            return Subject(start, end, (ALL,), joint=True)
        if item.kind is Kind.COLLECTIVE and not parties:
            if tokens.words[end - 1] in self.single_office:
                return self._resolve_office(tokens.words, start, end)
            named = self.known.find(tokens.text[tokens.starts[start] : tokens.ends[end - 1]], adjectives=True)
            parties = tuple(dict.fromkeys(mention.party for mention in named))
        if parties and not self._belongs(parties):
            return Subject(start, end, (), foreign=True)
        actors = self._actors(parties)
        single = actors[0] if len(actors) == 1 and actors[0] != ALL else ""
        plural = not single and (len(parties) > 1 or tokens.words[end - 1].endswith("s"))
        return Subject(start, end, actors, single=single, plural=plural)

    def _resolve_office(self, words: list[str], start: int, end: int) -> Subject:
        """Resolve "the President" to the one party that has the office; no actors where it is the last one's again."""
        full = not self.grammar.rank.isdisjoint(words[end - 2 : end - 1])
        owner = self.cast.offices.get(" ".join(words[max(start, end - 2) : end]) if full else words[end - 1], "")
        if "and" in words[start:end]:
            return Subject(start, end, (ALL,), plural=True)
        return Subject(start, end, (owner,) if owner else (), single=owner)

    def _actors(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the named parties, a group among them by its members; `("all",)` where they are or stand for all."""
        mine = self.cast.parties
        groups = self.known.groups
        named = [(party,) if party in mine else groups.get(party, (party,)) for party in parties]
        if not named or any(len(members) > 1 and not set(mine).issuperset(members) for members in named):
            return (ALL,)
        parties = tuple(dict.fromkeys(member for members in named for member in members))
        return (ALL,) if len(mine) > 1 and set(mine) <= set(parties) else parties

    def _belongs(self, parties: tuple[str, ...]) -> bool:
        """Tell whether one of these is a party of the statement, a member of one, or a group."""
        mine, groups = self.cast.parties, self.known.groups
        members = {member for party in mine for member in groups.get(party, ())}
        return not mine or any(party in mine or party in members or party in groups for party in parties)
