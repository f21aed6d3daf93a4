"""The taxonomy of topics, and which of them a piece of text is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ..errors import CommitrackError
from .tables import read_table
from .tokens import Tokens, tokenize

WEIGHTS = {"decides": 4.0, "tells": 2.0, "hints": 1.0}
OTHER = "other"


class Cue(NamedTuple):
    """A phrase that tells topics: the words after its first one, and what each topic gains."""

    rest: tuple[str, ...]
    gains: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """The taxonomy in its order, with titles and cues by first word, longest cue first."""

    titles: Mapping[str, str]
    cues: Mapping[str, tuple[Cue, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the taxonomy, in its order."""
        return tuple(self.titles)

    def title(self, key: str) -> str:
        """Return what a topic is called; the key itself for one that is not known."""
        return self.titles.get(key, key)

    def weigh(self, tokens: Tokens, start: int = 0, end: int | None = None) -> dict[str, float]:
        """Return what each topic gains from the cues in tokens `start` to `end`; each place counts once."""
        words = tokens.words
        stop = len(words) if end is None else end
        gains: dict[str, float] = {}
        at = start
        cues = self.cues
        while at < stop:
            options = cues.get(words[at]) or cues.get(singular(words[at]))
            step = 1
            for cue in options or ():
                length = len(cue.rest)
                if length == 0 or tuple(map(singular, words[at + 1 : min(stop, at + 1 + length)])) == cue.rest:
                    for topic, gain in cue.gains:
                        gains[topic] = gains.get(topic, 0.0) + gain
                    step = length + 1
                    break
            at += step
        return gains


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Fold a word's plural and possessive endings and its hyphens, for looking it up."""
    word = word.removesuffix("'s").removesuffix("’s").rstrip("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def load_topics(own: Mapping[str, Any] | None = None) -> Topics:
    """Return the taxonomy, with a ledger's own topics and phrases added."""
    if not own:
        return _bundled()
    merged: dict[str, dict[str, Any]] = {key: dict(row) for key, row in read_table("topics").items()}
    for key, row in own.items():
        if not isinstance(row, Mapping):
            raise CommitrackError(f"topics.{key}: a table is wanted, with title, decides, tells or hints")
        known = merged.setdefault(key, {"title": key})
        for name, value in row.items():
            known[name] = f"{known[name]}, {value}" if name in WEIGHTS and known.get(name) else value
    return _build(merged)


@lru_cache(maxsize=1)
def _bundled() -> Topics:
    return _build(read_table("topics"))


def _build(table: Mapping[str, Mapping[str, Any]]) -> Topics:
    gains: dict[tuple[str, ...], dict[str, float]] = {}
    for key, row in table.items():
        for name, weight in WEIGHTS.items():
            for phrase in str(row.get(name, "")).split(","):
                if words := _words(phrase):
                    gains.setdefault(words, {}).setdefault(key, weight)
    cues: dict[str, list[Cue]] = {}
    for words, by_topic in gains.items():
        cues.setdefault(words[0], []).append(Cue(words[1:], tuple(by_topic.items())))
    return Topics(
        titles={key: str(row.get("title", key)) for key, row in table.items()},
        cues={first: tuple(sorted(options, key=lambda cue: -len(cue.rest))) for first, options in cues.items()},
    )


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(map(singular, tokenize(phrase.strip()).words))


def rank(gains: Mapping[str, float], order: Sequence[str], *, most: int = 3, share: float = 0.5) -> tuple[str, ...]:
    """Return the topics that matter most, the main one first; ties by the order of the taxonomy; `other` where none does."""
    if not gains:
        return (OTHER,)
    place = {key: at for at, key in enumerate(order)}
    ranked = sorted(gains, key=lambda key: (-gains[key], place.get(key, len(place))))
    floor = max(2.0, share * gains[ranked[0]])
    return (ranked[0], *(key for key in ranked[1:most] if gains[key] >= floor))
