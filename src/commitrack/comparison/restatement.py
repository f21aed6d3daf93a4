"""Restatements inside one text: a summary that is followed by the quoted statement says everything twice."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from commitrack.comparison import evidence
from commitrack.comparison.candidates import Pair, find_candidates, share_object
from commitrack.comparison.traits import read_scene
from commitrack.comparison.weights import load_weights
from commitrack.lexicon.alignment import logistic
from commitrack.model import Commitment, Statement

LIKELY = 0.6
"""Probability of the likeness of two commitments from which on one says the other again."""
APART = 8
"""Commitments that stand between: what stands nearer goes on with a matter rather than saying it again."""


def mark_restatements(commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """Return the commitments of one text with `restates` set where one says again what an earlier one said.

    Both must be each other's likeliest counterpart, with the same act.
    """
    again = _find_restatements(Statement(id="", date=date.min, commitments=commitments))
    return tuple(replace(each, restates=again[each.id]) if each.id in again else each for each in commitments)


def _find_restatements(statement: Statement) -> dict[str, str]:
    scene = read_scene(statement, statement)
    first, second = scene.earlier, scene.later
    likeness = load_weights().likeness
    likely: dict[Pair, float] = {}
    for i, j in find_candidates(scene):
        if j - i <= APART or first[i].commitment.act is not second[j].commitment.act:
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
