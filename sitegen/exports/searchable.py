"""What can be searched for: a record for each article, thing and statement, with the words that may be shown of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import read_span
from ..kinds.event import Event
from ..language import base_of
from ..library import Document
from ..page import address_of, address_of_article, label_of
from ..passages import Stretch
from ..records import Thing, spots
from .export import Given, plain
from .public import Said

# Kinds of statements that say something; the others only tell how words are to be read.
_SAYING = frozenset({"quote", "figure", "stance", "commitment", "followup", "account", "use"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a search may find: its words, and what it can be narrowed down by."""

    address: str
    kind: str
    title: str
    words: str
    language: str
    under: str = ""
    date: str = ""
    actors: tuple[str, ...] = ()
    outlet: str = ""
    years: tuple[str, ...] = ()


def searchable(given: Given) -> tuple[Found, ...]:
    """Everything that can be searched for, in the order of the site."""
    site = given.briefing.library.site
    front = Found("index.html", "front", site.title, site.scope, site.language)
    return (front, *_articles(given), *_things(given), *_statements(given))


def other_languages(given: Given) -> tuple[str, ...]:
    """The languages beside the site's own that an article is written in: each has an index of its own."""
    own = base_of(given.briefing.library.site.language)
    documents = given.briefing.library.documents.values()
    return tuple(sorted({base_of(document.article.language) for document in documents} - {own}))


def _articles(given: Given) -> Iterator[Found]:
    mentions = given.briefing.findings.mentions.in_article
    for document in given.briefing.library.documents.values():
        named = {mention.thing.id: mention.thing.name for mention in mentions[document.id] if _is_actor(mention.thing)}
        yield Found(
            address=address_of_article(document.id),
            kind="article",
            title=label_of(document, given.briefing.findings.rights),
            words=" ".join(filter(None, (plain(document.article.summary), _text(given, document)))),
            language=document.article.language,
            under=_outlet(given, document),
            date=_date(given, document),
            actors=tuple(named.values()),
            outlet=_outlet(given, document),
            years=_years(given, document),
        )


def _text(given: Given, document: Document) -> str:
    """As much of an article's text as may be shown."""
    end = len(document.text.plain)
    if document.article.rights == "link" and not given.briefing.private:
        return ""
    return " ".join(given.briefing.findings.rights.text(document, Stretch(document.stamp_end, end)).split())


def _things(given: Given) -> Iterator[Found]:
    language = given.briefing.library.site.language
    for thing in given.briefing.library.every_thing():
        span = read_span(thing.date or "") if isinstance(thing, Event) else None
        said = given.about(thing)
        prose = (plain(spot.text) for spot in spots(thing) if spot.role == "prose")
        expansion = getattr(thing, "expansion", None) or ""
        yield Found(
            address=address_of(thing),
            kind=thing.kind,
            title=thing.name,
            words=". ".join(filter(None, (", ".join((thing.name, *thing.names)), expansion, " ".join(prose)))),
            language=language,
            under=str(getattr(thing, "type", "") or ""),
            date=given.briefing.language.say(span.short) if span else "",
            actors=(thing.name,) if _is_actor(thing) else _names(thing, said),
            outlet=thing.name if thing.kind == "outlet" else "",
            years=tuple(map(str, range(span.start.year, span.end.year + 1))) if span and not span.is_open else (),
        )


def _names(thing: Thing, said: tuple[Said, ...]) -> tuple[str, ...]:
    """The actors that statements about a thing name beside it."""
    return tuple(dict.fromkeys(other.name for one in said for other in one.things if _is_actor(other)))


def _statements(given: Given) -> Iterator[Found]:
    for of_article in given.said.values():
        for said in of_article:
            if said.statement.kind in _SAYING:
                yield _of_statement(given, said)


def _of_statement(given: Given, said: Said) -> Found:
    document = said.document
    return Found(
        address=said.address,
        kind=said.statement.kind,
        title=said.named("speaker") or said.named("actor") or said.named("of") or said.named("measure"),
        words=said.words,
        language=document.article.language,
        under=label_of(document, given.briefing.findings.rights),
        date=_date(given, document),
        actors=tuple(thing.name for thing in said.things if _is_actor(thing)),
        outlet=_outlet(given, document),
        years=_years(given, document),
    )


def _is_actor(thing: Thing) -> bool:
    return thing.kind == "actor"


def _outlet(given: Given, document: Document) -> str:
    outlet = given.briefing.library.thing(document.article.outlet or "", ("outlet",))
    return outlet.name if outlet else ""


def _date(given: Given, document: Document) -> str:
    span = given.briefing.findings.chronology.articles[document.id].span
    return given.briefing.language.say(span.short) if span else ""


def _years(given: Given, document: Document) -> tuple[str, ...]:
    span = given.briefing.findings.chronology.articles[document.id].span
    return (str(span.start.year),) if span and span.first else ()
