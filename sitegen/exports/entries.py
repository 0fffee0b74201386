"""What a feed tells: one entry an article, or one a statement, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ..kinds.actor import Actor
from ..kinds.event import Event
from ..library import Document
from ..page import address_of, address_of_article, label_of
from ..records import Thing
from .export import Given, plain
from .public import Said

# Readers ask for a feed again and again, and want what is new.
MOST = 50
_TITLE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `updated` is the date of its article, or where that is not known the day the briefing reflects;
    `published` only a date that is known to the day."""

    title: str
    address: str
    updated: dt.date
    published: dt.date | None
    summary: str
    words: str
    language: str
    author: str
    source: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it is of, the page it belongs to, and its entries. `stem` is its address without an ending."""

    stem: str
    title: str
    subtitle: str
    page: str
    updated: dt.date
    entries: tuple[Entry, ...]


def feeds(given: Given) -> Iterable[Feed]:
    """The feeds of the whole site, and of each actor and event that statements name. None without a full address
    or without any date, since a feed needs both."""
    if not given.root or given.as_of is None:
        return
    site = given.briefing.library.site
    documents = given.briefing.library.documents.values()
    articles = [_of_article(given, one, given.as_of) for one in documents]
    yield _feed(given, "feed", site.title, site.scope, "index.html", articles)
    for kind in ("actor", "event"):
        for thing in given.briefing.library.all(kind).values():
            if said := given.about(thing):
                yield _of_thing(given, thing, said, given.as_of)


def stem_of(thing: Thing) -> str:
    """The address of a thing's feeds and files, without an ending."""
    return address_of(thing).removesuffix(".html")


def _of_thing(given: Given, thing: Thing, said: tuple[Said, ...], today: dt.date) -> Feed:
    about = ""
    if isinstance(thing, Actor):
        about = plain(thing.summary)
    elif isinstance(thing, Event):
        about = plain(thing.outcome) or plain(thing.what_happened)
    title = f"{thing.name} · {given.briefing.library.site.title}"
    entries = [_of_statement(given, one, today) for one in said]
    return _feed(given, stem_of(thing), title, about, address_of(thing), entries)


def _feed(given: Given, stem: str, title: str, subtitle: str, page: str, entries: list[Entry]) -> Feed:
    entries.sort(key=lambda entry: (-entry.updated.toordinal(), entry.address))
    updated = max((entry.updated for entry in entries), default=given.as_of or dt.date.min)
    return Feed(stem, title, subtitle, page, updated, tuple(entries[:MOST]))


def _of_article(given: Given, document: Document, today: dt.date) -> Entry:
    label = label_of(document, given.briefing.findings.rights)
    outlet = given.briefing.library.thing(document.article.outlet or "", ("outlet",))
    return Entry(
        title=label,
        address=address_of_article(document.id),
        updated=given.published(document) or today,
        published=_day(given, document),
        summary=plain(document.article.summary),
        words="",
        language=given.briefing.library.site.language,
        author=document.article.author or "",
        source=outlet.name if outlet else "",
        tags=("article",),
    )


def _of_statement(given: Given, said: Said, today: dt.date) -> Entry:
    document = said.document
    return Entry(
        title=_shortened(said.words),
        address=said.address,
        updated=given.published(document) or today,
        published=_day(given, document),
        summary="",
        words=said.words,
        language=document.article.language,
        author=said.named("speaker") or said.named("actor"),
        source=label_of(document, given.briefing.findings.rights),
        tags=(said.statement.kind,),
    )


def _day(given: Given, document: Document) -> dt.date | None:
    span = given.briefing.findings.chronology.articles[document.id].span
    return span.first if span and span.is_day else None


def _shortened(words: str) -> str:
    return words if len(words) <= _TITLE else f"{words[:_TITLE].rpartition(' ')[0] or words[:_TITLE]} …"
