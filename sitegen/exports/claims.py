"""The statements about each article in the words of schema.org: quotations, claims, and observations for figures.

They stand in a file beside the article's page, which would be twice as heavy with them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..kinds.actor import Actor
from ..kinds.figure import Figure
from ..kinds.quote import Quote
from ..library import Document
from ..page import address_of_article
from ..records import Thing
from .export import Export, Given
from .public import Said
from .vocabulary import Node, context, day, named, source, spelt

# Kinds of statements in which an article claims something, each with the key of whoever says so.
_CLAIMING = {"quote": "speaker", "stance": "actor", "account": "speaker", "commitment": "speaker",
             "followup": "speaker"}  # fmt: skip
_SOURCE = "_:source"


def address(article: str) -> str:
    """Where the statements about an article stand."""
    return f"{address_of_article(article).removesuffix('.html')}.statements.jsonld"


def files(given: Given) -> Iterator[Export]:
    """A file for each article."""
    for document in given.briefing.library.documents.values():
        at, nodes = address(document.id), _nodes(given, given.said_in(document.id))
        tree = {"@context": context(given, at), "@graph": [_source(given, document), *nodes]}
        yield Export(at, f"{spelt(tree)}\n".encode())


def _source(given: Given, document: Document) -> Node:
    things = {one.thing.id: one.thing for one in given.briefing.findings.mentions.in_article[document.id]}
    actors = [thing for thing in things.values() if isinstance(thing, Actor)]
    return {"@id": _SOURCE, **source(given, document), "mentions": [named(given, one) for one in actors]}


def _nodes(given: Given, said: tuple[Said, ...]) -> Iterator[Node]:
    for one in said:
        if isinstance(one.statement, Figure):
            yield _observation(given, one, one.statement)
        elif isinstance(one.statement, Quote) and one.statement.form in ("direct", "partial"):
            yield {"@type": "Quotation", **_words(given, one), "spokenByCharacter": _speaker(given, one, "speaker"),
                   "isPartOf": {"@id": _SOURCE}}  # fmt: skip
        elif (key := _CLAIMING.get(one.statement.kind)) is not None:
            yield {"@type": "Claim", **_words(given, one), "author": _speaker(given, one, key),
                   "appearance": {"@id": _SOURCE}}  # fmt: skip


def _words(given: Given, said: Said) -> Node:
    speaking = {thing.name for key in ("speaker", "actor") for thing in _named_by(said, key)}
    return {
        "@id": given.full(said.address),
        "url": given.full(said.address),
        "text": said.words,
        "inLanguage": said.document.article.language,
        "about": [named(given, thing) for thing in said.things if thing.name not in speaking],
        "citation": said.original,
    }


def _speaker(given: Given, said: Said, key: str) -> Node | None:
    return next((named(given, thing, True) for thing in _named_by(said, key) if isinstance(thing, Actor)), None)


def _named_by(said: Said, key: str) -> list[Thing]:
    names = said.names(key)
    return [thing for thing in said.things if thing.name in names]


def _observation(given: Given, said: Said, figure: Figure) -> Node:
    """A figure. What it says are its words; the bounds, which serve comparison alone, stand beside them where the
    words set any."""
    library = given.briefing.library
    measure = library.thing(figure.measure, ("measure",))
    standing = given.briefing.findings.ledger.of(figure)
    quantity = standing.entry.bounds.quantity if standing else None
    place = library.thing(getattr(measure, "where", None) or "", ("place",))
    about = place or library.thing(figure.event or "", ("event",))
    exact = quantity is not None and quantity.exact
    when = standing.entry.when if standing else None
    return {
        "@type": "Observation",
        "@id": given.full(said.address),
        "url": given.full(said.address),
        "description": said.words,
        "variableMeasured": measure.name if measure else None,
        "observationAbout": named(given, about) if about else None,
        "observationDate": day(when),
        "value": quantity.low if quantity and exact else None,
        "minValue": quantity.low if quantity and not exact else None,
        "maxValue": quantity.high if quantity and not exact and math.isfinite(quantity.high) else None,
        "unitText": standing.entry.kindred.unit if standing else None,
        "subjectOf": {"@id": _SOURCE},
    }
