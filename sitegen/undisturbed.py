"""Steps that are not to be cut off in the middle: whatever would stop the program waits until they are done."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator

_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and its like take effect after the steps inside, which are short."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread is ever interrupted.
        yield
        return
    waiting: list[int] = []
    before = {stop: signal.signal(stop, lambda number, _frame: waiting.append(number)) for stop in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
        for number in waiting[:1]:
            signal.raise_signal(number)
