"""Search, and lists of everything for whoever has no JavaScript or would rather look: by letter, year and outlet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..composing import Composer, Reference
from ..dates import read_span
from ..kinds.actor import Actor
from ..kinds.event import Event
from ..language import message
from ..page import Briefing, Page, address_of
from ..records import Thing

SEARCH = "search.html"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The things of one list under one heading: a letter, a year, an outlet; empty where that is not known."""

    heading: str
    links: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class BrowseView:
    """The lists."""

    actors: tuple[Shelf, ...]
    terms: tuple[Shelf, ...]
    places: tuple[Shelf, ...]
    events: tuple[Shelf, ...]
    articles: tuple[Shelf, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """The one page."""
    yield Page(SEARCH, "search.html", message("Search"), _view, "search", message("Search, and lists of everything."))


def _view(composer: Composer) -> BrowseView:
    return BrowseView(
        actors=_by_letter(composer, "actor"),
        terms=_by_letter(composer, "term"),
        places=_by_letter(composer, "place"),
        events=_by_year(composer),
        articles=_by_outlet(composer),
    )


def _sorted_name(thing: Thing) -> str:
    """The name by which a thing is looked for: a mark before it is no letter."""
    name = (thing.sort_name if isinstance(thing, Actor) else None) or thing.name
    return name.lstrip("“”„‟«»\"'‘’ ") or name


def _by_letter(composer: Composer, kind: str) -> tuple[Shelf, ...]:
    language = composer.briefing.language
    things = sorted(
        composer.library.all(kind).values(), key=lambda thing: (language.sort_key(_sorted_name(thing)), thing.id)
    )
    return _shelves(composer, things, lambda thing: language.initial(_sorted_name(thing)))


def _by_year(composer: Composer) -> tuple[Shelf, ...]:
    events = [event for event in composer.library.all("event").values() if isinstance(event, Event)]
    dated = {event.id: read_span(event.date or "") for event in events}

    def order(event: Thing) -> tuple[bool, str, str]:
        span = dated[event.id]
        return (span is None, span.start.isoformat() if span else "", event.id)

    def year(event: Thing) -> str:
        span = dated[event.id]
        return str((span.first or span.end).year) if span else ""

    return _shelves(composer, sorted(events, key=order), year)


def _by_outlet(composer: Composer) -> tuple[Shelf, ...]:
    found: dict[str, list[Reference]] = {}
    for name in composer.findings.chronology.row:
        document = composer.library.documents[name]
        outlet = composer.library.thing(document.article.outlet or "", ("outlet",))
        found.setdefault(outlet.name if outlet else "", []).append(composer.article(document))
    language = composer.briefing.language
    ordered = sorted(found.items(), key=lambda shelf: (not shelf[0], language.sort_key(shelf[0])))
    return tuple(Shelf(heading, tuple(links)) for heading, links in ordered)


def _shelves(composer: Composer, things: Iterable[Thing], heading: Callable[[Thing], str]) -> tuple[Shelf, ...]:
    shelves: dict[str, list[Reference]] = {}
    for thing in things:
        shelves.setdefault(heading(thing), []).append(_link(composer, thing))
    return tuple(Shelf(name, tuple(links)) for name, links in shelves.items())


def _link(composer: Composer, thing: Thing) -> Reference:
    """A link without a card: here everything would have one."""
    return Reference(thing.name, composer.href(address_of(thing)), thing.kind)
