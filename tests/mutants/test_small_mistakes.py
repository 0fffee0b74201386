"""A check that is dropped or turned round, a bound off by one: in what guards something, a sample of all is noticed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# Those in which every mistake was made, and each that nobody noticed was looked at; `systematic.py` knows more.
MODULES = (
    "checks",
    "credentials",
    "destination",
    "findings/rights",
    "library/holding",
    "manifest",
    "output",
    "placing",
    "preview_address",
    "prose/markdown",
    "source/screening",
    "staging",
    "svg",
    "theme_steps",
    "undisturbed",
)
MOST = 14
pytestmark = pytest.mark.soak


@pytest.mark.parametrize("module", MODULES)
def test_no_small_mistake_is_new_among_those_that_nobody_notices(module: str, counted: Callable[..., None]) -> None:
    command = [sys.executable, str(HERE / "systematic.py"), "--most", str(MOST), module]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    *unnoticed, last = done.stdout.splitlines()
    made = re.fullmatch(r"# .*: (\d+) mistakes", last)
    assert made
    counted(int(made[1]))
    kept = {line.partition(" | ")[0] for line in (HERE / "unnoticed.txt").read_text().splitlines()}
    assert [line for line in unnoticed if line.partition("    (line ")[0] not in kept] == []
