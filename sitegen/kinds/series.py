"""A series: events that belong together, such as one summit after another in the same format."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ..records import Kind, Prose, Thing


class Series(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of events; the events name it, in the order of their dates."""

    kind: ClassVar[str] = "series"
    summary: Annotated[Prose | None, Meta(description="What holds the events together, cited.")] = None


KIND = Kind(
    name="series",
    family="thing",
    record=Series,
    summary="Events that belong together, such as one summit after another in the same format.",
    shelf="series",
    example="""\
harbour-rounds:
  name: The harbour rounds
  summary: Two rounds of talks were announced. [@talks-begin "the first of two rounds"]
""",
)
