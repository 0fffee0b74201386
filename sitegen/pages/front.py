"""The front page: the story in one screen, and the way to everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Html, Reference
from ..dates import read_span
from ..findings.chronology import UNDATED, day_of
from ..kinds.actor import Actor
from ..kinds.place import Location
from ..kinds.quote import Quote
from ..page import Briefing, Page
from ..pictures import Map
from .dossier import by_date
from .ledger import MeasureLine, measure_line
from .measure import unlike_terms
from .occasion import EventLine, event_line
from .outset import outset
from .source import ArticleLine, article_line
from .term import TermLine
from .timeline import Entry, event_entries
from .times import Times, times_at_a_glance
from .whereabouts import map_beside_title


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int
    voices: int
    actors: int
    events: int
    terms: int
    places: int
    statements: int
    quotes: int
    figures: int
    disputed: int


@dataclass(frozen=True, slots=True)
class SideView:
    name: str
    actors: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FrontView:
    title: str
    scope: str
    as_of: str | None
    counts: Counts
    map: Map | None
    whats_new: Html | None
    why_it_matters: Html | None
    what_to_watch: Html | None
    key_figures: tuple[MeasureLine, ...]
    differences: tuple[MeasureLine, ...]
    unlike_terms: tuple[Reference, ...]
    last_event: EventLine | None
    next_event: EventLine | None
    timeline: tuple[Entry, ...]
    times: Times
    sides: tuple[SideView, ...]
    articles: tuple[ArticleLine, ...]
    terms: tuple[TermLine, ...]
    not_known: tuple[str, ...]


_FIRST_DIFFERENCES = 5


def pages(briefing: Briefing) -> Iterator[Page]:
    """The one front page."""
    site = briefing.library.site
    yield Page("index.html", "front.html", site.title, _view, "front", site.scope)


def _view(composer: Composer) -> FrontView:
    site, ledger = composer.library.site, composer.findings.ledger
    as_of = read_span(site.as_of or "")
    last, following = _last_and_next(composer, as_of.last if as_of else None)
    return FrontView(
        title=site.title,
        scope=site.scope,
        as_of=as_of.said if as_of else None,
        counts=counts_of(composer.briefing),
        map=map_beside_title(composer.library, _most_named(composer), composer.briefing.language),
        whats_new=composer.prose(site.whats_new),
        why_it_matters=composer.prose(site.why_it_matters),
        what_to_watch=composer.prose(site.what_to_watch),
        key_figures=tuple(measure_line(composer, sheet) for sheet in ledger.sheets.values() if sheet.key),
        differences=tuple(measure_line(composer, sheet) for sheet in ledger.differing[:_FIRST_DIFFERENCES]),
        unlike_terms=unlike_terms(composer),
        last_event=last,
        next_event=following,
        timeline=tuple(entry for entry in event_entries(composer) if entry.sort != UNDATED),
        times=times_at_a_glance(composer),
        sides=tuple(_sides(composer)),
        articles=tuple(article_line(composer, document) for document in outset(by_date(composer)[::-1])[0]),
        terms=tuple(_terms(composer)),
        not_known=site.not_known,
    )


def counts_of(briefing: Briefing) -> Counts:
    """How much the briefing holds."""
    library = briefing.library
    statements = [one for document in library.documents.values() for one in document.statements]
    return Counts(
        articles=len(library.documents),
        voices=briefing.findings.voices.among(tuple(library.documents)).voices,
        actors=len(library.all("actor")),
        events=len(library.all("event")),
        terms=len(library.all("term")),
        places=len(library.all("place")),
        statements=len(statements),
        quotes=sum(isinstance(one, Quote) for one in statements),
        figures=len(briefing.findings.ledger.standings),
        disputed=briefing.findings.ledger.disputed,
    )


def _most_named(composer: Composer) -> str | None:
    """The place that the sources name most often: where the story is."""
    places = [place for place in composer.library.all("place").values() if isinstance(place, Location)]
    found = [(len(composer.findings.mentions.of(place)), place.id) for place in places if place.lat is not None]
    return max(found, default=(0, None))[1]


def _last_and_next(composer: Composer, today: dt.date | None) -> tuple[EventLine | None, EventLine | None]:
    """The last event held and the next one planned, as of the day of the briefing."""
    agenda = composer.findings.chronology.agenda
    dated = [(day_of(event), event) for event in agenda if day_of(event) != UNDATED]
    held = [one for day, one in dated if one.status == "held" and (today is None or day <= today.toordinal())]
    coming = [one for day, one in dated if one.status != "held" and (today is None or day >= today.toordinal())]
    last = event_line(composer, held[-1]) if held else None
    return last, event_line(composer, coming[0]) if coming else None


def _sides(composer: Composer) -> Iterator[SideView]:
    actors = [actor for actor in composer.library.all("actor").values() if isinstance(actor, Actor)]
    for side in composer.library.site.sides:
        named = [composer.library.thing(actor, ("actor",)) for actor in side.actors]
        inside = [actor for actor in named if actor] or composer.by_name(
            actor for actor in actors if actor.side == side.name
        )
        if inside:
            yield SideView(side.name, tuple(composer.thing(actor) for actor in inside))


def _terms(composer: Composer) -> Iterator[TermLine]:
    for reference in composer.library.site.starter_terms:
        term = composer.library.thing(reference, ("term",))
        if term is not None:
            count = len(composer.findings.mentions.of(term))
            definition = composer.line(getattr(term, "definition", None))
            yield TermLine(composer.thing(term), getattr(term, "expansion", None), definition, count)
