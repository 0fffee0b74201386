"""A place: what the articles say of it, what happened there, and every mention."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..findings.chronology import in_time
from ..kinds.place import Location
from ..language import message, message_in
from ..page import Briefing, Page, address_of
from ..pictures import Drawing, Map
from ..records import NameIn
from .dossier import Dossier, dossier
from .occasion import EventLine, event_line
from .whereabouts import map_of_places, routes, where_is


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Degrees north and east, and where they are from, which is never an article."""

    lat: float
    lon: float
    source: str | None


@dataclass(frozen=True, slots=True)
class PlaceView:
    name: str
    type: str
    names: tuple[str | NameIn, ...]
    within: Reference | None
    inside: tuple[Reference, ...]
    coordinates: Coordinates | None
    route: tuple[Reference, ...]
    locator: Drawing | None
    summary: Html | None
    events: tuple[EventLine, ...]
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class PlaceLine:
    link: Reference
    type: str
    within: Reference | None
    coordinates: Coordinates | None
    drawn_as_route: bool
    mentions: int


@dataclass(frozen=True, slots=True)
class PlacesView:
    map: Map | None
    places: tuple[PlaceLine, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each place, and the index of all."""
    for place in _places(briefing):
        view, description = partial(_view, place=place), message("%(name)s in the sources.", name=place.name)
        yield Page(address_of(place), "place.html", place.name, view, "places", description, place)
    yield Page(
        "places.html", "places.html", message("Places"), _index, "places", message("Every place the sources name.")
    )


def _index(composer: Composer) -> PlacesView:
    drawn = {route.id for route in routes(composer.library)}
    lines = tuple(_line(composer, place, drawn) for place in composer.by_name(_places(composer.briefing)))
    return PlacesView(map_of_places(composer.library, composer.briefing.language), lines)


def _places(briefing: Briefing) -> list[Location]:
    return [place for place in briefing.library.all("place").values() if isinstance(place, Location)]


def _coordinates(place: Location) -> Coordinates | None:
    if place.lat is None or place.lon is None:
        return None
    return Coordinates(place.lat, place.lon, place.coordinates_from)


def _view(composer: Composer, place: Location) -> PlaceView:
    inside = [other for other in composer.library.referring(place, "within", "place") if isinstance(other, Location)]
    inside = composer.by_name(inside)
    events = in_time(composer.library.referring(place, "city", "event"))
    return PlaceView(
        name=place.name,
        type=message_in("place.type", place.type),
        names=(*place.names, *place.named_in),
        within=composer.reference(place.within, "place"),
        inside=tuple(composer.thing(other) for other in inside),
        coordinates=_coordinates(place),
        route=tuple(stop for one in place.route if (stop := composer.reference(one, "place"))),
        locator=where_is(composer.library, place, composer.briefing.language),
        summary=composer.prose(place.summary),
        events=tuple(event_line(composer, event) for event in events),
        dossier=dossier(composer, place),
    )


def _line(composer: Composer, place: Location, drawn: Container[str]) -> PlaceLine:
    count = len(composer.findings.mentions.of(place))
    within = composer.reference(place.within, "place")
    return PlaceLine(
        composer.thing(place),
        message_in("place.type", place.type),
        within,
        _coordinates(place),
        place.id in drawn,
        count,
    )
