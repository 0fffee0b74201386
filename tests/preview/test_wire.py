"""What a stranger can do to the preview by writing to its socket: nothing. Each case is sent byte for byte."""

from __future__ import annotations

import hashlib
import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SECRET = "the combination is 1848"
SITE = {
    "content/site.yaml": "title: Harbour\nscope: The talks.\nbase_url: https://example.org/repo/\n",
    "content/articles/one.txt": "They met on Friday, and the harbour was quiet.\n",
    "assets/photos/quay.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "assets/.hidden": SECRET,
    ".env": SECRET,
    ".git/config": SECRET,
    "output/left.html": SECRET,
    "secret.txt": SECRET,
}


@pytest.fixture(scope="module")
def site(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    running = serve(SITE)
    before = digest(running.root)
    yield running
    # V20: whatever was sent, nothing in the site was written, made or taken away.
    assert digest(running.root) == before


def digest(root: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        state = path.lstat()
        found.update(f"{path.relative_to(root)} {state.st_mode} {state.st_size} {state.st_mtime_ns}\n".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def sent(site: Any, *lines: str | bytes, ends: bool = False) -> bytes:
    """Everything that comes back for these lines, until the other side closes; `ends` says that no more will come."""
    whole = b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as wire:
        wire.sendall(whole)
        if ends:
            wire.shutdown(socket.SHUT_WR)
        got = b""
        try:
            while piece := wire.recv(65536):
                got += piece
        except ConnectionResetError:
            pass  # It closed on bytes that it would not even read.
        return got


def asked(site: Any, target: str | bytes, *headers: str, method: str = "GET", host: str = "") -> tuple[int, bytes]:
    """The status and the whole of the answer to one request; 0 where the connection was closed without one."""
    target = target.encode() if isinstance(target, str) else target
    first = method.encode() + b" " + target + b" HTTP/1.1"
    got = sent(site, first, f"Host: {host or site.host}", "Connection: close", *headers, "", "")
    return (int(got.split()[1]) if got else 0), got


def test_what_is_there_is_answered(site: Any) -> None:
    status, page = asked(site, "/repo/articles/one.html")
    assert status == 200
    assert b"the harbour was quiet" in page


REFUSED = (400, 421)


@pytest.mark.parametrize("target", ["/repo/", "/livereload.js", "/livereload", "/.preview/annotate?page=x"])
class TestHosts:
    """V01 to V04."""

    def test_another_name(self, site: Any, target: str) -> None:
        for name in (
            "evil.example",
            f"evil.example:{site.port}",
            f"EVIL.localhost:{site.port}",
            "127.0.0.1.evil.example",
        ):
            assert asked(site, target, host=name)[0] in REFUSED, name

    def test_none(self, site: Any, target: str) -> None:
        for version in ("1.1", "1.0"):
            got = sent(site, f"GET {target} HTTP/{version}", "Connection: close", "", "")
            assert int(got.split()[1]) in REFUSED
        assert int(sent(site, f"GET {target} HTTP/1.1", "Host: ", "Connection: close", "", "").split()[1]) in REFUSED

    def test_a_name_that_begins_as_ours(self, site: Any, target: str) -> None:
        for name in (f"localhost.evil:{site.port}", f"127.0.0.1.evil:{site.port}", f"localhost:{site.port}.evil"):
            assert asked(site, target, host=name)[0] in REFUSED, name

    def test_two(self, site: Any, target: str) -> None:
        for names in (("evil.example", site.host), (site.host, "evil.example")):
            hosts = [f"Host: {name}" for name in names]
            got = sent(site, f"GET {target} HTTP/1.1", *hosts, "Connection: close", "", "")
            assert not got or int(got.split()[1]) in REFUSED


class TestTargets:
    def test_v05_a_whole_address(self, site: Any) -> None:
        for target in ("http://evil.example/repo/", f"http://evil.example:{site.port}/repo/", "https://evil.example/"):
            status, got = asked(site, target)
            assert status in (400, 404, 421)
            assert b"evil.example" not in got
        assert asked(site, "http://evil.example/repo/", host="evil.example")[0] in REFUSED

    @pytest.mark.parametrize(
        "target",
        [
            pytest.param("/../secret.txt", id="V06"),
            pytest.param("/repo/../../secret.txt", id="V06-below"),
            pytest.param("/repo/../.env", id="V06-dot"),
            pytest.param("/%2e%2e/secret.txt", id="V07"),
            pytest.param("/repo/%2e%2e/%2e%2e/secret.txt", id="V07-below"),
            pytest.param("/..%2fsecret.txt", id="V08"),
            pytest.param("/repo/..%2f..%2fsecret.txt", id="V08-below"),
            pytest.param("/repo/..%252fsecret.txt", id="V08-twice"),
            pytest.param("//etc/passwd", id="V09"),
            pytest.param("/repo//etc/passwd", id="V09-below"),
            pytest.param("///etc/passwd", id="V09-three"),
            pytest.param("/..\\secret.txt", id="V10"),
            pytest.param("/repo/..%5c..%5csecret.txt", id="V10-encoded"),
            pytest.param("/%00", id="V11"),
            pytest.param("/repo/index.html%00.txt", id="V11-end"),
            pytest.param("/repo/%ff%fe", id="V11-bytes"),
            pytest.param("/repo/assets/", id="V14"),
            pytest.param("/repo/assets/photos", id="V14-bare"),
            pytest.param("/repo/articles/", id="V14-pages"),
            pytest.param("/repo/.env", id="V16"),
            pytest.param("/.env", id="V16-root"),
            pytest.param("/repo/.git/config", id="V16-git"),
            pytest.param("/repo/assets/.hidden", id="V16-assets"),
            pytest.param("/repo/output/left.html", id="V16-output"),
            pytest.param("/repo/secret.txt", id="V16-beside"),
            pytest.param("/repo/content/site.yaml", id="V16-content"),
            pytest.param("/.preview/", id="V16-own"),
            pytest.param("/.preview/../secret.txt", id="V16-own-out"),
            pytest.param("/.preview/%2e%2e/annotating.py", id="V16-own-code"),
        ],
    )
    def test_a_way_out_leads_nowhere(self, site: Any, target: str) -> None:
        status, got = asked(site, target)
        assert status in (400, 404), got
        assert SECRET.encode() not in got
        assert b"root:" not in got
        assert b"quay.svg" not in got

    def test_v12_a_path_of_seventy_thousand_letters(self, site: Any) -> None:
        assert asked(site, "/repo/" + "a" * 70_000)[0] in (0, 400, 404, 414, 431)
        assert asked(site, "/repo/" + "%2e" * 15_000)[0] in (0, 400, 404, 414, 431)
        assert asked(site, "/repo/")[0] == 200

    def test_v13_garbage(self, site: Any) -> None:
        for garbage in (
            b"\x00\xff\x16\x03\x01" * 100,
            b"GET\r\n\r\n",
            b"\r\n" * 50,
            b"GET / HTTP/9.9\r\n\r\n",
            b"G" * 70_000,
        ):
            got = sent(site, garbage, ends=True)
            assert not got or int(got.split()[1]) >= 400
        assert asked(site, "/repo/")[0] == 200

    def test_garbage_in_headers_and_bodies(self, site: Any) -> None:
        for line in (
            "Content-Length: -1",
            "Content-Length: x",
            "Transfer-Encoding: chunked, chunked",
            ": nothing",
            "a" * 66_000,
        ):
            got = sent(site, "GET /repo/ HTTP/1.1", f"Host: {site.host}", "Connection: close", line, "", "")
            assert not got or int(got.split()[1]) in (200, 400, 431), line
        smuggled = ("Content-Length: 4", "Transfer-Encoding: chunked", "", "0", "", "GET /.env HTTP/1.1", "", "")
        got = sent(site, "GET /repo/ HTTP/1.1", f"Host: {site.host}", *smuggled, ends=True)
        assert SECRET.encode() not in got
        assert asked(site, "/repo/")[0] == 200

    def test_a_target_that_would_split_a_header(self, site: Any) -> None:
        _, got = asked(site, "/repo/articles/one%0d%0aSet-Cookie:%20a=b")
        assert b"Set-Cookie" not in got.partition(b"\r\n\r\n")[0]


def test_v15_links_are_not_followed(serve: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(SECRET)
    linked = serve({name: text for name, text in SITE.items() if "hidden" not in name})
    os.symlink(tmp_path / "outside.txt", linked.root / "assets" / "leak.txt")
    os.symlink(tmp_path, linked.root / "assets" / "folder")
    linked.shows("", "assets/leak.txt")  # A problem that names the link lies over the pages.
    for target in ("/repo/assets/leak.txt", "/repo/assets/folder/outside.txt"):
        status, got = asked(linked, target)
        assert (status, SECRET.encode() in got) == (404, False)


UPGRADE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
)


def test_v17_news_are_for_its_own_pages(site: Any) -> None:
    def status(origin: str) -> int:
        lines = ["GET /livereload HTTP/1.1", f"Host: {site.host}", *UPGRADE, f"Origin: {origin}", "", ""]
        with socket.create_connection(("127.0.0.1", site.port), timeout=30) as wire:
            wire.sendall("\r\n".join(lines).encode())
            return int(wire.recv(100).split()[1])

    assert status(f"http://{site.host}") == 101
    assert status(f"http://localhost:{site.port}") == 101
    for origin in (
        "http://evil.example",
        f"http://evil.example:{site.port}",
        "null",
        f"http://localhost:{site.port + 1}",
    ):
        assert status(origin) == 403, origin


def test_v18_it_listens_on_this_computer_alone(site: Any) -> None:
    listening = [
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{site.port:04X}")
    ]
    assert listening == [f"0100007F:{site.port:04X}"]


@pytest.mark.parametrize("target", ["/repo/", "/livereload", "/livereload.js", "/.preview/annotate", "*"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PROPFIND", "get"])
def test_v19_and_v20_only_reading_is_answered(site: Any, method: str, target: str) -> None:
    status, got = asked(site, target, "Content-Length: 0", method=method)
    assert status in (400, 405), got
    assert b"access-control" not in got.lower()


def test_no_answer_is_for_other_sites(site: Any) -> None:
    for target in ("/repo/", "/livereload.js", "/repo/assets/photos/quay.svg", "/.preview/annotate?page=x"):
        _, got = asked(site, target, "Origin: http://evil.example")
        head = got.partition(b"\r\n\r\n")[0].lower()
        assert b"access-control" not in head
        assert b"cross-origin-resource-policy: same-origin" in head
        assert b"x-content-type-options: nosniff" in head


def test_v21_five_hundred_idle_connections(site: Any) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 1024)), hard))
    idle = [socket.create_connection(("127.0.0.1", site.port), timeout=30) for _ in range(500)]
    try:
        assert asked(site, "/repo/")[0] == 200
    finally:
        for wire in idle:
            wire.close()
    assert asked(site, "/repo/")[0] == 200


def test_v22_a_header_that_never_ends(site: Any) -> None:
    slow = [socket.create_connection(("127.0.0.1", site.port), timeout=30) for _ in range(20)]
    try:
        for wire in slow:
            wire.sendall(f"GET /repo/ HTTP/1.1\r\nHost: {site.host}\r\nX-Slow: a".encode())
        assert asked(site, "/repo/")[0] == 200
        for wire in slow:
            wire.sendall(b"\r\n\r\n")
            assert wire.recv(100).startswith(b"HTTP/1.1 200 ")
    finally:
        for wire in slow:
            wire.close()


def test_v23_a_port_in_use_gives_the_next(serve: Callable[..., Any], site: Any) -> None:
    second = serve(SITE, port=site.port)
    assert second.port != site.port
    assert second.said[-1].startswith(f"Preview at http://127.0.0.1:{second.port}/repo/")
    assert asked(second, "/repo/")[0] == 200


def test_v23_an_address_that_is_not_here(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: Harbour\nscope: The talks.\n")
    command = [sys.executable, "-m", "sitegen", "-C", str(tmp_path), "serve", "--host", "192.0.2.1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert re.match(r"Error: No preview on 192\.0\.2\.1, port 8000: .*--host", done.stderr)


def test_v24_while_it_builds_the_old_page_is_answered(serve: Callable[..., Any]) -> None:
    site = serve(SITE)
    site.shows("articles/one", "the harbour was quiet")
    # A template that takes its time: the build cannot be over before it is asked for the page.
    site.save("templates/article.html", '{% for _ in range(400000) %}{% endfor %}{% extends "default/article.html" %}')
    site.save("content/articles/one.txt", "They met on Friday, and the harbour was loud.\n")
    seen = set()
    while not seen & {"loud"}:
        status, got = asked(site, "/repo/articles/one.html")
        assert status == 200
        assert got.rstrip().endswith(b"</html>")
        seen.add("quiet" if b"harbour was quiet" in got else "loud")
        assert site.process.poll() is None
    assert seen == {"quiet", "loud"}


def test_open_shows_it_in_the_browser(
    serve: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told, script = tmp_path / "told", tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/new && mv {tmp_path}/new {told}\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{script} %s")
    site = serve(SITE, "--open")
    while not told.exists():
        assert site.process.poll() is None
        time.sleep(0.01)
    assert told.read_text() == site.address
