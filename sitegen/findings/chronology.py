"""Dated words resolved with their reasoning, and the date of each article checked against its own dated words."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..dates import Ambiguous, Reading, Span, can_mean, read_day, read_span, read_words
from ..kinds.date import Dated
from ..kinds.event import Event
from ..language import message
from ..library import Document, Library
from ..problems import Place, Problem
from ..records import Record, spots


@dataclass(frozen=True, slots=True)
class Resolved:
    """What dated words mean: `state` says whether the words settle it, a person declared it, or it stays open.
    `reasoning` is the sentence that the page prints."""

    statement: Dated
    span: Span | None
    state: Literal["worked out", "declared", "open"]
    reasoning: str


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """When an article was published, as far as is known, and the dated words that contradict it."""

    span: Span | None
    contradicted_by: tuple[Resolved, ...]


@dataclass(frozen=True, eq=False)
class Chronology:
    """Every dated phrase by (article, statement id), the date of every article, and the phrases that date an event.
    `agenda` has all events in the order of time, those without a date last."""

    phrases: Mapping[tuple[str, str], Resolved]
    articles: Mapping[str, ArticleDate]
    events: Mapping[str, tuple[Resolved, ...]]
    agenda: tuple[Event, ...] = ()

    def of(self, statement: Dated) -> Resolved | None:
        return self.phrases.get((statement.article, statement.id))

    def order(self, article: str) -> tuple[int, str]:
        """Where an article stands among the others by its date, those without one last."""
        span = self.articles[article].span
        return (span.start.toordinal() if span else _LAST, article)

    @functools.cached_property
    def row(self) -> tuple[str, ...]:
        """All articles in the order of their dates."""
        return tuple(sorted(self.articles, key=self.order))

    def neighbours(self, article: str) -> tuple[str | None, str | None]:
        """The articles before and after one in the row."""
        here = bisect.bisect_left(self.row, self.order(article), key=self.order)
        before = self.row[here - 1] if here else None
        return before, self.row[here + 1] if here + 1 < len(self.row) else None

    def around(self, event: Event, count: int) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
        """The last events before an event and the first after it, of those whose date is known."""
        day = day_of(event)
        if day == UNDATED:
            return (), ()
        first = bisect.bisect_left(self.agenda, day, key=day_of)
        end = bisect.bisect_right(self.agenda, day, key=day_of)
        dated = bisect.bisect_left(self.agenda, UNDATED, key=day_of)
        return self.agenda[max(0, first - count) : first], self.agenda[end : min(end + count, dated)]


_LAST = dt.date.max.toordinal() + 1
UNDATED = 10**7


def day_of(event: Event) -> int:
    """The first day of an event as an ordinal, `UNDATED` where it is not known."""
    span = read_span(event.date or "")
    return span.first.toordinal() if span and span.first else UNDATED


def in_time(records: Iterable[Record]) -> list[Event]:
    """Events by date and name, those without a date last."""
    events = [record for record in records if isinstance(record, Event)]
    return sorted(events, key=lambda event: (day_of(event), event.name.casefold()))


def work_out_dates(library: Library) -> tuple[Chronology, list[Problem]]:
    """Resolves everything dated. What words cannot mean is an error; what they cannot settle stays open."""
    problems = list(_impossible(library))
    phrases: dict[tuple[str, str], Resolved] = {}
    articles: dict[str, ArticleDate] = {}
    events: dict[str, list[Resolved]] = {}
    for document in library.documents.values():
        found, published, slips = document.once("dates", (), _in_document, document)
        articles[document.id] = document.over_saves.alike("date", published)
        problems += slips
        phrases.update({(document.id, resolved.statement.id): resolved for resolved in found})
        for resolved in found:
            event = library.thing(resolved.statement.event or "", ("event",))
            if event is not None:
                events.setdefault(event.id, []).append(resolved)
    agenda = tuple(in_time(library.all("event").values()))
    chronology = Chronology(phrases, articles, {event: tuple(dated) for event, dated in events.items()}, agenda)
    problems += _unsupported(library, chronology)
    return chronology, problems


def _in_document(document: Document) -> tuple[list[Resolved], ArticleDate, list[Problem]]:
    problems: list[Problem] = []
    published = _published(document, problems)
    found = [_resolved(document, dated, published, problems) for dated in _dated(document)]
    return found, _checked(document, published, found, problems), problems


def _dated(document: Document) -> Iterator[Dated]:
    return (statement for statement in document.statements if isinstance(statement, Dated))


def _impossible(library: Library) -> Iterator[Problem]:
    """Dates that no calendar has, in any record."""
    yield from library.once_of_singles("impossible dates", _impossible_in)
    for document in library.documents.values():
        yield from document.once("impossible dates", (), _impossible_in, document.records)


def _impossible_in(records: Iterable[Record]) -> list[Problem]:
    return [
        _impossible_date(spot.text, record, *spot.steps)
        for record in records
        for spot in spots(record)
        if spot.role == "date" and read_span(spot.text) is None
    ]


def _impossible_date(text: str, record: Record, *steps: str | int) -> Problem:
    message = f"“{text}” is not a date of the calendar"
    hint = "write YYYY-MM-DD, YYYY-MM or YYYY, or a span such as 2020-02-01/2020-02-14"
    try:
        meant = read_day(text)
    except Ambiguous as either:
        meant = f"{either}, whichever is meant"
    if meant:
        message, hint = f"“{text}” is not how a date is written here", f"write {meant}"
    return Problem(record.place(*steps), "impossible-date", message, hint)


def _published(document: Document, problems: list[Problem]) -> Span | None:
    stamp = read_span(document.stamp) if document.stamp else None
    if document.stamp and stamp is None:
        message = f"the stamp in the text says {document.stamp}, which is not a date of the calendar"
        problems.append(Problem(document.place_in_text(0), "impossible-date", message, "write `date:` by hand"))
    declared = read_span(document.article.date) if document.article.date else None
    return declared or stamp


def _resolved(document: Document, dated: Dated, published: Span | None, problems: list[Problem]) -> Resolved:
    base = read_span(dated.base) if dated.base else published
    words, language = dated.expression or dated.words, document.article.language
    if dated.declared:
        return _declared(dated, words, base, language, problems)
    if dated.open:
        return Resolved(
            dated, None, "open", message("“%(words)s” is left open: %(why)s", words=dated.words, why=dated.open)
        )
    reading = read_words(words, base, dated.direction, language)
    if reading.span is None:
        # A base that is given and is no date is a problem already.
        given = dated.base or document.article.date or document.stamp
        if not (given and base is None and reading.problem == "date-needs-base"):
            problems.append(_slip(dated, reading))
        return Resolved(dated, None, "open", reading.reasoning)
    return Resolved(dated, reading.span, "worked out", reading.reasoning)


def _declared(dated: Dated, words: str, base: Span | None, language: str, problems: list[Problem]) -> Resolved:
    span = read_span(dated.declared or "")
    if span is None:
        return Resolved(dated, None, "open", "")
    fits, why = can_mean(words, span, base, language)
    place = dated.place("declared")
    if not fits:
        slip = f"the words “{words}” cannot mean {span.said}: {why}"
        problems.append(Problem(place, "date-contradicts-words", slip, "correct the date, or the words"))
    if not dated.because:
        hint = "add `because:` with what the date rests on"
        problems.append(Problem(place, "date-without-reason", "the date is declared without saying why", hint))
    return Resolved(
        dated, span, "declared", message("“%(words)s” is taken to mean %(date)s", words=dated.words, date=span.said)
    )


def _slip(dated: Dated, reading: Reading) -> Problem:
    place = dated.place("expression") if dated.expression else dated.place("date")
    hints = {
        "date-needs-direction": "add `direction: before`, `direction: same day` or `direction: after`",
        "date-needs-base": "give `base:` with the day to count from, or `declared:` with `because:`",
        "date-contradicts-words": "correct `direction:`, or give `base:`",
    }
    hint = hints.get(reading.problem, "give `declared:` with `because:`, or say with `open:` why it stays open")
    details = tuple(f"could be {span.said}" for span in reading.candidates)
    code = reading.problem or "date-not-understood"
    return Problem(place, code, reading.reasoning, hint, details=details)


def _checked(document: Document, published: Span | None, found: list[Resolved], problems: list[Problem]) -> ArticleDate:
    """The article's date against its own words: what it looks back on cannot lie ahead of it, nor the reverse."""
    against = tuple(resolved for resolved in found if _contradicts(resolved, published))
    if against and not document.article.date_doubt:
        assert published is not None
        place = document.article.place("date") if document.article.date else against[0].statement.place("date")
        message = f"the article is dated {published.said}, and its own words say otherwise"
        details = tuple(f"{resolved.statement.place()}: {resolved.reasoning}" for resolved in against)
        hint = "correct the date, or say with `date_doubt:` what is wrong"
        problems.append(Problem(place, "article-date-contradicted", message, hint, details=details))
    return ArticleDate(published, against)


def _contradicts(resolved: Resolved, published: Span | None) -> bool:
    span, direction = resolved.span, resolved.statement.direction
    if published is None or span is None:
        return False
    if direction == "before":
        return bool(span.first and published.last and span.first > published.last)
    base = read_span(resolved.statement.base) if resolved.statement.base else None
    if base is not None and base.end < published.start:
        return False  # Words that look ahead from an earlier day, as in a letter that the article quotes.
    return bool(direction == "after" and span.last and published.first and span.last < published.first)


def _unsupported(library: Library, chronology: Chronology) -> Iterator[Problem]:
    """Events whose date no dated phrase that names them allows."""
    if any(lost.startswith("article:") or "/" in lost for lost in library.broken):
        return  # The phrase may be among what could not be read.
    for event in library.all("event").values():
        assert isinstance(event, Event)
        span = read_span(event.date) if event.date else None
        if span is None:
            continue
        phrases = chronology.events.get(event.id, ())
        if any(phrase.span is None or phrase.span.overlaps(span) for phrase in phrases if not phrase.statement.open):
            continue  # A phrase without a span that is not left open is a problem already.
        message = f"no dated phrase with `event: {event.id}` allows {span.said}"
        hint = "add `event:` to the phrase that dates it, or take the date out"
        yield Problem(_date_place(event), "event-date-unsupported", message, hint, severity="warning")


def _date_place(event: Event) -> Place:
    return event.place("date")
