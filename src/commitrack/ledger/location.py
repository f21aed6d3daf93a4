"""Where the ledger is, and how one begins."""

from __future__ import annotations

import os
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.ledger.files import write_inside
from commitrack.ledger.records import encode_config
from commitrack.ledger.store import CONFIG, SOURCES, STATEMENTS, Ledger
from commitrack.ledger.toml import render
from commitrack.model import LedgerConfig

PACKAGE = Path(__file__).resolve().parent.parent


def open_ledger(given: Path | None, environment: str | None, start: Path) -> Ledger:
    """Return the ledger given, else the environment's, else the nearest from `start` upwards, else the bundled one.

    What a killed process had begun to write to it is finished, unless another one writes or this one may not.
    """
    ledger = _find_ledger(given, environment, start)
    ledger.settle()
    return ledger


def _find_ledger(given: Path | None, environment: str | None, start: Path) -> Ledger:
    named = given or (Path(environment) if environment else None)
    if named is not None:
        if not is_ledger(named):
            raise CommitrackError(f"{named} is no ledger; make it one with `commitrack init {named}`")
        return Ledger(named)
    for folder in (start, *start.parents):
        for place in (folder, folder / "data"):
            if os.path.lexists(place / CONFIG):  # a broken one is told of where it is read
                return Ledger(place)
    return bundled_ledger()


def bundled_ledger() -> Ledger:
    """Return the ledger that comes with the program: in the package, or beside the sources of an editable install."""
    for place in (PACKAGE / "data", PACKAGE.parent.parent / "data"):
        if (place / CONFIG).is_file():
            return Ledger(place, read_only=True)
    raise CommitrackError("there is no ledger here; make one with `commitrack init`")


def is_ledger(folder: Path) -> bool:
    """Tell whether a folder is a ledger: it holds `commitrack.toml`, or at least statements."""
    return os.path.lexists(folder / CONFIG) or (folder / STATEMENTS).is_dir()


def holds_ledger(folder: Path) -> bool:
    """Tell whether a folder is a ledger that is in use: it has settings, or the record of a statement."""
    return os.path.lexists(folder / CONFIG) or any((folder / STATEMENTS).glob("*.toml"))


def init_ledger(root: Path, *, name: str = "", series: str = "") -> Ledger:
    """Make `root` a ledger and return it; what the folder holds already stays."""
    if os.path.lexists(root / CONFIG):
        raise CommitrackError(f"{root} is a ledger already")
    try:
        for folder in (root / STATEMENTS, root / SOURCES):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommitrackError(f"cannot make {root}: {error.strerror or error}") from None
    config = render(encode_config(LedgerConfig(name=name, series=series)))
    write_inside(root, {CONFIG: config.encode("utf-8", "replace")})
    return Ledger(root)
