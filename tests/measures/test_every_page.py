"""Every page of the briefing in a real browser, by the measures of others: axe for accessibility, the browser itself
for complaints, requests, the security policy, shifts of the layout, and what can be read without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from sitegen.pipeline import Edition

AXE = Path(__file__).parent.parent.parent / ".venv/node/node_modules/axe-core/axe.min.js"
# The pages are dealt out into so many tests, so that several processes can share them.
PARTS = 16
SIZES = {"telephone": {"width": 390, "height": 800}, "desktop": {"width": 1280, "height": 900}}
# What the first look at an article may weigh, compressed: the page and all that it asks for.
HEAVIEST = 60_000

BROKEN_RULES = """async () => {
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] });
  return [found.passes.length,
    found.violations.map((rule) => `${rule.id}: ${rule.nodes.slice(0, 3).map((node) =>
      `${node.target.join(" ")} (${node.failureSummary.split("\\n").slice(1).join(";").trim()})`).join(" · ")}`)];
}"""
# Every shift since the page began to load, by what moved.
SHIFTS = """() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() =>
  setTimeout(() => told(window.shifts), 0))))"""
WATCHING = """
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  window.shifts = [];
  const moved = (node) => (node ? node.outerHTML || node.textContent : "?").slice(0, 120);
  new PerformanceObserver((seen) => {
    for (const shift of seen.getEntries())
      window.shifts.push(`${shift.value.toFixed(4)} ${shift.sources.map((source) => moved(source.node)).join(" · ")}`);
  }).observe({ type: "layout-shift", buffered: true });
"""
# The words of the main part that a reader cannot come to see, and the links of the menu likewise: what is neither seen
# nor folded into something whose summary can be.
OUT_OF_REACH = """() => {
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const within = (node) => {
    if (seen(node)) return true;
    const from = node.localName === "summary" ? node.parentElement : node;
    const fold = from.parentElement.closest("details:not([open])");
    const summary = fold && fold.querySelector(":scope > summary");
    return Boolean(summary) && within(summary);
  };
  const lost = [];
  let number = 0;
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    number += 1;
    const words = walk.currentNode.data.trim();
    const box = walk.currentNode.parentElement;
    // The sign of a permanent link is no words: it is seen where a mouse, a finger or the keyboard comes near. The
    // title and description of a picture are heard.
    if (box.closest("svg title, svg desc, a.permalink")) continue;
    if (words && !within(box)) lost.push(`${words.slice(0, 60)} (${number})`);
  }
  const links = [...document.querySelectorAll("nav.menu a")];
  return [links.length, [...lost, ...links.filter((link) => !within(link)).map((link) => `menu: ${link.textContent}`)]];
}"""
# The form of the search is there for scripts alone.
WORDS = """() => {
  document.getElementById("search-here")?.remove();
  return document.querySelector("main").innerText;
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visit:
    """One page in the browser, and everything that is not as it should be about it."""

    page: Page
    host: Any
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    now: str = ""

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.fault(said.text))
        self.page.on("pageerror", lambda error: self.fault(f"exception: {error}"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", self.failed)
        self.page.add_init_script(WATCHING)

    def fault(self, words: str) -> None:
        self.faults.append(f"{self.now}: {words}")

    def failed(self, request: Request) -> None:
        # What the next page interrupts did not fail.
        if request.failure != "net::ERR_ABORTED":
            self.fault(f"{request.failure}: {request.url}")

    def load(self, path: str, how: str) -> None:
        self.now = f"{path} [{how}]"
        self.asked.clear()
        answer = self.page.goto(self.host.address + path, wait_until="load")
        if answer is None or answer.status != 200:
            self.fault(f"answered {answer and answer.status}")
        self.faults += [f"{self.now}: asks {url}" for url in self.asked if not url.startswith(self.host.address)]

    def evaluate(self, script: str) -> Any:
        return self.page.evaluate(script)


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=SIZES["telephone"], reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=SIZES["telephone"], reduced_motion="reduce", java_script_enabled=False)
    yield context
    context.close()


def dealt(briefing: Edition, part: int) -> list[str]:
    pages = sorted(path for path in briefing.files if path.endswith(".html"))
    assert len(pages) > 150
    return pages[part::PARTS]


def measure(visit: Visit, path: str, size: str, colours: list[str]) -> int:
    """Loads a page in a size and tries it in each of the colours; gives back how many rules were applied at least."""
    visit.page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    visit.load(path, size)
    for shift in visit.evaluate(SHIFTS):
        visit.fault(f"shifts {shift}")
    if (over := visit.evaluate(OVERFLOW)) > 0:
        visit.fault(f"scrolls {over} pixels sideways")
    visit.evaluate(f"{AXE.read_text()};0")
    applied = 1000
    for colour in colours:
        visit.now = f"{path} [{size}, {colour}]"
        visit.page.emulate_media(color_scheme=colour)  # type: ignore[arg-type]
        passed, broken = visit.evaluate(BROKEN_RULES)
        applied = min(applied, passed + len(broken))
        for rule in broken:
            visit.fault(rule)
    return applied


@pytest.mark.parametrize("part", range(PARTS))
def test_a_page_keeps_every_rule_at_each_size_in_light_and_dark(
    briefing: Edition, host: Any, shown: BrowserContext, counted: Any, part: int
) -> None:
    """No broken rule of WCAG 2.2 AA, no complaint, no request off the site, nothing that the policy forbids, no shift
    of the layout, nothing to scroll sideways; and an article is light."""
    visit = Visit(shown.new_page(), host)
    colours = ["light", "dark"]
    for path in dealt(briefing, part):
        for size in SIZES:
            assert measure(visit, path, size, colours) >= 10
            counted(len(colours))
            weight = sum(map(host.weight, set(visit.asked)))
            if path.startswith("articles/") and weight > HEAVIEST:
                visit.fault(f"weighs {weight} bytes: {[(host.path_of(u), host.weight(u)) for u in visit.asked]}")
            # Colours change once a load, there and back.
            colours.reverse()
    visit.page.close()
    assert not visit.faults, "\n".join(visit.faults)


SLIPS = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Slips</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="slips.css"><link rel="stylesheet" href="http://elsewhere.test/x.css">
<script src="slips.js"></script><style>p { color: red }</style></head>
<body><nav class="menu"><a href="x.html">X</a></nav>
<main><h1>Slips</h1><p class="pale">Pale</p><p class="gone">Gone</p><p class="wide">Wide</p>
<details><summary>More</summary><p>Folded</p></details><a href="x.html"><img src="x.png"></a></main></body></html>"""


def test_the_measures_see_what_is_wrong(empty_host: Any, shown: BrowserContext) -> None:
    style = ".pale { color: #ccc } .gone { display: none } .wide { inline-size: 3000px }"
    dark = "@media (prefers-color-scheme: dark) { h1 { color: #222; background: #333 } }"
    files = {"slips.html": SLIPS, "slips.css": style + dark, "slips.js": "nonsense(", "404.html": ""}
    empty_host.publish({path: text.encode() for path, text in files.items()})
    visit = Visit(shown.new_page(), empty_host)
    measure(visit, "slips.html", "desktop", ["light", "dark"])
    told = "\n".join(visit.faults)
    for sign in (
        "slips.html [desktop]: policy: style-src-elem inline",
        "slips.html [desktop]: policy: style-src-elem http://elsewhere.test/x.css",
        "slips.html [desktop]: policy: img-src",
        "slips.html [desktop]: exception: ",
        "pixels sideways",
        "[desktop, light]: color-contrast: .pale",
        "[desktop, dark]: color-contrast: h1",
        "[desktop, light]: image-alt: img",
    ):
        assert sign in told
    assert visit.evaluate(OUT_OF_REACH) == [1, ["Gone (3)"]]
    visit.evaluate("() => document.querySelector('main').prepend(document.createElement('hr'))")
    assert "<h1>Slips</h1>" in visit.evaluate(SHIFTS)[0]
    visit.page.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_a_page_is_read_whole_without_scripts(
    briefing: Edition, host: Any, shown: BrowserContext, plain: BrowserContext, counted: Any, part: int
) -> None:
    """The same words as with scripts, and each link of the menu. What has no room in one size is shown in the other:
    a picture for a telephone has fewer words than one for a wide page."""
    with_scripts, without = Visit(shown.new_page(), host), Visit(plain.new_page(), host)
    for path in dealt(briefing, part):
        lost = []
        without.page.set_viewport_size(SIZES["telephone"])  # type: ignore[arg-type]
        with_scripts.load(path, "scripts")
        without.load(path, "no scripts")
        if without.evaluate(WORDS) != with_scripts.evaluate(WORDS):
            without.fault("shows other words than with scripts")
        for viewport in SIZES.values():
            without.page.set_viewport_size(viewport)  # type: ignore[arg-type]
            links, out_of_reach = without.evaluate(OUT_OF_REACH)
            lost.append(set(out_of_reach))
            if links < 10:
                without.fault(f"the menu has {links} links")
        for words in sorted(lost[0] & lost[1]):
            without.fault(f"out of reach: {words}")
        counted()
    with_scripts.page.close()
    without.page.close()
    faults = without.faults + with_scripts.faults
    assert not faults, "\n".join(faults)
