"""Questions about the ledger as a whole, answered from its files or, where there are many, from an index of them.

The index is a file in the user's cache that can be deleted at any time. What it holds of a statement counts only as
long as the statement's file is the one that was read.
"""

from __future__ import annotations

from commitrack.ledger.index.files import FEW, FileIndex, Index, Report, has_many, open_index

__all__ = ["FEW", "FileIndex", "Index", "Report", "has_many", "open_index"]
