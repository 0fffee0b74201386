"""An event: a summit, meeting, agreement, offensive or incident, held, planned or in jeopardy."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ..records import ActorRef, DateText, EventRef, Id, Kind, Line, Part, PlaceRef, Prose, SeriesRef, Thing

Status = Literal["planned", "held", "in jeopardy", "not known to be held"]
EventType = Literal["summit", "meeting", "agreement", "offensive", "attack", "incident", "evacuation", "statement"]


class Participant(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who took part, or was to."""

    actor: ActorRef
    capacity: Annotated[Prose | None, Meta(description="In which capacity, cited where the articles say it.")] = None


class Absent(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody an article says was not there."""

    actor: ActorRef
    said: Annotated[Prose, Meta(description="How the articles say so, cited.")]


class Question(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question that the sources' accounts are laid side by side on."""

    id: Id
    question: Line


class Event(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that happened, was planned, or is recalled."""

    kind: ClassVar[str] = "event"
    type: Annotated[EventType, Meta(description="What sort of event it is.")]
    status: Annotated[Status, Meta(description="How it stands, by the articles.")]
    status_because: Annotated[Prose | None, Meta(description="What the status rests on, cited.")] = None
    date: Annotated[
        DateText | None,
        Meta(description="When. At least one dated phrase that names this event must allow it. Left out: not known."),
    ] = None
    date_note: Annotated[Prose | None, Meta(description="What is odd about the date, cited.")] = None
    format: Annotated[Line | None, Meta(description="The format: trilateral, bilateral, four-way …")] = None
    city: Annotated[PlaceRef | None, Meta(description="Where.")] = None
    city_note: Annotated[Prose | None, Meta(description="What the articles say about the place, cited.")] = None
    host: Annotated[ActorRef | None, Meta(description="Who invited, where an article says so.")] = None
    participants: Annotated[tuple[Participant, ...], Meta(description="Who took part, or was to.")] = ()
    absent: Annotated[tuple[Absent, ...], Meta(description="Who was not there, where an article says so.")] = ()
    series: Annotated[SeriesRef | None, Meta(description="The series it belongs to.")] = None
    part_of: Annotated[EventRef | None, Meta(description="The larger event it belongs to.")] = None
    outcome: Annotated[Prose | None, Meta(description="The outcome in one cited line.")] = None
    what_happened: Annotated[Prose | None, Meta(description="What happened, or what is planned, cited.")] = None
    why_it_matters: Annotated[Prose | None, Meta(description="Why it matters, cited.")] = None
    left_open: Annotated[Prose | None, Meta(description="What was left open, cited.")] = None
    wanted: Annotated[Prose | None, Meta(description="What each side wanted before, said there, did after; cited.")] = (
        None
    )
    agreed: Annotated[Prose | None, Meta(description="What was agreed and what became of it, cited.")] = None

    questions: Annotated[
        tuple[Question, ...], Meta(description="The questions on which accounts are laid side by side.")
    ] = ()


KIND = Kind(
    name="event",
    family="thing",
    record=Event,
    summary="Something that happened, was planned, or is recalled; a summit is one.",
    shelf="events",
    example="""\
harbour-talks:
  name: Harbour talks
  type: meeting
  status: held
  date: 2021-05-07
  format: bilateral
  city: port-city-town
  host: ada-moreno
  participants:
    - actor: ada-moreno
      capacity: mayor [@talks-begin "the mayor of Port City"]
  outcome: A second round was announced. [@talks-begin "the first of two rounds"]
""",
)
