"""What the format promises of one statement, a function for each rule: a statement in, what breaks it out."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from commitrack.errors import did_you_mean
from commitrack.ledger.fields import TEACH_PARTY, shown
from commitrack.ledger.ids import (
    can_be_asked_for,
    collapse_spaces,
    day_in,
    source_digest,
    why_no_name,
    why_no_series,
)
from commitrack.ledger.slips import suggest_id
from commitrack.ledger.wording import find_quote
from commitrack.model import ALL, MOST_TOPICS, Commitment, Finding, Severity, Statement
from commitrack.patterns import compile_late

if TYPE_CHECKING:
    from commitrack.lexicon.parties import Parties

COMMITMENT_ID = compile_late(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
LONG_COMMITMENT = 120
LONG_PARAGRAPH = 120
"""In words; the longest commitment in the marked statements has 106."""
READ_AGAIN = "read it again with `commitrack add --update`"
KEYS = {kind: frozenset(kind.__struct_fields__) - {"extra"} for kind in (Statement, Commitment)}


class Checked(Struct, frozen=True, kw_only=True):
    """A statement as it stands in the ledger, with what the rules are held against."""

    file: str
    statement: Statement
    source: bytes | None
    """The source's bytes; None where there are none."""
    text: str | None
    """The clean text of the source; None where it cannot be had."""
    trouble: str
    """Why the source or its text cannot be had, where it is there."""
    topics: frozenset[str]
    """The known topics."""
    parties: Parties
    """The known parties."""

    def finding(self, place: str, check: str, message: str, remedy: str = "", *, warning: bool = False) -> Finding:
        """Return a finding in this statement's file."""
        severity = Severity.WARNING if warning else Severity.ERROR
        return Finding(file=self.file, place=place, check=check, message=message, remedy=remedy, severity=severity)

    def commitments(self) -> Iterator[tuple[str, Commitment]]:
        """Yield each commitment with its place in the file."""
        for number, each in enumerate(self.statement.commitments):
            yield f"commitment[{number}]", each


Rule = Callable[[Checked], Iterator[Finding]]


def is_dated_as_named(checked: Checked) -> Iterator[Finding]:
    """A statement's id is its meeting's date, alone or with a slug; one that tells no other day deserves a look."""
    name, day = checked.statement.id, checked.statement.date
    if wrong := why_no_name(name, day):
        tells_another = day_in(name) not in ("", day.isoformat())
        remedy = "correct the date or rename the file"
        yield checked.finding("statement.date", "date", wrong, remedy, warning=not tells_another)


def is_of_a_series_that_can_be_named(checked: Checked) -> Iterator[Finding]:
    """The series has a name as commands give it; one that they can at least ask for only deserves a look."""
    series = checked.statement.series
    if wrong := why_no_series(series):
        is_found = can_be_asked_for(series)
        yield checked.finding("statement.series", "series", wrong, "give it another with `set`", warning=is_found)


def has_commitments(checked: Checked) -> Iterator[Finding]:
    """A statement holds at least one commitment."""
    if not checked.statement.commitments:
        yield checked.finding(
            "", "empty", "the statement has no commitment", f"{READ_AGAIN} or write one under [[commitment]]"
        )


def has_ids_of_its_own(checked: Checked) -> Iterator[Finding]:
    """Each commitment's id begins with its statement's."""
    for place, each in checked.commitments():
        if not each.id:
            continue
        if not COMMITMENT_ID.fullmatch(each.id):
            yield checked.finding(
                f"{place}.id", "id", f"{shown(each.id)} is no id", f"write such as {checked.statement.id}/3f2a"
            )
        elif not each.id.startswith(f"{checked.statement.id}/"):
            own = f"{checked.statement.id}/{each.id.partition('/')[2]}"
            yield checked.finding(f"{place}.id", "foreign-id", f"{each.id!r} names another statement", f"write {own!r}")


def has_no_id_twice(checked: Checked) -> Iterator[Finding]:
    """No two commitments have the same id."""
    first: dict[str, str] = {}
    for place, each in checked.commitments():
        other = first.setdefault(each.id, place)
        if each.id and other != place:
            message = f"{shown(each.id)} is the id of {other} too"
            yield checked.finding(
                f"{place}.id", "duplicate-id", message, "give one of them a number, such as -2 at its end"
            )


def names_known_topics(checked: Checked) -> Iterator[Finding]:
    """Topics are keys of the taxonomy or of the ledger's own topics."""
    for place, each in checked.commitments():
        for number, topic in enumerate(each.topics):
            if topic not in checked.topics:
                remedy = (
                    did_you_mean(topic, sorted(checked.topics))
                    or "`commitrack topics` lists them; add your own to commitrack.toml"
                )
                yield checked.finding(f"{place}.topics[{number}]", "topic", f"{shown(topic)} is no known topic", remedy)


def names_actors(checked: Checked) -> Iterator[Finding]:
    """A commitment has at least one actor."""
    for place, each in checked.commitments():
        if not each.actors:
            yield checked.finding(f"{place}.actors", "actors", "no actor is named", 'write ["all"] for the whole group')


def names_known_actors(checked: Checked) -> Iterator[Finding]:
    """Actors are parties known by the name they have here, or parties of the statement."""
    known = {ALL, *checked.statement.parties, *checked.parties.rows}
    for place, each in checked.commitments():
        for number, actor in enumerate(each.actors):
            if actor not in known:
                message = f"{shown(actor)} is no party known, nor one of the statement's"
                remedy = _right_party(actor, checked.parties, sorted(known))
                yield checked.finding(f"{place}.actors[{number}]", "party", message, remedy, warning=True)


def names_known_parties(checked: Checked) -> Iterator[Finding]:
    """The parties of a statement are known by the names they have here."""
    for number, party in enumerate(checked.statement.parties):
        if party not in checked.parties.rows:
            message, remedy = (
                f"{shown(party)} is no party known",
                _right_party(party, checked.parties, checked.parties.rows),
            )
            yield checked.finding(f"statement.parties[{number}]", "unknown-party", message, remedy, warning=True)


def restates_what_is_there(checked: Checked) -> Iterator[Finding]:
    """What a commitment says again is a commitment of the same statement."""
    ids = {each.id for each in checked.statement.commitments}
    for place, each in checked.commitments():
        if each.restates and (each.restates not in ids or each.restates == each.id):
            message = f"{shown(each.restates)} is no other commitment of this statement"
            remedy = suggest_id(each.restates, sorted(ids - {each.id})) or "remove the line"
            yield checked.finding(f"{place}.restates", "restates", message, remedy)


def quotes_its_text(checked: Checked) -> Iterator[Finding]:
    """A quote stands in the text, word for word."""
    text = None if checked.text is None else collapse_spaces(checked.text)
    for place, each in checked.commitments():
        if text is not None and not _stands_at_its_span(checked, each) and collapse_spaces(each.quote) not in text:
            yield checked.finding(
                f"{place}.quote", "quote", f"{shown(each.quote)} is not in the text", "copy it from the source"
            )


def spans_its_quotes(checked: Checked) -> Iterator[Finding]:
    """A span holds its quote."""
    for place, each in checked.commitments():
        if checked.text is None or each.span is None or not each.quote:
            continue
        start, end = each.span
        if not _stands_at_its_span(checked, each):
            message = f"[{start}, {end}] holds {shown(collapse_spaces(checked.text[start:end]))}, not the quote"
            yield checked.finding(f"{place}.span", "span", message, _right_span(checked.text, each.quote))


def has_topics(checked: Checked) -> Iterator[Finding]:
    """Each commitment has one to three topics, none of them twice."""
    warn = partial(checked.finding, warning=True)
    for place, each in checked.commitments():
        if not each.topics:
            message, remedy = "the commitment has no topic", 'write at least ["other"]'
            yield checked.finding(f"{place}.topics", "no-topic", message, remedy)
        elif len(each.topics) > MOST_TOPICS:
            yield warn(
                f"{place}.topics",
                "many-topics",
                f"{len(each.topics)} topics",
                f"keep the main ones, up to {MOST_TOPICS}",
            )
        if twice := [topic for topic, times in Counter(each.topics).items() if times > 1]:
            yield warn(f"{place}.topics", "topic-twice", f"{shown(twice[0])} stands there twice", "name it once")


def is_one_act_each(checked: Checked) -> Iterator[Finding]:
    """A commitment is no longer than one act is."""
    for place, each in checked.commitments():
        words = len(each.quote.split())
        if words > LONG_COMMITMENT:
            message = f"{words} words are much for one commitment"
            yield checked.finding(
                f"{place}.quote", "long", message, "split it where a second operative verb begins", warning=True
            )


def leaves_no_long_gap(checked: Checked) -> Iterator[Finding]:
    """No long paragraph of the text is without a commitment."""
    spans = sorted(each.span for each in checked.statement.commitments if each.span)
    starts, reach = [span.start for span in spans], list(accumulate((span.end for span in spans), max))
    at = 0
    for paragraph in (checked.text or "").split("\n\n"):
        start, at = at, at + len(paragraph) + 2
        words, before = len(paragraph.split()), bisect_left(starts, at)
        if words >= LONG_PARAGRAPH and not (before and reach[before - 1] > start):
            message = f"{words} words without a commitment: {shown(collapse_spaces(paragraph))}"
            yield checked.finding("", "gap", message, "look whether one was missed", warning=True)


def keeps_its_source(checked: Checked) -> Iterator[Finding]:
    """The source is there, as it was when it was read."""
    given = checked.statement
    if not given.file:
        yield checked.finding("statement.file", "no-source", "no source is kept", READ_AGAIN, warning=True)
    elif checked.trouble:
        yield checked.finding("statement.file", "source", checked.trouble, "put the right file there")
    elif checked.source is None:
        message = f"{shown(given.file)} is not there"
        yield checked.finding("statement.file", "source", message, f"put it back or {READ_AGAIN}")
    elif not given.sha256:
        yield checked.finding("statement.sha256", "no-hash", "the source's hash is not kept", READ_AGAIN, warning=True)
    elif given.sha256 != source_digest(checked.source):
        message = f"{given.file} is no longer what was read"
        yield checked.finding("statement.sha256", "hash", message, f"put the old one back or {READ_AGAIN}")


def is_due_after_it_was_said(checked: Checked) -> Iterator[Finding]:
    """A commitment is due after the meeting."""
    for place, each in checked.commitments():
        if each.due and each.due < checked.statement.date:
            message = f"{each.due} is before the meeting, {checked.statement.date}"
            yield checked.finding(f"{place}.due", "due", message, "correct it or remove the line", warning=True)


def spells_its_keys(checked: Checked) -> Iterator[Finding]:
    """An unknown key is none that was misspelt."""
    yield from _misspelt(checked, "statement", checked.statement.extra, KEYS[Statement] - {"commitments", "beside"})
    for place, each in checked.commitments():
        yield from _misspelt(checked, place, each.extra, KEYS[Commitment])


RULES: tuple[Rule, ...] = (
    is_dated_as_named,
    is_of_a_series_that_can_be_named,
    has_commitments,
    has_ids_of_its_own,
    has_no_id_twice,
    names_known_topics,
    names_actors,
    names_known_actors,
    names_known_parties,
    restates_what_is_there,
    quotes_its_text,
    spans_its_quotes,
    has_topics,
    is_one_act_each,
    leaves_no_long_gap,
    keeps_its_source,
    is_due_after_it_was_said,
    spells_its_keys,
)


def _stands_at_its_span(checked: Checked, commitment: Commitment) -> bool:
    if checked.text is None or commitment.span is None:
        return False
    start, end = commitment.span
    return collapse_spaces(checked.text[start:end]) == collapse_spaces(commitment.quote)


def _right_party(name: str, parties: Parties, known: Iterable[str]) -> str:
    """Return how to put the name of a party right."""
    own = parties.canonical(name)
    return f"write {own!r}" if own else did_you_mean(name, known) or TEACH_PARTY


def _right_span(text: str, quote: str) -> str:
    """Return how to put a wrong span right."""
    found = find_quote(text, quote)
    return f"write [{found.start}, {found.end}]" if found else "correct it or remove the line"


def _misspelt(checked: Checked, place: str, unknown: Mapping[str, Any], known: Iterable[str]) -> Iterator[Finding]:
    for key in unknown:
        if hint := did_you_mean(key, sorted(known)):
            yield checked.finding(
                f"{place}.{key}", "unknown-key", f"{shown(key)} is no key of the format", hint, warning=True
            )
