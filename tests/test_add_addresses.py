"""`add` on addresses, as its users run it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.stand_ins import round_text
from tests.support import serve

from commitrack import __version__

if TYPE_CHECKING:
    from tests.conftest import Run


class Site(BaseHTTPRequestHandler):
    """Serves one statement, and a page that holds no commitment."""

    def do_GET(self) -> None:
        self.server.seen.append((self.path, self.headers["User-Agent"]))  # type: ignore[attr-defined]
        found = self.path.startswith(("/round", "/idle"))
        body = b"---\ndate: 2033-05-05\n---\nNothing was said.\n" if self.path == "/idle" else round_text(3).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/markdown; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Any]:
    pytest.importorskip("urllib3", reason="addresses need the extra 'documents'")
    with serve(Site) as running:
        yield running


def test_an_address_goes_in_with_its_bytes(run: Run, ledger: Path, site: Any) -> None:
    address = f"http://127.0.0.1:{site.server_address[1]}/round/three#top"
    record = json.loads(run("add", address, "--format", "json").stdout)[0]
    assert (record["id"], record["source"], record["outcome"]) == ("2033-01-04", address.removesuffix("#top"), "stored")
    assert (ledger / "sources/2033-01-04.md").read_bytes() == round_text(3).encode()
    assert site.seen == [("/round/three", f"commitrack/{__version__}")]
    assert record["given"] == address
    (again,) = json.loads(run("add", address, "--format", "json").stdout)
    assert (again["outcome"], again["given"]) == ("already there", address)
    assert len(site.seen) == 1  # what is there is not fetched again
    assert "unchanged" in run("add", address, "--update").stdout
    assert len(site.seen) == 2


def test_addresses_and_files_go_in_together(run: Run, texts: Path, site: Any) -> None:
    base = f"http://127.0.0.1:{site.server_address[1]}"
    done = run("add", f"{base}/round/9", f"{base}/gone", str(texts / "early"), code=2)
    assert f"failed: {base}/gone: the server answers 404" in done.stderr
    assert done.stderr.splitlines()[-1] == "4 stored, 1 failed"
    assert "failed: idle.md: not a" in run("add", f"{base}/idle", str(texts / "early"), code=2).stderr
    assert "403" not in run("extract", f"{base}/round/9").stdout
    assert "is no address" in run("add", "http://[", code=2).stderr
