"""Restatements inside one text: a summary that is followed by the quoted statement says everything twice."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from commitrack.comparison import evidence
from commitrack.comparison.candidates import Pair, find_candidates, share_object
from commitrack.comparison.traits import Traits, read_scene
from commitrack.comparison.weights import checked_weights
from commitrack.lexicon.weights import logistic
from commitrack.model import Commitment, Statement

LIKELY = 0.6
"""Probability of the likeness of two commitments from which on one says the other again."""
APART = 8
"""Commitments that stand between: what stands nearer goes on with a matter, unless it says it in the same words."""
ALIKE = 0.75
"""Share of the words of either that two commitments have in common from which on their words are the same."""
SOME = 4
"""Words in common below which that tells nothing."""


def mark_restatements(commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """Return the commitments of one text with `restates` set where one says again what an earlier one said.

    Both must be each other's likeliest counterpart, with the same act. Where it is set already it stays.
    """
    again = _find_restatements(Statement(id="", date=date.min, commitments=commitments))
    return tuple(replace(each, restates=each.restates or again.get(each.id, "")) for each in commitments)


def _find_restatements(statement: Statement) -> dict[str, str]:
    scene = read_scene(statement, statement)
    first, second = scene.earlier, scene.later
    likeness = checked_weights().likeness
    likely: dict[Pair, float] = {}
    for i, j in find_candidates(scene):
        if i >= j or first[i].commitment.act is not second[j].commitment.act:
            continue
        if j - i <= APART and not _is_alike(first[i], second[j]):
            continue
        if not share_object(first[i], second[j]):
            continue
        probability = logistic(likeness.judge(evidence.measure(first[i], second[j], scene)))
        if probability >= LIKELY:
            likely[i, j] = probability
    best: tuple[dict[int, Pair], dict[int, Pair]] = ({}, {})
    for pair in sorted(likely, key=lambda pair: (-likely[pair], pair)):
        for side in (0, 1):
            best[side].setdefault(pair[side], pair)
    return {second[j].commitment.id: first[i].commitment.id for i, j in likely if best[0][i] == best[1][j] == (i, j)}


def _is_alike(one: Traits, other: Traits) -> bool:
    """Tell whether two commitments have nearly all their words in common."""
    common = len(one.words.keys() & other.words.keys())
    return common >= max(SOME, ALIKE * max(len(one.words), len(other.words)))
