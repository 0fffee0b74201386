"""What a page is composed of: prose with numbered evidence, names that are links, passages in their sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.composing import Card, Composer, Reference, Snippet, composed
from sitegen.findings import Findings
from sitegen.library import Library
from sitegen.page import Briefing, Page, address_of, label_of, relative
from sitegen.passages import Stretch
from sitegen.project import Project

Site = Callable[..., Project]
WorkedOut = Callable[..., tuple[Library, Findings]]

TALKS = """\
 date 2021-05-07 The talks began on Friday. “We will listen,” said Ada Moreno, of Port City. She left.

The talks of Port City ended. . Then Moreno & Co spoke of the free quay.
"""
FILES = {
    "articles/talks.txt": TALKS,
    "annotations/talks.yaml": """\
        rights: full
        statements:
        - {quote: We will listen, form: direct, speaker: ada, id: listen}
        - {part: The talks … ended, prefix: left., role: heading, id: pieces}
        """,
    "actors/all.yaml": """\
        ada: {name: Ada Moreno, type: person, names: [Moreno], summary: 'The *mayor* [@talks/listen], who left.'}
        port: {name: Port City, type: institution}
        """,
    "site.yaml": "title: T\nscope: S\nwhats_new: She left. [@talks “She left”]\n",
    "outlets/all.yaml": "gazette: {name: Harbour Gazette}\n",
    "terms/all.yaml": "quay: {name: free quay, definition: 'A quay [@talks \"the free quay\"].'}\n",
}


@pytest.fixture
def composer(site: Site, worked_out: WorkedOut) -> Callable[..., Composer]:
    """A composer of the page at an address, about a thing or none."""
    library, findings = worked_out(site(FILES))

    def make(address: str = "index.html", subject: str = "") -> Composer:
        return Composer(Briefing(library, findings), address, library.thing(subject) if subject else None)

    return make


Make = Callable[..., Composer]

ADA = '<a class="name actor" href="actors/ada.html">'
QUAY = '<a class="name term" href="glossary/quay.html">'


def cite(number: int, use: int = 1) -> str:
    return (
        f'<sup class="cite"><a href="#evidence-{number}" id="cite-{number}-{use}" '
        f'aria-label="Evidence {number}">{number}</a></sup>'
    )


# ── prose


def test_prose_has_its_names_linked_once_and_its_citations_numbered(composer: Make) -> None:
    page = composer()
    text = 'Ada Moreno & *Moreno* listened [@talks/listen]. Free quays? The free\nquay <b> [@talks "She left"]'
    assert str(page.prose(text)) == (
        f"<p>{ADA}Ada Moreno</a> &amp; <em>Moreno</em> listened{cite(1)}. "
        f"Free quays? The {QUAY}free\nquay</a> &lt;b&gt;{cite(2)}</p>\n"
    )


def test_a_number_stands_for_the_same_evidence_on_the_whole_page(composer: Make) -> None:
    page = composer()
    first, second = page.prose("One. [@talks/listen]"), page.line('Two. [@talks "She left"] [@talks/listen]')
    assert str(first) == f"<p>One.{cite(1)}</p>\n"
    assert str(second) == f"Two.{cite(2)}\u202f{cite(1, 2)}"
    assert [(one.number, one.snippet.words, one.uses) for one in page.evidence] == [
        (1, "We will listen", 2), (2, "She left", 1),
    ]  # fmt: skip


def test_evidence_is_numbered_in_the_order_it_is_printed_and_only_once(composer: Make) -> None:
    page = composer()
    first, second = page.prose("One. [@talks/listen]"), page.prose('Two. [@talks "She left"]')
    assert str(second) == f"<p>Two.{cite(1)}</p>\n"
    assert str(first) == f"<p>One.{cite(2)}</p>\n"
    assert str(first) == f"<p>One.{cite(2)}</p>\n"
    assert [one.uses for one in page.evidence] == [1, 1]


def test_the_thing_a_page_is_about_is_no_link_on_it(composer: Make) -> None:
    page = composer("actors/ada.html", "ada")
    assert str(page.line("Ada Moreno of Port City")) == (
        'Ada Moreno of <a class="name actor" href="port.html">Port City</a>'
    )


def test_links_of_the_prose_lead_to_things_articles_and_off_the_site(composer: Make) -> None:
    text = "[Moreno herself](actor:ada), [here](article:talks), [there](https://example.org/?a&b), [quay](term:quay)"
    assert str(composer("events.html").line(text)) == (
        f'{ADA}Moreno herself</a>, <a href="articles/talks.html">here</a>, '
        '<a class="out" rel="noopener noreferrer" href="https://example.org/?a&amp;b">there</a>, '
        f"{QUAY}quay</a>"
    )


def test_prose_of_several_paragraphs_stays_so_on_a_line(composer: Make) -> None:
    page = composer()
    assert str(page.line("One.\n\nTwo.")) == "<p>One.</p>\n<p>Two.</p>\n"
    assert str(page.line("- One")) == "<ul><li>One</li>\n</ul>"
    assert str(page.line('One [@talks "no such words"]')) == "One"
    assert page.line(None) is None
    assert page.prose("") is None


# ── names, cards and references


def test_what_is_named_has_a_card(composer: Make) -> None:
    page = composer("glossary/quay.html", "quay")
    str(page.prose("Moreno of Port City and the free quay"))
    assert page.reference("gazette", "outlet") == Reference(
        "Harbour Gazette", "../sources.html#outlet-gazette", "outlet"
    )
    assert page.cards == (
        Card("Ada Moreno", "actor", "person", "The mayor, who left.", "../actors/ada.html"),
        Card(
            "Harbour Gazette", "outlet", "outlet", "", "../sources.html#outlet-gazette",
        ),
        Card("Port City", "actor", "institution", "", "../actors/port.html"),
    )  # fmt: skip


def test_a_reference_to_nothing_is_none(composer: Make) -> None:
    page = composer()
    assert page.reference(None, "actor") is None
    assert page.reference("ada", "place") is None
    assert page.reference("ada", "actor") == Reference("Ada Moreno", "actors/ada.html", "actor")


# ── passages


def test_a_passage_comes_in_its_sentence_with_its_permanent_link(composer: Make) -> None:
    page = composer("actors/ada.html", "ada")
    anchor = page.findings.anchors.statements["talks", "listen"]
    label = "The talks began on Friday. “We will listen,” said …"
    assert page.anchored(anchor) == Snippet(
        article=Reference(label, "../articles/talks.html", "article"),
        href="../articles/talks.html#listen",
        before="“",
        words="We will listen",
        after=",” said Ada Moreno, of Port City.",
        language="en",
        date="Friday 7 May 2021",
    )
    assert page.permalink(anchor) == "../articles/talks.html#listen"


def test_an_omission_is_shown_from_its_first_word_to_its_last_as_printed(composer: Make) -> None:
    page = composer()
    snippet = page.anchored(page.findings.anchors.statements["talks", "pieces"])
    assert (snippet.before, snippet.words, snippet.after) == ("", "The talks of Port City ended", ". .")


def test_a_passage_without_an_anchor_leads_to_its_paragraph(composer: Make) -> None:
    page = composer()
    document = page.library.documents["talks"]
    start = document.text.plain.index("Then Moreno")
    snippet = page.snippet(document, Stretch(start, start + 4))
    assert (snippet.href, snippet.before, snippet.words) == ("articles/talks.html#p2", "", "Then")
    assert snippet.after == " Moreno & Co spoke of the free quay."


def test_the_stamp_is_no_part_of_a_sentence_unless_its_own_words_are_shown(composer: Make) -> None:
    page = composer()
    document = page.library.documents["talks"]
    first = document.text.plain.index("The talks began")
    assert page.snippet(document, Stretch(first, first + 9)).before == ""
    stamp = page.snippet(document, Stretch(6, 16))
    assert (stamp.before, stamp.words) == ("date ", "2021-05-07")


def test_a_mention_comes_in_its_sentence(composer: Make) -> None:
    page = composer()
    found = [page.mention(one) for one in page.findings.mentions.of(page.library.all("actor")["ada"])]
    assert [(one.before, one.words, one.href) for one in found] == [
        ("“We will listen,” said ", "Ada Moreno", "articles/talks.html#p1"),
        ("Then ", "Moreno", "articles/talks.html#p2"),
    ]


# ── pages and addresses


def test_a_composed_page_carries_what_is_cited_and_named_in_it(composer: Make) -> None:
    briefing = composer().briefing
    page = Page("index.html", "front.html", "Title", lambda composer: composer.prose("Moreno [@talks/listen]"))
    made = composed(briefing, page)
    assert made.frame.evidence == ()
    assert "Moreno" in str(made.view)
    assert [one.number for one in made.frame.evidence] == [1]
    assert [card.name for card in made.frame.cards] == ["Ada Moreno"]
    again = composed(briefing, page)
    str(again.view)
    assert [one.number for one in again.frame.evidence] == [1]


def test_a_page_about_a_thing_needs_no_card_of_it(composer: Make) -> None:
    briefing = composer().briefing
    ada = briefing.library.all("actor")["ada"]
    page = Page("actors/ada.html", "actor.html", "Ada", lambda composer: composer.thing(ada), home_of=ada)
    made = composed(briefing, page)
    assert made.frame.cards == ()


@pytest.mark.parametrize(
    ("target", "start", "way"),
    [
        ("actors/ada.html", "index.html", "actors/ada.html"),
        ("actors/ada.html", "actors/eve.html", "ada.html"),
        ("articles/talks.html#p1", "actors/ada.html", "../articles/talks.html#p1"),
        ("articles/talks.html#p1", "articles/talks.html", "#p1"),
        ("articles/talks.html", "articles/talks.html", "talks.html"),
        ("index.html", "a/b/c.html", "../../index.html"),
        ("", "actors/ada.html", "../index.html"),
    ],
)
def test_the_way_from_a_page_to_an_address(target: str, start: str, way: str) -> None:
    assert relative(target, start) == way


def test_every_thing_has_an_address(composer: Make) -> None:
    library = composer().library
    assert [address_of(thing) for thing in library.every_thing()] == [
        "sources.html#outlet-gazette", "actors/ada.html", "actors/port.html", "glossary/quay.html",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("annotations", "label"),
    [
        ("rights: full\n", "One two three four five six seven eight nine …"),
        ("label: Ours\n", "Ours"),
        ("label: Ours\nheadline: Theirs\n", "Theirs"),
        ("rights: link\n", "Untitled article “talks”"),
    ],
)
def test_what_an_article_is_called(site: Site, worked_out: WorkedOut, annotations: str, label: str) -> None:
    text = " date 2018-09-06 One two three\nfour five six seven eight nine ten eleven."
    library, findings = worked_out(site({"articles/talks.txt": text, "annotations/talks.yaml": annotations}))
    assert label_of(library.documents["talks"], findings.rights) == label


def test_an_article_of_few_words_is_called_by_all_of_them(site: Site, worked_out: WorkedOut) -> None:
    library, findings = worked_out(site({"articles/a.txt": "One two.", "annotations/a.yaml": "rights: full\n"}))
    assert label_of(library.documents["a"], findings.rights) == "One two."
