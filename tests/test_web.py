"""Fetching, from a real server on the loopback that behaves as servers do, and worse."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.support import serve
from tests.web_pages import BOM, JAPANESE, LIMIT, PAGES, POLISH, RUSSIAN, WORDS, Handler, answer

from commitrack.errors import CommitrackError
from commitrack.reading import read_document

pytest.importorskip("urllib3", reason="addresses need the extra 'documents'")

from commitrack.reading.web import Page, check_address, fetch, is_address


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with serve(Handler) as running:
        yield running


@pytest.fixture
def get(server: Any) -> Callable[..., Page]:
    base = f"http://127.0.0.1:{server.server_address[1]}"
    return lambda path, **more: fetch(base + path, **({"timeout": 10.0, "limit": LIMIT} | more))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/releases/2031/joint-statement/", "joint-statement.html"),
        ("/pilots.md", "pilots.md"),
        ("/pilots.md?download=1#top", "pilots.md"),
        ("/pilots", "pilots.md"),
        ("/show.aspx", "show.aspx.html"),
        ("/", "127.0.0.1.html"),
        ("/a%2Fb%0Ac%1B.txt", "b-c-.txt"),
        ("/paper", "paper.pdf"),
        ("/paper.pdf", "paper.pdf"),
        ("/untold", "untold"),
        ("/oddly-told", "oddly-told"),
        ("/redirect", "pilots.md"),
        ("/permanent", "pilots.md"),
    ],
)
def test_what_is_fetched_has_a_name(get: Any, path: str, name: str) -> None:
    fetched = get(path)
    assert fetched.name == name
    assert fetched.address.endswith(path.partition("#")[0])  # the one that was given, not the one redirected to


@pytest.mark.parametrize("path", ["/pilots.md", "/redirect", "/gzip", "/deflate", "/bare-deflate", "/no-length"])
def test_the_bytes_arrive_as_they_are(get: Any, path: str) -> None:
    assert get(path).data == WORDS.encode()


def test_lengths_and_chunks_are_kept_to(get: Any) -> None:
    assert get("/longer-than-told").data == b"abc"
    assert get("/chunks").data == b"four, 3"


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/picture", "is image/png; HTML, text"),
        ("/data.json", "is application/json"),
        ("/gone", "answers 404 Not Found; check the address"),
        ("/refused", "answers 403 Forbidden; check the address, or save it with a browser"),
        ("/broken", "answers 500"),
        ("/astray", "answers 302 Found"),
        ("/empty", "the answer is empty"),
        ("/nothing", "the answer is empty"),
        ("/loop", "redirects more than 10 times"),
        ("/ring", "redirects more than 10 times"),
        ("/to-file", "redirects to file:///etc/passwd: only http and https"),
        ("/to-ftp", "redirects to ftp://example.org/x: only http and https"),
        ("/to-data", "only http and https"),
        ("/to-secret", "redirects to http://…@127.0.0.1/: holds a name or password"),
        ("/to-nonsense", "redirects to 'http://[::1', which is no address"),
        ("/bomb", "larger than"),
        ("/bomb-in-bomb", "/bomb-in-bomb"),
        ("/brotli", "comes compressed as 'br'"),
        ("/not-gzip", "does not unpack"),
        ("/half-gzip", "does not unpack"),
        ("/huge", "larger than"),
        ("/endless", "larger than"),
        ("/endless-chunks", "larger than"),
        ("/truncated", "the transfer broke off"),
        ("/truncated-chunks", "the transfer broke off"),
        ("/two-lengths", "/two-lengths"),
        ("/nonsense", "the transfer broke off"),
        ("/hangs-up", "the transfer broke off"),
        ("/long-header", "the transfer broke off"),
        ("/many-headers", "the transfer broke off"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_line(get: Any, path: str, complaint: str) -> None:
    with pytest.raises(CommitrackError) as error:
        get(path)
    said = str(error.value)
    assert complaint in said
    assert said.startswith("http://127.0.0.1:")
    assert "\n" not in said
    assert "hunter2" not in said
    assert len(said) < 250


def test_a_bomb_is_defused_before_it_fills_the_memory(get: Any) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(CommitrackError, match="larger than"):
            get("/bomb", limit=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("path", ["/silent", "/slow-header", "/slow-body"])
def test_the_whole_transfer_has_a_time(get: Any, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(CommitrackError, match="took too long"):
        get(path, timeout=0.3)
    assert time.monotonic() - begun < 1.0


@pytest.mark.parametrize("path", ["/pilots.md", "/no-length", "/packed"])
def test_a_page_of_just_the_limit_is_taken(get: Any, path: str) -> None:
    size = len(get(path).data)
    assert get(path, limit=size).data
    with pytest.raises(CommitrackError, match="larger than"):
        get(path, limit=size - 1)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/russian-header", RUSSIAN),
        ("/russian-meta", RUSSIAN),
        ("/russian-both", RUSSIAN),
        ("/japanese-header", JAPANESE),
        ("/japanese-seven-bit", JAPANESE),
        ("/wide", JAPANESE),
        ("/utf-8-called-latin", WORDS),
        ("/latin", "naïve “Größe”"),
        ("/meta-of-old", POLISH),
        ("/marked", WORDS),
        ("/charset-no-text", "café"),
        ("/charset-dear", "café" * 2000),
        ("/meta-impossible", "café"),
    ],
)
def test_the_encoding_that_is_declared_is_followed(get: Any, path: str, text: str) -> None:
    fetched = get(path)
    if fetched.name.endswith(".html"):
        pytest.importorskip("trafilatura", reason="web pages need the extra 'documents'")
    assert text in read_document(fetched.data, name=fetched.name).text


@pytest.mark.parametrize(
    "path",
    [
        "/utf-8-called-latin",
        "/marked",
        "/latin",
        "/russian-meta",
        "/meta-of-old",
        "/charset-unknown",
        "/charset-no-text",
    ],
)
def test_bytes_that_tell_their_encoding_are_left_as_they_are(get: Any, path: str) -> None:
    data = get(path).data
    assert not data.startswith(BOM) or path == "/marked"


def test_the_program_names_itself_and_nothing_else(get: Any, server: Any) -> None:
    server.seen.clear()
    get("/redirect?key=1#there", agent="commitrack/7.0")
    assert [path for path, _ in server.seen] == ["/redirect?key=1", "/pilots.md"]
    assert all(headers["User-Agent"] == "commitrack/7.0" for _, headers in server.seen)
    assert not any(name in headers for _, headers in server.seen for name in ("Cookie", "Authorization", "Referer"))


def test_a_proxy_is_asked_in_place_of_the_host(server: Any) -> None:
    PAGES["http://statements.example/pilots.md"] = answer(WORDS.encode())
    server.seen.clear()
    proxy = f"http://me:sesame@127.0.0.1:{server.server_address[1]}"
    assert fetch("http://statements.example/pilots.md", proxy=lambda _: proxy).data == WORDS.encode()
    assert server.seen[0][1]["Proxy-Authorization"].startswith("Basic ")


def test_nobody_there_is_said() -> None:
    with pytest.raises(CommitrackError, match="cannot be reached: Connection refused"):
        fetch("http://127.0.0.1:1/x")
    with pytest.raises(CommitrackError, match="no such host"):
        fetch("http://nowhere.invalid/x")
    with pytest.raises(CommitrackError, match="proxy does not answer"):
        fetch("http://statements.example/x", proxy=lambda _: "http://127.0.0.1:1")


def test_a_server_that_speaks_no_tls_is_said(server: Any) -> None:
    with pytest.raises(CommitrackError, match="no safe connection"):
        fetch(f"https://127.0.0.1:{server.server_address[1]}/pilots.md", timeout=5)


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/a", "only http and https"),
        ("javascript://example.org/%0aalert(1)", "only http and https"),
        ("http://", "no"),
        ("http:///path", "no host"),
        ("http://[::1", "is no address"),
        ("http://example.org:99999/", "is no address"),
        ("http://a..b/", "address"),
        ("http://" + "a" * 300 + ".org/", "address"),
        ("https://user@example.org/", "holds a name or password"),
        ("https://user:hunter2@example.org/", "holds a name or password"),
        ("https://user:hunter2@[::1", "//…@.* is no address"),
        ("https://:hunter2@example.org/", "holds a name or password"),
    ],
)
def test_addresses_that_are_not_followed(address: str, complaint: str) -> None:
    with pytest.raises(CommitrackError, match=complaint) as error:
        fetch(address, timeout=5)
    assert "hunter2" not in str(error.value)


def test_an_address_is_kept_in_its_regular_form() -> None:
    regular = check_address(" HTTPS://Example.ORG/a b/ö?q=1#part ").url
    assert regular == "https://example.org/a%20b/%C3%B6?q=1"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://example.org", True),
        ("FTP://x", True),
        ("a.md", False),
        ("C:\\a.md", False),
        ("-", False),
        ("a/b:c", False),
    ],
)
def test_addresses_are_told_from_files(source: str, expected: bool) -> None:
    assert is_address(source) is expected
