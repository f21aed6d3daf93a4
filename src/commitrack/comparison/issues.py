"""Which issues a commitment touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from commitrack.comparison.words import split_tokens, stem
from commitrack.lexicon.frequencies import load_frequencies
from commitrack.lexicon.issues import load_issues


def find_issues(stems: Iterable[str]) -> frozenset[str]:
    """Return the issues of which an alternative stands complete among the stems."""
    present = frozenset(stems)
    index = _index()
    return frozenset(issue for word in present for words, issue in index.get(word, ()) if words <= present)


@cache
def _index() -> Mapping[str, list[tuple[frozenset[str], str]]]:
    """Every alternative under its longest word, which few commitments hold."""
    function_words = load_frequencies().function_words
    index: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for issue, alternatives in load_issues().items():
        for alternative in alternatives:
            words = frozenset(map(stem, split_tokens(alternative))) - function_words
            if words:
                index[max(words, key=len)].append((words, issue))
    return index
