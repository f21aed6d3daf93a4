"""A person's correction of a commitment's labels or a statement's header: `key=value` words checked and applied."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from commitrack.errors import CommitrackError, did_you_mean, read_choice
from commitrack.ledger.fields import TEACH_PARTY
from commitrack.ledger.ids import why_no_series
from commitrack.ledger.slips import suggest_id
from commitrack.model import ALL, FORCES, HEADER, MOST_TOPICS, Act, Commitment, Statement

if TYPE_CHECKING:
    from commitrack.lexicon.parties import Parties
    from commitrack.lexicon.topics import Topics

Reader = Callable[[str], Any]
"""Makes the value of a key of the word that was given for it; CommitrackError where it cannot."""


def split_assignments(words: Iterable[str]) -> dict[str, str]:
    """Return `key=value` words as a mapping, keys in lower case; CommitrackError for other words, or a key twice."""
    changes: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            raise CommitrackError(f"{word!r} is not of the form key=value, as in act=oppose")
        name = key.strip().lower()
        if name in changes:
            raise CommitrackError(f"{name} is given twice; give it once")
        changes[name] = value.strip()
    return changes


def edit_commitment(
    statement: Statement,
    commitment: Commitment,
    changes: Mapping[str, str],
    topics: Topics,
    parties: Parties,
    today: date,
) -> Commitment:
    """Return a statement's commitment with the changes made and marked as reviewed, unless they say otherwise.

    Actors are parties known, or such as the statement names; `in 90 days` counts from `today`. An empty value takes one
    away that may be missing. CommitrackError for a statement's key, an unknown one or a value that cannot be.
    """
    if foreign := [key for key in changes if key in HEADER]:
        raise set_of_statement(statement, commitment, foreign)
    others = [each.id for each in statement.commitments if each.id != commitment.id]
    readers = _label_readers(topics, parties, _named_in(statement), others, today)
    values: dict[str, Any] = {"reviewed": True}
    for key, value in changes.items():
        values[key] = readers[read_choice(key, tuple(readers), "key")](value)
    return replace(commitment, **values)


def set_of_statement(statement: Statement, commitment: Commitment, keys: Iterable[str]) -> CommitrackError:
    """Say of keys that were given for a commitment that its statement has them."""
    return CommitrackError(
        f"{commitment.id} is a commitment; set {' and '.join(keys)} of its statement, {statement.id}"
    )


def _label_readers(
    topics: Topics, parties: Parties, named: Collection[str], others: Sequence[str], today: date
) -> dict[str, Reader]:
    """Return how the value of each key of a commitment is read; `others` stand in the same statement."""
    return {
        "text": str,
        "act": lambda value: Act(read_choice(value, tuple(map(str, Act)), "act")),
        "verb": str,
        "force": read_force,
        "actors": lambda value: read_actors(value, parties, named),
        "topics": lambda value: read_topics(value, topics),
        "due": lambda value: read_day_if_any(value, today),
        "due_text": str,
        "restates": lambda value: read_restated(value, others),
        "note": str,
        "reviewed": lambda value: read_choice(value, ("true", "false"), "value of reviewed") == "true",
    }


def edit_statement(statement: Statement, changes: Mapping[str, str], parties: Parties, today: date) -> Statement:
    """Return the statement with the changes made to its header, and these kept as a person's.

    Parties are such as are known, or as it names already. An empty value takes one away, except the date.
    CommitrackError for an unknown key or a value that cannot be.
    """
    own = {*_named_in(statement)} - {ALL}
    readers: dict[str, Reader] = {
        "date": lambda value: read_meeting_day(value, today),
        "series": read_series,
        "parties": lambda value: (
            read_list(value, "parties", lambda name: read_party(name, parties, own)) if value else ()
        ),
    }
    chosen = {read_choice(key, HEADER, "key of a statement"): value for key, value in changes.items()}
    values = {key: readers.get(key, str)(value) for key, value in chosen.items()}
    corrected = tuple(key for key in HEADER if key in values or key in statement.corrected)
    return replace(statement, **values, corrected=corrected)


def _named_in(statement: Statement) -> tuple[str, ...]:
    """Return the parties that a statement names."""
    return (*statement.parties, *(actor for each in statement.commitments for actor in each.actors))


def put_commitment(statement: Statement, edited: Commitment) -> Statement:
    """Return the statement with the commitment of the same id exchanged."""
    return replace(
        statement, commitments=tuple(edited if each.id == edited.id else each for each in statement.commitments)
    )


def read_list(value: str, key: str, read: Callable[[str], str]) -> tuple[str, ...]:
    """Return what is read of each word of a comma-separated list, which may not be empty; the same only once."""
    words = [word.strip() for word in value.split(",") if word.strip()]
    if not words:
        raise CommitrackError(f"{key} must not be empty")
    return tuple(dict.fromkeys(map(read, words)))


def read_topics(value: str, topics: Topics) -> tuple[str, ...]:
    """Return the keys of topics, no more than a commitment may have."""
    keys = read_list(value, "topics", lambda word: read_topic(word, topics))
    if len(keys) > MOST_TOPICS:
        raise CommitrackError(f"a commitment has one to {MOST_TOPICS} topics, the main one first, not {len(keys)}")
    return keys


def read_topic(word: str, topics: Topics) -> str:
    """Return the key of a topic that is named by it or by its title; CommitrackError with the nearest of both."""
    titles = {topics.title(key): key for key in topics.keys}
    named = {name.lower(): key for name, key in (*titles.items(), *zip(topics.keys, topics.keys, strict=True))}
    if word in topics.keys:
        return word
    if word.lower() in named:
        return named[word.lower()]
    hint = did_you_mean(word, (*topics.keys, *titles)) or f"there are {', '.join(topics.keys)}"
    raise CommitrackError(f"no topic {word!r}; {hint}")


def read_actors(value: str, parties: Parties, named: Collection[str]) -> tuple[str, ...]:
    """Return parties' own names, or `all` alone."""
    actors = read_list(value, "actors", lambda name: read_actor(name, parties, named))
    if ALL in actors and len(actors) > 1:
        raise CommitrackError(f"{ALL!r} stands for the whole group; name it alone, or the parties")
    return actors


def read_actor(name: str, parties: Parties, named: Collection[str]) -> str:
    """Return a party's own name, or `all`; CommitrackError with the nearest one for a name that nobody has."""
    return ALL if name.lower() == ALL else read_party(name, parties, named)


def read_party(name: str, parties: Parties, named: Collection[str]) -> str:
    """Return a party's own name; CommitrackError with the nearest one for a name that nobody has."""
    known = parties.typed(name) or next((each for each in named if each.lower() == name.lower()), None)
    if known is None:
        raise CommitrackError(f"no party {name!r}; {did_you_mean(name, (*named, *parties.rows)) or TEACH_PARTY}")
    return known


def read_series(value: str) -> str:
    """Return the name of a series; empty for none. CommitrackError for what is none."""
    if wrong := why_no_series(value):
        raise CommitrackError(wrong)
    return value


def read_restated(value: str, others: Sequence[str]) -> str:
    """Return the id of another commitment of the same statement, named by it or by its end; empty for nothing."""
    if not value:
        return ""
    for each in others:
        if value in (each, each.rpartition("/")[2]):
            return each
    hint = suggest_id(value, others) or "it has to be one of the same statement"
    raise CommitrackError(f"no other commitment {value!r}; {hint}")


def read_force(value: str) -> int | None:
    """Return one of the `FORCES`; None for nothing."""
    if not value:
        return None
    least, most = FORCES
    if value not in map(str, range(least, most + 1)):
        raise CommitrackError(f"force is a whole number from {least} to {most}, not {value!r}")
    return int(value)


def read_meeting_day(value: str, today: date) -> date:
    """Return the day of a meeting, which has to be named."""
    day = read_day_if_any(value, today)
    if day is None:
        raise CommitrackError("date must not be empty")
    return day


def read_day_if_any(value: str, today: date) -> date | None:
    """Return the day that is named, such as a deadline; None for nothing."""
    from commitrack.ledger.periods import read_day  # its patterns cost those who set none

    return read_day(value, today) if value else None
