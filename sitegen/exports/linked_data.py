"""What a page is about in the words of schema.org, as data inside the page with nothing in it that could end it."""

from __future__ import annotations

import json
from typing import Any

from ..dates import Span, read_span
from ..kinds.actor import Actor
from ..kinds.article import Article
from ..kinds.event import Event
from ..kinds.place import Location
from ..kinds.term import Term
from ..page import Page, address_of, label_of
from ..records import Thing
from .export import Given, plain

_ACTORS = {"person": "Person", "state": "Country", "institution": "Organization", "armed group": "Organization",
           "group": "Organization", "office": "Organization", "unnamed source": "Person"}  # fmt: skip
# What would end the element, or a line where JavaScript knows lines that JSON does not.
_SPELT = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def linked_data(given: Given, page: Page) -> str:
    """The data of one page, ready to stand inside its element; empty where there is none."""
    tree = _tree(given, page)
    if not tree:
        return ""
    tree = {"@context": "https://schema.org", **{name: value for name, value in tree.items() if value}}
    return json.dumps(tree, ensure_ascii=False).translate(_SPELT)


def _tree(given: Given, page: Page) -> dict[str, Any]:
    record = page.home_of
    site = given.briefing.library.site
    if isinstance(record, Article):
        return _article(given, record, page)
    if isinstance(record, Actor):
        return {**_thing(given, record), "@type": _ACTORS[record.type], "description": plain(record.summary)}
    if isinstance(record, Event):
        return _event(given, record)
    if isinstance(record, Term):
        entries = {"@type": "DefinedTermSet", "name": site.title, "url": given.full("glossary.html")}
        about = plain(record.definition)
        return {**_thing(given, record), "@type": "DefinedTerm", "description": about, "inDefinedTermSet": entries}
    if isinstance(record, Location):
        geo = {"@type": "GeoCoordinates", "latitude": record.lat, "longitude": record.lon}
        return {**_thing(given, record), "@type": "Place", "geo": geo if record.lat is not None else None}
    if page.section == "front":
        publisher = {"@type": "Organization", "name": site.publisher} if site.publisher else None
        return {"@type": "WebSite", "name": site.title, "description": site.scope, "url": given.full("index.html"),
                "inLanguage": site.language, "publisher": publisher}  # fmt: skip
    return {}


def _thing(given: Given, thing: Thing) -> dict[str, Any]:
    return {"name": thing.name, "alternateName": list(thing.names), "url": given.full(address_of(thing))}


def _article(given: Given, article: Article, page: Page) -> dict[str, Any]:
    """Our page about an article, which is based on it."""
    library = given.briefing.library
    document, site = library.documents[article.id], library.site
    span = given.briefing.findings.chronology.articles[article.id].span
    outlet = library.thing(article.outlet or "", ("outlet",))
    source = {
        "@type": "NewsArticle",
        "headline": label_of(document, given.briefing.findings.rights),
        "url": article.url,
        "datePublished": _day(span),
        "author": {"@type": "Person", "name": article.author} if article.author else None,
        "publisher": {"@type": "Organization", "name": outlet.name} if outlet else None,
        "inLanguage": article.language,
    }
    named = {one.thing.id: one.thing for one in given.briefing.findings.mentions.in_article[article.id]}
    actors = [thing for thing in named.values() if isinstance(thing, Actor)]
    return {
        "@type": "Article",
        "headline": str(page.title),
        "url": given.full(page.address),
        "inLanguage": site.language,
        "publisher": {"@type": "Organization", "name": site.publisher} if site.publisher else None,
        "isBasedOn": {name: value for name, value in source.items() if value},
        "mentions": [{"@type": _ACTORS[one.type], "name": one.name, "url": given.full(address_of(one))}
                     for one in actors],
    }  # fmt: skip


def _event(given: Given, event: Event) -> dict[str, Any]:
    library, span = given.briefing.library, read_span(event.date or "")
    place = library.thing(event.city or "", ("place",))
    larger = library.thing(event.part_of or "", ("event",))
    came = [library.thing(one.actor, ("actor",)) for one in event.participants]
    return {
        **_thing(given, event),
        "@type": "Event",
        "startDate": _day(span),
        "endDate": span.last.isoformat() if span and span.precision in ("day", "range") and span.last else None,
        "location": {"@type": "Place", "name": place.name} if place else None,
        "attendee": [{"@type": _ACTORS[one.type], "name": one.name} for one in came if isinstance(one, Actor)],
        "superEvent": {"@type": "Event", "name": larger.name} if larger else None,
        "description": plain(event.outcome) or plain(event.what_happened),
    }


def _day(span: Span | None) -> str | None:
    """A day, month or year as far as it is known; None for what ISO 8601 cannot say in one word."""
    if span is None or span.first is None:
        return None
    return span.first.isoformat() if span.precision == "range" else span.edtf if "/" not in span.edtf else None
