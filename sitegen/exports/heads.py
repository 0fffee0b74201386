"""What the head of a page tells machines: the files that belong to it, and what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Html, made
from ..kinds.actor import Actor
from ..kinds.article import Article
from ..kinds.event import Event
from ..page import Page
from . import calendar, claims, json_feed, references, tables, web_annotations
from .entries import stem_of
from .export import Given
from .linked_data import linked_data
from .sharing import sharing

ATOM, JSON_FEED, ICALENDAR = "application/atom+xml", "application/feed+json", "text/calendar"
LINKED = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Link:
    """A file for machines that belongs to a page: `what` it is, as a code, and what it is `of`."""

    what: str
    of: str
    type: str
    address: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What machines are told of a page."""

    links: tuple[Link, ...] = ()
    linked_data: str = ""
    shared: tuple[tuple[str, str], ...] = ()

    @property
    def inert(self) -> Html:
        """The linked data as they stand between the marks of a script, which nothing in them can end."""
        return made(self.linked_data)

    @property
    def listed(self) -> tuple[Link, ...]:
        """The files that belong to this page more than to every other, each kind once."""
        return tuple({link.what: link for link in self.links if not link.everywhere}.values())


def head_of(given: Given, page: Page) -> Head:
    """The head of one page."""
    if page.anywhere:
        return Head()
    return Head(tuple(_links(given, page)), linked_data(given, page), sharing(given, page))


def _links(given: Given, page: Page) -> Iterator[Link]:
    site, record = given.briefing.library.site, page.home_of
    if given.root and given.as_of:
        yield Link("atom", site.title, ATOM, "feed.atom", everywhere=page.section != "front")
        if page.section == "front":
            yield Link("json-feed", site.title, JSON_FEED, json_feed.ADDRESS)
        if isinstance(record, Actor | Event) and given.about(record):
            yield Link("atom", record.name, ATOM, f"{stem_of(record)}.atom")
    if isinstance(record, Event):
        yield Link("calendar", record.name, ICALENDAR, f"{stem_of(record)}.ics")
    elif page.section in ("front", "events", "timeline") and given.briefing.library.all("event"):
        yield Link("calendar", site.title, ICALENDAR, calendar.ALL)
    if isinstance(record, Article) and given.says_anything(record.id):
        address = f"{web_annotations.stem(record.id)}.annotations.jsonld"
        yield Link("annotations", str(page.title), LINKED, address)
    if isinstance(record, Article):
        yield Link("statements", str(page.title), LINKED, claims.address(record.id))
    if page.section in ("sources", "method") and given.briefing.library.documents:
        yield Link("bibtex", site.title, "application/x-bibtex", references.BIBTEX)
        yield Link("csl", site.title, "application/vnd.citationstyles.csl+json", references.CSL)
    if page.section in ("front", "method"):
        yield Link("data", site.title, "application/json", tables.ALL)
        yield Link("data-package", site.title, "application/json", tables.PACKAGE)
