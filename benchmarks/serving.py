"""From a save to the new words in the answer of a generator's own server, while a browser shows the page.

The browser is one that says so by livereload's protocol, which ours and Hugo's server speak, and does nothing more:
ours makes the page that somebody looks at before all others. What the browser adds, `preview.py` measures.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

_PATIENCE = 300.0
_SAVES = 5


def saves(command: list[str], site: Path, article: Path, page: str) -> Iterator[float]:
    """Seconds from each of several saves until the page has the words."""
    port = _free_port()
    started = [part.format(port=port) for part in command]
    before = article.read_text("utf-8")
    with (site / ".serve.log").open("wb") as log:
        process = subprocess.Popen(started, cwd=site, stdout=log, stderr=log, start_new_session=True)
    try:
        _until(port, page, "<h1")
        browser = _browser(port, page)
        time.sleep(1.5)
        for number in range(_SAVES):
            token = f"zqs{number}x{time.time_ns() % 10**6}"
            article.write_text(before.rstrip("\n") + f"\n\nEdited {token}.\n", "utf-8")
            yield _until(port, page, token)
            time.sleep(1.5)
        if browser:
            browser.close()
    finally:
        article.write_text(before, "utf-8")
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _browser(port: int, page: str) -> socket.socket | None:
    """A connection that says that a browser shows a page; None where a server hears nothing of the kind."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    head = f"GET /livereload HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    connection.sendall(f"{head}Sec-WebSocket-Key: {'A' * 22}==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
    if b" 101 " not in connection.recv(1000):
        connection.close()
        return None
    hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
    for said in (hello, {"command": "info", "plugins": {}, "url": f"http://127.0.0.1:{port}{page}"}):
        words = json.dumps(said).encode()
        # A frame of text from a browser, masked with noughts.
        connection.sendall(bytes([0x81, 0xFE]) + len(words).to_bytes(2, "big") + bytes(4) + words)
    return connection


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _until(port: int, page: str, words: str) -> float:
    began = time.perf_counter()
    while time.perf_counter() - began < _PATIENCE:
        for address in (page, page.removesuffix(".html")):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                connection.request("GET", address)
                answer = connection.getresponse()
                if answer.status == 200 and words in answer.read().decode("utf-8", "replace"):
                    return time.perf_counter() - began
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
        time.sleep(0.005)
    raise SystemExit(f"{page} never showed {words}")
