"""How good the program is, against statements that people marked: precision, recall, F1. Pure functions."""

from __future__ import annotations

from commitrack.evaluation.diffs import DiffScore, score_diff
from commitrack.evaluation.extractions import ExtractionScore, score_extraction
from commitrack.evaluation.marks import (
    Mark,
    MarkedLink,
    MarkedPair,
    as_commitments,
    check_links,
    doubt_marks,
    read_pair,
    read_statement,
)
from commitrack.evaluation.texts import choose_source, cover, find_spans, fold

__all__ = [
    "DiffScore",
    "ExtractionScore",
    "Mark",
    "MarkedLink",
    "MarkedPair",
    "as_commitments",
    "check_links",
    "choose_source",
    "cover",
    "doubt_marks",
    "find_spans",
    "fold",
    "read_pair",
    "read_statement",
    "score_diff",
    "score_extraction",
]
