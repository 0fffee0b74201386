"""From a save to the new words in the answer of a generator's own server."""

from __future__ import annotations

import http.client
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
        time.sleep(1.5)
        for number in range(_SAVES):
            token = f"zqs{number}x{time.time_ns() % 10**6}"
            article.write_text(before.rstrip("\n") + f"\n\nEdited {token}.\n", "utf-8")
            yield _until(port, page, token)
            time.sleep(1.5)
    finally:
        article.write_text(before, "utf-8")
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


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
