"""Who signs joint statements, and how texts name them: their rows, typed, with a matcher."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct, field

from commitrack.model import Span
from commitrack.patterns import compile_late

UNION = "European Union"
"""A group that signs as a party."""

_FIRST = compile_late(r"\w+")
_CAPITALISED = compile_late(r"(?<![\w])[^\W\d_a-zß-ÿ]\w*")
_NAME_WORD = r"[^\W\d_a-z][\w.'’-]*|al-\w+"
_ARTICLE = compile_late(r"\b[AaEe]l-")


class Mention(NamedTuple):
    """A place in a text that names a party."""

    span: Span
    party: str
    adjective: bool = False
    """True for `Japanese`, which says whose something is more often than who acts."""


class Party(Struct, frozen=True, kw_only=True):
    """A row of the table; `names` are those beside its canonical one."""

    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class _Name(NamedTuple):
    words: str
    party: str  # empty for a phrase that names none although it holds a name
    adjective: bool = False
    definite: bool = False  # a name only behind "the"


class Parties(Struct, frozen=True, dict=True):
    """All parties known, in the order of the table, a ledger's own after those of the package."""

    rows: Mapping[str, Party]
    common_offices: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    introducing: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    """What stands in front of a name without being an office: `Dr.`."""
    never: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    """How states call themselves: `Kingdom`."""
    particles: frozenset[str] = frozenset()
    """Small words within a person's name."""
    slugs: Mapping[str, str] = field(default_factory=dict)
    capitals: Mapping[str, str] = field(default_factory=dict)
    """Seats of government that stand for a party in news reports."""
    halves: Mapping[str, str] = field(default_factory=dict)
    """Words for the parties of a land that is divided between them, for texts in which all of these take part."""
    venues: Mapping[str, str] = field(default_factory=dict)
    """Other names of such a seat, without points and commas, and houses of government in it."""
    voices: Mapping[str, str] = field(default_factory=dict)
    """Bodies and offices that speak for a party in the titles of its releases."""
    bodies: frozenset[str] = frozenset()
    """Parties that are groups or organisations of states."""

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Each group that has members in the table, with them."""
        return MappingProxyType({row.name: row.members for row in self.rows.values() if row.members})

    def find(self, text: str, *, adjectives: bool = False) -> tuple[Mention, ...]:
        """Return where the text names parties, the longest name at each place, possessive endings left out."""
        return tuple(m for m in self._matches(text) if m.party and (adjectives or not m.adjective))

    def find_leaders(self, text: str) -> tuple[Mention, ...]:
        """Return where the text names a party's people with their office, such as `President Biden`."""
        found = []
        for match in self._titled.finditer(text):
            known = self._leader_in(match["title"], match["name"])
            if known:
                party, end = known
                found.append(Mention(Span(match.start(), match.start("name") + end), party))
        return tuple(found)

    def canonical(self, name: str) -> str | None:
        """Return the party's name as this program writes it, or None; case, articles and `Kingdom of` are forgiven."""
        name = plain_name(name)
        for words in (name, self._formal.sub("", name, count=1)):
            party = self._canonical.get(words) or self._canonical.get(words.casefold())
            if party:
                return party
        return None

    def typed(self, name: str) -> str | None:
        """Return the own name of a party as a person types it: "us", which is no party in a text, is one here."""
        return self.canonical(name) or self.canonical(name.upper())

    def names(self, party: str) -> tuple[str, ...]:
        """Return all names of the party, its own first."""
        row = self.rows.get(party)
        return (party, *(row.names if row else ()))

    def offices(self, party: str) -> tuple[str, ...]:
        """Return the offices that speak for the party, its own before those that any state may have."""
        row = self.rows.get(party)
        return (row.offices if row else ()) + self.common_offices

    def find_voice(self, text: str) -> tuple[str, int]:
        """Return the party whose body or office a text names first, and where; nothing and -1 where it names none."""
        found = self._voice.search(text)
        return (self.voices[found.group()], found.start()) if found else ("", -1)

    def is_state(self, name: str) -> bool:
        """Tell whether a party of this name is a state: what has members, or stands among groups, is none."""
        row = self.rows.get(self.canonical(name) or "")
        return row is not None and not row.members and row.name not in self.bodies

    def has_office(self, words: str) -> bool:
        """Tell whether words hold an office that goes before a person's name, such as `Amir of Qatar`."""
        return bool(self._office.search(words))

    def slug(self, party: str) -> str:
        """Return the party's short form for names of series: `us`, `rok`, `new-zealand`."""
        return self.slugs.get(party) or re.sub(r"[^a-z0-9]+", "-", party.lower()).strip("-")

    def leader(self, name: str) -> str | None:
        """Return the party of a person given by surname, full name, or either with the office; None if not known."""
        match = self._titled.fullmatch(name.strip())
        known = self._leader_in(match["title"], match["name"]) if match else self._leader_in("", name)
        return known[0] if known else None

    def _matches(self, text: str) -> Iterator[Mention]:
        end = 0
        index = self._index
        for match in self._first_word.finditer(text):
            start = match.start()
            word = match.group()
            shouted = len(word) > 3 and word.isupper()
            candidates = index.get(word) or (shouted and (index.get(word.capitalize()) or index.get(word.lower())))
            if not candidates or start < end:
                continue
            for name in candidates:
                stop = start + len(name.words)
                here = text[start:stop].replace("’", "'")
                whole = not (text[stop : stop + 1].isalnum() and name.words[-1].isalnum())
                whole = whole and (not name.definite or text[max(0, start - 4) : start].lower() == "the ")
                if whole and (here == name.words or (shouted and here == name.words.upper())):
                    yield Mention(Span(start, stop), name.party, name.adjective)
                    end = stop
                    break

    def _leader_in(self, title: str, name: str) -> tuple[str, int] | None:
        """Return party and end (in `name`) of the longest run of words that is somebody's name."""
        words = list(re.finditer(r"[^\s,]+", name.replace("’", "'")))
        for length in range(len(words), 0, -1):
            for first in range(len(words) - length + 1):
                run = words[first : first + length]
                plain = " ".join(word.group() for word in run).removesuffix("'s").rstrip(".'")
                key = _person_key(plain)
                party = self._people.get(f"{title} {key}") or self._people.get(key)
                if party:
                    return party, run[0].start() + len(plain)
        return None

    @cached_property
    def _index(self) -> Mapping[str, tuple[_Name, ...]]:
        """Names by their first word, longest first."""
        index: dict[str, list[_Name]] = {}
        for name in self._names():
            first = _FIRST.match(name.words)
            if first:
                index.setdefault(first.group(), []).append(name)
        return {word: tuple(sorted(names, key=lambda n: -len(n.words))) for word, names in index.items()}

    def _names(self) -> Iterator[_Name]:
        for row in self.rows.values():
            for words in (row.name, *row.names):
                name = words.removeprefix("the ")
                yield _Name(name, row.name, definite=name != words)
            yield from (_Name(words, row.name, adjective=True) for words in row.adjectives)
        yield from (_Name(words, "") for words in self.never)

    @cached_property
    def _first_word(self) -> re.Pattern[str]:
        """How a name begins: with a capital, but for those that a ledger's own tables write small."""
        small = sorted(word for word in self._index if word[0].islower())
        return re.compile(rf"{_CAPITALISED.pattern}|(?<!\w)(?:{'|'.join(small)})(?!\w)") if small else _CAPITALISED

    @cached_property
    def _canonical(self) -> Mapping[str, str]:
        rows = self.rows.values()
        exact = {words.removeprefix("the "): row.name for row in rows for words in (row.name, *row.names)}
        folded = {words.casefold(): party for words, party in exact.items() if len(words) > 3}
        return {**folded, **exact}

    @cached_property
    def _formal(self) -> re.Pattern[str]:
        """What stands in front of a name: `the Government of the Kingdom of`."""
        state = rf"(?:(?!and\b)\w+\s+){{0,2}}Republic|{'|'.join(self.forms)}"
        return re.compile(
            rf"^(?:the\s+)?(?:Government\s+of\s+)?(?:the\s+)?(?:(?:{state})\s+of\s+)?(?:the\s+)?", re.IGNORECASE
        )

    @cached_property
    def _people(self) -> Mapping[str, str]:
        return {_person_key(person): row.name for row in self.rows.values() for person in row.people}

    @cached_property
    def _titled(self) -> re.Pattern[str]:
        offices = {office for row in self.rows.values() for office in row.offices}
        titles = sorted(offices | {*self.common_offices, *self.titles}, key=lambda words: (-len(words), words))
        particles = "|".join(sorted(self.particles))
        return re.compile(
            rf"(?P<title>{'|'.join(map(re.escape, titles))})(?P<name>(?:\s+(?:{_NAME_WORD}|(?:{particles})\b)){{1,6}})"
        )

    @cached_property
    def _voice(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.voices))})\b")

    @cached_property
    def _office(self) -> re.Pattern[str]:
        titles = "|".join(map(re.escape, (*self.titles, *self.common_offices)))
        return re.compile(rf"(?<![Ee]l[\s-])\b(?:{titles})\b")


def _person_key(name: str) -> str:
    """Fold what varies in how one name is written: `KISHIDA` and `Kishida`, `Al-Sudani` and `Sudani`."""
    name = _ARTICLE.sub("", name)
    return " ".join(word.title() if len(word) > 3 and word.isupper() else word for word in name.split(" "))


def plain_name(name: str) -> str:
    """Return a name with single spaces and straight apostrophes, as names are compared."""
    return " ".join(name.replace("’", "'").split())
