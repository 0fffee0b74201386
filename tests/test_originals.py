"""Where the address of an article is known, its words lead to the very same words on the outlet's own page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import html5lib
from playwright.sync_api import Browser

from sitegen.pipeline import Edition
from sitegen.project import Project

TEXT = (
    "The mayor said: “We pay, and we-all go.” The union waits. The ships wait for the crews who were promised more "
    "pay by the mayor of the port last year. She said “wait”."
)


def site_of(url: str = "https://example.net/a#top", rights: str = "excerpt") -> dict[str, str]:
    return {
        "actors/all.yaml": """
            mayor: {name: The Mayor, type: person, summary: 'She pays [@first "We pay, and we-all go"].'}
        """,
        "articles/first.txt": TEXT,
        "annotations/first.yaml": f"""
            label: First
            url: {url}
            rights: {rights}
            statements:
              - quote: We pay, and we-all go
                form: direct
                speaker: mayor
              - quote: >-
                  The ships wait for the crews who were promised more pay by the mayor of the port last year
                form: outlet
              - quote: wait
                suffix: ”.
                form: partial
                speaker: mayor
        """.replace("\n" + " " * 4, "\n"),
    }


def originals(edition: Edition, address: str) -> list[str]:
    """Where the links to the original of a page lead, in the order of the page."""
    page = html5lib.parse(edition.files[address].decode(), namespaceHTMLElements=False)
    links = [link for link in page.iter("a") if link.get("class") == "original"]
    assert {link.text for link in links} <= {"in the original"}
    assert {link.get("rel") for link in links} <= {"noopener noreferrer"}
    return [link.get("href") for link in links]


def test_each_statement_leads_to_its_words(site: Callable[..., Project], built: Callable[..., Edition]) -> None:
    quoted, twice, own = originals(built(site(site_of())), "articles/first.html")
    # A browser takes a comma or a dash in a directive for its own.
    assert quoted == "https://example.net/a#:~:text=We%20pay%2C%20and%20we%2Dall%20go"
    start, end = own.partition("#:~:text=")[2].split(",")
    assert (unquote(start), unquote(end)) == ("The ships wait for the", "of the port last year")
    assert twice == "https://example.net/a#top"


def test_evidence_on_other_pages_does_too(site: Callable[..., Project], built: Callable[..., Edition]) -> None:
    found = originals(built(site(site_of())), "actors/mayor.html")
    assert "https://example.net/a#:~:text=We%20pay%2C%20and%20we%2Dall%20go" in found


def test_words_that_may_not_be_shown_stand_in_no_address(
    site: Callable[..., Project], built: Callable[..., Edition]
) -> None:
    made = built(site(site_of(rights="link")))
    assert originals(made, "articles/first.html") == []
    assert set(originals(made, "actors/mayor.html")) == {"https://example.net/a#top"}
    assert not [address for address, data in made.files.items() if b"we%2Dall" in data]


def test_without_an_address_there_is_no_link(site: Callable[..., Project], built: Callable[..., Edition]) -> None:
    files = site_of()
    files["annotations/first.yaml"] = files["annotations/first.yaml"].replace("url: https://example.net/a#top", "")
    made = built(site(files))
    assert originals(made, "articles/first.html") == originals(made, "actors/mayor.html") == []


def test_a_browser_goes_to_the_words(
    browser: Browser, site: Callable[..., Project], built: Callable[..., Edition]
) -> None:
    """The page of the outlet as a browser shows it, each sentence far below the one before."""
    quoted, _, own = originals(built(site(site_of())), "articles/first.html")
    sentences = [f"{part}." for part in TEXT.split(". ")]
    html = "".join(f"<p style='margin-block-end: 3000px'>{sentence}</p>" for sentence in ["Before.", *sentences])
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.route("https://example.net/*", lambda asked: asked.fulfill(body=html, content_type="text/html; charset=utf-8"))
    for address, words in ((quoted, "We pay"), (own, "The ships wait"), ("https://example.net/a", "Before")):
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_function("words => [...document.querySelectorAll('p')].some(one => one.innerText.includes(words) "
                               "&& one.getBoundingClientRect().top > -20 && one.getBoundingClientRect().bottom < 620)",
                               arg=words)  # fmt: skip
    page.close()
