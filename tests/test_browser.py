"""The briefing in a real browser: from a disk and from a server, without scripts, narrow, by keyboard, on paper."""

from __future__ import annotations

import functools
import http.server
import posixpath
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from sitegen import output
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project

ROOT = Path(__file__).parent.parent
NARROW, WIDE = {"width": 390, "height": 800}, {"width": 1280, "height": 900}
# One page of every kind, for what takes long.
SAMPLE = (
    "index.html",
    "articles/moscow-eve.html",
    "actors/erdogan.html",
    "events/tehran-2018.html",
    "glossary/de-escalation-zone.html",
    "places/idlib.html",
    "timeline.html",
    "figures.html",
    "differences.html",
    "stances.html",
    "accounts.html",
    "commitments.html",
    "wordings.html",
    "meetings.html",
    "sources.html",
    "rights.html",
    "gaps.html",
    "method.html",
)


@pytest.fixture(scope="module")
def edition(briefing: Edition) -> Edition:
    return briefing


@pytest.fixture(scope="module")
def folder(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefing on a disk, in a folder named as the repository on a server."""
    root = tmp_path_factory.mktemp("published")
    output.write(edition.files, root / "repo", root / "nothing")
    return root / "repo"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """The address of the briefing under the path of a repository."""
    handler = functools.partial(_Quiet, directory=str(folder.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/repo/"
        listening.shutdown()
        thread.join()


@dataclass
class Witness:
    """What a page complains of, and everything that it asks for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
        )

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _failed(self, request: Request) -> None:
        # What the next page interrupts did not fail.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")

    def check(self, base: str) -> None:
        """Nothing went wrong, and nothing was asked of anybody else."""
        assert self.complaints == [], self.page.url
        assert [url for url in self.asked if not url.startswith(base)] == [], self.page.url
        self.complaints.clear()
        self.asked.clear()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context
    context.close()


OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_every_page_from_a_disk_on_a_telephone(edition: Edition, folder: Path, browser: Browser) -> None:
    """No complaint, no request off the disk, and nothing to scroll sideways."""
    context = browser.new_context(viewport=NARROW)
    witness = Witness(context.new_page())
    pages = [path for path in edition.files if path.endswith(".html") and path != "404.html"]
    for path in pages:
        witness.page.goto((folder / path).as_uri(), wait_until="load")
        witness.check(folder.as_uri())
        assert witness.page.evaluate(OVERFLOW) <= 0, path
    context.close()
    assert len(pages) > 150


@pytest.mark.parametrize("script", [True, False])
def test_pages_from_a_server_under_the_path_of_a_repository(server: str, browser: Browser, script: bool) -> None:
    context = browser.new_context(viewport=NARROW, java_script_enabled=script)
    witness = Witness(context.new_page())
    for path in SAMPLE:
        answer = witness.page.goto(server + path, wait_until="load")
        assert answer is not None
        assert answer.status == 200, path
        witness.check(server)
    witness.page.goto(server, wait_until="load")
    assert witness.page.locator("h1").inner_text() == "Idlib: the diplomacy"
    context.close()


def test_the_page_for_what_is_missing_stands_at_any_address(tmp_path: Path, browser: Browser) -> None:
    files = build(Project(ROOT), Options(base_url="http://site.test/repo/")).files
    page = browser.new_page()
    kinds = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    missed: list[str] = []

    def answer(route: object) -> None:
        path = route.request.url.removeprefix("http://site.test/repo/")  # type: ignore[attr-defined]
        found = files.get(path or "index.html")
        missed.extend([path] * (found is None and not path.endswith("there.html")))
        kind = kinds.get(posixpath.splitext(path)[1], "text/html")
        route.fulfill(status=200 if found else 404, content_type=kind, body=found or files["404.html"])  # type: ignore[attr-defined]

    page.route("**/*", answer)
    page.goto("http://site.test/repo/some/where/there.html", wait_until="load")
    assert page.evaluate("() => getComputedStyle(document.querySelector('main')).display") == "grid"
    page.locator("main a").first.click()
    assert page.url.startswith("http://site.test/repo/")
    assert missed == []
    page.close()


# ── without scripts


def test_without_scripts_all_words_are_there_and_names_are_plain_links(folder: Path, browser: Browser) -> None:
    with_script = browser.new_context(viewport=WIDE)
    without = browser.new_context(viewport=WIDE, java_script_enabled=False)
    shown, plain = with_script.new_page(), without.new_page()
    for path in SAMPLE:
        for page in (shown, plain):
            page.goto((folder / path).as_uri(), wait_until="load")
        assert plain.locator("main").inner_text() == shown.locator("main").inner_text(), path
    plain.goto((folder / "articles/tehran-eve.html").as_uri())
    link = plain.locator(".words-of-source a.name", has_text="Tehran").first
    link.click()
    assert plain.url == (folder / "places/tehran.html").as_uri()
    # The menu and the folded statements are opened by the browser itself.
    plain.set_viewport_size({"width": 390, "height": 800})
    plain.locator("nav.menu summary").first.click()
    assert plain.locator("nav.menu a", has_text="Glossary").first.is_visible()
    with_script.close()
    without.close()


# ── cards


@pytest.fixture
def article(context: BrowserContext, folder: Path) -> Witness:
    witness = Witness(context.new_page())
    witness.page.goto((folder / "articles/tehran-eve.html").as_uri(), wait_until="load")
    return witness


def test_a_card_opens_where_the_mouse_rests_and_goes_when_it_leaves(article: Witness, folder: Path) -> None:
    page = article.page
    link = page.locator(".words-of-source a.name.term").first
    link.hover()
    card = page.locator(".hover-card")
    card.wait_for(state="visible")
    name = card.locator(".card-name").inner_text()
    assert len(card.inner_text()) > len(name) + 10
    assert link.get_attribute("aria-describedby") == "hover-card"
    # The pointer may move onto the card, and its words can be selected.
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible()
    page.mouse.move(5, 5)
    card.wait_for(state="detached")
    article.check(folder.as_uri())


def test_a_card_opens_by_keyboard_and_is_dismissed_by_escape(article: Witness, folder: Path) -> None:
    page = article.page
    page.locator(".words-of-source a.name").first.scroll_into_view_if_needed()
    page.evaluate("() => document.querySelector('.words-of-source').setAttribute('tabindex', '-1')")
    page.locator(".words-of-source").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.matches('a.name')")
    card = page.locator(".hover-card")
    card.wait_for(state="visible")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert page.evaluate("() => document.activeElement.matches('a.name')")
    # Tab leads into the card, and Escape back out of it.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    card.wait_for(state="visible")
    page.keyboard.press("Tab")
    assert page.evaluate("() => !!document.activeElement.closest('.hover-card')")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert page.evaluate("() => document.activeElement.matches('a.name')")
    article.check(folder.as_uri())


def test_a_card_of_a_citation_shows_the_words_of_the_source(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.goto((folder / "index.html").as_uri(), wait_until="load")
    number = page.locator("sup.cite a").first
    number.hover()
    card = page.locator(".hover-card")
    card.wait_for(state="visible")
    evidence = page.locator("#evidence-1 .sentence").inner_text()
    assert evidence.strip() in card.inner_text()
    # The number itself stays a link to the evidence.
    number.click()
    assert page.url.endswith("#evidence-1")


def test_a_touch_opens_the_card_and_the_name_in_it_leads_on(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((folder / "articles/tehran-eve.html").as_uri(), wait_until="load")
    page.locator(".words-of-source a.name").first.tap()
    card = page.locator(".hover-card")
    card.wait_for(state="visible")
    assert page.url.endswith("articles/tehran-eve.html")
    target = card.locator("a.card-name").get_attribute("href")
    card.locator("a.card-name").tap()
    page.wait_for_url("**/" + re.sub(r"^(\.\./)+", "", target or "nowhere"))
    context.close()


# ── permanent links, paper


def test_a_permanent_link_lands_at_its_words(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.goto((folder / "actors/erdogan.html").as_uri(), wait_until="load")
    link = page.locator("a.words").first
    words = " ".join(link.inner_text().split())
    target = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    page.wait_for_load_state("load")
    lit = page.locator("mark.lit")
    lit.first.wait_for(state="visible")
    assert page.locator(f'[id="{target}"]').count() == 1
    assert words.split()[0] in " ".join(lit.all_inner_texts())
    box = lit.first.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= WIDE["height"]


@pytest.mark.parametrize("width", [1024, 1440])
def test_what_stands_in_rows_on_the_front_page_leaves_nothing_alone(
    context: BrowserContext, folder: Path, width: int
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / "index.html").as_uri())
    for rows, each in ((".counts > li", 4), (".key-figures > *", 3 if width < 1200 else 6)):
        tops = page.eval_on_selector_all(rows, "all => all.map(one => Math.round(one.getBoundingClientRect().top))")
        assert {tops.count(top) for top in tops} == {each}


def test_a_page_is_printed_whole(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.goto((folder / "events/tehran-2018.html").as_uri(), wait_until="load")
    data = page.pdf(format="A4")
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) >= 2
    page.emulate_media(media="print")
    assert not page.locator("nav.menu").is_visible()
    assert page.locator("main h1").is_visible()


# ── statements beside the text

LEVELS = """() => [...document.querySelectorAll(".row")].map((row) => {
  const spots = [...document.querySelectorAll(".row .spot")];
  const rests = (mark, id) => {
    const until = spots.filter((spot) => spot === mark || spot.compareDocumentPosition(mark) & 4);
    return mark.dataset.of.split(" ").some((back) => until[until.length - 1 - back].id === id);
  };
  const lines = [...row.querySelectorAll(":scope > .beside > .statements > .statement")].map((line) => {
    const id = line.querySelector(".permalink").hash.slice(1);
    const mark = [...row.querySelectorAll("mark")].find((one) => rests(one, id));
    const box = line.getBoundingClientRect();
    return [box.top, box.bottom, mark ? mark.getClientRects()[0].top : null];
  });
  const folded = row.querySelector(":scope > .beside > .quiet");
  return [lines, folded ? folded.getBoundingClientRect().top : null, row.getBoundingClientRect().bottom];
})"""


def test_statements_stand_level_with_their_words_and_never_over_each_other(article: Witness) -> None:
    rows = article.page.evaluate(LEVELS)
    level = 0
    for lines, folded, bottom in rows:
        for (_, end, _), (start, _, _) in pairwise(lines):
            assert end <= start + 1
        if lines and folded is not None:
            assert lines[-1][1] <= folded + 1
        assert all(end <= bottom + 1 for _, end, _ in lines)
        level += sum(words is not None and abs(start - words) < 12 for start, _, words in lines)
    assert level > 10


def test_nothing_moves_while_a_page_is_read(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const one of list.getEntries()) window.moved += one.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    for path in ("articles/tehran-eve.html", "index.html"):
        page.goto((folder / path).as_uri(), wait_until="load")
        page.mouse.wheel(0, 2000)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("window.moved") == 0, path


def test_the_permanent_link_of_a_statement_is_seen_when_the_keyboard_comes_to_it(article: Witness) -> None:
    link = article.page.locator(".beside .permalink").first
    assert link.evaluate("one => getComputedStyle(one).opacity") == "0"
    link.focus()
    article.page.keyboard.press("Shift+Tab")
    article.page.keyboard.press("Tab")
    assert link.evaluate("one => getComputedStyle(one).opacity") == "1"
    article.page.keyboard.press("Enter")
    assert article.page.url.partition("#")[2] == (link.get_attribute("href") or "")[1:]


def test_a_card_never_covers_what_it_explains(article: Witness) -> None:
    for number in (0, 3, 6):
        link = article.page.locator(".words-of-source a.name").nth(number)
        link.hover()
        card = article.page.locator(".hover-card")
        card.wait_for(state="visible")
        apart = """link => { const card = document.getElementById("hover-card").getBoundingClientRect();
          return [...link.getClientRects()].every((box) => box.bottom <= card.top || box.top >= card.bottom) }"""
        assert link.evaluate(apart)
        article.page.mouse.move(2, 2)
        card.wait_for(state="detached")
