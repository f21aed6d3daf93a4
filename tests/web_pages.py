"""What a server on the loopback answers, as servers do, and worse."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

WORDS = "The two ministers agreed to open a school for harbour pilots. Größe, naïveté, Łódź."
HTML = f"<html><head><title>Pilots</title></head><body><p>{WORDS}</p></body></html>"
RUSSIAN = "Стороны договорились открыть школу лоцманов."
POLISH = "Ministrowie uzgodnili otwarcie szkoły pilotów w Łodzi."
JAPANESE = "両大臣は水先人の学校を開くことで一致した。"
LIMIT = 100_000
BOM = b"\xef\xbb\xbf"

Send = Callable[["Handler"], None]

PAGES: dict[str, Send] = {}


class Handler(BaseHTTPRequestHandler):
    """Answers as `PAGES` says."""

    def do_GET(self) -> None:
        self.server.seen.append((self.path, self.headers))  # type: ignore[attr-defined]
        with suppress(OSError):  # the reader goes away, as it should
            PAGES[self.path.partition("?")[0]](self)

    def log_message(self, *_: object) -> None:
        pass


def page(path: str) -> Callable[[Send], Send]:
    def register(send: Send) -> Send:
        PAGES[path] = send
        return send

    return register


def answer(body: bytes, kind: str | None = "text/plain", status: int = 200, **more: str) -> Send:
    """An answer with a body and the headers that belong to it."""
    headers = {} if kind is None else {"Content-Type": kind}
    headers |= {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in more.items()}

    def send(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def raw(*pieces: bytes, pause: float = 0.0) -> Send:
    """Bytes straight onto the wire."""

    def send(handler: Handler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)
        handler.close_connection = True

    return send


def redirect(location: str, status: int = 302) -> Send:
    return answer(b"", None, status, Location=location)


def whole(meta: str, words: str) -> str:
    return f"<html><head>{meta}<title>Pilots</title></head><body><article><p>{words}</p></article></body></html>"


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"

PAGES |= {
    "/releases/2031/joint-statement/": answer(HTML.encode(), "text/html; charset=utf-8"),
    "/pilots.md": answer(WORDS.encode(), "text/plain"),
    "/pilots": answer(WORDS.encode(), "text/markdown"),
    "/show.aspx": answer(HTML.encode(), "text/html"),
    "/": answer(HTML.encode(), "application/xhtml+xml"),
    "/a%2Fb%0Ac%1B.txt": answer(WORDS.encode()),
    "/paper": answer(b"%PDF-1.7 ...", "application/pdf"),
    "/paper.pdf": answer(b"%PDF-1.7 ...", "application/octet-stream"),
    "/untold": answer(WORDS.encode(), None),
    "/oddly-told": answer(WORDS.encode(), "nonsense"),
    "/picture": answer(b"\x89PNG", "image/png"),
    "/data.json": answer(b"{}", "application/json"),
    "/gone": answer(b"not here", status=404),
    "/refused": answer(b"no robots", status=403),
    "/broken": answer(b"oops", status=500),
    "/empty": answer(b""),
    "/nothing": answer(b"", status=204),
    "/redirect": redirect("/pilots.md"),
    "/permanent": redirect("/redirect", 308),
    "/astray": redirect("", 302),
    "/loop": redirect("/loop"),
    "/ring": redirect("/ring-2"),
    "/ring-2": redirect("/ring"),
    "/to-file": redirect("file:///etc/passwd"),
    "/to-ftp": redirect("ftp://example.org/x"),
    "/to-data": redirect("data:text/plain,x"),
    "/to-secret": redirect("http://user:hunter2@127.0.0.1/"),
    "/to-nonsense": redirect("http://[::1"),
    "/gzip": answer(gzip.compress(WORDS.encode()), Content_Encoding="gzip"),
    "/packed": answer(gzip.compress(WORDS.encode() * 99), Content_Encoding="gzip"),
    "/deflate": answer(zlib.compress(WORDS.encode()), Content_Encoding="deflate"),
    "/bare-deflate": answer(zlib.compress(WORDS.encode())[2:-4], Content_Encoding="deflate"),
    "/bomb": answer(gzip.compress(b"\0" * 200_000_000, 9), Content_Encoding="gzip"),
    "/bomb-in-bomb": answer(
        gzip.compress(gzip.compress(b"\0" * 50_000_000, 9)), Content_Encoding="gzip, gzip, gzip, gzip"
    ),
    "/brotli": answer(b"\x0b\x02\x80", Content_Encoding="br"),
    "/not-gzip": answer(WORDS.encode(), Content_Encoding="gzip"),
    "/half-gzip": answer(gzip.compress(WORDS.encode())[:20] + b"x" * 99, Content_Encoding="gzip"),
    "/huge": raw(OK, b"Content-Length: 9999999999999\r\n\r\n", b"x" * 100),
    "/endless": raw(OK, b"\r\n", *[b"x" * 10_000] * 1000),
    "/endless-chunks": raw(OK, b"Transfer-Encoding: chunked\r\n\r\n", *[b"2710\r\n" + b"x" * 10_000 + b"\r\n"] * 1000),
    "/truncated": raw(OK, b"Content-Length: 5000\r\n\r\n", b"x" * 100),
    "/truncated-chunks": raw(OK, b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\nonly this"),
    "/longer-than-told": raw(OK, b"Content-Length: 3\r\n\r\n", b"abcdef"),
    "/two-lengths": raw(OK, b"Content-Length: 3\r\nContent-Length: 6\r\n\r\n", b"abcdef"),
    "/no-length": raw(OK, b"\r\n", WORDS.encode()),
    "/chunks": raw(OK, b"Transfer-Encoding: chunked\r\n\r\n", b"4\r\nfour\r\n3\r\n, 3\r\n0\r\n\r\n"),
    "/nonsense": raw(b"220 mail.example.org ESMTP\r\n\r\n"),
    "/silent": raw(b"", pause=1.5),
    "/hangs-up": raw(b""),
    "/slow-header": raw(OK, *[b"X: "] + [b"x"] * 40, pause=0.05),
    "/slow-body": raw(OK, b"Content-Length: 1000\r\n\r\n", *[b"x"] * 40, pause=0.05),
    "/long-header": raw(OK, b"X: " + b"x" * 200_000 + b"\r\n\r\n"),
    "/many-headers": raw(OK, b"X: x\r\n" * 5000, b"\r\n"),
    "/russian-header": answer(RUSSIAN.encode("cp1251"), "text/plain; charset=windows-1251"),
    "/russian-meta": answer(whole('<meta charset="koi8-r">', RUSSIAN).encode("koi8-r"), "text/html"),
    "/russian-both": answer(whole('<meta charset="utf-8">', RUSSIAN).encode("cp1251"), "text/html; charset=cp1251"),
    "/japanese-header": answer(JAPANESE.encode("shift_jis"), "text/plain; charset=Shift_JIS"),
    "/japanese-seven-bit": answer(JAPANESE.encode("iso2022_jp"), "text/plain; charset=ISO-2022-JP"),
    "/wide": answer(JAPANESE.encode("utf-16-le"), "text/plain; charset=utf-16le"),
    "/utf-8-called-latin": answer(whole("", WORDS).encode(), 'text/html; charset="ISO-8859-1"'),
    "/latin": answer("naïve “Größe”".encode("cp1252"), "text/plain; charset=iso-8859-1"),
    "/meta-of-old": answer(
        whole('<META HTTP-EQUIV="Content-Type" content="text/html; charset=iso-8859-2">', POLISH).encode("iso8859-2"),
        "text/html",
    ),
    "/charset-unknown": answer(WORDS.encode("cp1252", "replace"), "text/plain; charset=klingon"),
    "/charset-no-text": answer(b"caf\xe9", "text/plain; charset=base64"),
    "/charset-dear": answer(b"caf\xe9" * 2000, "text/plain; charset=punycode"),
    "/meta-impossible": answer(whole('<meta charset="utf-16">', "café").encode("cp1252"), "text/html"),
    "/marked": answer(BOM + WORDS.encode(), "text/plain; charset=windows-1251"),
}
