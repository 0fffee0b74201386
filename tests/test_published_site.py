"""What was pushed is what readers get: the tree of the branch, served below the name of a repository, in a browser."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser, Page

import sitegen


def done(where: Path, *words: str) -> str:
    """What a command prints that must not fail."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "XDG_CACHE_HOME": str(where / ".cache")}
    env |= {"PYTHONPATH": str(Path(sitegen.__file__).parent.parent)}
    ran = subprocess.run(words, cwd=where, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


class Host(http.server.SimpleHTTPRequestHandler):
    """As GitHub Pages serves a project: below its name, and 404.html for what is not there."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = (Path(self.directory) / "repo/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(missing)))
        self.end_headers()
        self.wfile.write(missing)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a new briefing that was published to a remote and is served from there."""
    place = tmp_path_factory.mktemp("host")
    (place / "shown").mkdir()
    handler = functools.partial(Host, directory=str(place / "shown"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        base = f"http://127.0.0.1:{listening.server_port}/repo/"
        program = (sys.executable, "-m", "sitegen")
        done(place, *program, "new", "ferry")
        done(place, "git", "init", "-q", "--bare", "repo.git")
        done(place / "ferry", "git", "init", "-q")
        done(place / "ferry", "git", "remote", "add", "origin", "../repo.git")
        done(place / "ferry", *program, "publish", "--base-url", base)
        done(place / "shown", "git", "clone", "-q", "--branch", "gh-pages", "../repo.git", "repo")
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield base
        listening.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
SPOTS = "[...document.querySelectorAll('[id]')].map(element => element.id)"


def test_every_link_of_every_page_leads_somewhere(page: Page, address: str) -> None:
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # An icon that is still on its way when the next page is opened was given up by us.
    page.on("requestfailed", lambda ask: failed.append(ask.url) if ask.failure != "net::ERR_ABORTED" else None)
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    waiting, spots, wanted = [address], dict[str, set[str]](), dict[str, str]()
    while waiting:
        here = waiting.pop()
        if here in spots:
            continue
        if not here.endswith((".html", "/")):
            answer = page.request.get(here)
            assert answer.ok, (here, wanted.get(here))
            spots[here] = set()
            continue
        page.goto(here)
        spots[here] = set(page.evaluate(SPOTS))
        for target in page.evaluate(LINKS):
            if target.startswith(address):
                wanted.setdefault(target, here)
                waiting.append(urldefrag(target)[0])
            else:
                assert urlsplit(target).scheme in ("http", "https", "mailto"), target
                assert not target.startswith(address.removesuffix("repo/")), (here, target)
    assert failed == []
    assert {url for url in asked if not url.startswith(address)} == set()
    for target, source in wanted.items():
        file, spot = urldefrag(target)
        assert not spot or unquote(spot) in spots[file], (source, target)
    print(f"{len(spots)} pages and files, {len(wanted)} links")
    assert len(spots) > 20
    assert len(wanted) > 100


@pytest.mark.parametrize("path", ["nowhere", "articles/nowhere.html", "a/b/c/d.html"])
def test_what_is_missing_says_so_and_leads_home(page: Page, address: str, path: str) -> None:
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == 404
    assert failed == []
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
    targets = page.evaluate(LINKS)
    assert address in [target.removesuffix("index.html") for target in targets]
    assert all(target.startswith((address, "mailto:")) or "127.0.0.1" not in target for target in targets)
