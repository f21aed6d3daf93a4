"""Long output at a terminal, a screen at a time, by the program of `$PAGER`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from commitrack.patterns import compile_late
from commitrack.views.screen import columns

COLOUR = compile_late(r"\x1b\[[0-9;]*m")
LESS = "FRX"
"""How less is called where nobody says otherwise, as git does: leaves by itself, keeps colours and what it showed."""


def find_pager(environment: Mapping[str, str]) -> str:
    """Return the shell command that pages; empty where none is wanted, or none is there."""
    command = environment.get("PAGER", "less")
    words = command.split()
    wanted = bool(words) and words != ["cat"] and environment.get("TERM") != "dumb"
    return command if wanted and ("=" in words[0] or shutil.which(words[0])) else ""


def take_screen(chunks: Iterator[str], width: int, height: int) -> tuple[str, bool]:
    """Take as much text as overfills a screen; return it, and whether it does."""
    taken: list[str] = []
    rows = 0
    for chunk in chunks:
        taken.append(chunk)
        rows += sum(count_rows(line, width) for line in chunk.splitlines())
        if rows >= height:  # the prompt takes a row
            return "".join(taken), True
    return "".join(taken), False


def count_rows(line: str, width: int) -> int:
    """Return how many rows of a terminal a line takes."""
    return max(1, -(-columns(COLOUR.sub("", line)) // width))


def show_paged(chunks: Iterable[str], command: str) -> None:
    """Write text to a pager until it ends or its reader has seen enough, and wait for the reader to leave."""
    sys.stdout.flush()
    process = subprocess.Popen(
        command,
        shell=True,  # as git does: $PAGER may be a pipe
        stdin=subprocess.PIPE,
        env={"LESS": LESS, **os.environ},
        encoding=sys.stdout.encoding,
        errors=sys.stdout.errors,
    )
    assert process.stdin is not None
    try:
        with suppress(BrokenPipeError), process.stdin as pipe:
            pipe.writelines(chunks)
    finally:
        wait(process)


def wait(process: subprocess.Popen[str]) -> None:
    """Wait for the end of a pager, which itself knows what to do on Ctrl-C."""
    while True:
        with suppress(KeyboardInterrupt):
            process.wait()
            return
