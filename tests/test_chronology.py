"""Dated words as a person annotates them: what they mean and why, and where an article contradicts its own date."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from sitegen.findings.chronology import Chronology
from sitegen.library import Library
from sitegen.project import Project

Site = Callable[..., Project]
Said = Callable[..., str]
WorkedOut = Callable[..., tuple[Library, object]]

TEXT = (
    " date 2018-09-19 The talks began on Monday and end on Friday, says she. They met in the past. "
    "In December it snowed. Last week went by. Since the spring they talk.\n"
)


def told(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


def files(statements: str, head: str = "", text: str = TEXT) -> dict[str, str]:
    return {
        "articles/talks.txt": text,
        "annotations/talks.yaml": f"{head}statements:\n{textwrap.dedent(statements)}",
        "events/all.yaml": "talks: {name: Talks, type: meeting, status: held}\n",
    }


@pytest.fixture
def chronology(site: Site, worked_out: WorkedOut) -> Callable[..., Chronology]:
    def work(statements: str, head: str = "", text: str = TEXT) -> Chronology:
        _, findings = worked_out(site(files(statements, head, text)))
        return findings.chronology  # type: ignore[attr-defined,no-any-return]

    return work


def meant(chronology: Chronology) -> dict[str, tuple[str | None, str, str]]:
    """What every phrase means: the span in words, how that is known, and the reasoning."""
    return {
        name: (one.span.said if one.span else None, one.state, one.reasoning)
        for (_, name), one in chronology.phrases.items()
    }


def test_dated_words_are_resolved_with_their_reasoning(chronology: Callable[..., Chronology]) -> None:
    found = chronology(
        """\
        - {date: on Monday, direction: before, id: worked-out}
        - {date: on Friday, declared: 2018-09-28, because: She says so., id: declared}
        - {date: in the past, open: nobody knows when, id: open}
        - {date: Last week went by, expression: Last week, id: core}
        - {date: In December it snowed, expression: In December, direction: before, base: 2018-09-01, id: base}
        """
    )
    article = "in an article of Wednesday 19 September 2018"
    assert meant(found) == {
        "worked-out": (
            "Monday 17 September 2018",
            "worked out",
            f"“on Monday”, {article}, looking back: Monday 17 September 2018",
        ),
        "declared": ("Friday 28 September 2018", "declared", "“on Friday” is taken to mean Friday 28 September 2018"),
        "open": (None, "open", "“in the past” is left open: nobody knows when"),
        "core": (
            "10–16 September 2018",
            "worked out",
            f"“Last week”, {article}, a week read as Monday to Sunday: 10–16 September 2018",
        ),
        "base": (
            "December 2017",
            "worked out",
            "“In December”, in an article of Saturday 1 September 2018, looking back: December 2017",
        ),
    }


def test_every_slip_of_a_date_is_told_in_one_run(site: Site, said: Said) -> None:
    statements = """\
    - {date: on Monday}
    - {date: on Friday, direction: after, declared: 2018-09-22, because: It says so.}
    - {date: in the past}
    - {date: They met, declared: 2018}
    - {date: In December, direction: same day}
    - {date: Last week, base: 2018-02-30}
    - {date: Since the spring, declared: spring 2018, because: It says so.}
    """
    assert said(site(files(statements))) == told(
        """
        content/annotations/talks.yaml:2:10: error[date-needs-direction]: “on Monday”, in an article of Wednesday 19 September 2018, may be Monday 17 September 2018 or Monday 24 September 2018; the words do not say which
            2 | - {date: on Monday}
              |          ^^^^^^^^^
              could be Monday 17 September 2018
              could be Monday 24 September 2018
              → add `direction: before`, `direction: same day` or `direction: after`
        content/annotations/talks.yaml:3:49: error[date-contradicts-words]: the words “on Friday” cannot mean Saturday 22 September 2018: 22 September 2018 is a Saturday; the words say Friday
            3 | - {date: on Friday, direction: after, declared: 2018-09-22, because: It says so.}
              |                                                 ^^^^^^^^^^
              → correct the date, or the words
        content/annotations/talks.yaml:4:10: error[date-not-understood]: “in the past” cannot be read as a date
            4 | - {date: in the past}
              |          ^^^^^^^^^^^
              → give `declared:` with `because:`, or say with `open:` why it stays open
        content/annotations/talks.yaml:5:30: error[date-without-reason]: the date is declared without saying why
            5 | - {date: They met, declared: 2018}
              |                              ^^^^
              → add `because:` with what the date rests on
        content/annotations/talks.yaml:6:10: error[date-contradicts-words]: “In December” cannot lie on the same day as an article of Wednesday 19 September 2018
            6 | - {date: In December, direction: same day}
              |          ^^^^^^^^^^^
              → correct `direction:`, or give `base:`
        content/annotations/talks.yaml:7:27: error[impossible-date]: “2018-02-30” is not a date of the calendar
            7 | - {date: Last week, base: 2018-02-30}
              |                           ^^^^^^^^^^
              → write YYYY-MM-DD, YYYY-MM or YYYY, or a span such as 2020-02-01/2020-02-14
        content/annotations/talks.yaml:8:38: error[impossible-date]: “spring 2018” is not a date of the calendar
            8 | - {date: Since the spring, declared: spring 2018, because: It says so.}
              |                                      ^^^^^^^^^^^
              → write YYYY-MM-DD, YYYY-MM or YYYY, or a span such as 2020-02-01/2020-02-14
        """  # noqa: E501
    )


@pytest.mark.parametrize(
    ("path", "typed", "place"),
    [
        ("site.yaml", "title: T\nscope: S\nas_of: 2020-1-1\n", "content/site.yaml:3:8"),
        ("events/x.yaml", "x: {name: X, type: meeting, status: held, date: 2019-02-29}\n", "content/events/x.yaml:1:49"),  # noqa: E501
        ("actors/x.yaml", "x: {name: X, type: person, offices: [{title: Mayor., first: 20x8}]}\n", "content/actors/x.yaml:1:61"),  # noqa: E501
        ("articles/x.md", "---\ndate: 31 May\n---\nText.\n", "content/articles/x.md:2:7"),
    ],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_told_wherever_it_stands(
    site: Site, said: Said, path: str, typed: str, place: str
) -> None:
    assert f"{place}: error[impossible-date]: “" in said(site({path: typed}))


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("8 May 2023", "write 2023-05-08"),
        ("8.5.2023", "write 2023-05-08 or 2023-08-05, whichever is meant"),
        ("31/05/2023", "write 2023-05-31"),
        ("May 8th, 2023", "write 2023-05-08"),
        ("2023-5-8", "write 2023-05-08"),
    ],
)
def test_a_day_in_other_notations_is_told_as_it_is_written_here(site: Site, said: Said, typed: str, hint: str) -> None:
    assert said(site({"articles/x.txt": "Text.\n", "annotations/x.yaml": f"date: {typed}\n"})) == told(
        f"""
        content/annotations/x.yaml:1:7: error[impossible-date]: “{typed}” is not how a date is written here
            1 | date: {typed}
              |       {"^" * len(typed)}
              → {hint}
        """
    )


# ── the article's own date


def test_the_date_of_an_article_is_declared_or_in_its_stamp_or_not_known(site: Site, worked_out: WorkedOut) -> None:
    site_files = {
        "articles/stamped.txt": " date 2018-09-06 Text.",
        "articles/both.txt": " date 2018-09-06 Text.",
        "annotations/both.yaml": "date: 2018-09\n",
        "articles/none.txt": "Text.",
    }
    _, findings = worked_out(site(site_files))
    dates = findings.chronology.articles  # type: ignore[attr-defined]
    assert {name: date.span and date.span.edtf for name, date in dates.items()} == {
        "stamped": "2018-09-06", "both": "2018-09", "none": None,
    }  # fmt: skip


def test_words_that_need_a_date_where_there_is_none(site: Site, said: Said) -> None:
    text = "The talks began on Monday.\n"
    assert said(site(files("- {date: on Monday, direction: before}\n", text=text))) == told(
        """
        content/annotations/talks.yaml:2:10: error[date-needs-base]: “on Monday” is counted from the article’s date, which is not known
            2 | - {date: on Monday, direction: before}
              |          ^^^^^^^^^
              → give `base:` with the day to count from, or `declared:` with `because:`
        """  # noqa: E501
    )


def test_a_stamp_that_is_no_date_is_told_once(site: Site, said: Said) -> None:
    text = " date 2018-02-31 The talks began on Monday.\n"
    assert said(site(files("- {date: on Monday, direction: before}\n", text=text))) == told(
        """
        content/articles/talks.txt:1:1: error[impossible-date]: the stamp in the text says 2018-02-31, which is not a date of the calendar
            1 |  date 2018-02-31 The talks began on Monday.
              | ^
              → write `date:` by hand
        """  # noqa: E501
    )


def test_an_article_that_contradicts_its_date(site: Site, said: Said) -> None:
    contradicting = "- {date: on Monday, direction: before, base: 2018-10-03}\n"
    assert said(site(files(contradicting, "date: 2018-09-01\n"))) == told(
        """
        content/annotations/talks.yaml:1:7: error[article-date-contradicted]: the article is dated Saturday 1 September 2018, and its own words say otherwise
            1 | date: 2018-09-01
              |       ^^^^^^^^^^
              content/annotations/talks.yaml:3:3: “on Monday”, in an article of Wednesday 3 October 2018, looking back: Monday 1 October 2018
              → correct the date, or say with `date_doubt:` what is wrong
        """  # noqa: E501
    )
    assert said(site(files(contradicting))).splitlines()[0] == (
        "content/annotations/talks.yaml:2:10: error[article-date-contradicted]: the article is dated "
        "Wednesday 19 September 2018, and its own words say otherwise"
    )


def test_a_contradiction_that_is_admitted_is_kept_for_the_page(chronology: Callable[..., Chronology]) -> None:
    statements = """\
    - {date: on Monday, direction: before, base: 2018-10-03, id: later}
    - {date: on Friday, direction: after, base: 2018-10-03, id: fine}
    """
    found = chronology(statements, "date_doubt: The text says October.\n")
    assert [one.statement.id for one in found.articles["talks"].contradicted_by] == ["later"]


@pytest.mark.parametrize(
    "statement",
    [
        "- {date: on Friday, direction: after, base: 2018-09-01}\n",
        "- {date: on Friday, direction: after}\n",
        "- {date: on Monday, direction: before}\n",
        "- {date: Since the spring, direction: before}\n",
        "- {date: In December, declared: 2017-12, because: It says so.}\n",
    ],
)
def test_what_does_not_contradict_the_date_of_an_article(site: Site, said: Said, statement: str) -> None:
    assert "article-date-contradicted" not in said(site(files(statement)))


# ── events


def test_an_event_is_dated_by_the_phrases_that_name_it(site: Site, worked_out: WorkedOut, said: Said) -> None:
    statements = """\
    - {date: on Monday, direction: before, event: "event:talks", id: one}
    - {date: on Friday, direction: after, event: talks, id: two}
    """
    given = {
        **files(statements),
        "events/all.yaml": "talks: {name: Talks, type: meeting, status: held, date: 2018-09-21}\n",
    }
    project = site(given)
    _, findings = worked_out(project)
    events = findings.chronology.events  # type: ignore[attr-defined]
    assert {name: [one.statement.id for one in phrases] for name, phrases in events.items()} == {
        "talks": ["one", "two"]
    }
    assert said(project) == ""


@pytest.mark.parametrize(
    "statement",
    [
        "- {date: on Monday, direction: before, event: talks}\n",
        "- {date: on Friday, direction: after}\n",
        "- {date: in the past, open: nobody knows, event: talks}\n",
    ],
)
def test_the_date_of_an_event_that_no_phrase_allows(site: Site, said: Said, statement: str) -> None:
    events = "talks: {name: Talks, type: meeting, status: held, date: 2018-09-21}\n"
    assert said(site({**files(statement), "events/all.yaml": events})) == told(
        """
        content/events/all.yaml:1:57: warning[event-date-unsupported]: no dated phrase with `event: talks` allows Friday 21 September 2018
            1 | talks: {name: Talks, type: meeting, status: held, date: 2018-09-21}
              |                                                         ^^^^^^^^^^
              → add `event:` to the phrase that dates it, or take the date out
        """  # noqa: E501
    )


DATED = files("- {date: on Monday, direction: before}\n")


@pytest.mark.parametrize("as_of", ["2018-09-19", "2018-09", "2018"])
def test_a_briefing_that_reflects_the_day_of_its_newest_article(site: Site, said: Said, as_of: str) -> None:
    assert said(site({**DATED, "site.yaml": f"title: T\nscope: S\nas_of: {as_of}\n"})) == ""


def test_a_briefing_that_its_newest_article_has_left_behind(site: Site, said: Said) -> None:
    older = {"articles/before.txt": " date 2018-09-18 It snowed.\n", "articles/undated.txt": "It snowed.\n"}
    settings = {"site.yaml": "title: T\nscope: S\nas_of: 2018-09-17\n"}
    assert said(site({**DATED, **older, **settings})) == told(
        """
        content/site.yaml:3:8: warning[as-of-behind]: the briefing is said to reflect Monday 17 September 2018, and the article “talks” is of Wednesday 19 September 2018
            3 | as_of: 2018-09-17
              |        ^^^^^^^^^^
              → write `as_of: 2018-09-19`, or a later day
        """  # noqa: E501
    )
