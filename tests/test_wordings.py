"""Wordings: every use counted once, in the right voice, and every count leads to its sentences."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable

import html5lib

from sitegen.pipeline import Edition

SITE = {
    "actors/all.yaml": """
        ada: {name: Ada Moreno, type: person}
    """,
    "wordings/all.yaml": """
        dockers:
          name: Those who work the harbour
          unlinked: true
          variants:
            - {name: workers, words: [workers, harbour workers, port's hands]}
            - {name: dockers, words: [dockers]}
            - {name: strikers, words: [strikers]}
        trades:
          name: Trades
          unlinked: true
          variants:
            - {name: harbour trades, words: [harbour]}
    """,
    "articles/one.txt": "\n\n".join(
        (
            "Workers met. The dockers said nothing; harbour workers and co-workers did. Coworkers did not.",
            "“The dockers are right,” said Ada Moreno. She added that the workers would wait.",
            "The harbour  workers left with the port’s hands.",
        )
    ),
    "annotations/one.yaml": """
        label: One
        date: 2021-05-07
        rights: full
        statements:
          - {quote: The dockers are right, form: direct, speaker: ada}
          - {quote: the workers would wait, form: indirect, speaker: ada}
          - {quote: The harbour workers left, form: outlet}
    """,
    "articles/two.txt": " date 2021-05-06 Some call the dockers “dockers” and no more.",
    "annotations/two.yaml": """
        label: Two
        rights: full
        statements:
          - {quote: “dockers”, form: partial}
    """,
}
ADDRESS = "wordings/dockers.html"


def counted(findings: object, library: object, wording: str) -> Counter[tuple[str, int, str, str]]:
    spoken = findings.wordings.of(library.all("wording")[wording])  # type: ignore[attr-defined]
    return Counter((one.article, one.variant, " ".join(one.printed.split()), one.voice) for one in spoken)


def test_every_use_once_and_in_its_voice(site: Callable, worked_out: Callable) -> None:
    library, findings = worked_out(site(SITE))
    assert counted(findings, library, "dockers") == Counter(
        {
            ("one", 0, "Workers", "own"): 1,
            ("one", 0, "harbour workers", "own"): 2,
            ("one", 0, "workers", "own"): 1,  # in “co-workers”, a word of its own behind a hyphen
            ("one", 0, "workers", "reported"): 1,
            ("one", 0, "port’s hands", "own"): 1,
            ("one", 1, "dockers", "own"): 1,
            ("one", 1, "dockers", "quoted"): 1,
            ("two", 1, "dockers", "own"): 1,
            ("two", 1, "dockers", "quoted"): 1,
        }
    )


def test_a_word_inside_the_words_of_another_wording_counts_for_both(site: Callable, worked_out: Callable) -> None:
    library, findings = worked_out(site(SITE))
    assert counted(findings, library, "trades") == Counter({("one", 0, "harbour", "own"): 2})


def test_a_quotation_inside_reported_speech_is_the_nearer_voice(site: Callable, worked_out: Callable) -> None:
    files = {
        **SITE,
        "articles/two.txt": "She said they would pay the “dockers” and other strikers.",
        "annotations/two.yaml": """
            statements:
              - {quote: they would pay the “dockers” and other strikers, form: indirect, speaker: ada}
              - {quote: “dockers”, form: partial, speaker: ada}
        """,
    }
    library, findings = worked_out(site(files))
    found = {key: number for key, number in counted(findings, library, "dockers").items() if key[0] == "two"}
    assert found == {("two", 1, "dockers", "quoted"): 1, ("two", 2, "strikers", "reported"): 1}


def test_words_partly_in_quotation_marks_count_as_quoted(site: Callable, worked_out: Callable) -> None:
    files = {
        **SITE,
        "wordings/all.yaml": """
            dockers:
              name: x
              unlinked: true
              variants: [{name: so-called, words: ['“so-called” dockers']}]
        """,
        "articles/two.txt": "The “so-called” dockers came.",
        "annotations/two.yaml": "statements: [{quote: so-called, form: partial}]",
    }
    library, findings = worked_out(site(files))
    assert counted(findings, library, "dockers") == Counter({("two", 0, "“so-called” dockers", "quoted"): 1})


def sentences(edition: Edition, spot: str) -> int:
    """How many sentences stand between a heading and the next."""
    tree = html5lib.parse(edition.files[ADDRESS], namespaceHTMLElements=False)
    parents = {child: parent for parent in tree.iter() for child in parent}
    heading = next(one for one in tree.iter() if one.get("id") == spot)
    number = 0
    siblings = list(parents[heading])
    for one in siblings[siblings.index(heading) + 1 :]:
        if one.tag == heading.tag:
            break
        number += sum("sentence" in (inner.get("class") or "").split() for inner in one.iter())
    return number


def test_every_count_leads_to_as_many_sentences(site: Callable, built: Callable) -> None:
    edition = built(site(SITE))
    for address, way in (("wordings.html", "wordings/dockers.html"), (ADDRESS, "")):
        page = edition.files[address].decode()
        links = re.findall(rf'<a class="n" href="{way}#([^"]+)">(\d+)</a>', page)
        assert Counter(int(number) for _, number in links) == Counter({1: 5, 4: 1, 5: 1, 6: 1})
        for spot, number in links:
            assert sentences(edition, spot) == int(number)


def test_the_table_of_counts(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site(SITE)), ADDRESS)
    table = page[page.index("Words ") : page.index("Words are counted as quoted")]
    assert table.startswith("Words Two Thursday 6 May 2021 One Friday 7 May 2021 All ")
    assert "workers none One 5 own voice 1 reported All 6" in table
    assert "dockers Two 1 own voice 1 quoted One 1 own voice 1 quoted All 4" in table
    assert "strikers none none All none" in table


def test_a_sentence_names_whoever_is_quoted(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site(SITE)), ADDRESS)
    assert "1 quoted “The dockers are right,” said Ada Moreno. Ada Moreno" in page
    assert "1 reported She added that the workers would wait. Ada Moreno" in page


def test_words_nobody_uses_say_so(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site(SITE)), ADDRESS)
    assert "strikers 0 Counted: strikers No source uses these words." in page


def test_no_share_and_no_score(site: Callable, built: Callable, page_text: Callable) -> None:
    edition = built(site(SITE))
    assert "%" not in page_text(edition, ADDRESS) + page_text(edition, "wordings.html")


def test_words_that_two_variants_claim(site: Callable, said: Callable) -> None:
    wordings = textwrap.dedent(SITE["wordings/all.yaml"]).replace("[dockers]", "[dockers, Workers]")
    drawn = said(site({**SITE, "wordings/all.yaml": wordings}))
    assert "wordings/all.yaml:7:40: error[words-counted-twice]: “Workers” stands under “workers” already" in drawn


def test_an_excerpt_shows_the_words_and_marks_what_is_left_out(
    site: Callable, built: Callable, page_text: Callable
) -> None:
    files = {
        **SITE,
        "articles/two.txt": "It was dockers who came.\n\nIt was quiet, and it rained.",
        "annotations/two.yaml": "label: Two\nstatements: [{quote: it rained, form: outlet}]",
    }
    edition = built(site(files))
    page = page_text(edition, ADDRESS)
    assert "1 own voice […] dockers […]" in page
    assert not any(b"who came" in data for data in edition.files.values())


def test_without_wordings_the_index_says_so(site: Callable, built: Callable, page_text: Callable) -> None:
    assert "No wording has been written for this briefing." in page_text(built(site({})), "wordings.html")
