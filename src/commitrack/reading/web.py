"""Texts from the web: over http and https alone, within a time, a size and a few redirects.

On urllib3: it holds answers to their length, unpacks compressed ones piece by piece and has a name for each way in
which a transfer breaks, all of which code of our own over `http.client` would have to do again; trafilatura brings it
along to whoever reads web pages. What it does not do stands here: a time for the whole, and what may be followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from msgspec import Struct

from commitrack.errors import CommitrackError, MissingExtraError
from commitrack.patterns import compile_late
from commitrack.reading.sources import LIMIT

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.util import Url

TIMEOUT = 60.0
"""Seconds that a transfer may take, redirects and all."""
HOPS = 10
"""Redirects that are followed; browsers follow 20, addresses that work need three."""
AGENT = "commitrack"
Proxy = Callable[[str], str]
"""From an address to the proxy through which it is asked for, empty for none."""

_ADDRESS = compile_late(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SECRET = compile_late(r"//[^/]*@")
_CHUNK = 64 * 1024
_COMPRESSIONS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/markdown, text/plain, */*;q=0.5"
_BY_HAND = "save it with a browser and give the file"


class Page(Struct, frozen=True):
    """A text as fetched."""

    name: str
    """What a file of it would be called: the end of the address, with a suffix of its type."""
    data: bytes
    """As received, unpacked; a text whose encoding only its server told is in UTF-8 with the byte order mark."""
    address: str
    """The one that was given, without what follows a `#`."""


def is_address(source: str) -> bool:
    """Tell whether a source is an address rather than a file's name."""
    return bool(_ADDRESS.match(source))


def fetch(
    address: str,
    *,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
    agent: str = AGENT,
    proxy: Proxy = lambda address: "",
) -> Page:
    """Return what stands at an address; CommitrackError where it is not to be had or is no kind of text.

    The time runs from the look-up of the name to the last byte; `limit` is in bytes, of what is unpacked too.
    """
    from queue import Empty, SimpleQueue
    from threading import Thread

    transfer = _Transfer(check_address(address).url, monotonic() + timeout, limit, agent, proxy)
    answers: SimpleQueue[Page | BaseException] = SimpleQueue()
    # A server that sends a byte now and then outlasts every limit on a single wait, and a look-up has none. The thread
    # left behind to such a one ends with it, or with the program.
    Thread(target=lambda: answers.put(_outcome(transfer)), daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except Empty:
        answer = transfer.error("took too long; try again later")
    if isinstance(answer, BaseException):
        raise answer
    return answer


def check_address(address: str) -> Url:
    """Return an address, taken apart and in its regular form; CommitrackError where it is not to be followed."""
    try:
        from urllib3.exceptions import LocationParseError
        from urllib3.util import parse_url
    except ImportError:
        raise MissingExtraError("addresses need urllib3: pip install 'commitrack[documents]'") from None

    try:
        url = parse_url(address.strip())
    except LocationParseError:
        shown = _SECRET.sub("//…@", address)
        raise CommitrackError(f"{shown!r} is no address, which looks like https://example.org/statement") from None
    if url.auth is not None:
        url = url._replace(auth="…")
        raise CommitrackError(f"{url}: holds a name or password; addresses with one are neither followed nor kept")
    if url.scheme not in ("http", "https"):
        raise CommitrackError(f"{address}: only http and https addresses are followed")
    if not url.host:
        raise CommitrackError(f"{address}: names no host, as https://example.org/statement does")
    return url._replace(fragment=None)


class _Transfer(Struct, frozen=True):
    """What one call of `fetch` asks for."""

    address: str
    end: float
    """On the monotonic clock."""
    limit: int
    agent: str
    proxy: Proxy

    def error(self, what: str) -> CommitrackError:
        return CommitrackError(f"{self.address}: {what}, or {_BY_HAND}")

    def seconds_left(self) -> float:
        seconds = self.end - monotonic()
        if seconds <= 0:
            raise self.error("took too long; try again later")
        return seconds


def _outcome(transfer: _Transfer) -> Page | BaseException:
    """Return the page, or as a value what went wrong: an exception does not leave its thread."""
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    try:
        return _follow(transfer)
    except (HTTPError, HTTPException, OSError, UnicodeError) as error:
        return transfer.error(_trouble(error))
    except BaseException as error:
        return error


def _follow(transfer: _Transfer) -> Page:
    """Ask, and again where the answer points elsewhere; every address is checked before it is asked for."""
    at = check_address(transfer.address)
    for _ in range(HOPS + 1):
        with _ask(at.url, transfer) as answer:
            elsewhere = answer.get_redirect_location()
            if not elsewhere:
                return _page(answer, at, transfer)
        at = _next_address(at.url, elsewhere, transfer)
    raise transfer.error(f"redirects more than {HOPS} times; check the address")


def _next_address(at: str, location: str, transfer: _Transfer) -> Url:
    """Return where a redirect leads; CommitrackError where nobody follows it."""
    from urllib.parse import urljoin

    try:
        return check_address(urljoin(at, location))
    except CommitrackError as error:
        raise CommitrackError(f"{transfer.address}: redirects to {error}") from None
    except ValueError:
        raise transfer.error(
            f"redirects to {_SECRET.sub('//…@', location)!r}, which is no address; try another"
        ) from None


def _ask(address: str, transfer: _Transfer) -> BaseHTTPResponse:
    from urllib3 import PoolManager, ProxyManager, Timeout, make_headers
    from urllib3.util import parse_url

    proxy = transfer.proxy(address)
    secret = make_headers(proxy_basic_auth=parse_url(proxy).auth) if proxy else None
    pool = ProxyManager(proxy, proxy_headers=secret) if proxy else PoolManager()
    seconds = transfer.seconds_left()
    return pool.request(
        "GET",
        address,
        headers={"User-Agent": transfer.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
        timeout=Timeout(connect=seconds, read=seconds),
        retries=False,
        redirect=False,
        preload_content=False,
    )


def _page(answer: BaseHTTPResponse, url: Url, transfer: _Transfer) -> Page:
    """Return a page from its answer; CommitrackError where the answer is none or no kind of text."""
    from commitrack.reading.declaration import keep_bytes, name_page, read_declaration

    if not 200 <= answer.status < 300:
        raise transfer.error(
            f"the server answers {answer.status} {answer.reason or ''}".rstrip() + "; check the address"
        )
    declared = read_declaration(answer.headers.get("Content-Type", ""))
    if not declared.is_readable:
        raise CommitrackError(f"{transfer.address}: is {declared.type}; HTML, text, markdown, PDF and .docx are read")
    packed = answer.headers.get("Content-Encoding", "").strip().lower()
    if packed not in _COMPRESSIONS:
        raise transfer.error(f"comes compressed as {packed!r}, which is not understood; try another address")
    data = _body(answer, transfer)
    if not data:
        raise transfer.error("the answer is empty; check the address")
    name = name_page(url.path or "", url.host or "", declared)
    return Page(name, keep_bytes(data, declared), transfer.address)


def _body(answer: BaseHTTPResponse, transfer: _Transfer) -> bytes:
    """Return the unpacked content, no more of it in memory than is allowed."""
    too_large = CommitrackError(f"{transfer.address}: larger than {transfer.limit // (1024 * 1024) or 1} MB")
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > transfer.limit:
        raise too_large
    data = bytearray()
    while piece := answer.read1(_CHUNK, decode_content=True):
        data += piece
        if len(data) > transfer.limit:
            raise too_large
        transfer.seconds_left()
    return bytes(data)


def _trouble(error: Exception) -> str:
    """Return in words what broke a transfer, and what may help."""
    from urllib3 import exceptions

    cause = error.__cause__ or error.__context__ or error
    reason = getattr(cause, "verify_message", "") or getattr(cause, "strerror", "") or ""
    words = {
        exceptions.ProxyError: f"the proxy does not answer{reason and ': '}{reason}; check its setting",
        exceptions.NameResolutionError: "there is no such host; check the address",
        exceptions.NewConnectionError: f"cannot be reached{reason and ': '}{reason}; check the address",
        exceptions.TimeoutError: "took too long; try again later",  # after the one before, which is one of it
        exceptions.SSLError: f"no safe connection{reason and ': '}{reason}; check the address",
        exceptions.DecodeError: "comes damaged: it does not unpack; try again later",
        exceptions.ProtocolError: "the transfer broke off; try again later",
    }
    found = (text for kind, text in words.items() if isinstance(error, kind))
    return next(found, f"cannot be followed: {' '.join(str(error).split())}; check the address")
