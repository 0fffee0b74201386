"""Whatever would stop the program waits until a step is done, and then takes effect."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from sitegen.undisturbed import undisturbed

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def came() -> Iterator[list[int]]:
    """The signals that took effect."""
    came: list[int] = []
    before = {stop: signal.signal(stop, lambda number, _frame: came.append(number)) for stop in STOPS}
    yield came
    for stop, handler in before.items():
        signal.signal(stop, handler)


@pytest.mark.parametrize("stop", STOPS)
def test_a_signal_waits_for_the_end(came: list[int], stop: signal.Signals) -> None:
    with undisturbed():
        signal.raise_signal(stop)
        assert came == []
    assert came == [stop]
    signal.raise_signal(stop)
    assert came == [stop, stop]


def test_without_a_signal_nothing_comes(came: list[int]) -> None:
    with undisturbed():
        pass
    assert came == []


def test_of_several_the_first_takes_effect_once(came: list[int]) -> None:
    with undisturbed():
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
    assert came == [signal.SIGTERM]


def test_a_failure_inside_goes_out_and_the_signal_comes_all_the_same(came: list[int]) -> None:
    def step() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGHUP)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        step()
    assert came == [signal.SIGHUP]


def test_in_another_thread_nothing_is_held_back(came: list[int]) -> None:
    done: list[str] = []

    def step() -> None:
        with undisturbed():
            done.append("inside")
        done.append("after")

    thread = threading.Thread(target=step)
    thread.start()
    thread.join()
    assert done == ["inside", "after"]
