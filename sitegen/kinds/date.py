"""A date: the dated words of an article, and which day, week, month or span they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from ..problems import Problem
from ..records import DateText, EventRef, Kind, Line, Remark, Statement, Words

Direction = Literal["before", "same day", "after"]


class Dated(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say when. The person gives the direction, or declares the date and says why, or leaves it open."""

    kind: ClassVar[str] = "date"
    words: Words = msgspec.field(name="date")
    direction: Annotated[
        Direction | None,
        Meta(description="Whether the words look back from the day of the article, mean that day, or look ahead."),
    ] = None
    declared: Annotated[DateText | None, Meta(description="The date, where the words alone do not settle it.")] = None
    because: Annotated[
        Remark | None, Meta(description="Why the date is declared so, cited where it rests on words.")
    ] = None
    open: Annotated[Line | None, Meta(description="Why the words cannot be settled; the page shows them as open.")] = (
        None
    )
    base: Annotated[DateText | None, Meta(description="The day to count from, where it is not the article's.")] = None
    expression: Annotated[
        Line | None,
        Meta(description="The dated core of the words, where they hold more: `the first half of February`."),
    ] = None
    event: Annotated[EventRef | None, Meta(description="The event that is dated.")] = None
    what: Annotated[Line | None, Meta(description="What is dated, in a few words of ours, for the timeline.")] = None


def check(dated: Dated) -> Iterator[Problem]:
    """A date that is declared is not left open."""
    if dated.declared and dated.open:
        message = "the date is declared and left open at once"
        yield Problem(dated.place("open"), "conflicting-keys", message, "keep `declared:` or `open:`")


KIND = Kind(
    name="date",
    family="statement",
    record=Dated,
    check=check,
    summary="Dated words, and what they mean.",
    example="""\
- date: on Friday
  direction: same day
  event: harbour-talks
""",
)
