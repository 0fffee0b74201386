"""Machines look for what nobody thought of: a coverage-guided fuzzer at each door that strangers can knock at."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="the fuzzer is made for Linux on x86-64 alone")

HERE = Path(__file__).parent
# How many inputs `make test` tries at each door; `make soak` tries so many times more.
RUNS = {"yaml": 3000, "markdown": 1500, "article": 3000, "page": 200, "front": 2000, "listed": 3000, "ids": 3000,
        "request": 3000, "site": 60}  # fmt: skip
SOAK = 50
# And no door for longer than this, so that all of them take less than half an hour.
SOAK_SECONDS = 150


def _fuzzed(name: str, runs: int, corpus: Path, seconds: int = 0) -> int:
    """How many inputs were tried, for so many seconds at most (0: without end); fails with the input and the traceback
    where a promise is broken."""
    command = [sys.executable, str(HERE / "targets.py"), name, f"-runs={runs}", "-seed=1", "-max_len=4096",
               "-timeout=100", "-rss_limit_mb=2000", f"-max_total_time={seconds}", f"-artifact_prefix={corpus.parent}/",
               str(corpus)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent.parent), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    tried = re.search(r"Done (\d+) runs", done.stdout + done.stderr)
    assert tried, (done.stdout + done.stderr)[-3000:]
    return int(tried[1])


@pytest.mark.parametrize("name", RUNS)
def test_no_input_breaks_a_promise(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    tried = _fuzzed(name, RUNS[name], tmp_path / "corpus")
    assert tried >= RUNS[name]
    with capsys.disabled():
        print(f"\n{name}: {tried:,} inputs tried")


@pytest.mark.soak
@pytest.mark.parametrize("name", RUNS)
def test_no_input_of_very_many_breaks_a_promise(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    tried = _fuzzed(name, RUNS[name] * SOAK, tmp_path / "corpus", SOAK_SECONDS)
    with capsys.disabled():
        print(f"\n{name}: {tried:,} inputs tried")
