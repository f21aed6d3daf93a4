"""Where texts come from: files, folders, standard input. The only place that reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from commitrack.errors import CommitrackError

LIMIT = 64 * 1024 * 1024
"""Bytes that a source may have; the longest communiqués stay under half a megabyte."""

STDIN = "-"

READABLE = frozenset({"", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"})


@dataclass(frozen=True, slots=True)
class Source:
    """A text as received."""

    name: str
    """As it was given; `-` for standard input."""
    data: bytes


def read_source(source: str, *, stdin: BinaryIO | None = None, limit: int = LIMIT) -> Source:
    """Return the bytes of a file, or of standard input for `-`; CommitrackError where there are none to be had."""
    if source == STDIN:
        if stdin is None:
            raise CommitrackError("-: there is no standard input to read")
        return Source(STDIN, _within(stdin.read(limit + 1), limit, "standard input"))
    if source.lower().startswith(("http://", "https://")):
        raise CommitrackError(f"{source}: addresses are not fetched; save the page and give the file")
    try:
        path = Path(source)
        if path.is_dir():
            raise CommitrackError(f"{source}: is a folder; a file is expected")
        with path.open("rb") as file:
            return Source(source, _within(file.read(limit + 1), limit, source))
    except FileNotFoundError:
        raise CommitrackError(f"{source}: no such file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else None
        raise CommitrackError(f"{source!r}: cannot be read: {reason or error}") from None


def list_sources(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder and its subfolders that could be statements, sorted, hidden ones left out."""
    if not folder.is_dir():
        raise CommitrackError(f"{folder}: no such folder")
    return tuple(sorted(_walk(folder)))


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise CommitrackError(f"{error.filename}: cannot be read: {error.strerror}") from None

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in READABLE:
                yield Path(parent, name)


def _within(data: bytes, limit: int, name: str) -> bytes:
    if len(data) > limit:
        raise CommitrackError(f"{name}: larger than {limit // (1024 * 1024) or 1} MB")
    return data
