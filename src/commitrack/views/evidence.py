"""Why two commitments are, or are not, taken for the same: the evidence as a waterfall, and the alternatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from commitrack.model import Alternative, Commitment, Evidence, Explanation, Link, is_uncertain
from commitrack.views.diff import DiffStyle, show_evidence, show_wordings
from commitrack.views.records import evidence_records, words_of
from commitrack.views.screen import Run, Screen, wrap
from commitrack.views.signs import OF_CHANGE

BAR, LEAST_BAR = 24, 8
"""Columns of the waterfall, and what is left of them on a narrow screen."""
BESIDE_BAR = 36
"""Columns for the weight and the words beside it."""
EVIDENCE = ("evidence", "weight", "words")


def explanation_record(found: Explanation) -> dict[str, Any]:
    """An explanation without its evidence: what stands around it."""
    return {
        "earlier": found.earlier.id,
        "later": found.later.id,
        "linked": found.linked,
        "decided": found.decided,
        "score": found.score,
        "usual": found.usual,
        "earlier_text": words_of(found.earlier),
        "later_text": words_of(found.later),
        "alternatives": [alternative_record(other) for other in found.alternatives],
        "remedy": found.remedy or None,
        "change": found.change and str(found.change),
        "reasons": list(found.reasons),
        "settled": found.settled or None,
    }


def alternative_record(other: Alternative) -> dict[str, Any]:
    """Another commitment that might have been meant."""
    return {
        "of": other.of,
        "id": other.commitment.id,
        "score": other.score,
        "linked": other.linked,
        "text": words_of(other.commitment),
    }


def show_explanation(found: Explanation, style: DiffStyle) -> Iterator[str]:
    """Yield both wordings, the verdict, the waterfall, the alternatives, and what would turn the verdict."""
    screen = style.screen
    yield from show_wordings((found.earlier,), (found.later,), style)
    yield ""
    yield from show_verdict(found, screen)
    yield ""
    if found.settled:
        yield from wrap([Run(f"The evidence was not asked: {found.settled}.")], screen)
        yield ""
    yield from show_waterfall(found.usual, found.why, screen)
    for side in (found.earlier, found.later):
        others = [other for other in found.alternatives if other.of == side.id]
        if others:
            yield ""
            yield from wrap([Run(f"else for {side.id}", "bold")], screen)
            yield from (line for other in others for line in show_alternative(other, screen))
    if found.remedy:
        yield ""
        yield from wrap([Run(found.remedy)], screen)


def show_verdict(found: Explanation, screen: Screen) -> Iterator[str]:
    """Whether they are the same, who says so, and how the words moved."""
    if found.decided:
        verdict, by = "the same commitment" if found.linked else "not the same commitment", ", as a person decided"
    else:
        verdict = "taken for the same commitment" if found.linked else "not taken for the same commitment"
        doubt = ", uncertain" if is_uncertain(found.score) else ""
        by = f"; probability {found.score:.2f}{doubt}"
    yield from wrap([Run(verdict, "bold"), Run(by)], screen)
    if found.change:
        sign = OF_CHANGE[found.change]
        told = f": {'; '.join(found.reasons)}" if found.reasons else ""
        yield from wrap([Run(f"{sign.mark} {sign.word}", sign.style), Run(told)], screen, indent=2)


def show_alternative(other: Alternative, screen: Screen) -> Iterator[str]:
    """One other commitment that might have been meant."""
    tail = f" [{other.commitment.id}{', linked' if other.linked else ''}]"
    lead = [Run(f" {other.score:.2f}  ")]
    yield from wrap([Run(words_of(other.commitment)), Run(tail, "dim")], screen, lead=lead)


def show_waterfall(usual: float, why: Sequence[Evidence], screen: Screen) -> Iterator[str]:
    """Yield a bar per piece of evidence, each beginning where the one before it ended; 0 is an even chance."""
    names = ["as usual", *(f"{piece.name}: {piece.words}" if piece.words else piece.name for piece in why), "in all"]
    ends = list(accumulate([usual, *(piece.weight for piece in why)]))
    spans = list(zip([0.0, *ends[:-1]], ends, strict=True))
    low, high = min(0.0, *ends), max(0.0, *ends)
    width = max(LEAST_BAR, min(BAR, screen.measure - BESIDE_BAR))
    for name, (start, end) in zip(names, [*spans, (0.0, ends[-1])], strict=True):
        bar = draw_bar(start, end, low, high, width)
        style = "added" if end >= start else "dropped"
        lead = [Run(f" {end - start:+6.2f}  "), Run(bar, style), Run("  ")]
        yield from wrap([Run(name, "bold" if name == "in all" else "")], screen, lead=lead)


def draw_bar(start: float, end: float, low: float, high: float, width: int = BAR) -> str:
    """A stretch of signs from start to end on a scale from low to high."""
    scale = width / ((high - low) or 1.0)
    left, right = sorted(round((value - low) * scale) for value in (start, end))
    left, right = (left, right) if right > left else (min(left, width - 1), min(left, width - 1) + 1)
    return (" " * left + ("+" if end >= start else "−") * (right - left)).ljust(width)


def pair_record(link: Link, earlier: Commitment, later: Commitment) -> dict[str, Any]:
    """The fields of an uncertain pair."""
    return {
        "score": link.score,
        "earlier": earlier.id,
        "later": later.id,
        "earlier_text": words_of(earlier),
        "later_text": words_of(later),
        "why": evidence_records(link.why),
        "linked": link.linked,
    }


PAIR_LINE = ("score", "earlier", "later", "earlier_text", "later_text")
PAIR = (*PAIR_LINE, "why", "linked")
MOST_FOR, MOST_AGAINST = 3, 2
"""Pieces of evidence that a person sees on a pair put to them."""


def show_pair(link: Link, earlier: Commitment, later: Commitment, place: str, style: DiffStyle) -> Iterator[str]:
    """Yield an uncertain pair as it is put to a person."""
    yield ""
    now = "linked" if link.linked else "not linked"
    ids = f"{place}  {earlier.id} → {later.id}, probability {link.score:.2f}, {now} as things stand".lstrip()
    yield from wrap([Run(ids, "bold")], style.screen)
    yield from show_wordings((earlier,), (later,), style)
    speaking = [piece for piece in link.why if piece.weight > 0][:MOST_FOR]
    for piece in (*speaking, *[piece for piece in link.why if piece.weight < 0][:MOST_AGAINST]):
        yield from show_evidence(piece, style.screen, indent=6)
