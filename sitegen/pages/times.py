"""What happened and what was written of it, for every page with a picture of time, and the table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Reference
from ..dates import Span, read_span
from ..language import message
from ..page import label_of
from ..pictures import Drawing, Happening, Report, State, Timeline, strip_of, timeline_of
from .dossier import by_date, said_date
from .event import telling
from .occasion import status_said
from .outset import outset
from .showing import show


@dataclass(frozen=True, slots=True)
class Telling:
    """An article that tells of something, and when it was written."""

    article: Reference
    date: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A happening in the table: when it was, how it stands, and which articles tell of it, with how many more."""

    what: str
    link: Reference | None
    when: str
    status_said: str
    telling: tuple[Telling, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Times:
    """A picture of time, and all that it shows in rows."""

    rows: tuple[TimeRow, ...]
    picture: Timeline | None = None
    drawings: tuple[Drawing, ...] = ()


def times_in_full(composer: Composer) -> Times:
    """The timeline with a row for each happening."""
    happenings, reports, rows = _all(composer)
    return Times(rows, picture=timeline_of(happenings, reports, composer.briefing.language))


def times_at_a_glance(composer: Composer) -> Times:
    """The strip of time."""
    happenings, reports, rows = _all(composer)
    return Times(rows, drawings=strip_of(happenings, reports, composer.briefing.language))


def _all(composer: Composer) -> tuple[tuple[Happening, ...], tuple[Report, ...], tuple[TimeRow, ...]]:
    """Every event, every matter that a dated phrase alone names, and every article, in the order of time."""
    found = sorted([*_events(composer), *_phrases(composer)], key=lambda pair: _order(pair[0]))
    return tuple(one for one, _ in found), tuple(_reports(composer)), tuple(row for _, row in found)


def _order(happening: Happening) -> tuple[bool, int, int, str]:
    span = happening.span
    if span is None:
        return True, 0, 0, happening.name
    return False, span.start.toordinal(), span.end.toordinal(), happening.name


def _events(composer: Composer) -> Iterator[tuple[Happening, TimeRow]]:
    for event in composer.findings.chronology.agenda:
        articles = [document.id for document in by_date(composer, telling(composer, event))]
        state: State = "held" if event.status == "held" else "open"
        span = read_span(event.date or "")
        yield (
            Happening(event.name, span, state, tuple(articles)),
            TimeRow(event.name, composer.thing(event), _said(span), status_said(event), *_telling(composer, articles)),
        )


def _phrases(composer: Composer) -> Iterator[tuple[Happening, TimeRow]]:
    """The matters that only dated phrases name; those of one name and time are one."""
    told: dict[tuple[str, Span | None], list[str]] = {}
    for resolved in composer.findings.chronology.phrases.values():
        statement = resolved.statement
        own = statement.what and resolved.span and not statement.event
        if own and show(composer, statement) and statement.what and resolved.span:
            told.setdefault((statement.what, resolved.span), []).append(statement.article)
    for (what, span), naming in told.items():
        articles = [document.id for document in by_date(composer, set(naming))]
        row = TimeRow(what, None, _said(span), message("dated in passing"), *_telling(composer, articles))
        yield Happening(what, span, "phrase", tuple(articles)), row


def _said(span: Span | None) -> str:
    return span.said if span else message("date not known")


def _telling(composer: Composer, articles: list[str]) -> tuple[tuple[Telling, ...], int]:
    shown, more = outset(articles)
    documents = [composer.library.documents[article] for article in shown]
    return tuple(Telling(composer.article(one), said_date(composer, one)) for one in documents), more


def _reports(composer: Composer) -> Iterator[Report]:
    for document in by_date(composer):
        dated = composer.findings.chronology.articles[document.id]
        name = label_of(document, composer.findings.rights)
        yield Report(document.id, name, dated.span, bool(dated.contradicted_by))
