"""The preview's wire: livereload's protocol over tornado, and watchfiles to hear of every save.

It reads no file of the site and writes nothing: what is asked for is looked up in memory. It answers only
requests that were meant for it, by their Host, so that no page elsewhere can reach it under a name of its own.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import json
import logging
import re
import socket
import webbrowser
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler
from watchfiles import awatch
from watchfiles.main import FileChange

from .preview_pages import SCRIPT, Answer

_PORTS_TRIED = 20
# Milliseconds: how long a row of saves may go on before it is acted on, and what quiet ends it earlier.
_MANNER: dict[str, Any] = {"debounce": 60, "step": 15, "ignore_permission_denied": True}
_FLAT: dict[str, Any] = {**_MANNER, "recursive": False}


class Site(Protocol):
    """What the server needs of a preview. `refresh` is called in a thread, never twice at a time."""

    @property
    def number(self) -> str: ...

    def answer(self, target: str) -> Answer: ...

    def refresh(self) -> Sequence[str]: ...


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


class _Pages(_Guarded):
    def get(self) -> None:
        reply = self.site.answer(self.request.path)
        self.set_status(reply.status)
        self.set_header("Content-Type", reply.kind)
        if reply.location:
            self.set_header("Location", reply.location)
        self.finish(reply.body)

    head = get


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class _Live(_Guarded, LiveReloadHandler):  # type: ignore[misc]
    """One browser page that waits for news. The page says with `snipver` which moment it shows."""

    live_css = True
    watcher = SimpleNamespace(filepath="")
    shows = ""

    def check_origin(self, origin: str) -> bool:
        return self.is_ours(urlsplit(origin).netloc)

    def on_message(self, message: str | bytes) -> None:
        said = _understood(message)
        if said.get("command") not in ("hello", "info"):
            return
        self.shows = str(said.get("snipver", self.shows))
        super().on_message(message)
        if said["command"] == "info" and self.shows != self.site.number:
            self.send_message({"command": "reload", "path": "/", "liveCSS": False, "liveImg": False})


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
    try:
        asyncio.run(_run(site, watch, host, port, ready))
    except BaseExceptionGroup as group:
        raise _first(group) from None


def _first(error: BaseException) -> BaseException:
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


async def _run(site: Site, watch: Sequence[Path], host: str, port: int, ready: Callable[[str], str | None]) -> None:
    bound = _bound(host, port)
    chosen = bound.getsockname()[1]
    server = HTTPServer(_application(site, host, chosen))
    changed, watching = asyncio.Event(), asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            # Watching comes before the first build, so that no save falls between the two.
            group.create_task(_watch(watch, changed, watching))
            await watching.wait()
            await _rebuilt(site, changed)
            server.add_socket(bound)
            if at := ready(_address(host, chosen)):
                await asyncio.to_thread(webbrowser.open, at)
            while await changed.wait():
                await _rebuilt(site, changed)
    finally:
        server.stop()
        await server.close_all_connections()


async def _rebuilt(site: Site, changed: asyncio.Event) -> None:
    # Cleared first: what is saved during the build asks for another one.
    changed.clear()
    for path in await asyncio.to_thread(site.refresh):
        _Live.reload_waiters(path)


def _application(site: Site, host: str, port: int) -> Application:
    own = {"site": site, "is_ours": lambda header: _means_us(header, host, port)}
    routes: list[Any] = [(r"/livereload", _Live, own), (re.escape(SCRIPT), _Script, own), (r".*", _Pages, own)]
    return Application(routes, log_function=lambda handler: None, websocket_max_message_size=64 * 1024)


def _means_us(header: str, host: str, port: int) -> bool:
    try:
        parts = urlsplit(f"//{header}")
        name, given = parts.hostname or "", parts.port or 80
    except ValueError:
        return False
    if parts.netloc != header or "@" in header or given != port:
        return False
    # Whoever asked for more than this computer is reached by number; a name could be anybody's.
    open_to_others = not _is_loopback(host)
    return name in ("localhost", "127.0.0.1", "::1", host.lower()) or (open_to_others and _is_number(name))


def _is_number(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)


def _address(host: str, port: int) -> str:
    """The address to type into a browser on this computer."""
    name = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _bound(host: str, port: int) -> socket.socket:
    """A socket on the port asked for, the next free one, or any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in [*range(port, min(port + _PORTS_TRIED, 65536)), 0]:
        try:
            bound = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            bound.setblocking(False)
            return bound
    raise OSError(errno.EADDRINUSE, "no port is free")


async def _watch(places: Sequence[Path], changed: asyncio.Event, watching: asyncio.Event) -> None:
    """Set `changed` for whatever happens to the files and folders named, also when they come, go or are renamed."""
    wanted = frozenset(place.absolute() for place in places)
    on_the_way = wanted.union(*(place.parents for place in wanted))
    while True:
        again = asyncio.Event()
        deep = sorted(place for place in wanted if place.is_dir())
        flat = sorted({_nearest_folder(place.parent) for place in wanted})
        async with asyncio.TaskGroup() as group:
            if deep:
                below = awatch(*deep, watch_filter=None, stop_event=again, **_MANNER)
                group.create_task(_note(below, changed, again, anew=False))
            beside = awatch(*flat, watch_filter=lambda _, path: Path(path) in on_the_way, stop_event=again, **_FLAT)
            group.create_task(_note(beside, changed, again, anew=True))
            # After one turn of the loop both are listening; whatever happened before that counts as a change.
            await asyncio.sleep(0)
            changed.set()
            watching.set()


async def _note(
    events: AsyncGenerator[set[FileChange], None], changed: asyncio.Event, again: asyncio.Event, anew: bool
) -> None:
    try:
        async for _ in events:
            changed.set()
            if anew:
                again.set()
    except FileNotFoundError:
        # Gone between being looked for and being listened to.
        again.set()


def _nearest_folder(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.is_dir())
