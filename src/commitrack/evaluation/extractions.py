"""How well commitments were found and labelled in a statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from commitrack.evaluation.marks import Mark
from commitrack.evaluation.texts import f1, find_spans, match, ratio
from commitrack.model import Act, Commitment


class ExtractionScore(Struct, frozen=True, kw_only=True):
    """Figures of one statement; act, main_topic, topics_f1 and actors are over the matched commitments."""

    gold: int
    found: int
    not_verbatim: int
    """Quotes that do not stand in the text."""
    precision: float
    recall: float
    f1: float
    act: float
    main_topic: float
    topics_f1: float
    actors: float
    confusion: Mapping[tuple[Act, Act], int]
    """How often a marked act was found as which."""
    missed: tuple[Mark, ...]
    extra: tuple[Commitment, ...]


def score_extraction(marks: Sequence[Mark], found: Sequence[Commitment], source: str) -> ExtractionScore:
    """Measure the commitments found in a statement against its marks; `source` is its folded text."""
    places = find_spans([one.quote for one in found], source)
    matched = match(find_spans([mark.text for mark in marks], source), places)
    pairs = [(marks[i], found[j]) for i, j in matched.items()]
    precision, recall = ratio(len(pairs), len(found)), ratio(len(pairs), len(marks))
    return ExtractionScore(
        gold=len(marks),
        found=len(found),
        not_verbatim=places.count(None),
        precision=precision,
        recall=recall,
        f1=f1(precision, recall),
        act=ratio(sum(mark.act == one.act for mark, one in pairs), len(pairs)),
        main_topic=ratio(sum(one.topics[:1] != () and one.topics[0] in mark.topics for mark, one in pairs), len(pairs)),
        topics_f1=topics_f1(pairs),
        actors=ratio(sum(mark.actors == set(one.actors) for mark, one in pairs), len(pairs)),
        confusion=Counter((mark.act, one.act) for mark, one in pairs),
        missed=tuple(mark for i, mark in enumerate(marks) if i not in matched),
        extra=tuple(one for j, one in enumerate(found) if j not in set(matched.values())),
    )


def topics_f1(pairs: Sequence[tuple[Mark, Commitment]]) -> float:
    """F1 of all topics of the matched commitments."""
    both = sum(len(set(mark.topics) & set(one.topics)) for mark, one in pairs)
    found = sum(len(one.topics) for _, one in pairs)
    marked = sum(len(mark.topics) for mark, _ in pairs)
    return f1(ratio(both, found), ratio(both, marked))
