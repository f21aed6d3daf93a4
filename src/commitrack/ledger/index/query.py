"""A selection as SQL: what it leaves may be too much, never too little. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commitrack.ledger.selection import Selection
from commitrack.ledger.wording import plain_words, read_terms

Condition = tuple[str, tuple[object, ...]]
"""A condition on a commitment `c` of a statement `s`, with the values of its question marks."""


def where(selection: Selection) -> tuple[str, list[object]]:
    """Return a condition that holds for every commitment that is picked, with its values."""
    conditions = [*_of_statement(selection), *_of_commitment(selection)]
    words = " AND ".join(words for words, _ in conditions) or "1"
    return words, [value for _, values in conditions for value in values]


def search(terms: Iterable[str]) -> str:
    """Return an expression for the full-text search: any of the terms, of each the last word may go on."""
    rows = (plain_words(term).split() for term in terms)
    return " OR ".join(f'"{" ".join(row)}" *' for row in rows if row)


def _of_statement(selection: Selection) -> Iterator[Condition]:
    if selection.statements:
        yield _any_of("s.name", selection.statements)
    if selection.series:
        yield _any_of("s.series", selection.series)
    if selection.since:
        yield "s.date >= ?", (selection.since.isoformat(),)
    if selection.until:
        yield "s.date <= ?", (selection.until.isoformat(),)


def _of_commitment(selection: Selection) -> Iterator[Condition]:
    for kind, names in (("topic", selection.topics), ("actor", selection.actors)):
        if names:
            named, values = _any_of("name", names)
            yield f"c.key IN (SELECT commitment FROM label WHERE kind = '{kind}' AND {named})", values
    if selection.acts:
        yield _any_of("c.act", [act.value for act in selection.acts])
    if selection.due:
        within = "c.due BETWEEN ? AND ?" + (" OR c.due IS NULL" if selection.undated else "")
        yield f"c.timed AND ({within})", tuple(day.isoformat() for day in selection.due)
    if selection.reviewed is not None:
        yield "c.reviewed = ?", (selection.reviewed,)
    if selection.match:
        yield "c.key IN (SELECT rowid FROM words WHERE words MATCH ?)", (_all_terms(selection.match),)


def _any_of(column: str, values: Sequence[str]) -> Condition:
    marks = ", ".join("?" * len(values))
    return f"{column} IN ({marks})", tuple(values)


def _all_terms(sought: str) -> str:
    rows = ((" ".join(map(plain_words, term.words)), term.goes_on) for term in read_terms(sought))
    return " AND ".join(f'"{row}"' + (" *" if goes_on else "") for row, goes_on in rows)
