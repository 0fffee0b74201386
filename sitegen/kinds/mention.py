"""A mention: a weak or descriptive name, resolved to what it means in this place, or a description of somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from ..problems import Problem
from ..records import Kind, Line, Remark, Statement, ThingRef, Words


class Mention(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a name means here. Strong names need no mention: they are found everywhere by themselves."""

    kind: ClassVar[str] = "mention"
    words: Words = msgspec.field(name="mention")
    means: Annotated[ThingRef | None, Meta(description="What the words mean here.")] = msgspec.field(
        default=None, name="as"
    )
    sense: Annotated[
        Line | None, Meta(description="In which sense: `the Russian government`, `the city of the meeting`.")
    ] = None
    describes: Annotated[bool, Meta(description="true: the words describe the actor and are shown on its profile.")] = (
        False
    )
    because: Annotated[Remark | None, Meta(description="Why the words are taken so, where that is not plain.")] = None
    nothing: Annotated[
        Line | None, Meta(description="Instead of `as`: why the name means none of the things that claim it here.")
    ] = None


def check(mention: Mention) -> Iterator[Problem]:
    """A mention says what it means, or why it means nothing, and not both."""
    if bool(mention.means) == bool(mention.nothing):
        message = "a mention says either what it means or why it means nothing"
        hint = "write `as:` with an id, or `nothing:` with the reason"
        yield Problem(mention.place(), "missing-key" if not mention.means else "conflicting-keys", message, hint)


KIND = Kind(
    name="mention",
    family="statement",
    record=Mention,
    check=check,
    summary="What a weak or descriptive name means in this place.",
    example="""\
- mention: the harbour
  suffix: talks
  as: old-harbour
  sense: the port district
""",
)
