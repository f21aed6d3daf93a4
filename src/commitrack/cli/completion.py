"""What a shell offers while a command is being typed: names, quickly, and never an error."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from commitrack.cli.session import Session
from commitrack.patterns import compile_late

Name = tuple[str, str]
"""What can be typed, and what it means in words; these only some shells show."""
VARIABLE = "_COMMITRACK_COMPLETE"
"""Set by the shell that asks."""

SAFE = compile_late(r"[\w./~,+-]+")
"""What shells take as it stands."""
UNSAFE_WORDS = compile_late(r"[^\w ,.;-]+")
"""What zsh may take for code in words from a ledger."""
LONGEST = 100
"""Signs of a commitment that are shown beside its id."""
BEFORE = compile_late(r".*(?:,|\.\.)")
"""What is typed already of `dprk,cyber` and `2025-04..2025-09`."""
NEWEST = 200
"""Statements that are looked through for a commitment: more would keep the person waiting."""


def offer(find: Callable[[Session, str], Iterable[Name]]) -> Callable[[str], list[Name]]:
    """Return how typer completes a word: by the names that are found, given what is typed of the last one."""

    def complete(incomplete: str) -> list[Name]:
        before = match[0] if (match := BEFORE.match(incomplete)) else ""
        with suppress(Exception):  # whatever is wrong with the ledger: no time to tell
            found = find(Session(typed_ledger(os.environ)), incomplete[len(before) :])
            named = ((before + name, UNSAFE_WORDS.sub(" ", words)[:LONGEST]) for name, words in found)
            return [each for each in named if SAFE.fullmatch(each[0])]
        return []

    return complete


def offer_words(words: Iterable[str]) -> Callable[[str], list[Name]]:
    """Return how typer completes one of some words."""
    return offer(lambda session, begun: ((word, "") for word in words))


def typed_words(environment: Mapping[str, str]) -> list[str]:
    """Return what is typed after the program's name, as the shell that asks passes it on."""
    line = environment.get("COMP_WORDS") or environment.get("_TYPER_COMPLETE_ARGS", "")
    try:
        return shlex.split(line)[1:]
    except ValueError:  # a quotation that is still open
        return line.split()[1:]


def typed_ledger(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of the `--ledger` that is typed."""
    from commitrack.cli.app import globals_first

    words = globals_first(typed_words(environment))
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, _, value = word.partition("=")
        if name == "--ledger":
            return Path(value or following).expanduser()
    return None


def spare_rich() -> None:
    """Let typer write what names mean as it stands: rich takes 80 ms, and [brackets] away."""
    with suppress(ImportError):
        from typer import _completion_classes as classes

        classes._sanitize_help_text = as_it_stands


def as_it_stands(text: str) -> str:
    """Return the text."""
    return text


def find_meetings(session: Session, begun: str) -> Iterator[Name]:
    """Yield statements, and the words for the newest."""
    names = [name for name in reversed(session.ledger.statement_ids()) if name.startswith(begun)]
    yield from describe_meetings(session, names)
    yield from (("latest", "the newest"), ("latest~1", "the one before"))


def describe_meetings(session: Session, names: Sequence[str]) -> Iterator[Name]:
    """Yield statements with their places and series, where they are not too many to read."""
    for name in names:
        header = session.ledger.read_header(name) if len(names) <= NEWEST else None
        yield name, f"{header.place} {header.series}" if header else ""


def find_commitments(session: Session, begun: str) -> Iterator[Name]:
    """Yield commitments whose id, or the end of it, begins so; of several statements, these come first."""
    from commitrack.ledger.lookup import likely_statements, named_commitments

    names = session.ledger.statement_ids()
    meetings = [name for name in reversed(names) if name.startswith(begun)]
    if len(meetings) > 1:
        yield from ((f"{name}/", words) for name, words in describe_meetings(session, meetings))
    likely = meetings if len(meetings) == 1 else likely_statements(begun, names)
    for name, words in named_commitments(session.ledger, islice(reversed(likely), NEWEST)):
        short = name.partition("/")[2]
        if name.startswith(begun) and (len(likely) == 1 or "/" in begun):
            yield name, words
        elif begun and short.startswith(begun):
            yield short, words


def find_settable(session: Session, begun: str) -> Iterator[Name]:
    """Yield statements and commitments."""
    yield from find_meetings(session, begun)
    yield from find_commitments(session, begun)


def find_series(session: Session, begun: str) -> Iterator[Name]:
    """Yield the series of the ledger."""
    from commitrack.ledger.lookup import known_series

    yield from ((name, "") for name in known_series(session.ledger))


def find_topics(session: Session, begun: str) -> Iterator[Name]:
    """Yield the topics of the taxonomy and the ledger."""
    yield from ((key, session.topics.title(key)) for key in session.topics.keys)
