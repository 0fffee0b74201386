"""The site: title, scope and the analyst's own words on the front page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Final
from urllib.parse import urlsplit

from msgspec import Meta

from ..problems import Problem
from ..records import (
    ActorRef,
    Address,
    ArticleRef,
    DateText,
    Kind,
    LanguageTag,
    Line,
    Part,
    Prose,
    Record,
    Remark,
    TermRef,
    ThingRef,
)
from .look import FRONT_PARTS, FrontPart, Look, MenuLine, slips

Percent = Annotated[int, Meta(ge=0, le=100)]
DOMAIN: Final = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE
)


class Side(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One group of “who is who”: its heading, and the actors in the order they are shown."""

    name: Line
    actors: Annotated[tuple[ActorRef, ...], Meta(description="Left out: every actor whose `side` is this.")] = ()


class Correction(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that the briefing had wrong, and that was put right."""

    date: Annotated[DateText, Meta(description="The day on which it was put right.")]
    what: Annotated[
        Remark, Meta(description="What was wrong and what is right; a citation leads to the statement it is about.")
    ]
    about: Annotated[
        tuple[ThingRef, ...], Meta(description="The things that it is about: their pages show the correction.")
    ] = ()
    articles: Annotated[tuple[ArticleRef, ...], Meta(description="The articles whose pages show it.")] = ()


class Site(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of one briefing."""

    kind: ClassVar[str] = "site"
    title: Annotated[Line, Meta(description="The title of the briefing.")]
    scope: Annotated[Line, Meta(description="What it covers, in a line.")]
    as_of: Annotated[DateText | None, Meta(description="The day the briefing reflects.")] = None
    changed: Annotated[DateText | None, Meta(description="The day on which its content was last changed.")] = None
    language: Annotated[LanguageTag, Meta(description="The language of our own words.")] = "en"
    corrections: Annotated[
        tuple[Correction, ...], Meta(description="What was wrong here and was put right: the page of corrections.")
    ] = ()
    publisher: Annotated[Line | None, Meta(description="Who publishes the briefing.")] = None
    base_url: Annotated[
        Address | None, Meta(description="The full address the site is published at, ending in `/`; `--base-url` wins.")
    ] = None
    domain: Annotated[
        Line | None,
        Meta(description="A domain of your own at which GitHub Pages shows the site, as `briefing.example.org`."),
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
    look: Annotated[Look | None, Meta(description="Colours, fonts and the logo, where they are not ours.")] = None
    menu: Annotated[
        tuple[MenuLine, ...], Meta(description="The menu, in order; left out, every page has its place in it.")
    ] = ()
    front: Annotated[
        tuple[FrontPart, ...], Meta(description="What the front page shows under its title, in order.")
    ] = FRONT_PARTS
    cards: Annotated[bool, Meta(description="false: no picture is drawn to stand beside a shared link.")] = True
    not_known: Annotated[tuple[Line, ...], Meta(description="What the articles together do not say.")] = ()

    @property
    def address(self) -> str:
        """The full address the settings give the site: `base_url`, else that of its own domain; empty for none."""
        return self.base_url or (f"https://{self.domain.lower()}/" if self.domain else "")


def check(site: Site) -> Iterator[Problem]:
    """Colours, fonts and files have their form; a domain is the bare name of one, and the site stands at its root."""
    for steps, value, expected in slips(site.look) if site.look else ():
        yield Problem(site.place("look", *steps), "bad-setting", f"expected {expected}, found “{value}”")
    if site.domain is None:
        return
    if not DOMAIN.fullmatch(site.domain):
        hint = "write the name alone, as in `briefing.example.org`; letters other than a–z in their `xn--` form"
        yield Problem(site.place("domain"), "bad-setting", f"“{site.domain}” is not the name of a domain", hint)
    elif site.base_url and urlsplit(site.base_url)[1:3] not in ((site.domain, ""), (site.domain, "/")):
        message = f"`base_url` is {site.base_url}, which is not at the root of the domain {site.domain}"
        hint = f"write https://{site.domain}/, or leave it out: it follows from `domain`"
        yield Problem(site.place("base_url"), "bad-setting", message, hint)


KIND = Kind(
    name="site",
    family="site",
    record=Site,
    check=check,
    summary="Title, scope and the analyst's own words on the front page.",
    shelf="site.yaml",
    example="""\
title: The harbour talks
scope: Who asked for what in the talks on the Old Harbour.
as_of: 2021-05-08
""",
)
