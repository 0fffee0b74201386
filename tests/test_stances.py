"""Who takes which position when: one time after another, two on one day, changes in words, and nothing inferred."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import Span
from sitegen.findings.stances import Held, Moment, _moments
from sitegen.kinds.issue import Position
from sitegen.kinds.stance import Stance
from sitegen.pipeline import Edition

THINGS = {
    "actors/all.yaml": """
        city: {name: Port City, type: state}
        ada: {name: Ada Moreno, names: [Moreno], type: person, acts_for: city}
        union: {name: the union, type: institution}
    """,
    "issues/quay.yaml": """
        free-quay:
          name: The free quay
          unlinked: true
          question: Should the quay stay free of dues?
          positions:
            - {id: keep, name: keep it free}
            - {id: charge, name: charge dues, description: Of ships or of traders.}
            - {id: study, name: study it first}
            - {id: sell, name: sell it}
    """,
    "articles/first.txt": "Ada Moreno will keep the quay free. The union asks for dues and a study. The city: for it.",
    "articles/second.txt": "Moreno said that dues must come. The union still asks for a study. The city wants dues.",
    "articles/third.txt": "“I want dues, and a study too,” Moreno said. The union asks for a free quay.",
    "articles/undated.txt": "The union wants dues.",
}


def stance(words: str, actor: str, position: str, form: str = "reported", more: str = "") -> str:
    return f"  - {{stance: {words}, issue: free-quay, position: {position}, actor: {actor}, form: {form}{more}}}\n"


STANCES = {
    "annotations/first.yaml": "date: 2021-05-06\nstatements:\n"
    + stance("will keep the quay free", "ada", "keep")
    + stance("asks for dues", "union", "charge")
    + stance("and a study", "union", "study")
    + stance("for it", "city", "keep", "the article's account", ", as_of: 2021-05"),
    "annotations/second.yaml": "date: 2021-05-08\nstatements:\n"
    + stance("dues must come", "ada", "charge")
    + stance("asks for a study", "union", "study")
    + stance("wants dues", "city", "charge"),
    "annotations/third.yaml": "date: 2021-05-10\nstatements:\n"
    + stance("I want dues", "ada", "charge", "own words")
    + stance("a study too", "ada", "study", "own words")
    + stance("asks for a free quay", "union", "keep"),
    "annotations/undated.yaml": "statements:\n" + stance("wants dues", "union", "charge"),
}
SITE = {**THINGS, **STANCES}


def in_short(moment: Moment) -> tuple[str, list[str], list[str], list[str], bool]:
    return (
        moment.span.edtf if moment.span else "not known",
        [position.id for position in moment.positions],
        [position.id for position in moment.before],
        [position.id for position in moment.added],
        moment.changed,
    )


def test_every_time_with_what_was_held_then_and_before(site: Callable, worked_out: Callable) -> None:
    _, findings = worked_out(site(SITE))
    found = {
        course.actor.id: [in_short(one) for one in course.moments] for course in findings.stances.by_issue["free-quay"]
    }
    assert found == {
        "ada": [
            ("2021-05-06", ["keep"], [], [], False),
            ("2021-05-08", ["charge"], ["keep"], ["charge"], True),
            ("2021-05-10", ["charge", "study"], ["charge"], ["study"], False),
        ],
        # The month overlaps the day, so that neither is before the other.
        "city": [("2021-05", ["keep"], [], [], False), ("2021-05-08", ["charge"], [], [], False)],
        # A position that is not repeated is not given up: only the third day brings another.
        "union": [
            ("2021-05-06", ["charge", "study"], [], [], False),
            ("2021-05-08", ["study"], ["charge", "study"], [], False),
            ("2021-05-10", ["keep"], ["study"], ["keep"], True),
            ("not known", ["charge"], [], [], False),
        ],
    }


def test_the_latest_is_the_last_that_has_a_date(site: Callable, worked_out: Callable) -> None:
    _, findings = worked_out(site(SITE))
    union = findings.stances.by_actor["union"][0]
    assert [position.id for position in union.latest.positions] == ["keep"]


def test_an_undated_stance_is_the_latest_where_there_is_no_other(site: Callable, worked_out: Callable) -> None:
    files = {**THINGS, "annotations/undated.yaml": STANCES["annotations/undated.yaml"]}
    _, findings = worked_out(site(files))
    course = findings.stances.by_actor["union"][0]
    assert [position.id for position in course.latest.positions] == ["charge"]


def test_what_the_article_dates_itself_is_told_from_what_is_dated(site: Callable, worked_out: Callable) -> None:
    _, findings = worked_out(site(SITE))
    city = next(one for one in findings.stances.by_issue["free-quay"] if one.actor.id == "city")
    assert [(held.by_article, held.doubted) for moment in city.moments for held in moment.held] == [
        (False, False),
        (True, False),
    ]


def test_a_date_that_the_article_contradicts_is_marked(site: Callable, built: Callable, page_text: Callable) -> None:
    annotations = """
        date: 2021-05-06
        date_doubt: The text is later.
        statements:
          - {date: on 9 May 2021, direction: before, base: 2021-05-12}
          - {stance: wants dues, issue: free-quay, position: charge, actor: union, form: reported}
    """
    files = {
        **THINGS,
        "articles/undated.txt": "The union wants dues. It was on 9 May 2021.",
        "annotations/undated.yaml": annotations,
    }
    assert "the article’s own text contradicts its date" in page_text(built(site(files)), "issues/free-quay.html")


def test_the_page_of_an_issue(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site(SITE)), "issues/free-quay.html")
    assert "Should the quay stay free of dues?" in page
    # By the latest statement; the union's undated words do not count as later than its dated ones.
    now = "charge dues Of ships or of traders. Port City Saturday 8 May 2021 Ada Moreno Monday 10 May 2021"
    assert f"keep it free the union Monday 10 May 2021 {now}" in page
    assert "study it first Ada Moreno Monday 10 May 2021" in page
    assert "sell it Nobody in the sources." in page
    assert "Changed from “keep it free” to “charge dues”." in page
    assert "Now also “study it first”." in page
    assert "2 positions at one time" in page
    assert "charge dues I want dues In their own words" in page
    assert "keep it free for it The article’s account" in page


def test_a_position_nobody_holds_any_more_says_so(site: Callable, built: Callable, page_text: Callable) -> None:
    files = {
        **SITE,
        "annotations/third.yaml": "date: 2021-05-10\nstatements:\n" + stance("asks for a free quay", "union", "sell"),
    }
    del files["annotations/undated.yaml"]
    page = page_text(built(site(files)), "issues/free-quay.html")
    assert "study it first Nobody by their latest statement; 2 earlier statements." in page


def test_whoever_acts_for_somebody_stands_right_under_them(
    site: Callable, built: Callable, page_text: Callable
) -> None:
    page = page_text(built(site(SITE)), "issues/free-quay.html")
    over_time = page[page.index("One row an actor") :]
    rows = [over_time.index("Ada Moreno acts for Port City"), over_time.index("the union Thursday 6 May 2021")]
    assert rows == sorted(rows)
    assert over_time.index("Port City May 2021") < rows[0]


def test_the_index_shows_every_change_with_both_sides(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site(SITE)), "stances.html")
    assert "Over time: 11 statements, 3 actors" in page
    changes = page[page.index("Who changed position") :]
    assert "Who changed position 3" in changes
    assert (
        "Ada Moreno, The free quay Changed from “keep it free” to “charge dues”. "
        "Thursday 6 May 2021 keep it free will keep the quay free" in changes
    )
    assert "the union, The free quay Changed from “study it first” to “keep it free”." in changes


def test_the_profile_of_an_actor(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site(SITE)), "actors/ada.html")
    now = page[page.index("Position now, per issue") :]
    latest = "charge dues study it first Monday 10 May 2021 · Now also “study it first”"
    assert f"The free quay Should the quay stay free of dues? {latest}" in now
    over_time = page[page.rindex("Stance over time") :]
    days = [over_time.index(day) for day in ("Thursday 6 May 2021", "Saturday 8 May 2021", "Monday 10 May 2021")]
    assert days == sorted(days)


def test_without_issues_the_index_says_so(site: Callable, built: Callable, page_text: Callable) -> None:
    assert "No issue has been written for this briefing." in page_text(built(site({})), "stances.html")


def test_an_issue_on_which_nobody_speaks_says_so(site: Callable, built: Callable, page_text: Callable) -> None:
    assert "No source says where anybody stands." in page_text(built(site(THINGS)), "issues/free-quay.html")


# ── problems


def test_a_position_that_the_issue_does_not_declare(site: Callable, said: Callable) -> None:
    files = {**THINGS, "annotations/undated.yaml": "statements:\n" + stance("wants dues", "union", "chrage")}
    drawn = said(site(files))
    assert "undated.yaml:2:54: error[unknown-reference]: the issue “free-quay” has no position “chrage”" in drawn
    assert "did you mean “charge”?" in drawn


def test_a_position_like_none_of_them_lists_them_all(site: Callable, said: Callable) -> None:
    files = {**THINGS, "annotations/undated.yaml": "statements:\n" + stance("wants dues", "union", "xyz")}
    assert "its positions are: keep, charge, study, sell" in said(site(files))


def test_an_issue_that_declares_a_position_twice(site: Callable, said: Callable) -> None:
    files = {**THINGS, "issues/quay.yaml": THINGS["issues/quay.yaml"].replace("id: sell", "id: keep")}
    assert "error[duplicate-id]: the issue “free-quay” declares the position “keep” twice" in said(site(files))


# ── rights


def test_a_source_that_may_only_be_linked_lends_a_position_and_no_words(
    site: Callable, built: Callable, page_text: Callable
) -> None:
    annotations = "rights: link\nstatements:\n" + stance("insists on dues", "union", "charge")
    text = "The union insists on dues."
    edition: Edition = built(site({**SITE, "articles/undated.txt": text, "annotations/undated.yaml": annotations}))
    page = page_text(edition, "issues/free-quay.html")
    assert "date not known charge dues The rights of this source let none of its words be shown." in page
    assert not any(b"insists" in data for data in edition.files.values())


# ── the order of times

DAYS = st.integers(0, 12)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    start, end = dt.date(2021, 5, 1) + dt.timedelta(first), dt.date(2021, 5, 1) + dt.timedelta(last)
    match draw(st.sampled_from(("closed", "open start", "open end"))):
        case "open start":
            return Span(None, end, "day")
        case "open end":
            return Span(start, None, "day")
    return Span(start, end, "range")


@given(st.lists(spans(), max_size=12))
def test_what_was_before_is_the_latest_time_wholly_over(times: list[Span]) -> None:
    position = Position(id="keep", name="keep")
    taken = Stance(words="w", issue="i", position="keep", actor="a", form="reported")
    moments = _moments([Held(taken, position, span, False, False) for span in times])
    assert [moment.span for moment in moments] == sorted(set(times))
    for moment in moments:
        assert moment.span is not None
        over = [span for span in set(times) if span.end < moment.span.start]
        latest = max(over, key=lambda span: (span.end, span.start, span.precision), default=None)
        assert (moment.earlier.span if moment.earlier else None) == latest
