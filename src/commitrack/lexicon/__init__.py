"""What the program knows of language, as TOML tables, typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from commitrack.lexicon.parties import Parties, load_parties
from commitrack.lexicon.topics import Topics, load_topics
from commitrack.lexicon.verbs import Verbs, load_verbs
from commitrack.model import LedgerConfig


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables that extraction needs."""

    verbs: Verbs
    topics: Topics
    parties: Parties


def load_lexicon(config: LedgerConfig | None = None) -> Lexicon:
    """Return the tables, with what a ledger's `commitrack.toml` adds to them."""
    if config is None or not (config.verbs or config.topics or config.parties or config.aliases):
        return _bundled()
    return Lexicon(load_verbs(config.verbs), load_topics(config.topics), load_parties(config.parties, config.aliases))


@lru_cache(maxsize=1)
def _bundled() -> Lexicon:
    return Lexicon(load_verbs(), load_topics(), load_parties())
