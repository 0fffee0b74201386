"""The preview's wire: livereload's protocol over tornado.

It reads no file of the site and writes nothing: what is asked for is looked up in memory. It answers only
requests that were meant for it, by their Host, so that no page elsewhere can reach it under a name of its own.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from .preview_address import address_of, listening, means_us
from .preview_pages import QUESTIONS, SCRIPT, Answer, Showing
from .preview_watching import News, watching

# Seconds: how long the thread that builds may keep others waiting. A page is asked for while the rest is still made.
_TURN = 0.0005
# Seconds: how long what is left of a build waits for a browser to show a page again, and how often it looks up.
_COURTESY, _GLANCE = 0.5, 0.01
# Seconds: how long somebody may take to say what they want.
_PATIENCE = 120


class Site(Protocol):
    """What the server needs of a preview. `refresh` is called in a thread, never twice at a time; it calls `told` when
    part of what is shown has changed already, and may stop then where a later save has `superseded` it. `settle` is
    called when browsers know, before the next."""

    @property
    def showing(self) -> Showing: ...

    def answer(self, target: str) -> Answer: ...

    def ask(self, question: Mapping[str, str]) -> Answer: ...

    def refresh(
        self,
        changed: frozenset[Path],
        looked_at: Sequence[str],
        told: Callable[[], None],
        superseded: Callable[[], bool],
    ) -> None: ...

    def settle(self) -> None: ...


class _Guarded(RequestHandler):
    """Answers nobody who did not mean this server, and says nothing that a browser might keep."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    def initialize(self, site: Site, is_ours: Callable[[str], bool]) -> None:
        self.site, self.is_ours = site, is_ours

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        if not self.is_ours(self.request.headers.get("Host", "")):
            raise HTTPError(421)

    def compute_etag(self) -> None:
        return None

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class _Answering(_Guarded):
    def reply(self, reply: Answer) -> None:
        """Send what was found."""
        self.set_status(reply.status)
        self.set_header("Content-Type", reply.kind)
        if reply.location:
            self.set_header("Location", reply.location)
        if reply.lasts:
            self.set_header("Cache-Control", "private, max-age=31536000, immutable")
        self.finish(reply.body)


class _Pages(_Answering):
    def get(self) -> None:
        self.reply(self.site.answer(self.request.path))

    head = get


class _Questions(_Answering):
    """Answers a page of its own that asks about words selected on it. It reads, as everything here does."""

    async def get(self) -> None:
        if self.request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise HTTPError(403)
        question = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        self.reply(await asyncio.to_thread(self.site.ask, question))

    head = get


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class _Live(_Guarded, LiveReloadHandler):  # type: ignore[misc]
    """One browser page that waits for news. It says with `snipver` what it shows (`Showing.mark`), and with its URL
    where."""

    watcher = SimpleNamespace(filepath="")
    shows = address = ""
    # Set when a page has been loaded and says where it is.
    arrived = threading.Event()

    def check_origin(self, origin: str) -> bool:
        return self.is_ours(urlsplit(origin).netloc)

    def on_message(self, message: str | bytes) -> None:
        said = _understood(message)
        if said.get("command") not in ("hello", "info"):
            return
        self.shows = str(said.get("snipver", self.shows))
        super().on_message(message)
        if said["command"] == "info":
            self.address = self.site.showing.address(urlsplit(str(said.get("url", ""))).path)
            self.arrived.set()
            self.tell()

    def tell(self) -> None:
        """Have the page loaded again, or its style sheets alone, where that would show anything new."""
        showing = self.site.showing
        now = showing.mark(self.address)
        if now == self.shows:
            return
        for path in showing.to_fetch(self.shows, now):
            self.send_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": False})
        self.shows = now

    @classmethod
    def tell_all(cls) -> None:
        """Tell every page that waits."""
        for waiter in tuple(cls.waiters):
            waiter.tell()

    @classmethod
    def looked_at(cls) -> tuple[str, ...]:
        """The addresses of the pages that browsers show."""
        return tuple(dict.fromkeys(waiter.address for waiter in cls.waiters if waiter.address))


def _understood(message: str | bytes) -> dict[str, Any]:
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def run(site: Site, watch: Sequence[Path], host: str, port: int, ready: Callable[[str], str | None]) -> None:
    """Serve until the process is interrupted, which ends in KeyboardInterrupt. Raises OSError when it cannot begin.

    `ready` is told the server's address once the first build is done, and gives back what to open in a browser."""
    logging.getLogger("livereload").setLevel(logging.CRITICAL)
    sys.setswitchinterval(_TURN)
    try:
        asyncio.run(_run(site, watch, host, port, ready))
    except BaseExceptionGroup as group:
        raise _first(group) from None


def _first(error: BaseException) -> BaseException:
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


async def _run(site: Site, watch: Sequence[Path], host: str, port: int, ready: Callable[[str], str | None]) -> None:
    bound = listening(host, port)
    chosen = bound.getsockname()[1]
    server = HTTPServer(_application(site, host, chosen), idle_connection_timeout=_PATIENCE)
    news = News()
    try:
        async with asyncio.TaskGroup() as group:
            # Watching comes before the first build, so that no save falls between the two.
            group.create_task(watching(watch, news))
            await news.watching.wait()
            await _rebuilt(site, news)
            server.add_socket(bound)
            if at := ready(address_of(host, chosen)):
                await asyncio.to_thread(webbrowser.open, at)
            while await news.changed.wait():
                await _rebuilt(site, news)
    finally:
        server.stop()
        await server.close_all_connections()


async def _rebuilt(site: Site, news: News) -> None:
    loop = asyncio.get_running_loop()

    def told() -> None:
        """Has pages loaded again, and leaves the processor to their browser until one of them is there."""
        _Live.arrived.clear()
        loop.call_soon_threadsafe(_Live.tell_all)
        until = time.monotonic() + _COURTESY
        while not (_Live.arrived.wait(_GLANCE) or news.changed.is_set() or time.monotonic() > until):
            pass

    await asyncio.to_thread(site.refresh, news.taken(), _Live.looked_at(), told, news.changed.is_set)
    # A slip that is being mended already is not worth a flash of the panel: half a file may have been read.
    if not (news.changed.is_set() and site.showing.problems):
        _Live.tell_all()
    if not news.changed.is_set():
        await asyncio.to_thread(site.settle)


def _application(site: Site, host: str, port: int) -> Application:
    own = {"site": site, "is_ours": lambda header: means_us(header, host, port)}
    routes: list[Any] = [(r"/livereload", _Live, own), (re.escape(SCRIPT), _Script, own)]
    routes += [(re.escape(QUESTIONS), _Questions, own), (r".*", _Pages, own)]
    return Application(routes, log_function=lambda handler: None, websocket_max_message_size=64 * 1024)
