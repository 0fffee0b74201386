"""Commitments: who agreed what, by when, and every later statement about it, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Callable

SITE = {
    "actors/all.yaml": """
        ada: {name: Ada Moreno, type: person}
        city: {name: Port City, type: state}
        union: {name: Dockers' union, type: institution}
    """,
    "events/talks.yaml": """
        talks: {name: Harbour talks, unlinked: true, type: meeting, status: held}
    """,
    "articles/first.txt": "The two agreed to meet again by June. Ada Moreno said the city would pay.",
    "annotations/first.yaml": """
        label: First
        date: 2021-05-07
        statements:
          - commitment: agreed to meet again by June
            id: again
            what: meet again
            by: [city, union]
            to: [ada]
            event: talks
            due: 2021-06
          - commitment: the city would pay
            id: pay
            what: pay for it
            by: [city]
            speaker: ada
            note: For what is not said.
    """,
    "articles/third.txt": "They met in part. They never met.",
    "annotations/third.yaml": """
        label: Third
        date: 2021-07-09
        statements:
          - {followup: never met, of: first/again, state: broken, speaker: union}
          - {followup: met in part, of: first/again, state: partly kept}
    """,
    "articles/second.txt": "They repeated that they would meet.",
    "annotations/second.yaml": """
        label: Second
        date: 2021-05-20
        statements:
          - {followup: they would meet, of: first/again, state: restated}
    """,
    "articles/undated.txt": "Nobody knows whether they met.",
    "annotations/undated.yaml": """
        label: Undated
        statements:
          - {followup: Nobody knows, of: first/again, state: unknown}
    """,
}


def test_what_became_of_it_by_date_and_by_the_order_of_the_text(site: Callable, worked_out: Callable) -> None:
    _, findings = worked_out(site(SITE))
    found = [
        (promise.commitment.id, [(one.article, one.state) for one in promise.followups])
        for promise in findings.commitments.promises.values()
    ]
    assert found == [
        (
            "again",
            [("second", "restated"), ("third", "partly kept"), ("third", "broken"), ("undated", "unknown")],
        ),
        ("pay", []),
    ]


def test_the_page_of_commitments(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site(SITE)), "commitments.html")
    assert "2 commitments; of 1 the sources say something further." in page
    again = page[page.index("Meet again Who") : page.index("Pay for it")]
    assert "Who Port City, Dockers' union With, or to whom Ada Moreno By when June 2021" in again
    later = again[again.index("What the sources say of it further") :]
    assert re.findall("Restated|Kept|Partly kept|Broken|Suspended|Not known what became of it", later) == [
        "Restated",
        "Partly kept",
        "Broken",
        "Not known what became of it",
    ]
    assert "Restated Second, Thursday 20 May 2021" in later
    assert "Broken Third, Friday 9 July 2021; Dockers' union says so" in later
    assert "Not known what became of it Undated, date not known" in later
    pay = page[page.index("Pay for it") :]
    assert "Who Port City By when no date given" in pay
    assert "Ada Moreno says so For what is not said. The sources say no more." in pay


def test_commitments_stand_under_the_event_they_were_made_at(
    site: Callable, built: Callable, page_text: Callable
) -> None:
    page = page_text(built(site(SITE)), "commitments.html")
    order = [page.index(words) for words in ("Harbour talks 1", "Meet again Who", "No event named 1", "Pay for it")]
    assert order == sorted(order)


def test_the_pages_of_those_concerned(site: Callable, built: Callable, page_text: Callable) -> None:
    edition = built(site(SITE))
    held = {}
    for address in ("actors/city.html", "actors/union.html", "actors/ada.html", "events/talks.html"):
        page = page_text(edition, address)
        held[address] = ["Meet again Who" in page, "Pay for it Who" in page]
    # Ada Moreno says what the city would pay; she is promised only the meeting.
    assert held == {
        "actors/city.html": [True, True],
        "actors/union.html": [True, False],
        "actors/ada.html": [True, False],
        "events/talks.html": [True, False],
    }


def test_a_follow_up_leads_to_its_commitment(site: Callable, built: Callable) -> None:
    page = built(site(SITE)).files["articles/second.html"].decode()
    assert 'href="../commitments.html#first--again"' in page


def test_a_site_without_commitments_says_so(site: Callable, built: Callable, page_text: Callable) -> None:
    assert "No commitment has been annotated in these articles." in page_text(built(site({})), "commitments.html")


def test_a_source_that_may_only_be_linked_lends_no_words(site: Callable, built: Callable, page_text: Callable) -> None:
    annotations = SITE["annotations/second.yaml"].replace("label: Second", "label: Second\n        rights: link")
    edition = built(site({**SITE, "annotations/second.yaml": annotations}))
    page = page_text(edition, "commitments.html")
    assert "Restated Second, Thursday 20 May 2021 The rights of this source let none of its words be shown." in page
    assert not any(b"they would meet" in data for data in edition.files.values())


# ── problems


def followed(of: str) -> dict[str, str]:
    return {**SITE, "annotations/undated.yaml": f"statements:\n  - {{followup: Nobody knows, of: {of}, state: kept}}\n"}


def test_a_follow_up_of_nothing(site: Callable, said: Callable) -> None:
    drawn = said(site(followed("first/agian")))
    assert "undated.yaml:2:34: error[unknown-reference]: there is no commitment “first/agian”" in drawn
    assert "did you mean “first/again”?" in drawn


def test_a_follow_up_without_an_article(site: Callable, said: Callable) -> None:
    drawn = said(site(followed("xyz")))
    assert "there is no commitment “xyz”" in drawn
    assert "write `of: article/statement-id` with the id of a commitment" in drawn


def test_a_follow_up_of_another_kind(site: Callable, said: Callable) -> None:
    drawn = said(site(followed("third/followup-never-met")))
    assert "“third/followup-never-met” is a followup, not a commitment" in drawn


def test_a_commitment_that_cannot_be_read_is_not_missed_as_well(site: Callable, said: Callable) -> None:
    files = {**SITE, "annotations/first.yaml": SITE["annotations/first.yaml"].replace("what: meet again", "wat: x")}
    drawn = said(site(files))
    assert "unknown-key" in drawn
    assert "there is no commitment" not in drawn
