"""The spans that an expression may come to, given what is known of its base and its direction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.dates.expression import Expression
from sitegen.dates.meaning import (
    Annual,
    Direction,
    Fixed,
    Offset,
    Weekly,
    around,
    moved,
    narrow,
    offset_from,
    unit_of,
)
from sitegen.dates.saying import Precision
from sitegen.dates.span import Span


@dataclass(frozen=True, slots=True)
class Question:
    """An expression asked about: the words as printed, when they were written (None: not known; more than a day: not
    known more closely), and the side of that day on which their date lies."""

    words: str
    expression: Expression
    base: Span | None
    direction: Direction | None


def possible(question: Question) -> list[Span] | None:
    """The spans that the core of the words may mean, each once and in order; empty when the direction given
    leaves none. None where the core has no such part, or lies beyond the calendar."""
    meaning, part, base = question.expression.core.meaning, question.expression.part, question.base
    if isinstance(meaning, Fixed):
        return _distinct(narrow(span, part) for span in meaning.spans) or None
    if base is None:
        return None
    if isinstance(meaning, Offset):
        there = (offset_from(date, meaning) for date in (base.start, base.end))
        return _distinct(narrow(span, part) for span in there if span) or None
    return _recurring(question, meaning, base)


def _recurring(question: Question, meaning: Weekly | Annual, base: Span) -> list[Span] | None:
    """The occurrences on the side that is asked for, or on all sides. The first and the last day of the base are
    asked: what they agree on, all days between agree on."""
    is_since, direction = question.expression.frame == "since", question.direction
    dates = (base.start, base.end)
    spans = {span for date in dates for span in around(meaning, date, question.expression.part)}
    if not spans:
        return None
    found: list[Span] = []
    if direction in ("before", None):
        found += [max(span for span in spans if _judged(span, is_since) < date) for date in dates]
    if direction in ("same day", None):
        found += [span for span in spans if span.start <= base.end and _judged(span, is_since) >= base.start]
    if direction == "after" or (direction is None and not is_since):
        found += [min(span for span in spans if span.start > date) for date in dates]
    return _distinct(found)


def _judged(span: Span, is_since: bool) -> dt.date:
    """The day that must be past for the span to lie before the base. “Since” is about a first day: “since September”
    may be written in September."""
    return span.start if is_since else span.end


def _distinct(spans: Iterable[Span | None]) -> list[Span]:
    return sorted({span for span in spans if span})


def has_weekday(expression: Expression, span: Span) -> bool:
    """Whether a span falls on the weekday that the words name beside its date, if they name one."""
    weekday = expression.core.weekday
    return weekday is None or span.start.weekday() == weekday


def is_on_side(question: Question, span: Span) -> bool:
    """Whether a span that needs no direction lies on the side that is given. A longer one that overlaps the base lies
    on every side."""
    base, expression = question.base, question.expression
    if base is None or isinstance(expression.core.meaning, Weekly | Annual):
        return True
    if expression.frame == "since":
        return span.start <= base.end
    match question.direction:
        case "before":
            return span.start < base.end or (span.overlaps(base) and not span.is_day)
        case "after":
            return span.end > base.start or (span.overlaps(base) and not span.is_day)
        case "same day":
            return span.overlaps(base)
    return True


def in_frame(expression: Expression, span: Span, base: Span | None) -> Span:
    """What the whole words mean when their core means `span`: “since December” ends with the base, if that is known."""
    ends: Precision = span.precision if span.precision in ("day", "month", "year") else "day"
    match expression.frame:
        case "since" if base:
            return Span(span.first, base.last, "range")
        case "since" | "from":
            return Span(span.first, None, ends)
        case "until":
            return Span(None, span.last, ends)
    return span


def counted(expression: Expression, base: Span) -> Span | None:
    """The span of a length of time up to the base or from it, or of one side of the base within its week or year."""
    length = expression.core.meaning
    if not isinstance(length, Offset):
        return None
    match expression.frame:
        case "past":
            first = moved(base.start, length)
            return Span(first, base.last, "range") if first else None
        case "coming":
            last = moved(base.end, length)
            return Span(base.first, last, "range") if last else None
        case "earlier":
            return Span(unit_of(base.start, length.unit).first, base.last, "range")
    return Span(base.first, unit_of(base.end, length.unit).last, "range")
