"""A wording: different words that sources use for the same thing."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ..records import Kind, Line, Part, Remark, Thing


class Variant(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the ways to say it."""

    name: Line
    words: Annotated[tuple[Line, ...], Meta(description="The words to be counted, each form written out.")]


class Wording(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of words whose choice differs between sources. It is counted and shown, never scored."""

    kind: ClassVar[str] = "wording"
    variants: Annotated[tuple[Variant, ...], Meta(description="The ways to say it, in the order they are shown.")]
    about: Annotated[
        Remark | None, Meta(description="What the words have in common, and what the counts cannot tell.")
    ] = None


KIND = Kind(
    name="wording",
    family="thing",
    record=Wording,
    summary="Different words that sources use for the same thing.",
    shelf="wordings",
    example="""\
taking-the-quay:
  name: occupy or take over
  unlinked: true
  variants:
    - name: occupy
      words: [occupy, occupied]
    - name: take over
      words: [take over, took over]
""",
)
