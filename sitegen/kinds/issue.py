"""An issue: a question on which actors take positions, and the positions there are."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ..records import Id, Kind, Line, Part, Prose, Thing


class Position(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the positions an actor can take."""

    id: Id
    name: Line
    description: Annotated[Line | None, Meta(description="What it means to take this position.")] = None


class Issue(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a stance is about."""

    kind: ClassVar[str] = "issue"
    question: Annotated[Line, Meta(description="The issue as a question.")]
    positions: Annotated[tuple[Position, ...], Meta(description="The positions, in the order they are shown.")]
    summary: Annotated[Prose | None, Meta(description="What it is about, cited.")] = None


KIND = Kind(
    name="issue",
    family="thing",
    record=Issue,
    summary="A question on which actors take positions, and the positions there are.",
    shelf="issues",
    example="""\
free-quay-issue:
  name: The free quay
  unlinked: true
  question: Should the quay stay free of dues?
  positions:
    - id: keep
      name: keep it free
    - id: charge
      name: charge dues
""",
)
