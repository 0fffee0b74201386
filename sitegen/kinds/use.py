"""A use of a term: where an article defines a term, or uses it in a way that is not plain."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from ..records import ActorRef, Kind, Line, Statement, TermRef, Words


class Use(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an article uses or defines a term. Plain uses of its names are found without an entry."""

    kind: ClassVar[str] = "use"
    words: Words = msgspec.field(name="use")
    term: TermRef
    defines: Annotated[bool, Meta(description="true: the words say what the term means.")] = False
    sense: Annotated[Line | None, Meta(description="How the term is used here, in a few words of ours.")] = None
    speaker: Annotated[ActorRef | None, Meta(description="Who uses it, where it is not the article's own voice.")] = (
        None
    )


KIND = Kind(
    name="use",
    family="statement",
    record=Use,
    summary="Where an article defines a term, or uses it in a way that is not plain.",
    example="""\
- use: a quay free of harbour dues
  term: free-quay
  defines: true
""",
)
