"""A real `sitegen serve` in a process of its own, and a real browser to look at it."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError


def until(happened: Callable[[], object], what: str = "") -> None:
    """Wait until it has happened; a minute is for a machine that is busy with other things."""
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end, what or "it never happened"
        time.sleep(0.005)


class Serving:
    """A preview of the site in `root`. What it says is read as it comes, unless nobody is to hear it."""

    def __init__(self, root: Path, *options: str, port: int = 0, heard: bool = True) -> None:
        self.root = root
        command = [sys.executable, "-m", "sitegen", "-C", str(root), "serve", *options]
        command += ["--port", str(port)] if port else ["--port", "8800"]
        environment = {**os.environ, "XDG_CACHE_HOME": str(root / ".." / "cache")}
        self.process = subprocess.Popen(command, text=True, stderr=subprocess.PIPE, env=environment)
        assert self.process.stderr
        self.said: list[str] = []
        for line in self.process.stderr:
            self.said.append(line)
            if line.startswith("Preview at http://"):
                break
        else:
            raise AssertionError("".join(self.said))
        self.address = self.said[-1].split()[2]
        _, _, self.host, self.base = self.address.split("/", 3)
        self.base = f"/{self.base}"
        self.port = int(self.host.rpartition(":")[2])
        self._reading = threading.Thread(target=self.said.extend, args=(self.process.stderr,), daemon=True)
        if heard:
            self._reading.start()

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        reply = connection.getresponse()
        result = reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        connection.close()
        return result

    def shows(self, path: str, words: str, status: int = 200) -> None:
        """Wait until the page has the words."""

        def there() -> bool:
            found, _, body = self.get(self.base + path)
            return found == status and words.encode() in body

        until(there, f"{path} never shows {words}")

    def save(self, path: str, words: str) -> None:
        """Save as an editor that writes into the file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(words, "utf-8")

    def save_by_rename(self, path: str, words: str) -> None:
        """Save as an editor that writes another file and puts it in place."""
        self.save(f"{path}~", words)
        os.replace(self.root / f"{path}~", self.root / path)

    def stop(self) -> str:
        """End it as Ctrl-C does, and give back what it said."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        if not self._reading.ident:
            self._reading.start()
        self._reading.join()
        assert self.process.stderr
        self.process.stderr.close()
        assert self.process.returncode == 0, "".join(self.said)
        return "".join(self.said)


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Serving]]:
    """Writes a site of the files given (paths below the site's folder) and serves it; all end with the module."""
    running: list[Serving] = []

    def begin(files: dict[str, str | bytes], *options: str, port: int = 0, heard: bool = True) -> Serving:
        root = tmp_path_factory.mktemp("served") / "site"
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
        running.append(Serving(root, *options, port=port, heard=heard))
        return running[-1]

    yield begin
    for one in running:
        if one.process.poll() is None:
            one.stop()


class Screen:
    """A page in the browser, and what it complains of."""

    def __init__(self, page: Page) -> None:
        self.page, self.complaints = page, []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def until(self, expression: str) -> None:
        """Wait until the expression holds in the page. (The page's own policy forbids the waiting of the driver.)"""

        def holds() -> object:
            try:
                return self.page.evaluate(expression)
            except PlaywrightError:  # in the middle of being loaded again
                return False

        until(holds, f"never: {expression}")

    def at(self, address: str) -> Screen:
        """Go there, and wait until the page would hear of a change."""
        self.page.goto(address)
        self.until("window.LiveReload?.connector?.protocol === 7")
        return self


@pytest.fixture
def screen(browser: Browser) -> Iterator[Screen]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen = Screen(context.new_page())
    yield screen
    context.close()
    assert screen.complaints == []
