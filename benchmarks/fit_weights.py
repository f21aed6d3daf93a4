"""Fit the weights of evidence on marked pairs, and write `lexicon/weights.toml`.

    python benchmarks/fit_weights.py FOLDER [FOLDER ...] [--dry-run | --force]

Every FOLDER holds marked statements (`<id>.toml`) and marked pairs (`<id>..<id>.toml`). Both models are logistic, with
a ridge on standardised evidence; the second one sees what the first one thinks of a pair's alternatives and
neighbours. The table that is printed tells, for every pair, what the weights fitted on all pairs of *other* days make
of it; the weights that are written are fitted on all. Weights of more pairs are not overwritten, unless forced:
`tests/marked` has 4 of the 27, `restore_marks.py` gives back 17 to whoever has their texts, six are not shipped. Needs
numpy, which comes with `commitrack[dev]`. Same marks, same bytes.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from marked import Meetings, Score, read_pairs, score_entries

from commitrack.comparison import evidence, standing
from commitrack.comparison.alignment import is_ordered, weigh
from commitrack.comparison.candidates import Pair, find_candidates
from commitrack.comparison.diff import make_entries
from commitrack.comparison.standing import Standing
from commitrack.comparison.traits import Scene, read_scene
from commitrack.lexicon.weights import Model, Weights, make_model

TARGET = Path(__file__).parent.parent / "src/commitrack/lexicon/weights.toml"
RIDGE = 50.0


@dataclass(frozen=True)
class Sample:
    """A marked pair with the evidence of its candidates."""

    marked: Meetings
    scene: Scene
    alone: dict[Pair, tuple[float, ...]]
    truth: np.ndarray


def read_sample(marked: Meetings) -> Sample:
    scene = read_scene(marked.earlier, marked.later)
    alone = {(i, j): evidence.measure(scene.earlier[i], scene.later[j], scene) for i, j in find_candidates(scene)}
    links = marked.links
    truth = [(scene.earlier[i].commitment.id, scene.later[j].commitment.id) in links for i, j in alone]
    return Sample(marked, scene, alone, np.array(truth, float))


def fit(samples: Sequence[Sample]) -> Weights:
    """Fit both models on the samples.

    The second one learns from likeness as it will meet it: judged by a first model that has not seen the pair.
    """
    rows = []
    for k, sample in enumerate(samples):
        rows += measure_standing(sample, fit_likeness([*samples[:k], *samples[k + 1 :]]))
    truth = np.concatenate([s.truth for s in samples])
    return Weights(fit_likeness(samples), fit_model((*evidence.NAMES, *standing.NAMES), np.array(rows), truth))


def fit_likeness(samples: Sequence[Sample]) -> Model:
    values = np.array([v for s in samples for v in s.alone.values()])
    return fit_model(evidence.NAMES, values, np.concatenate([s.truth for s in samples]))


def measure_standing(sample: Sample, likeness: Model) -> list[tuple[float, ...]]:
    stand = Standing({p: likeness.judge(v) for p, v in sample.alone.items()}, ordered=is_ordered(sample.scene))
    return [(*values, *stand.measure(pair)) for pair, values in sample.alone.items()]


def fit_model(names: tuple[str, ...], values: np.ndarray, truth: np.ndarray) -> Model:
    """Fit a ridge logistic regression by Newton's method."""
    means, spread = values.mean(0), values.std(0) + 1e-9
    x = np.hstack([(values - means) / spread, np.ones((len(values), 1))])
    penalty = np.diag([RIDGE] * len(names) + [0.0])
    w = np.zeros(len(names) + 1)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, x.T @ (truth - p) - penalty @ w)
        w += step
        if np.abs(step).max() < 1e-9:
            break
    weights = tuple(round(float(v), 5) for v in w[:-1] / spread)
    return make_model(names, weights, tuple(round(float(m), 5) for m in means), round(float(w[-1]), 5))


def cross_validate(samples: Sequence[Sample]) -> list[Score]:
    """Score each pair with weights fitted on those of other days: two texts of the same meetings say the same."""
    scores = []
    for sample in samples:
        tables = fit([other for other in samples if days(other) != days(sample)])
        scores.append(score_entries(sample.marked, make_entries(weigh(sample.scene, tables=tables))))
    return scores


def days(sample: Sample) -> tuple[date, date]:
    return sample.marked.earlier.date, sample.marked.later.date


def report(samples: Sequence[Sample], scores: Sequence[Score]) -> None:
    print(
        f"{'left out, fitted on the others':48}"
        + "".join(f"{heading:>10}" for heading in ("precision", "recall", "link F1", "status F1", "change"))
    )
    for name, score in [(s.marked.name, score) for s, score in zip(samples, scores, strict=True)]:
        print_row(name, score)
    print_row("mean", mean(scores))


def mean(scores: Sequence[Score]) -> Score:
    return Score(*(float(np.mean(column)) for column in zip(*scores, strict=True)))


def print_row(name: str, s: Score) -> None:
    print(f"{name:48}{s.precision:10.3f}{s.recall:10.3f}{s.link:10.3f}{s.status:10.3f}{s.change:10.3f}")


def render(tables: Weights, samples: Sequence[Sample], scores: Sequence[Score]) -> str:
    average, links = mean(scores), sum(len(s.marked.links) for s in samples)
    lines = [
        "# Weights of evidence: share of the log-odds per unit above the mean. By benchmarks/fit_weights.py,",
        f"# fitted on {len(samples)} marked pairs of statements, {links} linked pairs of commitments:",
        *(f"#   {s.marked.name}" for s in samples),
        "# Each pair left out in turn, with what else is of its days: "
        f"link F1 {average.link:.3f}, status F1 {average.status:.3f}.",
    ]
    for name, model in (("likeness", tables.likeness), ("standing", tables.standing)):
        lines += ["", f"[{name}]", f"intercept = {model.intercept}", "", f"[{name}.evidence]"]
        lines += [
            f'"{n}" = {{ weight = {w}, mean = {m} }}'
            for n, w, m in zip(model.names, model.weights, model.means, strict=True)
        ]
    return "\n".join([*lines, ""])


def count_fitted(table: str) -> int:
    """Return on how many pairs the weights of a table were fitted, as its head says."""
    found = re.search(r"fitted on (\d+) marked pairs", table)
    return int(found[1]) if found else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    writing = parser.add_mutually_exclusive_group()
    writing.add_argument("--dry-run", action="store_true", help="print the table, write nothing")
    writing.add_argument("--force", action="store_true", help="overwrite weights that were fitted on more pairs")
    arguments = parser.parse_args()
    pairs, fitted = read_pairs(arguments.folders), count_fitted(TARGET.read_text(encoding="utf-8"))
    if len(pairs) < fitted and not (arguments.dry_run or arguments.force):
        parser.error(f"{len(pairs)} pairs; the weights at hand were fitted on {fitted}: give --dry-run or --force")
    samples = [read_sample(pair) for pair in pairs]
    scores = cross_validate(samples)
    report(samples, scores)
    if not arguments.dry_run:
        TARGET.write_text(render(fit(samples), samples, scores), encoding="utf-8")


if __name__ == "__main__":
    main()
