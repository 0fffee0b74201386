"""The pages of figures: what each says in words, where its numbers lead, and what no page may show."""

from __future__ import annotations

import html
import itertools
import math
import re
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.findings.ledger import Entry
from sitegen.findings.ledger.bounds import Bounds
from sitegen.findings.ledger.entries import Kindred
from sitegen.findings.voices import Voice
from sitegen.kinds.figure import Figure
from sitegen.language import ENGLISH
from sitegen.numbers import Quantity
from sitegen.pages.verdict import bounds_said, number_said, spread_said
from sitegen.passages import Stretch
from sitegen.pictures import Amount, Amounts, amounts_of, ranges_of
from sitegen.pictures.letters import width_of
from sitegen.pictures.scene import Drawing, Shape, Words
from sitegen.pipeline import Edition, Options
from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]
Built = Callable[..., Edition]

COPY = "The old harbour is home to about 400 dockers who have worked on its quays for many long years"
SITE = {
    "site.yaml": "title: Harbour\nscope: The harbour talks.\nas_of: 2021-05-08\n",
    "actors.yaml": "union: {name: the union, type: institution}\npress: {name: the press, type: institution}\n",
    "events.yaml": "talks: {name: Harbour talks, type: meeting, status: held}\n",
    "measures.yaml": """\
        dockers: {name: Dockers in the port, unlinked: true, counts: dockers, unit: people, scope: the port, key: true}
        walkout: {name: Share that walked out, unlinked: true, counts: dockers who left, unit: share, nature: share}
        dead: {name: The dead, unlinked: true, counts: the dead, unit: people, timing: over a span}
        ships: {name: Ships, unlinked: true, counts: ships, unit: ships, summary: 'There are 12. [@a "12 ships"]'}
        none: {name: Nothing, unlinked: true, counts: nothing, unit: things, key: true}
        """,
    "articles/a.txt": f"{COPY}.\n\nNearly half of them walked out. In April 30 died. It has 12 ships, the union says.",
    "articles/b.txt": f"{COPY.replace('many', 'so many')}!\n\nA third of them walked out. Now more than 50 died.",
    "articles/c.txt": "Seven hundred dockers met, the union told the press.",
    "annotations/a.yaml": """\
        label: The first
        date: 2021-05-07
        rights: full
        shares_copy_with: [b]
        statements:
          - {figure: about 400 dockers, measure: dockers, event: talks}
          - {figure: Nearly half of them, measure: walkout}
          - {figure: 30 died, measure: dead, over: 2021-04}
          - {figure: 12 ships, measure: ships, speaker: union, attribution: the union says}
        """,
    "annotations/b.yaml": """\
        label: The second
        date: 2021-05-08
        statements:
          - {figure: about 400 dockers, measure: dockers}
          - {figure: A third of them, measure: walkout, note: It does not say who counted.}
          - {figure: more than 50 died, measure: dead, over: 2020/2021}
        """,
    "annotations/c.yaml": """\
        label: The third
        date: 2021-05-08
        statements:
          - {figure: Seven hundred dockers, measure: dockers, scope: the bay, speaker: union, through: [press]}
        """,
}


def words(page: str) -> str:
    """A page as it is read: without its scripts and its markup, spaces single."""
    shown = re.sub(r"<script\b.*?</script>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", shown)).replace("\u202f", " ").split())


@pytest.fixture
def pages(site: Write, built: Built) -> Callable[..., Callable[[str], str]]:
    """The pages of the site above, with other content where it is given."""

    def make(options: Options | None = None, **content: str) -> Callable[[str], str]:
        edition = built(site({**SITE, **content}), options)
        return lambda address: edition.files[f"{address}.html"].decode()

    return make


def section(page: str, id: str) -> str:
    """The section under a heading, as it is read."""
    start = page.index(f'id="section-{id}"')
    return words(page[page.index(">", start) + 1 : page.index("</section>", start)])


class TestMeasure:
    def test_it_says_what_the_sources_come_to(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages()("measures/walkout")
        assert "Figures · share Share that walked out Counts dockers who left. The sources differ" in words(page)
        counted = "2 figures, 2 articles, 2 voices ; the lower is at least 26% below the higher."
        assert counted in words(page)
        assert 'href="#section-figures">2 figures, 2 articles, 2 voices</a>' in page

    def test_every_figure_stands_in_its_sentence_with_its_verdict(
        self, pages: Callable[..., Callable[[str], str]]
    ) -> None:
        page = pages()("measures/walkout")
        rows = [words(row) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)][1:]
        assert rows == [
            "Nearly half of them walked out. The first , Friday 7 May 2021 Of what not said Scope not said "
            "When Friday 7 May 2021 date of the article By the article itself Differs from “A third” in The second : "
            "the lower is at least 26% below the higher Compared as 45% to 50%",
            "A third of them […]. The second , Saturday 8 May 2021 It does not say who counted. "
            "Of what not said Scope not said When Saturday 8 May 2021 date of the article By the article itself "
            "Differs from “Nearly half” in The first : the lower is at least 26% below the higher",
        ]
        assert 'href="../articles/a.html#figure-nearly-half-of-them"' in page
        assert 'href="../articles/b.html#figure-a-third-of-them"' in page

    def test_groups_that_cannot_be_compared_stand_apart(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages()("measures/dockers")
        assert (
            "They agree where they can be compared 3 figures, 3 articles, 2 voices . "
            "Not all can be compared with each other, because they are not alike in: scope. On this page"
        ) in words(page)
        assert [words(title) for title in re.findall(r"<h3>.*?</h3>", page)] == [
            "the port One voice",
            "the bay One figure",
        ]
        figures = section(page, "figures")
        assert figures.count("Same voice in copy that the articles share") == 2
        assert (
            "By the union , reported by the press Not comparable another scope: the bay; elsewhere the port" in figures
        )

    def test_a_span_of_time_is_a_reason(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = words(pages()("measures/dead"))
        assert (
            "Not comparable 2 figures, 2 articles, 2 voices . "
            "They cannot be compared with each other, because they are not alike in: span of time. Unit people"
        ) in page
        assert "Not comparable another span of time: April 2021; elsewhere 2020–2021" in page
        assert "Not comparable another span of time: 2020–2021; elsewhere April 2021 Compared as 50 or more" in page

    def test_a_measure_without_figures(self, pages: Callable[..., Callable[[str], str]]) -> None:
        assert "The figures 0 No article gives a figure." in words(pages()("measures/none"))

    def test_its_summary_and_its_place_in_the_menu(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages()("measures/ships")
        assert section(page, "summary") == "What the sources say together There are 12. 1"
        assert "The only figure" in section(page, "figures")

    def test_the_picture_is_told_in_words(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages()("measures/dead")
        pictures = re.findall(r'<figure class="picture ranges">.*?</figure>', page, re.DOTALL)
        assert len(pictures) == 2
        assert '<title id="ranges-dead-1-wide-title">The dead, in people</title>' in pictures[0]
        told = [words(re.findall(r"<desc[^>]*>(.*?)</desc>", picture, re.DOTALL)[0]) for picture in pictures]
        assert told == [
            "30 (The first · Apr 2021): 30. The table gives the same in words.",
            "more than 50 (The second · 2020–2021): 50 or more. The table gives the same in words.",
        ]
        # Each is drawn for a wide page and for a telephone.
        assert [picture.count('class="amount figure"') for picture in pictures] == [2, 0]
        assert [picture.count('<path class="bound figure"') for picture in pictures] == [0, 2]
        assert "style=" not in page


class TestLedger:
    def test_measures_by_their_verdict(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages()("figures")
        assert (
            "8 figures as the sources print them. What they count falls under 4 measures. "
            "2 figures differ from others that count the same."
        ) in words(page)
        heads = [words(title) for title in re.findall(r"<h[23][ >].*?</h[23]>", page)]
        assert heads[:8] == [
            "The sources differ 1",
            "Share that walked out",
            "One voice 1",
            "Dockers in the port",
            "Figures that cannot be compared 1",
            "The dead",
            "One figure only 1",
            "Ships",
        ]
        assert "“about 400” The first · the port “about 400” The second · the port" in words(page)

    def test_every_number_leads_to_its_sentence(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages()("figures")
        assert re.findall(r'href="(articles/[abc]\.html#[^"]*)" lang', page) == [
            "articles/a.html#figure-nearly-half-of-them",
            "articles/b.html#figure-a-third-of-them",
            "articles/a.html#figure-about-400-dockers",
            "articles/b.html#figure-about-400-dockers",
            "articles/c.html#figure-seven-hundred-dockers",
            "articles/a.html#figure-30-died",
            "articles/b.html#figure-more-than-50-died",
            "articles/a.html#figure-12-ships",
        ]

    def test_where_sources_differ(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages()("differences")
        assert (
            "2 figures do not fit with others that count the same. They are of one measure. The widest gap comes first."
        ) in words(page)
        assert section(page, "differ-1").startswith(
            "Share that walked out The sources differ The lower is at least 26% below the higher. "
            "2 figures, 2 articles, 2 voices . "
        )
        assert "“30” The first · April 2021 “more than 50” The second · 2020–2021" in section(page, "incomparable")

    def test_where_they_do_not(self, pages: Callable[..., Callable[[str], str]]) -> None:
        same = SITE["annotations/b.yaml"].replace(
            "A third of them, measure: walkout", "A third of them, measure: ships"
        )
        page = pages(**{"annotations/b.yaml": same})("differences")
        assert "No two figures that can be compared differ." in words(page)

    def test_a_site_without_figures(self, site: Write, built: Built) -> None:
        edition = built(site({"articles/a.txt": "Nothing."}))
        assert "No figure of the sources has been annotated." in words(edition.files["figures.html"].decode())
        front = edition.files["index.html"].decode()
        assert "Key figures" not in front
        assert "Where sources differ</h2>" not in front
        assert "in dispute" not in front


class TestElsewhere:
    def test_the_front_page_opens_with_them(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages()("index")
        counts = "3 articles 2 voices"
        assert counts in words(page)
        assert "8 figures 2 in dispute" in words(page)
        assert (
            "Key figures Dockers in the port “about 400” , “Seven hundred” They agree where they can be compared "
            "3 figures, 3 articles, 2 voices "
            "All figures, with every sentence they stand in Where sources differ In figures Share that walked out "
            "“Nearly half” The first · “A third” The second The lower is at least 26% below the higher; "
            "2 figures, 2 articles, 2 voices ."
        ).replace(" , “Seven", ", “Seven") in words(page).replace(" , “Seven", ", “Seven")
        assert 'href="measures/dockers.html#section-figures">3 figures, 3 articles, 2 voices</a>' in page

    def test_an_article_has_its_figures_with_their_verdict(self, pages: Callable[..., Callable[[str], str]]) -> None:
        figures = section(pages()("articles/a"), "figures")
        verdicts = ["Same voice", "Differs", "Not comparable", "The only figure"]
        assert re.findall("|".join(verdicts), figures) == verdicts
        assert "Dockers in the port Of what not said Scope the port When Friday 7 May 2021" in figures

    def test_the_card_beside_the_text_says_it_too(self, pages: Callable[..., Callable[[str], str]]) -> None:
        assert "Beside other figures of it: Differs." in words(pages()("articles/a"))

    def test_a_profile_has_the_figures_it_gives(self, pages: Callable[..., Callable[[str], str]]) -> None:
        made = pages()
        assert section(made("actors/union"), "figures").startswith("Figures it gives 2")
        assert section(made("actors/press"), "figures").startswith("Figures it gives 1")
        assert "Seven hundred dockers […]" in section(made("actors/press"), "figures")

    def test_an_event_has_its_figures(self, pages: Callable[..., Callable[[str], str]]) -> None:
        assert "about 400 dockers" in section(pages()("events/talks"), "figures")


class TestSharedCopy:
    def test_side_by_side_with_the_edits_marked(self, pages: Callable[..., Callable[[str], str]]) -> None:
        page = pages(**{"annotations/b.yaml": "rights: full\n" + _dedented(SITE["annotations/b.yaml"])})("articles/b")
        shared = section(page, "shared")
        assert shared.startswith(
            "Shared copy 1 With The first Friday 7 May 2021 1 passage, 19 words in both. Confirmed by a person: in "
            "these words the two articles are one voice. The second · its place in the text The old harbour"
        )
        assert shared.endswith("19 words the same. Edits: so in the first alone.")
        assert re.findall(r'<mark class="edit">(.*?)</mark>', page) == ["so"]
        assert 'href="#p1">its place in the text</a>' in page
        assert 'href="a.html#p1">its place in the text</a>' in page

    def test_what_is_proposed_says_so(self, pages: Callable[..., Callable[[str], str]]) -> None:
        made = pages(**{"annotations/a.yaml": SITE["annotations/a.yaml"].replace("shares_copy_with: [b]", "")})
        unconfirmed = "Found by the build and not confirmed by a person: the two articles count as two voices."
        assert unconfirmed in section(made("articles/a"), "shared")
        assert unconfirmed in section(made("sources"), "shared")
        assert "3 articles here, 3 voices." in section(made("sources"), "shared")
        assert "The sources agree" not in words(made("measures/walkout"))

    def test_no_more_than_a_few_proposals_are_shown(self, site: Write, built: Built) -> None:
        edition = built(site({f"articles/a{number}.txt": f"{COPY} {number}." for number in range(8)}))
        page = words(edition.files["articles/a4.html"].decode())
        assert "Shared copy 7 With" in page
        assert page.count("Found by the build and not confirmed by a person") == 5
        assert "2 more proposals of shared copy, with fewer words in common, are not shown." in page

    def test_no_unlicensed_word_is_shown(self, pages: Callable[..., Callable[[str], str]]) -> None:
        made = pages()
        for address in ("articles/a", "articles/b", "sources"):
            shared = made(address)[made(address).index('id="section-shared"') :]
            sides = re.findall(r'<p class="copy-words"[^>]*>(.*?)</p>', shared, re.DOTALL)
            assert sorted(map(words, sides)) == ["The old harbour" + COPY[15:], "[…] about 400 dockers […]"], address
            assert "Edits" not in words(shared)
            assert "Nothing is edited" not in words(shared)

    def test_a_private_build_shows_all(self, pages: Callable[..., Callable[[str], str]]) -> None:
        assert "Edits: so in the second alone." in section(pages(Options(private=True))("sources"), "shared")


class TestRights:
    def test_words_of_a_source_that_is_only_linked_are_nowhere(
        self, pages: Callable[..., Callable[[str], str]]
    ) -> None:
        linked = "rights: link\n" + _dedented(SITE["annotations/c.yaml"])
        made = pages(**{"annotations/c.yaml": linked})
        measure = made("measures/dockers")
        assert "1 figure stands in sources whose rights let none of their words be shown." in words(measure)
        for address in ("measures/dockers", "figures", "index", "differences", "actors/union", "articles/c"):
            assert "even hundred" not in made(address), address


def _dedented(text: str) -> str:
    return "\n".join(line.removeprefix("        ") for line in text.split("\n"))


# ── words and pictures by themselves


class TestWords:
    def test_numbers(self) -> None:
        said = {0: "0", 7: "7", 10.8: "10.8", 999: "999", 10_000: "10,000", 3_500_000: "3.5 million", 2e9: "2 billion"}
        assert {value: number_said(value) for value in said} == said
        assert [number_said(value, share=True) for value in (0.45, 1 / 3, 1, 0.045)] == [
            "45%",
            "33.3%",
            "100%",
            "4.5%",
        ]

    def test_spread(self) -> None:
        assert spread_said(0.259) == "the lower is at least 26% below the higher"
        assert spread_said(0.002) == "by less than 1%"

    @pytest.mark.parametrize(
        ("quantity", "said"),
        [
            (Quantity(12, 12), ""),
            (Quantity(30, math.inf), "30 or more"),
            (Quantity(0, 2000), "up to 2,000"),
            (Quantity(2.7e6, 3.3e6), "2.7 million to 3.3 million"),
            (Quantity(0.45, 0.5, "%"), "45% to 50%"),
        ],
    )
    def test_bounds(self, quantity: Quantity, said: str) -> None:
        assert bounds_said(entry(quantity)) == said


def entry(quantity: Quantity) -> Entry:
    figure = Figure(words="x", measure="m", id="f", article="a")
    kindred = Kindred("people", "", "", None)
    return Entry(figure, Stretch(0, 1), Bounds(quantity, "x", "people", False), kindred, None, False, ("", Voice("a")))


def drawn(figures: list[Amount]) -> tuple[Amounts, tuple[Drawing, ...]]:
    axis = amounts_of([figure.quantity for figure in figures])
    return axis, ranges_of(figures, axis, lambda value: number_said(value, axis.share), ENGLISH)


def amount(quantity: Quantity, printed: str = "x", differs: bool = False) -> Amount:
    return Amount(printed, "en", "The first · 7 May 2021", "said", quantity, differs)


def marks(sheet: Drawing, tag: str, css: str) -> list[dict[str, str]]:
    found = [part for part in sheet.parts if isinstance(part, Shape) and (part.tag, part.css) == (tag, css)]
    return [dict(one.measures) for one in found]


class TestAxis:
    def test_numbers_of_one_size_begin_at_nought(self) -> None:
        axis = amounts_of([Quantity(300, 300), Quantity(700, 900)])
        assert (axis.low, axis.high, axis.logarithmic) == (0, 1000, False)
        assert axis.round_numbers == [0, 200, 400, 600, 800, 1000]

    def test_shares_are_shares_of_the_whole(self) -> None:
        axis = amounts_of([Quantity(0.45, 0.5, "%")])
        assert [number_said(number, True) for number in axis.round_numbers] == ["0%", "25%", "50%", "75%", "100%"]

    def test_numbers_far_apart_stand_on_powers_of_ten(self) -> None:
        axis = amounts_of([Quantity(12, 12), Quantity(3e6, 3e6)])
        assert axis.logarithmic
        assert axis.round_numbers == [10, 1000, 100_000, 10_000_000]

    def test_nothing_but_nought(self) -> None:
        axis = amounts_of([Quantity(0, 0)])
        assert (axis.low, axis.high, axis.at(0)) == (0, 1, 0)

    def test_the_same_place_for_the_same_number(self) -> None:
        axis = Amounts(1.0, 1000.0, False, True)
        assert (axis.at(0.1), axis.at(1), axis.at(1000), axis.at(10**9)) == (0, 0, 1, 1)


class TestRanges:
    def test_a_dot_for_one_number_and_a_line_between_bounds(self) -> None:
        _, (wide, _) = drawn([amount(Quantity(300, 300), "300"), amount(Quantity(700, 900), "up to 900", True)])
        assert marks(wide, "circle", "amount figure") == [{"cx": "414", "cy": "12.1", "r": "5"}]
        (line,) = marks(wide, "line", "range differ")
        assert (line["x1"], line["x2"]) == ("566", "642")
        assert len(marks(wide, "line", "bound differ")) == 2
        written = [part.text for part in wide.parts if isinstance(part, Words)]
        assert written == [
            *("0", "200", "400", "600", "800", "1,000"),
            *("300", "The first · 7 May 2021", "up to 900", "The first · 7 May 2021"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("quantity", "arrows", "ends"),
        [
            (Quantity(30, math.inf, "", "more than"), 1, 1),
            (Quantity(0, 50, "", "up to"), 1, 1),
            (Quantity(0, math.inf), 2, 0),
            (Quantity(0.5, 1.0, "%", "more than"), 1, 1),
            (Quantity(20, 30), 0, 2),
        ],
    )
    def test_an_open_bound_is_an_arrow(self, quantity: Quantity, arrows: int, ends: int) -> None:
        _, sheets = drawn([amount(quantity)])
        for sheet in sheets:
            found = len(marks(sheet, "path", "bound figure")), len(marks(sheet, "line", "bound figure"))
            assert found == (arrows, ends)

    @settings(deadline=None)
    @given(st.lists(st.tuples(st.floats(0, 1e14), st.floats(0, 1e14)), min_size=1, max_size=6), st.booleans())
    def test_every_mark_stands_on_the_picture_and_in_order(
        self, ends: list[tuple[float, float]], endless: bool
    ) -> None:
        quantities = [Quantity(min(pair), math.inf if endless else max(pair)) for pair in ends]
        axis, sheets = drawn([amount(quantity) for quantity in quantities])
        assert axis.round_numbers == sorted(axis.round_numbers)
        assert 2 <= len(axis.round_numbers) <= 7
        for sheet in sheets:
            lines = [part for part in sheet.parts if isinstance(part, Shape) and part.css.startswith(("range", "amo"))]
            lefts = [float(dict(one.measures).get("x1") or dict(one.measures)["cx"]) for one in lines]
            assert all(0 <= left <= sheet.width for left in lefts)
            for one, left in zip(quantities, lefts, strict=True):
                assert all(other.low > one.low or x <= left for other, x in zip(quantities, lefts, strict=True))
            words_under = [part for part in sheet.parts if isinstance(part, Words) and part.css == "tick-words"]
            for here, after in itertools.pairwise(words_under):
                room = (width_of(here.text, 11) + width_of(after.text, 11)) / 2
                assert float(after.x) - float(here.x) >= room
