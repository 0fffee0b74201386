"""The timeline: every dated event and phrase in the order of time, and those that nobody can date at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Html, Reference
from ..dates import read_span
from ..findings.chronology import UNDATED, Resolved
from ..kinds.date import Dated
from ..kinds.event import Event
from ..language import message
from ..page import Briefing, Page
from .dossier import DATE_NOT_KNOWN, by_date, said_date
from .occasion import status_said
from .outset import outset
from .showing import Shown, show
from .times import Times, times_in_full


@dataclass(frozen=True, slots=True)
class Entry:
    """Something dated: an event, or a matter that only a dated phrase names. `phrases` are the words of the
    sources that date it, each with its reasoning, and `more` is how many are left to the page of the event."""

    when: str
    iso: str
    sort: int
    what: str
    link: Reference | None
    status: str
    status_said: str
    precision: str
    outcome: Html | None
    phrases: tuple[Shown, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    year: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReportDate:
    """When an article was written: the other time on the timeline."""

    article: Reference
    date: str
    sort: int


@dataclass(frozen=True, slots=True)
class TimelineView:
    times: Times
    years: tuple[Year, ...]
    undated: tuple[Entry, ...]
    open: tuple[Shown, ...]
    reports: tuple[ReportDate, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """The one timeline."""
    description = message("Everything the sources date, in order, with how each date is known.")
    yield Page("timeline.html", "timeline.html", message("Timeline"), _view, "timeline", description)


def _view(composer: Composer) -> TimelineView:
    entries = timeline_entries(composer)
    years: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.sort != UNDATED:
            years.setdefault(entry.iso.removeprefix("../")[:4], []).append(entry)
    return TimelineView(
        times=times_in_full(composer),
        years=tuple(Year(year, tuple(inside)) for year, inside in years.items()),
        undated=tuple(entry for entry in entries if entry.sort == UNDATED),
        open=tuple(_open(composer)),
        reports=tuple(_reports(composer)),
    )


def timeline_entries(composer: Composer) -> list[Entry]:
    """Every entry in the order of time, the undated last."""
    entries = list(event_entries(composer))
    entries += [entry for resolved in _phrases(composer) if (entry := _phrase_entry(composer, resolved))]
    return sorted(entries, key=lambda entry: (entry.sort, len(entry.iso), entry.what.casefold()))


def event_entries(composer: Composer) -> Iterator[Entry]:
    """Every event in the order of the agenda."""
    return (_event_entry(composer, event) for event in composer.findings.chronology.agenda)


def _event_entry(composer: Composer, event: Event) -> Entry:
    span = read_span(event.date or "")
    phrases, more = outset(composer.findings.chronology.events.get(event.id, ()))
    return Entry(
        when=span.said if span else DATE_NOT_KNOWN,
        iso=span.edtf if span else "",
        sort=span.first.toordinal() if span and span.first else UNDATED,
        what=event.name,
        link=composer.thing(event),
        status=event.status,
        status_said=status_said(event),
        precision=span.precision if span else "",
        outcome=composer.line(event.outcome),
        phrases=tuple(shown for phrase in phrases if (shown := show(composer, phrase.statement))),
        more=more,
    )


def _phrases(composer: Composer) -> Iterator[Resolved]:
    """The dated phrases that name a matter of their own and no event."""
    for resolved in composer.findings.chronology.phrases.values():
        if resolved.statement.what and not resolved.statement.event:
            yield resolved


def _phrase_entry(composer: Composer, resolved: Resolved) -> Entry | None:
    shown, span = show(composer, resolved.statement), resolved.span
    if shown is None or span is None:
        return None
    return Entry(
        when=span.said,
        iso=span.edtf,
        sort=span.first.toordinal() if span.first else UNDATED,
        what=resolved.statement.what or "",
        link=None,
        status="",
        status_said="",
        precision=span.precision,
        outcome=None,
        phrases=(shown,),
    )


def _open(composer: Composer) -> Iterator[Shown]:
    """The dated phrases that stay open."""
    for document in by_date(composer):
        for statement in document.statements:
            resolved = composer.findings.chronology.of(statement) if isinstance(statement, Dated) else None
            if resolved and resolved.state == "open" and (shown := show(composer, statement)):
                yield shown


def _reports(composer: Composer) -> Iterator[ReportDate]:
    for document in by_date(composer):
        span = composer.findings.chronology.articles[document.id].span
        day = span.first.toordinal() if span and span.first else UNDATED
        yield ReportDate(composer.article(document), said_date(composer, document), day)
