"""The words on a map and the room they take: names beside their points, the names of routes, and a scale."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language import Language, message
from .atlas import Located, Route
from .labels import Spot
from .letters import LINE, width_of
from .outlines import View, latitude
from .scene import Box, Part, path, words

LETTERS, AREA_LETTERS, SMALL_LETTERS = 12.0, 11.0, 10.0
DOT = 3.5
# The names of areas are set in capitals with air between them.
_SPACED = 1.12
# A line has room of its own on the sheet: small boxes along it, this many units from one to the next.
_STRIDE = 5.0


def spot_of(view: View, place: Located, size: float = LETTERS) -> Spot:
    """Where a place wants its name, and the room the name takes."""
    x, y = view.at(place.lat, place.lon)
    if place.area:
        size = min(size, AREA_LETTERS)
        return Spot(x, y, 0, width_of(place.name.upper(), size) * _SPACED, size * LINE, area=True)
    return Spot(x, y, DOT, width_of(place.name, size, True), size * LINE)


def route_spot(view: View, route: Route) -> Spot:
    """Beside the middle of the longest straight piece."""
    spots = [view.at(*point) for point in route.points]
    one, other = max(itertools.pairwise(spots), key=lambda ends: math.dist(*ends))
    return Spot((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, 4, width_of(route.name, LETTERS), LETTERS * LINE)


def name_at(box: Box, text: str, css: str) -> Part:
    """A name in the middle of its box."""
    # Letters rise four fifths of their size; the box holds a line with a little air above and below.
    return words(css, box.x + box.width / 2, box.y + box.height * 0.77, text, "middle")


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar of a round length with its words, and the room that both take."""

    parts: tuple[Part, ...]
    box: Box


_KILOMETRES = 111.2
_LENGTHS = [step * 10**power for power in range(5) for step in (1, 2, 5)]


def scale_of(view: View, language: Language) -> Scale:
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
    return Scale(parts, Box(0, y - 18, max(right, 11 + width_of(said, SMALL_LETTERS)) + 4, 26))


def room_of(view: View, routes: Sequence[Route]) -> Iterator[Box]:
    """The room that the lines of routes take, which no words may stand in."""
    for route in routes:
        for one, other in itertools.pairwise(view.at(*point) for point in route.points):
            steps = max(1, math.ceil(math.dist(one, other) / _STRIDE))
            for step in range(steps + 1):
                share = step / steps
                x, y = one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
                yield Box(x - 1.5, y - 1.5, 3, 3)
