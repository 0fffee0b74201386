"""An actor: a person, state, institution, armed group, group of people, office or unnamed source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ..problems import Problem
from ..records import ActorRef, DateText, Kind, Line, Part, Prose, Thing

ActorType = Literal["person", "state", "institution", "armed group", "group", "office", "unnamed source"]


class Office(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office a person holds in the articles."""

    title: Annotated[Prose, Meta(description='The office, cited: `President of Turkey [@talks "Turkish President"]`.')]
    first: Annotated[DateText | None, Meta(description="Since when, if an article says so.")] = None
    last: Annotated[DateText | None, Meta(description="Until when, if an article says so.")] = None


class Actor(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who says, does or decides something in the story."""

    kind: ClassVar[str] = "actor"
    type: Annotated[ActorType, Meta(description="What sort of actor it is.")]
    sort_name: Annotated[Line | None, Meta(description="The name to sort by, as in `Assad, Bashar al-`.")] = None
    acts_for: Annotated[
        ActorRef | None, Meta(description="The state or institution this actor belongs to or speaks for.")
    ] = None
    side: Annotated[Line | None, Meta(description="The group it stands in on the front page's “who is who”.")] = None
    described_as: Annotated[
        Line | None, Meta(description="For an unnamed source: the words that describe it, as the article has them.")
    ] = None
    reason: Annotated[Prose | None, Meta(description="For an unnamed source: why it is not named, cited.")] = None
    summary: Annotated[Prose | None, Meta(description="One cited sentence: who this is in the story.")] = None
    profile: Annotated[Prose | None, Meta(description="A longer cited text about what it does in the story.")] = None
    offices: Annotated[tuple[Office, ...], Meta(description="The offices a person holds, each cited.")] = ()
    expansion: Annotated[Line | None, Meta(description="What an abbreviation in the name stands for.")] = None


def check(actor: Actor) -> Iterator[Problem]:
    """An unnamed source is described in the words of an article; nobody else is."""
    if actor.type == "unnamed source" and not actor.described_as:
        hint = "add `described_as:` with the words of the article"
        yield Problem(actor.place(), "missing-key", "an unnamed source needs the words that describe it", hint)


KIND = Kind(
    name="actor",
    family="thing",
    record=Actor,
    check=check,
    summary="Somebody who says, does or decides something in the story.",
    shelf="actors",
    example="""\
ada-moreno:
  name: Ada Moreno
  type: person
  names: [Moreno, Mayor Moreno]
  sort_name: Moreno, Ada
  acts_for: port-city
  side: The city
  summary: The mayor who called the harbour talks. [@talks-begin "called the talks"]
  offices:
    - title: Mayor of Port City [@talks-begin "the mayor of Port City"]
""",
)
