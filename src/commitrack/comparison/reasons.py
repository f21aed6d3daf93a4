"""The evidence of a pair in an analyst's terms: a few named reasons with signed weights."""

from __future__ import annotations

from commitrack.comparison import evidence, standing
from commitrack.comparison.alignment import Weighing
from commitrack.comparison.candidates import Pair
from commitrack.comparison.traits import Traits
from commitrack.comparison.words import split_tokens, stem
from commitrack.lexicon.weights import Weights
from commitrack.model import Evidence

REASON_OF = evidence.EVIDENCE | standing.EVIDENCE
"""Evidence -> the reason that it is told as."""
WORDLESS = ("against the alternatives", "place in the text", "size of the texts")
"""The reasons of which nothing can be shown in words."""


def tell_reasons(weighing: Weighing, pair: Pair) -> tuple[Evidence, ...]:
    """Return the reasons for and against a pair, the weightiest first; with the usual log-odds they add up."""
    values = weighing.measured.get(pair)
    if values is None:
        return ()
    shares = share_out(values, weighing.tables)
    words = _tell_words(weighing, pair)
    reasons = [Evidence(name=group, weight=round(weight, 2), words=words[group]) for group, weight in shares.items()]
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.name)))


def share_out(values: tuple[float, ...], tables: Weights) -> dict[str, float]:
    """Part the log-odds among the groups; what the likeness of the pair adds falls to the evidence it is made of."""
    alone = values[: len(evidence.NAMES)]
    shares = dict.fromkeys(REASON_OF.values(), 0.0)
    likeness = 0.0
    for name, share, weight in zip(
        tables.standing.names, tables.standing.weigh(values), tables.standing.weights, strict=True
    ):
        if name == standing.LIKENESS:
            likeness = weight
        else:
            shares[REASON_OF[name]] += share
    for name, share in zip(tables.likeness.names, tables.likeness.weigh(alone), strict=True):
        shares[REASON_OF[name]] += likeness * share
    return shares


def _tell_words(weighing: Weighing, pair: Pair) -> dict[str, str]:
    first, second = weighing.scene.earlier[pair[0]], weighing.scene.later[pair[1]]
    one, other = first.commitment, second.commitment
    shared = [name for name in first.names if name in second.names]
    return dict.fromkeys(WORDLESS, "") | {
        "words": _surface(first, {w: v for w, v in first.words.items() if w in second.words}),
        "object": _surface(first, {w: v for w, v in first.objects.items() if w in second.objects}),
        "names": _surface(first, {w: first.words[w] for w in shared if w in first.words}),
        "issues": ", ".join(sorted(first.issues & second.issues)),
        "topics": ", ".join(topic for topic in one.topics if topic in other.topics),
        "act": one.act if one.act == other.act else f"{one.act}, {other.act}",
        "actors": ", ".join(one.actors) if set(one.actors) == set(other.actors)
        else f"{', '.join(one.actors)} | {', '.join(other.actors)}",
    }  # fmt: skip


def _surface(traits: Traits, stems: dict[str, int]) -> str:
    """Name the five weightiest stems as they are written."""
    written = {stem(token): token for token in reversed(split_tokens(traits.folded))}
    weightiest = sorted(stems, key=lambda s: (-stems[s], s))[:5]
    return ", ".join(written.get(s, s) for s in weightiest)
