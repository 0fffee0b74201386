"""A build whose pages are made by several processes: one of them is killed, all are, memory runs out in them."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sitegen
from sitegen import output

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="what runs is told by Linux's /proc"),
    pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor makes all pages in one process"),
]
# Enough pages that workers begin.
ARTICLES = 450
LIMITED = """
import resource, sys
from sitegen.cli import main
has = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
most = has + int(sys.argv[1]) * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (most, most))
sys.argv = ["sitegen", "build", "--no-search"]
main()
"""


class Crowd:
    """A site of many pages, and its build among several processes with nothing remembered."""

    def __init__(self, place: Path) -> None:
        self.site, self._cache = place / "site", place / "cache"
        articles = self.site / "content/articles"
        articles.mkdir(parents=True)
        (self.site / "content/site.yaml").write_text("title: Harbour\nscope: The harbour talks.\n")
        for number in range(ARTICLES):
            text = f"The mayor spoke about berth {number} of the harbour.\n\nThe clerk said nothing.\n"
            (articles / f"berth-{number}.txt").write_text(text)

    def begin(self, *before: str) -> subprocess.Popen[str]:
        shutil.rmtree(self._cache, ignore_errors=True)
        command = before or (sys.executable, "-m", "sitegen", "build", "--no-search")
        root = str(Path(sitegen.__file__).parent.parent)
        environment = {**os.environ, "XDG_CACHE_HOME": str(self._cache), "PYTHONPATH": root}
        return subprocess.Popen(command, cwd=self.site, env=environment, text=True,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip

    def build(self) -> None:
        build = self.begin()
        _, said = build.communicate()
        assert build.returncode == 0, said

    def retitle(self, title: str) -> None:
        """Every page becomes another."""
        (self.site / "content/site.yaml").write_text(f"title: {title}\nscope: The harbour talks.\n")

    def tree(self) -> dict[str, bytes]:
        assert output.verify(self.site / "output") == []
        folder = self.site / "output"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def beside(self) -> list[str]:
        return sorted(os.listdir(self.site))


def workers_of(build: subprocess.Popen[str]) -> list[int]:
    """The copies of a build, as soon as there are two."""
    while build.poll() is None:
        children = Path(f"/proc/{build.pid}/task/{build.pid}/children").read_text().split()
        if len(children) > 1:
            return [int(pid) for pid in children]
    raise AssertionError("the build has ended, and nobody saw its workers")


def end(pid: int) -> bool:
    """Whether a process ends, be it at once or within a minute."""
    try:
        fd = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended = bool(select.select([fd], [], [], 60)[0])
    os.close(fd)
    return ended


@pytest.fixture
def crowd(tmp_path: Path) -> Crowd:
    crowd = Crowd(tmp_path)
    crowd.build()
    return crowd


@pytest.mark.soak
def test_a_killed_worker_or_all_of_them_change_nothing(crowd: Crowd) -> None:
    times = 20
    crowd.retitle("Anew")
    crowd.build()
    whole = crowd.tree()
    for number in range(times):
        crowd.retitle(f"Other {number}")
        crowd.build()
        crowd.retitle("Anew")
        build = crowd.begin()
        workers = workers_of(build)
        time.sleep(0.04 * number)
        for pid in workers if number % 2 else workers[:1]:
            os.kill(pid, signal.SIGKILL)
        _, said = build.communicate()
        assert build.returncode == 0, said
        assert crowd.tree() == whole
        assert crowd.beside() == ["content", "output"]
    print(f"workers killed {times} times: the same site each time")


@pytest.mark.parametrize(
    ("how", "times"),
    [
        (signal.SIGKILL, 1),
        pytest.param(signal.SIGKILL, 20, marks=pytest.mark.soak),
        pytest.param(signal.SIGTERM, 20, marks=pytest.mark.soak),
    ],
)
def test_a_killed_build_leaves_no_worker_and_the_old_site(crowd: Crowd, how: signal.Signals, times: int) -> None:
    old = crowd.tree()
    crowd.retitle("Anew")
    for number in range(times):
        build = crowd.begin()
        workers = workers_of(build)
        time.sleep(0.04 * number)
        build.send_signal(how)
        _, said = build.communicate(timeout=60)
        assert build.returncode == (-how if how == signal.SIGKILL else 143), said
        assert all(map(end, workers))
        assert crowd.tree() == old
        assert crowd.beside() == ["content", "output"]
    crowd.build()
    assert crowd.tree() != old
    print(f"a build with workers ended {times} times: the old site each time, and nobody left")


@pytest.mark.soak
def test_memory_that_runs_out_among_workers(crowd: Crowd) -> None:
    ends = {"old": 0, "new": 0}
    old = crowd.tree()
    for number in range(20):
        crowd.retitle(f"Anew {number}")
        build = crowd.begin("timeout", "-s", "KILL", "120", sys.executable, "-c", LIMITED, str(20 + 6 * number))
        _, said = build.communicate()
        stands = crowd.tree()
        assert (build.returncode == 0) == (stands != old), (number, said[-2000:])
        ends["new" if stands != old else "old"] += 1
        old = stands
    crowd.build()
    assert crowd.beside() == ["content", "output"]
    assert min(ends.values()) > 0
    print(f"20 sizes of too little memory among workers: {ends}")
