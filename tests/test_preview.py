"""A save becomes new words on the screen; a slip becomes a panel over the last good pages and goes when mended."""

from __future__ import annotations

import asyncio
import dataclasses
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route
from playwright.sync_api import Error as PlaywrightError

from sitegen import preview, preview_address, preview_pages, preview_server, preview_watching
from sitegen.preview_pages import Showing
from sitegen.preview_problems import block, panel
from sitegen.problems import Place, Problem

REPOSITORY = Path(__file__).parent.parent
PAGE = b"<!DOCTYPE html><html><body><p>Hello</p></body></html>"


# ── what is shown, without a wire


SITE = Showing(
    "/repo/",
    {
        "index.html": PAGE,
        "404.html": b"<p>Gone",
        "about.html": PAGE,
        "articles/a b/index.html": PAGE,
        "style.css": b"p {}",
        "feed.xml": b"<feed/>",
        ".nojekyll": b"",
    },
)


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/repo/", 200, ""),
        ("/repo/index.html", 200, ""),
        ("/repo/about", 200, ""),
        ("/repo/about.html", 200, ""),
        ("/repo/articles/a%20b/", 200, ""),
        ("/repo/articles/a%20b", 302, "/repo/articles/a%20b/"),
        ("/repo", 302, "/repo/"),
        ("/", 302, "/repo/"),
        ("/repo/style.css", 200, ""),
        ("/repo/.nojekyll", 200, ""),
        ("/repo/articles", 404, ""),
        ("/repo/articles/", 404, ""),
        ("/repository/", 404, ""),
        ("/index.html", 404, ""),
        ("/repo/About", 404, ""),
        ("/repo/../repo/", 404, ""),
        ("/repo/%2e%2e/etc/passwd", 404, ""),
        ("/repo/..%2f..%2fetc/passwd", 404, ""),
        ("//etc/passwd", 404, ""),
        ("//example.org/repo/", 404, ""),
        ("/repo//articles/a%20b", 404, ""),
        ("/repo/%00", 404, ""),
        ("/repo/%ff", 404, ""),
        ("http://example.org/repo/", 404, ""),
    ],
)
def test_paths_are_answered_as_a_host_of_pages_would(path: str, status: int, location: str) -> None:
    answer = SITE.answer(path)
    assert (answer.status, answer.location) == (status, location)
    assert (b"Gone" in answer.body) == (status == 404)


def test_pages_get_scripts_of_the_same_origin_and_other_files_nothing() -> None:
    page = SITE.answer("/repo/").body
    assert page.startswith(b"<!DOCTYPE html><html><body><p>Hello</p><link")
    assert page.endswith(b"</script></body></html>")
    sources = re.findall(rb'(?:src|href)="([^"?]*)', page.removeprefix(PAGE[:40]))
    own = ("preview.css", "exchange.js", "problems.js", "annotate.js")
    assert sources == [*(f"/.preview/{name}".encode() for name in own), b"/livereload.js"]
    assert b"<script>" not in page
    assert f"snipver={SITE.mark('index.html')}&amp;".encode() in page
    assert SITE.answer("/repo/style.css").body == b"p {}"
    assert SITE.answer("/repo/nowhere").body.startswith(b"<p>Gone<link ")
    for source in sources[:4]:
        assert SITE.answer(source.decode()).status == 200


def test_problems_lie_over_every_page_as_text() -> None:
    wrong = Problem(Place("a.yaml", 1, 2, 3), "missing-key", "no <b> & `title`", "add `it`", details=("one", "<two>"))
    lying = panel("1 problem", [block(wrong, "a <script>alert(1)</script>")])
    shown = dataclasses.replace(SITE, problems=lying)
    for path in ("/repo/", "/repo/about", "/repo/nowhere"):
        body = shown.answer(path).body.decode()
        assert 'role="alert"' in body
        assert 'data-copy="a.yaml:1:2"' in body
        assert "no &lt;b&gt; &amp; <code>title</code>" in body
        assert "a<mark> &lt;s</mark>cript&gt;alert(1)&lt;/script&gt;" in body
        assert "one\n&lt;two&gt;" in body
        assert " style=" not in body
        assert "<style" not in body


def test_before_the_first_good_build_every_page_is_the_problems() -> None:
    answer = Showing("/", None, "words").answer("/anything/at/all")
    assert (answer.status, b"words" in answer.body, b"livereload.js" in answer.body) == (503, True, True)


def test_without_a_page_for_what_is_missing_there_is_one() -> None:
    answer = Showing("/r%C3%A9/", {}).answer("/x")
    assert (answer.status, b'href="/r%25C3%25A9/"' in answer.body) == (404, True)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("style.CSS", "text/css; charset=utf-8"),
        ("search.js", "text/javascript; charset=utf-8"),
        ("data.json", "application/json; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("map.svg", "image/svg+xml; charset=utf-8"),
        ("summits.ics", "text/calendar; charset=utf-8"),
        ("table.csv", "text/csv; charset=utf-8"),
        ("font.woff2", "font/woff2"),
        ("photo.jpg", "image/jpeg"),
        ("a.b/CNAME", "application/octet-stream"),
        ("x.unheard-of", "application/octet-stream"),
    ],
)
def test_content_types(path: str, kind: str) -> None:
    assert preview_pages.content_type(path) == kind


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/repo/", "index.html"),
        ("/repo/about", "about.html"),
        ("/repo/articles/a%20b/", "articles/a b/index.html"),
        ("/repo/no", ""),
        ("/", ""),
        ("/about.html", ""),
        ("/repo/%ff", ""),
    ],
)
def test_paths_lead_to_addresses_of_the_site_alone(target: str, address: str) -> None:
    assert SITE.address(target) == address
    assert Showing("/repo/").address(target) == ""


def test_of_two_pages_told_from_each_other_no_more_is_fetched_than_differs() -> None:
    files = {**(SITE.files or {}), "assets/a b.css": b"x"}
    showing = dataclasses.replace(SITE, files=files)
    assert showing.to_fetch("p-look.one", "p-look.two") == ("/repo/style.css", "/repo/assets/a%20b.css")
    assert Showing("/repo/").to_fetch("p-look.one", "p-look.two") == ()
    assert showing.to_fetch("p-look.one", "q-look.one") == (preview_pages.PAGE,)
    assert showing.to_fetch("p-look.one", "q-other.one") == (preview_pages.EVERYTHING,)
    assert showing.to_fetch("p-look.one", "q-look.two") == (preview_pages.EVERYTHING,)
    plain, styled = {"assets/a.js": b"1", "x.css": b"1", "x.js": b"1"}, {"assets/a.js": b"1", "assets/a.CSS": b"1"}
    assert preview_pages.alike(plain, styled, style=False)
    assert not preview_pages.alike(plain, styled, style=True)
    assert not preview_pages.alike(None, plain, style=False)
    assert not preview_pages.alike(styled, None, style=True)
    assert preview_pages.alike(None, None, style=True)
    assert not preview_pages.alike(plain, {**plain, "assets/a.js": b"2"}, style=False)


def test_pages_before_the_first_build_say_that_there_is_none() -> None:
    assert (Showing().answer("/").status, b"Not built yet" in Showing().answer("/").body) == (503, True)


def test_what_is_asked_for_in_vain_is_not_kept() -> None:
    """A page that is open in the same browser may ask for as many names as it likes."""
    assert {SITE.answer(f"{preview_pages.OWN}{number}").status for number in range(100)} == {404}
    assert SITE.answer(f"{preview_pages.OWN}preview.css").status == 200
    assert preview_pages._own_file.cache_info().currsize <= 4


def test_a_page_is_told_from_itself_by_what_is_seen_of_it() -> None:
    files = dict(SITE.files or {})

    def mark(address: str = "index.html", **changes: bytes) -> str:
        new = {**files, **{name.replace("__", "."): data for name, data in changes.items()}}
        return dataclasses.replace(SITE, files=new).mark(address)

    assert mark() == SITE.mark("index.html")
    assert mark(about__html=b"x") == SITE.mark("index.html")
    assert mark(about__html=b"x", address="about.html") != SITE.mark("about.html")
    assert mark(index__html=b"x") != SITE.mark("index.html")
    assert mark(address="") == mark(address="404.html") != mark()
    assert dataclasses.replace(SITE, problems="x").mark("index.html") != SITE.mark("index.html")
    page, _, _ = SITE.mark("index.html").rpartition(".")
    assert dataclasses.replace(SITE, style="s2").mark("index.html") == f"{page}.s2"
    assert not dataclasses.replace(SITE, look="l2").mark("index.html").startswith(f"{page}.")


# ── what a build leads to


@dataclasses.dataclass(frozen=True)
class Built:
    files: dict[str, bytes]
    problems: tuple[Problem, ...] = ()


def slip(message: str, severity: str = "error") -> Problem:
    return Problem(Place("a.yaml", 1, 2), "missing-key", message, severity=severity)  # type: ignore[arg-type]


def test_a_build_that_fails_keeps_the_last_good_pages() -> None:
    said: list[str] = []
    editions: list[Built | Exception] = [
        Built({"index.html": b"half"}, (slip("no title"),)),
        Built({"index.html": b"one"}),
        Built({"index.html": b"half"}, (slip("no title"), slip("no date"))),
        ZeroDivisionError("of ours"),
        Built({"index.html": b"one"}, (slip("a small thing", "warning"),)),
    ]

    def rebuild(changed: object, looked_at: object, ahead: object, still_wanted: object) -> Built:
        edition = editions.pop(0)
        if isinstance(edition, Exception):
            raise edition
        return edition

    shown = preview.Preview(rebuild, "repo", preview.Desk(Speaker, lambda tidings: said.append(tidings.words)))
    assert shown.base == "/repo/"
    marks, seen = [shown.showing.mark("index.html")], []
    while editions:
        shown.refresh()
        marks.append(shown.showing.mark("index.html"))
        seen.append(shown.answer("/repo/").body.decode())
    assert len(set(marks)) == len(marks) - 1
    assert marks[2] == marks[5]
    assert "no title</p>" in seen[0]
    assert "1 problem to mend<" in seen[0]
    assert 'sitegen-problems"' not in seen[1]
    assert seen[2].startswith("one<link")
    assert "2 problems to mend. These are the last good pages." in seen[2]
    assert "no title</p>" in seen[2]
    assert "no date</p>" in seen[2]
    assert "sitegen itself failed: ZeroDivisionError" in seen[3]
    assert "ZeroDivisionError: of ours" in seen[3]
    assert 'sitegen-problems"' not in seen[4]
    assert "half" not in "".join(seen)
    assert [words for words in said if "Traceback" in words or "a small thing" in words] == [said[2], said[3]]


class Speaker:
    def explain(self, problems: Sequence[Problem]) -> str:
        return "; ".join(problem.message for problem in problems)

    def line(self, place: Place) -> str | None:
        return "the line"


def test_a_page_that_is_looked_at_may_be_shown_ahead_of_the_others() -> None:
    pages = {"index.html": b"one", "a.html": b"one"}
    seen: list[tuple[bytes, bytes]] = []

    def rebuild(changed: frozenset[Path], looked_at: Sequence[str], ahead: preview.Ahead, wanted: object) -> Built:
        if changed:
            assert (changed, looked_at) == ({Path("/x")}, ["a.html"])
            ahead({"a.html": b"two"})
        return Built({**pages, **({"a.html": b"two"} if changed else {})})

    shown = preview.Preview(rebuild, "/", preview.Desk(Speaker, lambda tidings: None))
    shown.refresh()

    def told() -> None:
        seen.append((shown.answer("/a").body[:3], shown.answer("/").body[:3]))
        seen_mark.append(shown.showing.mark("a.html"))

    seen_mark: list[str] = []
    shown.refresh(frozenset({Path("/x")}), ["a.html"], told)
    assert seen == [(b"two", b"one")]
    # Whoever has loaded it need not do so again when all is made.
    assert seen_mark == [shown.showing.mark("a.html")]


def test_what_is_left_of_a_build_is_given_up_where_something_was_saved_meanwhile() -> None:
    asked: list[bool] = []
    later = [False]

    def rebuild(changed: object, looked_at: object, ahead: preview.Ahead, still_wanted: Callable[[], bool]) -> Built:
        asked.append(still_wanted())
        if len(asked) > 1:
            ahead({"a.html": b"two"})
            later[0] = True
            asked.append(still_wanted())
            raise preview.GivenUp
        return Built({"index.html": b"one", "a.html": b"one"})

    shown = preview.Preview(rebuild, "/", preview.Desk(Speaker, lambda tidings: None))
    shown.refresh()
    shown.refresh(superseded=lambda: later[0])
    # Never before there is something to show for it.
    assert asked == [True, True, False]
    assert (shown.answer("/a").body[:3], shown.answer("/").body[:3]) == (b"two", b"one")
    assert not shown.showing.problems


# ── over a real wire

SERVER = """
import os, sys, time
from dataclasses import dataclass
from pathlib import Path
from sitegen import preview
from sitegen.problems import Place, Problem, drawn

root, port, base = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
HEAD = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title>'
HEAD += f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><link rel="icon" href="{base}icon.svg">'

@dataclass(frozen=True)
class Edition:
    files: dict
    problems: tuple

class Speaker:
    def explain(self, problems):
        return "\\n".join(drawn(problem, "the line") for problem in problems)
    def line(self, place):
        return "the line"

def rebuild(changed, looked_at, ahead, still_wanted):
    frame = root / "templates" / "frame.txt"
    mark = frame.read_text() if frame.exists() else ""
    title = (root / "site.yaml").read_text() if (root / "site.yaml").exists() else ""
    files, problems = {"icon.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>'}, []
    for path in sorted((root / "content").rglob("*.txt")):
        name, text = path.relative_to(root / "content").with_suffix(".html").as_posix(), path.read_text()
        if "SLIP" in text:
            problems.append(Problem(Place(name, 3, 5), "words-not-found", text, "copy the <words>"))
        body = f'{HEAD}<link rel="stylesheet" href="{base}assets/style.css"></head>'
        body += f'<body><main>{title}{mark}{text}</main>'
        files[name] = (body + '<div class="tall"></div></body></html>').encode()
        if "WAIT" in text:
            (root / "started").touch()
            while not (root / "go").exists():
                time.sleep(0.01)
    for path in sorted((root / "assets").glob("*.css")):
        files[f"assets/{path.name}"] = path.read_bytes()
    return Edition(files, tuple(problems))

preview.serve(
    rebuild, [root / "content", root / "templates", root / "assets", root / "site.yaml"],
    preview.Desk(Speaker, lambda tidings: print(tidings.words, flush=True)), port=port, base_path=base,
)
"""


@dataclasses.dataclass
class Running:
    """A preview in a process of its own."""

    root: Path
    process: subprocess.Popen[str]
    host: str
    base: str

    @classmethod
    def at(cls, root: Path, port: int = 0, base: str = "/repo/") -> Running:
        command = [sys.executable, "-W", "error::DeprecationWarning:sitegen", "-c", SERVER, str(root), str(port), base]
        process = subprocess.Popen(command, cwd=REPOSITORY, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout
        line = next((line for line in process.stdout if line.startswith("Preview at http://")), "")
        assert line, process.communicate()
        return cls(root, process, line.split("/")[2], base)

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.host, timeout=10)
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        reply = connection.getresponse()
        result = reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        connection.close()
        return result

    def shows(self, path: str, words: str, status: int = 200) -> None:
        """Wait until the page has the words; a minute is for a machine that is busy with other things."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found, _, body = self.get(self.base + path)
            if found == status and words.encode() in body:
                return
            time.sleep(0.01)
        raise AssertionError(f"{path} shows {body!r}, not {words}")

    def save(self, path: str, words: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(words)

    def save_by_rename(self, path: str, words: str) -> None:
        self.save(f"{path}~", words)
        os.replace(self.root / f"{path}~", self.root / path)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        _, complaints = self.process.communicate(timeout=60)
        assert (self.process.returncode, complaints) == (0, "")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("site")
    (root / "content").mkdir()
    (root / "content" / "index.txt").write_text("First words")
    (root / "assets").mkdir()
    (root / "assets" / "style.css").write_text("main { color: rgb(1, 2, 3) } .tall { height: 5000px }")
    running = Running.at(root)
    yield running
    running.stop()


def test_pages_come_with_the_right_headers(running: Running) -> None:
    status, headers, body = running.get("/repo/")
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert not headers.keys() & {"server", "etag", "access-control-allow-origin"}
    status, with_head, nothing = running.get("/repo/", "HEAD")
    assert (status, nothing, with_head["content-length"]) == (200, b"", str(len(body)))
    assert running.get("/repo")[:2][1]["location"] == "/repo/"
    # What the preview brings of its own holds nothing of the site, and need not be fetched at each save.
    assert "immutable" in running.get("/.preview/preview.css")[1]["cache-control"]
    assert re.search(rb'href="/\.preview/preview\.css\?[0-9a-f]{12}"', body)
    assert running.get("/livereload.js")[0] == 200
    assert running.get("/repo/content/index.txt")[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
@pytest.mark.parametrize("path", ["/repo/", "/livereload", "/livereload.js"])
def test_only_reading_is_answered(running: Running, method: str, path: str) -> None:
    assert running.get(path, method)[0] == 405


def test_only_its_own_names_are_answered(running: Running) -> None:
    port = running.host.split(":")[1]
    for good in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}"):
        assert running.get("/repo/", Host=good)[0] == 200, good
    bad = [
        "evil.example",
        f"evil.example:{port}",
        f"localhost.evil:{port}",
        "localhost",
        "localhost:1",
        "",
        ":",
        "[",
        "@",
    ]
    bad += [
        f"x@localhost:{port}",
        f"localhost:{port}/",
        f"localhost:{port}x",
        f"192.168.1.2:{port}",
        f"localhost:{port},",
    ]
    for name in bad:
        for path in ("/repo/", "/livereload.js", "/livereload"):
            assert running.get(path, Host=name)[0] in (400, 421), name


def test_a_server_for_more_than_this_computer_is_reached_by_number() -> None:
    means_us = preview_address.means_us
    assert means_us("192.168.1.2:80", "0.0.0.0", 80)
    assert means_us("192.168.1.2", "0.0.0.0", 80)
    assert means_us("desk.local:8000", "desk.local", 8000)
    assert not means_us("evil.example:80", "0.0.0.0", 80)
    assert not means_us("192.168.1.2:80", "localhost", 80)
    assert not means_us("192.168.1.2:80", "127.0.0.2", 80)


def test_news_are_for_pages_of_its_own(running: Running) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    upgrade["Sec_WebSocket_Key"] = "AAAAAAAAAAAAAAAAAAAAAA=="

    def status(origin: str) -> int:
        with socket.create_connection(tuple(running.host.split(":")), timeout=10) as wire:  # type: ignore[arg-type]
            lines = [f"{name.replace('_', '-')}: {value}" for name, value in {**upgrade, "Origin": origin}.items()]
            request = "\r\n".join(["GET /livereload HTTP/1.1", f"Host: {running.host}", *lines, "", ""])
            wire.sendall(request.encode())
            return int(wire.recv(100).split()[1])

    assert status(f"http://{running.host}") == 101
    assert status("http://evil.example") == 403
    assert status(f"http://evil.example:{running.host.split(':')[1]}") == 403
    assert status("null") == 403


def test_it_listens_on_this_computer_alone(running: Running) -> None:
    port = int(running.host.split(":")[1])
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines() if f":{port:04X} " in line]
    everywhere = [
        line.split()[1] for line in Path("/proc/net/tcp6").read_text().splitlines() if f":{port:04X} " in line
    ]
    assert f"0100007F:{port:04X}" in listening
    assert not [place for place in listening + everywhere if place.split(":") == ["0" * 8, f"{port:04X}"]]


def test_a_taken_port_gives_the_next(running: Running) -> None:
    port = int(running.host.split(":")[1])
    second = Running.at(running.root, port, "/")
    assert second.host != running.host
    assert second.get("/")[0] == 200
    second.stop()


def test_a_host_that_is_not_here() -> None:
    with pytest.raises(preview.Unservable, match=r"No preview on 192\.0\.2\.1, port 8000: ") as caught:
        preview.serve(lambda *_: Built({}), [], preview.Desk(Speaker, print), host="192.0.2.1")
    assert "--host" in caught.value.mend


def test_every_way_of_saving_is_seen(running: Running) -> None:
    running.save("content/a.txt", "alpha")
    running.shows("a", "alpha")
    running.save_by_rename("content/a.txt", "beta")
    running.shows("a", "beta")
    running.save("content/new/deep/b.txt", "gamma")
    running.shows("new/deep/b", "gamma")
    running.save("content/new/deep/b.txt", "delta")
    running.shows("new/deep/b", "delta")
    (running.root / "content/new").rename(running.root / "content/renamed")
    running.shows("renamed/deep/b", "delta")
    running.save("content/renamed/deep/b.txt", "epsilon")
    running.shows("renamed/deep/b", "epsilon")
    (running.root / "content/renamed/deep/b.txt").unlink()
    running.shows("renamed/deep/b", "There is no such page", 404)
    # A folder that was missing at first, one that goes and comes back as another, and a single file.
    running.save("templates/frame.txt", "north ")
    running.shows("a", "<main>north beta")
    running.save("templates/frame.txt", "south ")
    running.shows("a", "<main>south beta")
    (running.root / "content").rename(running.root / "away")
    running.shows("a", "There is no such page", 404)
    shutil.copytree(running.root / "away", running.root / "content")
    running.shows("a", "<main>south beta")
    running.save("content/a.txt", "zeta")
    running.shows("a", "<main>south zeta")
    running.save("site.yaml", "east ")
    running.shows("a", "<main>east south zeta")
    running.save_by_rename("site.yaml", "west ")
    running.shows("a", "<main>west south zeta")


def test_a_folder_that_comes_while_nobody_listens_yet_is_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, nearest = tmp_path / "content", preview_watching._nearest_folder

    def meanwhile(path: Path) -> Path:
        # Between looking for the folder and listening: it comes.
        content.mkdir(exist_ok=True)
        return nearest(path)

    monkeypatch.setattr(preview_watching, "_nearest_folder", meanwhile)

    async def scenario() -> set[str]:
        news, heard = preview_watching.News(), set[str]()
        listening = asyncio.create_task(preview_watching.watching([content], news))
        await news.watching.wait()
        for number in range(600):
            (content / f"{number}.txt").write_text("words")
            await asyncio.sleep(0.05)
            heard |= {path.suffix for path in news.taken()}
            if ".txt" in heard:
                break
        listening.cancel()
        return heard

    assert ".txt" in asyncio.run(scenario())


def test_a_change_during_a_build_asks_for_another() -> None:
    async def scenario() -> tuple[object, ...]:
        news, loop = preview_watching.News(), asyncio.get_running_loop()
        builds: list[frozenset[Path]] = []
        settled: list[int] = []

        async def save() -> None:
            news.heard(["/b"])

        class Site:
            showing = Showing()

            def refresh(self, changed: frozenset[Path], looked_at: Sequence[str], *told: object) -> None:
                builds.append(changed)
                if len(builds) == 1:
                    asyncio.run_coroutine_threadsafe(save(), loop).result()

            def settle(self) -> None:
                settled.append(len(builds))

        news.heard(["/a"])
        await preview_server._rebuilt(Site(), news)
        asked = news.changed.is_set()
        await preview_server._rebuilt(Site(), news)
        news.heard(["/a"])
        news.heard()
        return asked, builds, settled, news.taken(), news.changed.is_set()

    assert asyncio.run(scenario()) == (True, [{Path("/a")}, {Path("/b")}], [2], frozenset(), False)


def test_a_save_during_a_build_is_not_lost(running: Running) -> None:
    running.save("content/a.txt", "WAIT")
    wait_for((running.root / "started").exists)
    running.save("content/a.txt", "written meanwhile")
    (running.root / "go").touch()
    running.shows("a", "written meanwhile")


def test_many_saves_close_together_end_with_the_last(running: Running) -> None:
    for number in range(100):
        running.save("content/a.txt", f"save {number}.")
    running.shows("a", "save 99.")


def wait_for(happened: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_first_build_may_fail(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.txt").write_text("SLIP")
    first = Running.at(tmp_path, base="/")
    first.shows("", "index.html:3:5</button>", 503)
    first.save("content/index.txt", "mended")
    first.shows("", "mended")
    first.stop()


def test_interrupted_during_a_build(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    started = Running.at(tmp_path)
    started.save("content/index.txt", "WAIT")
    wait_for((tmp_path / "started").exists)
    started.process.send_signal(signal.SIGINT)
    (tmp_path / "go").touch()
    _, complaints = started.process.communicate(timeout=60)
    assert (started.process.returncode, complaints) == (0, "")
    assert sorted(os.listdir(tmp_path)) == ["content", "go", "started"]


# ── in a real browser


@dataclasses.dataclass
class Screen:
    page: Page
    complaints: list[str]

    def until(self, expression: str) -> None:
        """Wait until the expression holds in the page. (The page's own policy forbids the waiting of the driver.)"""

        def holds() -> object:
            try:
                return self.page.evaluate(expression)
            except PlaywrightError:  # in the middle of being loaded again
                return False

        wait_for(holds)

    def connected(self) -> None:
        """Wait until the page would hear of a change, so that a test does not outrun it."""
        self.until("window.LiveReload.connector.protocol === 7")


@pytest.fixture
def screen(browser: Browser, running: Running) -> Iterator[Screen]:
    running.save("content/index.txt", "First words")
    running.shows("", "First words")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"http://{running.host}/repo/")
    screen = Screen(page, complaints)
    screen.connected()
    yield screen
    page.close()
    assert complaints == []


def test_saved_words_come_to_the_screen_where_one_was_reading(running: Running, screen: Screen) -> None:
    screen.page.evaluate("window.scrollTo(0, 1234)")
    running.save("content/index.txt", "Second words")
    screen.until("document.body.innerText.includes('Second words')")
    screen.until("window.scrollY === 1234")
    screen.connected()
    running.save_by_rename("content/index.txt", "Third words")
    screen.until("document.body.innerText.includes('Third words')")


def test_problems_come_over_the_page_and_go_when_mended(running: Running, screen: Screen) -> None:
    running.save("content/index.txt", "SLIP <b>")
    running.save("content/a.txt", "SLIP too")
    alert = screen.page.get_by_role("alert")
    screen.until("document.querySelector('[role=alert]')?.innerText.includes('2 problems to mend')")
    words = alert.inner_text()
    assert re.search(r"index\.html:3:5\s+error\[words-not-found\]\s+SLIP <b>", words)
    assert re.search(r"a\.html:3:5\s+error\[words-not-found\]\s+SLIP too", words)
    assert "copy the <words>" in words
    assert "First words" in screen.page.inner_text("main")
    assert alert.evaluate("e => getComputedStyle(e).position") == "fixed"
    screen.page.goto(f"http://{running.host}/repo/a")
    assert "2 problems" in alert.inner_text()
    screen.connected()
    running.save("content/a.txt", "Mended words")
    screen.until("document.querySelector('[role=alert]')?.innerText.includes('1 problem to mend')")
    screen.connected()
    running.save("content/index.txt", "Mended too")
    screen.until("!document.querySelector('[role=alert]')")
    assert "Mended words" in screen.page.inner_text("main")


def test_a_style_sheet_changes_without_loading_the_page_again(running: Running, screen: Screen) -> None:
    screen.page.evaluate("window.stillTheSamePage = true")
    running.save("assets/style.css", "main { color: rgb(7, 8, 9) } .tall { height: 5000px }")
    screen.until("getComputedStyle(document.querySelector('main')).color === 'rgb(7, 8, 9)'")
    assert screen.page.evaluate("window.stillTheSamePage")


def test_a_page_that_comes_too_late_is_loaded_again(running: Running, screen: Screen) -> None:
    # Between the page and its connection the words change: nobody is there to be told, so the page must ask.
    held: list[Route] = []
    screen.page.route("**/livereload.js*", lambda route: route.continue_() if held else held.append(route))
    screen.page.goto(f"http://{running.host}/repo/", wait_until="commit")
    screen.until("document.body.innerText.includes('First words')")
    wait_for(lambda: held or screen.page.evaluate("false"))
    running.save("content/index.txt", "Words that came between")
    running.shows("", "Words that came between")
    held[0].continue_()
    screen.until("document.body.innerText.includes('Words that came between')")


def test_a_preview_started_again_is_found_by_its_pages(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.txt").write_text("Before")
    first = Running.at(tmp_path, base="/")
    page = browser.new_page()
    page.goto(f"http://{first.host}/")
    Screen(page, []).connected()
    first.stop()
    (tmp_path / "content" / "index.txt").write_text("After")
    second = Running.at(tmp_path, int(first.host.split(":")[1]), "/")
    assert second.host == first.host
    Screen(page, []).until("document.body.innerText.includes('After')")
    page.close()
    second.stop()
