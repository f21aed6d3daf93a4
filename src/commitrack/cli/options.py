"""Options that several commands share, and the reading of their words."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from commitrack.cli.completion import find_commitments, find_series, find_topics, offer, offer_words
from commitrack.cli.session import Session
from commitrack.errors import CommitrackError, read_choice
from commitrack.ledger.editing import read_topic
from commitrack.ledger.lookup import known_series, listed, no_series
from commitrack.model import Act, Change, Status
from commitrack.views.structured import Format

Choice = TypeVar("Choice", Act, Status, Change)


def read_format(word: str) -> Format:
    """Return a format; CommitrackError with the nearest one for any other word."""
    return Format(read_choice(word, tuple(map(str, Format)), "format"))


def require_words(context: typer.Context, option: typer.CallbackParam, given: Any) -> Any:
    """Return what is given with an option; BadParameter where that is no word, as of a variable of a shell that is not
    set: as if it were left out, all would be picked.
    """
    values = [given] if isinstance(given, str) else given or ()
    source = context.get_parameter_source(option.name or "")
    if source and source.name != "DEFAULT" and not all(map(read_words, ([each] for each in values))):
        raise typer.BadParameter("it holds no word")
    return given


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{', '.join(Format)} [table on a terminal, tsv in a pipe].",
        parser=read_format,
        autocompletion=offer_words(Format),
    ),
]
FieldsOption = Annotated[
    str | None,
    typer.Option("--fields", metavar="A,B,C", help="Only these fields, in this order; ? lists them."),
]
SaveOption = Annotated[
    Path | None,
    typer.Option("--save", metavar="FILE.svg", help="Draw it as a picture into a file."),
]
SeriesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--series",
        "-s",
        metavar="SERIES",
        help="Meetings of this series only.",
        autocompletion=offer(find_series),
        callback=require_words,
    ),
]
ManySeriesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--series",
        "-s",
        metavar="SERIES",
        help="Of this series; may be repeated.",
        autocompletion=offer(find_series),
        callback=require_words,
    ),
]
TopicsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        "-t",
        metavar="TOPIC",
        help="On this topic; may be repeated.",
        autocompletion=offer(find_topics),
        callback=require_words,
    ),
]
ActsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--act",
        metavar="ACT",
        help="pledge, affirm, support, urge or oppose.",
        autocompletion=offer_words(Act),
        callback=require_words,
    ),
]
ActorsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--actor", metavar="PARTY", help="By this party by name; 'all': by the whole group.", callback=require_words
    ),
]
MatchOption = Annotated[
    str,
    typer.Option(
        "--match", "-m", metavar="TEXT", help='With these words, or "phrases", in them.', callback=require_words
    ),
]

IdArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="A commitment's id or a unique part of it.", autocompletion=offer(find_commitments)
    ),
]
OtherArgument = Annotated[
    str, typer.Argument(metavar="OTHER", help="The other one's.", autocompletion=offer(find_commitments))
]

SAID_AS = {"firmer": "stronger", "softer": "weaker", "firm": "stronger", "soft": "weaker"}
"""What the views say, and what the records do."""
CHANGES = ("firmer", "softer", *Change)
"""What is offered where a change is named."""


def read_words(given: Iterable[str] | None) -> list[str]:
    """Return the words of an option that may be repeated and may hold commas."""
    return [word.strip() for each in given or () for word in each.split(",") if word.strip()]


def read_one_series(given: Iterable[str] | None) -> str:
    """Return the series named, empty where none is; CommitrackError where several are."""
    one, *others = dict.fromkeys(read_words(given)) or [""]
    if others:
        raise CommitrackError(f"this goes by one series, and {listed([one, *others])} are named; name one at a time")
    return one


def read_many_series(given: Iterable[str] | None, session: Session) -> tuple[str, ...]:
    """Return the series named; CommitrackError where one of several is none, which nobody would miss among the others.

    That a single one is none, those say who find nothing.
    """
    names = tuple(read_words(given))
    known = known_series(session.ledger) if len(names) > 1 else []
    for name in names if known else ():
        if name not in known:
            raise CommitrackError(no_series(name, known))
    return names


def read_choices(given: Iterable[str] | None, kind: type[Choice]) -> tuple[Choice, ...]:
    """Return acts, statuses or changes; CommitrackError with the nearest one for any other word."""
    return tuple(read_one_of(kind, word) for word in read_words(given))


def read_one_of(kind: type[Choice], word: str) -> Choice:
    """Return an act, a status or a change as `read_choices` does."""
    known = [str(each) for each in kind] + (list(SAID_AS) if kind is Change else [])
    chosen = read_choice(word, known, kind.__name__.lower())
    return kind(SAID_AS.get(chosen, chosen))


def read_topics(given: Iterable[str] | None, session: Session) -> tuple[str, ...]:
    """Return the keys of topics that are named by them or by their titles, also such as only commitments have.

    CommitrackError with the nearest of both for any other word.
    """
    return tuple(read_topic_here(word, session) for word in read_words(given))


def read_topic_here(word: str, session: Session) -> str:
    """Return the key of a topic as `read_topics` does."""
    try:
        return read_topic(word, session.topics)
    except CommitrackError:
        with suppress(CommitrackError):  # of what cannot be read, nothing is known
            if session.index.has_topics([word]):
                return word
        raise


def read_actors(given: Iterable[str] | None, session: Session) -> tuple[str, ...]:
    """Return the names under which records may have the parties named, in lower case."""
    return tuple(name for word in read_words(given) for name in name_actor(word, session))


def name_actor(word: str, session: Session) -> tuple[str, ...]:
    """Return all names of one party as `read_actors` does; the word itself where it names none that is known."""
    names = session.parties.names(session.parties.typed(word) or word)
    return tuple(dict.fromkeys(name.lower() for name in names))
