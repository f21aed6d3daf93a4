"""Weights of evidence for the comparison, fitted by `benchmarks/fit_weights.py`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from operator import mul
from typing import Any

from msgspec import Struct

from commitrack.lexicon.tables import read_table


class Model(Struct, frozen=True):
    """A logistic model over named evidence."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    means: tuple[float, ...]
    """The mean of each piece of evidence, against which its share is told."""
    intercept: float
    """Log-odds where every value is its mean: what the table holds, as the fit writes it."""
    base: float
    """Log-odds where every value is zero: what follows from it, to judge with."""

    def weigh(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return each value's share of the log-odds."""
        return tuple(w * (v - m) for w, v, m in zip(self.weights, values, self.means, strict=True))

    def judge(self, values: Sequence[float]) -> float:
        """Return the log-odds of the values, rounded so that equal cases stay equal."""
        if len(values) != len(self.weights):
            raise ValueError(f"{len(values)} values for {len(self.weights)} weights")
        log_odds: float = self.base + sum(map(mul, self.weights, values))
        return round(log_odds, 6)


def logistic(log_odds: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + math.exp(-log_odds))


class Weights(Struct, frozen=True):
    """The fitted tables."""

    likeness: Model
    """The two commitments alone."""
    standing: Model
    """The same with how the pair stands among its alternatives and beside its neighbours."""


@cache
def load_weights() -> Weights:
    """Read `weights.toml`."""
    return parse_weights(read_table("weights"))


def parse_weights(table: Mapping[str, Any]) -> Weights:
    """Turn the table's mapping into models."""
    return Weights(_parse_model(table["likeness"]), _parse_model(table["standing"]))


def _parse_model(table: Mapping[str, Any]) -> Model:
    rows = table["evidence"]
    return make_model(
        names=tuple(rows),
        weights=tuple(float(row["weight"]) for row in rows.values()),
        means=tuple(float(row["mean"]) for row in rows.values()),
        intercept=float(table["intercept"]),
    )


def make_model(names: tuple[str, ...], weights: tuple[float, ...], means: tuple[float, ...], intercept: float) -> Model:
    """Return the model of these parts."""
    return Model(names, weights, means, intercept, base=intercept - sum(map(mul, weights, means)))
