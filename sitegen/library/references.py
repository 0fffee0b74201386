"""Checks that every reference leads to exactly one record, and none round in a circle; near ids are suggested."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from ..problems import Problem, did_you_mean
from ..records import Record, Spot, spots
from .circles import circles
from .records import Library
from .things import Things


def unresolved(library: Library) -> Iterator[Problem]:
    """A problem for each reference that leads to nothing, to things of several kinds, or back to where it stands."""
    yield from circles(library)
    yield from _slips(library, library.once_of_singles("doubtful", functools.partial(_doubtful, library.things)))
    for document in library.documents.values():
        doubtful = document.once("doubtful", library.meant_in(document), _doubtful, library.things, document.records)
        yield from _slips(library, doubtful)


def _doubtful(things: Things, records: Iterable[Record]) -> list[tuple[Record, Spot]]:
    """The references that lead to no one thing: to articles, several things, or nothing."""
    found = ((record, spot) for record in records for spot in spots(record) if spot.role == "ref")
    return [(record, spot) for record, spot in found if things.one(spot.text, spot.kinds) is None]


def _slips(library: Library, doubtful: list[tuple[Record, Spot]]) -> Iterator[Problem]:
    return filter(None, (_slip(library, record, spot) for record, spot in doubtful))


def _slip(library: Library, record: Record, spot: Spot) -> Problem | None:
    found = library.candidates(spot.text, spot.kinds)
    if len(found) == 1 or (spot.kinds == ("article",) and spot.text in library.documents):
        return None
    place = record.place(*spot.steps)
    if found:
        choices = " or ".join(f"{thing.kind}:{thing.id}" for thing in found)
        message = f"“{spot.text}” is the id of several things"
        return Problem(place, "ambiguous-reference", message, f"write {choices}")
    if any(f"{kind}:{spot.text.rpartition(':')[2]}" in library.broken for kind in spot.kinds or library.things):
        return None
    what = " or ".join(spot.kinds) or "thing"
    message = f"there is no {what} with the id “{spot.text}”"
    name = spot.text.rpartition(":")[2]
    for kind in spot.kinds or (*library.things, "article"):
        if why := library.held_back.get(f"{kind}:{name}"):
            message = f"the {kind} “{name}” {why}"
    return Problem(place, "unknown-reference", message, did_you_mean(spot.text, _known(library, spot)))


def _known(library: Library, spot: Spot) -> Iterator[str]:
    """The ids that may be asked for, written as the reference is."""
    for kind in spot.kinds or tuple(library.things):
        for name in library.documents if kind == "article" else library.all(kind):
            yield f"{kind}:{name}" if ":" in spot.text else name
