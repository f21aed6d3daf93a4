"""The taxonomy of topics, and which of them a piece of text is about."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, NamedTuple

from commitrack.errors import CommitrackError

from .tables import read_table
from .tokens import Tokens, tokenize

CLASSES = ("hints", "tells", "decides")
"""Of phrases, the weakest first."""
OTHER = "other"
MOST = 3
KEY = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """The parameters of the table `weighing`; what each means stands there."""

    decides: float
    tells: float
    hints: float
    aside: float
    fading: float
    sentence: float
    heading: float
    paragraph: float
    before: float
    document: float
    lean: float
    share: float
    floor: float


class Cue(NamedTuple):
    """A phrase that tells topics: the words after its first one, and what each topic gains; none opens an aside."""

    rest: tuple[str, ...]
    gains: tuple[tuple[str, float], ...]


class Hit(NamedTuple):
    """A phrase found in tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    gains: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """The taxonomy in its order, with titles and with cues by their first word, longest first."""

    titles: Mapping[str, str]
    cues: Mapping[str, tuple[Cue, ...]]
    weighing: Weighing

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
        after = 0
        for at, word in enumerate(words):
            if at < after:
                continue
            for rest, gains in cues.get(word) or cues.get(singular(word)) or ():
                after = at + 1 + len(rest)
                if not rest or _reads(words[at + 1 : after], rest):
                    hits.append(Hit(at, after, gains))
                    break
            else:
                after = at
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
        ranked = sorted((key for key in self.titles if gains.get(key)), key=lambda key: -gains[key])
        if not ranked:
            return (OTHER,)
        enough = max(self.weighing.floor, self.weighing.share * gains[ranked[0]])
        return (ranked[0], *(key for key in ranked[1:MOST] if gains[key] >= enough))


def _reads(words: list[str], rest: tuple[str, ...]) -> bool:
    return len(words) == len(rest) and all(
        word == wanted or singular(word) == wanted for word, wanted in zip(words, rest, strict=True)
    )


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Return a word without its plural and possessive endings."""
    word = word.replace("’", "'").removesuffix("'s").rstrip("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def load_topics(own: Mapping[str, Any] | None = None) -> Topics:
    """Return the taxonomy, with a ledger's own topics and phrases added; what it says of a known phrase goes before.

    Raises CommitrackError with the place where `own` has another shape than the table's.
    """
    return _build(own) if own else _bundled()


@lru_cache(maxsize=1)
def _bundled() -> Topics:
    return _build({})


def _build(own: Mapping[str, Any]) -> Topics:
    table = read_table("topics")
    weighing = Weighing(**{each.name: float(table["weighing"][each.name]) for each in fields(Weighing)})
    titles: dict[str, str] = {}
    weights: dict[str, float] = {}
    told: dict[tuple[str, ...], dict[str, float]] = {words: {} for words in _phrases(table["weighing"]["asides"])}
    for key, row in (*table["topics"].items(), *((key, _checked(key, row)) for key, row in own.items())):
        titles[key] = row.get("title", titles.get(key, key))
        weights[key] = row.get("weight", weights.get(key, 1.0))
        for name in CLASSES:
            for words in _phrases(row.get(name, "")):
                told.setdefault(words, {})[key] = getattr(weighing, name)
    return Topics(titles, _index(told, weights), weighing)


def _index(
    told: Mapping[tuple[str, ...], Mapping[str, float]], weights: Mapping[str, float]
) -> dict[str, tuple[Cue, ...]]:
    """Return the cues by their first word; those of its singular stand under a plural too."""
    cues: dict[str, list[Cue]] = {}
    for words, gains in told.items():
        cue = Cue(words[1:], tuple((key, gain * weights[key]) for key, gain in gains.items()))
        cues.setdefault(words[0], []).append(cue)
    return {
        first: tuple(sorted([*options, *_of_singular(first, cues)], key=lambda cue: -len(cue.rest)))
        for first, options in cues.items()
    }


def _of_singular(word: str, cues: Mapping[str, list[Cue]]) -> list[Cue]:
    return cues.get(singular(word), []) if singular(word) != word else []


def _phrases(value: str | list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words of each phrase of a line, or of several, parted by commas."""
    lines = value if isinstance(value, str) else ",".join(value)
    phrase: list[str] = []
    for word in (*tokenize(lines.replace("’", "'")).words, ","):
        if word != ",":
            phrase.append(word)
        elif phrase:
            yield tuple(phrase)
            phrase = []


def _checked(key: str, row: Any) -> Mapping[str, Any]:
    """Return a row of a ledger's own table, once its shape is what it should be."""
    if not KEY.fullmatch(key):
        raise CommitrackError(f"topics.{key}: a key of letters, digits and hyphens is expected")
    if not isinstance(row, Mapping):
        raise CommitrackError(f"topics.{key}: a table is expected, with some of {', '.join(COLUMNS)}")
    for name, value in row.items():
        if name not in COLUMNS:
            raise CommitrackError(f"topics.{key}.{name}: unknown; known are {', '.join(COLUMNS)}")
        wanted, fits = COLUMNS[name]
        if not fits(value):
            raise CommitrackError(f"topics.{key}.{name}: {wanted} expected")
    return row


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_weight(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < math.inf


def _is_phrases(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(line, str) for line in value))


PHRASES = ("phrases in quotes, parted by commas, are", _is_phrases)
COLUMNS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "title": ("words in quotes are", _is_text),
    "weight": ("a number above 0 is", _is_weight),
    **dict.fromkeys(reversed(CLASSES), PHRASES),
}
"""What a topic's row may have, with the words for what is expected."""
