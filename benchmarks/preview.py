"""How long from saving a file to the new words on the screen of a real browser.

    .venv/bin/python benchmarks/preview.py [FOLDER OF A SITE] [SAVES] [SECONDS BETWEEN]

Serves a copy of the site, opens the page of an article in Chromium, and saves that article's annotations again and
again, each time with other words in its `label:` or `headline:`; then the same with the page of a term and its
`definition:`. A save is over when those words have been painted.
"""

from __future__ import annotations

import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SAVED = r"Saved for the \d+th time"
# Runs in every page that is loaded: says which save it shows whenever that has been painted.
PAINTED = """
let said = '';
// A heading first: to read a whole article takes as long as some of what is measured.
const within = (part) => document.querySelector(part)?.textContent.match(/Saved for the \\d+th time/);
const look = () => {
  const [words = ''] = within('h1') || within('main') || [];
  if (words === said) return;
  said = words;
  requestAnimationFrame(() => setTimeout(() => window.painted?.(words, performance.timeOrigin)));
};
addEventListener('DOMContentLoaded', look);
new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
"""


def main() -> None:
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    saves = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    pause = float(sys.argv[3]) if len(sys.argv) > 3 else 0.15
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("content", "templates", "assets"):
            if (site / name).is_dir() and (site != ROOT or name == "content"):
                shutil.copytree(site / name, copy / name)
        articles = sorted((copy / "content/articles").glob("*"))
        article = copy / "content/annotations" / f"{articles[0].stem}.yaml"
        if not article.exists():
            article.write_text("label: words 0\n")
        print(f"{len(articles)} articles")
        for subject, page, save in ((article, f"articles/{articles[0].stem}", headline), (*a_term(copy), definition)):
            print(f"{saves} saves of {subject.relative_to(copy)}")
            before = subject.read_text("utf-8")
            server = subprocess.Popen(
                [sys.executable, "-m", "sitegen", "-C", folder, "serve"], stderr=subprocess.PIPE, text=True
            )
            try:
                built: list[float] = []
                measure(f"{address_of(server, built)}{page}.html", subject, save, saves, pause)
                # A build that a later save made needless tells no time.
                if built:
                    print(f"the whole built again: {statistics.median(built):.0f} ms in the middle")
            finally:
                server.send_signal(signal.SIGINT)
                server.wait()
            # Pages of terms show the headlines of articles.
            subject.write_text(before, "utf-8")


def headline(text: str, words: str) -> str:
    """The annotations of an article with these words as its headline."""
    bare = re.sub(r"^(?:label|headline):.*\n", "", text, flags=re.MULTILINE)
    return f"headline: {words}\n{bare}"


def a_term(site: Path) -> tuple[Path, str]:
    """The file of a term, and its page."""
    files = [site / "content/terms.yaml", *sorted((site / "content/terms").glob("*.yaml"))]
    found = next(file for file in files if file.exists())
    name = re.search(r"^([\w-]+):", found.read_text("utf-8"), re.MULTILINE)
    assert name
    return found, f"glossary/{name[1]}"


def definition(text: str, words: str) -> str:
    """The file of a term with these words at the head of its definition."""
    bare = re.sub(rf"{SAVED}\. ", "", text)
    return re.sub(r"(\bdefinition:\s*(?:[|>]-?\s*)?[\"']?)(?=\w)", rf"\g<1>{words}. ", bare, count=1)


def address_of(server: subprocess.Popen[str], built: list[float]) -> str:
    """Where the preview is; what it says later of how long it built is noted."""
    assert server.stderr
    address = next(line for line in server.stderr if line.startswith("Preview at")).split()[2]
    threading.Thread(target=listen, args=(server, built), daemon=True).start()
    return address


def listen(server: subprocess.Popen[str], built: list[float]) -> None:
    for line in server.stderr or ():
        if told := re.match(r"Built again in (\d+) ms", line):
            built.append(float(told[1]))


def measure(address: str, subject: Path, save: Callable[[str, str], str], saves: int, pause: float) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        shown: dict[str, float] = {}
        page.expose_function("painted", lambda words, _origin: shown.setdefault(words, time.perf_counter()))
        page.add_init_script(PAINTED)
        page.goto(address)
        took = [one_save(page, subject, save, number, shown, pause) for number in range(saves)]
        browser.close()
    took.sort()
    middle, late = statistics.median(took), took[int(len(took) * 0.95)]
    print(f"saved → painted: {took[0]:.0f} ms at best, {middle:.0f} ms in the middle, {late:.0f} ms for 19 of 20")


def one_save(
    page: Page, subject: Path, save: Callable[[str, str], str], number: int, shown: dict[str, float], pause: float
) -> float:
    while not page.evaluate("window.LiveReload?.connector?.protocol === 7"):
        page.wait_for_timeout(5)
    page.wait_for_timeout(1000 * pause)
    words = f"Saved for the {number}th time"
    text = save(subject.read_text("utf-8"), words)
    began = time.perf_counter()
    subject.write_text(text, "utf-8")
    while words not in shown:
        page.wait_for_timeout(1)
    return 1000 * (shown[words] - began)


if __name__ == "__main__":
    main()
