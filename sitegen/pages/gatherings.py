"""The picture of who met whom, meeting by meeting, and the same in rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..composing import Composer, Reference
from ..dates import read_span
from ..findings.chronology import in_time
from ..findings.meetings import Meetings
from ..kinds.event import Event
from ..pictures import Gathering, Gatherings, Standing, gatherings_of
from ..records import Thing
from .dossier import DATE_NOT_KNOWN
from .occasion import status_said

_STANDINGS: dict[str, Standing] = {"held": "held", "planned": "planned", "in jeopardy": "planned"}


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """A meeting in the table: when, how it stands, who was there or was to be, who was not."""

    event: Reference
    date: str
    status_said: str
    present: tuple[Reference, ...]
    absent: tuple[Reference, ...]


def gatherings(composer: Composer) -> tuple[Gatherings | None, tuple[GatheringRow, ...]]:
    """Every meeting of two or more, in the order of time."""
    there = _there(composer.findings.meetings)
    by_id = {event.id: event for events in composer.findings.meetings.met.values() for event in events}
    events = in_time(by_id.values())
    actors = composer.library.all("actor").values()
    names = {actor.id: actor.name for actor in actors if isinstance(actor, Thing)}
    drawn = [_gathering(composer, event, there[event.id]) for event in events]
    picture = gatherings_of(drawn, names, composer.briefing.language)
    return picture, tuple(_row(composer, event, there[event.id]) for event in events)


def _there(meetings: Meetings) -> dict[str, tuple[str, ...]]:
    """Who met somebody at each event, in the order of their ids."""
    there: dict[str, set[str]] = {}
    for pair, events in meetings.met.items():
        for event in events:
            there.setdefault(event.id, set()).update(pair)
    return {event: tuple(sorted(actors)) for event, actors in there.items()}


def _gathering(composer: Composer, event: Event, present: tuple[str, ...]) -> Gathering:
    say, span = composer.briefing.language.say, read_span(event.date or "")
    said = f"{say(span.short if span else DATE_NOT_KNOWN)} · {say(status_said(event))}"
    return Gathering(event.name, said, _STANDINGS.get(event.status, "unsure"), present, _absent(composer, event))


def _absent(composer: Composer, event: Event) -> tuple[str, ...]:
    things = (composer.library.thing(part.actor, ("actor",)) for part in event.absent)
    return tuple(thing.id for thing in things if thing)


def _row(composer: Composer, event: Event, present: Iterable[str]) -> GatheringRow:
    span = read_span(event.date or "")
    return GatheringRow(
        event=composer.thing(event),
        date=span.said if span else DATE_NOT_KNOWN,
        status_said=status_said(event),
        present=_links(composer, present),
        absent=_links(composer, _absent(composer, event)),
    )


def _links(composer: Composer, actors: Iterable[str]) -> tuple[Reference, ...]:
    found = (composer.reference(actor, "actor") for actor in actors)
    return tuple(one for one in found if one)
