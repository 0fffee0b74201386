"""The columns of a table of time: months, or years where there are many months."""

from __future__ import annotations

import datetime as dt

from ..dates import Span, month
from .dossier import DATE_NOT_KNOWN

_MOST_PERIODS = 6
_LONGEST_MONTH = 31


def periods_of(spans: list[Span | None]) -> dict[Span | None, str]:
    """The column of every time, in order, a time not known last."""
    dated = sorted({span for span in spans if span}, key=lambda span: (_edges(span), span))
    periods: dict[Span | None, str] = {span: _month(span) for span in dated}
    if len(set(periods.values())) > _MOST_PERIODS:
        periods = {span: _year(span) for span in dated}
    if None in spans:
        periods[None] = when_said(None)
    return periods


def when_said(span: Span | None) -> str:
    """A time in words, or that it is not known."""
    return span.said if span else DATE_NOT_KNOWN


def _edges(span: Span) -> tuple[dt.date, dt.date]:
    """The last and the first day that are named; the one that is, where the other is open."""
    return span.last or span.start, span.first or span.end


def _month(span: Span) -> str:
    """The month in which a time ends, unless it is longer than one."""
    last, first = _edges(span)
    return month(last.year, last.month).said if (last - first).days < _LONGEST_MONTH else _year(span)


def _year(span: Span) -> str:
    last, first = _edges(span)
    return Span(dt.date(first.year, 1, 1), dt.date(last.year, 12, 31), "year").said
