"""A stretch of days known to a stated precision, as it is written for machines; `saying` has it in words."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering

from sitegen.dates.saying import Days, Precision, SaidDays, Unit, said


@total_ordering
@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both included; None is an open start or end, never both.

    `precision` is what is known, not how long it is: `range` has ends known to the day. A span that is open, or longer
    than one month or year, and yet has the precision `day`, `month` or `year`, has ends known to that
    precision: December 2019 onwards is a `month`. Spans sort by their first day, an open start first."""

    first: dt.date | None
    last: dt.date | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise ValueError("a span needs a first or a last day")
        if self.end < self.start:
            raise ValueError(f"a span cannot end before it starts: {self.first} to {self.last}")

    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end, self.precision) < (other.start, other.end, other.precision)

    @property
    def start(self) -> dt.date:
        """The first day, or the earliest day that can be named."""
        return self.first or dt.date.min

    @property
    def end(self) -> dt.date:
        """The last day, or the latest day that can be named."""
        return self.last or dt.date.max

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    @property
    def is_open(self) -> bool:
        return self.first is None or self.last is None

    def contains(self, date: dt.date) -> bool:
        return self.start <= date <= self.end

    def covers(self, other: Span) -> bool:
        """Whether every day of `other` is one of ours."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start <= other.end and other.start <= self.end

    @property
    def edtf(self) -> str:
        """The span in the subset of EDTF (ISO 8601-2) that `read_span` reads, as coarse as is exact."""
        unit = _unit(self)
        if unit != "range" and self == _enclosing(self.first or self.end, unit):
            return _edge_edtf(self.start, unit)
        return f"{_edge_edtf(self.first, unit)}/{_edge_edtf(self.last, unit)}"

    @property
    def said(self) -> SaidDays:
        """The span in words: “Friday 7 September 2018”, “September 2018”, “27 August – 2 September 2018”."""
        return said(Days(self.first, self.last, self.precision, _unit(self)))

    @property
    def short(self) -> SaidDays:
        """The span for a table or a margin: “7 Sep 2018”, “27 Aug – 2 Sep 2018”."""
        return said(Days(self.first, self.last, self.precision, _unit(self)), short=True)


def day(date: dt.date) -> Span:
    """The one day."""
    return Span(date, date, "day")


def week(date: dt.date) -> Span:
    """The Monday to Sunday in which `date` lies."""
    monday = date - dt.timedelta(days=date.weekday())
    return Span(monday, monday + dt.timedelta(days=6), "week")


def month(year: int, number: int) -> Span:
    """The whole of month `number`, from 1, of a year."""
    return Span(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]), "month")


def months(year: int, number: int, count: int, precision: Precision) -> Span:
    """`count` whole months from month `number` of `year`, over the turn of the year where it must."""
    over, rest = divmod(number + count - 2, 12)
    return Span(dt.date(year, number, 1), month(year + over, rest + 1).last, precision)


def whole_year(number: int) -> Span:
    """January to December."""
    return Span(dt.date(number, 1, 1), dt.date(number, 12, 31), "year")


def _enclosing(date: dt.date, unit: Unit) -> Span:
    if unit == "year":
        return whole_year(date.year)
    return month(date.year, date.month) if unit == "month" else day(date)


def _unit(span: Span) -> Unit:
    """What the ends of a span are written in. Quarters, seasons and parts of years may end with whole months."""
    match span.precision:
        case "day" | "month" | "year" | "range":
            return span.precision
        case "season" | "quarter" | "part of year" if _whole_months(span):
            return "month"
    return "range"


def _whole_months(span: Span) -> bool:
    return span.start.day == 1 and (span.end + dt.timedelta(days=1)).day == 1


# ── EDTF

_EDGE = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WIDTH: dict[Unit, int] = {"year": 4, "month": 7, "day": 10, "range": 10}


def _edge_edtf(date: dt.date | None, unit: Unit) -> str:
    return date.isoformat()[: _WIDTH[unit]] if date else ".."


def read_span(text: str) -> Span | None:
    """The span that `text` names in EDTF: 2018-09-07, 2018-09, 2018, two of one precision with `/` between them, or one
    with `..` in the place of the other. None for anything else, for a day that does not exist, and for a year outside
    1000–2999."""
    first, slash, last = text.partition("/")
    if not slash:
        return _read_edge(first)
    if first == "..":
        end = _read_edge(last)
        return end and Span(None, end.last, end.precision)
    start = _read_edge(first)
    if last == "..":
        return start and Span(start.first, None, start.precision)
    return _between(start, _read_edge(last))


def _read_edge(text: str) -> Span | None:
    found = _EDGE.fullmatch(text)
    if not found:
        return None
    year, month_number, day_number = (int(number) if number else None for number in found.groups())
    assert year is not None
    try:
        if day_number is not None and month_number is not None:
            return day(dt.date(year, month_number, day_number))
        return month(year, month_number) if month_number is not None else whole_year(year)
    except ValueError:
        return None


def _between(start: Span | None, end: Span | None) -> Span | None:
    if start is None or end is None or start.precision != end.precision or end.end < start.start:
        return None
    if start.precision == "day":
        return Span(start.first, end.last, "range")
    return Span(start.first, end.last, start.precision)
