"""From the words of a command line to bytes: files, folders, addresses, standard input."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath

from commitrack import __version__
from commitrack.errors import CommitrackError
from commitrack.intake.source import Received

Report = Callable[[CommitrackError], None]


def receive(source: str, find_source: Callable[[str], str] = lambda address: "") -> Received:
    """Return the bytes of a file, an address or standard input; CommitrackError where there are none to be had.

    What `find_source` names the statement of is not fetched.
    """
    from commitrack.reading import read_source

    if is_web(source):
        return receive_page(source, find_source)
    found = read_source(source, stdin=sys.stdin.buffer)
    plain = Path(source).name.encode("utf-8", "replace").decode()  # a name may hold bytes that are no characters
    return Received(name=found.name, given=source, data=found.data, source=plain)


def receive_page(address: str, find_source: Callable[[str], str]) -> Received:
    """Return the bytes of an address."""
    from commitrack.reading.web import check_address, fetch

    regular = check_address(address).url
    known = find_source(regular)
    if known:
        return Received(name=address, given=address, data=b"", source=regular, known=known)
    page = fetch(regular, agent=f"commitrack/{__version__}", proxy=find_proxy)
    return Received(name=page.name, given=address, data=page.data, source=page.address)


def is_web(source: str) -> bool:
    """Tell whether a source is an address."""
    if "://" not in source:  # urllib3 and what else the web needs is not for files
        return False
    from commitrack.reading.web import is_address

    return is_address(source) and not Path(source).exists()


def find_proxy(address: str) -> str:
    """Return the proxy that the environment or the system names for an address; empty for none."""
    from urllib.parse import urlsplit
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(address)
    return "" if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme, "")


def receive_all(sources: Iterable[str], find_source: Callable[[str], str], report: Report) -> Iterator[Received]:
    """Yield what can be had of the sources; what cannot is reported."""
    for source in sources:
        try:
            yield receive(source, find_source)
        except CommitrackError as error:
            report(error)


def expand(sources: Iterable[str], pattern: str, report: Report, passed_by: Counter[str]) -> Iterator[str]:
    """Yield sources, each folder as the files in it whose path ends as the pattern says, or that could be statements.

    What is passed by is counted by its suffix, or why.
    """
    from commitrack.reading import is_readable, walk_folder

    for source in sources:
        if source == "-" or not os.path.isdir(source):
            yield source
            continue
        for path in walk_folder(source, report, lambda why: passed_by.update([why])):
            if PurePath(path).match(pattern) if pattern else is_readable(path):
                yield path
            else:
                passed_by[os.path.splitext(path)[1].lower()] += 1
