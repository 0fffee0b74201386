"""A place: what the articles say of it, what happened there, and every mention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..kinds.place import Location
from ..page import Briefing, Page, address_of
from .dossier import Dossier, dossier
from .event import EventLine, event_line, in_order


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
    names: tuple[str, ...]
    within: Reference | None
    inside: tuple[Reference, ...]
    coordinates: Coordinates | None
    summary: Html | None
    events: tuple[EventLine, ...]
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class PlaceLine:
    link: Reference
    type: str
    within: Reference | None
    coordinates: Coordinates | None
    mentions: int


@dataclass(frozen=True, slots=True)
class PlacesView:
    places: tuple[PlaceLine, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each place, and the index of all."""
    for place in _places(briefing):
        view, description = partial(_view, place=place), f"{place.name} in the sources."
        yield Page(address_of(place), "place.html", place.name, view, "places", description, place)
    yield Page("places.html", "places.html", "Places", _index, "places", "Every place the sources name.")


def _index(composer: Composer) -> PlacesView:
    return PlacesView(tuple(_line(composer, place) for place in _places(composer.briefing)))


def _places(briefing: Briefing) -> list[Location]:
    places = [place for place in briefing.library.all("place").values() if isinstance(place, Location)]
    return sorted(places, key=lambda place: place.name.casefold())


def _coordinates(place: Location) -> Coordinates | None:
    if place.lat is None or place.lon is None:
        return None
    return Coordinates(place.lat, place.lon, place.coordinates_from)


def _view(composer: Composer, place: Location) -> PlaceView:
    inside = [other for other in composer.library.referring(place, "within", "place") if isinstance(other, Location)]
    inside.sort(key=lambda other: other.name.casefold())
    events = in_order(composer.library.referring(place, "city", "event"))
    return PlaceView(
        name=place.name,
        type=place.type,
        names=place.names,
        within=composer.reference(place.within, "place"),
        inside=tuple(composer.thing(other) for other in inside),
        coordinates=_coordinates(place),
        summary=composer.prose(place.summary),
        events=tuple(event_line(composer, event) for event in events),
        dossier=dossier(composer, place),
    )


def _line(composer: Composer, place: Location) -> PlaceLine:
    count = len(composer.findings.mentions.of(place))
    within = composer.reference(place.within, "place")
    return PlaceLine(composer.thing(place), place.type, within, _coordinates(place), count)
