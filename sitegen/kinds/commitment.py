"""A commitment: who agreed to do what, with whom, by when."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from ..records import ActorRef, DateText, EventRef, Kind, Line, Statement, Words


class Commitment(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A promise or agreement in the words of an article. Later statements about it are follow-ups."""

    kind: ClassVar[str] = "commitment"
    words: Words = msgspec.field(name="commitment")
    what: Annotated[Line, Meta(description="What was agreed, in a few words of ours.")]
    by: Annotated[tuple[ActorRef, ...], Meta(description="Who committed themselves.")]
    to: Annotated[tuple[ActorRef, ...], Meta(description="To whom, or with whom.")] = ()
    event: Annotated[EventRef | None, Meta(description="Where it was agreed.")] = None
    due: Annotated[DateText | None, Meta(description="By when, if an article says so.")] = None
    speaker: Annotated[ActorRef | None, Meta(description="Who says so; left out: the article in its own voice.")] = None


KIND = Kind(
    name="commitment",
    family="statement",
    record=Commitment,
    summary="Who agreed to do what, with whom, by when.",
    example="""\
- commitment: agreed to meet again
  id: meet-again
  what: meet for a second round
  by: [ada-moreno, dockers-union]
  event: harbour-talks
""",
)
