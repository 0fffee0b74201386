"""What a page is about in the words of schema.org, as data inside the page with nothing in it that could end it."""

from __future__ import annotations

from ..dates import read_span
from ..kinds.actor import Actor
from ..kinds.article import Article
from ..kinds.event import Event
from ..kinds.place import Location
from ..kinds.term import Term
from ..menu import menu_of
from ..page import Page
from .export import Given, plain
from .vocabulary import Node, context, day, described, named, source, spelt

# What would end the element, or a line where JavaScript knows lines that JSON does not.
_SPELT = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
# What is in jeopardy or not known to have taken place has no word there, and none is put into anybody's mouth.
_STATUS = {"held": "https://schema.org/EventScheduled", "planned": "https://schema.org/EventScheduled"}


def linked_data(given: Given, page: Page) -> str:
    """The data of one page, ready to stand inside its element; empty where there is none."""
    nodes = [node for node in (_tree(given, page), _way_here(given, page)) if node]
    if not nodes:
        return ""
    tree = {"@context": context(given, page.address), **(nodes[0] if len(nodes) == 1 else {"@graph": nodes})}
    return spelt(tree).translate(_SPELT)


def _tree(given: Given, page: Page) -> Node:
    record = page.home_of
    site = given.briefing.library.site
    if isinstance(record, Article):
        return _article(given, record, page)
    if isinstance(record, Actor):
        return {**described(given, record), "description": plain(record.summary)}
    if isinstance(record, Event):
        return _event(given, record)
    if isinstance(record, Term):
        entries = {"@type": "DefinedTermSet", "name": site.title, "url": given.full("glossary.html")}
        return {**described(given, record), "description": plain(record.definition), "inDefinedTermSet": entries}
    if isinstance(record, Location):
        geo = {"@type": "GeoCoordinates", "latitude": record.lat, "longitude": record.lon}
        return {**described(given, record), "geo": geo if record.lat is not None else None}
    if page.section == "front":
        publisher = {"@type": "Organization", "name": site.publisher} if site.publisher else None
        return {"@type": "WebSite", "name": site.title, "description": site.scope, "url": given.full("index.html"),
                "inLanguage": site.language, "publisher": publisher}  # fmt: skip
    return {}


def _way_here(given: Given, page: Page) -> Node:
    """The way from the front page, as the page itself shows it."""
    if page.section == "front" or page.anywhere:
        return {}
    say = given.briefing.language.say
    entries = menu_of(given.briefing.library)[0]
    steps = [("index.html", say(entry.words)) for entry in entries if entry.section == "front"][:1]
    steps += [(one.address, say(one.words)) for one in entries if one.section == page.section]
    steps = [step for step in steps if step[0] != page.address]
    steps.append((page.address, page.title))
    items = [{"@type": "ListItem", "position": number, "name": name, "item": given.full(address)}
             for number, (address, name) in enumerate(steps, start=1)]  # fmt: skip
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _article(given: Given, article: Article, page: Page) -> Node:
    """Our page about an article, which is based on it. Whom it names stands with its statements."""
    site = given.briefing.library.site
    return {
        "@type": "Article",
        "headline": page.title,
        "url": given.full(page.address),
        "inLanguage": site.language,
        "publisher": {"@type": "Organization", "name": site.publisher} if site.publisher else None,
        "isBasedOn": source(given, given.briefing.library.documents[article.id]),
    }


def _event(given: Given, event: Event) -> Node:
    library, span = given.briefing.library, read_span(event.date or "")
    place = library.thing(event.city or "", ("place",))
    larger = library.thing(event.part_of or "", ("event",))
    came = [library.thing(one.actor, ("actor",)) for one in event.participants]
    return {
        **described(given, event),
        "startDate": day(span),
        "endDate": span.last.isoformat() if span and span.precision in ("day", "range") and span.last else None,
        "eventStatus": _STATUS.get(event.status),
        "location": named(given, place) if place else None,
        "attendee": [named(given, one, True) for one in came if isinstance(one, Actor)],
        "superEvent": named(given, larger) if larger else None,
        "description": plain(event.outcome) or plain(event.what_happened),
    }
