"""However a write ends, the folder holds the whole old site or the whole new one, and the next write is right."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def _killed_at(bench: Any, steps: list[tuple[str, int]]) -> dict[str, int]:
    """How often each site stood after a kill at each of these steps."""
    ends = {"old": 0, "new": 0}
    for call, when in steps:
        bench.prepare()
        done = bench.broken(call, when, "signal=KILL")
        standing = bench.standing()
        assert standing in ends, f"killed at {call} no. {when}: {standing}"
        ends[standing] += 1
        assert done.returncode != 0, f"{call} no. {when} was never reached"
        again = bench.run()
        assert again.returncode == 0, again.stderr
        assert (bench.standing(), bench.beside()) == ("new", []), f"after a kill at {call} no. {when}"
    return ends


def test_killed_at_sampled_steps(bench: Any, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]) -> None:
    steps = bench.sampled(bench.steps(bench.CHANGING), 16)
    ends = _killed_at(bench, steps)
    counted(len(steps))
    assert min(ends.values()) > 0
    with capsys.disabled():
        print(f"\nkilled at {len(steps)} steps of a small site: {ends['old']} old, {ends['new']} new, 0 neither")


@pytest.mark.soak
def test_killed_at_every_step(bench: Any, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]) -> None:
    steps = bench.steps(bench.CHANGING)
    ends = _killed_at(bench, steps)
    counted(len(steps))
    assert len(steps) > 250
    with capsys.disabled():
        print(f"\nkilled at all {len(steps)} steps of a small site: {ends['old']} old, {ends['new']} new, 0 neither")


@pytest.mark.soak
@pytest.mark.parametrize("bench", [300], indirect=True)
def test_killed_at_sampled_steps_of_a_large_site(
    bench: Any, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]
) -> None:
    steps = bench.sampled(bench.steps(bench.CHANGING), 100)
    # A hundred all over, and every one of the ten round the change of places.
    assert len(steps) >= 100
    assert any(call == "renameat2" for call, _ in steps)
    ends = _killed_at(bench, steps)
    counted(len(steps))
    with capsys.disabled():
        print(f"\nkilled at {len(steps)} steps of a large site: {ends['old']} old, {ends['new']} new, 0 neither")
