"""Our comparison against ready-made similarities, on the same marked pairs.

    python benchmarks/alignment.py FOLDER [FOLDER ...]

Link F1, status F1 and their means over the pairs. Ours is scored twice: with the weights as shipped (which have seen
these pairs where they were fitted on them), and with weights fitted on the other pairs alone. Each other method links
every pair above one threshold, the best in hindsight for the mean link F1: a favour that ours does not get.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from fit_weights import cross_validate, mean, read_sample
from marked import Meetings, Score, read_pairs, score_entries, score_links
from rapidfuzz import fuzz

from commitrack.comparison import compare
from commitrack.comparison.traits import read_words
from commitrack.lexicon.frequencies import load_frequencies

Similarity = Callable[[str, str], float]


def difflib_ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower().split(), other.lower().split(), autojunk=False).ratio()


def token_sort(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(one.lower(), other.lower()) / 100


def token_set(one: str, other: str) -> float:
    return fuzz.token_set_ratio(one.lower(), other.lower()) / 100


def tfidf_cosine(one: str, other: str) -> float:
    first, second = _weigh(one), _weigh(other)
    product = math.fsum(weight * second[word] for word, weight in first.items() if word in second)
    return product / (_norm(first) * _norm(second) or 1.0)


def _weigh(text: str) -> dict[str, float]:
    frequencies = load_frequencies()
    return {w: n * frequencies.idf.get(w, frequencies.unseen) for w, n in Counter(read_words(text)).items()}


def _norm(words: dict[str, float]) -> float:
    return math.sqrt(math.fsum(weight * weight for weight in words.values()))


METHODS: dict[str, Similarity] = {
    "difflib ratio of words": difflib_ratio,
    "rapidfuzz token sort": token_sort,
    "rapidfuzz token set": token_set,
    "tf-idf cosine": tfidf_cosine,
}


def score_best(pairs: Sequence[Meetings], similarity: Similarity) -> list[Score]:
    """Score a similarity with the one threshold that serves it best."""
    measured = [
        {(a.id, b.id): similarity(a.text, b.text) for a in p.earlier.commitments for b in p.later.commitments}
        for p in pairs
    ]
    tries = []
    for step in range(10, 100, 2):
        links = [[pair for pair, value in of_one.items() if value >= step / 100] for of_one in measured]
        tries.append([score_links(pair, said) for pair, said in zip(pairs, links, strict=True)])
    return max(tries, key=lambda scores: mean(scores).link)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    pairs = read_pairs(parser.parse_args().folders)
    columns = {name: score_best(pairs, similarity) for name, similarity in METHODS.items()}
    columns["ours, as shipped"] = [score_entries(p, compare(p.earlier, p.later).entries) for p in pairs]
    columns["ours, pair left out"] = cross_validate([read_sample(pair) for pair in pairs])
    for k, pair in enumerate(pairs):
        print(f"\n{pair.name}")
        for name, scores in columns.items():
            print_row(name, scores[k])
    print(f"\nmean of {len(pairs)} pairs")
    for name, scores in columns.items():
        print_row(name, mean(scores))


def print_row(name: str, score: Score) -> None:
    print(f"  {name:28} link F1 {score.link:.3f}   status F1 {score.status:.3f}")


if __name__ == "__main__":
    main()
