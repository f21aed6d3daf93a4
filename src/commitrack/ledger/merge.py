"""Reading a statement again: what people confirmed or wrote stays, and so do the ids of what is unchanged."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from commitrack.ledger.ids import folded, new_id
from commitrack.model import Commitment, Statement

NewId = Callable[[str], str]
Placed = tuple[int, Commitment]
"""A commitment with the offset at which it stands in the fresh reading."""


def merge_reading(old: Statement, new: Statement) -> Statement:
    """Return the fresh reading `new` with what is to be kept of `old`.

    These stay: the id, every key of the header that is set, reviewed commitments as they are, and of one that is not
    reviewed but was found with the same quote again its id, note and unknown keys. A commitment of the fresh reading
    that covers the passage of a reviewed one gives way to it.
    """
    again = _found_again(old.commitments, new.commitments)
    kept = _kept(old.commitments, new.commitments, again)
    names = {new.commitments[later].id: old.commitments[earlier].id for earlier, later in again.items()}
    found = set(again.values())
    fresh = [each for place, each in enumerate(new.commitments) if place not in found]
    own = partial(new_id, old.id, taken=dict.fromkeys((each.id for each in old.commitments), 1))
    added = _added(fresh, kept, own, names)
    commitments = sorted(kept + added, key=lambda placed: placed[0])
    return replace(
        new,
        id=old.id,
        date=old.date,
        title=old.title or new.title,
        place=old.place or new.place,
        series=old.series or new.series,
        parties=old.parties or new.parties,
        source=old.source or new.source,
        file=new.file or old.file,
        sha256=new.sha256 or old.sha256,
        commitments=tuple(_renamed(each, names) for _, each in commitments),
        extra={**new.extra, **old.extra},
        beside={**new.beside, **old.beside},
    )


def _found_again(old: Sequence[Commitment], new: Sequence[Commitment]) -> dict[int, int]:
    """Return which old commitment is which new one, by place in either: the same quote, first with first."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, each in enumerate(new):
        places[_words(each)].append(place)
    return {place: places[_words(each)].popleft() for place, each in enumerate(old) if places[_words(each)]}


def _kept(old: Sequence[Commitment], new: Sequence[Commitment], again: Mapping[int, int]) -> list[Placed]:
    """Return what of the old commitments stays; one without a span stands where the one before it does."""
    kept, at = [], 0
    for place, each in enumerate(old):
        later = new[again[place]] if place in again else None
        span = later.span if later else each.span
        at = span.start if span else at
        if each.reviewed:
            kept.append((at, replace(each, span=span)))
        elif later:
            extra = {**later.extra, **each.extra}
            kept.append((at, replace(later, id=each.id, note=each.note or later.note, extra=extra)))
    return kept


def _added(fresh: Sequence[Commitment], kept: Sequence[Placed], own: NewId, names: dict[str, str]) -> list[Placed]:
    """Return what of the fresh commitments is new, under an id of its `own`; `names` learns what each became."""
    reviewed = [each for _, each in kept if each.reviewed]
    added, at = [], 0
    for each in fresh:
        at = each.span.start if each.span else at
        instead = next((other for other in reviewed if _is_same_passage(other, each)), None)
        names[each.id] = instead.id if instead else own(each.quote)
        if instead is None:
            added.append((at, replace(each, id=names[each.id])))
    return added


def _renamed(commitment: Commitment, names: Mapping[str, str]) -> Commitment:
    if commitment.reviewed:
        return commitment
    return replace(commitment, restates=names.get(commitment.restates, commitment.restates))


def _is_same_passage(reviewed: Commitment, fresh: Commitment) -> bool:
    """Tell whether a fresh commitment is the one that a person edited: its place and words, or its words alone."""
    one, other = _words(reviewed), _words(fresh)
    inside = one in other or other in one
    if reviewed.span is None or fresh.span is None:
        return inside
    starts, ends = zip(reviewed.span, fresh.span, strict=True)
    shortest = min(end - start for start, end in (reviewed.span, fresh.span))
    shared = set(one.split()) & set(other.split())
    alike = inside or 2 * len(shared) >= min(len(set(one.split())), len(set(other.split())))
    return alike and 2 * (min(ends) - max(starts)) >= shortest


def _words(commitment: Commitment) -> str:
    return folded(commitment.quote).casefold()
