"""Who met whom and who speaks about whom: by events and statements, and never more than they say."""

from __future__ import annotations

from collections.abc import Callable

import html5lib

from sitegen.pipeline import Edition

SITE = {
    "actors/all.yaml": """
        north: {name: Northland, type: state}
        south: {name: Southland, type: state}
        east: {name: Eastland, type: state}
        nora: {name: Nora North, type: person, acts_for: north}
        aide: {name: Northern aide, type: unnamed source, described_as: aide, acts_for: nora}
        sam: {name: Sam South, type: person, acts_for: south}
    """,
    "events/all.yaml": """
        talks: {name: First talks, type: meeting, status: held, date: 2021-05-07,
                participants: [{actor: nora}, {actor: aide}, {actor: sam}]}
        summit: {name: Second talks, type: summit, status: in jeopardy,
                 participants: [{actor: north}, {actor: nora}, {actor: sam}, {actor: east}]}
        cabinet: {name: Cabinet, type: meeting, status: planned, participants: [{actor: nora}, {actor: aide}]}
        war: {name: War, type: offensive, status: held, participants: [{actor: north}, {actor: south}]}
    """,
    "articles/one.txt": """
        “Sam will pay,” said Nora North. Southland and Eastland agree, she said. Sam South was silent. On 7 May.
    """,
    "annotations/one.yaml": """
        label: One
        date: 2021-05-08
        statements:
          - {quote: Sam will pay, form: direct, speaker: nora, about: [sam, talks]}
          - {quote: Southland and Eastland agree, form: indirect, speaker: "actor:nora", about: [south, east]}
          - {quote: was silent, form: outlet, about: [sam]}
          - {date: On 7 May, direction: before, event: talks}
    """,
}


def rows(edition: Edition, number: int) -> list[list[str]]:
    """The words of the cells of one matrix, the head first."""
    tree = html5lib.parse(edition.files["meetings.html"], namespaceHTMLElements=False)
    tables = [one.find("table") for one in tree.iter("div") if "matrix" in (one.get("class") or "").split()]
    table = tables[number]
    assert table is not None
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")]


def test_the_pairs_of_every_meeting(site: Callable, worked_out: Callable) -> None:
    _, findings = worked_out(site(SITE))
    met = {pair: [event.id for event in events] for pair, events in findings.meetings.met.items()}
    assert met == {
        # A delegation does not meet itself, unless nobody else is there.
        ("aide", "sam"): ["talks"],
        ("nora", "sam"): ["talks", "summit"],
        ("aide", "nora"): ["cabinet"],
        # Northland is there by Nora North; an offensive is no meeting.
        ("east", "nora"): ["summit"],
        ("east", "sam"): ["summit"],
    }


def test_who_speaks_about_whom(site: Callable, worked_out: Callable) -> None:
    _, findings = worked_out(site(SITE))
    spoken = {pair: [quote.words for quote in quotes] for pair, quotes in findings.meetings.spoken.items()}
    # What the article says itself has no speaker, and an event is nobody.
    assert spoken == {
        ("nora", "sam"): ["Sam will pay"],
        ("nora", "south"): ["Southland and Eastland agree"],
        ("nora", "east"): ["Southland and Eastland agree"],
    }


def test_the_matrix_of_meetings(site: Callable, built: Callable) -> None:
    head, *body = rows(built(site(SITE)), 0)
    assert head == ["With", "Nora North", "Sam South", "Northern aide", "Eastland"]
    assert body == [
        ["Nora North", "", "1 held, 1 in jeopardy", "1 planned", "1 in jeopardy"],
        ["Sam South", "1 held, 1 in jeopardy", "", "1 held", "1 in jeopardy"],
        ["Northern aide", "1 planned", "1 held", "", ""],
        ["Eastland", "1 in jeopardy", "1 in jeopardy", "", ""],
    ]


def test_the_matrix_of_speakers(site: Callable, built: Callable) -> None:
    assert rows(built(site(SITE)), 1) == [
        ["Speaker, about", "Eastland", "Sam South", "Southland"],
        ["Nora North", "1", "1", "1"],
    ]


def test_every_cell_leads_to_its_list(site: Callable, built: Callable, page_text: Callable) -> None:
    edition = built(site(SITE))
    page = edition.files["meetings.html"].decode()
    assert '<a href="#met-nora--sam">1 held, 1 in jeopardy</a>' in page
    assert '<a href="#on-nora--south">1</a>' in page
    words = page_text(edition, "meetings.html")
    pair = words[words.index("Nora North and Sam South 2") :]
    assert pair.index("First talks Held") < pair.index("Second talks Planned, then in jeopardy")
    about = words[words.index("Nora North about Southland 1") :]
    assert "Southland and Eastland agree" in about


def test_a_table_too_wide_to_read_keeps_the_busiest(site: Callable, built: Callable, page_text: Callable) -> None:
    many = "".join(f"\n        d{number}: {{name: Deputy {number}, type: person}}" for number in range(20))
    parts = ", ".join(["{actor: nora}", *(f"{{actor: d{number}}}" for number in range(20))])
    events = f"assembly: {{name: Assembly, type: meeting, status: held, participants: [{parts}]}}\n"
    events += "again: {name: Again, type: meeting, status: held, participants: [{actor: nora}, {actor: d19}]}\n"
    files = {"actors/all.yaml": SITE["actors/all.yaml"].rstrip() + many, "events/all.yaml": events}
    edition = built(site(files))
    head, *body = rows(edition, 0)
    assert head[1:3] == ["Deputy 19", "Nora North"]
    assert (len(head), len(body)) == (17, 16)
    words = page_text(edition, "meetings.html")
    assert "5 actors with fewer have no place in the table; the list below has all." in words
    assert words.count("Assembly Held") == 21 * 20 // 2


def test_without_meetings_the_page_says_so(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site({})), "meetings.html")
    assert "The sources tell of no meeting." in page
    assert "Nobody in the sources speaks about another." in page


def test_a_source_that_may_only_be_linked_is_counted_without_words(
    site: Callable, built: Callable, page_text: Callable
) -> None:
    files = {
        **SITE,
        "annotations/one.yaml": SITE["annotations/one.yaml"].replace("label: One", "label: One\n        rights: link"),
    }
    edition = built(site(files))
    assert rows(edition, 1)[1] == ["Nora North", "1", "1", "1"]
    assert "The rights of its source do not let the words of 1 statement be shown." in page_text(
        edition, "meetings.html"
    )
    assert not any(b"will pay" in data for data in edition.files.values())
