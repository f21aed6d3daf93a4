"""The ledger's folder, as one process sees it: what it has written stands there, also while that waits for the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.ledger.files import path_inside, read_inside, remove_inside, replace_inside, write_inside


class Folder:
    """Files by their names from the root. Inside `together`, what is written waits for the end of it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._waiting: dict[str, bytes] | None = None

    def read(self, file: str) -> bytes | None:
        """Return the bytes of a file, None where there is none."""
        waiting = (self._waiting or {}).get(file)
        return read_inside(self._root, file) if waiting is None else waiting

    def names(self, folder: str) -> list[str]:
        """Return the names of what a folder holds, in no order; none where there is no such folder."""
        waiting = [file for file in self._waiting or () if file.startswith(f"{folder}/")]
        own = [file.removeprefix(f"{folder}/") for file in waiting]
        try:
            on_disk = os.listdir(path_inside(self._root, folder))  # paths would take ten times as long
        except (FileNotFoundError, NotADirectoryError):
            return own
        except OSError as error:
            raise CommitrackError(f"cannot read {self._root / folder}: {error.strerror or error}") from None
        return list({*on_disk, *own}) if own else on_disk

    def write(self, contents: Mapping[str, bytes]) -> bool:
        """Replace files, in the order given; tell whether any bytes changed."""
        if self._waiting is None:
            return write_inside(self._root, contents)
        changed = {file: data for file, data in contents.items() if self.read(file) != data}
        for file, data in changed.items():
            self._waiting.pop(file, None)  # a file that is written again takes its place in the new order
            self._waiting[file] = data
        return bool(changed)

    def remove(self, file: str) -> None:
        """Remove a file where it is there, after everything written before is on the disk."""
        self._settle()
        remove_inside(self._root, file)

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
            try:
                self._settle()
            finally:
                self._waiting = None

    def _settle(self) -> None:
        if self._waiting:
            replace_inside(self._root, self._waiting)
            self._waiting = {}
