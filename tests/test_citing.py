"""How a page is cited: in three styles and for programs, from what the content says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pybtex.database
import pytest
from citeproc.source.json import CiteProcJSON

from sitegen.citing import Source, citations
from sitegen.dates import read_span
from sitegen.language import speaker
from sitegen.problems import Place
from sitegen.theme import Forgetful


def cited(
    as_of: str = "2020-02-29",
    publisher: str = "A small desk",
    title: str = "Who asked?",
    at: str = "https://example.org/a/who.html",
) -> dict[str, str]:
    source = Source(title, "The harbour talks", publisher, read_span(as_of), "a/who.html", at)
    return {one.style: one.words for one in citations(source)}


def test_a_page_of_a_day() -> None:
    assert cited() == {
        "Chicago": "A small desk. “Who asked?” The harbour talks. As of February 29, 2020. https://example.org/a/who.html.",
        "APA": "A small desk. (2020, February 29). Who asked? The harbour talks. https://example.org/a/who.html",
        "MLA": "“Who asked?” The harbour talks, A small desk, 29 Feb. 2020, https://example.org/a/who.html.",
        "BibTeX": "@misc{example-org-a-who,\n  title = {{Who asked?}},\n  author = {{A small desk}},\n"
        "  howpublished = {The harbour talks},\n  year = {2020},\n  month = feb,\n  note = {As of 2020-02-29},\n"
        "  url = {https://example.org/a/who.html},\n}",
        "CSL-JSON": '[{"id": "example-org-a-who", "type": "webpage", "title": "Who asked?", '
        '"container-title": "The harbour talks", "author": [{"literal": "A small desk"}], '
        '"issued": {"date-parts": [[2020, 2, 29]]}, "URL": "https://example.org/a/who.html"}]',
    }  # fmt: skip


def test_only_as_much_of_a_date_as_is_known() -> None:
    assert "As of February 2020." in cited("2020-02")["Chicago"]
    assert "(2020, February)." in cited("2020-02")["APA"]
    assert "A small desk, 2020," in cited("2020")["MLA"]
    assert "month" not in cited("2020")["BibTeX"]
    assert "(n.d.)" in cited("")["APA"]
    assert "year" not in cited("")["BibTeX"]


def test_where_no_address_is_known_none_is_made_up() -> None:
    """The place of a page in its site is no address that anybody could follow."""
    made = cited(at="")
    assert not any("who.html" in words for words in made.values())
    assert made["APA"] == "A small desk. (2020, February 29). Who asked? The harbour talks."
    assert json.loads(made["CSL-JSON"])[0]["id"] == "a-who"
    assert "URL" not in json.loads(made["CSL-JSON"])[0]
    (entry,) = pybtex.database.parse_string(made["BibTeX"], "bibtex").entries.values()
    assert sorted(entry.fields) == ["howpublished", "month", "note", "title", "year"]


def test_without_a_publisher_the_title_comes_first() -> None:
    made = cited(publisher="")
    assert made["Chicago"].startswith("“Who asked?” The harbour talks.")
    assert made["APA"].startswith("Who asked? (2020, February 29). The harbour talks.")
    assert "author" not in made["BibTeX"]


def test_what_tex_would_take_for_its_own_is_escaped() -> None:
    assert r"title = {{50\% of \$1 \& \{x\}\_\textasciitilde{}}}" in cited(title="50% of $1 & {x}_~")["BibTeX"]


@pytest.mark.parametrize("title", ["Who asked?", 'Çavuşoğlu: “50% & {more}” \\ "x"', "من طلب ماذا"])
def test_programs_for_citing_read_it(title: str) -> None:
    made = cited(title=title)
    (entry,) = pybtex.database.parse_string(made["BibTeX"], "bibtex").entries.values()
    assert (entry.type, entry.fields["year"]) == ("misc", "2020")
    (item,) = CiteProcJSON(json.loads(made["CSL-JSON"])).values()
    assert (item.title, item.issued.year, item.URL) == ([title], 2020, ["https://example.org/a/who.html"])


def test_a_program_reads_no_more_of_a_date_than_is_known() -> None:
    assert json.loads(cited("2020-02")["CSL-JSON"])[0]["issued"] == {"date-parts": [[2020, 2]]}
    assert "issued" not in json.loads(cited("")["CSL-JSON"])[0]


def test_a_site_in_another_language_says_the_day_in_its_own_words() -> None:
    language, problems = speaker(
        "de", Place(""), [("translations", Path(__file__).parent.parent / "translations")], Forgetful()
    )
    assert problems == []
    as_of = read_span("2020-02-29")
    made = {
        one.style: one.words
        for one in citations(Source("Wer?", "Der Hafen", "Die Redaktion", as_of, "a.html", "", language))
    }
    assert made["Chicago"] == "Die Redaktion. “Wer?” Der Hafen. Stand: 29. Feb. 2020."
    assert made["APA"] == "Die Redaktion. (29. Feb. 2020). Wer? Der Hafen."
    assert made["MLA"] == "“Wer?” Der Hafen, Die Redaktion, 29. Feb. 2020."
