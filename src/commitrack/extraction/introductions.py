"""Whom the opening of a text introduces with an office: "the Prime Minister of Fiji, the Hon. Jane Roe"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from commitrack.lexicon.grammar import load_grammar
from commitrack.lexicon.parties import Parties
from commitrack.patterns import compile_late

LONGEST = 110  # characters from a name or office to the name of its party
CAPITAL = r"[A-ZÀ-Ý](?:\.(?:[A-Z]\.)?|[\w’'-]+)"
NAME = rf"(?!The ){CAPITAL}(?:,? Jr\.|(?<![’']s) (?:{CAPITAL}|bin|al|el|de|von|der)){{0,5}}"
PARTY = rf"(?=(?P<party>[A-ZÀ-Ý].{{3,{LONGEST}}}))"
CHARGE = compile_late(r"(?:(?:(?:[A-ZÀ-Ý][\w’-]*|and|for|of|the)(?:, | ))+of (?:the )?)?")
"""What stands between an office and its party: "of | Foreign Affairs and Trade of | Fiji"."""


class _Introductions(NamedTuple):
    """Each expression finds a `name`, or the office in front of one, and all but the last two a `party`."""

    no_name: frozenset[str]
    """Words in lower case that no name holds: those of offices and of address."""

    named_first: tuple[re.Pattern[str], ...]
    counterpart: re.Pattern[str]
    office_first: re.Pattern[str]
    name: re.Pattern[str]
    unplaced: re.Pattern[str]


def find_people(text: str, parties: Sequence[str], known: Parties) -> dict[str, str]:
    """Return the words of the names of those whom a text introduces, and their party; one may go without saying."""
    people: dict[str, str] = {}
    introductions = _compile(known.introducing, known.ranks, known.address, (*known.common_offices, *known.titles))
    for name, party in _placed(text, introductions, known):
        people.update(dict.fromkeys(_words(name) - introductions.no_name - people.keys(), party))
    left = set(parties) - set(people.values())
    if people and len(left) == 1:
        unplaced = [
            match
            for match in introductions.unplaced.finditer(text)
            if people.keys().isdisjoint(_words(match["name"])) and not _is_placed(text[: match.start()], known)
        ]
        leaders = {leader.party for match in unplaced for leader in known.find_leaders(match[0])}
        if leaders <= left:  # else it is the other party that goes without saying
            for match in unplaced:
                people.update(dict.fromkeys(_words(match["name"]) - introductions.no_name - people.keys(), *left))
    return people


def _placed(text: str, introductions: _Introductions, known: Parties) -> Iterator[tuple[str, str]]:
    """Yield the names that stand beside an office with its party."""
    counterpart = (introductions.counterpart,) if "counterpart" in text else ()
    for pattern in (*introductions.named_first, *counterpart):
        for match in pattern.finditer(text):
            found = _party_at(match["party"], known, adjectives=True)
            if found and not known.canonical(match["name"]):
                yield match["name"], found[0]
    for match in introductions.office_first.finditer(text):
        if found := _party_at(match["party"], known):
            named = introductions.name.match(text, match.start("party") + found[1])
            if named and load_grammar().institution.isdisjoint(_words(named["name"])):
                yield named["name"], found[0]


def _party_at(words: str, known: Parties, *, adjectives: bool = False) -> tuple[str, int] | None:
    """Return the party that words begin with, and where its name ends; what the office is for may stand in front."""
    found = known.find(words, adjectives=adjectives)
    return (found[0].party, found[0].span.end) if found and CHARGE.fullmatch(words, 0, found[0].span.start) else None


def _is_placed(before: str, known: Parties) -> bool:
    """Tell whether a party stands in front of an office: "Peruvian | President"."""
    return bool(known.find(" ".join(before.split()[-1:]), adjectives=True))


@lru_cache(maxsize=4)
def _compile(
    introducing: tuple[str, ...], ranks: tuple[str, ...], address: tuple[str, ...], offices: tuple[str, ...]
) -> _Introductions:
    """Return the expressions for what introduces a name, words at the end of an office, of address, and offices."""
    office, charge = _any_of(introducing), _any_of(_charges(offices, ranks))
    addressed = rf"(?:(?:[Tt]he )?{_any_of(address)} )"
    rank = rf"(?:{_any_of(ranks)}|{_any_of(word.lower() for word in ranks)})"
    return _Introductions(
        no_name=frozenset(_words(" ".join((*offices, *introducing, *address)))),
        named_first=(
            compile_late(rf"{office} {addressed}?(?P<name>{NAME}),? of (?:the )?{PARTY}"),  # President Roe of Japan
            compile_late(rf"(?P<name>{NAME}), {office} (?:of|for) (?:the )?{PARTY}"),  # Jane Roe, Minister of …
            compile_late(  # Japanese Foreign Minister Jane Roe, U.S. national security adviser Jane Roe
                rf"(?P<party>U\.S\.|(?!The ){CAPITAL}(?: {CAPITAL}){{0,5}}?)(?: \([A-Z.]+\))?"
                rf"(?: {charge.lower()}){{0,2}} {rank}"
                rf"(?: (?:of|for) (?:the )?(?:{charge}(?: (?:and )?{charge})*|[A-Z]\w+(?: [A-Z]\w+)?))?"
                rf"(?: \([A-Z]+\))?(?:,? {addressed}+| )(?P<name>{NAME})"
            ),
        ),
        counterpart=compile_late(  # his Japanese counterpart, Jane Roe
            rf"(?P<party>(?!The ){CAPITAL}(?: {CAPITAL}){{0,3}}?) counterpart,? "
            rf"(?:{office} )?{addressed}?(?P<name>{NAME})"
        ),
        office_first=compile_late(rf"{office} (?:of|for) (?:the )?{PARTY}"),  # Prime Minister of Fiji, …
        name=compile_late(rf"(?:,? {addressed}+| (?={CAPITAL} {CAPITAL}))(?P<name>{NAME})"),  # … the Hon. Jane Roe
        unplaced=compile_late(rf"{office} {addressed}?(?P<name>{NAME})"),  # National Security Advisor Jane Roe
    )


def _charges(offices: Iterable[str], ranks: Iterable[str]) -> set[str]:
    """Return what offices are for: `Defense`, `Foreign`."""
    return {word for office in offices for word in office.split() if word[0].isupper()} - set(ranks)


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", name.lower()))


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
