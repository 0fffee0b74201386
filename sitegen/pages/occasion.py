"""An event in a line, as lists of events show it, and how it stands in words."""

from __future__ import annotations

from dataclasses import dataclass

from ..composing import Composer, Html, Reference
from ..dates import read_span
from ..findings.chronology import day_of
from ..kinds.event import Event
from ..language import message, message_in
from .dossier import DATE_NOT_KNOWN

STATUS_SAID = {
    "planned": message("Planned at the time of the sources"),
    "held": message("Took place"),
    "in jeopardy": message("Planned, then in jeopardy"),
    "not known to be held": message("Not known to be held"),
}
_GATHERINGS = ("summit", "meeting")


def status_said(event: Event) -> str:
    """How an event stands, in words: meetings are held, everything else takes place."""
    if event.status == "held" and event.type in _GATHERINGS:
        return message("Held")
    return STATUS_SAID[event.status]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line of the index of events, and of other lists of them."""

    link: Reference
    type: str
    status: str
    status_said: str
    date: str
    iso: str
    sort: int
    format: str | None
    city: Reference | None
    outcome: Html | None
    participants: tuple[Reference, ...]


def event_line(composer: Composer, event: Event) -> EventLine:
    """An event in a line."""
    span = read_span(event.date or "")
    people = (composer.reference(part.actor, "actor") for part in event.participants)
    return EventLine(
        link=composer.thing(event),
        type=message_in("event.type", event.type),
        status=event.status,
        status_said=status_said(event),
        date=span.said if span else DATE_NOT_KNOWN,
        iso=span.edtf if span else "",
        sort=day_of(event),
        format=event.format,
        city=composer.reference(event.city, "place"),
        outcome=composer.line(event.outcome),
        participants=tuple(person for person in people if person),
    )
