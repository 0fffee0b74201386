"""Where the words beside points stand, so that no two overlap, none covers a point and none leaves the frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .scene import Box

# Beside the point first: to the right, to the left, above, below, and the corners; then all of it a step farther out.
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_DISTANCES = (3.0, 9.0)
_CELL = 48.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that wants words beside it: how far its mark reaches, and the room that the words take. The words of an
    area stand over its middle, if they can."""

    x: float
    y: float
    reach: float
    width: float
    height: float
    area: bool = False

    @property
    def mark(self) -> Box:
        return Box(self.x - self.reach, self.y - self.reach, 2 * self.reach, 2 * self.reach)


class _Taken:
    """The room that is taken already, by cells of the sheet, so that few boxes are looked at for each new one."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Takes the room of a box."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def meets(self, box: Box, but: Box) -> bool:
        """Whether a box overlaps what is taken by others than one."""
        return any(
            box.overlaps(other) for cell in _cells(box) for other in self._cells.get(cell, ()) if other is not but
        )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(math.floor(box.x / _CELL), math.floor(box.right / _CELL) + 1):
        for row in range(math.floor(box.y / _CELL), math.floor(box.bottom / _CELL) + 1):
            yield column, row


def placed(frame: Box, spots: Sequence[Spot], taken: Iterable[Box] = ()) -> tuple[Box | None, ...]:
    """The room of the words of every spot; None where there is none left. Those with the most others near them choose
    first, since they have the least choice."""
    marks = [spot.mark for spot in spots]
    full = _Taken([*taken, *marks])
    found: list[Box | None] = [None] * len(spots)
    for index in sorted(range(len(spots)), key=lambda one: (-_crowd(spots, one), one)):
        for box in _choices(spots[index]):
            if box.within(frame) and not full.meets(box, marks[index]):
                found[index] = box
                full.add(box)
                break
    return tuple(found)


_MOST_COMPARED = 400


def _crowd(spots: Sequence[Spot], index: int) -> int:
    """How many points lie so near that words beside them could meet; not counted where there are very many."""
    if len(spots) > _MOST_COMPARED:
        return 0
    here = spots[index]
    return sum(
        abs(here.x - other.x) < here.width + other.width and abs(here.y - other.y) < here.height + other.height
        for other in spots
    )


def _choices(spot: Spot) -> Iterator[Box]:
    if spot.area:
        yield Box(spot.x - spot.width / 2, spot.y - spot.height / 2, spot.width, spot.height)
    for distance in _DISTANCES:
        for side, rise in _SIDES:
            away = spot.reach + distance * (0.7 if side and rise else 1)
            middle_x = spot.x + side * (away + spot.width / 2)
            middle_y = spot.y + rise * (away + spot.height / 2)
            if side and rise:
                # At a corner the words begin over the point's edge, not beyond it.
                middle_y = spot.y + rise * (spot.height / 2 + distance * 0.3)
            yield Box(middle_x - spot.width / 2, middle_y - spot.height / 2, spot.width, spot.height)
