"""Reading: bytes, file or standard input to a document with a clean text in blocks, and what its header tells."""

from __future__ import annotations

from commitrack.reading.document import read_document
from commitrack.reading.sources import Source, is_readable, read_source, walk_folder

__all__ = ["Source", "is_readable", "read_document", "read_source", "walk_folder"]
