"""The site: title, scope and the analyst's own words on the front page."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ..records import ActorRef, Address, DateText, Kind, Line, Part, Prose, Record, Remark, TermRef

Percent = Annotated[int, Meta(ge=0, le=100)]


class Side(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One group of “who is who”: its heading, and the actors in the order they are shown."""

    name: Line
    actors: Annotated[tuple[ActorRef, ...], Meta(description="Left out: every actor whose `side` is this.")] = ()


class Site(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of one briefing."""

    kind: ClassVar[str] = "site"
    title: Annotated[Line, Meta(description="The title of the briefing.")]
    scope: Annotated[Line, Meta(description="What it covers, in a line.")]
    as_of: Annotated[DateText | None, Meta(description="The day the briefing reflects.")] = None
    language: Annotated[Line, Meta(description="The language of our own words.")] = "en"
    publisher: Annotated[Line | None, Meta(description="Who publishes the briefing.")] = None
    base_url: Annotated[
        Address | None, Meta(description="The full address the site is published at, ending in `/`; `--base-url` wins.")
    ] = None
    repository: Annotated[Address | None, Meta(description="Where the content is kept, for corrections.")] = None
    whats_new: Annotated[Prose | None, Meta(description="What is new, cited.")] = None
    why_it_matters: Annotated[Prose | None, Meta(description="Why it matters, cited.")] = None
    what_to_watch: Annotated[Prose | None, Meta(description="What to watch, cited.")] = None
    sides: Annotated[tuple[Side, ...], Meta(description="The groups of “who is who”, in order.")] = ()
    not_names: Annotated[
        tuple[Line, ...],
        Meta(description="Capitalised words that name nothing here, as `President`: `sitegen gaps` skips them."),
    ] = ()
    rights_limit: Annotated[
        Percent | None, Meta(description="The most that a public build may show of an excerpted article, in percent.")
    ] = None
    starter_terms: Annotated[tuple[TermRef, ...], Meta(description="The terms to begin with.")] = ()
    method: Annotated[Remark | None, Meta(description="How this briefing was made, in our own words.")] = None
    not_known: Annotated[tuple[Line, ...], Meta(description="What the articles together do not say.")] = ()


KIND = Kind(
    name="site",
    family="site",
    record=Site,
    summary="Title, scope and the analyst's own words on the front page.",
    shelf="site.yaml",
    example="""\
title: The harbour talks
scope: Who asked for what in the talks on the Old Harbour.
as_of: 2021-05-08
""",
)
