"""A stance: the position an actor takes on an issue in the words of an article."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from ..records import ActorRef, DateText, Id, IssueRef, Kind, Line, Statement, Words


class Stance(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing is inferred: the words say it, and somebody is named who says so."""

    kind: ClassVar[str] = "stance"
    words: Words = msgspec.field(name="stance")
    issue: IssueRef
    position: Annotated[Id, Meta(description="The id of one of the issue's positions.")]
    actor: Annotated[ActorRef, Meta(description="Whose position it is.")]
    form: Annotated[
        Literal["own words", "reported", "the article's account"],
        Meta(description="own words: quoted; reported: said, in other words; the article's account: nobody is quoted."),
    ]
    attribution: Annotated[Words | None, Meta(description="The words that say whose position it is.")] = None
    through: Annotated[tuple[ActorRef, ...], Meta(description="Who reported it on the way.")] = ()
    as_of: Annotated[DateText | None, Meta(description="When it was taken; left out: the article's date.")] = None
    summary: Annotated[Line | None, Meta(description="The stance in a few words of ours.")] = None


KIND = Kind(
    name="stance",
    family="statement",
    record=Stance,
    summary="The position an actor takes on an issue.",
    example="""\
- stance: want the quay to stay free
  issue: free-quay-issue
  position: keep
  actor: dockers-union
  form: reported
""",
)
