"""A part of the text that is not body text: a heading, a caption, a dateline, a byline."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from ..records import Kind, Statement, Words

Role = Literal["headline", "heading", "caption", "dateline", "byline"]


class TextPart(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the source that are set apart on the page, so that a caption is not read as the report."""

    kind: ClassVar[str] = "part"
    words: Words = msgspec.field(name="part")
    role: Annotated[Role, Meta(description="What the words are.")]


KIND = Kind(
    name="part",
    family="statement",
    record=TextPart,
    summary="A heading, caption, dateline or byline that runs into the text.",
    example="""\
- part: PORT CITY —
  role: dateline
""",
)
