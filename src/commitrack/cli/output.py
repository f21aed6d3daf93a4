"""What is written for the user beside lines: files, whole or not at all, pictures, TOML."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.patterns import compile_late
from commitrack.views.screen import UNSAFE, Screen

UNTOUCHED = 3600.0
"""Seconds after which a file that waits for its name is one that a killed run left."""
NO_ASCII = compile_late(r"[^ -~]")


@contextmanager
def whole_file(given: Path) -> Iterator[Path]:
    """Yield where to write; once that went well, it takes the place of the file given, as it would be overwritten.

    A link stays one and its target is written; permissions stay. CommitrackError where there is no folder for the file,
    where something else than a file has its name, or a ledger keeps its own files there.
    """
    target = Path(os.path.realpath(given))
    if is_of_ledger(target):
        raise CommitrackError(f"{given} is where a ledger keeps its own files; choose another place")
    if target.exists() and not target.is_file():
        raise CommitrackError(f"{given} is no file that can be written over")
    if not target.parent.is_dir():
        raise CommitrackError(f"cannot write {given}: there is no folder {target.parent}")
    clear_leavings(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        beside.touch()  # a library may say no more than that it cannot open its file
        yield beside
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError as error:
        raise CommitrackError(f"cannot write {given}: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def clear_leavings(target: Path) -> None:
    """Remove what runs that were killed left beside a file: what has this run's own number, or has lain untouched."""
    left = re.compile(rf"\.{re.escape(target.name)}\.([0-9]+)\.new(?:-journal)?")  # SQLite has its journal beside
    with suppress(OSError):  # of a folder that cannot be listed
        for path in target.parent.iterdir():
            if by := left.fullmatch(path.name):
                with suppress(OSError):  # of another user, or no file
                    if by[1] == str(os.getpid()) or is_old(path):
                        path.unlink()


def is_old(path: Path) -> bool:
    """Tell whether nobody has written to a file for so long that nobody does."""
    return time.time() - path.lstat().st_mtime > UNTOUCHED


def is_of_ledger(target: Path) -> bool:
    """Tell whether a path is that of a ledger's sources, statements, decisions or settings."""
    from commitrack.ledger.location import holds_ledger
    from commitrack.ledger.store import CONFIG, DECISIONS, SOURCES, STATEMENTS

    own = (CONFIG, DECISIONS, SOURCES, STATEMENTS)
    return any(target.relative_to(folder).parts[0] in own and holds_ledger(folder) for folder in target.parents)


def save_picture(given: Path, lines: Iterable[str]) -> None:
    """Draw what a terminal would show into an SVG file."""
    from commitrack.views.picture import draw_picture

    if given.suffix.lower() != ".svg":
        raise CommitrackError(f"'{given}': a picture is written to FILE.svg")
    with whole_file(given) as target:
        target.write_text(draw_picture(lines, "commitrack"), encoding="utf-8")


def write_toml(tables: Mapping[str, object], screen: Screen) -> str:
    """Return tables as TOML, with escapes for what the screen cannot show or should not obey."""
    from commitrack.ledger.toml import render

    unshown = UNSAFE if screen.unicode else NO_ASCII
    return unshown.sub(
        lambda character: character[0] if character[0] == "\n" else f"\\U{ord(character[0]):08x}", render(tables)
    )
