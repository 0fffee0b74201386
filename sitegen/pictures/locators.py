"""Small maps that point at one place, or show one route, among the others."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..language import ENGLISH, Language
from .atlas import Located, Route, Sheet, sheets_of, shows
from .labels import placed
from .map_words import SMALL_LETTERS, name_at, room_of, scale_of, spot_of
from .outlines import View, land
from .scene import Box, Drawing, Part, Size, circle, outline, path, rect, window

_WIDTH = 250


@functools.lru_cache(maxsize=8)
def _small_sheets(places: tuple[Located, ...], routes: tuple[Route, ...]) -> tuple[Sheet, ...]:
    return sheets_of(places, routes, _WIDTH)


def locator_of(
    places: Sequence[Located], routes: Sequence[Route], id: str, language: Language = ENGLISH
) -> Drawing | None:
    """A small map that shows where one place or route lies among the others; None where it has no coordinates."""
    here = next((place for place in places if place.id == id), None)
    way = next((route for route in routes if route.id == id), None)
    if here is None and way is None:
        return None
    sheet = _sheet_of(_small_sheets(tuple(places), tuple(routes)), here, way)
    return locator_on("small", sheet, routes, language, here, way)


def locator_on(
    size: Size,
    sheet: Sheet,
    routes: Sequence[Route],
    language: Language,
    here: Located | None = None,
    way: Route | None = None,
) -> Drawing:
    """One sheet that points at a place or a route, with the names of others as far as there is room."""
    view = sheet.view
    parts: list[Part] = [rect("sea", Box(0, 0, view.width, view.height)), outline("land", land(view, 1.0))]
    for route in routes:
        parts.append(path("route here" if route is way else "route", [view.at(*point) for point in route.points]))
    shown = [place for place in sheet.places if here is None or place.id != here.id]
    parts += [circle("town other", *view.at(one.lat, one.lon), 2, one.name) for one in shown if not one.area]
    scale = scale_of(view, language)
    parts += scale.parts
    parts += _pointed_at(view, here, shown, [scale.box, *room_of(view, routes)])
    box = Box(0, 0, view.width, view.height)
    return Drawing(size, round(view.width), round(view.height), (window(box, parts), rect("frame", box)))


def _sheet_of(sheets: tuple[Sheet, ...], here: Located | None, way: Route | None) -> Sheet:
    """The closest sheet that names the place, or shows the whole of the route; for a country the one of all."""
    if here is not None:
        naming = [sheet for sheet in sheets if here in sheet.places]
        return naming[-1] if naming and here.extent != "country" else sheets[0]
    points = [Located("", "", *point) for point in way.points] if way else []
    return [sheet for sheet in sheets if all(shows(sheet.view, point, 0) for point in points)][-1]


def _pointed_at(view: View, here: Located | None, others: Sequence[Located], taken: Sequence[Box]) -> Iterator[Part]:
    """The place in question with its name, and around it the names of others, as far as there is room."""
    frame = Box(0, 0, view.width, view.height).grown(-2)
    marks = [spot_of(view, other, SMALL_LETTERS).mark for other in others if not other.area]
    full = [*taken]
    if here is not None:
        spot = spot_of(view, here)
        if not here.area:
            yield circle("ring", spot.x, spot.y, 8)
            yield circle("town here", spot.x, spot.y, 4.5)
        asked = [replace(spot, reach=8 * (not here.area))]
        # The one name that must be there stands on a line rather than nowhere.
        box = placed(frame, asked, [*taken, *marks])[0] or placed(frame, asked, marks)[0]
        if box:
            yield name_at(box, here.name, "area here" if here.area else "name here")
        full += [Box(spot.x, spot.y, 0, 0).grown(8), *([box] if box else [])]
    spots = [spot_of(view, other, SMALL_LETTERS) for other in others]
    for other, box in zip(others, placed(frame, spots, full), strict=True):
        if box:
            yield name_at(box, other.name, "area other" if other.area else "name other")
