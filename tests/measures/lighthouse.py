"""Has Lighthouse rate one page of each kind that people come to, on a telephone; fails below 98 of 100 in anything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from conftest import ROOT, hosting, published  # the conftest beside this script

PAGES = ("", "articles/tehran-eve.html", "actors/erdogan.html", "events/tehran-2018.html")
WANTED = 98


def rated(url: str) -> dict[str, Any]:
    """The whole report on a page."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    beside = {"CHROME_PATH": chromium, "PATH": f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}"}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        lighthouse = ROOT / ".venv/lighthouse/node_modules/.bin/lighthouse"
        flags = ["--quiet", "--output=json", f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox"]
        subprocess.run([lighthouse, url, *flags], env=os.environ | beside, check=True)
        return dict(json.loads(report.read_text()))


def main() -> int:
    short = 0
    with hosting() as host:
        host.publish(published(host.address).files)
        for path in PAGES:
            report = rated(host.address + path)
            scores = {name: round(part["score"] * 100) for name, part in report["categories"].items()}
            print(
                f"{path or 'the front page'}: {', '.join(f'{name} {score}' for name, score in scores.items())}",
                flush=True,
            )
            for name, part in report["categories"].items():
                if scores[name] < WANTED:
                    short += 1
                    for audit in (report["audits"][one["id"]] for one in part["auditRefs"] if one["weight"]):
                        if audit["score"] is not None and audit["score"] < 1:
                            print(f"  {name}: {audit['title']} ({audit.get('displayValue', audit['score'])})")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
