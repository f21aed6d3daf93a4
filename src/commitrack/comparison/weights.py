"""The fitted weights, held against the evidence that is measured."""

from __future__ import annotations

from functools import cache

from commitrack.comparison import evidence, standing
from commitrack.lexicon.weights import Weights, load_weights


@cache
def checked_weights() -> Weights:
    """Return the fitted weights; ValueError where they are not those of the evidence, in its order."""
    tables = load_weights()
    check_names("likeness", tables.likeness.names, evidence.NAMES)
    check_names("standing", tables.standing.names, (*evidence.NAMES, *standing.NAMES))
    return tables


def check_names(model: str, fitted: tuple[str, ...], measured: tuple[str, ...]) -> None:
    """Raise ValueError where a model was fitted on other evidence than is measured."""
    if fitted != measured:
        other = ", ".join(sorted({*fitted} ^ {*measured})) or "their order"
        raise ValueError(f"weights.toml: {model} was fitted on other evidence than is measured: {other}")
