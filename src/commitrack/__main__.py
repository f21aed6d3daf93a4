"""The entry point: `commitrack` and `python -m commitrack`."""

from __future__ import annotations

import gc
import os
import sys

from commitrack import __version__
from commitrack.errors import CommitrackError

WRONG_REQUEST = 2
INTERRUPTED = 130
CLOSED_PIPE = 141
"""What a shell reports of a program whose reader went away (128 + SIGPIPE)."""
SELDOM = (100_000, 20, 20)
"""Objects and rounds after which Python looks for cycles: by default that is a tenth of the time of a short command."""


def main() -> None:
    """Run the command line and leave with its exit code; what goes wrong is one line on standard error."""
    open_missing_streams()
    gc.set_threshold(*SELDOM)
    try:
        sys.exit(run_quietly(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        gc.freeze()  # leaves the interpreter's end nothing to look through


def open_missing_streams() -> None:
    """Put nothing in the place of standard streams that were closed, before a file of the ledger takes it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # until the program ends


def run_quietly(words: list[str]) -> int:
    """Run the command line; return its exit code, without a word where nobody reads any more."""
    try:
        return run_safely(words)
    except BrokenPipeError:
        from commitrack.cli.streams import drop_unread

        drop_unread()
        return CLOSED_PIPE


def run_safely(words: list[str]) -> int:
    """Run the command line; return its exit code. BrokenPipeError where nobody reads any more."""
    try:
        if words in (["--version"], ["-V"]):  # before anything is imported
            print(f"commitrack {__version__}", flush=True)
            return 0
        from commitrack.cli.app import run

        unwind_when_ended()
        code = run(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        raise
    except CommitrackError as error:
        return complain(str(error))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not error.filename:  # only asking where one is names no file
            return complain("the current folder is gone; change to one that is there")
        where = f"{error.filename}: " if error.filename else ""
        return complain(f"{where}{error.strerror or error}")


def unwind_when_ended() -> None:
    """Let SIGTERM, and SIGHUP of a terminal that closes, end the program as Ctrl-C does, so that it takes back what is
    half written; what is ignored, as under nohup, stays so.

    The first of them is enough: a terminal that closes sends several, and a later one would cut the unwinding short.
    """
    import signal

    known = (each for each in signal.Signals if each.name in ("SIGTERM", "SIGHUP"))  # Windows has no SIGHUP
    endings = [each for each in known if signal.getsignal(each) is signal.SIG_DFL]

    def end(number: int, _: object) -> None:
        for each in endings:
            signal.signal(each, signal.SIG_IGN)
        sys.exit(128 + number)

    for each in endings:
        signal.signal(each, end)


def complain(message: str) -> int:
    """Say what is wrong in one line."""
    from commitrack.cli.streams import tell
    from commitrack.views.screen import escape_unsafe

    tell(f"commitrack: {escape_unsafe(' '.join(message.split()))}")
    return WRONG_REQUEST


if __name__ == "__main__":
    main()
