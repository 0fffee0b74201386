"""A build that runs out of memory says so, and leaves the whole old site or the whole new one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import output

# The limit is set once Python itself is there, so that what fails is ours: so many megabytes more than it has then.
BUILD = """
import resource, sys
from sitegen.cli import main
has = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
most = has + int(float(sys.argv[1]) * 1024 * 1024)
resource.setrlimit(resource.RLIMIT_AS, (most, most))
sys.argv = ["sitegen", "build", "--no-search"]
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_twenty_sizes_of_too_little_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]
) -> None:
    site = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "sitegen", "new", site], check=True, capture_output=True)
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}

    def build(megabytes: float) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", BUILD, str(megabytes)]
        # Python can wait for ever for a thread that it had no memory to begin; killed, it left what it left.
        return subprocess.run(["timeout", "-s", "KILL", "120", *command], cwd=site, env=environment,
                              capture_output=True, text=True)  # fmt: skip

    def tree() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted((site / "output").rglob("*")) if path.is_file()}

    assert build(4000).returncode == 0
    old = tree()
    title = (site / "content/site.yaml").read_text()
    (site / "content/site.yaml").write_text(title.replace("title: ", "title: Anew, ", 1))
    ends = {"old": 0, "new": 0}
    told = 0
    for step in range(20):
        done = build(1 + step * 6)
        assert output.verify(site / "output") == [], step
        stands = "old" if tree() == old else "new"
        assert (done.returncode == 0) == (stands == "new"), (step, done.stderr[-2000:])
        # With next to nothing, Python cannot even load what would say so; it ends by itself then.
        told += "The memory ran out" in done.stderr
        assert done.returncode in (0, 3) or "Error" in done.stderr or done.returncode in (134, 137, 139), (
            step,
            done.stderr[-2000:],
        )
        ends[stands] += 1
        counted()
        if stands == "new":
            # Once there is room for it, the next sizes have an old site to lose again.
            (site / "content/site.yaml").write_text(title)
            assert build(4000).returncode == 0
            (site / "content/site.yaml").write_text(title.replace("title: ", "title: Anew, ", 1))
    assert build(4000).returncode == 0
    assert not [path.name for path in site.iterdir() if path.name.startswith(".output")]
    assert min(ends.values()) > 0
    assert told > 0
    with capsys.disabled():
        print(f"\n20 sizes of too little memory: {ends['old']} old, {ends['new']} new, 0 neither")
