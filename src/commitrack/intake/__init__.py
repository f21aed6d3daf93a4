"""Intake: sources to readings, many at once: in this process, in several, or on a cluster."""

from __future__ import annotations

from commitrack.intake.engine import Engine, open_engine, read_all
from commitrack.intake.work import Options, Reading, make_options, measure, read_and_extract, take_apart

__all__ = [
    "Engine",
    "Options",
    "Reading",
    "make_options",
    "measure",
    "open_engine",
    "read_all",
    "read_and_extract",
    "take_apart",
]
