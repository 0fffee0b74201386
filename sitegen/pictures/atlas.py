"""A map of places: which part of the world each of its sheets shows, and an inset where places lie too close."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .outlines import View, ordinate
from .scene import Box

Extent = Literal["point", "part", "country"]


@dataclass(frozen=True, slots=True)
class Located:
    """A place with its coordinates: a point, or the middle of a part of a country or of a whole one."""

    id: str
    name: str
    lat: float
    lon: float
    extent: Extent = "point"

    @property
    def area(self) -> bool:
        return self.extent != "point"


@dataclass(frozen=True, slots=True)
class Route:
    """A way from place to place, as the author tells it: straight lines and no survey."""

    id: str
    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a map: where it stands on the drawing, the part of the world it shows, and the places it names."""

    box: Box
    view: View
    places: tuple[Located, ...]


# Degrees that a sheet shows at least, more around one place alone, and the room around the outermost places, as a share
# of its width.
_LEAST_SPAN, _AROUND_ONE, _AROUND = 1.2, 6.0, 0.16
# Places nearer to each other than this share of a sheet crowd it; so many of them are worth an inset.
_CROWDED, _FEWEST = 0.065, 3


def view_of(places: Sequence[tuple[float, float]], width: float, height: float) -> View:
    """The view of a sheet of this size that shows all places, each given by latitude and longitude."""
    lons, heights = _unrolled([lon for _, lon in places]), [ordinate(lat) for lat, _ in places]
    least = _LEAST_SPAN if len(set(places)) > 1 else _AROUND_ONE
    across = max(max(lons) - min(lons), least) * (1 + 2 * _AROUND)
    down = max(max(heights) - min(heights), least * height / width) * (1 + 2 * _AROUND)
    scale = min(width / across, height / down)
    middle_lon, middle = (max(lons) + min(lons)) / 2, (max(heights) + min(heights)) / 2
    return View(middle_lon - width / scale / 2, middle + height / scale / 2, scale, width, height)


def _unrolled(lons: Sequence[float]) -> list[float]:
    """Longitudes counted from the widest empty stretch of the globe, so that no map breaks at 180 degrees."""
    row = sorted(set(lons))
    gaps = [(row[(index + 1) % len(row)] - lon) % 360 or 360 for index, lon in enumerate(row)]
    first = row[(gaps.index(max(gaps)) + 1) % len(row)]
    return [first + (lon - first) % 360 for lon in lons]


def crowd(places: Sequence[Located], view: View) -> tuple[Located, ...]:
    """The largest group of points of a view that stand close to one another; empty where none is worth an inset, or
    where it would show no less than the view itself."""
    near = _CROWDED * max(view.width, view.height)
    rest = [place for place in places if not place.area]
    best: list[Located] = []
    while rest:
        group = [rest.pop(0)]
        for member in group:
            here = view.at(member.lat, member.lon)
            close = [other for other in rest if math.dist(here, view.at(other.lat, other.lon)) <= near]
            group += close
            rest = [other for other in rest if other not in close]
        if len(group) > len(best):
            best = group
    return tuple(best) if len(best) >= _FEWEST and _smaller(best, view) else ()


def _smaller(group: Sequence[Located], view: View) -> bool:
    """Whether a group takes so little of a view that an inset shows more of it."""
    spots = [view.at(place.lat, place.lon) for place in group]
    across = max(x for x, _ in spots) - min(x for x, _ in spots)
    down = max(y for _, y in spots) - min(y for _, y in spots)
    return across < view.width / 3 and down < view.height / 3


def inset_view(group: Sequence[Located], width: float, height: float) -> View:
    """The view of an inset that shows a group."""
    return view_of([(place.lat, place.lon) for place in group], width, height)


def frame_of(inset: View, inside: View) -> Box:
    """What an inset shows, as a box on the view that it is taken from."""
    left, top = (inset.west - inside.west) % 360 * inside.scale, (inside.top - inset.top) * inside.scale
    return Box(left, top, inset.width / inset.scale * inside.scale, inset.height / inset.scale * inside.scale)


def shows(view: View, place: Located, margin: float = 4) -> bool:
    """Whether a place lies on a view, not at its very edge."""
    x, y = view.at(place.lat, place.lon)
    return margin <= x <= view.width - margin and margin <= y <= view.height - margin


def world_of(places: Sequence[Located], routes: Sequence[Route], width: float, height: float | None = None) -> Sheet:
    """One sheet that shows all places and routes, no higher than it needs or than so much."""
    high = min(_height(_corners(places, routes), width), height or math.inf)
    return _sheet(places, routes, Box(0, 0, width, high))


def _sheet(places: Sequence[Located], routes: Sequence[Route], box: Box) -> Sheet:
    return Sheet(box, view_of(_corners(places, routes), box.width, box.height), tuple(places))


def _corners(places: Sequence[Located], routes: Sequence[Route]) -> list[tuple[float, float]]:
    return [(place.lat, place.lon) for place in places] + [point for route in routes for point in route.points]


def sheets_of(
    places: Sequence[Located], routes: Sequence[Route], width: int, height: int | None = None
) -> tuple[Sheet, ...]:
    """The sheets of a map so many units wide, and no higher than so many: all of its world, and where places crowd, an
    inset that looks closer. They stand side by side where there is room, else below each other."""
    whole = first = world_of(places, routes, width, height)
    beside = width >= _WIDE
    if beside:
        room, high = round(width * _FIRST_SHARE), height or _BESIDE_HEIGHT
        first = _sheet(places, routes, Box(0, 0, room, high))
    group = crowd(places, first.view)
    if not group:
        return (whole,)
    inset = _inset(group, places, first, width, beside)
    if inset.view.scale < _CLOSER * first.view.scale:
        return (whole,)
    return _without(first, inset), inset


# An inset that looks less than so many times closer shows nothing new.
_CLOSER = 2.0
_WIDE = 600
_FIRST_SHARE, _BESIDE_HEIGHT, _BETWEEN = 0.56, 430, 8
_FLATTEST, _STEEPEST = 0.5, 0.95


def _height(corners: Sequence[tuple[float, float]], width: float) -> int:
    """As high as what is shown asks for, within limits."""
    square = view_of(corners, width, width)
    lons, heights = _unrolled([lon for _, lon in corners]), [ordinate(lat) for lat, _ in corners]
    down = (max(heights) - min(heights)) * square.scale * (1 + 2 * _AROUND)
    across = (max(lons) - min(lons)) * square.scale * (1 + 2 * _AROUND)
    share = down / max(across, 1) if len(corners) > 1 else _FLATTEST
    return round(width * min(_STEEPEST, max(_FLATTEST, share)))


def _inset(group: Sequence[Located], places: Sequence[Located], first: Sheet, width: int, beside: bool) -> Sheet:
    if beside:
        left = round(width * _FIRST_SHARE) + _BETWEEN
        box = Box(left, 0, width - left, first.box.height)
    else:
        box = Box(0, first.box.bottom + _BETWEEN, width, _height([(one.lat, one.lon) for one in group], width))
    view = inset_view(group, box.width, box.height)
    return Sheet(box, view, tuple(place for place in places if shows(view, place)))


def _without(sheet: Sheet, inset: Sheet) -> Sheet:
    """A sheet that leaves the names of what its inset shows to it."""
    return Sheet(sheet.box, sheet.view, tuple(place for place in sheet.places if place not in inset.places))
