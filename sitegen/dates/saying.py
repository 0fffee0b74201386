"""Dates in words: in English as they are written here, in any other language as its readers write them."""

from __future__ import annotations

import datetime as dt
import functools
from functools import lru_cache
from typing import Literal, NamedTuple

from sitegen.language import Message, Speaker, message

Precision = Literal[
    "day", "part of week", "week", "part of month", "month", "season", "quarter", "part of year", "year", "range"
]
Unit = Literal["day", "month", "year", "range"]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = tuple(name[:3] for name in MONTHS)
_ORDINALS = ("first", "second", "third", "fourth")
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
_SEASON_OF = {
    3: message("spring %(year)s"), 6: message("summer %(year)s"), 9: message("autumn %(year)s"),
    12: message("winter %(year)s"),
}  # fmt: skip
_QUARTER_OF = (
    message("the first quarter of %(year)s"), message("the second quarter of %(year)s"),
    message("the third quarter of %(year)s"), message("the fourth quarter of %(year)s"),
)  # fmt: skip


class Days(NamedTuple):
    """The days to be said, what is known of them, and the unit that their ends are said in."""

    first: dt.date | None
    last: dt.date | None
    precision: Precision
    unit: Unit

    @property
    def is_open(self) -> bool:
        return self.first is None or self.last is None


class SaidDays(Message):
    """Days in words: in English as a text, and in each other language by its own rules."""

    __slots__ = ("_days", "_short")
    _days: Days
    _short: bool

    def said_in(self, speaker: Speaker) -> str:
        return _said_by(speaker, self._days, self._short)


@functools.lru_cache(maxsize=1 << 12)
def said(days: Days, short: bool = False) -> SaidDays:
    """The days as a reader is told of them; `short` for a table or a margin."""
    made = SaidDays(_in_english(days, short))
    made._days, made._short = days, short
    return made


class _Weekday(Message):
    """A day of the week as it stands alone."""

    __slots__ = ("_number",)
    _number: int

    def said_in(self, speaker: Speaker) -> str:
        return str(self) if speaker.is_english else speaker.locale.weekday(self._number)


def weekday_name(number: int) -> Message:
    """The name of a day of the week, Monday being nought."""
    made = _Weekday(WEEKDAYS[number])
    made._number = number
    return made


# ── English


def _in_english(days: Days, short: bool) -> str:
    first, last, precision, unit = days
    if precision == "day" and first is not None and first == last and not short:
        return f"{WEEKDAYS[first.weekday()]} {_day(first, MONTHS)}"
    names = _SHORT if short else MONTHS
    if last is None or first is None:
        return f"until {_edge(last, unit, names)}" if last else f"{_edge(first or dt.date.min, unit, names)} onwards"
    if precision == "season":
        return f"{_SEASONS[first.month]} {_years(first, last)}"
    if precision == "quarter":
        return f"the {_ORDINALS[(first.month - 1) // 3]} quarter of {first.year}"
    return _interval(first, last, unit, names)


def _years(first: dt.date, last: dt.date) -> str:
    return f"{first.year}–{last.year % 100:02}" if last.year != first.year else str(first.year)


def _day(date: dt.date, names: tuple[str, ...]) -> str:
    return f"{date.day} {names[date.month - 1]} {date.year}"


def _edge(date: dt.date, unit: Unit, names: tuple[str, ...]) -> str:
    if unit == "year":
        return str(date.year)
    return f"{names[date.month - 1]} {date.year}" if unit == "month" else _day(date, names)


def _interval(first: dt.date, last: dt.date, unit: Unit, names: tuple[str, ...]) -> str:
    """Both ends, saying what they share once, at the end."""
    start, end = _edge(first, unit, names), _edge(last, unit, names)
    if start == end:
        return end
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
        if first.month == last.month:
            start = str(first.day)
    # One word joins one word without spaces; where either end has several, the dash needs air.
    return f"{start}–{end}" if " " not in start else f"{start} – {end}"


# ── every other language


@lru_cache(maxsize=65536)
def _said_by(speaker: Speaker, days: Days, short: bool) -> str:
    first, last, precision, unit = days
    if speaker.is_english:
        return _in_english(days, short)
    if last is None or first is None:
        edge = _edge_by(speaker, first or last or dt.date.min, unit, short)
        open_end = message("%(date)s onwards", date=edge)
        return (open_end if last is None else message("until %(date)s", date=edge)).said_in(speaker)
    if precision == "day" and first == last and not short:
        return speaker.locale.full_day(first)
    if precision == "season":
        return speaker.gettext(_SEASON_OF[first.month], year=speaker.digits(_years(first, last)))
    if precision == "quarter":
        return speaker.gettext(_QUARTER_OF[(first.month - 1) // 3], year=speaker.locale.year(first))
    start, end = (_edge_by(speaker, edge, unit, short) for edge in (first, last))
    return end if start == end else speaker.locale.between(first, last, unit, short)


def _edge_by(speaker: Speaker, date: dt.date, unit: Unit, short: bool) -> str:
    if unit == "year":
        return speaker.locale.year(date)
    return speaker.locale.month(date, short) if unit == "month" else speaker.locale.day(date, short)
