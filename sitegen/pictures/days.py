"""Days along an axis: where each stands, and round dates to tell the time by, with room for each of them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import Span, month, whole_year
from ..language import Language
from .letters import width_of

TICK_LETTERS = 11.0


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, by their ordinals, between two edges of a sheet. A day has a beginning and an
    end: what is known to a day stands in its middle."""

    first: int
    last: int
    left: float
    right: float

    @property
    def of_one(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / (self.last + 1 - self.first)

    def start(self, ordinal: int) -> float:
        """Where a day begins; at an edge where it lies outside."""
        return min(max(self.left + (ordinal - self.first) * self.of_one, self.left), self.right)

    def middle(self, ordinal: int) -> float:
        return self.start(ordinal) + self.of_one / 2

    def ends(self, span: Span) -> tuple[float, float]:
        """Where a stretch of time begins and ends, at the edges where it is open."""
        left = self.start(span.first.toordinal()) if span.first else self.left
        return left, self.start(span.last.toordinal() + 1) if span.last else self.right

    def shows(self, span: Span) -> bool:
        """Whether any of a stretch lies on the axis."""
        return span.start.toordinal() <= self.last and span.end.toordinal() >= self.first


@dataclass(frozen=True, slots=True)
class Tick:
    """A round date: where its line stands, and the words under it, empty where there is no room for them."""

    x: float
    text: str


def ticks(days: Days, language: Language) -> tuple[tuple[Tick, ...], tuple[Tick, ...]]:
    """Round dates in one or two rows: days with the months below them, or months, or years."""
    if days.of_one >= width_of("00", TICK_LETTERS) / 7:
        return _days(days, language), _months(days, language, 1, True)
    for every in (1, 2, 3, 6):
        found = _months(days, language, every)
        if _roomy(found):
            return found, ()
    return _years(days, language), ()


def _roomy(found: tuple[Tick, ...]) -> bool:
    return all(
        other.x - one.x > (width_of(one.text, TICK_LETTERS) + width_of(other.text, TICK_LETTERS)) / 2 + 6
        for one, other in itertools.pairwise(found)
    )


def _days(days: Days, language: Language) -> tuple[Tick, ...]:
    for every in (1, 2, 5, 7, 10):
        found = tuple(
            Tick(days.middle(ordinal), language.digits(str(number)))
            for ordinal in range(days.first, days.last + 1)
            if ((number := dt.date.fromordinal(ordinal).day) - 1) % every == 0 and number <= 31 - every // 2
        )
        if _roomy(found):
            return found
    return ()


def _months(days: Days, language: Language, every: int, under_days: bool = False) -> tuple[Tick, ...]:
    found = []
    for first in _firsts(days, every):
        span = month(first.year, first.month)
        left, right = days.ends(span)
        text = language.say(span.short)
        if under_days:
            # The words stand at the beginning of the month, and only where it is wide enough for them.
            found.append(Tick(left, text if right - left >= width_of(text, TICK_LETTERS) + 8 else ""))
        elif first.toordinal() >= days.first:
            found.append(Tick(left, text))
    return _inside(found, days) if not under_days else tuple(found)


def _firsts(days: Days, every: int) -> Iterator[dt.date]:
    start = dt.date.fromordinal(days.first)
    number = start.year * 12 + start.month - 1
    while (date := dt.date(number // 12, number % 12 + 1, 1)).toordinal() <= days.last:
        if (date.month - 1) % every == 0:
            yield date
        number += 1


_EVERY_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def _years(days: Days, language: Language) -> tuple[Tick, ...]:
    start, end = dt.date.fromordinal(days.first).year, dt.date.fromordinal(days.last).year
    for every in _EVERY_YEARS:
        found = tuple(
            Tick(days.start(dt.date(year, 1, 1).toordinal()), language.say(whole_year(year).short))
            for year in range(start, end + 1)
            if year % every == 0 and dt.date(year, 1, 1).toordinal() >= days.first
        )
        if _roomy(found):
            return _inside(list(found), days)
    return ()


def _inside(found: list[Tick], days: Days) -> tuple[Tick, ...]:
    """Ticks whose words would leave the axis by more than a little keep their line alone."""
    return tuple(
        Tick(tick.x, tick.text if tick.x + width_of(tick.text, TICK_LETTERS) / 2 <= days.right + 12 else "")
        for tick in found
    )
