"""Finds things that lead back to themselves: a place within itself, two events that are part of each other."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from ..records import Spot, Thing, spots
from .records import Library


def circles(library: Library) -> Iterator[Problem]:
    """A problem for each circle, at the first of its things, with the whole way round."""
    for kind in library.things:
        ways = {thing.id: _up(thing) for thing in library.all(kind).values()}
        told: set[str] = set()
        for start in ways:
            way = _round(start, ways)
            if way and told.isdisjoint(way):
                told.update(way)
                spot = ways[way[0]]
                assert spot is not None
                words = " → ".join((*way, way[0]))
                message = f"the {kind} “{way[0]}” leads back to itself: {words}"
                yield Problem(
                    library.all(kind)[way[0]].place(*spot.steps),
                    "circular-reference",
                    message,
                    "take one of the steps out",
                )


def _up(thing: Thing) -> Spot | None:
    """The one thing of its own kind that a thing belongs to, by whatever key."""
    own = (spot for spot in spots(thing) if spot.role == "ref" and spot.kinds == (thing.kind,) and len(spot.steps) == 1)
    return next(own, None)


def _round(start: str, ways: dict[str, Spot | None]) -> tuple[str, ...]:
    """The circle that the way up from a thing ends in, from its first thing on; empty where it ends at a top."""
    walked: dict[str, int] = {}
    at = start
    while at not in walked:
        walked[at] = len(walked)
        spot = ways.get(at)
        if spot is None:
            return ()
        at = spot.text.rpartition(":")[2]
    circle = [name for name, number in walked.items() if number >= walked[at]]
    lowest = circle.index(min(circle))
    return (*circle[lowest:], *circle[:lowest])
