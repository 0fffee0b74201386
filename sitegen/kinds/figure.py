"""A figure: a number as an article prints it, with what it counts, where, when, and who says so."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from ..records import ActorRef, DateText, EventRef, Kind, Line, MeasureRef, Statement, Words


class Figure(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words stay as printed; bounds are read from them and serve comparison alone."""

    kind: ClassVar[str] = "figure"
    words: Words = msgspec.field(name="figure")
    measure: Annotated[MeasureRef, Meta(description="What it is a figure of.")]
    number: Annotated[
        Line | None, Meta(description="The number in the words, where they hold more than one: `3 million`.")
    ] = None
    low: Annotated[float | None, Meta(description="The lower bound, where the words cannot be read by the build.")] = (
        None
    )
    high: Annotated[float | None, Meta(description="The upper bound, where the words cannot be read.")] = None
    unit: Annotated[Line | None, Meta(description="The unit, where it is another than the measure's.")] = None
    scope: Annotated[Line | None, Meta(description="The scope, where it is another than the measure's.")] = None
    population: Annotated[Line | None, Meta(description="Who is counted, where that is other than the measure's.")] = (
        None
    )
    as_of: Annotated[DateText | None, Meta(description="The day it holds for; left out: the article's.")] = None
    over: Annotated[DateText | None, Meta(description="The span it covers, for a measure over a span.")] = None
    speaker: Annotated[ActorRef | None, Meta(description="Who says so; left out: the article in its own voice.")] = None
    through: Annotated[
        tuple[ActorRef, ...], Meta(description="Who reported it on the way, nearest to the speaker first.")
    ] = ()
    attribution: Annotated[Words | None, Meta(description="The words that say who says so.")] = None
    event: Annotated[EventRef | None, Meta(description="The event it belongs to.")] = None


KIND = Kind(
    name="figure",
    family="statement",
    record=Figure,
    summary="A number as an article prints it, with what it counts and who says so.",
    example="""\
- figure: nearly 400 dockers
  measure: dockers
""",
)
