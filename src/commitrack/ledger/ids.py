"""Names that last: a statement's from its day, a commitment's from its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from datetime import date
from itertools import chain, count

from msgspec.structs import replace

from commitrack.errors import CommitrackError
from commitrack.ledger.fields import shown
from commitrack.lexicon import months
from commitrack.model import Statement
from commitrack.patterns import compile_late

STATEMENT_ID = compile_late(r"(?![.])(?!.*[.]{2})[A-Za-z0-9._-]{1,120}")
DATE_FIRST = compile_late(r"\d{4}-\d{2}-\d{2}(?![0-9])")
SERIES = compile_late(r"\w(?:[^,/\\\x00-\x1f\x7f]*[^,/\\\s\x00-\x1f\x7f])?")
"""The name of a series."""
SERIES_RULE = "it begins with a letter or a digit, has neither slash nor comma, and no white space at its end"
UNASKED = compile_late(r"[,\x00-\x1f\x7f]|\A\s|\s\Z")
"""What in a name keeps it from being found: `--series` parts several by commas, and takes white space off."""
SLUG_LENGTH = 40
MONTHS = " ".join(months.NAMES).lower()
IDLE_WORDS = f" a an and at between by for from in joint of on s statement the to with {MONTHS} "
"""What a slug does without: what stands in every title, and the month, as the date stands before the slug."""
DIGITS = 4


def statement_file(statement_id: str) -> str:
    """Return where a statement stands in the ledger; CommitrackError for an id that cannot be one."""
    if not STATEMENT_ID.fullmatch(statement_id):
        raise CommitrackError(
            f"{statement_id!r} cannot name a statement: letters, digits, '.', '_' and '-' can, as in 2025-09-22-quad"
        )
    return f"statements/{statement_id}.toml"


def statement_id(day: date, title: str, taken: Container[str]) -> str:
    """Return the id of a new statement: its day, with a slug of the title where the day is taken.

    The ids `taken` are in lower case: some disks take files whose names differ in case for one.
    """
    plain = day.isoformat()
    named = f"{plain}-{slug}" if (slug := _slug(title)) else plain
    return plain if plain not in taken else _free(named, taken)


def day_in(name: str) -> str:
    """Return the day with which the id of a statement begins, such as `2025-09-22`; empty where it begins with none."""
    return name[:10] if DATE_FIRST.match(name) else ""


def date_in(name: str) -> date | None:
    """Return that day as a date; None where there is none, or no such day."""
    try:
        return date.fromisoformat(day_in(name))
    except ValueError:
        return None


def why_no_name(name: str, day: date | None) -> str:
    """Return why an id is none for a statement of this day, or of any where it is None; empty where it is one."""
    day = day or date_in(name)
    if day and (name == day.isoformat() or (name.startswith(f"{day}-") and name[-1].isalnum())):
        return ""
    of, example = f" of {day}" if day else "", day or "2025-09-22"
    return f"{name!r} cannot name a statement{of}: its date can, as in {example} or {example}-quad"


def why_no_series(name: str) -> str:
    """Return why a name is none to give to a series; empty where it is one, or none is given."""
    return "" if not name or SERIES.fullmatch(name) else f"{shown(name)} is no name for a series: {SERIES_RULE}"


def can_be_asked_for(series: str) -> bool:
    """Tell whether `--series` can take a name that is there, good or not."""
    return not UNASKED.search(series)


def with_ids(statement: Statement) -> Statement:
    """Return the statement with lasting ids in place of the reader's ordinals, `restates` mapped along."""
    taken: dict[str, int] = {}
    lasting = {each.id: new_id(statement.id, each.quote, taken) for each in statement.commitments}
    return replace(
        statement,
        commitments=tuple(
            replace(each, id=lasting[each.id], restates=lasting.get(each.restates, each.restates))
            for each in statement.commitments
        ),
    )


def id_of_day(statement: Statement, day: date, title: str, taken: Container[str]) -> str:
    """Return the id of a statement whose day and title turn out to be others, none of the `taken`, in lower case.

    What the program made of the old day it makes of the new one, and a bare number after it is taken for that; what
    else a person wrote after the day stays, and an id that does not begin with its day does as well.
    """
    old = statement.date.isoformat()
    if day == statement.date or not statement.id.startswith(old):
        return statement.id
    rest = statement.id[len(old) :]
    slug = _slug(statement.title)
    if re.fullmatch(r"(-\d+)?", rest.removeprefix(f"-{slug}" if slug else "")):
        return statement_id(day, title, taken)
    return _free(f"{day}{rest}", taken)


def under_id(statement: Statement, name: str) -> Statement:
    """Return the statement with another id, those of its commitments along with it."""

    def moved(own: str) -> str:
        return f"{name}/{own.removeprefix(before)}" if own.startswith(before) else own

    before = f"{statement.id}/"
    rows = (replace(each, id=moved(each.id), restates=moved(each.restates)) for each in statement.commitments)
    return replace(statement, id=name, commitments=tuple(rows))


def new_id(statement_id: str, quote: str, taken: dict[str, int]) -> str:
    """Return the id that follows from a quote, numbered where it is taken; from then on it is taken itself.

    `taken` holds with each id the last number tried beside it: a text may say the same a thousand times.
    """
    from hashlib import sha256

    digits = sha256(normalized_quote(quote).encode("utf-8", "replace")).hexdigest()[:DIGITS]
    plain = chosen = f"{statement_id}/{digits}"
    while chosen in taken:
        taken[plain] += 1
        chosen = f"{plain}-{taken[plain]}"
    taken[chosen] = 1
    return chosen


def source_digest(data: bytes) -> str:
    """Return the SHA-256 of a source, as records keep it."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def normalized_quote(quote: str) -> str:
    """Return a quote as it is compared with others: without regard to white space and case."""
    return collapse_spaces(quote).casefold()


def collapse_spaces(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


def _free(name: str, taken: Container[str]) -> str:
    numbered = (f"{name}-{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each.lower() not in taken)


def _slug(title: str) -> str:
    """Return the telling words of a title, as an id may hold them."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _fitting(
        word for word in re.findall(r"[a-z0-9]+", plain) if f" {word} " not in IDLE_WORDS and not word.isdigit()
    )


def _fitting(words: Iterable[str]) -> str:
    """Join words by hyphens as long as they fit."""
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > SLUG_LENGTH:
            break
        slug = longer
    return slug
