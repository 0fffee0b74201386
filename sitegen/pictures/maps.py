"""Draws the map of a site's places: land, points with their names, routes, insets, and a scale to measure by."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language import ENGLISH, Language, message
from .atlas import Located, Route, Sheet, frame_of, sheets_of, shows
from .labels import Spot, placed
from .letters import LINE, width_of
from .outlines import View, land, latitude
from .scene import Box, Drawing, Part, Size, circle, line, outline, path, rect, window, words

LETTERS, AREA_LETTERS, SMALL_LETTERS = 12.0, 11.0, 10.0
_WIDTHS: dict[Size, int] = {"wide": 720, "narrow": 340, "small": 250}
_DOT = 3.5
# The names of areas are set in capitals with air between them.
_SPACED = 1.12


@dataclass(frozen=True, slots=True)
class Map:
    """A map in its sizes: of how many places, with how many sheets that look closer, and the names of its routes."""

    drawings: tuple[Drawing, ...]
    places: int
    insets: int
    routes: tuple[str, ...]


def map_of(places: Sequence[Located], routes: Sequence[Route], language: Language = ENGLISH) -> Map | None:
    """The map of all places, wide and narrow; None where there is nothing to draw."""
    if not places:
        return None
    sizes: tuple[Size, ...] = ("wide", "narrow")
    layouts = {size: sheets_of(places, routes, _WIDTHS[size]) for size in sizes}
    drawings = tuple(_drawing(size, sheets, routes, language) for size, sheets in layouts.items())
    return Map(drawings, len(places), max(map(len, layouts.values())) - 1, tuple(route.name for route in routes))


def _drawing(size: Size, sheets: Sequence[Sheet], routes: Sequence[Route], language: Language) -> Drawing:
    numbers = itertools.count(1)
    parts: list[Part] = []
    numbered: list[tuple[int, str]] = []
    for index, sheet in enumerate(sheets):
        closer = sheets[index + 1] if index + 1 < len(sheets) else None
        drawn = _Sheet(sheet, routes, closer, language)
        parts.append(window(sheet.box, drawn.parts(numbers)))
        parts.append(rect("frame" if not index else "frame inset", sheet.box))
        numbered += drawn.numbered
    parts += _leads(sheets)
    height = max(sheet.box.bottom for sheet in sheets)
    return Drawing(size, _WIDTHS[size], round(height), tuple(parts), tuple(sorted(numbered, key=_last_without)))


def _last_without(numbered: tuple[int, str]) -> tuple[bool, int]:
    """Names in the order of their numbers, those without one last."""
    return not numbered[0], numbered[0]


def _leads(sheets: Sequence[Sheet]) -> Iterator[Part]:
    """Lines from what an inset shows to the inset itself."""
    for sheet, inset in itertools.pairwise(sheets):
        frame = frame_of(inset.view, sheet.view)
        if inset.box.x > sheet.box.x:
            right = sheet.box.x + frame.right
            yield line("lead", right, sheet.box.y + frame.y, inset.box.x, inset.box.y)
            yield line("lead", right, sheet.box.y + frame.bottom, inset.box.x, inset.box.bottom)
        else:
            foot = sheet.box.y + frame.bottom
            yield line("lead", sheet.box.x + frame.x, foot, inset.box.x, inset.box.y)
            yield line("lead", sheet.box.x + frame.right, foot, inset.box.right, inset.box.y)


class _Sheet:
    """One sheet being drawn."""

    def __init__(self, sheet: Sheet, routes: Sequence[Route], closer: Sheet | None, language: Language) -> None:
        self._language = language
        self._sheet, self._view = sheet, sheet.view
        self._frame = Box(0, 0, sheet.view.width, sheet.view.height)
        self._closer = frame_of(closer.view, sheet.view) if closer else None
        self._elsewhere = closer.places if closer else ()
        self._routes = [route for route in routes if not closer or self._outside(route)]
        self._lines = routes
        self.numbered: list[tuple[int, str]] = []

    def _outside(self, route: Route) -> bool:
        """Whether a route reaches out of the inset, so that it is named here."""
        assert self._closer is not None
        spots = [self._view.at(*point) for point in route.points]
        return not all(Box(x, y, 0, 0).within(self._closer) for x, y in spots)

    def parts(self, numbers: Iterator[int]) -> Iterator[Part]:
        """Everything on the sheet, from the ground up."""
        yield rect("sea", self._frame)
        yield outline("land", land(self._view))
        for route in self._lines:
            yield path("route", [self._view.at(*point) for point in route.points])
        if self._closer:
            yield rect("closer", self._closer)
        for place in (*self._elsewhere, *self._sheet.places):
            if not place.area and shows(self._view, place, 0):
                small = place in self._elsewhere
                yield circle("town", *self._view.at(place.lat, place.lon), 1.5 if small else _DOT, place.name)
        scale = _scale(self._view, self._language)
        yield from scale.parts
        yield from self._names(numbers, [scale.box, *([self._closer] if self._closer else [])])

    def _names(self, numbers: Iterator[int], taken: list[Box]) -> Iterator[Part]:
        spots = [_spot(self._view, place) for place in self._sheet.places]
        spots += [_route_spot(self._view, route) for route in self._routes]
        names = [(place.name, "area" if place.area else "name") for place in self._sheet.places]
        names += [(route.name, "route-name") for route in self._routes]
        boxes = placed(self._frame.grown(-2), spots, taken)
        left = [index for index, box in enumerate(boxes) if box is None]
        yield from (_name(box, text, css) for box, (text, css) in zip(boxes, names, strict=True) if box)
        given = {index: next(numbers) for index in left}
        room = [Spot(spots[i].x, spots[i].y, spots[i].reach, width_of(str(given[i]), SMALL_LETTERS, True),
                     SMALL_LETTERS * LINE) for i in left]  # fmt: skip
        stead = placed(self._frame, room, [*taken, *(box for box in boxes if box), *(spot.mark for spot in spots)])
        for index, box in zip(left, stead, strict=True):
            self.numbered.append((given[index] if box else 0, names[index][0]))
            if box:
                yield _name(box, str(given[index]), "number")


def _spot(view: View, place: Located, size: float = LETTERS) -> Spot:
    x, y = view.at(place.lat, place.lon)
    if place.area:
        size = min(size, AREA_LETTERS)
        return Spot(x, y, 0, width_of(place.name.upper(), size) * _SPACED, size * LINE, area=True)
    return Spot(x, y, _DOT, width_of(place.name, size, True), size * LINE)


def _route_spot(view: View, route: Route) -> Spot:
    """Beside the middle of the longest straight piece."""
    spots = [view.at(*point) for point in route.points]
    one, other = max(itertools.pairwise(spots), key=lambda ends: math.dist(*ends))
    return Spot((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, 4, width_of(route.name, LETTERS), LETTERS * LINE)


def _name(box: Box, text: str, css: str) -> Part:
    # Letters rise four fifths of their size; the box holds a line with a little air above and below.
    return words(css, box.x + box.width / 2, box.y + box.height * 0.77, text, "middle")


@dataclass(frozen=True, slots=True)
class _Scale:
    parts: tuple[Part, ...]
    box: Box


_KILOMETRES = 111.2
_LENGTHS = [step * 10**power for power in range(5) for step in (1, 2, 5)]


def _scale(view: View, language: Language) -> _Scale:
    """A bar of a round number of kilometres in the lower left corner, true for the middle of the sheet."""
    middle = latitude(view.top - view.height / view.scale / 2)
    unit = view.scale / _KILOMETRES / math.cos(math.radians(middle))
    length = max((length for length in _LENGTHS if length * unit <= view.width / 4), default=1)
    said, y = language.say(message("%(length)s km", length=length)), view.height - 8
    right = 8 + length * unit
    parts = (
        path("bar", [(8, y - 4), (8, y), (right, y), (right, y - 4)]),
        words("bar-words", 11, y - 4, said),
    )
    return _Scale(parts, Box(0, y - 18, max(right, 11 + width_of(said, SMALL_LETTERS)) + 4, 26))


# ── locators


@functools.lru_cache(maxsize=8)
def _small_sheets(places: tuple[Located, ...], routes: tuple[Route, ...]) -> tuple[Sheet, ...]:
    return sheets_of(places, routes, _WIDTHS["small"])


def locator_of(
    places: Sequence[Located], routes: Sequence[Route], id: str, language: Language = ENGLISH
) -> Drawing | None:
    """A small map that shows where one place or route lies among the others; None where it has no coordinates."""
    here = next((place for place in places if place.id == id), None)
    way = next((route for route in routes if route.id == id), None)
    if here is None and way is None:
        return None
    sheet = _sheet_of(_small_sheets(tuple(places), tuple(routes)), here, way)
    view, width = sheet.view, _WIDTHS["small"]
    parts: list[Part] = [rect("sea", Box(0, 0, width, view.height)), outline("land", land(view, 1.0))]
    for route in routes:
        parts.append(path("route here" if route is way else "route", [view.at(*point) for point in route.points]))
    shown = [place for place in sheet.places if place.id != id]
    parts += [circle("town other", *view.at(one.lat, one.lon), 2, one.name) for one in shown if not one.area]
    scale = _scale(view, language)
    parts += scale.parts
    parts += _pointed_at(view, here, shown, scale.box)
    box = Box(0, 0, width, view.height)
    return Drawing("small", width, round(view.height), (window(box, parts), rect("frame", box)))


def _sheet_of(sheets: tuple[Sheet, ...], here: Located | None, way: Route | None) -> Sheet:
    """The closest sheet that names the place, or shows the whole of the route; for a country the one of all."""
    if here is not None:
        naming = [sheet for sheet in sheets if here in sheet.places]
        return naming[-1] if naming and here.extent != "country" else sheets[0]
    points = [Located("", "", *point) for point in way.points] if way else []
    return [sheet for sheet in sheets if all(shows(sheet.view, point, 0) for point in points)][-1]


def _pointed_at(view: View, here: Located | None, others: Sequence[Located], taken: Box) -> Iterator[Part]:
    """The place in question with its name, and around it the names of others, as far as there is room."""
    frame = Box(0, 0, view.width, view.height).grown(-2)
    marks = [_spot(view, other, SMALL_LETTERS).mark for other in others if not other.area]
    full = [taken]
    if here is not None:
        spot = _spot(view, here)
        if not here.area:
            yield circle("ring", spot.x, spot.y, 8)
            yield circle("town here", spot.x, spot.y, 4.5)
        box = placed(frame, [replace(spot, reach=8 * (not here.area))], [taken, *marks])[0]
        if box:
            yield _name(box, here.name, "area here" if here.area else "name here")
        full += [Box(spot.x, spot.y, 0, 0).grown(8), *([box] if box else [])]
    spots = [_spot(view, other, SMALL_LETTERS) for other in others]
    for other, box in zip(others, placed(frame, spots, full), strict=True):
        if box:
            yield _name(box, other.name, "area other" if other.area else "name other")
