"""For each of many figures, in a time that hardly grows with their number: the farthest of those near it in time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure as it is compared: its bounds, the first and last day on which it is held to stand, and its voice."""

    low: float
    high: float
    first: int
    last: int
    voice: Hashable


@dataclass(frozen=True, slots=True)
class Near:
    """What stands near a figure in time, by number: the one that begins highest and the one that ends lowest, itself
    among them; whether there are others at all, and others of another voice."""

    highest: int
    lowest: int
    others: bool
    other_voices: bool


def near_in_time(figures: Sequence[Dated]) -> list[Near]:
    """What stands near each figure. Two are near where the days on which they stand overlap."""
    begun = sorted(range(len(figures)), key=lambda number: figures[number].first)
    starts = [figures[number].first for number in begun]
    ends = sorted(figure.last for figure in figures)
    highest = _Farthest(figures, ends, lambda figure: figure.low)
    lowest = _Farthest(figures, ends, lambda figure: -figure.high)
    voices = _Voices(figures)
    near: dict[int, Near] = {}
    entered = 0
    for number in sorted(range(len(figures)), key=lambda number: figures[number].last):
        figure = figures[number]
        while entered < len(begun) and starts[entered] <= figure.last:
            highest.enter(begun[entered])
            lowest.enter(begun[entered])
            entered += 1
        count = bisect_right(starts, figure.last) - bisect_left(ends, figure.first)
        near[number] = Near(
            highest.since(figure.first), lowest.since(figure.first), count > 1, count > voices.like(figure)
        )
    return [near[number] for number in range(len(figures))]


class _Voices:
    """How many figures of one voice stand near another."""

    def __init__(self, figures: Sequence[Dated]) -> None:
        self._starts: dict[Hashable, list[int]] = {}
        self._ends: dict[Hashable, list[int]] = {}
        for figure in figures:
            self._starts.setdefault(figure.voice, []).append(figure.first)
            self._ends.setdefault(figure.voice, []).append(figure.last)
        for days in (*self._starts.values(), *self._ends.values()):
            days.sort()

    def like(self, figure: Dated) -> int:
        """How many figures near this one have its voice, itself among them."""
        starts, ends = self._starts[figure.voice], self._ends[figure.voice]
        return bisect_right(starts, figure.last) - bisect_left(ends, figure.first)


class _Farthest:
    """The figure of greatest `worth` among those that still stand on a day: a tree of maxima over last days."""

    def __init__(self, figures: Sequence[Dated], ends: Sequence[int], worth: Callable[[Dated], float]) -> None:
        self._figures, self._ends, self._worth = figures, ends, worth
        self._best: list[int | None] = [None] * (len(ends) + 1)

    def enter(self, number: int) -> None:
        """Counts a figure in."""
        spot = len(self._ends) - bisect_left(self._ends, self._figures[number].last)
        while spot < len(self._best):
            self._best[spot] = self._greater(self._best[spot], number)
            spot += spot & -spot

    def since(self, day: int) -> int:
        """The greatest of those that have been counted in and stand on the day or later."""
        spot = len(self._ends) - bisect_left(self._ends, day)
        best: int | None = None
        while spot:
            here = self._best[spot]
            best = best if here is None else self._greater(best, here)
            spot -= spot & -spot
        assert best is not None
        return best

    def _greater(self, one: int | None, other: int) -> int:
        if one is None:
            return other
        worth, better = self._worth(self._figures[one]), self._worth(self._figures[other])
        return other if (better, -other) > (worth, -one) else one
