"""What tests of every kind need: tables of cases, files, the program as its users start it, a server to fetch from."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commitrack.model import Document

ROOT = Path(__file__).parent.parent
BUNDLED = ROOT / "data"
CASES = Path(__file__).parent / "cases"
PROGRAM = (sys.executable, "-m", "commitrack")

Done = subprocess.CompletedProcess[str]


def read_cases(table: str, kind: str = "case") -> list[Any]:
    """The rows of `cases/TABLE.toml` as parameters that bear their names."""
    rows = tomllib.loads((CASES / f"{table}.toml").read_text(encoding="utf-8"))[kind]
    return [pytest.param(row, id=row["name"]) for row in rows]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, hidden ones too, the lock of a ledger aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".commitrack.lock"
    }


def revise(path: Path, old: str, new: str) -> None:
    """Put other words into a file in place of words that it has."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def show_blocks(document: Document) -> list[str]:
    """A line for each block of a text: kind, level, words."""
    words = ((block, document.text[block.span.start : block.span.end]) for block in document.blocks)
    return [f"{block.kind} {block.level} {text}" for block, text in words]


# ---------------------------------------------------------------- the program


def environment_of(ledger: Path | None = None, **own: str) -> dict[str, str]:
    """The environment of a user with nothing set for commitrack but the ledger, and one's own."""
    unset = ("NO_COLOR", "COLUMNS")
    base = {name: value for name, value in os.environ.items() if name not in unset and "COMMITRACK_" not in name}
    named = {"COMMITRACK_LEDGER": str(ledger)} if ledger else {}
    return base | named | {"PYTHONUTF8": "1"} | own


def start_program(*words: str, ledger: Path, folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start commitrack on a ledger, in a folder, and go on."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*PROGRAM, *words], cwd=folder, env=environment_of(ledger, **environment), **pipes)  # type: ignore[call-overload, no-any-return]


def run_program(
    *words: str,
    ledger: Path | None,
    folder: Path,
    code: int | None = 0,
    given: str = "",
    program: Sequence[str] = PROGRAM,
    **environment: str,
) -> Done:
    """Run commitrack on a ledger, in a folder; `code` is the exit code that is expected, None any."""
    done = subprocess.run(
        [*program, *words],
        input=given.encode(),
        capture_output=True,
        cwd=folder,
        env=environment_of(ledger, **environment),
        check=False,
        timeout=300,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert code in (None, done.returncode), f"{words}: {done.returncode}\n{out}\n{err}"
    assert "Traceback" not in err
    return subprocess.CompletedProcess(words, done.returncode, out, err)


def read_terminal(leader: int) -> str:
    """What a pseudo-terminal shows until the program on it ends, which Linux tells by an error."""
    pieces = []
    try:
        while piece := os.read(leader, 65536):
            pieces.append(piece)
    except OSError:
        pass
    os.close(leader)
    return b"".join(pieces).decode().replace("\r\n", "\n")


# ---------------------------------------------------------------- a server


@contextmanager
def serve(handler: type[BaseHTTPRequestHandler]) -> Iterator[Any]:
    """A server on the loopback; `seen` is there for what the handler wants to remember."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.seen = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
