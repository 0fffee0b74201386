"""A follow-up: what an article says became of a commitment."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from ..records import ActorRef, Kind, Line, Statement, Words

State = Literal["restated", "kept", "partly kept", "broken", "suspended", "unknown"]


class FollowUp(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A later statement about a commitment."""

    kind: ClassVar[str] = "followup"
    words: Words = msgspec.field(name="followup")
    of: Annotated[Line, Meta(description="The commitment, as `article/statement-id`.")]
    state: Annotated[State, Meta(description="What became of it, by these words.")]
    speaker: Annotated[ActorRef | None, Meta(description="Who says so; left out: the article in its own voice.")] = None
    attribution: Annotated[Words | None, Meta(description="The words that say who says so.")] = None


KIND = Kind(
    name="followup",
    family="statement",
    record=FollowUp,
    summary="What an article says became of a commitment.",
    example="""\
- followup: the second round never took place
  of: talks-begin/meet-again
  state: broken
""",
)
