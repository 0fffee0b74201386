"""An account: what one article answers to one question about one event."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from ..records import ActorRef, Id, Kind, Line, Statement, ThingRef, Words


class Account(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cell of the table that sets accounts side by side."""

    kind: ClassVar[str] = "account"
    words: Words = msgspec.field(name="account")
    of: Annotated[ThingRef, Meta(description="The event or term it is about.")]
    question: Annotated[Id, Meta(description="The id of one of its questions.")]
    answer: Annotated[
        Line | None, Meta(description="The answer in a few words of ours; the words stand beside it.")
    ] = None
    speaker: Annotated[ActorRef | None, Meta(description="Who says so; left out: the article in its own voice.")] = None


KIND = Kind(
    name="account",
    family="statement",
    record=Account,
    summary="What one article answers to one question about one event.",
    example="""\
- account: the talks ended without a word
  of: harbour-talks
  question: outcome
  answer: no result
""",
)
