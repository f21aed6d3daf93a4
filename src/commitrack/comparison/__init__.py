"""Commitments of two or more meetings -> links, diff, threads, with reasons."""

from __future__ import annotations

from commitrack.comparison.diff import compare, uncertain_pairs
from commitrack.comparison.explanation import explain
from commitrack.comparison.restatement import mark_restatements
from commitrack.comparison.similarity import find_similar, telling_words
from commitrack.comparison.threads import find_threads
from commitrack.comparison.word_diff import changed_words

__all__ = [
    "changed_words",
    "compare",
    "explain",
    "find_similar",
    "find_threads",
    "mark_restatements",
    "telling_words",
    "uncertain_pairs",
]
