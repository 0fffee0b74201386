"""How schema.org calls what a briefing is about: one node for each thing, the same wherever it is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..dates import Span
from ..kinds.actor import Actor
from ..library import Document
from ..page import address_of, label_of
from ..records import Thing
from .export import Given

Node = dict[str, Any]

_ACTORS = {"person": "Person", "state": "Country", "institution": "Organization", "armed group": "Organization",
           "group": "Organization", "office": "Organization", "unnamed source": "Person"}  # fmt: skip
_TYPES = {"event": "Event", "series": "EventSeries", "place": "Place", "term": "DefinedTerm",
          "outlet": "NewsMediaOrganization"}  # fmt: skip


def context(given: Given, address: str) -> Any:
    """What the words in a file mean. Where the address of the site is not known, those in it are told from its root."""
    up = "../" * address.count("/")
    return "https://schema.org" if given.root or not up else ["https://schema.org", {"@base": up}]


def type_of(thing: Thing) -> str:
    """What schema.org calls a thing; Thing, where it has no word for it."""
    return _ACTORS[thing.type] if isinstance(thing, Actor) else _TYPES.get(thing.kind, "Thing")


def named(given: Given, thing: Thing, acting: bool = False) -> Node:
    """A thing where it is only named. A state that is `acting`, that speaks or attends, does so as its government: a
    country is a place there, and neither person nor organisation."""
    kind = type_of(thing)
    kind = "GovernmentOrganization" if acting and kind == "Country" else kind
    return {"@type": kind, "name": thing.name, "url": given.full(address_of(thing))}


def described(given: Given, thing: Thing) -> Node:
    """A thing on its own page: with every name it goes by, and what others call the same."""
    other = [*thing.names, *(one.name for one in thing.named_in)]
    return {**named(given, thing), "alternateName": list(dict.fromkeys(other)), "sameAs": list(thing.same_as)}


def source(given: Given, document: Document) -> Node:
    """An article as its outlet published it, as far as that is known."""
    article, library = document.article, given.briefing.library
    outlet = library.thing(article.outlet or "", ("outlet",))
    return {
        "@type": "NewsArticle",
        "headline": label_of(document, given.briefing.findings.rights),
        "url": article.url,
        "datePublished": day(given.briefing.findings.chronology.articles[document.id].span),
        "author": {"@type": "Person", "name": article.author} if article.author else None,
        "publisher": {"@type": "Organization", "name": outlet.name} if outlet else None,
        "inLanguage": article.language,
    }


def day(span: Span | None) -> str | None:
    """A day, month or year as far as it is known; None for what ISO 8601 cannot say in one word."""
    if span is None or span.first is None:
        return None
    return span.first.isoformat() if span.precision == "range" else span.edtf if "/" not in span.edtf else None


def spelt(tree: Mapping[str, Any]) -> str:
    """Data as they are written down, without what is empty."""
    return json.dumps(_kept(tree), ensure_ascii=False)


def _kept(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _kept(one) for name, one in value.items() if one is not None and one not in ("", [], {})}
    return [_kept(one) for one in value] if isinstance(value, list) else value
