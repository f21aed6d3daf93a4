"""A whole ledger in files that other programs analyse; each format is imported only where it is asked for."""

from __future__ import annotations

from commitrack.views.export.material import FIELDS, Material, Writer, find_writer

__all__ = ["FIELDS", "Material", "Writer", "find_writer"]
