"""An outlet: who published an article, or whom somebody in an article spoke to."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ..records import Address, Kind, Prose, Thing


class Outlet(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A newspaper, agency, broadcaster or site."""

    kind: ClassVar[str] = "outlet"
    url: Annotated[Address | None, Meta(description="Its home page, if it is known.")] = None
    description: Annotated[Prose | None, Meta(description="What it is, as far as the articles say.")] = None


KIND = Kind(
    name="outlet",
    family="thing",
    record=Outlet,
    summary="Who published an article, or whom somebody in an article spoke to.",
    shelf="outlets",
    example="""\
harbour-gazette:
  name: Harbour Gazette
  names: [The Gazette]
  url: https://gazette.example/
""",
)
