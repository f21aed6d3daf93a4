"""Standard streams that take nothing: whose reader has left, or whose disk is full."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def drop_unread(*streams: TextIO | None) -> None:
    """Let what waits in streams that take nothing any more, and what follows, go nowhere; in both if none is named.

    Otherwise the interpreter tries again at its end, and complains.
    """
    for stream in filter(None, streams or (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(words: str) -> None:
    """Write a line to standard error; where that takes none, the work and its exit code are what they were."""
    try:
        print(words, file=sys.stderr, flush=True)
    except OSError:
        drop_unread(sys.__stderr__)
