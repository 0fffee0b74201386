"""A place: a country, region, town, camp, road or border that the articles name."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ..records import Kind, Line, PlaceRef, Prose, Thing

PlaceType = Literal["country", "region", "province", "city", "village", "camp", "road", "border", "building"]
Latitude = Annotated[float, Meta(ge=-90, le=90, description="Degrees north.")]
Longitude = Annotated[float, Meta(ge=-180, le=180, description="Degrees east.")]


class Location(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somewhere on the map, or without coordinates, which is ordinary."""

    kind: ClassVar[str] = "place"
    type: Annotated[PlaceType, Meta(description="What sort of place it is.")]
    within: Annotated[PlaceRef | None, Meta(description="The larger place it lies in.")] = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    coordinates_from: Annotated[
        Line | None, Meta(description="Where the coordinates are from; they are never from the articles.")
    ] = None
    route: Annotated[
        tuple[PlaceRef, ...],
        Meta(
            description="A road or another way: the places it leads through, in order. Maps draw straight lines "
            "between those that have coordinates, and say that they are schematic."
        ),
    ] = ()
    summary: Annotated[Prose | None, Meta(description="What the articles say about it, cited.")] = None


KIND = Kind(
    name="place",
    family="thing",
    record=Location,
    summary="Somewhere that the articles name; a place without coordinates is ordinary.",
    shelf="places",
    example="""\
old-harbour:
  name: Old Harbour
  type: region
  weak: [the harbour]
  summary: The part of the port that the talks are about. [@talks-begin "the future of the Old Harbour"]
""",
)
