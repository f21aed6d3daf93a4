"""Statement to commitments: sentences, clauses, labels, one pipeline."""

from commitrack.extraction.pipeline import extract
from commitrack.extraction.register import says_twice

__all__ = ["extract", "says_twice"]
