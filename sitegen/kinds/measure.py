"""A measure: what figures count, in which unit, and what makes two of them comparable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ..problems import Problem
from ..records import Kind, Line, PlaceRef, Prose, Thing

Nature = Literal["count", "share", "money", "duration", "ordinal"]
Timing = Literal["at a time", "over a span", "timeless"]


class Measure(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is counted. Its names are labels of ours and are never looked for in the articles."""

    kind: ClassVar[str] = "measure"
    counts: Annotated[Line, Meta(description="What is counted, in a few words: `Syrian refugees in Turkey`.")]
    unit: Annotated[Line, Meta(description="The unit: `people`, `posts`, `US dollars`, `share`.")]
    nature: Annotated[Nature, Meta(description="What sort of number it is.")] = "count"
    timing: Annotated[
        Timing,
        Meta(
            description="at a time: figures are compared when their days lie within `holds_for` of each other; "
            "over a span: only when they cover the same span; timeless: always."
        ),
    ] = "at a time"
    holds_for: Annotated[int, Meta(ge=0, description="For `at a time`: how many days apart two figures may be.")] = 31
    scope: Annotated[Line | None, Meta(description="The scope where a figure gives none: `Idlib province`.")] = None
    population: Annotated[Line | None, Meta(description="Who or what is counted where a figure does not say.")] = None
    where: Annotated[PlaceRef | None, Meta(description="The place it is about.")] = None
    key: Annotated[bool, Meta(description="true: one of the key figures of the front page.")] = False
    summary: Annotated[Prose | None, Meta(description="What the sources say of it together, cited.")] = None


def check(measure: Measure) -> Iterator[Problem]:
    """The names of a measure are not names in the text."""
    if measure.names or measure.weak:
        message = "a measure has no names in the text; its figures name it by id"
        yield Problem(measure.place("names"), "conflicting-keys", message, "take `names:` and `weak:` out")


KIND = Kind(
    name="measure",
    family="thing",
    record=Measure,
    check=check,
    summary="What figures count, in which unit, and what makes two of them comparable.",
    shelf="measures",
    example="""\
dockers:
  name: Dockers in the port
  unlinked: true
  counts: dockers who work in the port
  unit: people
  scope: the whole port
""",
)
