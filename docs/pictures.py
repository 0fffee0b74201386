"""Takes the pictures of the README from a fresh build of the briefing: `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).resolve().parent / "pictures"
LARGEST = 300_000


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the page and the spot it shows, how large the window is, and what is opened in it."""

    name: str
    address: str
    width: int = 1280
    height: int = 900
    opened: str = "details.none"


PICTURES = (
    Picture("front", "index.html"),
    Picture("article", "articles/tehran-eve.html#p6", opened=":is(#p7, #p9) .beside > ul > li:first-child > details"),
    Picture("differences", "differences.html"),
    Picture("telephone", "actors/erdogan.html", 390, 844),
)


def take(browser: Browser, site: Path, picture: Picture) -> None:
    """Takes one picture; a large one is a fault, because the README is to load fast."""
    page = browser.new_page(viewport={"width": picture.width, "height": picture.height}, reduced_motion="reduce")
    path, _, spot = picture.address.partition("#")
    page.goto((site / path).as_uri() + (f"#{spot}" if spot else ""))
    page.locator(picture.opened).evaluate_all("found => found.forEach(one => { one.open = true })")
    target = FOLDER / f"{picture.name}.png"
    page.screenshot(path=target, animations="disabled")
    page.close()
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}: {size // 1000} kB")
    if size > LARGEST:
        sys.exit(f"{target.name} is too large: make its window smaller.")


def main() -> None:
    """Builds the briefing into a folder of its own and takes every picture."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "sitegen", "-C", ROOT, "build", "-o", site], check=True)
        browser = playwright.chromium.launch(executable_path=chromium)
        for picture in PICTURES:
            take(browser, site, picture)
        browser.close()


if __name__ == "__main__":
    main()
