"""What is measured of one generator: a build from nothing, with nothing changed, and after each of three edits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contents import page_paths
from generators import Generator

SCENARIOS = ("cold", "nothing changed", "article edited", "term edited", "template edited")


@dataclass(frozen=True)
class Known:
    """What the edits need to know of the corpus: an article, a widely used term, and an article that uses it."""

    article: str
    term: dict[str, Any]
    user: str

    @classmethod
    def of(cls, corpus: dict[str, Any]) -> Known:
        term = next(one for one in corpus["terms"] if one["id"] == corpus["top_term"])
        user = next(one["slug"] for one in corpus["articles"] if term["id"] in one["terms"])
        return cls(corpus["articles"][len(corpus["articles"]) // 2]["slug"], term, user)


@dataclass(frozen=True)
class Edit:
    """A change that was made to a file, and the article in whose page it must show."""

    path: Path
    before: str
    article: str
    token: str

    def shows(self, output: Path) -> bool:
        """Whether the new words stand in the page."""
        pages = (path for path in page_paths(output, "articles", self.article) if path.exists())
        return any(self.token in page.read_text("utf-8") for page in pages)

    def undo(self) -> None:
        """Puts back what the file held."""
        self.path.write_text(self.before, "utf-8")


def one_round(generator: Generator, site: Path, known: Known) -> list[dict[str, Any]]:
    """Every scenario once: what each took, and whether its edit showed."""
    rows, output, cache = [], site / generator.output, site.with_name(f"{site.name}-cache")
    for scenario in SCENARIOS:
        edit = None
        if scenario == "cold":
            for folder in (output, cache, *(site / name for name in generator.left)):
                shutil.rmtree(folder, ignore_errors=True)
        elif scenario != "nothing changed":
            edit = made(generator, site, scenario, known)
        row: dict[str, Any] = {"scenario": scenario, **measured(generator.command, site, cache)}
        if edit:
            row["shown"] = edit.shows(output)
            edit.undo()
            if generator.remembers:
                # So that the next scenario sees one change only.
                measured(generator.command, site, cache)
        rows.append(row)
        print(".", end="", file=sys.stderr, flush=True)
    return rows


def made(generator: Generator, site: Path, scenario: str, known: Known) -> Edit:
    """Makes the one change of a scenario."""
    token, term, article = f"zq{time.time_ns() % 10**9}x", known.term, known.article
    if scenario == "article edited":
        path = site / generator.articles / f"{article}.md"
        before = path.read_text("utf-8")
        after = f"{before.rstrip()}\n\nEdited {token}.\n"
    elif scenario == "term edited":
        path, article = site / generator.term.format(term=term["id"]), known.user
        before = path.read_text("utf-8")
        # Its name stands in the words of an entry, so that they are those of no other.
        defined = term["definition"].removesuffix(".")
        after = before.replace(defined, f"{token} {defined}", 1)
    else:
        path = site / generator.template
        before = path.read_text("utf-8")
        after = before.replace("</body>", f"<p hidden>{token}</p></body>")
    if before == after:
        raise SystemExit(f"nothing to change in {path}")
    path.write_text(after, "utf-8")
    return Edit(path, before, article, token)


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


def copied(output: Path) -> dict[str, Any]:
    """The output of a build copied by `cp`: the least that writing so many bytes and files can take."""
    copy = output.with_name(f"{output.name}-copy")
    shutil.rmtree(copy, ignore_errors=True)
    row = {"scenario": "copy", **measured(["cp", "-r", output.name, copy.name], output.parent, output.parent)}
    sizes = [path.stat().st_size for path in copy.rglob("*") if path.is_file()]
    shutil.rmtree(copy)
    return {**row, "files": len(sizes), "megabytes": sum(sizes) / 1e6}
