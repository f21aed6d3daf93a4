"""What the program knows of language, as TOML tables, typed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from commitrack.model import LedgerConfig

if TYPE_CHECKING:
    from commitrack.lexicon.parties import Parties
    from commitrack.lexicon.topics import Topics
    from commitrack.lexicon.verbs import Verbs


class Lexicon(NamedTuple):
    """The tables that extraction needs."""

    verbs: Verbs
    topics: Topics
    parties: Parties


def load_lexicon(config: LedgerConfig | None = None) -> Lexicon:
    """Return the tables, with what a ledger's `commitrack.toml` adds to them."""
    if config is None or not (config.verbs or config.topics or config.parties or config.aliases):
        return _bundled()
    return _load(config)


@lru_cache(maxsize=1)
def _bundled() -> Lexicon:
    return _load(LedgerConfig())


def _load(config: LedgerConfig) -> Lexicon:
    from commitrack.lexicon.party_rows import load_parties  # those who need one table pay for that alone
    from commitrack.lexicon.topics import load_topics
    from commitrack.lexicon.verbs import load_verbs

    return Lexicon(load_verbs(config.verbs), load_topics(config.topics), load_parties(config.parties, config.aliases))
