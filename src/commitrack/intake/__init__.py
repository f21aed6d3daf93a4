"""Intake: sources to readings, many at once: in this process, in several, or on a cluster."""

from __future__ import annotations

from commitrack.intake.engine import Engine, open_engine, read_all
from commitrack.intake.work import Options, Reading, attempt, make_options, read_and_extract, take_apart

__all__ = [
    "Engine",
    "Options",
    "Reading",
    "attempt",
    "make_options",
    "open_engine",
    "read_all",
    "read_and_extract",
    "take_apart",
]
