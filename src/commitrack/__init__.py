"""Take joint statements apart into commitments and compare meetings.

    document = commitrack.read("statement.md")
    found = commitrack.extract(document, meeting=document.header.date)
    ledger = commitrack.open_ledger()
    diff = commitrack.compare(ledger.read("2025-04-03"), ledger.read("2025-09-22"))

What these give and take is in `commitrack.model`. Nothing is imported before it is used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what typing says; to import that would be half the time of `--version`
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from commitrack.comparison import compare as compare
    from commitrack.extraction import extract as extract
    from commitrack.ledger import Ledger as Ledger
    from commitrack.model import Document

__version__ = "0.1.0"
__all__ = ["Ledger", "__version__", "compare", "extract", "open_ledger", "read"]

HOMES = {"compare": "commitrack.comparison", "extract": "commitrack.extraction", "Ledger": "commitrack.ledger"}
"""Where the public names are that are imported on first use."""


def read(source: str | Path) -> Document:
    """Read a file; return its clean text, its blocks and what its header tells. CommitrackError where it cannot be."""
    from commitrack.reading import read_document, read_source

    found = read_source(str(source))
    return read_document(found.data, name=found.name)


def open_ledger(folder: str | Path | None = None) -> Ledger:
    """Open the ledger of a folder; without one, the ledger that the command line would take from here."""
    import os
    from pathlib import Path

    from commitrack.ledger import open_ledger as find_ledger

    return find_ledger(Path(folder) if folder else None, os.environ.get("COMMITRACK_LEDGER"), Path.cwd())


def __getattr__(name: str) -> Any:
    """Import a public name on first use."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    """The public names, those not imported yet among them."""
    return sorted({*globals(), *__all__})
