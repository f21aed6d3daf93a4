"""Why a request finds nothing: an empty ledger, or a name that it does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from commitrack.cli.options import name_actor
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError, did_you_mean
from commitrack.ledger.lookup import known_series, listed, no_series
from commitrack.ledger.selection import Selection, has_words
from commitrack.ledger.wording import read_terms, split_words
from commitrack.model import Commitment

LIKE = 0.8
"""Of so many words and names, some are always a little like the one that is sought."""


def say_why_nothing(
    session: Session, *, series: Iterable[str] = (), actors: Sequence[str] = (), match: str = ""
) -> None:
    """Tell a person what was asked for in vain, actors as they were given; CommitrackError for a series that there is
    not.
    """
    if not session.ledger.names():
        session.note(f"the ledger {session.ledger.root} is empty; add a statement with `commitrack add`")
        return
    known = known_series(session.ledger) if series else []
    for name in series:
        if name not in known:
            raise CommitrackError(no_series(name, known))
    if actors or match:
        everything = [one for _, one in session.index.commitments(Selection())]
        for words in (*unknown_actors(actors, everything, session), *unknown_words(match, everything)):
            session.note(f"no commitment in the ledger {words}")


def say_empty_period(session: Session, since: date | None, until: date | None) -> None:
    """Tell a person so where no day lies between the two that a period begins and ends with."""
    if since and until and since > until:
        session.note(f"no day is in the period: it begins on {since} and ends on {until}")


def unknown_actors(actors: Iterable[str], everything: Iterable[Commitment], session: Session) -> Iterator[str]:
    """Yield what to say of actors by whom there is nothing."""
    known = {actor.lower(): actor for one in everything for actor in one.actors}
    for actor in actors:
        if known.keys().isdisjoint(name_actor(actor, session)):
            party, there = session.parties.typed(actor), f"there are {listed(sorted(known.values()))}"
            hint = "" if party else did_you_mean(actor, known.values(), LIKE)
            aside = f"{party} is known, but acts nowhere by name; " if party else ""
            yield f"is by {actor!r}; {hint or aside + there}"


def unknown_words(match: str, everything: Sequence[Commitment]) -> Iterator[str]:
    """Yield what to say of words, and of words in a row, that nothing has in it."""
    if not match or any(has_words(one, match) for one in everything):
        return
    known = {word for one in everything for word in split_words(f"{one.text} {one.quote}")}
    for term in read_terms(match):
        for word in term.words:
            if not any(each.startswith(word) for each in known):
                hint = did_you_mean(word, known, LIKE)
                yield f"has {word!r} in it" + (f"; {hint}" if hint else "")
