"""Work done by copies of this process: each of many is given its next task when it is done with one."""

from __future__ import annotations

import contextlib
import gc
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from typing import cast

from .undisturbed import undisturbed

_COPIES = ForkContext()
_NUMBER = 8

Piece = tuple[int, bytes]
Work = Callable[[int], Iterable[Piece]]


def shared(tasks: int, workers: int, work: Work) -> Iterator[Piece]:
    """The numbered pieces that `work` makes of each task, as they come. What a worker changes in memory is lost with
    it. One that fails keeps its pieces and says nothing: whoever asks must be able to make what is missing, and so
    meets the failure itself. Nothing is made where there are threads, which a copy would not have, and no more workers
    begin than the system allows."""
    if threading.active_count() > 1 or workers < 2:
        return
    left = iter(range(tasks))
    running: list[tuple[ForkProcess, Connection]] = []
    try:
        # Python passes over what a signal raises while it copies itself, so that a Ctrl-C would be lost.
        with contextlib.suppress(OSError), undisturbed():
            running.extend(_begun(work) for _ in range(min(workers, tasks)))
        open_lines = [line for _, line in running]
        for line in list(open_lines):
            _give(line, left)
        while open_lines:
            for spoken in wait(open_lines):
                line = cast(Connection, spoken)
                try:
                    came = line.recv_bytes()
                except (EOFError, OSError):
                    # A worker was ended: between two pieces, or in the middle of one.
                    open_lines.remove(line)
                    continue
                if came:
                    yield int.from_bytes(came[:_NUMBER]), came[_NUMBER:]
                else:
                    _give(line, left)
    finally:
        _end(running)


@contextlib.contextmanager
def beside(workers: int, work: Callable[[], bytes]) -> Iterator[Callable[[], bytes | None]]:
    """Begins some work in a copy of this process, and gives what waits for its outcome: None where no copy was to be
    made or it failed, for whoever asks must be able to do the work. What nobody waited for is ended."""
    if workers < 2 or threading.active_count() > 1:
        yield lambda: None
        return
    running: list[tuple[ForkProcess, Connection]] = []
    try:
        with contextlib.suppress(OSError), undisturbed():
            running.append(_begun(lambda task: ((task, work()),)))
        for _, line in running:
            _give(line, iter((0,)))
        yield lambda: next(map(_heard, running), None)
    finally:
        _end(running)


def _heard(worker: tuple[ForkProcess, Connection]) -> bytes | None:
    try:
        return worker[1].recv_bytes()[_NUMBER:]
    except (EOFError, OSError):
        return None


def _end(running: Iterable[tuple[ForkProcess, Connection]]) -> None:
    for process, line in running:
        line.close()
        process.kill()
        process.join()


def _give(line: Connection, left: Iterator[int]) -> None:
    """The next task, or the word that there is none."""
    task = next(left, None)
    with contextlib.suppress(ConnectionError):
        line.send_bytes(b"" if task is None else task.to_bytes(_NUMBER))


def _begun(work: Work) -> tuple[ForkProcess, Connection]:
    ours, theirs = _COPIES.Pipe()
    with theirs:
        process = _COPIES.Process(target=_work_on, args=(theirs, ours, work), daemon=True)
        try:
            process.start()
        except BaseException:
            ours.close()
            raise
    return process, ours


def _work_on(line: Connection, other: Connection, work: Work) -> None:
    """What a worker does until there is nothing more to do."""
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, signal.SIG_DFL)
    other.close()
    # What is there will stay: to look through it would only copy its memory.
    gc.freeze()
    with contextlib.suppress(Exception):
        while task := line.recv_bytes():
            for number, data in work(int.from_bytes(task)):
                line.send_bytes(number.to_bytes(_NUMBER) + data)
            line.send_bytes(b"")
