"""Who met whom, by the events that both took part in, and who speaks about whom, by their statements."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..kinds.actor import Actor
from ..kinds.event import Event
from ..kinds.quote import Quote
from ..library import Library

# Sharing an offensive or the signature under a deal is not yet meeting.
MEETINGS = frozenset({"summit", "meeting"})


@dataclass(frozen=True, slots=True)
class Meetings:
    """`met` leads from two actors, by id in the order of the alphabet, to the meetings that both took part in or
    were to take part in; `spoken` from a speaker and another actor to what the one says of the other."""

    met: Mapping[tuple[str, str], tuple[Event, ...]]
    spoken: Mapping[tuple[str, str], tuple[Quote, ...]]


def work_out_meetings(library: Library) -> Meetings:
    """All meetings by pair, and all statements by speaker and subject."""
    met: dict[tuple[str, str], list[Event]] = {}
    for event in library.all("event").values():
        if isinstance(event, Event) and event.type in MEETINGS:
            for pair in _pairs(library, event):
                met.setdefault(pair, []).append(event)
    spoken: dict[tuple[str, str], list[Quote]] = {}
    for document in library.documents.values():
        for quote in document.statements:
            speaker = library.thing(quote.speaker or "", ("actor",)) if isinstance(quote, Quote) else None
            if speaker is not None and isinstance(quote, Quote):
                for subject in _actors_spoken_of(library, quote):
                    spoken.setdefault((speaker.id, subject), []).append(quote)
    return Meetings(
        {pair: tuple(events) for pair, events in met.items()},
        {pair: tuple(quotes) for pair, quotes in spoken.items()},
    )


def _pairs(library: Library, event: Event) -> Iterator[tuple[str, str]]:
    """Every two participants. A state or institution for which somebody else is there meets through them. Where several
    sides are there, those of one side are a delegation and do not meet each other."""
    actors = [library.thing(part.actor, ("actor",)) for part in event.participants]
    sides = {actor.id: _side(library, actor) for actor in actors if isinstance(actor, Actor)}
    represented = {side for actor, side in sides.items() if side != actor}
    several = len(set(sides.values())) > 1
    for one, other in itertools.combinations(sorted(sides.keys() - represented), 2):
        if not several or sides[one] != sides[other]:
            yield one, other


def _side(library: Library, actor: Actor) -> str:
    """The state or institution that an actor acts for in the end."""
    seen = {actor.id}
    while actor.acts_for:
        above = library.thing(actor.acts_for, ("actor",))
        if not isinstance(above, Actor) or above.id in seen:
            break
        actor = above
        seen.add(actor.id)
    return actor.id


def _actors_spoken_of(library: Library, quote: Quote) -> list[str]:
    things = (library.thing(reference) for reference in quote.about)
    return [thing.id for thing in things if isinstance(thing, Actor)]
