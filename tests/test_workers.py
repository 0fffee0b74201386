"""Pages shared among processes: the same site with any number of them, and whatever becomes of one."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from sitegen import pipeline, shelves, theme
from sitegen.exports import Found
from sitegen.findings.gaps import signs
from sitegen.memo import Memo
from sitegen.pages import gap
from sitegen.pipeline import Options, build
from sitegen.project import Project
from sitegen.workers import beside, shared

Site = Callable[..., Project]
FILES = {
    **{f"articles/day-{day}.txt": f" date 2021-05-0{day} Ada Moreno spoke in the port." for day in range(1, 9)},
    **{f"annotations/day-{day}.yaml": f"rights: full\nheadline: Day {day}\n" for day in range(1, 9)},
    "actors/all.yaml": "ada:\n  name: Ada Moreno\n  type: person\n  summary: She spoke.\n",
}


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads of a test runner do nothing to copies of it."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(theme, "_MANY", 2)
    monkeypatch.setattr(pipeline, "_MANY_ARTICLES", 2)
    monkeypatch.setattr(pipeline, "_AT_ONCE", 3)
    monkeypatch.setattr(shelves, "_ON_ONE", 2)


def by_tens(task: int) -> Iterator[tuple[int, bytes]]:
    """Two pieces of a task."""
    yield 10 * task, b""
    yield 10 * task + 1, f"{os.getpid()}".encode()


def test_what_is_done_beside_is_done_by_another_process() -> None:
    with beside(2, lambda: f"{os.getpid()}".encode()) as outcome:
        assert int(outcome() or b"0") not in (0, os.getpid())
    with beside(1, lambda: b"done") as outcome:
        assert outcome() is None
    with beside(2, lambda: os.kill(os.getpid(), signal.SIGKILL) or b"") as outcome:  # type: ignore[func-returns-value]
        assert outcome() is None


def test_what_is_done_beside_ends_with_whoever_asked() -> None:
    def work() -> bytes:
        time.sleep(600)
        return b""

    def stopped() -> None:
        with beside(2, work):
            assert len(multiprocessing.active_children()) == 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert multiprocessing.active_children() == []


def test_the_search_and_the_files_for_machines_are_made_beside_the_pages(site: Site, tmp_path: Path) -> None:
    project = site(FILES)
    alone = build(project, Options(search=True))

    def indexed(found: tuple[Found, ...], language: str) -> dict[str, bytes]:
        return {"search/here": f"{os.getpid()} {len(found)} {language}".encode()}

    memo = Memo(tmp_path)
    # Where all is new, everybody is busy.
    assert build(project, Options(search=True, workers=2), memo=memo, indexed=indexed).index is None
    edition = build(project, Options(search=True, workers=2), memo=memo, indexed=indexed)
    assert edition.index is not None
    process, *rest = edition.index["search/here"].decode().split()
    assert int(process) != os.getpid()
    assert rest == [str(len(alone.found)), "en"]
    assert edition.files == alone.files

    def failing(found: tuple[Found, ...], language: str) -> dict[str, bytes]:
        raise ValueError

    edition = build(project, Options(search=True, workers=2), memo=memo, indexed=failing)
    assert edition.index is None
    assert edition.files == alone.files


@pytest.mark.parametrize("workers", [2, 3, 40])
def test_every_piece_of_every_task_comes_once_from_another_process(workers: int) -> None:
    found = list(shared(20, workers, by_tens))
    assert sorted(number for number, _ in found) == sorted(10 * task + more for task in range(20) for more in (0, 1))
    assert str(os.getpid()).encode() not in {data for _, data in found}


def test_a_worker_that_fails_or_is_killed_leaves_the_others_to_their_work() -> None:
    def work(task: int) -> Iterator[tuple[int, bytes]]:
        if task == 0:
            raise ValueError
        if task == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        yield task, b"made"

    assert sorted(shared(6, 3, work)) == [(number, b"made") for number in range(2, 6)]


def test_a_worker_that_is_killed_in_the_middle_of_a_piece_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the kernel does where memory runs out: the head of a message has come, and some of its body."""
    sent = [0]

    def halting(line: Connection, data: bytes, write: Callable[..., int] = os.write) -> None:
        sent[0] += 1
        write(line.fileno(), bytes(data)[: None if sent[0] < 2 else 100])
        if sent[0] == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    def work(task: int) -> Iterator[tuple[int, bytes]]:
        if task == 0:
            monkeypatch.setattr(Connection, "_send", halting)
        yield task, b"x" * 100_000

    assert sorted(number for number, _ in shared(6, 3, work)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("begun", [0, 1, 2])
def test_where_the_system_lets_no_more_begin_those_that_have_do_the_work(
    monkeypatch: pytest.MonkeyPatch, begun: int
) -> None:
    fork, forked = os.fork, [0]

    def limited() -> int:
        forked[0] += 1
        if forked[0] > begun:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return fork()

    monkeypatch.setattr(os, "fork", limited)
    assert len(list(shared(6, 4, by_tens))) == (12 if begun else 0)


def test_workers_do_not_outlive_a_build_that_is_killed(tmp_path: Path) -> None:
    """Nobody can clear up after SIGKILL: workers find by themselves that nobody listens any more."""
    script = (
        "import os, signal, sys, time\n"
        "from sitegen.workers import shared\n"
        "def work(task):\n    yield task, b'%d' % os.getpid()\n    time.sleep(0.01)\n"
        "for count, (_, data) in enumerate(shared(100_000, 4, work)):\n"
        "    print(data.decode(), flush=True)\n"
        "    if count == 40:\n        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    # The pipe ends when the last of them has: each holds it open as long as it runs.
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == -signal.SIGKILL
    workers = {int(pid) for pid in done.stdout.split()}
    # Under load some have not begun yet.
    assert [
        pid for pid in workers if Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes()
    ] == []


def test_ctrl_c_ends_all_of_them_and_is_heard_once() -> None:
    """A terminal sends it to everybody in front of it."""
    script = (
        "import os, signal, time\n"
        "from sitegen.workers import shared\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "def work(task):\n    yield task, b'%d' % os.getpid()\n    time.sleep(0.01)\n"
        "for count, (_, data) in enumerate(shared(100_000, 4, work)):\n"
        "    print(data.decode(), flush=True)\n"
        "    if count == 40:\n        os.killpg(0, signal.SIGINT)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, env=environment, timeout=60, start_new_session=True,
    )  # fmt: skip
    assert done.returncode == -signal.SIGINT
    assert done.stderr.count("Traceback") == done.stderr.count("KeyboardInterrupt") == 1
    assert done.stdout


def test_nobody_is_left_behind_by_who_stops_listening() -> None:
    pieces = shared(1000, 2, by_tens)
    worker = next(int(data) for _, data in pieces if data)
    pieces.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_site_is_the_same_with_any_number_of_processes(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    project = site(FILES)
    alone = build(project, Options())
    for workers in (2, 3):
        memo = Memo(tmp_path_factory.mktemp("memo"))
        for _ in range(2):
            among_many = build(project, Options(workers=workers), memo=memo)
            assert among_many.problems == alone.problems
            assert list(among_many.files.items()) == list(alone.files.items())


def test_what_workers_learn_of_the_words_of_articles_is_not_worked_out_again(
    site: Site, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, memo = site(FILES), Memo(tmp_path_factory.mktemp("memo"))
    monkeypatch.setattr(pipeline, "PAGES", (gap.pages,))
    looked = []
    numbers = signs._numbers
    monkeypatch.setattr(signs, "_numbers", lambda text: (looked.append(text), numbers(text))[1])
    workers = build(project, Options(workers=2), memo=memo)
    # They looked into the texts where nobody here sees it.
    assert looked == []
    assert build(project, Options(), memo=memo).problems == workers.problems
    assert looked == []
    build(project, Options())
    assert len(looked) == 8


def test_what_workers_made_stands_at_the_next_build(
    site: Site, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, memo = site(FILES), Memo(tmp_path_factory.mktemp("memo"))
    before = build(project, Options(workers=2), memo=memo)
    monkeypatch.setattr(theme.Theme, "_one", lambda *_: pytest.fail("made again"))
    assert build(project, Options(), memo=memo).files == before.files


def test_a_template_that_fails_is_one_problem_with_any_number_of_processes(site: Site) -> None:
    project = site(FILES)
    path = project.templates / "article.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text("{{ nothing_of_that_name }}\n")
    alone, among_many = build(project, Options()), build(project, Options(workers=2))
    assert sum("7 more pages" in problem.message for problem in alone.problems) == 1
    assert among_many.problems == alone.problems
