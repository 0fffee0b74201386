"""An event's page: how it stands, when and how that is known, who took part, what was said, agreed and left open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..dates import Span, read_span
from ..findings.chronology import UNDATED, in_time
from ..kinds import STATEMENTS
from ..kinds.event import Event
from ..language import message, message_in
from ..page import Briefing, Page, address_of
from ..pictures import Drawing
from ..records import Statement
from .accounts import AccountsView, side_by_side
from .dossier import Dossier, by_date, dossier, said_date
from .ledger import FigureLine, lines_naming
from .occasion import EventLine, event_line, status_said
from .promise import PromiseView, promises_naming
from .showing import Shown, newest_first, quotes_naming, show
from .whereabouts import where_it_was


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody who took part, or was not there, and how the articles say so."""

    who: Reference
    note: Html | None


@dataclass(frozen=True, slots=True)
class ArticleNear:
    """An article and when it stands to the event: before, during, after, or not known."""

    article: Reference
    date: str
    when: str
    statements: int


@dataclass(frozen=True, slots=True)
class EventView:
    name: str
    type: str
    status: str
    status_said: str
    status_because: Html | None
    date: str | None
    date_iso: str | None
    date_note: Html | None
    dated_by: tuple[Shown, ...]
    format: str | None
    city: Reference | None
    locator: Drawing | None
    city_note: Html | None
    host: Reference | None
    participants: tuple[Attendance, ...]
    absent: tuple[Attendance, ...]
    series: Reference | None
    part_of: Reference | None
    parts: tuple[Reference, ...]
    outcome: Html | None
    what_happened: Html | None
    why_it_matters: Html | None
    left_open: Html | None
    wanted: Html | None
    agreed: Html | None
    accounts: AccountsView | None
    commitments: tuple[PromiseView, ...]
    quotes: tuple[Shown, ...]
    figures: tuple[FigureLine, ...]
    articles: tuple[ArticleNear, ...]
    around: tuple[tuple[EventLine, ...], tuple[EventLine, ...]]
    previous: Reference | None
    next: Reference | None
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class EventsView:
    dated: tuple[EventLine, ...]
    undated: tuple[EventLine, ...]
    series: tuple[Reference, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each event, and the index of all."""
    for event in briefing.findings.chronology.agenda:
        view, title = partial(_view, event=event), _title(event)
        description = message(
            "%(name)s: how it stands, who took part, what was said and what was left open.", name=event.name
        )
        yield Page(address_of(event), "event.html", title, view, "events", description, event)
    yield Page(
        "events.html",
        "events.html",
        message("Events"),
        _index,
        "events",
        message("Every meeting held, planned or recalled."),
    )


def _title(event: Event) -> str:
    """An event's name, with its date where the name does not tell the year."""
    span = read_span(event.date or "")
    titled = message("%(event)s, %(date)s", event=event.name, date=span.said) if span else event.name
    return titled if span and not re.search(r"\b\d{4}\b", event.name) else event.name


def _index(composer: Composer) -> EventsView:
    lines = [event_line(composer, event) for event in composer.findings.chronology.agenda]
    return EventsView(
        dated=tuple(line for line in lines if line.sort != UNDATED),
        undated=tuple(line for line in lines if line.sort == UNDATED),
        series=tuple(composer.thing(series) for series in composer.library.all("series").values()),
    )


def _view(composer: Composer, event: Event) -> EventView:
    span = read_span(event.date or "")
    before, after = _neighbours(composer, event)
    inside = in_time(composer.library.referring(event, "part_of", "event"))
    return EventView(
        name=event.name,
        type=message_in("event.type", event.type),
        status=event.status,
        status_said=status_said(event),
        status_because=composer.line(event.status_because),
        date=span.said if span else None,
        date_iso=span.edtf if span else None,
        date_note=composer.line(event.date_note),
        dated_by=_dated_by(composer, event),
        format=event.format,
        city=composer.reference(event.city, "place"),
        locator=where_it_was(composer.library, event.city, composer.briefing.language),
        city_note=composer.line(event.city_note),
        host=composer.reference(event.host, "actor"),
        participants=tuple(_attendance(composer, part.actor, part.capacity) for part in event.participants),
        absent=tuple(_attendance(composer, part.actor, part.said) for part in event.absent),
        series=composer.reference(event.series, "series"),
        part_of=composer.reference(event.part_of, "event"),
        parts=tuple(composer.thing(other) for other in inside),
        outcome=composer.line(event.outcome),
        what_happened=composer.prose(event.what_happened),
        why_it_matters=composer.prose(event.why_it_matters),
        left_open=composer.prose(event.left_open),
        wanted=composer.prose(event.wanted),
        agreed=composer.prose(event.agreed),
        accounts=side_by_side(composer, event),
        commitments=promises_naming(composer, event, "event"),
        quotes=tuple(newest_first(composer, quotes_naming(composer, event, "event"))),
        figures=lines_naming(composer, event, "event"),
        articles=tuple(_articles(composer, event, span)),
        around=_around(composer, event),
        previous=before,
        next=after,
        dossier=dossier(composer, event),
    )


def _dated_by(composer: Composer, event: Event) -> tuple[Shown, ...]:
    phrases = composer.findings.chronology.events.get(event.id, ())
    return tuple(shown for phrase in phrases if (shown := show(composer, phrase.statement)))


def _attendance(composer: Composer, actor: str, note: str | None) -> Attendance:
    who = composer.reference(actor, "actor")
    return Attendance(who or Reference(actor, "", "actor"), composer.line(note))


def _neighbours(composer: Composer, event: Event) -> tuple[Reference | None, Reference | None]:
    """The events before and after it in its series."""
    series = composer.library.thing(event.series, ("series",)) if event.series else None
    if series is None:
        return None, None
    row = in_time(composer.library.referring(series, "series", "event"))
    here = row.index(event)
    before = composer.thing(row[here - 1]) if here else None
    return before, composer.thing(row[here + 1]) if here + 1 < len(row) else None


def telling(composer: Composer, event: Event) -> Counter[str]:
    """The articles with statements about the event or mentions of it, and how many."""
    about: Counter[str] = Counter(mention.article for mention in composer.findings.mentions.of(event))
    for kind in STATEMENTS:
        naming = composer.library.referring(event, "event", kind)
        about.update(statement.article for statement in naming if isinstance(statement, Statement))
    return about


_NEAR = 3


def _around(composer: Composer, event: Event) -> tuple[tuple[EventLine, ...], tuple[EventLine, ...]]:
    before, after = composer.findings.chronology.around(event, _NEAR)
    return tuple(event_line(composer, one) for one in before), tuple(event_line(composer, one) for one in after)


def _articles(composer: Composer, event: Event, span: Span | None) -> Iterator[ArticleNear]:
    """The articles with statements about the event, and whether they were written before, during or after it."""
    about = telling(composer, event)
    for document in by_date(composer, about):
        when = _when(composer.findings.chronology.articles[document.id].span, span)
        article, date = composer.article(document), said_date(composer, document)
        yield ArticleNear(article, date, when, about[document.id])


def _when(published: Span | None, span: Span | None) -> str:
    if published is None or span is None or not (published.first and span.first and span.last and published.last):
        return "not known"
    if published.last < span.first:
        return "before"
    return "after" if published.first > span.last else "during"
