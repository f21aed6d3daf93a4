"""Statement to commitments: sentences, clauses, labels, one pipeline."""

from commitrack.extraction.pipeline import extract

__all__ = ["extract"]
