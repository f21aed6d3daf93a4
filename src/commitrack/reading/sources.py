"""Where texts come from: files, folders, standard input. The only place that reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from commitrack.errors import CommitrackError
from commitrack.patterns import compile_late

LIMIT = 64 * 1024 * 1024
"""Bytes that a source may have; the longest communiqués stay under half a megabyte."""

STDIN = "-"
STDIN_NAME = "standard input"

READABLE = frozenset({"", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"})

_BARE_ADDRESS = compile_late(r"www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?/", re.IGNORECASE)


class Source(Struct, frozen=True):
    """A text as received."""

    name: str
    """As it was given; standard input by its words."""
    data: bytes


def read_source(source: str, *, stdin: BinaryIO | None = None, limit: int = LIMIT) -> Source:
    """Return the bytes of a file, or of standard input for `-`; CommitrackError where there are none to be had."""
    if not source:
        raise CommitrackError("a source is empty; name a file, a folder or an address, or - for standard input")
    if source == STDIN:
        if stdin is None:
            raise CommitrackError(f"{STDIN_NAME}: there is none to read")
        return Source(STDIN_NAME, _within(stdin.read(limit + 1), limit, STDIN_NAME))
    try:
        path = Path(source)
        if path.is_dir():
            raise CommitrackError(f"{source}: is a folder; a file is expected")
        with path.open("rb") as file:
            return Source(source, _within(file.read(limit + 1), limit, source))
    except FileNotFoundError:
        hint = f"; an address is written https://{source}" if _BARE_ADDRESS.match(source) else ""
        raise CommitrackError(f"{source}: no such file{hint}") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else None
        raise CommitrackError(f"{source!r}: cannot be read: {reason or error}") from None


def walk_folder(
    folder: str, report: Callable[[CommitrackError], None], pass_by: Callable[[str], None] = lambda why: None
) -> Iterator[str]:
    """Yield the files of a folder and its subfolders, in the order of their names.

    A folder that cannot be read is reported, and the rest goes on. Of what is passed by it is told why.
    """
    waiting = _entries(folder, report)
    while waiting:  # no recursion: folders may be nested deeper than calls
        entry = waiting.pop()
        if why := _why_passed_by(entry):
            pass_by(why)
        elif entry.is_dir(follow_symlinks=False):
            waiting += _entries(entry.path, report)
        else:
            yield entry.path


def _entries(folder: str, report: Callable[[CommitrackError], None]) -> list[os.DirEntry[str]]:
    """Return what a folder holds, the last name first; nothing of one that cannot be read, which is reported."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name, reverse=True)
    except OSError as error:
        report(CommitrackError(f"{folder}: cannot be read: {error.strerror or error}"))
        return []


def _why_passed_by(entry: os.DirEntry[str]) -> str:
    """Return why an entry of a folder is neither a file to be read nor a folder to be entered; empty where it is."""
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_symlink() and not os.path.exists(entry.path):  # or to itself
        return "that links to nothing"
    if entry.is_symlink() and os.path.isdir(entry.path):  # perhaps to one that holds it
        return "that links to a folder"
    if os.path.isfile(entry.path) or entry.is_dir(follow_symlinks=False):
        return ""
    return "neither file nor folder"  # a pipe would be waited for


def is_readable(name: str) -> bool:
    """Tell whether a file of this name could be a statement."""
    return os.path.splitext(name)[1].lower() in READABLE  # paths would take five times as long


def _within(data: bytes, limit: int, name: str) -> bytes:
    if len(data) > limit:
        raise CommitrackError(f"{name}: larger than {limit // (1024 * 1024) or 1} MB")
    return data
