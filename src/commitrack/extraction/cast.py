"""The cast of one statement: its parties, where the text names them, and the people and offices that stand for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import Struct

from commitrack.extraction.introductions import find_people
from commitrack.extraction.register import is_narrated
from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.parties import Mention, Parties
from commitrack.lexicon.tokens import Tokens
from commitrack.model import Document
from commitrack.patterns import compile_late

INTRODUCTIONS = 3000  # characters at the start of a text in which people are introduced
POSSESSIVE = 2  # characters of "'s" behind a name
BODY = compile_late(  # the members of the Northern Harbour Initiative (NHI)
    r"\b(?:members|participants|partners|countries|states|leaders|ministers|parties) of the "
    r"[A-Z][^().;]{3,80} \((?P<short>[A-Z][A-Za-z0-9+-]{1,9})\)"
)
SHORT = compile_late(r"(?P<noun>[A-Z]\w+) \((?P<short>[A-Z]{2,})\)")  # Economic Partnership Agreement (EPA)


class Cast(Struct, frozen=True):
    """The parties of a statement, every mention of a party or of its people in the text, and who speaks for whom."""

    parties: tuple[str, ...]
    mentions: Sequence[Mention]
    starts: Sequence[int]
    people: Mapping[str, str]
    """Names of people that the text introduces, in lower case, to their party."""
    offices: Mapping[str, str]
    """Offices in lower case to the one party of the statement that has them; to nothing where several have."""
    seats: Mapping[str, str]
    """Capitals of the parties, and the like, to the party that they stand for in news reports."""
    titles: frozenset[str]
    """The last words, in lower case, of what stands in front of a person's name."""
    halves: frozenset[str]
    """What the two parties of a divided land are called."""
    bodies: frozenset[str]
    """Short names, as the text introduces them, of what the parties are the members of."""

    def ending_at(self, offset: int) -> Mention | None:
        """Return the mention that ends at a character offset, a possessive ending aside, or covers it."""
        at = bisect_left(self.starts, offset) - 1
        if at >= 0 and offset <= self.mentions[at].span.end + POSSESSIVE:
            return self.mentions[at]
        return None

    def find_seat(self, tokens: Tokens, first: int, last: int) -> str:
        """Return the party that a seat stands for; "" for "Dr. Washington", and "the countries of the | South"."""
        seat = tokens.text[tokens.starts[first] : tokens.ends[last]]
        before = [word for word in tokens.words[max(0, first - 2) : first] if word != "."]
        if seat in self.halves and (before[-1:] != ["the"] or "of" in before):
            return ""
        return "" if before and before[-1] in self.titles else self.seats.get(seat, "")


def find_cast(document: Document, parties: Sequence[str], known: Parties) -> Cast:
    """Collect who acts in a document."""
    text = document.text
    leaders = known.find_leaders(text)
    starts = [mention.span.start for mention in leaders]

    def is_free(mention: Mention) -> bool:
        at = bisect_left(starts, mention.span.end) - 1
        return at < 0 or leaders[at].span.end <= mention.span.start

    mentions = sorted([*leaders, *filter(is_free, known.find(text))], key=lambda mention: mention.span)
    opening = "\n".join(" ".join(block.split()) for block in text[:INTRODUCTIONS].split("\n\n"))
    return Cast(
        parties=tuple(parties),
        mentions=mentions,
        starts=[mention.span.start for mention in mentions],
        people=find_people(opening, parties, known),
        offices=_find_offices(parties, known, _find_accords(text)),
        seats=_find_seats(parties, known, text),
        titles=frozenset(title.split()[-1].rstrip(".").lower() for title in (*known.address, *known.titles)),
        halves=frozenset(known.halves),
        bodies=frozenset(match["short"] for match in BODY.finditer(opening)),
    )


def name_own(parties: Sequence[str], known: Parties, topics: Iterable[str]) -> frozenset[str]:
    """Return the names, in lower case, of the parties and of groups that they make up: `russian`, `asean`, `g7`.

    A party that one of the `topics` is called after (`ukraine`) is left out: there its name tells the topic.
    """
    titular = {known.canonical(topic) for topic in topics}
    own = {
        name.lower()
        for party in parties
        if party in known.rows and party not in known.groups and party not in titular
        for name in (party, *known.rows[party].names, *known.rows[party].adjectives)
    }
    return frozenset(own) | frozenset(
        name.lower()
        for group, members in known.groups.items()
        if parties and all(party == group or party in members for party in parties)
        if group in parties or 2 * len(parties) >= len(members)
        for name in (group, *known.rows[group].names)
    )


def _find_seats(parties: Sequence[str], known: Parties, text: str) -> dict[str, str]:
    """Return what stands for the parties and for the members of a group among them, by party.

    It is the capitals, all of them in a report of which no party is known, and "the North" and "the South" where these
    two, and nobody else, take part.
    """
    own = {*parties, *(member for party in parties for member in known.groups.get(party, ()))}
    of_all = not own and is_narrated(text)
    seats = {seat: party for seat, party in known.capitals.items() if of_all or party in own}
    return {**seats, **known.halves} if own.difference(known.groups) == set(known.halves.values()) else seats


def _find_accords(text: str) -> set[str]:
    """Return the letters, small, that a text gives to joint work: `epa` for "Economic Partnership Agreement (EPA)"."""
    joint = load_grammar().joint
    return {match["short"].lower() for match in SHORT.finditer(text) if match["noun"].lower() in joint}


def _find_offices(parties: Sequence[str], known: Parties, taken: Container[str]) -> dict[str, str]:
    """Return the offices in lower case, without those whose letters are taken, and whose they are."""
    owners: dict[str, list[str]] = {}
    for party in parties:
        offices = known.rows[party].offices if party in known.rows else ()
        led = any(office.startswith("Secretary of") for office in offices)  # by secretaries, else by ministers
        for office in (*offices, "secretary" if led else "minister"):
            owners.setdefault(office.lower(), []).append(party)
    return {
        office: parties[0] if len(parties) == 1 else "" for office, parties in owners.items() if office not in taken
    }
