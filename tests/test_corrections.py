"""What the author put right: its page, the pages it is about, and the day on which each last changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from xml.etree import ElementTree

from sitegen.pipeline import Edition, Options
from sitegen.project import Project

SITE = {
    "site.yaml": """
        title: Harbour
        scope: The harbour talks.
        as_of: 2021-06-30
        changed: 2021-07-01
        corrections:
          - date: 2021-05-09
            what: Said that the union asked for nothing; it asked for pay [@first "asks for pay"].
            about: [union]
            articles: [first]
          - date: 2021-07-01
            what: Misspelt the mayor.
            about: [actor:ada]
    """,
    "actors/all.yaml": """
        ada: {name: Ada Moreno, type: person, changed: 2021-06-02}
        union: {name: Dockers' union, type: institution}
        igor: {name: Igor Smirnov, type: person, changed: 2021-06}
        quiet: {name: Somebody Else, type: person}
    """,
    "articles/first.txt": "The union asks for pay. Ada Moreno listens.",
    "annotations/first.yaml": """
        label: First
        rights: full
    """,
}
Built = Callable[..., Edition]
Text = Callable[[Edition, str], str]


def test_the_page_lists_them_the_newest_first(site: Callable[..., Project], built: Built, page_text: Text) -> None:
    made = built(site(SITE))
    page = made.files["corrections.html"]
    text = page_text(made, "corrections.html")
    assert text.startswith("Corrections What this briefing had wrong, when it was put right, and where. ")
    assert text.rpartition("Cite this page Thursday")[2].partition(" Evidence 1")[0] == (
        " 1 July 2021 Misspelt the mayor. About Ada Moreno. "
        "Sunday 9 May 2021 Said that the union asked for nothing; it asked for pay1. About First, Dockers' union."
    )
    # The citation leads to the very words.
    assert re.search(rb'class="words[^"]*" href="articles/first.html#passage-[0-9a-f]{8}"', page)
    assert b'href="corrections.html"' in made.files["index.html"]


def test_each_page_shows_its_own_and_when_it_last_changed(
    site: Callable[..., Project], built: Built, page_text: Text
) -> None:
    made = built(site(SITE))

    def past(address: str) -> tuple[bool, str]:
        text = page_text(made, address)
        return "Corrections" in text, text.rpartition("Cite this page ")[2].partition(" As of")[0]

    assert past("actors/ada.html") == (True, "Last changed: Thursday 1 July 2021.")
    assert past("actors/union.html") == (True, "Last changed: Sunday 9 May 2021.")
    assert past("articles/first.html") == (True, "Last changed: Sunday 9 May 2021.")
    assert past("actors/igor.html") == (False, "Last changed: June 2021.")
    assert past("actors/quiet.html") == (False, "Briefing last changed: Thursday 1 July 2021.")
    assert "Misspelt the mayor" not in page_text(made, "actors/union.html")


def test_search_engines_are_told_the_same_day(site: Callable[..., Project], built: Built) -> None:
    made = built(site(SITE), Options(base_url="https://example.org/"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = ElementTree.fromstring(made.files["sitemap.xml"]).findall(f"{space}url")
    days = {url.findtext(f"{space}loc"): dt.date.fromisoformat(url.findtext(f"{space}lastmod") or "") for url in urls}
    assert days["https://example.org/actors/ada.html"] == dt.date(2021, 7, 1)
    assert days["https://example.org/actors/igor.html"] == dt.date(2021, 6, 30)
    assert days["https://example.org/actors/quiet.html"] == dt.date(2021, 6, 30)


def test_where_nothing_was_corrected_it_says_so(site: Callable[..., Project], built: Built, page_text: Text) -> None:
    made = built(site({}))
    assert "Nothing has been corrected so far." in page_text(made, "corrections.html")
    assert "Last changed" not in page_text(made, "index.html")


def test_it_cannot_be_about_what_is_not_there(site: Callable[..., Project], said: Callable[..., str]) -> None:
    found = said(site({**SITE, "site.yaml": SITE["site.yaml"].replace("[union]", "[unoin]")}))
    assert "site.yaml:9:21" in found
    assert "did you mean “union”?" in found
