"""Every page of the briefing before the Nu HTML Checker, the validator of the web's own standards."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sitegen import output
from sitegen.pipeline import Edition

NU = Path(__file__).parent.parent.parent / ".venv/node/node_modules/vnu-jar/build/dist/vnu.jar"
# Read from a disk, a page has no origin, and so nothing is its own; and blocks of data are no scripts. A browser is
# asked about the policy instead.
NOT_ITS_BUSINESS = re.compile(
    "(Resource|Inline script) violates Content Security Policy .* blocked by “(style|script|img)-src”"
)


def checked(folder: Path, paths: list[str]) -> list[str]:
    """What the checker says of files, all in one run."""
    assert NU.exists(), "the Nu HTML Checker is missing: `make test` installs it"
    done = subprocess.run(
        ["java", "-jar", str(NU), "--format", "json", "--stdout", "--also-check-svg", *paths],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    said = json.loads(done.stdout)["messages"]
    return [
        f"{one['url'].removeprefix(f'file:{folder}/')}:{one.get('lastLine')}: {one['type']}: {one['message']}"
        for one in said
        if not NOT_ITS_BUSINESS.match(one["message"])
    ]


@pytest.mark.parametrize("slip", ["<p><div></div></p>", "<img src=x>", "<a href='a b'>x</a>"])
def test_the_checker_sees_a_slip(tmp_path: Path, slip: str) -> None:
    page = f"<!doctype html><html lang=en><title>x</title><body>{slip}"
    (tmp_path / "x.html").write_text(page)
    assert any(": error: " in said for said in checked(tmp_path, ["x.html"]))


def test_every_page_is_valid(briefing: Edition, counted: Any, tmp_path: Path) -> None:
    output.write(briefing.files, tmp_path / "site", tmp_path / "nothing")
    paths = sorted(path for path in briefing.files if path.endswith((".html", ".svg")))
    assert len(paths) > 150
    counted(len(paths))
    said = checked(tmp_path / "site", paths)
    assert not said, "\n".join(said)
