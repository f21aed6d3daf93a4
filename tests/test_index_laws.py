"""The law of the index: whatever happens to a ledger, it answers as the files do."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.errors import CommitrackError
from commitrack.ledger import Ledger, dumps, init_ledger, with_ids
from commitrack.ledger.index import FileIndex, Index
from commitrack.ledger.index.store import open_store
from commitrack.ledger.selection import ANY_DAY, Selection
from commitrack.ledger.wording import has_terms, plain_words, read_terms
from commitrack.model import Act, Commitment, Statement

NAMES = ("2023-08-18", "2024-11-15-quad", "2025-04-03", "2025-09-22", "talks", "2025-09-22_x")
WORDS = (
    "peace",
    "Peaceful",
    "türkiye",
    "joint",
    "exercise",
    "exercises",
    "F-35",
    "“sea”",
    "a_b",
    "海",
    "\0",
    "İ",
    "ﬁne",
)
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
DAYS = st.sampled_from([date(2023, 8, 18), date(2025, 9, 22), date(2025, 9, 23), date(2026, 1, 1)])
TOPICS = ("defense", "dprk", "cyber")
ACTORS = ("all", "Japan", "JAPAN", "Türkiye")
SERIES = ("", "quad", "three")


def some(values: Iterable[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(list(values)), max_size=most).map(tuple)


COMMITMENTS = st.builds(
    Commitment,
    id=st.integers(1, 10**6).map(str),
    quote=PHRASES,
    text=PHRASES,
    act=st.sampled_from(Act),
    actors=some(ACTORS),
    topics=some(TOPICS, 3),
    force=st.none() | st.integers(1, 5),
    due=st.none() | DAYS,
    due_text=st.sampled_from(["", "soon"]),
    reviewed=st.booleans(),
    extra=st.sampled_from([{}, {"mood": 1.5, "seen": date(2026, 1, 1)}]),
)
STATEMENTS = st.builds(
    Statement,
    id=st.sampled_from(NAMES),
    date=DAYS,
    series=st.sampled_from(SERIES),
    parties=some(ACTORS),
    commitments=st.lists(COMMITMENTS, max_size=4, unique_by=lambda each: each.id).map(tuple),
    extra=st.sampled_from([{}, {"desk": "Asia"}]),
).map(with_ids)
SELECTIONS = st.builds(
    Selection,
    statements=some(NAMES),
    series=some(SERIES),
    topics=some(TOPICS),
    acts=some(Act),
    actors=some([actor.lower() for actor in ACTORS]),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    due=st.none() | st.just(ANY_DAY) | st.tuples(DAYS, DAYS),
    undated=st.booleans(),
    match=st.sampled_from(
        ["", "peace", "exercise", '"exercise"', '"joint exercise" f-35', "turkiye", "海", "i", "fine"]
    ),
    reviewed=st.none() | st.booleans(),
)
Edit = tuple[str, Any, Any]
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.tuples(st.just("write"), STATEMENTS, st.none()),
    st.tuples(st.just("write in place"), STATEMENTS, st.none()),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("move"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("swap"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("break"), st.sampled_from(NAMES), st.none()),
)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.lists(EDITS, min_size=1, max_size=6), SELECTIONS), min_size=1, max_size=4),
    st.sampled_from([time.time_ns, lambda: 0]),
)
def test_the_index_answers_as_the_files_do(
    rounds: list[tuple[list[Edit], Selection]], clock: Callable[[], int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = init_ledger(Path(folder, "ledger"))
        for edits, selection in rounds:
            for edit in edits:
                perform(ledger, *edit)
            index = open_store(ledger, Path(folder, "cache"), clock, None)
            assert index is not None
            files = FileIndex(ledger)
            for question in questions(selection):
                assert answer(index, question) == answer(files, question)
            assert answer(index, lambda it: sorted(map(by_id, it.nearest(["peac"], 99)))) in (
                answer(files, lambda it: sorted(by_id(pair) for pair in it.nearest([], 99) if begins(pair[1], "peac"))),
                answer(files, lambda it: list(it.outlines())),  # what is broken
            )


def perform(ledger: Ledger, what: str, first: Any, second: Any) -> None:
    """Change the ledger as its users do, with the program or by hand."""

    def path(name: str) -> Path:
        return ledger.root / f"statements/{name}.toml"

    if what == "write":
        path(first.id).unlink(missing_ok=True)  # it may be broken
        ledger.write(first)
    elif what == "write in place":
        unnamed = dumps(first).replace(f'id = "{first.id}"\n', "", 1)  # so that it can be moved
        path(first.id).write_text(unnamed, encoding="utf-8")
    elif what == "break":
        path(first).write_text("schema = [\n", encoding="utf-8")
    elif path(first).exists():
        aside = path(first).with_suffix(".aside")
        if what == "swap" and first != second and path(second).exists():
            path(second).rename(aside)
        if what in ("swap", "move"):
            path(first).rename(path(second))
        if what == "remove":
            path(first).unlink()
        if aside.exists():
            aside.rename(path(first))


def questions(selection: Selection) -> list[Callable[[Index], Any]]:
    return [
        lambda index: list(index.commitments(selection)),
        lambda index: list(index.commitments(Selection())),
        lambda index: dict(index.count_topics(selection)),
        lambda index: list(index.outlines()),
        lambda index: index.find_commitment("2025-09-22/1"),
        lambda index: index.find_commitment("talks/"),
        lambda index: index.find_commitment("0"),
        lambda index: index.find_commitment(""),
    ]


def answer(index: Index, question: Callable[[Index], Any]) -> Any:
    """What an index says, be it that it cannot."""
    try:
        return question(index)
    except CommitrackError as error:
        return str(error)


def by_id(pair: tuple[Statement, Commitment]) -> str:
    return pair[1].id


def begins(commitment: Commitment, word: str) -> bool:
    return any(has_terms(text, read_terms(word)) for text in (commitment.text, commitment.quote))


@given(st.text())
def test_words_for_the_search_engine_are_plain(text: str) -> None:
    assert plain_words(text).isascii()
