"""The outlines of land, as far as a map needs them: cut to a window of the world, projected, and spelled as a path."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .scene import Box, number

_FILE = Path(__file__).with_name("outlines.json")
_NORTHMOST = 84.0
# Land is cut a little outside of the window, so that no cut edge is seen.
_BEYOND = 6.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """A window of the world on a sheet, by Mercator's projection: west and east in degrees, the ordinate of its north,
    and how many units of the sheet a degree takes. East may be beyond 180."""

    west: float
    top: float
    scale: float
    width: float
    height: float

    def at(self, lat: float, lon: float) -> Point:
        """Where a place lies on the sheet."""
        lon += 360 * math.ceil((self.west - lon) / 360)
        return (lon - self.west) * self.scale, (self.top - ordinate(lat)) * self.scale

    @property
    def east(self) -> float:
        return self.west + self.width / self.scale

    @property
    def bottom(self) -> float:
        return self.top - self.height / self.scale


def ordinate(lat: float) -> float:
    """How far north a latitude lies in Mercator's projection, in degrees of the equator. The poles lie nowhere."""
    lat = max(-_NORTHMOST, min(_NORTHMOST, lat))
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def latitude(height: float) -> float:
    """The latitude of an ordinate."""
    return math.degrees(math.atan(math.sinh(math.radians(height))))


@functools.lru_cache(maxsize=1)
def _prepared() -> dict[str, Any]:
    prepared: dict[str, Any] = json.loads(_FILE.read_text("ascii"))
    return prepared


@functools.lru_cache(maxsize=64)
def land(view: View, fineness: float = 0.5) -> str:
    """The land in a view, as a path: every ring that reaches into it, without what is finer than can be seen."""
    sheet = Box(0, 0, view.width, view.height).grown(_BEYOND)
    prepared = _prepared()
    steps = prepared["steps"]
    south, north, edge = latitude(view.bottom - 1), latitude(view.top + 1), view.east + 1
    arcs: dict[int, list[Point]] = {}
    spelled = []
    for west, lowest, east, highest, ring in prepared["rings"]:
        if highest / steps < south or lowest / steps > north or (east - west) / steps * view.scale < _SPECK:
            continue
        for turn in (-360, 0, 360, 720):
            if east / steps + turn < view.west - 1 or west / steps + turn > edge:
                continue
            inside = _cut(_ring(view, ring, turn, fineness, arcs), sheet)
            if len(inside) > 2:
                spelled.append(_spelled(inside))
    return "".join(spelled)


# Land of less than this width is not seen.
_SPECK = 1.5


def _ring(view: View, ring: list[int], turn: int, fineness: float, arcs: dict[int, list[Point]]) -> list[Point]:
    """A ring on a view. Its arcs are thinned one by one, so that a border is the same for both of its sides."""
    points: list[Point] = []
    for arc in ring:
        index = arc if arc >= 0 else ~arc
        if index not in arcs:
            projected = [(x * view.scale, (view.top - y) * view.scale) for x, y in _arc(index)]
            arcs[index] = _thinned(projected, fineness)
        points += arcs[index] if arc >= 0 else reversed(arcs[index])
    left = (view.west - turn) * view.scale
    return [(x - left, y) for x, y in _over_the_date_line(points, 360 * view.scale, view)]


# South of this the outlines run along the pole, which is no leap over the date line.
_POLAR = -80.0


def _over_the_date_line(points: list[Point], globe: float, view: View) -> Iterator[Point]:
    """A ring that leaps from one edge of the globe to the other goes on beyond the edge instead."""
    polar, over, before = (view.top - ordinate(_POLAR)) * view.scale, 0.0, points[0][0]
    for x, y in points:
        if abs(x - before) > globe / 2 and y < polar:
            over += globe if x < before else -globe
        before = x
        yield x + over, y


def _spelled(ring: Sequence[Point]) -> str:
    """A ring as a path in whole tenths, each point as the way from the one before, which is shorter."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    x, y = tenths[0]
    steps = [f"M{number(x / 10)} {number(y / 10)}l"]
    for index, point in enumerate(tenths[1:]):
        step = f"{_brief(point[0] - x)} {_brief(point[1] - y)}"
        steps.append(f" {step}" if index else step)
        x, y = point
    return "".join(steps).replace(" -", "-") + "z"


def _brief(tenths: int) -> str:
    """Tenths as a path may spell them: without a nought before the point."""
    return number(tenths / 10).removeprefix("0") or "0" if tenths >= 0 else f"-{_brief(-tenths)}"


@functools.lru_cache(maxsize=4096)
def _arc(index: int) -> tuple[Point, ...]:
    """The points of an arc, as degrees east and ordinates."""
    prepared = _prepared()
    steps = prepared["steps"]
    x = y = 0
    points = []
    numbers = _numbers(prepared["arcs"][index])
    for step in numbers:
        x, y = x + step, y + next(numbers)
        points.append((x / steps, ordinate(y / steps)))
    return tuple(points)


def _numbers(spelled: str) -> Iterator[int]:
    """Steps as `scripts/outlines.py` spells them: five bits a letter, the low ones first, the sign in the lowest."""
    value = shift = 0
    for letter in spelled.encode():
        bits = letter - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def _cut(ring: list[Point], sheet: Box) -> list[Point]:
    """The part of an area inside a box (Sutherland and Hodgman): one side after the other."""
    for axis, edge, sign in ((0, sheet.x, 1), (0, sheet.right, -1), (1, sheet.y, 1), (1, sheet.bottom, -1)):
        kept: list[Point] = []
        before = ring[-1] if ring else (0.0, 0.0)
        for point in ring:
            inside, was_inside = (point[axis] - edge) * sign >= 0, (before[axis] - edge) * sign >= 0
            if inside != was_inside:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share))
            if inside:
                kept.append(point)
            before = point
        ring = kept
    return ring


def _thinned(points: list[Point], fineness: float) -> list[Point]:
    """A line without the points that it passes nearer to than so much anyway (Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        first, last = stretches.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        along, up = bx - ax, by - ay
        length = math.hypot(along, up)
        farthest, distance = 0, fineness * (length or 1)
        for index in range(first + 1, last):
            x, y = points[index]
            away = abs(along * (ay - y) - (ax - x) * up) if length else math.hypot(x - ax, y - ay)
            if away > distance:
                farthest, distance = index, away
        if farthest:
            keep.add(farthest)
            stretches += [(first, farthest), (farthest, last)]
    return [points[index] for index in sorted(keep)]
