"""A build whose pages are made by several processes: one of them is killed, all are, memory runs out in them."""

from __future__ import annotations

import contextlib
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
        self.site, self._cache, self._kept = place / "site", place / "cache", place / "kept"
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

    def keep(self) -> None:
        """The site as it stands now is what is put back after a build that was not to end."""
        shutil.copytree(self.site / "output", self._kept)

    def put_back(self) -> None:
        if self._kept.exists():
            shutil.rmtree(self.site / "output")
            shutil.copytree(self._kept, self.site / "output")

    def tree(self) -> dict[str, bytes]:
        assert output.verify(self.site / "output") == []
        folder = self.site / "output"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def beside(self) -> list[str]:
        return sorted(os.listdir(self.site))


def living(build: subprocess.Popen[str]) -> list[int]:
    """The copies of a build that are at work just now; none once it has ended."""
    if build.poll() is not None:
        return []
    children = Path(f"/proc/{build.pid}/task/{build.pid}/children").read_text().split()
    return [int(pid) for pid in children if state(int(pid)) not in "ZX"]


def state(pid: int) -> str:
    """The letter by which the system tells what a process does; Z and X have ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def held(pid: int) -> bool:
    """Stops a process where it is; says whether it was still there to be stopped."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
    while (now := state(pid)) not in "TZX":
        time.sleep(0.001)
    return now == "T"


def seconds_of(crowd: Crowd) -> float:
    """How long a build goes on from its first worker to the end of its last: those that look into the words of articles
    come first, those that make pages when these have gone."""
    build = crowd.begin()
    first = last = 0.0
    while build.poll() is None:
        if living(build):
            last = time.monotonic()
            first = first or last
        time.sleep(0.002)
    _, said = build.communicate()
    assert build.returncode == 0, said
    assert last > first
    return last - first


def goes_on(*pids: int) -> None:
    """Processes that were held go on, where they are still there."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def begun(crowd: Crowd, seconds: float) -> tuple[subprocess.Popen[str], list[int]]:
    """A build and its workers, all held in the midst of their work: so long after the first worker began, or as soon
    after that as some are at work. Where all had gone by then, another build is asked for half as long."""
    for _ in range(8):
        build = crowd.begin()
        while build.poll() is None and not living(build):
            time.sleep(0.002)
        time.sleep(seconds)
        # Whoever shared the work is held first, for it goes on as soon as nothing is left to be done.
        while build.poll() is None and held(build.pid):
            if workers := [pid for pid in living(build) if held(pid)]:
                return build, workers
            goes_on(build.pid)
            time.sleep(0.002)
        build.communicate()
        crowd.put_back()
        seconds /= 2
    raise AssertionError("eight builds have ended, and nobody met their workers")


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
    lasts = seconds_of(crowd)
    whole = crowd.tree()
    for number in range(times):
        crowd.retitle(f"Other {number}")
        crowd.build()
        crowd.retitle("Anew")
        build, workers = begun(crowd, lasts * number / times)
        for pid in workers if number % 2 else workers[:1]:
            os.kill(pid, signal.SIGKILL)
        goes_on(build.pid, *workers)
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
    lasts = seconds_of(crowd) if times > 1 else 0
    old = crowd.tree()
    crowd.keep()
    crowd.retitle("Anew")
    for number in range(times):
        build, workers = begun(crowd, lasts * number / times)
        build.send_signal(how)
        goes_on(build.pid, *workers)
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
