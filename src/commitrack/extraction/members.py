"""The members of a subject, read backwards: a party, a person, an office, a body, what the parties do together."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from typing import NamedTuple

from commitrack.extraction.cast import Cast
from commitrack.extraction.nationalities import find_nationalities, find_owner
from commitrack.extraction.offices import ACRONYM, OfficeReader
from commitrack.extraction.portfolios import find_charged, find_field, goes_on_name, is_institution
from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.parties import Mention, Parties
from commitrack.lexicon.tokens import Tokens

LONGEST = 9  # tokens of one member
LONGEST_BRACKET = 16  # tokens


class Kind(StrEnum):
    """What the head of a noun phrase is."""

    PARTY = "party"
    COLLECTIVE = "collective"  # "the leaders", "both sides"
    JOINT = "joint"  # what the parties do together: "the initiative"


class Member(NamedTuple):
    """One member of a subject such as "Japan, the ROK and the United States"."""

    start: int
    parties: tuple[str, ...]
    kind: Kind


class MemberReader:
    """Reads the member whose last token is given, with the cast of one statement."""

    def __init__(self, cast: Cast, known: Parties) -> None:
        self.cast = cast
        self.known = known
        self.grammar = load_grammar()
        self.offices = OfficeReader(cast.offices.keys(), known)
        self.single_office = self.offices.single
        self.collective = self.offices.collective

    def read(self, tokens: Tokens, last: int) -> Member | None:
        """Return the member that ends at a token, with all that belongs to it; None where it is no actor."""
        if last > 0 and tokens.words[last] == ")":
            last = find_bracket(tokens.words, last, LONGEST_BRACKET) - 1
        if last < 0 or not tokens.words[last][0].isalnum():
            return None
        return (
            self._read_party(tokens, last)
            or self._read_seat(tokens, last)
            or self._read_collective(tokens, last)
            or self._read_name(tokens, last)
            or self._read_joint(tokens, last)
        )

    def _read_party(self, tokens: Tokens, last: int) -> Member | None:
        mention = self.cast.ending_at(tokens.ends[last])
        if mention is None:
            return None
        return self._titled(tokens, self._start_of(tokens, last, mention), mention.party)

    def _read_collective(self, tokens: Tokens, last: int) -> Member | None:
        words = tokens.words
        if tokens.raw(last) in self.cast.bodies:
            return self.absorb_modifiers(tokens, last, Kind.COLLECTIVE)
        if words[last - 1] == "of" and words[max(0, last - 2)] in self.single_office and not tokens.is_capital(last):
            return self.absorb_modifiers(tokens, last - 2, Kind.COLLECTIVE)  # "the U.S. secretary of state"
        if words[last] == "general" and words[last - 1] in self.grammar.general:
            return self.absorb_modifiers(tokens, last - 1, Kind.COLLECTIVE)  # "the Attorneys General"
        heads = words[last - 1] == "of" and words[max(0, last - 2)] in self.grammar.headship
        if heads and words[last] in self.grammar.polity:
            return self.absorb_modifiers(tokens, last - 2, Kind.COLLECTIVE)  # "both Heads of State"
        if words[last].rstrip("'") in self.collective:
            return self.absorb_modifiers(tokens, self._head_of(tokens, last), Kind.COLLECTIVE)
        return None

    def _read_name(self, tokens: Tokens, last: int) -> Member | None:
        """Read a name that is no party's own: a person's, an agency's."""
        if not tokens.is_capital(last):
            return None
        return (
            self._read_person(tokens, last)
            or self._read_office_holder(tokens, last)
            or self._read_holders(tokens, last)
            or self._read_agency(tokens, last)
            or self._read_charged(tokens, last)
        )

    def _read_charged(self, tokens: Tokens, last: int) -> Member | None:
        """Read "the Peruvian Minister of Foreign Affairs, Trade and Fisheries"."""
        office = find_charged(tokens, last, self.grammar)
        if office is None:
            return None
        member = self.absorb_modifiers(tokens, office, Kind.COLLECTIVE)
        named = self.known.find(tokens.text[tokens.starts[member.start] : tokens.starts[office]], adjectives=True)
        owner = named[0].party if named else self.cast.offices.get(tokens.words[office], "")
        return Member(member.start, (owner,) if owner else (), Kind.PARTY)

    def _read_person(self, tokens: Tokens, last: int) -> Member | None:
        """Read somebody whom the text introduces: "Mr. Roe", "Secretary of Defense Roe"."""
        words, party = tokens.words, self.cast.people.get(tokens.words[last].rstrip("'"))
        if party is None:
            return None
        first = tokens.start_of_capitals(last)
        first -= 2 * (words[max(0, first - 1)] == ".")
        if words[max(0, first - 1)] == "of" and words[max(0, first - 2)] in self.single_office:
            first = self.absorb_modifiers(tokens, first - 2, Kind.COLLECTIVE).start
        return Member(first, (party,), Kind.PARTY)

    def _read_joint(self, tokens: Tokens, last: int) -> Member | None:
        noun = tokens.words[last].rstrip("'").rpartition("-")[2]
        if noun not in self.grammar.joint and not ACRONYM.match(tokens.raw(last)):
            return None
        return self.absorb_modifiers(tokens, last, Kind.JOINT)

    def _read_seat(self, tokens: Tokens, last: int) -> Member | None:
        """Read a capital, or the letters of an agency, that stands for its party: "Tokyo", "the North", "NASA"."""
        if not tokens.is_capital(last):
            return None
        owner = self.cast.offices.get(tokens.words[last]) if ACRONYM.match(tokens.raw(last)) else ""
        if owner and not (last and self.cast.ending_at(tokens.ends[last - 1])):  # not "the U.S. | DFC"
            return self._titled(tokens, last, owner)
        for first in (last, last - 1):
            if first >= 0 and (seat := self.cast.find_seat(tokens, first, last)):
                return self._titled(tokens, first, seat)
        return None

    def _seat_owning(self, tokens: Tokens, at: int) -> str:
        """Return the party whose capital owns what begins at a token, "Tokyo's | Defense Ministry"; "" for none."""
        owned = tokens.words[at - 1].endswith(("'s", "’s"))
        return self.cast.seats.get(tokens.raw(at - 1)[:-2], "") if owned else ""

    def _head_of(self, tokens: Tokens, last: int) -> int:
        """Return the head of "the leaders of the island states" for its last token; without such a head, that token."""
        words = tokens.words
        head = max(0, last - 4)
        if words[head] in self.grammar.headship and words[head + 1] == "of" and words[last - 2] in self.grammar.polity:
            return head  # "heads of state and government"
        for at in range(last - 1, max(0, last - 5), -1):
            if words[at] == "of":
                return at - 1 if words[at - 1] in self.collective | self.grammar.charged else last
            if not words[at][0].isalpha() or words[at] in self.grammar.no_modifier:
                break
        return last

    def _read_office_holder(self, tokens: Tokens, last: int) -> Member | None:
        """Read "Prime Minister Takahashi", a name that nobody introduced, with an office that parties have."""
        words, at = tokens.words, self.offices.find_before(tokens, last)
        if at is None:
            return None
        first = at - (at > 0 and words[at - 1] in self.grammar.rank)
        owner = self.cast.offices.get(" ".join(words[first : at + 1]))
        if owner is None:
            return None
        first -= first > 0 and words[first - 1] in self.grammar.field  # "culture minister Roe"
        named = self.offices.find_owner_before(tokens, first)
        return self._titled(tokens, first, named.party if named else owner)

    def _read_holders(self, tokens: Tokens, last: int) -> Member | None:
        """Read "Foreign Ministers Roe and Pino": an office that several have, with their names."""
        words, at = tokens.words, last
        while at > 0 and (tokens.is_capital(at) or words[at] in ("and", ",")) and words[at] not in self.collective:
            at -= 1
        if "and" not in words[at + 2 : last] or words[at] not in self.collective or not words[at].endswith("s"):
            return None
        return self.absorb_modifiers(tokens, at, Kind.COLLECTIVE)

    def _read_agency(self, tokens: Tokens, last: int) -> Member | None:
        """Read "the United States Coast Guard", "the U.S. Department of Energy": a party's name and more of a name."""
        first = last
        while first > 0 and last - first < LONGEST:
            mention = self.cast.ending_at(tokens.ends[first - 1])
            if mention:
                begins = self._start_of(tokens, first - 1, mention)
                joined = tokens.words[max(0, begins - 1)] in ("-", "–")  # "the U.S.-Japan Business Council"
                owned = tokens.ends[first - 1] > mention.span.end
                if joined or (owned and not is_institution(tokens, first, last, self.grammar)):
                    return None  # "Japan's Strategy"
                return self._titled(tokens, begins, mention.party)
            seat = self._seat_owning(tokens, first)
            if seat and is_institution(tokens, first, last, self.grammar):
                return Member(first - 1, (seat,), Kind.PARTY)
            if not goes_on_name(tokens, first - 1):
                break
            first -= 1
        first += tokens.words[first] == "the"
        if owner := self.cast.offices.get(" ".join(tokens.words[first : last + 1])):
            return self._titled(tokens, first, owner)  # "the Department of State"
        if not (tokens.is_capital(first) and is_institution(tokens, first, last, self.grammar)):
            return None
        named = self.known.find(tokens.text[tokens.starts[first] : tokens.ends[first]], adjectives=True)
        if not named or named[0].party not in self.cast.parties:
            return None
        return self._titled(tokens, first, named[0].party)  # "the French Space Agency"

    def read_holder(self, tokens: Tokens, last: int) -> Member | None:
        """Read "National Security Advisor Roe", "the Harbour Authority", in a list with others that tables know."""
        office = self.offices.find_before(tokens, last)
        if office is None and tokens.words[last] in self.grammar.institution and tokens.is_capital(last):
            office = tokens.start_of_capitals(last)
        return None if office is None else self._titled(tokens, office)

    def absorb_modifiers(self, tokens: Tokens, last: int, kind: Kind) -> Member:
        """Take the words in front of a collective noun: "our three", "the Quad", "participating"."""
        member = Member(last, (), kind)
        while last - member.start < LONGEST and (wider := self._widen(tokens, last, member)):
            member = wider
        return member

    def _widen(self, tokens: Tokens, last: int, member: Member) -> Member | None:
        """Return a member up to `last` with one more word or name in front of it; None where none belongs to it."""
        words, (first, parties, kind) = tokens.words, member
        if first == 0:
            return None
        owned = kind is Kind.JOINT and first < last and words[first] in self.grammar.possessed
        if owned and words[first - 1] not in ("both", "all", "of"):
            return None  # "Over the coming years | our joint effort"
        mention = self.cast.ending_at(tokens.ends[first - 1]) if words[first - 1][0].isalnum() else None
        if mention:
            return Member(self._start_of(tokens, first - 1, mention), (mention.party, *parties), kind)
        if seat := self._seat_owning(tokens, first):
            return Member(first - 1, (seat, *parties), kind)
        if (field := find_field(words, first, last, self.grammar)) is not None:
            return Member(field, parties, kind)
        if words[first - 1] == "of" and words[max(0, first - 2)] in self.grammar.counted:
            return Member(first - 2, parties, kind)
        if self._joins_name(tokens, first - 1, kind):
            return Member(first - 2, parties, kind)
        shared = kind is Kind.COLLECTIVE and find_nationalities(
            tokens, first, last, self.known, listed=len(parties) > 1
        )
        if shared:
            return Member(shared[0].start, tuple(each.party for each in shared), kind)
        owner = find_owner(tokens, first, self.known, self.grammar) if kind is Kind.COLLECTIVE else None
        if owner and not owner.plain:
            return Member(owner.start, parties or (owner.party,), kind)  # "Fijian | ministers met"
        modified = self.offices.is_honour(words, first - 1) or self._may_modify(tokens, first - 1, kind)
        return Member(first - 1, parties, kind) if modified else None

    def _joins_name(self, tokens: Tokens, at: int, kind: Kind) -> bool:
        """Tell a hyphen between two words, and the "for" of a name: "the Skills for Growth Task Force"."""
        words, capital = tokens.words, tokens.is_capital
        if words[at] == "-":
            return at > 0
        named = at > 0 and kind is Kind.JOINT and words[at] in ("for", "of", "and")
        return named and capital(at - 1) and capital(at + 1)

    def _may_modify(self, tokens: Tokens, at: int, kind: Kind) -> bool:
        word = tokens.words[at]
        if word in self.grammar.modifier:
            return True
        if not word[0].isalpha():  # "the 27 leaders", "our 12th session"
            return at > 0 and word[0].isdigit() and tokens.words[at - 1] in self.grammar.own_joint
        if word in self.grammar.weekday:
            return False  # "On Monday | the two sides"
        return (at > 0 and tokens.is_capital(at)) or (kind is Kind.JOINT and word not in self.grammar.no_modifier)

    def _titled(self, tokens: Tokens, first: int, party: str = "") -> Member:
        """Return the member of a party, or of nobody by name, from a token on, with its titles in front of it."""
        return Member(self.offices.absorb_titles(tokens, first), (party,) if party else (), Kind.PARTY)

    def _start_of(self, tokens: Tokens, last: int, mention: Mention) -> int:
        """Return the first token of a mention whose last one is `last`."""
        return min(last, bisect_left(tokens.starts, mention.span.start))


def find_bracket(words: list[str], closed: int, within: int) -> int:
    """Return where the bracket that closes at a token opens, among a number of tokens; 0 where it does not."""
    return next((at for at in range(closed, max(0, closed - within), -1) if words[at] == "("), 0)
