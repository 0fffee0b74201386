"""Dates: an expression of an article, a base and a direction become a span with its precision and its reasoning.

`span` holds what a span is, and how it is written (EDTF); `saying`, how it is said; `meaning`, what words can mean
before they are counted from a base; `plain`, the English forms; `proposals`, the door to dateparser, for all others;
`expression` takes words apart; `settling`, `reading` and `reasoning` come to a span and say how; `agreement` checks a
declared date against its words; `notations` reads days as people and other programs write them. Nothing here reads
the clock: every answer follows from what it is given.

Conventions, each said on the page where it is used: a week is Monday to Sunday; the beginning of a month is its
first ten days and its end starts on the 21st; half a month ends on the 14th; the beginning of a year is January to
March and its end October to December; spring is March to May; “since” ends with the base."""

from __future__ import annotations

from sitegen.dates.agreement import NO_DATE, can_mean
from sitegen.dates.meaning import Direction
from sitegen.dates.notations import Ambiguous, day_in_address, day_in_name, read_day
from sitegen.dates.reading import Reading, read_words
from sitegen.dates.saying import MONTHS, WEEKDAYS, Precision
from sitegen.dates.span import Span, day, month, read_span, whole_year

__all__ = [
    "MONTHS", "NO_DATE", "WEEKDAYS",
    "Ambiguous", "Direction", "Precision", "Reading", "Span",
    "can_mean", "day", "day_in_address", "day_in_name", "month", "read_day", "read_span", "read_words", "whole_year",
]  # fmt: skip
