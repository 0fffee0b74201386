"""How a page is cited: in four styles, from what the content says of itself."""

from __future__ import annotations

from sitegen.citing import Source, citations
from sitegen.dates import read_span


def cited(as_of: str = "2020-02-29", publisher: str = "A small desk", title: str = "Who asked?") -> dict[str, str]:
    source = Source(title, "The harbour talks", publisher, read_span(as_of), "https://example.org/a/who.html")
    return {one.style: one.words for one in citations(source)}


def test_a_page_of_a_day() -> None:
    assert cited() == {
        "Chicago": "A small desk. “Who asked?” The harbour talks. As of February 29, 2020. https://example.org/a/who.html.",
        "APA": "A small desk. (2020, February 29). Who asked? The harbour talks. https://example.org/a/who.html",
        "MLA": "“Who asked?” The harbour talks, A small desk, 29 Feb. 2020, https://example.org/a/who.html.",
        "BibTeX": "@misc{example-org-a-who,\n  title = {{Who asked?}},\n  author = {{A small desk}},\n"
        "  howpublished = {The harbour talks},\n  year = {2020},\n  month = feb,\n  note = {As of 2020-02-29},\n"
        "  url = {https://example.org/a/who.html},\n}",
    }  # fmt: skip


def test_only_as_much_of_a_date_as_is_known() -> None:
    assert "As of February 2020." in cited("2020-02")["Chicago"]
    assert "(2020, February)." in cited("2020-02")["APA"]
    assert "A small desk, 2020," in cited("2020")["MLA"]
    assert "month" not in cited("2020")["BibTeX"]
    assert "(n.d.)" in cited("")["APA"]
    assert "year" not in cited("")["BibTeX"]


def test_without_a_publisher_the_title_comes_first() -> None:
    made = cited(publisher="")
    assert made["Chicago"].startswith("“Who asked?” The harbour talks.")
    assert made["APA"].startswith("Who asked? (2020, February 29). The harbour talks.")
    assert "author" not in made["BibTeX"]


def test_what_tex_would_take_for_its_own_is_escaped() -> None:
    assert r"title = {{50\% of \$1 \& \{x\}\_\textasciitilde{}}}" in cited(title="50% of $1 & {x}_~")["BibTeX"]
