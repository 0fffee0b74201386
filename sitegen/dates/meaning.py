"""What the words of a date mean before it is known when they were written."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sitegen.dates.saying import MONTHS
from sitegen.dates.span import Span, day, month, months, week, whole_year

Direction = Literal["before", "same day", "after"]
Unit = Literal["day", "week", "month", "year"]
Part = Literal["early", "mid", "late", "first half", "second half"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Words that name their own year: one span, or several where they can be read in two ways (3/5/2020)."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Weekly:
    """What comes round every week: `days` days from `weekday` (Monday is 0); a weekend is two."""

    weekday: int
    days: int = 1


@dataclass(frozen=True, slots=True)
class Annual:
    """What comes round every year: month `number`, its `day`, or the season or quarter `number` from 1. Seasons
    are those of the weather in the north: spring is March to May, and a winter starts in December."""

    unit: Literal["day", "month", "season", "quarter"]
    number: int
    day: int = 0

    @property
    def said(self) -> str:
        return f"{self.day} {MONTHS[self.number - 1]}"


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from the base, whole units of the calendar: one week back is a Monday to Sunday."""

    unit: Unit
    count: int


Meaning = Fixed | Weekly | Annual | Offset


def is_day(meaning: Meaning) -> bool:
    """Whether the words name a day of the calendar, beside which a weekday may stand."""
    if isinstance(meaning, Fixed):
        return all(span.is_day for span in meaning.spans)
    return isinstance(meaning, Annual) and meaning.unit == "day"


@dataclass(frozen=True, slots=True)
class Core:
    """A meaning, with the side of the base that the words themselves name (“last Friday”), and the weekday that
    they name beside a date (“Thursday, March 5”)."""

    meaning: Meaning
    lean: Direction | None = None
    weekday: int | None = None


def in_year(annual: Annual, year: int) -> Span | None:
    """The occurrence that starts in `year`; None where there is none, as for 29 February."""
    match annual.unit:
        case "day":
            exists = annual.day <= calendar.monthrange(year, annual.number)[1]
            return day(dt.date(year, annual.number, annual.day)) if exists else None
        case "month":
            return month(year, annual.number)
        case "season":
            return months(year, 3 * annual.number, 3, "season")
    return months(year, 3 * annual.number - 2, 3, "quarter")


def around(meaning: Weekly | Annual, date: dt.date, part: Part | None = None) -> list[Span]:
    """The occurrences near `date`, in order, with at least one wholly before and one wholly after it."""
    if isinstance(meaning, Weekly):
        monday = week(date).start
        starts = [monday + dt.timedelta(days=7 * n + meaning.weekday) for n in range(-2, 3)]
        spans: list[Span | None] = [_days(start, meaning.days) for start in starts]
    else:
        # Nine years on either side, because 1900 was not a leap year.
        spans = [in_year(meaning, date.year + n) for n in range(-9, 10)]
    return [narrowed for span in spans if span and (narrowed := narrow(span, part))]


def _days(start: dt.date, count: int) -> Span:
    return day(start) if count == 1 else Span(start, start + dt.timedelta(days=count - 1), "part of week")


def moved(date: dt.date, offset: Offset) -> dt.date | None:
    """The day so many units from `date`, the last of the month where that is too short; None beyond the calendar."""
    try:
        if offset.unit in ("day", "week"):
            return date + dt.timedelta(days=offset.count * (7 if offset.unit == "week" else 1))
        year, number = divmod(date.year * 12 + date.month - 1 + offset.count * (12 if offset.unit == "year" else 1), 12)
        return date.replace(year=year, month=number + 1, day=min(date.day, calendar.monthrange(year, number + 1)[1]))
    except (ValueError, OverflowError):
        return None


def unit_of(date: dt.date, unit: Unit) -> Span:
    """The day, week, month or year in which `date` lies."""
    match unit:
        case "day":
            return day(date)
        case "week":
            return week(date)
        case "month":
            return month(date.year, date.month)
    return whole_year(date.year)


def offset_from(date: dt.date, offset: Offset) -> Span | None:
    """The day, week, month or year that lies so far from `date`; None where the calendar of the site ends."""
    there = moved(date, offset)
    return unit_of(there, offset.unit) if there and 1000 <= there.year < 3000 else None


# First and last day of a part of a month (0: its end), months of a part of a year, days of a part of a week.
_OF_MONTH: dict[Part, tuple[int, int]] = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 0), "first half": (1, 14), "second half": (15, 0)
}  # fmt: skip
_OF_YEAR: dict[Part, tuple[int, int]] = {
    "early": (1, 3), "mid": (4, 6), "late": (10, 3), "first half": (1, 6), "second half": (7, 6)
}  # fmt: skip
_OF_WEEK: dict[Part, tuple[int, int]] = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}


def narrow(span: Span, part: Part | None) -> Span | None:
    """The part of a span. Of a month: early is the 1st to the 10th, mid the 11th to the 20th, late from the 21st; a
    half is the 1st to the 14th or from the 15th. Of a year: early is January to March, mid April to September, late
    October to December; halves are six months. Of a week: Monday and Tuesday, Wednesday and Thursday, Friday to
    Sunday. A day stays the day it is (“early on Friday”). None for a part that has no such reading."""
    start, end = span.start, span.end
    if part is None:
        return span
    match span.precision:
        case "day" if part in ("early", "late"):
            return span
        case "month":
            low, high = _OF_MONTH[part]
            return Span(start.replace(day=low), start.replace(day=high or end.day), "part of month")
        case "year":
            number, count = _OF_YEAR[part]
            return months(start.year, number, count, "part of year")
        case "week" if part in _OF_WEEK:
            low, high = _OF_WEEK[part]
            return Span(start + dt.timedelta(days=low), start + dt.timedelta(days=high), "part of week")
    return None
