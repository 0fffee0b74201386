"""The briefing as it is published and as a host sends it to a reader: with its address, its search and its cards."""

from __future__ import annotations

import gzip
import mimetypes
import posixpath
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from sitegen.cards import fonts_at_hand
from sitegen.indexing import indexed, installed
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project
from sitegen.theme import Forgetful

ROOT = Path(__file__).parent.parent.parent
# GitHub Pages serves a project below the name of its repository.
BELOW = "/a-briefing/"


@dataclass(frozen=True)
class Host:
    """A server that sends the files of a site compressed and below a path, as GitHub Pages does."""

    address: str
    sent: dict[str, bytes]

    def publish(self, files: Mapping[str, bytes]) -> None:
        self.sent.update((path, _packed(path, data)) for path, data in files.items())

    def path_of(self, url: str) -> str:
        return _path_of(url)

    def weight(self, url: str) -> int:
        """How many bytes of a file go over the wire."""
        return len(self.sent[self.path_of(url)])


def _path_of(url: str) -> str:
    """The file that an address leads to; none is outside the site."""
    path = unquote(urlsplit(url).path)
    return (path.removeprefix(BELOW) or "index.html") if path.startswith(BELOW) else "nowhere"


class _Sending(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, sent: dict[str, bytes], *given: object) -> None:
        self._sent = sent
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = _path_of(self.path)
        body = self._sent.get(path)
        self.send_response(200 if body is not None else 404)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        self.send_header("Content-Type", kind if body is not None else "text/html")
        self.send_header("Content-Encoding", "gzip")
        body = body if body is not None else self._sent["404.html"]
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *given: object) -> None:
        pass


# What is compressed already is sent as it is by every host; here it goes into a gzip stream of the same size.
_COMPRESSED = (".woff2", ".png", ".jpg", ".gz", ".pf_index", ".pf_fragment", ".pf_meta", ".pagefind")


def _packed(path: str, data: bytes) -> bytes:
    return gzip.compress(data, 0 if posixpath.splitext(path)[1] in _COMPRESSED else 6, mtime=0)


@contextmanager
def hosting() -> Iterator[Host]:
    """A host that has nothing to send yet."""
    sent: dict[str, bytes] = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Sending, sent)) as listening:
        listening.daemon_threads = True
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield Host(f"http://127.0.0.1:{listening.server_port}{BELOW}", sent)
        listening.shutdown()
        thread.join()


def published(address: str) -> Edition:
    """The briefing as it is published at an address."""
    program = installed()
    assert program, "Pagefind is missing"
    edition = build(Project(ROOT), Options(address, search=True, cards=fonts_at_hand()))
    assert [str(problem.place) for problem in edition.problems if problem.severity == "error"] == []
    index = indexed(edition.found, "en", program, Forgetful())
    return replace(edition, files={**index, **edition.files})


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    """A server on which the briefing will be."""
    with hosting() as host:
        yield host


@pytest.fixture(scope="session")
def briefing(host: Host) -> Edition:
    """The briefing as it is published on that server."""
    edition = published(host.address)
    host.publish(edition.files)
    return edition


@pytest.fixture
def empty_host() -> Iterator[Host]:
    """A server without a site."""
    with hosting() as host:
        yield host
