"""Standard streams whose reader has left."""

from __future__ import annotations

import os
import sys


def drop_unread() -> None:
    """Let what waits in a stream that nobody reads any more, and what follows, go nowhere.

    Otherwise the interpreter tries again at its end, and complains.
    """
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
