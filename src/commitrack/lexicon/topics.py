"""The taxonomy of topics, and which of them a piece of text is about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct, field

from commitrack.lexicon.tables import Column, check_row, is_lines, is_text, read_table, wrong
from commitrack.lexicon.tokens import Tokens, tokenize
from commitrack.model import OTHER
from commitrack.patterns import compile_late

CLASSES = ("hints", "tells", "decides")
"""Of phrases, the weakest first."""
MOST = 3
KEY = compile_late(r"[\w-]+")
DOTTED = compile_late(r"(?:[a-z]\.){2,}")


class TopicWeighing(Struct, frozen=True, kw_only=True):
    """The parameters of the table `weighing`; what each means stands there."""

    decides: float
    tells: float
    hints: float
    aside: float
    fading: float
    sentence: float
    lead_up: float
    heading: float
    paragraph: float
    before: float
    document: float
    lean: float
    floor: float


Told = tuple[tuple[str, float], ...]
"""What each topic gains by a phrase; none where the phrase only opens an aside."""
Hit = tuple[int, int, Told]
"""A phrase found: the tokens from the first number to the second (exclusive), and what they tell. Plain, for speed."""


class Cue(Struct):
    """A word of phrases: what they tell where they end here, and the words by which they go on."""

    told: Told | None = None
    rest: dict[str, Cue] = field(default_factory=dict)


Row = tuple[str, str, float]
"""A phrase of the table, the topic that it tells, and how much that gains; one that only opens an aside tells none."""


class Cues(dict[str, Cue | None]):
    """Cues by the first word of their phrases, made when a word is looked up: a text holds few of them."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], weights: Mapping[str, float]) -> None:
        super().__init__()
        self._rows, self._weights = rows, weights

    def __missing__(self, word: str) -> Cue | None:
        one = singular(word)
        if (same := spelled(word)) != word:
            self[word] = self[same]
            return self[word]
        if word in self._rows:
            cue = self[word] = self._grow(self._rows[word])
            if one != word and (opened := self[one]):
                cue.rest = opened.rest  # a plural that stands alone opens what its singular does
            return cue
        self[word] = self._follow(word) if one == word else self[one]
        return self[word]

    def _follow(self, word: str) -> Cue | None:
        """Return the cue of a phrase that is written as one word: "rare-earth"; None for other words."""
        first, *more = word.split("-")
        cue = self[first] if first and more else None
        for part in more:
            cue = cue.rest.get(singular(part)) if cue else None
        return cue

    def _grow(self, rows: Iterable[Row]) -> Cue:
        told: dict[tuple[str, ...], dict[str, float]] = {}
        for phrase, key, gain in rows:
            told.setdefault(_words(phrase), {}).update({key: gain} if key else {})
        first = Cue()
        for words, gains in told.items():
            cue = first
            for word in words[1:]:
                cue = cue.rest.setdefault(word, Cue())
            cue.told = tuple((key, gain * self._weights[key]) for key, gain in gains.items())
        return first


class Topics(Struct, frozen=True):
    """The taxonomy in its order, with titles, and the cues that tell its topics."""

    titles: Mapping[str, str]
    cues: Cues
    weighing: TopicWeighing

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the taxonomy, in its order."""
        return tuple(self.titles)

    def title(self, key: str) -> str:
        """Return what a topic is called; the key itself for one that is not known."""
        return self.titles.get(key, key)

    def find(self, tokens: Tokens) -> list[Hit]:
        """Return the cues in the tokens, in order; where some overlap, the first and longest one."""
        words, cues = tokens.words, self.cues
        hits: list[Hit] = []
        end = 0
        for at in [at for at, word in enumerate(words) if cues[word]]:
            if at < end:
                continue
            cue, ahead = cues[words[at]], at + 1
            told = None
            while cue:
                if cue.told is not None:
                    told, end = cue.told, ahead
                if not cue.rest or ahead == len(words):
                    break
                cue = cue.rest.get(singular(words[ahead]))
                ahead += 1
            if told is not None:
                hits.append((at, end, told))
        return hits

    def weigh(self, hits: Iterable[Hit], first: int = 0) -> dict[str, float]:
        """Return what each topic gains from cues in their order; the more, the nearer to token `first`."""
        rule = self.weighing
        gains: dict[str, float] = {}
        factor = 1.0
        for start, _, told in hits:
            if not told:
                factor = rule.aside
                continue
            worth = factor / (1 + rule.fading * abs(start - first))
            for key, gain in told:
                gains[key] = gains.get(key, 0.0) + worth * gain
        return gains

    def rank(self, gains: Mapping[str, float]) -> tuple[str, ...]:
        """Return up to three topics, the main one first, ties in the taxonomy's order; `other` where none gains."""
        if not gains:
            return (OTHER,)
        enough = min(self.weighing.floor, max(gains.values()))
        named = [key for key, gain in gains.items() if gain >= enough]
        if len(named) > 1:
            order = self.keys
            named.sort(key=lambda key: (-gains[key], order.index(key)))
        return tuple(named[:MOST])


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Return a word without its plural and possessive endings, as the table spells it."""
    word = word.replace("’", "'").removesuffix("'s").rstrip("'")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "xes", "shes", "ches")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return spelled(word)


def spelled(word: str) -> str:
    """Return a word as the table spells it: "labor" for "labour", "un" for "U.N."; "U.S." keeps its points."""
    if DOTTED.fullmatch(word) and word != "u.s.":
        return word.replace(".", "")
    known = _spellings()
    parts = (part.replace("isation", "ization") for part in word.split("-"))
    return "-".join(known.get(part, part) for part in parts)


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    return {other: word for word, others in _table()["spellings"].items() for other in others.split()}


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return read_table("topics")


def load_topics(own: Mapping[str, Any] | None = None) -> Topics:
    """Return the taxonomy, with a ledger's own topics and phrases added; what it says of a known phrase goes before.

    Raises RecordError with the place where `own` has another shape than the table's.
    """
    return _build(own) if own else _bundled()


@lru_cache(maxsize=1)
def _bundled() -> Topics:
    return _build({})


def _build(own: Mapping[str, Any]) -> Topics:
    table = _table()
    weighing = TopicWeighing(**{name: float(table["weighing"][name]) for name in TopicWeighing.__struct_fields__})
    titles: dict[str, str] = {}
    weights: dict[str, float] = {}
    rows: dict[str, list[Row]] = {}
    for phrase in _phrases(table["weighing"]["asides"]):
        rows.setdefault(_first(phrase), []).append((phrase, "", 0.0))
    for key, row in (*table["topics"].items(), *((key, _checked(key, row)) for key, row in own.items())):
        titles[key] = row.get("title", titles.get(key, key))
        weights[key] = row.get("weight", weights.get(key, 1.0))
        for name in CLASSES:
            gain = getattr(weighing, name)
            for phrase in _phrases(row.get(name, "")):
                rows.setdefault(_first(phrase), []).append((phrase, key, gain))
    return Topics(titles, Cues(rows, weights), weighing)


def _phrases(value: str | list[str]) -> Iterator[str]:
    """Yield the phrases of a line, or of several, that are parted by commas."""
    lines = value if isinstance(value, str) else ",".join(value)
    return filter(None, map(str.strip, lines.lower().split(",")))


def _first(phrase: str) -> str:
    """Return the first of a phrase's words; where that is a plain one, the others need not be read for it."""
    first, *more = phrase.split(maxsplit=1)
    if first.isalnum():
        return singular(first) if more else spelled(first)
    return next(iter(_words(phrase)), "")


def _words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase: singular, but for a lone one."""
    words = phrase.split()
    if not "".join(words).isalnum():  # signs are split as they are in a text
        words = tokenize(phrase.replace("’", "'")).words
    return tuple(map(spelled if len(words) == 1 else singular, words))


def _checked(key: str, row: Any) -> Mapping[str, Any]:
    """Return a row of a ledger's own table, once its shape is what it should be."""
    if not KEY.fullmatch(key):
        raise wrong(f"topics.{key}", "a key of letters, digits and hyphens is expected")
    return check_row(f"topics.{key}", row, COLUMNS)


def _is_weight(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < math.inf


PHRASES = ("phrases in quotes, parted by commas, are", is_lines)
COLUMNS: Mapping[str, Column] = {
    "title": ("words in quotes are", is_text),
    "weight": ("a number above 0 is", _is_weight),
    **dict.fromkeys(reversed(CLASSES), PHRASES),
}
"""What a topic's row may have, with the words for what is expected."""
