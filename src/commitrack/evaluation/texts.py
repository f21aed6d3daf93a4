"""Where pieces of text stand in a statement, and which of two markings of it are the same piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commitrack.model import Span
from commitrack.patterns import compile_late

SAME_PIECE = 0.5
"""Shared characters over all characters of two pieces, from which on they are the same commitment."""
COVERS = 0.5
"""Share of the shorter of two pieces that must lie in the other for the one to stand for the other."""

MARKUP = compile_late(r"\]\(\S+?\)|</?\w+[^<>]*>|[\\*_\[\]]")
TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\ufeff": None})
SPACE = compile_late(r"\s+")

Place = Span | None
"""Where a piece stands in a folded text; None where it does not."""


def fold(text: str) -> str:
    """White space to single spaces; markdown's marks and typographic variants gone."""
    return SPACE.sub(" ", MARKUP.sub("", text).translate(TYPOGRAPHY)).strip()


def find_spans(pieces: Iterable[str], source: str) -> list[Place]:
    """Return where pieces stand in a folded source; each is looked for after the one before, then anywhere."""
    places: list[Place] = []
    after = 0
    for piece in map(fold, pieces):
        start = source.find(piece, after)
        if start >= 0:
            after = start + 1
        else:
            start = source.find(piece)
        places.append(Span(start, start + len(piece)) if piece and start >= 0 else None)
    return places


def choose_source(pieces: Sequence[str], raw: str, clean: str) -> str:
    """Return, folded, the source as received or its clean text: that which holds more of the pieces."""
    folded = [fold(raw), fold(clean)]
    missing = [find_spans(pieces, source).count(None) for source in folded]
    return folded[0] if missing[0] <= missing[1] else folded[1]


def shared(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def overlap(one: Place, other: Place) -> float:
    """Shared characters over all characters of both."""
    if one is None or other is None:
        return 0.0
    both = shared(one, other)
    return both / (one.end - one.start + other.end - other.start - both) if both else 0.0


def match(marked: Sequence[Place], found: Sequence[Place]) -> dict[int, int]:
    """Return which marked piece is which found one, one to one, the likest first; later ones first where equal."""
    likest = sorted(
        ((overlap(one, other), i, j) for i, one in enumerate(marked) for j, other in enumerate(found)), reverse=True
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in likest:
        if value < SAME_PIECE:
            break
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def cover(marked: Sequence[Place], found: Sequence[Place]) -> dict[int, set[int]]:
    """Return for each found piece the marked ones that it stands for: at least half of either lies in the other."""
    stands: dict[int, set[int]] = {}
    for j, piece in enumerate(found):
        for i, mark in enumerate(marked):
            if piece and mark and shared(piece, mark) >= COVERS * min(piece.end - piece.start, mark.end - mark.start):
                stands.setdefault(j, set()).add(i)
    return stands


def f1(precision: float, recall: float) -> float:
    """F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ratio(part: float, whole: float) -> float:
    """A ratio; nothing of nothing is nothing."""
    return part / whole if whole else 0.0
