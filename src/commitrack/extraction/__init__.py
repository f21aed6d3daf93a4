"""Statement to commitments: sentences, clauses, labels, one pipeline."""

from .pipeline import extract

__all__ = ["extract"]
