"""Pages shared among processes: the same site with any number of them, and whatever becomes of one."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from sitegen import shelves, theme
from sitegen.memo import Memo
from sitegen.pipeline import Options, build
from sitegen.project import Project
from sitegen.workers import shared

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
    monkeypatch.setattr(shelves, "_ON_ONE", 2)


def by_tens(task: int) -> Iterator[tuple[int, bytes]]:
    """Two pieces of a task."""
    yield 10 * task, b""
    yield 10 * task + 1, f"{os.getpid()}".encode()


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
