"""Where the places of the briefing lie, for every page that has a map."""

from __future__ import annotations

from ..kinds.place import Location
from ..language import Language
from ..library import Library
from ..pictures import Drawing, Extent, Located, Map, Route, front_map_of, locator_of, map_of

_EXTENTS: dict[str, Extent] = {"country": "country", "region": "part", "province": "part"}


def map_of_places(library: Library, language: Language) -> Map | None:
    """The map of all places that have coordinates; None where none has."""
    return map_of(located(library), routes(library), language)


def map_beside_title(library: Library, here: str | None, language: Language) -> Map | None:
    """The map on the front page, which points at one place; None where no place has coordinates."""
    return front_map_of(located(library), routes(library), here, language)


def where_is(library: Library, place: Location, language: Language) -> Drawing | None:
    """A small map that points at one place, or shows one route; None where it has no coordinates."""
    return locator_of(located(library), routes(library), place.id, language)


def where_it_was(library: Library, place: str | None, language: Language) -> Drawing | None:
    """A small map of the place that an event names, if it names one with coordinates."""
    there = library.thing(place, ("place",)) if place else None
    return where_is(library, there, language) if isinstance(there, Location) else None


def located(library: Library) -> tuple[Located, ...]:
    """Every place with coordinates, by name."""
    found = [_located(place) for place in library.all("place").values() if isinstance(place, Location)]
    return tuple(sorted((place for place in found if place), key=lambda place: (place.name.casefold(), place.id)))


def _located(place: Location) -> Located | None:
    if place.lat is None or place.lon is None:
        return None
    return Located(place.id, place.name, place.lat, place.lon, _EXTENTS.get(place.type, "point"))


def routes(library: Library) -> tuple[Route, ...]:
    """Every route of which two places or more have coordinates."""
    found = []
    for place in library.all("place").values():
        if isinstance(place, Location):
            stops = [library.thing(stop, ("place",)) for stop in place.route]
            points = tuple(
                (stop.lat, stop.lon)
                for stop in stops
                if isinstance(stop, Location) and stop.lat is not None and stop.lon is not None
            )
            if len(points) > 1:
                found.append(Route(place.id, place.name, points))
    return tuple(found)
