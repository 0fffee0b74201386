"""Pictures of time: when it happened and when it was told, what crowds, what is not known, and mirrors."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import Span, day, read_span
from sitegen.language import ENGLISH, Language
from sitegen.pictures import Happening, Report, strip_of, timeline_of
from sitegen.pictures.days import TICK_LETTERS, Days, ticks
from sitegen.pictures.happenings import CloseUp, close_ups
from sitegen.pictures.letters import width_of
from sitegen.pictures.scene import Drawing, Shape, Words


def span(text: str) -> Span:
    found = read_span(text)
    assert found
    return found


def texts(sheet: Drawing) -> list[str]:
    return [part.text for part in sheet.parts if isinstance(part, Words)]


def marks(sheet: Drawing, css: str) -> list[dict[str, str]]:
    return [dict(part.measures) for part in sheet.parts if isinstance(part, Shape) and part.css == css]


TALKS = Happening("Talks", span("2021-05-07"), "held", ("one",))
WEEK = (
    TALKS,
    Happening("More talks", span("2021-05-12"), "open", ("one", "two")),
    Happening("Strike", span("2019"), "phrase", ("two",)),
    Happening("Storm", None, "held", ("two",)),
)
REPORTS = (Report("one", "First report", span("2021-05-08")), Report("two", "Second report", span("2021-05-11"), True))


class TestDays:
    def test_a_day_has_a_beginning_and_an_end(self) -> None:
        days = Days(100, 109, 0, 100)
        assert (days.of_one, days.start(100), days.middle(100), days.start(110)) == (10, 0, 5, 100)

    def test_an_open_stretch_runs_to_the_edge(self) -> None:
        first = dt.date(2021, 1, 1).toordinal()
        days = Days(first, first + 364, 10, 375)
        assert days.ends(span("2021-02/..")) == (41, 375)
        assert days.ends(span("../2021-01")) == (10, 41)

    def test_days_and_months_where_there_is_room_for_days(self) -> None:
        first = dt.date(2021, 5, 25).toordinal()
        fine, coarse = ticks(Days(first, first + 13, 0, 700), ENGLISH)
        assert [tick.text for tick in fine] == [str(n) for n in (*range(25, 32), *range(1, 8))]
        assert [tick.text for tick in coarse] == ["May 2021", "Jun 2021"]

    def test_years_where_there_is_room_for_no_more(self) -> None:
        days = Days(dt.date(1950, 6, 1).toordinal(), dt.date(2021, 6, 1).toordinal(), 0, 340)
        assert [tick.text for tick in ticks(days, ENGLISH)[0]] == [
            "1960",
            "1970",
            "1980",
            "1990",
            "2000",
            "2010",
            "2020",
        ]

    @given(st.dates(dt.date(1000, 1, 1), dt.date(2900, 1, 1)), st.integers(1, 30000), st.integers(120, 900))
    def test_no_words_under_an_axis_overlap(self, first: dt.date, length: int, width: int) -> None:
        days = Days(first.toordinal(), first.toordinal() + length, 0, width)
        fine, coarse = ticks(days, ENGLISH)
        boxes = [(tick.x, width_of(tick.text, TICK_LETTERS)) for tick in fine if tick.text]
        for (x, room), (after, room_after) in itertools.pairwise(boxes):
            assert x + room / 2 <= after - room_after / 2
        boxes = [(tick.x, width_of(tick.text, TICK_LETTERS)) for tick in coarse if tick.text]
        for (x, room), (after, _) in itertools.pairwise(boxes):
            assert x + room <= after


class TestCloseUps:
    def test_what_lies_close_together_on_a_long_time_is_drawn_again(self) -> None:
        first, last = dt.date(2021, 5, 7).toordinal(), dt.date(2021, 5, 12).toordinal()
        assert close_ups(WEEK, REPORTS) == (CloseUp(first, last),)

    def test_what_is_all_of_the_time_is_not(self) -> None:
        assert close_ups(WEEK[:2], REPORTS) == ()

    def test_nothing_is_nothing(self) -> None:
        assert close_ups((), ()) == ()


class TestTheTimeline:
    def test_a_row_each_with_its_date_on_the_axis_where_it_belongs(self) -> None:
        found = timeline_of(WEEK, REPORTS, ENGLISH)
        assert found
        assert (found.closer, found.left_out) == (1, 0)
        wide = texts(found.drawings[0])
        assert wide.index("Strike") < wide.index("Storm") < wide.index("Talks") < wide.index("More talks")
        assert {"2019", "date not known", "7 May 2021", "12 May 2021"} <= set(wide)

    def test_it_happened_before_it_was_told(self) -> None:
        found = timeline_of(WEEK[:2], REPORTS, ENGLISH)
        assert found
        held, planned = marks(found.drawings[0], "event held"), marks(found.drawings[0], "event open")
        told = marks(found.drawings[0], "report")
        assert float(held[0]["cx"]) < float(planned[0]["cx"])
        assert float(held[0]["cx"]) < float(told[0]["d"][1:].split()[0])
        assert len(marks(found.drawings[0], "report doubted")) == 2

    def test_an_unknown_date_is_a_dotted_line_over_all_of_time(self) -> None:
        found = timeline_of(WEEK, REPORTS, ENGLISH)
        assert found
        assert [(one["x1"], one["x2"]) for one in marks(found.drawings[0], "unknown-date")] == [("262", "710")]

    def test_where_nothing_has_a_date_nothing_is_drawn(self) -> None:
        assert timeline_of((WEEK[3],), (), ENGLISH) is None
        assert timeline_of((), (), ENGLISH) is None
        assert timeline_of((TALKS,), (), ENGLISH) is None
        assert strip_of((TALKS, WEEK[3]), REPORTS, ENGLISH) == ()

    def test_days_on_the_strip_have_their_months_under_them(self) -> None:
        """A number of a day alone would say nothing on a strip of some weeks."""
        some = [Happening(f"Event {n}", day(dt.date(2021, 4, 20) + dt.timedelta(9 * n)), "held") for n in range(5)]
        wide, narrow = strip_of(some, REPORTS, ENGLISH)
        for sheet in (wide, narrow):
            numbers = [text for text in texts(sheet) if text.isdigit()]
            assert numbers
            assert [text for text in texts(sheet) if text not in numbers] == ["Apr 2021", "May 2021"]

    @pytest.mark.parametrize(("years", "times"), [(8, 1), (9, 2)])
    def test_above_many_rows_the_years_stand_once_more(self, years: int, times: int) -> None:
        """The axis at their foot is below the screen."""
        long = [Happening(f"Event {n}", span(str(2010 + n)), "held") for n in range(years)]
        found = timeline_of(long, (), ENGLISH)
        assert found
        named = [text for text in texts(found.drawings[0]) if text == "2012"]
        # One is the date of the row itself.
        assert len(named) == times + 1

    def test_what_has_no_row_is_counted(self) -> None:
        many = [Happening(f"Event {n}", day(dt.date(2021, 1, 1) + dt.timedelta(n)), "held") for n in range(60)]
        found = timeline_of(many, (), ENGLISH)
        assert found
        rows = [text for text in texts(found.drawings[0]) if text.startswith("Event")]
        assert len(rows) + found.left_out == 60

    def test_readers_from_right_to_left_see_time_run_from_right_to_left(self) -> None:
        left, right = (timeline_of(WEEK, REPORTS, language) for language in (ENGLISH, Language("ar")))
        assert left
        assert right
        for one, other in zip(left.drawings, right.drawings, strict=True):
            for mark, mirror in zip(marks(one, "event held"), marks(other, "event held"), strict=True):
                assert float(mark["cx"]) + float(mirror["cx"]) == one.width
            for word, seen in zip(one.parts, other.parts, strict=True):
                if isinstance(word, Words) and isinstance(seen, Words):
                    assert {word.anchor, seen.anchor} in ({"start", "end"}, {"middle"})


class TestTheStrip:
    def test_marks_pile_up_where_they_fall_together(self) -> None:
        many = [Happening(f"Event {n}", span("2021-05-07"), "held") for n in range(50)]
        wide, narrow = strip_of([*many, WEEK[2]], REPORTS, ENGLISH)
        for sheet in (wide, narrow):
            heights = {one["cy"] for one in marks(sheet, "event held")}
            assert len(heights) > 10
            assert sheet.height < 160


SITE = {
    "events.yaml": """
        talks: {name: Talks <at the quay>, unlinked: true, type: meeting, status: held, date: 2021-05-07}
        round: {name: Second round, unlinked: true, type: meeting, status: planned, date: 2021-06-01}
        storm: {name: The storm, unlinked: true, type: incident, status: held}
    """,
    "articles/one.txt": "Talks were held on 7 May. A second round on 1 June is planned.\n",
    "annotations/one.yaml": """
        label: One
        date: 2021-05-08
        statements:
          - {date: on 7 May, direction: before, event: talks}
          - {date: on 1 June, direction: after, event: round}
    """,
}


class TestThePages:
    def test_the_timeline_and_the_table_that_says_the_same(
        self, site: Callable, built: Callable, page_text: Callable, pictures: Callable
    ) -> None:
        edition = built(site(SITE))
        found = pictures(edition.files["timeline.html"])
        assert [sheet.get("class") for sheet in found] == ["wide", "narrow"]
        for sheet in found:
            assert "Talks <at the quay>" in {one.text for one in sheet.iter("text")}
            named = (sheet.get("aria-labelledby") or "").split()
            assert [sheet[0].get("id"), sheet[1].get("id")] == named
        text = page_text(edition, "timeline.html")
        assert "Talks <at the quay> Friday 7 May 2021 Held One, Saturday 8 May 2021" in text
        assert "The storm date not known Took place" in text

    def test_the_front_page_has_the_strip(self, site: Callable, built: Callable, pictures: Callable) -> None:
        edition = built(site(SITE))
        for sheet in pictures(edition.files["index.html"]):
            assert [one.text for one in sheet.iter("title")][1:] == ["Talks <at the quay>", "Second round", "One"]

    def test_no_dates_no_picture(self, site: Callable, built: Callable) -> None:
        edition = built(site({}))
        assert b"<svg" not in edition.files["timeline.html"]
        assert b"<svg" not in edition.files["index.html"]
