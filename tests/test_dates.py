"""Dates: what words come to from a base and a direction, and what a declared date may say of them."""

from __future__ import annotations

import ast
import datetime as dt
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sitegen.dates
from sitegen.dates import (
    MONTHS,
    NO_DATE,
    WEEKDAYS,
    Direction,
    Reading,
    Span,
    can_mean,
    day,
    plain,
    read_span,
    read_words,
)
from sitegen.dates.meaning import Offset, offset_from
from sitegen.dates.proposals import proposed
from sitegen.dates.span import month, months, week, whole_year
from sitegen.problems import CATALOGUE

DIRECTIONS: tuple[Direction, ...] = ("before", "same day", "after")
ROOM = Path(sitegen.dates.__file__).parent


def span(text: str) -> Span:
    read = read_span(text)
    assert read is not None, text
    return read


def reading(words: str, base: str, direction: Direction | None = None, language: str = "en") -> Reading:
    return read_words(words, span(base) if base else None, direction, language)


def settled(words: str, base: str, direction: Direction | None = None, language: str = "en") -> str:
    """The span as text, or the problem."""
    found = reading(words, base, direction, language)
    return found.span.edtf if found.span else found.problem


# ── spans

WRITTEN = [
    ("2018-09-07", "day", "Friday 7 September 2018", "7 Sep 2018"),
    ("2018-09", "month", "September 2018", "Sep 2018"),
    ("2018", "year", "2018", "2018"),
    ("2020-02-01/2020-02-14", "range", "1–14 February 2020", "1–14 Feb 2020"),
    ("2018-08-27/2018-09-02", "range", "27 August – 2 September 2018", "27 Aug – 2 Sep 2018"),
    ("2019-12-30/2020-01-05", "range", "30 December 2019 – 5 January 2020", "30 Dec 2019 – 5 Jan 2020"),
    ("2020-01/2020-03", "month", "January–March 2020", "Jan–Mar 2020"),
    ("2019-12/2020-03", "month", "December 2019 – March 2020", "Dec 2019 – Mar 2020"),
    ("2015/2018", "year", "2015–2018", "2015–2018"),
    ("2019-12/..", "month", "December 2019 onwards", "Dec 2019 onwards"),
    ("2019-12-01/..", "day", "1 December 2019 onwards", "1 Dec 2019 onwards"),
    ("2015/..", "year", "2015 onwards", "2015 onwards"),
    ("../2020-03", "month", "until March 2020", "until Mar 2020"),
    ("2020-03-05/2020-03-05", "range", "5 March 2020", "5 Mar 2020"),
]


@pytest.mark.parametrize(("text", "precision", "said", "short"), WRITTEN)
def test_a_span_is_read_written_and_said(text: str, precision: str, said: str, short: str) -> None:
    read = span(text)
    assert (read.edtf, read.precision, read.said, read.short) == (text, precision, said, short)


def late_february() -> Span:
    return Span(dt.date(2020, 2, 21), dt.date(2020, 2, 29), "part of month")


@pytest.mark.parametrize(
    ("made", "edtf", "said"),
    [
        (week(dt.date(2018, 8, 30)), "2018-08-27/2018-09-02", "27 August – 2 September 2018"),
        (months(2018, 7, 3, "quarter"), "2018-07/2018-09", "the third quarter of 2018"),
        (months(2018, 6, 3, "season"), "2018-06/2018-08", "summer 2018"),
        (months(2019, 12, 3, "season"), "2019-12/2020-02", "winter 2019–20"),
        (months(2020, 1, 3, "part of year"), "2020-01/2020-03", "January–March 2020"),
        (late_february(), "2020-02-21/2020-02-29", "21–29 February 2020"),
    ],
)
def test_spans_of_other_precisions_keep_their_days(made: Span, edtf: str, said: str) -> None:
    assert (made.edtf, made.said) == (edtf, said)
    read = span(edtf)
    assert (read.first, read.last) == (made.first, made.last)


@pytest.mark.parametrize(
    "text",
    ["", "2018-02-30", "2019-02-29", "2018-13", "2018-9-7", " 2018", "2018 ", "18", "0000", "3018", "2018-09-07T10:00",
     "../..", "/", "2018/", "/2018", "2018/2017", "2018-09/2018", "2018-09-01/2018-10", "2018/2019/2020", "٢٠١٨",
     "2018-09-07\n", "..", "1/2", "2020-02-14/2020-02-01", "2018-02-30/.."],
)  # fmt: skip
def test_what_is_not_a_date_is_not_read(text: str) -> None:
    assert read_span(text) is None


def test_spans_sort_by_their_first_day_with_open_starts_first() -> None:
    texts = ["../2020-03", "2018", "2018-09-07", "2018-09-07/..", "2019-12/.."]
    assert [s.edtf for s in sorted(span(text) for text in reversed(texts))] == texts


def test_spans_contain_cover_and_overlap() -> None:
    december, onwards = span("2019-12"), span("2019-12/..")
    assert december.contains(dt.date(2019, 12, 31))
    assert not december.contains(dt.date(2020, 1, 1))
    assert onwards.contains(dt.date(2999, 1, 1))
    assert onwards.covers(december)
    assert not december.covers(onwards)
    assert december.overlaps(span("2019-12-31/2020-01-03"))
    assert not december.overlaps(span("2020"))
    assert span("../2018").overlaps(span("2018/.."))


def test_a_span_has_an_end_and_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="first or a last"):
        Span(None, None, "range")
    with pytest.raises(ValueError, match="cannot end before"):
        Span(dt.date(2020, 1, 2), dt.date(2020, 1, 1), "range")


def years(first: int, last: int) -> Span:
    return Span(dt.date(first, 1, 1), dt.date(last, 12, 31), "year")


dates = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))
spans = st.one_of(
    dates.map(day),
    dates.map(lambda d: month(d.year, d.month)),
    dates.map(lambda d: whole_year(d.year)),
    st.tuples(dates, dates).map(lambda pair: Span(min(pair), max(pair), "range")),
    dates.map(lambda d: Span(d, None, "day")),
    dates.map(lambda d: Span(None, month(d.year, d.month).last, "month")),
    st.tuples(dates, st.integers(1, 5)).map(lambda p: years(p[0].year, p[0].year + p[1])),
)


@given(spans)
def test_a_span_is_read_back_as_it_was_written(made: Span) -> None:
    assert read_span(made.edtf) == made


@given(st.text(alphabet="0123456789-/. x", max_size=24))
def test_reading_a_span_never_fails(text: str) -> None:
    read = read_span(text)
    assert read is None or read.edtf == text


# ── the dated phrases of the five articles

BEFORE, SAME, AFTER = DIRECTIONS
A, B, C, D = "2018-09-06", "2018-09-07", "2018-09-19", "2020-02-29"
BY_ITS_TEXT = "2020-03-04"

ARTICLES: list[tuple[str, str, Direction | None, str, str]] = [
    ("on Friday", A, AFTER, "2018-09-07", "day"),
    ("Friday's meeting in Tehran", A, AFTER, "2018-09-07", "day"),
    ("in less than a year", A, None, "2017-09-06/2018-09-06", "range"),
    ("on Friday", B, SAME, "2018-09-07", "day"),
    ("Friday’s summit", B, SAME, "2018-09-07", "day"),
    ("Over the past three years", B, None, "2015-09-07/2018-09-07", "range"),
    ("last week", B, None, "2018-08-27/2018-09-02", "week"),
    ("this week", B, None, "2018-09-03/2018-09-09", "week"),
    ("on Monday", C, BEFORE, "2018-09-17", "day"),
    ("last year", C, None, "2017", "year"),
    ("Since the beginning of the year", D, None, "2020-01-01/2020-02-29", "range"),
    ("on Thursday", D, AFTER, "2020-03-05", "day"),
    ("Thursday's meeting", D, AFTER, "2020-03-05", "day"),
    ("since the end of February", D, None, "2020-02-21/2020-02-29", "range"),
    ("since December", D, None, "2019-12-01/2020-02-29", "range"),
    ("in the past two weeks", D, None, "2020-02-15/2020-02-29", "range"),
    ("in the first half of February alone", D, BEFORE, "2020-02-01/2020-02-14", "part of month"),
    ("for March 5", D, AFTER, "2020-03-05", "day"),
    ("in early March", D, AFTER, "2020-03-01/2020-03-10", "part of month"),
    ("of 2018", D, None, "2018", "year"),
    ("in 2018", D, None, "2018", "year"),
    ("in 2015", D, None, "2015", "year"),
    ("on Wednesday", D, BEFORE, "2020-02-26", "day"),
    ("on Thursday", BY_ITS_TEXT, AFTER, "2020-03-05", "day"),
    ("on Wednesday", BY_ITS_TEXT, SAME, "2020-03-04", "day"),
    ("since the end of February", BY_ITS_TEXT, None, "2020-02-21/2020-03-04", "range"),
    ("in the past two weeks", BY_ITS_TEXT, None, "2020-02-19/2020-03-04", "range"),
    ("March 5", BY_ITS_TEXT, AFTER, "2020-03-05", "day"),
]


@pytest.mark.parametrize(("words", "base", "direction", "edtf", "precision"), ARTICLES)
def test_phrases_of_the_articles(words: str, base: str, direction: Direction | None, edtf: str, precision: str) -> None:
    found = reading(words, base, direction)
    assert found.span is not None, found.reasoning
    assert (found.span.edtf, found.span.precision, found.problem) == (edtf, precision, "")
    assert found.candidates == (found.span,)


OPEN = (
    "In recent months", "in recent weeks", "in recent years", "for years", "during the past few months", "months ago",
    "in the space of just a few days", "this time around", "At that time", "A few months later", "the 21st century",
    "in the foreseeable future", "the seven-year conflict", "initially", "later", "now", "M5",
)  # fmt: skip


@pytest.mark.parametrize("words", OPEN)
def test_phrases_of_the_articles_that_stay_open(words: str) -> None:
    for direction in (*DIRECTIONS, None):
        found = reading(words, D, direction)
        assert (found.span, found.problem, found.candidates) == (None, "date-not-understood", ())
        assert words in found.reasoning
    assert can_mean(words, span("2018"), span(D)) == (True, NO_DATE)


# ── the reasoning on the page


@pytest.mark.parametrize(
    ("words", "base", "direction", "told"),
    [
        ("on Friday", A, AFTER,
         "“on Friday”, in an article of Thursday 6 September 2018, looking ahead: Friday 7 September 2018"),
        ("on Monday", C, BEFORE,
         "“on Monday”, in an article of Wednesday 19 September 2018, looking back: Monday 17 September 2018"),
        ("on Friday", B, SAME,
         "“on Friday”, in an article of Friday 7 September 2018, on that very day: Friday 7 September 2018"),
        ("on Friday", B, None,
         "“on Friday”, in an article of Friday 7 September 2018, may be Friday 31 August 2018, Friday 7 September 2018 "
         "or Friday 14 September 2018; the words do not say which"),
        ("on Friday", A, SAME, "“on Friday” cannot lie on the same day as an article of Thursday 6 September 2018"),
        ("on Friday", "", AFTER, "“on Friday” is counted from the article’s date, which is not known"),
        ("on Wednesday", "2020-03-02/2020-03-06", BEFORE,
         "“on Wednesday”, in an article of 2–6 March 2020, may be Wednesday 26 February 2020 or Wednesday 4 March "
         "2020, depending on the day it was written"),
        ("on Wednesday", "2020-03-02/2020-03-06", SAME,
         "“on Wednesday”, in an article of 2–6 March 2020, within that time: Wednesday 4 March 2020"),
        ("last week", B, None,
         "“last week”, in an article of Friday 7 September 2018, a week read as Monday to Sunday: "
         "27 August – 2 September 2018"),
        ("in early March", D, AFTER,
         "“in early March”, in an article of Saturday 29 February 2020, looking ahead, the beginning of a month read "
         "as its first ten days: 1–10 March 2020"),
        ("since December", D, None,
         "“since December”, in an article of Saturday 29 February 2020, looking back to December 2019: "
         "1 December 2019 – 29 February 2020"),
        ("since December 2019", "", None, "“since December 2019”: December 2019 onwards"),
        ("in the past two weeks", D, None,
         "“in the past two weeks”, in an article of Saturday 29 February 2020, counted back from it: "
         "15–29 February 2020"),
        ("in 2015", D, None, "“in 2015”: 2015"),
        ("mid-2018", "", None, "“mid-2018”, the middle of a year read as April to September: April–September 2018"),
        ("last summer", A, None,
         "“last summer”, in an article of Thursday 6 September 2018, looking back, a season read as June to August: "
         "summer 2018"),
        ("in September", B, SAME,
         "“in September”, in an article of Friday 7 September 2018, at that very time: September 2018"),
        ("in recent weeks", D, None, "“in recent weeks” does not say how many weeks"),
        ("A few months later", D, None, "“A few months later” is counted from something other than the article’s date"),
        ("Friday, March 5", D, AFTER, "5 March 2020 is a Thursday; the words say Friday"),
        ("last week", D, AFTER, "“last week” looks back, and the direction given is “after”"),
        ("in 2015", D, AFTER, "“in 2015” means 2015; in an article of Saturday 29 February 2020 that is not “after”"),
        ("3/5/2020", "", None,
         "“3/5/2020” may be Thursday 5 March 2020 or Sunday 3 May 2020; the words do not say which"),
    ],
)  # fmt: skip
def test_the_reasoning_is_said_in_words(words: str, base: str, direction: Direction | None, told: str) -> None:
    assert reading(words, base, direction).reasoning == told


# ── English forms


@pytest.mark.parametrize(
    ("words", "base", "direction", "edtf"),
    [
        # weekdays, also across the turn of a year
        ("Friday", A, BEFORE, "2018-08-31"),
        ("on Sunday", "2025-01-01", BEFORE, "2024-12-29"),
        ("Thurs.", "2024-12-31", AFTER, "2025-01-02"),
        ("Friday evening", A, AFTER, "2018-09-07"),
        ("early on Friday", A, AFTER, "2018-09-07"),
        ("last Friday", B, None, "2018-08-31"),
        ("next Friday", B, None, "2018-09-14"),
        ("this Friday", A, AFTER, "2018-09-07"),
        ("since Friday", A, None, "2018-08-31/2018-09-06"),
        ("since Friday", B, None, "date-needs-direction"),
        ("since Friday", B, SAME, "2018-09-07/2018-09-07"),
        ("by Friday", A, AFTER, "../2018-09-07"),
        ("from Monday", A, AFTER, "2018-09-10/.."),
        ("at the weekend", A, AFTER, "2018-09-08/2018-09-09"),
        ("last weekend", A, None, "2018-09-01/2018-09-02"),
        ("over the weekend", "2018-09-09", SAME, "2018-09-08/2018-09-09"),
        # days
        ("yesterday", "2020-03-01", None, "2020-02-29"),
        ("yesterday’s talks", "2019-01-01", None, "2018-12-31"),
        ("today", D, None, "2020-02-29"),
        ("tomorrow", D, None, "2020-03-01"),
        ("the day before yesterday", D, None, "2020-02-27"),
        ("last night", D, None, "2020-02-28"),
        ("5 March", D, BEFORE, "2019-03-05"),
        ("the 5th of March", D, AFTER, "2020-03-05"),
        ("March 5, 2020", "", None, "2020-03-05"),
        ("on 5 March 2020", "", None, "2020-03-05"),
        ("Thursday, 5 March 2020", "", None, "2020-03-05"),
        ("Friday, 5 March 2020", "", None, "date-contradicts-words"),
        ("Thursday, March 5", D, None, "2020-03-05"),
        ("2018-09-07", "", None, "2018-09-07"),
        ("07.09.2018", "", None, "2018-09-07"),
        ("25/3/2020", "", None, "2020-03-25"),
        ("3/25/2020", "", None, "2020-03-25"),
        ("3/5/2020", "", None, "date-not-understood"),
        ("2020 March 5", "", None, "2020-03-05"),
        # leap years
        ("29 February", D, SAME, "2020-02-29"),
        ("29 February", D, BEFORE, "2016-02-29"),
        ("29 February", D, AFTER, "2024-02-29"),
        ("29 February", "1899-01-01", AFTER, "1904-02-29"),
        ("29 February 2019", D, None, "date-not-understood"),
        ("30 February", D, AFTER, "date-not-understood"),
        ("2018-02-30", D, None, "date-not-understood"),
        ("late February", "2021-03-03", BEFORE, "2021-02-21/2021-02-28"),
        ("the second half of February", "2020-03-03", BEFORE, "2020-02-15/2020-02-29"),
        ("a year ago", D, None, "2019"),
        ("over the past year", D, None, "2019-02-28/2020-02-29"),
        # weeks
        ("last week", "2020-01-01", None, "2019-12-23/2019-12-29"),
        ("next week", "2019-12-31", None, "2020-01-06/2020-01-12"),
        ("late last week", B, None, "2018-08-31/2018-09-02"),
        ("two weeks ago", D, None, "2020-02-10/2020-02-16"),
        ("a fortnight ago", D, None, "2020-02-10/2020-02-16"),
        ("last week", "2020-03-02/2020-03-06", None, "2020-02-24/2020-03-01"),
        ("last week", "2020-03-01/2020-03-02", None, "date-needs-base"),
        ("earlier this week", A, None, "2018-09-03/2018-09-06"),
        ("later this week", A, None, "2018-09-06/2018-09-09"),
        # months
        ("December", D, BEFORE, "2019-12"),
        ("in December", D, AFTER, "2020-12"),
        ("in September", B, BEFORE, "2017-09"),
        ("last December", D, None, "2019-12"),
        ("September 2018", "", None, "2018-09"),
        ("last month", "2020-01-15", None, "2019-12"),
        ("three months ago", "2020-02-29", None, "2019-11"),
        ("mid-March", D, AFTER, "2020-03-11/2020-03-20"),
        ("late March", D, AFTER, "2020-03-21/2020-03-31"),
        ("the end of last month", D, None, "2020-01-21/2020-01-31"),
        ("the beginning of March", D, AFTER, "2020-03-01/2020-03-10"),
        ("since September", B, None, "2018-09-01/2018-09-07"),
        ("since September", "2018-09-01", None, "date-needs-direction"),
        ("since the end of February", D, BEFORE, "2020-02-21/2020-02-29"),
        ("until March", D, AFTER, "../2020-03"),
        ("by the end of March", D, AFTER, "../2020-03-31"),
        # years and their parts
        ("two years ago", D, None, "2018"),
        ("this year", D, None, "2020"),
        ("early 2018", "", None, "2018-01/2018-03"),
        ("late in 2018", "", None, "2018-10/2018-12"),
        ("the first half of 2018", "", None, "2018-01/2018-06"),
        ("earlier this year", A, None, "2018-01-01/2018-09-06"),
        ("since 2015", B, None, "2015-01-01/2018-09-07"),
        ("since 2015", "", None, "2015/.."),
        ("since early 2018", "", None, "2018-01-01/.."),
        ("until 2018", "", None, "../2018"),
        ("since 2021", D, None, "date-contradicts-words"),
        ("summer 2018", "", None, "2018-06/2018-08"),
        ("the spring of 2018", "", None, "2018-03/2018-05"),
        ("winter 2018", "", None, "date-not-understood"),
        ("last winter", "2018-09-06", None, "2017-12/2018-02"),
        ("the third quarter of 2018", "", None, "2018-07/2018-09"),
        ("Q3 2018", "", None, "2018-07/2018-09"),
        # lengths of time
        ("the past week", A, None, "2018-08-30/2018-09-06"),
        ("in the last ten days", A, None, "2018-08-27/2018-09-06"),
        ("within the past 6 months", "2020-08-31", None, "2020-02-29/2020-08-31"),
        ("over the next two weeks", D, None, "2020-02-29/2020-03-14"),
        ("twenty-one days ago", D, None, "2020-02-08"),
    ],
)  # fmt: skip
def test_english_forms(words: str, base: str, direction: Direction | None, edtf: str) -> None:
    assert settled(words, base, direction) == edtf


@pytest.mark.parametrize(
    "words",
    ["", " ", "’s", "M5", "12", "35", "may", "march", "3.5", "21.10", "a minute", "sat", "sun", "5 Mart 2020", "We",
     "now", "the 1980s", "10:30", "1583416800", "2018 fighters", "last stronghold", "Friday in Tehran", "March year",
     "Friday 5 2018", "18 2018", "a week today", "today week", "2 days before yesterday", "the year", "Friday 2018",
     "Friday September", "last 2018", "next three", "99999 years ago", "two to three weeks ago", "since", "early",
     "the end of", "on", "since since December", "mid last Friday", "0 March", "45 March",
     "the " * 40 + "Friday"],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_not_one(words: str) -> None:
    assert settled(words, D, BEFORE) == "date-not-understood"


@pytest.mark.parametrize(
    ("words", "direction"),
    [("yesterday", AFTER), ("yesterday", SAME), ("next week", BEFORE), ("last Friday", AFTER), ("today", BEFORE),
     ("since December", AFTER), ("in the past two weeks", AFTER), ("over the next two weeks", BEFORE),
     ("in 2021", BEFORE), ("5 March 2020", SAME), ("on Friday", SAME), ("in December", SAME)],
)  # fmt: skip
def test_a_direction_that_the_words_rule_out(words: str, direction: Direction) -> None:
    assert settled(words, D, direction) == "date-contradicts-words"


@pytest.mark.parametrize("words", ["on Friday", "last week", "since December", "earlier this year", "the past week"])
@pytest.mark.parametrize("base", ["", "2020/..", "../2020"])
def test_relative_words_need_a_base(words: str, base: str) -> None:
    assert settled(words, base, BEFORE if words == "on Friday" else None) == "date-needs-base"


def test_candidates_are_given_in_order_when_no_direction_is() -> None:
    def candidates(words: str, base: str) -> list[str]:
        found = reading(words, base)
        assert (found.span, found.problem) == (None, "date-needs-direction")
        return [candidate.edtf for candidate in found.candidates]

    assert candidates("on Friday", A) == ["2018-08-31", "2018-09-07"]
    assert candidates("on Friday", B) == ["2018-08-31", "2018-09-07", "2018-09-14"]
    assert candidates("March 5", D) == ["2019-03-05", "2020-03-05"]
    assert candidates("in September", B) == ["2017-09", "2018-09", "2019-09"]


def test_a_base_of_several_days_settles_what_all_its_days_agree_on() -> None:
    assert settled("on Friday", "2020-03-02/2020-03-04", AFTER) == "2020-03-06"
    assert settled("on Friday", "2020-03-02/2020-03-06", AFTER) == "date-needs-base"
    assert settled("on Friday", "2020-03", SAME) == "date-needs-base"
    assert settled("December", "2020", BEFORE) == "2019-12"
    assert settled("yesterday", "2020-03-02/2020-03-03") == "date-needs-base"


# ── other languages


@pytest.mark.parametrize(
    ("words", "language", "direction", "edtf"),
    [
        ("в пятницу", "ru", AFTER, "2018-09-07"),
        ("пятница", "ru", BEFORE, "2018-08-31"),
        ("на прошлой неделе", "ru", None, "2018-08-27/2018-09-02"),
        ("вчера", "ru", None, "2018-09-05"),
        ("два дня назад", "ru", None, "2018-09-04"),
        ("в прошлом году", "ru", None, "2017"),
        ("5 марта", "ru", BEFORE, "2018-03-05"),
        ("март", "ru", AFTER, "2019-03"),
        ("в 2018 году", "ru", None, "2018"),
        ("7 сентября 2018", "ru", None, "2018-09-07"),
        ("пятница 6 сентября 2018", "ru", None, "date-contradicts-words"),
        ("cuma", "tr", AFTER, "2018-09-07"),
        ("cuma", "tr-TR", AFTER, "2018-09-07"),
        ("cuma", "tr", SAME, "date-contradicts-words"),
        ("geçen hafta", "tr", None, "2018-08-27/2018-09-02"),
        ("geçen hafta", "tr", AFTER, "date-contradicts-words"),
        ("5 Mart 2020", "tr", None, "2020-03-05"),
        ("5 Mart 2020 Cuma", "tr", None, "date-contradicts-words"),
        ("bu yıl", "tr", None, "2018"),
        ("الجمعة", "ar", AFTER, "2018-09-07"),
        ("الأسبوع الماضي", "ar", None, "2018-08-27/2018-09-02"),
        ("٥ مارس ٢٠٢٠", "ar", None, "2020-03-05"),
        ("Freitag", "de", AFTER, "2018-09-07"),
        ("vor zwei Wochen", "de", None, "2018-08-20/2018-08-26"),
        ("vendredi 7 septembre 2018", "fr", None, "2018-09-07"),
        ("金曜日", "ja", AFTER, "2018-09-07"),
        # what dateparser reads and should not, or does not know
        ("30 лет", "ru", None, "date-not-understood"),
        ("deux semaines", "fr", None, "date-not-understood"),
        ("une semaine", "fr", None, "date-not-understood"),
        ("сейчас", "ru", None, "date-not-understood"),
        ("вчера в 15:00", "ru", None, "date-not-understood"),
        ("5 марта 2020 MSK", "ru", None, "date-not-understood"),
        ("12", "ru", BEFORE, "date-not-understood"),
        ("M5", "tr", BEFORE, "date-not-understood"),
        ("3.5", "de", BEFORE, "date-not-understood"),
        ("Mart 2020 Cuma", "tr", None, "date-not-understood"),
        ("несколько дней назад", "ru", None, "date-not-understood"),
        ("on Friday", "tr", AFTER, "date-not-understood"),
        ("cuma", "xx", AFTER, "date-not-understood"),
        ("cuma", "", AFTER, "date-not-understood"),
    ],
)
def test_other_languages(words: str, language: str, direction: Direction | None, edtf: str) -> None:
    assert settled(words, A, direction, language) == edtf


# ── our own English against dateparser's


def from_dateparser(words: str, base: dt.date, preference: str) -> tuple[dt.date, str]:
    from dateparser.date import DateDataParser

    asked = {
        "RELATIVE_BASE": dt.datetime.combine(base, dt.time()), "PREFER_DATES_FROM": preference, "TIMEZONE": "UTC",
        "PREFER_DAY_OF_MONTH": "first", "PREFER_MONTH_OF_YEAR": "first", "DATE_ORDER": "DMY",
        "PARSERS": ["relative-time", "absolute-time"],
    }  # fmt: skip
    found = DateDataParser(languages=["en"], settings=asked).get_date_data(words)
    assert found.date_obj is not None, words
    return found.date_obj.date(), found.period


PREFERENCES: dict[Direction, str] = {"before": "past", "same day": "current_period", "after": "future"}
BASES = [dt.date(2018, 9, 3) + dt.timedelta(days=n) for n in range(7)] + [dt.date(2019, 12, 31), dt.date(2020, 2, 29)]


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_weekdays_are_those_of_dateparser_from_every_base_in_every_direction(weekday: str) -> None:
    for base, direction in itertools.product(BASES, DIRECTIONS):
        if direction == "same day" and WEEKDAYS[base.weekday()] != weekday:
            continue
        for words in (weekday, f"on {weekday}", weekday[:3]):
            expected, period = from_dateparser(words, base, PREFERENCES[direction])
            assert read_words(words, day(base), direction).span == Span(expected, expected, "day"), (words, base)
            assert period == "day"


@pytest.mark.parametrize(("number", "name"), list(enumerate(MONTHS, 1)))
def test_months_and_days_are_those_of_dateparser(number: int, name: str) -> None:
    forms = (f"{name} 5", f"5 {name}", f"{name[:3]} 31", f"{name} 2018", f"5 {name} 2018", f"{name} 29, 2020", name)
    for form in forms:
        assert plain.read(form) == proposed(form, "en"), form
        assert plain.read(form) or "31" in form
    for base, direction in itertools.product(BASES, (BEFORE, AFTER)):
        # dateparser takes the year of the base for a month that the base lies in; ours must lie wholly on its side.
        expected, period = from_dateparser(name, base, PREFERENCES[direction])
        found = read_words(name, day(base), direction).span
        assert base.month == number or found == month(expected.year, expected.month)
        assert period == "month"


def test_years_and_figures_are_those_of_dateparser() -> None:
    for form in ("2018", "1999", "2018-09", "2018-09-07", "2020-02-29", "2019-02-29"):
        assert plain.read(form) == proposed(form, "en"), form


@pytest.mark.parametrize(
    "words",
    ["yesterday", "today", "tomorrow", "the day before yesterday", "the day after tomorrow", "last week", "this week",
     "next week", "last month", "this month", "next month", "last year", "this year", "next year", "two weeks ago",
     "a week ago", "3 weeks ago", "ten days ago", "20 days ago", "a month ago", "14 months ago", "two years ago"],
)  # fmt: skip
def test_distances_are_those_of_dateparser(words: str) -> None:
    core = plain.read(words)
    assert core is not None
    assert isinstance(core.meaning, Offset)
    for base in BASES:
        expected, period = from_dateparser(words, base, "past")
        ours = offset_from(base, core.meaning)
        assert ours is not None
        assert (ours.contains(expected), ours.precision) == (True, period), (words, base)


@pytest.mark.parametrize(("words", "side"), [("last", -1), ("next", 1)])
def test_last_and_next_weekdays_are_those_of_dateparser(words: str, side: int) -> None:
    for base, weekday in itertools.product(BASES, WEEKDAYS):
        expected, _ = from_dateparser(f"{words} {weekday}", base, "past")
        found = read_words(f"{words} {weekday}", day(base), None)
        assert found.span == day(expected), (weekday, base)
        assert side * (expected - base).days in range(1, 8)


# ── properties


@given(st.sampled_from(WEEKDAYS), dates, st.sampled_from(("before", "after")))
def test_a_weekday_is_that_weekday_on_its_side_within_a_week(name: str, base: dt.date, direction: Direction) -> None:
    found = read_words(f"on {name}", day(base), direction).span
    assert found is not None
    assert found.is_day
    assert WEEKDAYS[found.start.weekday()] == name
    distance = (found.start - base).days
    assert -7 <= distance < 0 if direction == "before" else 0 < distance <= 7


VOCABULARY = (
    *WEEKDAYS, *MONTHS, "since", "until", "by", "from", "on", "in", "the", "of", "early", "mid", "late", "end",
    "beginning",
    "first", "second", "half", "last", "next", "this", "past", "two", "three", "a", "week", "weeks", "month", "months",
    "year", "years", "days", "ago", "weekend", "summer", "winter", "quarter", "Q2", "5", "29", "31", "2018", "2020",
    "yesterday", "earlier", "later", "2018-09-07", "Friday's", "coming", "alone", "morning",
)  # fmt: skip
FORMS = st.sampled_from((
    "on {w}", "since {w}", "by {w}", "last {w}", "next {w}", "{w}, {m} {d}", "{w}, {d} {m} {y}", "{m}", "early {m}",
    "mid-{m}",     "the end of {m}", "since {m}", "since the end of {m}", "until {m}", "from early {m}", "{m} {d}",
    "since {m} {d}", "{d} {m} {y}", "the first half of {m} {y}", "{y}", "since {y}",
    "late {y}", "last {u}", "next {u}", "this {u}",
    "since last {u}",
    "the end of last {u}", "{n} {u}s ago", "since {n} {u}s ago", "the past {n} {u}s", "over the next {n} {u}s",
    "in less than {n} {u}s", "earlier this {u}", "later this {u}", "last summer", "next winter", "spring {y}", "winter",
    "Q{q} {y}", "since the second quarter", "the weekend", "last weekend", "the beginning of the {u}", "yesterday",
))  # fmt: skip
phrases = st.builds(
    lambda form, w, m, d, y, u, n, q: form.format(w=w, m=m, d=d, y=y, u=u, n=n, q=q),
    FORMS, st.sampled_from(WEEKDAYS), st.sampled_from(MONTHS), st.integers(1, 31), st.integers(1990, 2030),
    st.sampled_from(("week", "month", "year")), st.sampled_from(("two", "3", "ten")), st.integers(1, 4),
)  # fmt: skip
directions = st.sampled_from((*DIRECTIONS, None))
bases = st.one_of(st.none(), dates.map(day), dates.map(week), dates.map(lambda d: month(d.year, d.month)))


@settings(deadline=None)
@given(phrases, bases, directions)
def test_what_words_come_to_is_what_they_can_mean(words: str, base: Span | None, direction: Direction | None) -> None:
    found = read_words(words, base, direction)
    assert (found.span is None) == bool(found.problem)
    assert not found.problem or found.problem in CATALOGUE
    for candidate in found.candidates:
        assert can_mean(words, candidate, base) == (True, ""), candidate


@settings(deadline=None)
@given(st.lists(st.sampled_from(VOCABULARY), max_size=5).map(" ".join), bases, directions)
def test_no_jumble_of_dated_words_is_a_fault(words: str, base: Span | None, direction: Direction | None) -> None:
    found = read_words(words, base, direction)
    assert (found.span is None) == bool(found.problem)
    assert found.reasoning
    for candidate in found.candidates:
        assert can_mean(words, candidate, base)[0], candidate


@settings(deadline=None)
@given(st.text(max_size=60), bases, directions, st.sampled_from(("en", "ru", "tr", "ar", "fa", "de", "ja", "xx", "")))
def test_no_text_is_a_fault(words: str, base: Span | None, direction: Direction | None, language: str) -> None:
    found = read_words(words, base, direction, language)
    assert (found.span is None) == bool(found.problem)
    allowed, why = can_mean(words, span("2018-09-07"), base, language)
    assert allowed or why


def test_text_of_any_length_is_answered() -> None:
    for words in ("a" * 100_000, "last " * 20_000, "1" * 100_000, "since " * 20_000, "the " * 20_000, "é" * 100_000):
        assert settled(words, D, BEFORE) == settled(words, D, BEFORE, "tr") == "date-not-understood"
        assert reading(words, D).reasoning.endswith("is too long for a date")


# ── declared dates


@pytest.mark.parametrize(
    ("words", "declared", "base"),
    [
        ("on Thursday", "2020-03-05", D),
        ("Friday’s summit", "2018-09-07", ""),
        ("on Friday evening", "2018-09-07/2018-09-07", ""),
        ("March 5", "2020-03-05", ""),
        ("March 5", "2019-03-05", D),
        ("Thursday, March 5", "2020-03-05", ""),
        ("early March", "2020-03-01/2020-03-10", D),
        ("early March", "2020-03-05", D),
        ("in 2018", "2018-09-17", D),
        ("of 2018", "2018", D),
        ("3/5/2020", "2020-03-05", ""),
        ("3/5/2020", "2020-05-03", ""),
        ("last week", "2018-08-27/2018-09-02", B),
        ("last week", "2018-09-04", B),
        ("last week", "2018-09-04", "2018-09-09"),
        ("last week", "2018-09-04", ""),
        ("last year", "2017-05-04", C),
        ("since December", "2019-12/..", D),
        ("since December", "2019-12-12/2020-02-29", D),
        ("until March", "../2020-03", D),
        ("by the end of March", "2020-03-01/2020-03-31", D),
        ("in the past two weeks", "2020-02-15/2020-02-29", D),
        ("over the past three years", "2015/2018", B),
        ("last winter", "2019-01-20", D),
        ("the weekend", "2018-09-08/2018-09-09", A),
        ("the weekend", "2018-09-09", A),
        ("last Friday", "2018-08-31", A),
        ("since last Friday", "2018-08-31/2018-09-06", A),
        ("next Friday", "2018-09-14", A),
    ],
)
def test_a_declared_date_that_the_words_can_mean(words: str, declared: str, base: str) -> None:
    assert can_mean(words, span(declared), span(base) if base else None) == (True, "")


@pytest.mark.parametrize(
    ("words", "declared", "base", "because"),
    [
        ("on Friday", "2018-09-08", "", "8 September 2018 is a Saturday; the words say Friday"),
        ("on Friday", "2018-09", A, "September 2018 is more than a day; the words say Friday"),
        ("on Friday", "2018-09-07/..", A, "the words name no open span; “7 September 2018 onwards” is one"),
        ("March 5", "2020-04-05", "", "Sunday 5 April 2020 is not Thursday 5 March 2020, which the words give"),
        ("March 5", "2020-03", "", "March 2020 is wider than the words, which give Thursday 5 March 2020"),
        ("29 February", "2019-03-01", "", "there is no 29 February in 2019"),
        ("Thursday, March 5", "2021-03-05", "", "5 March 2021 is a Friday; the words say Thursday"),
        ("early March", "2020-03-11", "",
         "Wednesday 11 March 2020 is not within 1–10 March 2020, which the words give"),
        ("early March", "2020-03", "", "March 2020 is wider than the words, which give 1–10 March 2020"),
        ("in 2018", "2019-01-01", D, "Tuesday 1 January 2019 is not within 2018, which the words give"),
        ("last week", "2018-09-07", B,
         "Friday 7 September 2018 is not within 27 August – 2 September 2018, which the words give"),
        ("last week", "2018-08-26", B,
         "Sunday 26 August 2018 is not within 27 August – 2 September 2018, which the words give"),
        ("last year", "2018-01-01", C, "Monday 1 January 2018 is not within 2017, which the words give"),
        ("since December", "2019-11/..", D, "Friday 1 November 2019 is not within December 2019, which the words give"),
        ("since December", "../2019-12", D, "the words name a start; “until December 2019” has none"),
        ("since December", "2020-12/..", D, "Tuesday 1 December 2020 is not before Saturday 29 February 2020; "
         "the words look back"),
        ("until March", "2020-03/..", D, "the words name an end; “March 2020 onwards” has none"),
        ("in the past two weeks", "2020-01", D, "January 2020 is not within 15–29 February 2020, which the words give"),
        ("the weekend", "2018-09-07", A, "Friday 7 September 2018 is not a Saturday and Sunday; the words say weekend"),
        ("last Friday", "2018-09-07", A,
         "Friday 7 September 2018 is not before Thursday 6 September 2018; the words look back"),
        ("next Friday", "2018-08-31", A,
         "Friday 31 August 2018 is not after Thursday 6 September 2018; the words look ahead"),
    ],
)  # fmt: skip
def test_a_declared_date_that_the_words_cannot_mean(words: str, declared: str, base: str, because: str) -> None:
    assert can_mean(words, span(declared), span(base) if base else None) == (False, because)


def test_declared_dates_are_checked_in_other_languages() -> None:
    assert can_mean("cuma", span("2018-09-07"), None, "tr") == (True, "")
    assert can_mean("cuma", span("2018-09-08"), None, "tr")[1] == "8 September 2018 is a Saturday; the words say Friday"
    assert not can_mean("5 марта", span("2020-03-06"), None, "ru")[0]
    assert can_mean("в начале марта", span("2020-05-06"), None, "ru") == (True, NO_DATE)


@given(dates, st.integers(1, 12), dates)
def test_a_yearly_thing_is_settled_on_its_side(base: dt.date, number: int, other: dt.date) -> None:
    earlier, later = (read_words(MONTHS[number - 1], day(base), side).span for side in ("before", "after"))
    assert earlier is not None
    assert later is not None
    assert earlier.end < base < later.start
    assert earlier.start.month == later.start.month == number
    assert 1 <= later.start.year - earlier.start.year <= 2
    assert can_mean(MONTHS[number - 1], day(other), None)[0] == (other.month == number)


# ── the surroundings have no say

PROBE = """
import json, sys
from sitegen.dates import read_span, read_words
asked = json.load(sys.stdin)
out = [read_words(w, read_span(b), d, l).reasoning for w, b, d, l in asked]
json.dump([out, sorted(m for m in sys.modules if m == "dateparser")], sys.stdout)
"""
# Every clock that dateparser can read says the last second of 1999.
STOPPED = """
import datetime, time
real = datetime.datetime
class Kin(type):
    def __instancecheck__(cls, what): return isinstance(what, real)
class Stopped(real, metaclass=Kin):
    @classmethod
    def now(cls, tz=None): return cls(1999, 12, 31, 23, 59, 59, tzinfo=tz)
    utcnow = today = now
datetime.datetime, time.time = Stopped, lambda: 946684799.0
"""


Asked = tuple[str, str, Direction | None, str]
IN_ENGLISH: list[Asked] = [(words, base, direction, "en") for words, base, direction, _, _ in ARTICLES]
FOREIGN: list[Asked] = [
    ("в пятницу", D, AFTER, "ru"), ("вчера", D, None, "ru"), ("5 марта", D, BEFORE, "ru"),
    ("geçen hafta", D, None, "tr"), ("Mart", D, AFTER, "tr"), ("5 Mart 2020", D, None, "tr"),
    ("الجمعة", D, BEFORE, "ar"), ("два года назад", D, None, "ru"), ("2020 March 5", D, None, "en"),
]  # fmt: skip


def asked_elsewhere(asked: list[Asked], prelude: str = "", **surroundings: str) -> tuple[list[str], list[str]]:
    ran = subprocess.run(
        [sys.executable, "-c", prelude + PROBE],
        input=json.dumps(asked), capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOM.parent.parent,
        env={**os.environ, "PYTHONPATH": str(ROOM.parent.parent), "PYTHONIOENCODING": "utf-8", **surroundings},
    )  # fmt: skip
    told, opened = json.loads(ran.stdout)
    return told, opened


@pytest.mark.parametrize(
    ("prelude", "zone", "locale"),
    [("", "Pacific/Kiritimati", "C"), ("", "America/Adak", "tr_TR.UTF-8"), (STOPPED, "UTC", "C.UTF-8")],
)
def test_answers_do_not_depend_on_time_zone_locale_or_clock(prelude: str, zone: str, locale: str) -> None:
    told, _ = asked_elsewhere(FOREIGN + IN_ENGLISH, prelude, TZ=zone, LC_ALL=locale, LANG=locale)
    assert told == [reading(*asked).reasoning for asked in FOREIGN + IN_ENGLISH]


def test_plain_english_leaves_the_slow_door_shut() -> None:
    asked = IN_ENGLISH + [(words, D, BEFORE, "en") for words in OPEN]
    told, opened = asked_elsewhere(asked)
    assert (len(told), opened) == (len(asked), [])
    assert asked_elsewhere(FOREIGN[:1])[1] == ["dateparser"]


def test_nothing_here_reads_the_clock() -> None:
    for path in ROOM.glob("*.py"):
        called = {n.attr for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Attribute)}
        assert not called & {"now", "today", "utcnow", "time_ns", "localtime"}, path
