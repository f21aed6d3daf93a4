"""The ledger's folder, as one process sees it: what it has written stands there, also while that waits for the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.ledger.files import Contents, path_inside, read_inside, replace_inside, write_inside

NO_FILE = "is no file but a folder, or a link that leads nowhere"
NO_FOLDER = "is no folder but a file, or a link that leads nowhere"
TAKE_AWAY = "take it away"


class Folder:
    """Files by their names from the root. Inside `together`, what is written waits for the end of it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._waiting: dict[str, bytes | None] | None = None

    def read(self, file: str) -> bytes | None:
        """Return the bytes of a file, None where there is none."""
        if self._waiting and file in self._waiting:
            return self._waiting[file]
        return read_inside(self._root, file)

    def read_record(self, file: str) -> bytes | None:
        """Return the bytes of a file, None where there is nothing; CommitrackError where what is there is no file."""
        data = self.read(file)
        if data is None and file not in (self._waiting or {}) and not self.takes(file):
            raise CommitrackError(f"{file} {NO_FILE}; {TAKE_AWAY}")
        return data

    def takes(self, file: str) -> bool:
        """Tell whether a file can be of this name: nothing that is none has it."""
        return not _is_other(self._root / file, os.path.isfile)

    def names(self, folder: str) -> list[str]:
        """Return the names of what a folder holds, in no order; none where there is nothing of that name."""
        path = path_inside(self._root, folder)
        inside = {
            file.removeprefix(f"{folder}/"): data is not None
            for file, data in (self._waiting or {}).items()
            if file.startswith(f"{folder}/")
        }
        try:
            on_disk = os.listdir(path)  # paths would take ten times as long
        except (FileNotFoundError, NotADirectoryError):
            if _is_other(path, os.path.isdir):
                raise CommitrackError(f"{folder} {NO_FOLDER}; {TAKE_AWAY}, or put the folder back") from None
            on_disk = []
        except OSError as error:
            raise CommitrackError(f"cannot read {self._root / folder}: {error.strerror or error}") from None
        return [name for name in {*on_disk, *inside} if inside.get(name, True)] if inside else on_disk

    def write(self, contents: Contents) -> bool:
        """Replace files, in the order given, and remove those without bytes; tell whether any changed."""
        if self._waiting is None:
            return write_inside(self._root, contents)
        changed = {file: data for file, data in contents.items() if self.read(file) != data}
        for file, data in changed.items():
            self._waiting.pop(file, None)  # a file that is written again takes its place in the new order
            self._waiting[file] = data
        return bool(changed)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Put what is written meanwhile on the disk at the end, all at once; may be nested."""
        if self._waiting is not None:
            yield
            return
        self._waiting = {}
        try:
            yield
        finally:
            waiting, self._waiting = self._waiting, None
            if waiting:
                replace_inside(self._root, waiting)


def _is_other(path: Path, is_kind: Callable[[Path], bool]) -> bool:
    """Tell whether a path is there, and not of a kind; what somebody has just put there is."""
    return os.path.lexists(path) and not is_kind(path)
