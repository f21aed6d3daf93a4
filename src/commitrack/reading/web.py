"""Texts from the web: over http and https alone, within a time, a size and a few redirects.

On urllib3: it holds answers to their length, unpacks compressed ones piece by piece and has a name for each way in
which a transfer breaks, all of which code of our own over `http.client` would have to do again; trafilatura brings it
along to whoever reads web pages. What it does not know stands here: a time for the whole, and what may be followed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.reading.declared import kept_bytes, media_type, page_name, refuse_type
from commitrack.reading.sources import LIMIT, too_large

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

TIMEOUT = 60.0
"""Seconds that a whole transfer may take, redirects included."""
HOPS = 10
"""Redirects that are followed; browsers follow 20, sites that work need three."""
AGENT = "commitrack"

_CHUNK = 64 * 1024
_SCHEMES = ("http", "https")
_COMPRESSIONS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_BY_HAND = "save it with a browser and give the file"

Proxy = Callable[[str], str]
"""From an address to the proxy to reach it by, empty for none."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text as fetched."""

    name: str
    """As a file of it would be called: the end of the address, with the suffix of its type."""
    data: bytes
    """As received; a text whose encoding only its server told is in UTF-8 with the byte order mark, which tells it."""
    address: str
    """As it was given, without a fragment."""
    type: str
    """Such as `text/html`; empty where the server did not say."""


def fetch(
    address: str,
    *,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
    agent: str = AGENT,
    proxy: Proxy = lambda address: "",
) -> Page:
    """Return what stands at an address; CommitrackError where it is not to be had, or is no kind of text.

    The time covers everything, from the name's lookup to the last byte; `limit` counts bytes, unpacked ones too.
    """
    from queue import Empty, SimpleQueue
    from threading import Thread

    start = _Transfer(check_address(address), monotonic() + timeout, limit, agent, proxy)
    answers: SimpleQueue[Page | BaseException] = SimpleQueue()
    # A server that sends a byte a minute outlasts any limit on one wait. The thread it leaves behind ends with it.
    Thread(target=lambda: answers.put(_outcome(start)), daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except Empty:
        answer = start.too_slow()
    if isinstance(answer, BaseException):
        raise answer
    return answer


def is_address(source: str) -> bool:
    """Tell whether a source is named by an address rather than by a file's name."""
    return "://" in source[:12]


def check_address(address: str) -> str:
    """Return the address in its regular form; CommitrackError where it is none, or not for http or https."""
    from urllib.parse import urlsplit

    shown = address.partition("#")[0].strip()
    try:
        parts = urlsplit(shown)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise CommitrackError(f"{address!r} is no address: {error}") from None
    if parts.username is not None or parts.password is not None:
        raise CommitrackError(f"{parts.scheme}://…@{host}: addresses with a user's name or password are not followed")
    if parts.scheme.lower() not in _SCHEMES:
        raise CommitrackError(f"{shown}: only http and https addresses are followed")
    if not host or port == 0:
        raise CommitrackError(f"{shown}: an address names a host, as in https://example.org/statement")
    return shown


@dataclass(frozen=True, slots=True)
class _Transfer:
    """One answer to be fetched, by the address that was given."""

    address: str
    end: float
    """On the monotonic clock."""
    limit: int
    agent: str
    proxy: Proxy

    def too_slow(self) -> CommitrackError:
        return CommitrackError(f"{self.address}: took too long; try again later, or {_BY_HAND}")

    def left(self) -> float:
        """Return the seconds left; CommitrackError where there are none."""
        seconds = self.end - monotonic()
        if seconds <= 0:
            raise self.too_slow()
        return seconds


def _outcome(transfer: _Transfer) -> Page | BaseException:
    """Return the page, or what is wrong: an exception of another thread would be printed and lost."""
    try:
        return _follow(transfer)
    except BaseException as error:
        return error


def _follow(transfer: _Transfer) -> Page:
    """Ask, and ask again where the answer points elsewhere; each address is checked before it is used."""
    from urllib.parse import urljoin

    at = transfer.address
    for _ in range(HOPS + 1):
        with _asking(transfer), _ask(at, transfer) as answer:
            if not answer.get_redirect_location():
                return _page(answer, at, transfer)
            at = _next_address(urljoin(at, str(answer.get_redirect_location())), transfer)
    raise CommitrackError(f"{transfer.address}: redirected more than {HOPS} times; {_BY_HAND}")
