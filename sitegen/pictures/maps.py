"""Draws the map of a site's places: land, points with their names, routes, insets, and a scale to measure by."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language import ENGLISH, Language
from .atlas import Located, Route, Sheet, frame_of, sheets_of, shows, world_of
from .labels import Spot, placed
from .letters import LINE, width_of
from .locators import locator_on
from .map_words import DOT, SMALL_LETTERS, name_at, room_of, route_spot, scale_of, spot_of
from .outlines import land
from .scene import Box, Drawing, Part, Size, circle, line, outline, path, rect, window

_WIDTHS: dict[Size, int] = {"wide": 720, "narrow": 340}


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


# The map beside the title of a site: beside a wide title two sheets, on a telephone the whole of the world alone.
_BESIDE_TITLE, _BESIDE_HEIGHT, _UNDER_TITLE, _UNDER_HEIGHT = 620, 268, 340, 226


def front_map_of(
    places: Sequence[Located], routes: Sequence[Route], here: str | None, language: Language = ENGLISH
) -> Map | None:
    """The map beside the title of a site, which points at the place that the story is about; None without places."""
    if not places:
        return None
    sheets = sheets_of(places, routes, _BESIDE_TITLE, _BESIDE_HEIGHT)
    whole = world_of(places, routes, _UNDER_TITLE, _UNDER_HEIGHT)
    pointed_at = next((place for place in places if place.id == here), None)
    drawings = (
        _drawing("wide", sheets, routes, language, here),
        locator_on("narrow", whole, routes, language, pointed_at),
    )
    return Map(drawings, len(places), len(sheets) - 1, tuple(route.name for route in routes))


def _drawing(
    size: Size, sheets: Sequence[Sheet], routes: Sequence[Route], language: Language, here: str | None = None
) -> Drawing:
    numbers = itertools.count(1)
    parts: list[Part] = []
    numbered: list[tuple[int, str]] = []
    for index, sheet in enumerate(sheets):
        closer = sheets[index + 1] if index + 1 < len(sheets) else None
        drawn = _Sheet(sheet, routes, closer, language, here)
        parts.append(window(sheet.box, drawn.parts(numbers)))
        parts.append(rect("frame" if not index else "frame inset", sheet.box))
        numbered += drawn.numbered
    parts += _leads(sheets)
    width, height = (max(getattr(sheet.box, edge) for sheet in sheets) for edge in ("right", "bottom"))
    return Drawing(size, round(width), round(height), tuple(parts), tuple(sorted(numbered, key=_last_without)))


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

    def __init__(
        self, sheet: Sheet, routes: Sequence[Route], closer: Sheet | None, language: Language, here: str | None
    ) -> None:
        self._language, self._here = language, here
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
                yield circle("town", *self._view.at(place.lat, place.lon), 1.5 if small else DOT, place.name)
        scale = scale_of(self._view, self._language)
        yield from scale.parts
        taken = [scale.box, *([self._closer] if self._closer else []), *room_of(self._view, self._lines)]
        yield from self._names(numbers, taken)

    def _css(self, place: Located) -> str:
        return ("area" if place.area else "name") + (" here" if place.id == self._here else "")

    def _names(self, numbers: Iterator[int], taken: list[Box]) -> Iterator[Part]:
        spots = [spot_of(self._view, place) for place in self._sheet.places]
        spots += [route_spot(self._view, route) for route in self._routes]
        names = [(place.name, self._css(place)) for place in self._sheet.places]
        names += [(route.name, "route-name") for route in self._routes]
        boxes = placed(self._frame.grown(-2), spots, taken)
        left = [index for index, box in enumerate(boxes) if box is None]
        yield from (name_at(box, text, css) for box, (text, css) in zip(boxes, names, strict=True) if box)
        given = {index: next(numbers) for index in left}
        room = [Spot(spots[i].x, spots[i].y, spots[i].reach, width_of(str(given[i]), SMALL_LETTERS, True),
                     SMALL_LETTERS * LINE) for i in left]  # fmt: skip
        stead = placed(self._frame, room, [*taken, *(box for box in boxes if box), *(spot.mark for spot in spots)])
        for index, box in zip(left, stead, strict=True):
            self.numbered.append((given[index] if box else 0, names[index][0]))
            if box:
                yield name_at(box, str(given[index]), "number")
