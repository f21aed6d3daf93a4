"""Who acts: the noun phrase in front of a verb, and the parties that it names."""

from __future__ import annotations

from typing import NamedTuple

from commitrack.extraction.cast import Cast
from commitrack.extraction.members import Kind, Member, MemberReader, find_bracket
from commitrack.lexicon.parties import UNION, Parties
from commitrack.lexicon.tokens import Tokens
from commitrack.model import ALL

LONGEST_SHORT = 4  # tokens of a short name in brackets
LONGEST_BETWEEN = 5  # tokens of "between the port and"
SOME = ("a", "the", "these", "those", "last", "first", "next")
"""In front of "few" say that there are some."""
LONGEST_MODIFIED = 14  # tokens from the noun of a subject on
MODIFIED_BY = frozenset({"of", "from", "to", "in"})
"""Behind a noun whose phrase goes on."""
PLACED = frozenset({"to", "in"})
"""Of these, in front of what tells where they are or what they are in: no party that follows acts by that."""


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


class SubjectFinder:
    """Finds the noun phrase that ends in front of a verb, by walking back from it."""

    def __init__(self, cast: Cast, known: Parties) -> None:
        self.cast = cast
        self.known = known
        self.members = MemberReader(cast, known)
        self.grammar = grammar = self.members.grammar
        self.no_end = grammar.conjunction | grammar.finite | grammar.relative | grammar.weekday | grammar.daytime
        """Words that no subject ends in."""

    def ending_at(self, tokens: Tokens, last: int) -> Subject | None:
        """Return the subject whose last token is `last`, or None where no party or joint work stands there."""
        word = tokens.words[last]
        if word in self.grammar.pronoun:
            return Subject(last, last + 1, (ALL,), pronoun=word, plural=True)
        if word in ("all", "both") and last and tokens.words[last - 1] in self.grammar.pronoun:
            return Subject(last - 1, last + 1, (ALL,), pronoun=tokens.words[last - 1], plural=True)
        if word == "us" and tokens.words[last - 1] == "of" and tokens.words[last - 2] in self.grammar.quantity:
            return Subject(last - 2, last + 1, (ALL,), pronoun="we")
        if word in ("he", "she", "it", "this"):
            return Subject(last, last + 1, (), pronoun=word)
        if tokens.raw(last).endswith(("'s", "’s", "s'", "s’")):
            return None  # "Japan's request that"
        item = self.members.read(tokens, last) or self._read_unknown(tokens, last)
        whole = self._read_list(tokens, item) if item else None
        if item is None or whole is None:
            return self._ending_modified(tokens, last, item)
        governed = self._is_governed(tokens, item.start) or self._is_governed(tokens, whole.start)
        if governed and (modified := self._ending_modified(tokens, last, item)):
            return modified
        subject = self._resolve(tokens, last + 1, whole)
        each = tokens.words[whole.start - 2 : whole.start] == ["each", "of"]
        return subject._replace(start=whole.start - 2, plural=False) if subject and each else subject

    def join(self, subject: Subject, beside: Subject) -> Subject:
        """Return a subject that acts together with another one, which stands beside it behind an apposition."""
        actors = beside.actors if ALL in beside.actors else self._actors((*subject.actors, *beside.actors))
        if not subject.single or actors == subject.actors:
            return subject
        return subject._replace(actors=actors, single="", plural=True)

    def _read_unknown(self, tokens: Tokens, last: int) -> Member | None:
        """Read a name that no table has beside a party that one has: "the United States and Atlantis"."""
        first = last + 1
        while first > 1 and last - first < 3 and tokens.is_capital(first - 1) and tokens.words[first - 1].isalpha():
            first -= 1
        first -= 2 * (tokens.words[first - 1] == "." and tokens.is_capital(first - 2))  # "Mr. Roe"
        first -= tokens.words[first - 1] == "the"
        if first > last or first < 2 or tokens.words[first - 1] != "and":
            return None
        beside = self.members.read(tokens, first - 2)
        if beside is None or beside.kind is not Kind.PARTY:
            return None
        return Member(beside.start, (), Kind.PARTY)

    def _is_governed(self, tokens: Tokens, start: int) -> bool:
        """Tell whether a preposition, or what one takes part in, stands in front of a token."""
        before = tokens.words[start - 1] if start else ""
        return before in self.grammar.preposition or before in self.grammar.taking_part

    def goes_on(self, tokens: Tokens, at: int) -> bool:
        """Tell whether the name of a party that has begun at a token is not at its end there."""
        mention = self.cast.ending_at(tokens.ends[at])
        return bool(mention) and mention is self.cast.ending_at(tokens.ends[at + 1])

    def _ending_modified(self, tokens: Tokens, last: int, item: Member | None = None) -> Subject | None:
        """Read a subject whose noun stands further left: "States Parties to the Treaty", "members from all regions".

        A list of parties that ends in an `item` may stand between: "ministers from Japan, Peru and Fiji".
        """
        words, grammar, end = tokens.words, self.grammar, last + 1
        if words[last] in self.no_end:
            return None
        if words[last] == ")" and (opened := find_bracket(words, last, LONGEST_SHORT)):
            last = opened - 1
        if item and item.kind is Kind.PARTY:
            last = self._start_of_list(tokens, item)
        for at in range(last - 2, max(-1, last - LONGEST_MODIFIED), -1):
            item = self._read_modified(tokens, at)
            if item and (item.start == 0 or self._may_follow(words, item)):
                return self._resolve(tokens, end, item)
            if words[at + 1] == "," or words[at + 1] in grammar.finite or words[at + 1] in grammar.subordinator:
                return None
        return None

    def _may_follow(self, words: list[str], item: Member) -> bool:
        """Tell whether a noun whose phrase goes on may act behind others: "On tolls, the Parties to | the Treaty"."""
        plain = item.kind is Kind.JOINT or words[item.start] in ("the", "our")
        return plain and self._begins(words, item.start)

    def _begins(self, words: list[str], at: int) -> bool:
        """Tell whether a comma, alone or with "and", or a semicolon stands in front of a token."""
        return words[at - 1] in (",", ";") or words[at - 2 : at] == [",", "and"]

    def _start_of_list(self, tokens: Tokens, item: Member) -> int:
        """Return where the first of the parties stands that a list joins with its last."""
        start = item.start
        while start > 1 and (before := self._before_conjunction(tokens.words, start, linked=True)):
            more = self.members.read(tokens, before)
            if more is None or more.kind is not Kind.PARTY:
                break
            start = more.start
        return start

    def _read_modified(self, tokens: Tokens, at: int) -> Member | None:
        """Read up to a noun at a token whose phrase goes on: "the members | of", "departments and agencies | from"."""
        words, members, follow = tokens.words, self.members, tokens.words[at + 1]
        acts = words[at] in members.collective and words[at] not in members.single_office
        placed = follow == "on" and words[at] not in self.grammar.joint  # "states on the gulf", no "group on trade"
        goes_on = placed or follow in MODIFIED_BY or follow in self.grammar.taking_part
        if acts and goes_on and not self._backs_party(tokens, at):
            return members.absorb_modifiers(tokens, at, Kind.COLLECTIVE)
        if words[at] not in self.grammar.joint or follow not in self.grammar.preposition:
            return None
        item = members.absorb_modifiers(tokens, at, Kind.JOINT)
        listed = words[max(0, item.start - 2)] in self.grammar.joint and words[item.start - 1] == "and"
        return members.absorb_modifiers(tokens, item.start - 2, Kind.JOINT) if listed else item

    def _backs_party(self, tokens: Tokens, at: int) -> bool:
        """Tell "supporters of Fiji", who are not Fiji, from "signatories of the treaty"."""
        if tokens.words[at] not in self.grammar.backing or tokens.words[at + 1] != "of":
            return False
        ends = tokens.ends[at + 2 : at + 5]
        return any(self.cast.ending_at(end) for end in ends)

    def _read_list(self, tokens: Tokens, item: Member) -> Member | None:
        """Add the members in front of the last one; an "and" must have been seen before a comma counts.

        None where the list hangs on a preposition ("counterparts in Japan and the ROK") and so is no subject.
        """
        linked, alone = False, None
        grammar, first = self.grammar, tokens.words[0]
        fronted = first in grammar.preposition | grammar.occasion | grammar.subordinator or first.endswith("ing")
        while item.start > 1:
            last = self._before_conjunction(tokens.words, item.start, linked=linked)
            more = None if last is None else self.members.read(tokens, last) or self.members.read_holder(tokens, last)
            if more is None or (more.kind is Kind.JOINT) != (item.kind is Kind.JOINT):
                break
            comma = tokens.words[item.start - 1] == ","
            if comma and more.kind is not item.kind:
                break  # "As island nations, Japan and Kiribati"
            if comma and fronted and self._is_governed(tokens, more.start):
                break  # "Today, at the talks in Peru, Japan and Kiribati"
            alone = alone or (item if comma and fronted else None)
            if more.start and tokens.words[more.start - 1] in self.grammar.governing:
                if more.kind is item.kind and tokens.words[item.start - 2] != ",":
                    return None
                break  # "with the DPRK, and the Leaders call on"
            item, linked = self._join(tokens, more, item), True
        if self._is_between(tokens.words, item.start):
            return None
        between = alone is not None and self._is_governed(tokens, item.start)
        return alone if between else item  # "Following talks between Peru and Fiji, Japan and Kiribati"

    def _is_between(self, words: list[str], start: int) -> bool:
        """Tell the second of two places, the first of which no table has: "flights between Lund and | Peru"."""
        return words[start - 1 : start] == ["and"] and "between" in words[max(0, start - LONGEST_BETWEEN) : start - 1]

    def _join(self, tokens: Tokens, more: Member, item: Member) -> Member:
        """Make one of two members; where one names nobody, they are nobody by name: "Japan and the island states"."""
        mixed = more.kind is not item.kind
        possessed, apart = self.grammar.possessed, self.grammar.opposite
        owned = mixed and tokens.words[item.start] in possessed and tokens.words[item.start + 1] not in apart
        collective = Kind.PARTY not in (more.kind, item.kind)
        if collective or owned or (more.parties and item.parties):
            return Member(more.start, (*more.parties, *item.parties), item.kind if collective else Kind.PARTY)
        return Member(more.start, (), Kind.PARTY)

    def _before_conjunction(self, words: list[str], start: int, *, linked: bool) -> int | None:
        if words[start - 1] in ("and", "&", "-", "–"):
            return start - 3 if start > 2 and words[start - 2] == "," else start - 2
        return start - 2 if linked and words[start - 1] == "," else None

    def _resolve(self, tokens: Tokens, end: int, item: Member) -> Subject | None:
        """Make a subject of what was read: whose act it is; None where that is nobody's."""
        start, parties = item.start, tuple(dict.fromkeys(item.parties))
        if self._is_hardly_any(tokens.words, start):
            return None
        if item.kind is Kind.JOINT:
            return Subject(start, end, (ALL,), joint=True)
        if tokens.words[start] in ("his", "her") and not parties:
            return Subject(start, end, ())  # "his country": of the one party that was named last
        if item.kind is Kind.COLLECTIVE and not parties:
            takes_part = self.grammar.taking_part | PLACED
            stop = next((at for at in range(start, end) if tokens.words[at] in takes_part), end)
            named = self.known.find(tokens.text[tokens.starts[start] : tokens.ends[stop - 1]], adjectives=True)
            parties = tuple(dict.fromkeys(mention.party for mention in named))
            last = end - 2 if tokens.words[end - 1] == "general" else end - 1
            if not parties and tokens.words[last] in self.members.single_office:
                return self._resolve_office(tokens.words, start, end)
        if parties and not self._belongs(parties):
            return Subject(start, end, (), foreign=True)
        actors = self._actors(parties)
        single = actors[0] if len(actors) == 1 and actors[0] != ALL else ""
        plural = not single and (len(parties) > 1 or tokens.words[end - 1].endswith("s"))
        return Subject(start, end, actors, single=single, plural=plural)

    def _is_hardly_any(self, words: list[str], start: int) -> bool:
        """Tell what makes a subject nobody: "few | partners agreed", "none of | the parties will"; not "a few"."""
        few = self.grammar.hardly_any
        if words[start - 1 : start] in (["or"], ["nor"]):
            return not few.isdisjoint(words[max(0, start - LONGEST_BETWEEN) : start - 1])  # "No ally or | partner"
        at = start if words[start] in few else start - 1 - (words[start - 1 : start] == ["of"])
        return at >= 0 and words[at] in few and words[max(0, at - 1)] not in SOME

    def _resolve_office(self, words: list[str], start: int, end: int) -> Subject:
        """Resolve "the President" to the one party that has the office; no actors where it is the last one's again.

        What none of several parties has is somebody else's: "the Director-General" beside two states.
        """
        full = words[end - 1] == "general" or not self.grammar.rank.isdisjoint(words[end - 2 : end - 1])
        owner = self.cast.offices.get(" ".join(words[max(start, end - 2) : end]) if full else words[end - 1])
        if "and" in words[start:end]:
            return Subject(start, end, (ALL,), plural=True)
        outside = owner is None and len(self.cast.parties) > 1 and self._knows_offices()
        return Subject(start, end, (owner,) if owner else (), single=owner or "", foreign=outside)

    def _knows_offices(self) -> bool:
        """Tell whether the tables have all parties, and so their offices."""
        return all(party in self.known.rows for party in self.cast.parties)

    def _actors(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the named parties, a group among them by its members; `("all",)` where they are or stand for all."""
        mine = self.cast.parties
        named = [self._members(party) for party in parties]
        if not named or any(len(members) > 1 and not set(mine).issuperset(members) for members in named):
            return (ALL,)
        parties = tuple(dict.fromkeys(member for members in named for member in members))
        return (ALL,) if len(mine) > 1 and set(mine) <= set(parties) else parties

    def _members(self, party: str) -> tuple[str, ...]:
        """Return the members of a group, or the party alone: a state, a party of the statement, a group of others."""
        mine, members = self.cast.parties, self.known.groups.get(party, ())
        apart = set(mine).isdisjoint(members) if mine else party == UNION
        return (party,) if party in mine or apart or not members else members

    def _belongs(self, parties: tuple[str, ...]) -> bool:
        """Tell whether one of these is a party of the statement, a member of one, or a group."""
        mine, groups = self.cast.parties, self.known.groups
        members = {member for party in mine for member in groups.get(party, ())}
        return not mine or any(party in mine or party in members or party in groups for party in parties)
