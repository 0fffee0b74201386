"""Takes pictures of a fresh build of the briefing: `make pictures`.

Every kind of page at three widths, in light and in dark, and an article printed as PDF go into `pictures/`, which is
not kept in version control; the few that the README shows go into `docs/pictures/`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ALL = ROOT / "pictures"
IN_README = Path(__file__).resolve().parent / "pictures"
LARGEST = 300_000

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# The width and height of a telephone, a tablet lying or a small laptop, and a desktop.
WINDOWS = ((390, 844), (1024, 768), (1440, 900))
PAGES = {
    "front": "index.html",
    "article": "articles/tehran-eve.html",
    "article-text": "articles/tehran-eve.html#p7",
    "actor": "actors/erdogan.html",
    "event": "events/tehran-2018.html",
    "glossary": "glossary.html",
    "figures": "figures.html",
    "differences": "differences.html",
    "timeline": "timeline.html",
}
PRINTED = "articles/tehran-eve.html"


@dataclass(frozen=True)
class Shot:
    """One picture: its file, the page and the spot it shows, and the window it is looked at in."""

    target: Path
    address: str
    width: int
    height: int
    scheme: Scheme
    opened: str = "details.none"


SHOWN = (
    Shot(IN_README / "front.png", "index.html", 1440, 900, "light"),
    Shot(
        IN_README / "article.png", "articles/tehran-eve.html#p7", 1280, 860, "light",
        ":is(#p8, #p10) .beside > ul > li:first-child > details",
    ),
    Shot(IN_README / "differences.png", "differences.html", 1024, 768, "light"),
    Shot(IN_README / "timeline.png", "timeline.html", 1280, 860, "dark"),
    Shot(IN_README / "telephone.png", "actors/erdogan.html", 390, 844, "light"),
)  # fmt: skip


def every_shot() -> list[Shot]:
    """Each kind of page in each window and scheme."""
    return [
        Shot(ALL / f"{name}-{width}-{scheme}.png", address, width, height, scheme)
        for (name, address), (width, height), scheme in product(PAGES.items(), WINDOWS, SCHEMES)
    ]


def show(page: Page, site: Path, address: str) -> None:
    """Opens a page at the top, or with the spot it names near the top and no link of it pointed at."""
    path, _, spot = address.partition("#")
    page.goto((site / path).as_uri(), wait_until="load")
    if spot:
        page.locator(f"#{spot}").evaluate("spot => window.scrollTo(0, spot.getBoundingClientRect().top + scrollY - 24)")


def take(browser: Browser, site: Path, shot: Shot) -> None:
    """Takes one picture."""
    window = {"width": shot.width, "height": shot.height}
    page = browser.new_page(viewport=window, reduced_motion="reduce", color_scheme=shot.scheme)
    show(page, site, shot.address)
    page.locator(shot.opened).evaluate_all("found => found.forEach(one => { one.open = true })")
    page.screenshot(path=shot.target, animations="disabled")
    page.close()


def print_article(browser: Browser, site: Path) -> None:
    """Prints an article as PDF."""
    page = browser.new_page()
    show(page, site, PRINTED)
    page.pdf(path=ALL / "article.pdf", format="A4", prefer_css_page_size=True)
    page.close()


def main() -> None:
    """Builds the briefing into a folder of its own and takes every picture."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    for folder in (ALL, IN_README):
        folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "sitegen", "-C", ROOT, "build", "-o", site], check=True)
        browser = playwright.chromium.launch(executable_path=chromium)
        shots = [*every_shot(), *SHOWN]
        for shot in shots:
            take(browser, site, shot)
        print_article(browser, site)
        browser.close()
    print(f"{len(shots)} pictures and a PDF in {ALL.relative_to(ROOT)}/ and {IN_README.relative_to(ROOT)}/")
    # A large picture is a fault, because the README is to load fast.
    large = [shot.target.name for shot in SHOWN if shot.target.stat().st_size > LARGEST]
    if large:
        sys.exit(f"Too large, make the window smaller: {', '.join(large)}")


if __name__ == "__main__":
    main()
