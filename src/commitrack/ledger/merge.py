"""Reading a statement again: what people confirmed or wrote stays, and so do the ids of what is still said."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from msgspec.structs import replace

from commitrack.ledger.ids import collapse_spaces, new_id, normalized_quote
from commitrack.model import HEADER, Commitment, Span, Statement

NewId = Callable[[str], str]
Placed = tuple[int, Commitment]
"""A commitment with the offset at which it stands in the fresh reading."""
PassageKey = tuple[str, Span | int | None]
CERTAIN = 1.0
"""Sameness of two commitments that share their place, or of which one holds the words of the other."""
FOLLOW = ("text", "actors", "topics", "due", "due_text")
"""Labels that depend on the meeting's day and parties."""
ALIKE = 0.75
"""Share of their words, in order, that two commitments have to exceed where their places cannot be compared."""


class _Passage:
    """What is compared of a commitment, made once for many comparisons."""

    __slots__ = ("distinct", "place", "span", "words")

    def __init__(self, place: int, commitment: Commitment) -> None:
        self.place = place
        self.span = commitment.span
        self.words = normalized_quote(commitment.quote)
        self.distinct = frozenset(self.words.split())


def merge_reading(old: Statement, new: Statement, text: str = "") -> Statement:
    """Return the fresh reading `new` of the clean text `text`, with what is to be kept of `old`.

    These stay: the id, every key of the header that is set or that a person emptied, reviewed commitments as they are,
    and of one that is not reviewed but whose passage was found again its id, note and unknown keys. A commitment of the
    fresh reading that is the passage of a reviewed one gives way to it. Where the source's bytes are others, so are the
    places in its text: a reviewed commitment gets the span where its quote stands now, or none.
    """
    return replace(
        new,
        id=old.id,
        **{key: value for key in HEADER if (value := getattr(old, key)) or key in old.corrected},
        corrected=old.corrected,
        source=old.source or new.source,
        file=new.file or old.file,
        sha256=new.sha256 or old.sha256,
        commitments=_merged(old, new, text),
        extra={**new.extra, **old.extra},
        beside={**new.beside, **old.beside},
    )


def relabel(
    commitments: Iterable[Commitment], before: Iterable[Commitment], after: Iterable[Commitment]
) -> tuple[Commitment, ...]:
    """Return commitments with the labels that another day or other parties of their meeting give them.

    `before` and `after` are readings of one text under the old day and parties and under the new ones: what the first
    does not say, a person or another version of the program has, and it stays.
    """
    rows = tuple(commitments)
    return tuple(map(_relabelled, rows, _found(rows, before), _found(rows, after)))


def find_unsaid(commitments: Iterable[Commitment], reading: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Return the commitments whose passage a reading of their text does not have: for these `relabel` knows nothing."""
    rows = tuple(commitments)
    return tuple(each for each, said in zip(rows, _found(rows, reading), strict=True) if said is None)


def find_unquoted(statement: Statement, text: str) -> tuple[str, ...]:
    """Return the ids of the reviewed commitments whose words do not stand in the text, for all that they are kept."""
    folded = collapse_spaces(text)
    return tuple(
        each.id for each in statement.commitments if each.reviewed and collapse_spaces(each.quote) not in folded
    )


def _found(commitments: Iterable[Commitment], reading: Iterable[Commitment]) -> Iterator[Commitment | None]:
    """Yield what a reading makes of the passage of each commitment, None where it has none.

    The place tells equal words apart; where it is not known, or of an older reading, their occurrence does.
    """
    said = {key: each for each, keys in _keyed(reading) for key in keys}
    return (next((said[key] for key in keys if key in said), None) for _, keys in _keyed(commitments))


def _keyed(commitments: Iterable[Commitment]) -> Iterator[tuple[Commitment, tuple[PassageKey, PassageKey]]]:
    """Yield each commitment with its words, once with their place and once with their occurrence."""
    seen: Counter[str] = Counter()
    for each in commitments:
        words = normalized_quote(each.quote)
        seen[words] += 1
        yield each, ((words, each.span), (words, seen[words]))


def _relabelled(commitment: Commitment, was: Commitment | None, now: Commitment | None) -> Commitment:
    if was is None or now is None:
        return commitment
    same = [key for key in FOLLOW if getattr(commitment, key) == getattr(was, key)]
    return replace(commitment, **{key: getattr(now, key) for key in same})


def _merged(old: Statement, new: Statement, text: str) -> tuple[Commitment, ...]:
    """Return the old commitments that stay and the new ones, in the order of the text."""
    before = old.commitments if old.sha256 == new.sha256 else _moved(old.commitments, text)
    same = _find_same(before, new.commitments)
    names = {new.commitments[later].id: before[earlier].id for later, earlier in same.items()}
    fresh = [each for place, each in enumerate(new.commitments) if place not in same]
    own = partial(new_id, old.id, taken=dict.fromkeys((each.id for each in before), 1))
    placed = _kept(before, new.commitments, same) + _added(fresh, own, names)
    return tuple(_renamed(each, names) for _, each in sorted(placed, key=itemgetter(0)))


def count_again(old: Statement, new: Statement) -> int:
    """Return how many commitments of `old` another text, `new`, says in the same or much the same words."""
    return len(set(_find_same(_moved(old.commitments, ""), new.commitments).values()))


def _moved(commitments: Iterable[Commitment], text: str) -> tuple[Commitment, ...]:
    """Return commitments of another text: a reviewed one with its span in this one, all others without."""
    from commitrack.ledger.wording import find_quote

    return tuple(replace(each, span=find_quote(text, each.quote) if each.reviewed else None) for each in commitments)


def _find_same(old: Sequence[Commitment], new: Sequence[Commitment]) -> dict[int, int]:
    """Return which new commitment is which old one, by place in either: those of the same quote come first.

    Several new ones may be the same reviewed one, which a person made of them; else each is one.
    """
    same = _find_quotes(old, new)
    taken = set(same.values())
    for sameness, earlier, later in _likely(old, new, same):
        whole = old[earlier].reviewed and sameness == CERTAIN
        if later not in same and (whole or earlier not in taken):
            same[later] = earlier
            taken.add(earlier)
    return same


def _find_quotes(old: Sequence[Commitment], new: Sequence[Commitment]) -> dict[int, int]:
    """Return which new commitment has the quote of which old one, first with first."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, each in enumerate(new):
        places[normalized_quote(each.quote)].append(place)
    return {
        places[normalized_quote(each.quote)].popleft(): place
        for place, each in enumerate(old)
        if places[normalized_quote(each.quote)]
    }


def _likely(
    old: Sequence[Commitment], new: Sequence[Commitment], same: Mapping[int, int]
) -> list[tuple[float, int, int]]:
    """Return how much the same the rest is, with the places: what a person made first, then the likest."""
    done = set(same.values())
    left = [_Passage(place, each) for place, each in enumerate(old) if each.reviewed or place not in done]
    fresh = [_Passage(place, each) for place, each in enumerate(new) if place not in same]
    pairs = ((_sameness(each, other), each.place, other.place) for each in left for other in fresh)
    found = (pair for pair in pairs if pair[0])
    return sorted(found, key=lambda pair: (not old[pair[1]].reviewed, -pair[0], *pair[1:]))


def _kept(old: Sequence[Commitment], new: Sequence[Commitment], same: Mapping[int, int]) -> list[Placed]:
    """Return what of the old commitments stays; one that stands nowhere comes after the one before it."""
    first: dict[int, Commitment] = {}
    for later, earlier in same.items():
        first.setdefault(earlier, new[later])
    kept, at = [], 0
    for place, each in enumerate(old):
        found = first.get(place)
        stays = _renewed(each, found) if found else each
        span = stays.span or (found.span if found else None)
        at = span.start if span else at
        if found or each.reviewed:
            kept.append((at, stays))
    return kept


def _renewed(old: Commitment, found: Commitment) -> Commitment:
    """Return an old commitment as its passage, found again, makes it: a reviewed one as it is, with its new place."""
    if not old.reviewed:
        extra = {**found.extra, **old.extra}
        return replace(found, id=old.id, note=old.note or found.note, extra=extra)
    quoted = collapse_spaces(found.quote) == collapse_spaces(old.quote)
    return replace(old, span=found.span) if quoted else old


def _added(fresh: Iterable[Commitment], own: NewId, names: dict[str, str]) -> list[Placed]:
    """Return the fresh commitments, which are new, each under an id of its `own`, which `names` learns."""
    added, at = [], 0
    for each in fresh:
        at = each.span.start if each.span else at
        names[each.id] = own(each.quote)
        added.append((at, replace(each, id=names[each.id])))
    return added


def _renamed(commitment: Commitment, names: Mapping[str, str]) -> Commitment:
    if commitment.reviewed:
        return commitment
    return replace(commitment, restates=names.get(commitment.restates, commitment.restates))


def _sameness(old: _Passage, fresh: _Passage) -> float:
    """Return how surely two commitments are the same passage: by place and words, else by words alone; 0 for no."""
    shared = len(old.distinct & fresh.distinct)
    inside = old.words in fresh.words or fresh.words in old.words
    if old.span is None or fresh.span is None:
        alike = 2 * shared > ALIKE * (len(old.distinct) + len(fresh.distinct))  # a hundred times as fast as the order
        return CERTAIN if inside else _likeness(old, fresh) if alike else 0.0
    starts, ends = zip(old.span, fresh.span, strict=True)
    shortest = min(end - start for start, end in (old.span, fresh.span))
    alike = inside or 2 * shared >= min(len(old.distinct), len(fresh.distinct))
    return CERTAIN if alike and 2 * (min(ends) - max(starts)) >= shortest else 0.0


def _likeness(old: _Passage, fresh: _Passage) -> float:
    """Return the share of their words that two passages have in the same order; 0 where it is no more than `ALIKE`."""
    from difflib import SequenceMatcher

    ratio = SequenceMatcher(None, old.words.split(), fresh.words.split(), autojunk=False).ratio()
    return ratio if ratio > ALIKE else 0.0
