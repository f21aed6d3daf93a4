"""The table of deadline phrases, typed; every pattern is compiled when a text first needs it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from commitrack.lexicon.party_rows import load_parties
from commitrack.lexicon.tables import fill_in, read_table
from commitrack.patterns import compile_late

ALONE = "none"
"""The sense of a lead that is no word: the period stands alone ("next year")."""
MARKS = ("", ",", ".", ";", ":", ")", "’s", "'s")
"""What may cling to the end of a word."""
_WORDS = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)?(?![\w-])")
NEAR = 7
"""How many words in front of a time may tell that it has passed."""


class Share(NamedTuple):
    """The k-th of n parts of a period."""

    k: int
    n: int


class Lead(NamedTuple):
    """The words in front of a period: where they start, where the period may start, and their sense."""

    start: int
    end: int
    sense: str


class FiscalYear(NamedTuple):
    """The last month of a fiscal year, and how many years after the one that names it this ends."""

    month: int
    after: int


class Row(Struct, frozen=True, dict=True):
    """A row of the table's periods."""

    pattern: str
    follows: str
    sign: str
    after: frozenset[str]
    part: bool

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The period's words, with the groups that its arithmetic reads."""
        return re.compile(self.pattern, re.IGNORECASE)


class Deadlines:
    """The phrases that name a deadline, and the words in front that tell it is none."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._signs = _index(table["sign"])
        self._vocabulary = frozenset(self._signs)
        self._pieces = tuple((piece, sign) for sign, pieces in table["pieces"].items() for piece in pieces)
        every = frozenset(lead["sense"] for lead in table["lead"])
        numbers: Mapping[str, Mapping[str, int]] = table["numbers"]
        self._numbers = {word: value for group in numbers.values() for word, value in group.items()}
        self._words = {**table["words"], "number": _number(numbers), "feast": "|".join(table["feasts"])}
        self._rows = tuple(_row(row, every - {ALONE}, self._words) for row in table["period"])
        self._fiscal = {
            party: FiscalYear(row["month"], row.get("after", 0)) for row in table["fiscal"] for party in row["parties"]
        }
        past = table["past"]
        self._past, self._backward = frozenset(past["words"].split()), frozenset(past["backward"].split())
        self._candidacy, self._aside = frozenset(past["candidacy"].split()), compile_late(past["aside"])
        self._apposition = compile_late(past["apposition"], re.VERBOSE)
        self._senses = tuple(lead["sense"] for lead in table["lead"] for _ in lead["words"])
        self.bounds = frozenset(lead["sense"] for lead in table["lead"] if lead.get("bound"))
        """The senses of the leads that set a limit."""
        self.openings = frozenset(lead["sense"] for lead in table["lead"] if lead.get("opens"))
        """The senses of the leads that tell when something begins."""
        self.feasts: Mapping[str, str] = table["feasts"]
        """The days of feasts as month and day, "" where they move."""
        self.shares = {f"part{number}": Share(*part["share"]) for number, part in enumerate(table["part"])}

    def rows_for(self, text: str) -> tuple[Row, ...]:
        """Return the periods whose signs a text holds; empty, within a few microseconds, for most texts."""
        spread = text.replace("-", " ").replace("–", " ").replace("—", " ")  # "mid-decade" is two words
        words = spread.split()
        pieces = [sign for piece, sign in self._pieces if piece in spread]
        if not pieces and self._vocabulary.isdisjoint(words):
            return ()
        signs = {sign for word in self._vocabulary.intersection(words) for sign in self._signs[word]}.union(pieces)
        return tuple(row for row in self._rows if row.sign in signs)

    @cached_property
    def _lead(self) -> re.Pattern[str]:
        """The leads side by side, each with an empty group at its end: twice as fast as groups around them."""
        ends = {lead["sense"]: r"()\b" if lead["sense"] == ALONE else r"()\s" for lead in self._table["lead"]}
        leads = (words + ends[lead["sense"]] for lead in self._table["lead"] for words in lead["words"])
        return re.compile(rf"\b(?:{_spaced(fill_in('|'.join(leads), self._words))})")

    def find_lead(self, small: str, at: int) -> Lead | None:
        """Return the next words that may stand in front of a period, in a text in small letters."""
        match = self._lead.search(small, at)
        if match is None:
            return None
        sense = self._senses[(match.lastindex or 1) - 1]
        return Lead(match.start(), match.start() if sense == ALONE else match.end(), sense)

    @cached_property
    def start(self) -> re.Pattern[str]:
        """The words between a number of days and the day from which they are counted."""
        return re.compile(_spaced(self._table["start"]["words"]), re.IGNORECASE)

    @cached_property
    def onwards(self) -> re.Pattern[str]:
        """The words behind a time that tell that something begins then."""
        return re.compile(rf"(?:{_spaced(self._table['onwards']['words'])})\b", re.IGNORECASE)

    @cached_property
    def till(self) -> re.Pattern[str]:
        """The words between the time when something begins and the time when it ends."""
        return re.compile(_spaced(self._table["till"]["words"]), re.IGNORECASE)

    @cached_property
    def part(self) -> re.Pattern[str]:
        """The words for a part of a period; the group is the key of its share."""
        parts = (f"(?P<part{number}>{_spaced(part['words'])})" for number, part in enumerate(self._table["part"]))
        return re.compile(rf"(?:{'|'.join(parts)})\s?", re.IGNORECASE)

    def is_aside(self, front: str) -> bool:
        """Tell whether what follows these words is none of the commitment's own: a candidacy, something mentioned."""
        return not self._candidacy.isdisjoint(front.split()) or bool(self._aside.search(front))

    def is_in_apposition(self, front: str) -> bool:
        """Tell whether what follows these words, all in front of an operative verb, is said of its subject only."""
        return bool(self._apposition.search(front))

    def looks_back(self, front: str) -> bool:
        """Tell whether the words shortly in front of a time say that it is over: "held in June", not "to be held"."""
        words = front.lower().split()[-NEAR:]
        for at in range(len(words) - 1, -1, -1):
            if words[at].strip(",") in ("to", "that"):
                return False
            if words[at].strip(",") in self._past and (at == 0 or words[at - 1] not in ("be", "being")):
                return True
        return False

    def is_retrospective(self, front: str) -> bool:
        """Tell whether a text up to a time looks back: it condemns, applauds, thanks."""
        return not self._backward.isdisjoint(front.lower().split())

    def count(self, number: str) -> int:
        """Return what a number of the rows counts: "90", "eleven", "twenty-four", "thirty (30)"."""
        word = " ".join(re.sub(r"\(.*|-", " ", number.lower()).split())
        if word.isdigit():
            return int(word)
        return self._numbers.get(word) or sum(self._numbers[part] for part in word.split())

    def numbers_in_words(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield what the number words of a text come to, and these: "two hundred", "twenty-four", not "one" or "a"."""
        words = _WORDS.findall(text.lower())
        for word, after in zip(words, [*words[1:], ""], strict=False):
            parts, scale = word.split("-"), self._table["scales"].get(after, 1)
            if all(part in self._numbers for part in parts) and (scale > 1 or self._numbers[parts[0]] > 1):
                yield sum(self._numbers[part] for part in parts) * scale, f"{word} {after}" if scale > 1 else word

    def recurrence(self, text: str) -> str:
        """Return what a time that comes again comes to, the same for all that say once a year; "" for other times."""
        if re.fullmatch(self._table["recurrence"]["yearly"], text, re.IGNORECASE):
            return "yearly"
        rows = (row for row in self.rows_for(text) if row.follows == "recurrence")
        return text.lower() if any(row.regex.search(text) for row in rows) else ""

    def fiscal_years(self, front: str, parties: Container[str]) -> tuple[FiscalYear, ...]:
        """Return the fiscal years that may be meant: of the country named last, else of the parties, else all."""
        named = [mention.party for mention in load_parties().find(front, adjectives=True)]
        for party in reversed(named):
            if party in self._fiscal:
                return (self._fiscal[party],)
        own = tuple(year for party, year in self._fiscal.items() if party in parties)
        return own or tuple(self._fiscal.values())


@lru_cache(maxsize=1)
def load_deadlines() -> Deadlines:
    """Return the table."""
    return Deadlines(read_table("deadlines"))


def _index(groups: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Index the signs by their words as they stand in a text: small or with a capital, with a mark or without."""
    index: dict[str, tuple[str, ...]] = {}
    for sign, words in groups.items():
        for word in words.split():
            for form in {word, word[0].upper() + word[1:]}:
                for mark in MARKS:
                    index[form + mark] = (*index.get(form + mark, ()), sign)
    return index


def _number(numbers: Mapping[str, Mapping[str, int]]) -> str:
    """Return the expression for figures, number words, and words with their figures behind them."""
    tens, units = "|".join(numbers["tens"]), "|".join(numbers["units"])
    single = "|".join(sorted((*numbers["units"], *numbers["others"]), key=len, reverse=True))
    return rf"(?:\d{{1,3}}|(?:(?:{tens})(?:[- ](?:{units}))?|{single})(?: \(\d{{1,3}}\))?)"


def _row(row: Mapping[str, Any], default: frozenset[str], words: Mapping[str, str]) -> Row:
    after = frozenset(row["after"]) if "after" in row else default
    return Row(_spaced(fill_in(row["words"], words)), row["follows"], row["sign"], after, row.get("part", False))


def _spaced(pattern: str) -> str:
    return pattern.replace(" ", r"\s")
