"""Files that are written whole or not at all, and paths that stay inside the ledger."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.patterns import compile_late

LOCK = ".commitrack.lock"
JOURNAL = ".commitrack.journal"
"""Names the files that change together, each after the digest of what it replaces; a `-` before it removes the file.
While these are made ready, it waits for its own name, too.
"""
WAIT = 60.0
"""Seconds to wait for another process that writes to the same ledger."""
FEW = 4
"""Files that are written one after the other."""
WRITERS = 8
"""Files that are written at a time where there are more."""
Contents = Mapping[str, bytes | None]
"""Files of a ledger with the bytes that they are to hold; None for one that is to go."""
_PLAIN = compile_late(r"(?!.*[.]{2})[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")
"""Names that lead out of a folder by a symbolic link alone."""


def path_inside(root: Path, relative: str) -> Path:
    """Return `root/relative`; CommitrackError where it leads out of `root`, by its words or by a symbolic link."""
    path = Path(root, relative)
    if _PLAIN.fullmatch(relative) and not _has_link(str(root), relative):
        return path
    base = os.path.realpath(root)
    target = "" if "\0" in relative else os.path.realpath(f"{base}/{relative}")
    if Path(relative).is_absolute() or not f"{target}{os.sep}".startswith(f"{base.rstrip(os.sep)}{os.sep}"):
        raise CommitrackError(f"{relative!r} leads out of the ledger {root}; files of a ledger stay in its folder")
    return path


def _has_link(root: str, relative: str) -> bool:
    """Tell whether a symbolic link stands on the way from `root`; the real path would ask the disk for more."""
    at = root
    for name in relative.split("/"):
        at = f"{at}/{name}"
        if os.path.islink(at):
            return True
    return False


def read_inside(root: Path, relative: str) -> bytes | None:
    """Return the bytes of a file of the ledger, None where there is none."""
    return _bytes_of(path_inside(root, relative))


def write_inside(root: Path, contents: Contents) -> bool:
    """Replace those files of the ledger whose bytes change, as `replace_inside` does; tell whether any do."""
    changed = {name: data for name, data in contents.items() if read_inside(root, name) != data}
    if changed:
        replace_inside(root, changed)
    return bool(changed)


def replace_inside(root: Path, contents: Contents) -> None:
    """Replace and remove files of the ledger, each at once: after a crash one is old or new.

    All are on the disk under other names before the first takes its own, so a full disk leaves all as they were. They
    take their names in the order given, then those go that are to; where that ends half way, however it does, it is
    finished by `settle`, or by the next one that writes.
    """
    wanted = {path_inside(root, name): data for name, data in contents.items() if data is not None}
    going = [path for name, data in contents.items() if data is None and (path := path_inside(root, name)).is_file()]
    journal, beside = root / JOURNAL, {path: _beside(path) for path in wanted}  # the lock is held: one name will do
    try:
        _make_ready(root, contents, wanted, {path.parent for path in going})
        _take_names(beside, going)
        _close(journal)
    except BaseException as error:
        begun = journal.is_file() and not all(path.is_file() for path in (*beside.values(), *going))
        if not begun:
            _take_back((journal, *beside.values(), _beside(journal)))
        if isinstance(error, OSError):
            rest = "; part of the change is made, the next command finishes it" if begun else ""
            raise CommitrackError(
                f"cannot write {error.filename2 or error.filename or root}: {error.strerror or error}{rest}"
            ) from None
        raise


def _make_ready(root: Path, contents: Contents, wanted: Mapping[Path, bytes], others: Iterable[Path]) -> None:
    """Put new files on the disk under other names, after the list of them; several that change together need only
    their names then, as the list is the journal from then on.
    """
    for folder in {*(path.parent for path in wanted), *others}:
        folder.mkdir(parents=True, exist_ok=True)
        _need_writable(folder)
    journal = root / JOURNAL
    _write_new(_beside(journal), "".join(_journal_lines(root, contents)).encode(), journal)
    _write_all([(_beside(path), data, path) for path, data in wanted.items()])
    if len(contents) > 1:
        _beside(journal).replace(journal)
        _sync(root)


def _take_names(beside: Mapping[Path, Path], going: Iterable[Path]) -> None:
    """Give new files their names, remove what is to go, and force both to the disk."""
    for path, waiting in beside.items():
        waiting.replace(path)
    for path in going:
        path.unlink()
    for folder in {path.parent for path in (*beside, *going)}:
        _sync(folder)


def _close(journal: Path) -> None:
    """Remove the journal of a change that is made; where there was but a list, the change stands without this."""
    if journal.is_file():
        journal.unlink()
    else:
        _take_back((_beside(journal),))


def _need_writable(folder: Path) -> None:
    """OSError where files of a folder cannot change: found out before the first one does."""
    if not os.access(folder, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES), str(folder))


def _take_back(waiting: Iterable[Path]) -> None:
    """Remove what waits for its name, the journal first: without it nobody goes on with the rest."""
    for path in waiting:
        with suppress(OSError):
            path.unlink()


def _beside(path: Path) -> Path:
    """Return where a file waits for its name."""
    return path.with_name(f".{path.name}.new")


def _journal_lines(root: Path, contents: Contents) -> Iterator[str]:
    for name, data in contents.items():
        yield f"{'-' if data is None else ''}{_digest(path_inside(root, name))} {name}\n"


def _digest(path: Path) -> str:
    from hashlib import sha256

    data = _bytes_of(path)
    return "none" if data is None else sha256(data).hexdigest()


def settle(root: Path) -> str:
    """Finish what a process had begun to write when it ended, where there is such a thing; return why it cannot be.

    Nobody is waited for: while another process writes, all stays as it is, and there is nothing to tell.
    """
    if (root / JOURNAL).is_file():
        try:
            with locked(root, wait=0):
                pass
        except _BusyError:
            pass
        except CommitrackError as error:
            return str(error)
    return ""


def _finish(root: Path) -> None:
    """Make the change that another process had begun to make, if one had; what has changed since stays as it is.

    Where it ended while it made that ready, nothing is kept of it.
    """
    journal = root / JOURNAL
    if not (journal.is_file() or _beside(journal).is_file()):
        return
    try:
        begun = [(path_inside(root, name), digest) for name, digest in _listed(journal)]
        for path, digest in begun:
            _finish_file(path, digest)
        for folder in {path.parent for path, _ in begun}:
            _sync(folder)  # the journal is the last to know of the change until that is on the disk
        for name, _ in _listed(_beside(journal)):
            _beside(path_inside(root, name)).unlink(missing_ok=True)
        for listing in (journal, _beside(journal)):
            listing.unlink(missing_ok=True)
    except (OSError, CommitrackError) as error:
        raise CommitrackError(f"cannot finish the change begun in {root}: {_reason(error)}") from None


def _reason(error: OSError | CommitrackError) -> str:
    """Return what went wrong with which file; of a renaming the new name is the one that a person knows."""
    if isinstance(error, OSError) and (file := error.filename2 or error.filename):
        return f"{file}: {error.strerror}"
    return str(error)


def _listed(journal: Path) -> Iterator[tuple[str, str]]:
    """Yield the files that a journal names, with the digests of what they replace; none where it is not there."""
    for line in (_bytes_of(journal) or b"").decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition(" ")
        if name:  # of a line half written there may be none
            yield name, digest


def _finish_file(path: Path, digest: str) -> None:
    """Give a file its name that waits for it, or remove the one that was to go."""
    unchanged = _digest(path) == digest.removeprefix("-")
    if digest.startswith("-") and unchanged:
        path.unlink(missing_ok=True)
    elif _beside(path).is_file() and unchanged:
        _beside(path).replace(path)
    else:
        _beside(path).unlink(missing_ok=True)


def _write_all(files: Sequence[tuple[Path, bytes, Path]]) -> None:
    """Write new files; many at a time, as a disk takes several on in the time that it needs to confirm one."""
    if len(files) <= FEW:
        for each in files:
            _write_new(*each)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(_write_new, *zip(*files, strict=True)))


class _BusyError(CommitrackError):
    """Another process writes."""


@contextmanager
def locked(root: Path, wait: float = WAIT) -> Iterator[None]:
    """Keep other processes from writing to the ledger meanwhile; wait for one that does, not for ever.

    What an earlier one had begun is finished first.
    """
    from filelock import FileLock, Timeout  # 30 ms: only those who write pay for it

    try:
        lock = FileLock(root / LOCK, timeout=wait)
        lock.acquire()
    except Timeout:
        raise _BusyError(f"another process has been writing to {root} for {wait:.0f} s; try again") from None
    except OSError as error:
        raise CommitrackError(f"cannot write to {root}: {error.strerror or error}") from None
    try:
        _finish(root)
        yield
    finally:
        lock.release()


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None  # a pipe would be waited for
    except FileNotFoundError:  # removed meanwhile
        return None
    except OSError as error:
        raise CommitrackError(f"cannot read {path}: {error.strerror or error}") from None


def _write_new(path: Path, data: bytes, like: Path) -> None:
    """Write a file that is on the disk when this returns, with the permissions of another where that is there."""
    try:
        file = path.open("xb")
    except FileExistsError:  # left behind by a process that was killed
        path.unlink()
        file = path.open("xb")
    with file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        path.chmod(like.stat().st_mode & 0o777)


def _sync(folder: Path) -> None:
    """Force new names to the disk, on the systems where folders can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
