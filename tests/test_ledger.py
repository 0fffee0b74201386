"""The ledger: which figures are compared, what the verdict is, and why others cannot be compared."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.dates import Span, day
from sitegen.findings import Findings, work_out
from sitegen.findings.ledger import Ledger, Sheet, Standing
from sitegen.findings.ledger.bounds import Bounds
from sitegen.findings.ledger.entries import Entry, Kindred
from sitegen.findings.ledger.nearness import Dated, near_in_time
from sitegen.findings.ledger.verdicts import standings
from sitegen.findings.voices import Voice
from sitegen.kinds.figure import Figure
from sitegen.kinds.measure import Measure
from sitegen.library import Library, load
from sitegen.numbers import Quantity
from sitegen.passages import Stretch
from sitegen.project import Project, content_files

Write = Callable[[Mapping[str, str | bytes]], Project]
WorkedOut = Callable[..., tuple[Library, Findings]]

ACTORS = """\
union: {name: the union, type: institution}
city: {name: the city, type: institution}
"""


@pytest.fixture
def ledger(site: Write, worked_out: WorkedOut) -> Callable[..., Ledger]:
    """The ledger of a site: a measure `dockers` with some keys, and for each article its date, text and figures."""

    def make(measure: str = "", **articles: tuple[str, str, list[str]]) -> Ledger:
        files = {
            "measures.yaml": f"dockers: {{name: Dockers, unlinked: true, counts: dockers, unit: people, {measure}}}\n",
            "actors.yaml": ACTORS,
        }
        for name, (date, text, figures) in articles.items():
            lines = "".join(f"- {{measure: dockers, {figure}}}\n" for figure in figures)
            files[f"articles/{name}.txt"] = text
            files[f"annotations/{name}.yaml"] = f"date: {date}\nrights: full\nstatements:\n{lines}"
        return worked_out(site(files))[1].ledger

    return make


def found(ledger: Ledger) -> list[tuple[str, str, str]]:
    """Every figure: its article, its number as printed, its verdict."""
    return sorted(
        (one.entry.figure.article, one.entry.bounds.printed, one.verdict) for one in ledger.standings.values()
    )


def sheet(ledger: Ledger) -> Sheet:
    return ledger.sheets["dockers"]


def only(ledger: Ledger, article: str) -> Standing:
    (one,) = [standing for standing in sheet(ledger).standings if standing.entry.figure.article == article]
    return one


FRIDAY, SATURDAY = "2021-05-07", "2021-05-08"


class TestVerdicts:
    def test_numbers_that_no_count_could_both_be_differ(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            a=(FRIDAY, "Nearly half of them walked out.", ["figure: Nearly half of them, unit: share"]),
            b=(SATURDAY, "A third of them walked out.", ["figure: A third of them, unit: share"]),
        )
        assert found(made) == [("a", "Nearly half", "differ"), ("b", "A third", "differ")]
        (against,) = only(made, "a").against
        assert against.entry.figure.article == "b"
        assert against.spread == pytest.approx((0.45 - 1 / 3) / 0.45)
        assert (sheet(made).verdict, sheet(made).spread) == ("differ", pytest.approx(0.2593, abs=1e-4))
        assert (sheet(made).articles, sheet(made).voices, made.disputed) == (2, 2, 2)
        assert made.differing == (sheet(made),)

    def test_words_that_one_count_could_meet_agree(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            a=(FRIDAY, "About 400 dockers met.", ["figure: About 400 dockers"]),
            b=(SATURDAY, "Several hundred dockers met.", ["figure: Several hundred dockers"]),
            c=(SATURDAY, "More than 350 dockers met.", ["figure: More than 350 dockers"]),
        )
        assert {verdict for _, _, verdict in found(made)} == {"agree"}
        assert (sheet(made).verdict, sheet(made).spread, made.disputed, made.differing) == ("agree", 0.0, 0, ())

    def test_rounding_is_no_difference(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            a=(FRIDAY, "The port has 3.5 million tons.", ["figure: 3.5 million tons"]),
            b=(FRIDAY, "The port has 3,532,000 tons.", ["figure: '3,532,000 tons'"]),
            c=(FRIDAY, "The port has 3.7 million tons.", ["figure: 3.7 million tons"]),
        )
        assert found(made) == [
            ("a", "3.5 million", "differ"),
            ("b", "3,532,000", "differ"),
            ("c", "3.7 million", "differ"),
        ]
        assert {name: [one.entry.figure.article for one in only(made, name).against] for name in "abc"} == {
            "a": ["c"],
            "b": ["c"],
            "c": ["b"],
        }

    def test_the_farthest_on_both_sides_are_named(self, ledger: Callable[..., Ledger]) -> None:
        texts = {"a": 100, "b": 200, "c": 300, "d": 400}
        made = ledger(
            **{
                name: (FRIDAY, f"It had {number} dockers.", [f"figure: {number} dockers"])
                for name, number in texts.items()
            }
        )
        assert {name: [one.entry.figure.article for one in only(made, name).against] for name in texts} == {
            "a": ["d"],
            "b": ["d", "a"],
            "c": ["d", "a"],
            "d": ["a"],
        }
        assert sheet(made).spread == 0.75

    def test_one_article_can_differ_with_itself(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(a=(FRIDAY, "It had 300 dockers.\n\nIt had 400 men.", ["figure: 300 dockers", "figure: 400 men"]))
        assert {verdict for _, _, verdict in found(made)} == {"differ"}
        assert (sheet(made).articles, sheet(made).voices) == (1, 1)

    def test_one_figure_stands_alone(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(a=(FRIDAY, "It had 300 dockers.", ["figure: 300 dockers"]))
        assert (found(made), sheet(made).verdict) == ([("a", "300", "alone")], "alone")

    def test_a_measure_without_figures_has_no_verdict_to_show(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger()
        assert (sheet(made).verdict, sheet(made).groups, sheet(made).voices) == ("alone", (), 0)


class TestVoices:
    def test_the_same_article_is_one_voice(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            a=(FRIDAY, "It had 300 dockers.\n\nAll 300 men left.", ["figure: 300 dockers", "figure: 300 men"])
        )
        assert {verdict for _, _, verdict in found(made)} == {"same voice"}
        assert (sheet(made).articles, sheet(made).voices) == (1, 1)

    def test_the_same_speaker_is_one_voice_in_every_article(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            a=(FRIDAY, "The union counts 300 dockers.", ["figure: 300 dockers, speaker: union"]),
            b=(FRIDAY, "The union has 300 dockers.", ["figure: 300 dockers, speaker: union"]),
        )
        assert {verdict for _, _, verdict in found(made)} == {"same voice"}
        assert (sheet(made).articles, sheet(made).voices) == (2, 1)

    def test_two_speakers_in_one_article_are_two(self, ledger: Callable[..., Ledger]) -> None:
        figures = ["figure: 300 dockers, speaker: union", "figure: 300 men, speaker: city"]
        made = ledger(a=(FRIDAY, "The union counts 300 dockers, the city 300 men.", figures))
        assert {verdict for _, _, verdict in found(made)} == {"agree"}
        assert (sheet(made).articles, sheet(made).voices) == (1, 2)

    def test_one_speaker_can_differ(self, ledger: Callable[..., Ledger]) -> None:
        figures = ["figure: 300 dockers, speaker: union", "figure: 400 men, speaker: union"]
        made = ledger(a=(FRIDAY, "The union counts 300 dockers, then 400 men.", figures))
        assert (sheet(made).verdict, sheet(made).voices) == ("differ", 1)

    def test_confirmed_copy_is_one_voice(self, site: Write, worked_out: WorkedOut) -> None:
        copy = "The old harbour is home to about 400 dockers who have worked on its quays for many long years."
        figure = "statements:\n- {figure: about 400 dockers, measure: dockers}\n"
        files = {
            "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers, unit: people}\n",
            "articles/a.txt": copy,
            "articles/b.txt": copy.replace("about 400", "some 400"),
            "annotations/a.yaml": f"date: {FRIDAY}\n{figure}",
            "annotations/b.yaml": f"date: {FRIDAY}\nshares_copy_with: [a]\n{figure.replace('about', 'some')}",
        }
        confirmed = worked_out(site(files))[1].ledger.sheets["dockers"]
        assert (confirmed.verdict, confirmed.articles, confirmed.voices) == ("same voice", 2, 1)
        files["annotations/b.yaml"] = files["annotations/b.yaml"].replace("shares_copy_with: [a]\n", "")
        proposed = worked_out(site(files))[1].ledger.sheets["dockers"]
        assert (proposed.verdict, proposed.articles, proposed.voices) == ("agree", 2, 2)


def reasons(standing: Standing) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.dimension, one.here, one.elsewhere) for one in standing.reasons]


class TestNotComparable:
    def test_another_scope(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            "scope: the port",
            a=(FRIDAY, "It had 300 dockers.", ["figure: 300 dockers"]),
            b=(FRIDAY, "It had 900 dockers.", ["figure: 900 dockers, scope: the whole bay"]),
        )
        assert {verdict for _, _, verdict in found(made)} == {"not comparable"}
        assert reasons(only(made, "a")) == [("scope", "the port", ("the whole bay",))]
        assert reasons(only(made, "b")) == [("scope", "the whole bay", ("the port",))]
        assert (sheet(made).verdict, sheet(made).spread, made.disputed) == ("not comparable", 0.0, 0)

    def test_another_population_and_another_unit(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            a=(FRIDAY, "It had 300 dockers.", ["figure: 300 dockers"]),
            b=(FRIDAY, "It had 900 men.", ["figure: 900 men, population: with families"]),
            c=(FRIDAY, "Half of them left.", ["figure: Half of them"]),
        )
        assert reasons(only(made, "a")) == [("unit", "people", ("share",)), ("population", "", ("with families",))]
        assert reasons(only(made, "b")) == [("population", "with families", ("",))]
        assert reasons(only(made, "c")) == [("unit", "share", ("people",))]

    def test_money_in_another_currency(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            "nature: money",
            a=(FRIDAY, "They ask up to $2,000 (about €1,800).", ["figure: 'up to $2,000'", "figure: 'about €1,800'"]),
        )
        assert {one.entry.kindred.unit for one in sheet(made).standings} == {"dollars", "euros"}
        assert sheet(made).verdict == "not comparable"

    def test_another_time(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            "holds_for: 7",
            a=("2021-05-07", "It had 300 dockers.", ["figure: 300 dockers"]),
            b=("2021-05-14", "It had 300 dockers.", ["figure: 300 dockers"]),
            c=("2021-05-22", "It had 900 dockers.", ["figure: 900 dockers"]),
        )
        assert found(made) == [("a", "300", "agree"), ("b", "300", "agree"), ("c", "900", "not comparable")]
        dates = ("Friday 7 May 2021", "Friday 14 May 2021")
        assert reasons(only(made, "c")) == [("time", "Saturday 22 May 2021", dates)]

    def test_the_day_it_holds_for_comes_before_that_of_the_article(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            "holds_for: 0",
            a=("2021-05-07", "It had 300 dockers.", ["figure: 300 dockers"]),
            b=("2022-01-01", "It had 900 dockers.", ["figure: 900 dockers, as_of: 2021-05-07"]),
            c=("2022-01-01", "It had 500 dockers.", ["figure: 500 dockers, as_of: 2021-05"]),
        )
        assert {verdict for _, _, verdict in found(made)} == {"differ"}
        assert (only(made, "a").entry.own_date, only(made, "b").entry.own_date) == (True, False)

    def test_nearness_in_time_is_not_handed_on(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            "holds_for: 10",
            a=("2021-05-01", "It had 100 dockers.", ["figure: 100 dockers"]),
            b=("2021-05-10", "It had 100 to 300 dockers.", ["figure: 100 to 300 dockers"]),
            c=("2021-05-19", "It had 300 dockers.", ["figure: 300 dockers"]),
        )
        assert {verdict for _, _, verdict in found(made)} == {"agree"}

    def test_over_a_span_only_the_same_span_is_compared(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            "timing: over a span",
            a=(FRIDAY, "More than 30 died.", ["figure: More than 30, over: 2021-04-21/2021-04-30"]),
            b=(FRIDAY, "More than 50 died.", ["figure: More than 50, over: 2021-04"]),
            c=(FRIDAY, "Some 60 died.", ["figure: Some 60, over: 2021-04"]),
            d=(FRIDAY, "They say 70 died.", ["figure: '70'"]),
        )
        assert [verdict for _, _, verdict in found(made)] == ["not comparable", "agree", "agree", "not comparable"]
        assert reasons(only(made, "a")) == [("time", "21–30 April 2021", ("April 2021", ""))]
        assert reasons(only(made, "d")) == [("time", "", ("21–30 April 2021", "April 2021"))]

    def test_what_is_timeless_is_always_compared(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            "timing: timeless",
            a=("2001-05-07", "It had 300 dockers.", ["figure: 300 dockers"]),
            b=("2021-05-07", "It had 900 dockers.", ["figure: 900 dockers"]),
        )
        assert sheet(made).verdict == "differ"

    def test_two_dimensions_that_only_together_part_them(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            "scope: the port",
            a=("2021-05-07", "It had 300 dockers.", ["figure: 300 dockers"]),
            b=("2022-05-07", "It had 900 dockers.", ["figure: 900 dockers, scope: the bay"]),
        )
        assert [dimension for dimension, _, _ in reasons(only(made, "a"))] == ["scope", "time"]

    def test_an_article_without_a_date(self, site: Write, worked_out: WorkedOut) -> None:
        figure = "statements:\n- {figure: 300 dockers, measure: dockers}\n"
        files = {
            "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers, unit: people}\n",
            "articles/a.txt": "It had 300 dockers.",
            "articles/b.txt": "It had 300 dockers.",
            "annotations/a.yaml": figure,
            "annotations/b.yaml": f"date: {FRIDAY}\n{figure}",
        }
        made = worked_out(site(files))[1].ledger
        assert reasons(only(made, "a")) == [("time", "", ("Friday 7 May 2021",))]


class TestOrder:
    def test_the_widest_gap_comes_first(self, site: Write, worked_out: WorkedOut) -> None:
        names = {"near": (90, 100), "far": (10, 100), "same": (5, 5)}
        measures = "".join(f"{name}: {{name: {name}, unlinked: true, counts: it, unit: people}}\n" for name in names)
        files = {"measures.yaml": measures}
        for side, article in enumerate("ab"):
            lines = [f"{numbers[side]} in {name}" for name, numbers in names.items()]
            files[f"articles/{article}.txt"] = ", ".join(lines)
            statements = "".join(f"- {{figure: {line}, measure: {line.split()[-1]}}}\n" for line in lines)
            files[f"annotations/{article}.yaml"] = f"date: {FRIDAY}\nstatements:\n{statements}"
        made = worked_out(site(files))[1].ledger
        assert [one.measure.id for one in made.differing] == ["far", "near"]
        assert [one.spread for one in made.differing] == [0.9, pytest.approx(0.1)]
        assert made.disputed == 4


class TestBounds:
    def test_the_number_is_read_where_several_stand(self, ledger: Callable[..., Ledger]) -> None:
        words = "figure: 'Around 100 people, including 35 children'"
        made = ledger(a=(FRIDAY, "Around 100 people, including 35 children, met.", [f"{words}, number: 35"]))
        assert (only(made, "a").entry.bounds.printed, only(made, "a").entry.low) == ("35", 35)

    def test_it_is_shown_as_printed_though_written_otherwise(self, ledger: Callable[..., Ledger]) -> None:
        figure = "figure: 10 000 dockers of 12, number: 10 000"
        made = ledger(a=(FRIDAY, "There were 10\u00a0000 dockers of 12.", [figure]))
        assert only(made, "a").entry.bounds.quantity == Quantity(10_000, 10_000)

    def test_declared_bounds_come_first(self, ledger: Callable[..., Ledger]) -> None:
        made = ledger(
            a=(FRIDAY, "One after another left.", ["figure: One after another, low: 3"]),
            b=(FRIDAY, "Nearly all left.", ["figure: Nearly all, low: 90, high: 100"]),
        )
        assert [(one.entry.low, one.entry.high) for one in sheet(made).standings] == [(3, math.inf), (90, 100)]
        assert all(one.entry.bounds.declared for one in sheet(made).standings)

    def test_a_place_in_a_row_is_one_where_the_measure_says_so(self, ledger: Callable[..., Ledger]) -> None:
        words = "the third time in less than a year"
        made = ledger("nature: ordinal", a=(FRIDAY, f"It is {words}.", [f"figure: {words}"]))
        assert (only(made, "a").entry.low, only(made, "a").entry.bounds.printed) == (3, "third")


@pytest.mark.parametrize(
    ("measure", "figure", "message"),
    [
        ("", "figure: a crowd", "no number can be read in “a crowd”, or more than one"),
        ("", "figure: 300 men and 20 women", "no number can be read in “300 men and 20 women”, or more than one"),
        ("", "figure: 300 men, number: 400", "the number “400” does not stand in the words of the figure"),
        ("nature: share", "figure: 300 men", "“300 men” is no part of a whole, and the measure “dockers” is a share"),
        ("nature: share", "figure: a crowd, low: 45", "the bounds 45 and 1 are not in order"),
        (
            "nature: share",
            "figure: a crowd, high: 45",
            "45 is more than the whole, and the measure “dockers” is a share",
        ),
        ("", "figure: a crowd, low: 5, high: 3", "the bounds 5 and 3 are not in order"),
        ("", "figure: a crowd, low: -5", "the bounds -5 and inf are not in order"),
    ],
)
def test_what_cannot_be_read_is_a_problem(site: Write, measure: str, figure: str, message: str) -> None:
    project = site(
        {
            "measures.yaml": f"dockers: {{name: Dockers, unlinked: true, counts: d, unit: people, {measure}}}\n",
            "articles/a.txt": "A crowd, a crowd of 300 men and 20 women.".replace("a crowd of", "with"),
            "annotations/a.yaml": f"statements:\n- {{measure: dockers, {figure.replace('a crowd', 'A crowd')}}}\n",
        }
    )
    files, slips = content_files(project)
    library, more = load(files)
    _, problems = work_out(library)
    assert [problem.message for problem in [*slips, *more, *problems]] == [message.replace("a crowd", "A crowd")]
    assert problems[0].code in ("figure-not-read", "wrong-value")
    assert problems[0].hint


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        ("figure: 400 dockers", "nearly 400"),
        ("figure: nearly 400", None),
        ("figure: 3", "3 million"),
        ("figure: 12 prisoners", None),
        ("figure: 500 men", None),
        ("figure: 3 million tonnes", None),
        ("figure: 400 dockers, low: 360, high: 400", None),
    ],
)
def test_a_figure_that_leaves_a_part_of_its_number_out_is_told(site: Write, figure: str, printed: str | None) -> None:
    project = site(
        {
            "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: d, unit: people}\n",
            "articles/a.txt": "They say that nearly 400 dockers went. There were 3 million tonnes, talks about 12 "
            "prisoners, and a rise from 300 to 500 men.",
            "annotations/a.yaml": f"statements:\n- {{measure: dockers, {figure}}}\n",
        }
    )
    _, problems = work_out(load(content_files(project)[0])[0])
    told = f"the article prints “{printed}”, and the words of the figure hold only a part of it"
    assert [(one.code, one.message, one.severity) for one in problems] == (
        [("figure-cut-short", told, "warning")] if printed else []
    )


def test_a_number_that_is_named_keeps_what_qualifies_it(ledger: Callable[..., Ledger]) -> None:
    text = "They say that nearly 400 men and 20 women went."
    words = "figure: nearly 400 men and 20 women"
    given = ledger(
        a=("2020-01-01", text, [f"{words}, number: '400'"]), b=("2020-01-01", text, [f"{words}, number: '20'"])
    )
    assert found(given) == [("a", "nearly 400", "differ"), ("b", "20", "differ")]
    assert only(given, "a").entry.bounds.quantity.low == pytest.approx(360)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("from 300 to 400 men", "400"),
        ("by 20 per cent to 400 men", "400"),
        ("20 out of 400 men", "20"),
        ("Two or three men", "three"),
        ("a dispute over 3 islands and 2 men", "3"),
    ],
)
def test_a_number_that_is_named_is_that_one_alone(ledger: Callable[..., Ledger], words: str, number: str) -> None:
    given = ledger(a=("2020-01-01", f"They saw {words}.", [f"figure: {words}, number: '{number}'"]))
    assert only(given, "a").entry.bounds.printed == number
    assert only(given, "a").entry.bounds.quantity.interval == (float(number if number != "three" else 3),) * 2


# ── what holds for any figures

DATED = st.builds(
    lambda low, width, first, length, voice: Dated(low, low + width, first, first + length, voice),
    st.integers(0, 9),
    st.integers(0, 4),
    st.integers(0, 20),
    st.integers(0, 8),
    st.sampled_from("abc"),
)


@settings(deadline=None)
@given(st.lists(DATED, max_size=12))
def test_nearness_is_what_every_pair_would_say(figures: list[Dated]) -> None:
    near = near_in_time(figures)
    for number, figure in enumerate(figures):
        beside = [other for other in figures if other.first <= figure.last and figure.first <= other.last]
        assert figures[near[number].highest].low == max(other.low for other in beside)
        assert figures[near[number].lowest].high == min(other.high for other in beside)
        assert near[number].others == (len(beside) > 1)
        assert near[number].other_voices == any(other.voice != figure.voice for other in beside)


def _entry(number: int, low: int, width: int, date: int, scope: str) -> Entry:
    figure = Figure(words="x", measure="m", id=f"f{number}", article=f"a{number % 3}")
    when = day(dt.date(2021, 1, 1) + dt.timedelta(days=date))
    bounds = Bounds(Quantity(float(low), float(low + width)), "x", "people", False)
    kindred = Kindred("people", scope, "", None)
    return Entry(figure, Stretch(0, 1), bounds, kindred, when, False, ("", Voice(figure.article)))


ENTRIES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 80), st.sampled_from(["here", "there"])), max_size=9
).map(lambda rows: [_entry(number, *row) for number, row in enumerate(rows)])


@settings(deadline=None)
@given(ENTRIES, st.integers(0, 40))
def test_verdicts_are_what_every_pair_would_say(entries: list[Entry], holds_for: int) -> None:
    measure = Measure(name="m", counts="x", unit="people", holds_for=holds_for)
    made = standings(measure, entries)
    assert sorted(one.entry.figure.id for one in made) == sorted(entry.figure.id for entry in entries)
    for one in made:
        others = [entry for entry in entries if entry is not one.entry and _comparable(entry, one.entry, holds_for)]
        differing = [other for other in others if other.low > one.entry.high or other.high < one.entry.low]
        if differing:
            assert one.verdict == "differ"
            assert {against.entry.figure.id for against in one.against} <= {other.figure.id for other in differing}
        elif others:
            alike = {other.voice for other in others} == {one.entry.voice}
            assert one.verdict == ("same voice" if alike else "agree")
        else:
            assert one.verdict == ("alone" if len(entries) == 1 else "not comparable")
            assert bool(one.reasons) == (len(entries) > 1)
        assert 0 <= one.spread <= 1


def _comparable(one: Entry, other: Entry, holds_for: int) -> bool:
    assert isinstance(one.when, Span)
    assert isinstance(other.when, Span)
    return one.kindred == other.kindred and abs((one.when.start - other.when.start).days) <= holds_for


@settings(deadline=None)
@given(ENTRIES)
def test_the_order_of_figures_changes_no_verdict(entries: list[Entry]) -> None:
    measure = Measure(name="m", counts="x", unit="people")
    forth = {one.entry.figure.id: one.verdict for one in standings(measure, entries)}
    back = {one.entry.figure.id: one.verdict for one in standings(measure, entries[::-1])}
    assert forth == back


def test_groups_stand_in_the_order_of_time(ledger: Callable[..., Ledger]) -> None:
    made = ledger(
        "holds_for: 400",
        a=("2021-12-07", "It had 300 dockers.", ["figure: 300 dockers"]),
        b=("2021-05-07", "It had 200 dockers.", ["figure: 200 dockers"]),
        c=("2021-07-07", "It had 400 dockers.", ["figure: 400 dockers"]),
    )
    (group,) = sheet(made).groups
    dates = [standing.entry.when.start for standing in group.standings if standing.entry.when]
    assert all(before <= after for before, after in pairwise(dates))
    assert len(dates) == 3
