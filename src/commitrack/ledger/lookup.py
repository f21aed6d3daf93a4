"""Which meeting and which commitment is meant: ids, dates, the start or a part of them, `latest`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING, TypeVar

from commitrack.errors import CommitrackError, RecordError, UnknownNameError, did_you_mean
from commitrack.ledger.ids import day_in
from commitrack.ledger.slips import suggest_id
from commitrack.model import Commitment, Statement
from commitrack.patterns import compile_late

if TYPE_CHECKING:
    from commitrack.ledger.store import Ledger

Named = TypeVar("Named")
LATEST = compile_late(r"latest(?:~(\d{1,6}))?")
COMMITMENT = compile_late(
    rb"""^\s*id\s*=\s*["']([^"'\n]+/[^"'\n]+)["']   # its id
        (?:\s*(?:text|quote)\s*=\s*"([^"\n]*)")?     # its words, where they follow at once""",
    re.MULTILINE | re.VERBOSE,
)
NAME = compile_late(rb"""/([^\s/"']+)["']""")
"""What stands after the stroke of an id, or of anything else that has one: eight times as fast as `COMMITMENT`."""
NAMED = compile_late(r"(?:[\w.~-]+/)?[0-9a-f]{1,16}(?:-\d+)?|\S+/\S*")
SEARCHED = 500
"""Statements whose ids are compared before they are shown; more would take longer than a person notices."""
LISTED = 8
"""Candidates that an error names."""


def find_meeting(ledger: Ledger, words: str, series: Sequence[str]) -> str:
    """Return the one statement id that `words` mean, in any of the `series` where some are given."""
    if latest := LATEST.fullmatch(words):
        return _latest(ledger, int(latest[1] or 0), series)
    named = ledger.statement_ids(words) if words else ()
    if not named:
        raise CommitrackError(_is_series(ledger, words) or no_meeting(words, ledger.statement_ids()))
    found = [each for each in named if ledger.read_header(each).series in series] if series else named
    if not found:
        raise CommitrackError(_of_other_series(ledger, named, series))
    if words in found:
        return words
    if len(found) > 1:
        raise CommitrackError(f"{words!r} is ambiguous: {listed(found)}; name one of them")
    return found[0]


def find_last_two(ledger: Ledger, series: str = "") -> tuple[str, str]:
    """Return the ids of the last statement of a series, the newest's where none is named, and of the last one before.

    That is of an earlier day, so that no statement is compared with another one of its own meeting; where the series
    has none, another one of that day; where it has a single statement, or the newest is of none, the ledger's last but
    one, of whatever day.
    """
    wanted = [series] if series else []
    newest = ledger.read_header(_latest(ledger, 0, wanted))
    own = series or newest.series
    beside = ""
    for each in islice(_newest_first(ledger, [own]), 1, None) if own else ():
        if ledger.read_header(each).date < newest.date:
            return each, newest.id
        beside = beside or each
    return (beside or _latest(ledger, 1, wanted)), newest.id


def find_before(ledger: Ledger, name: str) -> str:
    """Return the id of the last statement of an earlier day in the series of this one, of the ledger if it has none.

    One that cannot be read is passed over.
    """
    header = ledger.read_header(name)
    for each in readable_headers(ledger, reversed(ledger.statement_ids())):
        if each.date < header.date and header.series in ("", each.series):
            return each.id
    whole = "its series" if header.series else "the ledger"
    raise CommitrackError(f"{name} is the first of {whole}; name the meeting to compare it with")


def find_ends(ledger: Ledger, one: str, other: str, series: str) -> tuple[str, str]:
    """Return the ids of the two meetings named; an empty end is of the other one's series, two are the last two."""
    if one and other:
        return _find_end(ledger, one, series), _find_end(ledger, other, series)
    if not one and not other:
        return find_last_two(ledger, series)
    named = ledger.find_meeting(one or other, series=series)
    if other:
        return find_before(ledger, named), named
    newest = ledger.find_meeting("latest", series=series or ledger.read_header(named).series)
    if newest == named:
        raise CommitrackError(f"{named} is the newest of its series; name the meeting to compare it with")
    return named, newest


def _find_end(ledger: Ledger, words: str, series: str) -> str:
    """Return the id of the meeting named; a whole one, of whatever series, is found without a list of all."""
    is_whole = not series and day_in(words) and ledger.holds(words)
    return words if is_whole else ledger.find_meeting(words, series=series)


def statements_beside(ledger: Ledger, taken: Statement) -> list[str]:
    """Return the ids of the other statements of the same series and day, none where a statement is of no series.

    One that cannot be read is none of them.
    """
    newest = readable_headers(ledger, reversed(ledger.statement_ids()) if taken.series else ())
    late = takewhile(lambda each: each.date >= taken.date, newest)  # they come by date
    return [each.id for each in late if is_beside(each, taken)][::-1]


def is_beside(one: Statement, other: Statement) -> bool:
    """Tell whether two statements are of the same day, and of the same series or both of none, and not the same one."""
    return (one.series, one.date) == (other.series, other.date) and one.id != other.id


def order_pair(one: Statement, other: Statement) -> tuple[Statement, Statement]:
    """Return two statements with the earlier first; CommitrackError where they are the same."""
    if one.id == other.id:
        raise CommitrackError(f"both commitments are of {one.id}; name one of each of two meetings")
    return (one, other) if (one.date, one.id) < (other.date, other.id) else (other, one)


def find_commitment(ledger: Ledger, words: str) -> tuple[Statement, Commitment]:
    """Return the one commitment whose id is `words`, ends in `/words`, or holds them, in this order of preference."""
    named = [
        (commitment.id, (statement, commitment))
        for statement in _statements_with(ledger, words)
        for commitment in statement.commitments
        if words and words in commitment.id
    ]
    if not named:
        raise UnknownNameError(_no_commitment(ledger, words))
    return choose_named(words, named)


def need_commitments(ledger: Ledger, ids: Iterable[str]) -> None:
    """CommitrackError where a commitment that was there a while ago is no longer."""
    for each in ids:
        statement = each.partition("/")[0]
        if not ledger.holds(statement) or all(one.id != each for one in ledger.read(statement).commitments):
            raise CommitrackError(f"{each} is no longer there; look for it with `commitrack list`, then go on")


def may_name_commitment(words: str) -> bool:
    """Tell whether words may be an id, or its beginning, with or without its statement; other words are only words."""
    return bool(NAMED.fullmatch(words))


def choose_named(words: str, named: Sequence[tuple[str, Named]]) -> Named:
    """Return the one that is meant of those whose id, which stands first, holds `words`."""
    equal = [pair for pair in named if pair[0] == words]
    ending = [pair for pair in named if pair[0].endswith(f"/{words}")]
    found = equal or ending or named
    if len(found) > 1:
        raise CommitrackError(f"{words!r} is ambiguous: {listed([pair[0] for pair in found])}; name one of them")
    return found[0][1]


def no_meeting(words: str, ids: Sequence[str]) -> str:
    """Return what to say of a meeting that is not in the ledger."""
    if not ids:
        return f"no statement {words!r}: the ledger is empty; add one with `commitrack add`"
    hint = did_you_mean(words, (*ids, "latest", "latest~1")) or f"the ledger has {listed(ids[-LISTED:])}"
    return f"no statement {words!r} in the ledger; {hint}"


def no_series(words: str, known: Sequence[str]) -> str:
    """Return what to say of a series that the ledger does not have."""
    if not known:
        return "there is no series yet; `commitrack add --series NAME` begins one"
    return f"no series {words!r}; {did_you_mean(words, known) or f'there are {listed(known)}'}"


def _is_series(ledger: Ledger, words: str) -> str:
    """Return what to say of a series that is named where a meeting should be; empty where it is none."""
    meetings = [each.id for each in readable_headers(ledger, ledger.statement_ids()) if words and each.series == words]
    return f"{words!r} is a series; name one of its meetings: {listed(meetings)}" if meetings else ""


def _of_other_series(ledger: Ledger, named: Sequence[str], series: Sequence[str]) -> str:
    """Return what to say of meetings of which none is of the series named."""
    known = known_series(ledger)
    if missing := [each for each in series if each not in known]:
        return no_series(missing[0], known)
    if len(named) > 1:
        return f"none of {listed(named)} is of {' or '.join(series)}"
    return f"{named[0]} is of {ledger.read_header(named[0]).series or 'no series'}, not {' or '.join(series)}"


def listed(names: Sequence[str]) -> str:
    """Return names for an error, the first few where there are many."""
    more = len(names) - LISTED
    return ", ".join(names[:LISTED]) + (f" and {more} more" if more > 0 else "")


def _latest(ledger: Ledger, back: int, series: Sequence[str]) -> str:
    found = list(islice(_newest_first(ledger, series), back + 1))
    if len(found) > back:
        return found[back]
    where = f"the series {' or '.join(map(repr, series))}" if series else "the ledger"
    if found:
        raise CommitrackError(f"latest~{back} goes back too far: {where} has {len(found)} in all")
    if series:
        raise CommitrackError(no_series(series[0], known_series(ledger)))
    raise CommitrackError("there is no statement in the ledger; add one with `commitrack add`")


def _newest_first(ledger: Ledger, series: Sequence[str]) -> Iterator[str]:
    """Yield the ids of statements of these series, of the whole ledger where none is named; headers are read late."""
    ids = reversed(ledger.statement_ids())
    yield from (each for each in ids if not series or ledger.read_header(each).series in series)


def likely_statements(words: str, statement_ids: Sequence[str]) -> Sequence[str]:
    """Return the ids of the statements that can hold a commitment of such an id."""
    own = words.partition("/")[0]
    return (own,) if "/" in words and own in statement_ids else statement_ids


def _statements_with(ledger: Ledger, words: str) -> Iterator[Statement]:
    """Yield the statements that can hold such a commitment; RecordError where the one that is named is damaged."""
    likely = likely_statements(words, ledger.statement_ids())
    if "/" in words and likely == (words.partition("/")[0],):
        yield ledger.read(likely[0])
        return
    for each in likely:
        if words.encode("utf-8", "replace") not in ledger.read_bytes(each):  # 50 times as fast as reading the record
            continue
        try:
            yield ledger.read(each)
        except RecordError:
            if any(words in name for name, _ in named_commitments(ledger, [each])):  # it may be the one that is meant
                raise


def _no_commitment(ledger: Ledger, words: str) -> str:
    """Return what to say of a commitment that is not in the ledger: the nearest id that is, or a file so damaged that
    no id is seen in it.
    """
    known = {each: [name for name, _ in named_commitments(ledger, [each])] for each in ledger.statement_ids()}
    damage = filter(None, (_why_damaged(ledger, each) for each, names in known.items() if not names))
    hint = suggest_id(words, chain(*known.values())) or next(damage, "`commitrack list` shows them all")
    return f"no commitment {words!r} in the ledger; {hint}"


def _why_damaged(ledger: Ledger, statement_id: str) -> str:
    """Return what is wrong with a statement's record; empty where it can be read."""
    try:
        ledger.read(statement_id)
    except RecordError as error:
        return str(error)
    return ""


def named_commitments(ledger: Ledger, statement_ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield ids of commitments, with their words where these are easily found: for hints, no record is read."""
    for each in statement_ids:
        for found in COMMITMENT.findall(ledger.read_bytes(each)):
            name, words = (part.decode("utf-8", "replace") for part in found)
            yield name, words


def shared_names(ledger: Ledger) -> Container[str]:
    """Return the names after the stroke that ids of several statements share: such a one is no name by itself.

    No record is read; a file that cannot be read has no ids. Of very many statements all names count as shared.
    """
    statements = ledger.statement_ids()
    if len(statements) > SEARCHED:
        return _Everything()
    counts: Counter[bytes] = Counter()
    for each in statements:
        with suppress(CommitrackError):
            counts.update(set(NAME.findall(ledger.read_bytes(each))))
    return frozenset(name.decode("utf-8", "replace") for name, times in counts.items() if times > 1)


class _Everything:
    """Holds whatever is asked for."""

    def __contains__(self, name: object) -> bool:
        return True


def known_series(ledger: Ledger) -> list[str]:
    """Return the series that statements are of, sorted; one that cannot be read names none."""
    return sorted({each.series for each in readable_headers(ledger, ledger.names())} - {""})


def readable_headers(ledger: Ledger, names: Iterable[str]) -> Iterator[Statement]:
    """Yield statements without their commitments, but for those that cannot be read."""
    for name in names:
        with suppress(CommitrackError):
            yield ledger.read_header(name)
