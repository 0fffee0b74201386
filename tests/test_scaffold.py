"""An entry ready to paste: its words as a YAML value, the context that makes them unique, and what is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from sitegen import scaffold
from sitegen.pipeline import Options, survey
from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]

PEOPLE = """\
    ann: {name: Ann, type: person, gap: only named}
    bob: {name: Bob, type: person, gap: only named}
    town: {name: Port City, type: state, gap: only named}
    """
MEASURES = """\
    ships: {name: Ships, unlinked: true, counts: ships in the harbour, unit: ships}
    dockers: {name: Dockers, unlinked: true, counts: dockers at work, unit: people}
    share: {name: Share, unlinked: true, counts: dockers from elsewhere, unit: share, nature: share}
    """


def proposed(site: Write, text: str, date: str = "2021-05-08", **more: str) -> list[str]:
    """The lines of what is proposed for a text, without the comments that say where it stands."""
    files = {"actors.yaml": PEOPLE, "measures.yaml": MEASURES, "articles/one.txt": text, **more}
    files |= {"annotations/one.yaml": f"date: {date}\n"} if date else {}
    known = survey(site(files), Options())
    written = scaffold.entries(
        known.library, known.findings, known.library.documents["one"], known.findings.gaps.open_in("one")
    )
    return [line for line in written.split("\n") if line and not line.startswith(("statements:", "  #"))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("said little", "said little"),
        ("  said\n little ", "said little"),
        ("$2,000 (about €1,800)", "$2,000 (about €1,800)"),
        ("2018-09-06", "2018-09-06"),
        ("12:30", '"12:30"'),
        ("yes", '"yes"'),
        ("NO", '"NO"'),
        ("one: two", '"one: two"'),
        ("the #1 reason", '"the #1 reason"'),
        ("ends:", '"ends:"'),
        ("- a list", '"- a list"'),
        ("[a] {b}", '"[a] {b}"'),
        ("“curly”", '"“curly”"'),
        ('"straight"', '"\\"straight\\""'),
        ("back\\slash", "back\\slash"),
        ("… God", '"… God"'),
        ("x", "x"),
    ],
)
def test_words_as_a_value(text: str, value: str) -> None:
    assert scaffold.scalar(text) == value


def test_context_is_added_only_where_it_is_needed_and_no_more_of_it(site: Write) -> None:
    text = "They met Monday. We said Friday then, and Friday went. He said Friday too."
    assert [line for line in proposed(site, text) if "direction:" not in line] == [
        "  - date: Monday",
        "  - date: Friday",
        "    prefix: We said",
        "  - date: Friday",
        "    prefix: and",
        "  - date: Friday",
        "    prefix: He said",
    ]


def test_a_suffix_helps_where_all_that_stands_before_is_the_same(site: Write) -> None:
    # Two blocks that begin alike: whatever stands before the words in the first stands before them in the second.
    text = "\n\n".join(["now Friday came", "now Friday went"])
    lines = [line for line in proposed(site, text) if "direction:" not in line]
    assert lines == ["  - date: Friday", "    suffix: came", "  - date: Friday", "    prefix: came now"]


def test_the_speaker_is_the_nearest_person_of_the_paragraph_and_a_guess(site: Write) -> None:
    text = "Ann came. “We will wait for a while,” Bob of Port City said. It was “a calm day” there."
    lines = proposed(site, f"{text}\n\nThen “nobody” spoke.")
    assert lines == [
        "  - quote: We will wait for a while",
        "    form: direct",
        "    speaker: bob  # a guess: the nearest name",
        "  - quote: a calm day",
        "    form: partial",
        "    speaker: bob  # a guess: the nearest name",
        "  - quote: nobody",
        "    form: partial  # nobody who is written is named near: name one with `speaker:`",
    ]


GUESSED = "    direction: before  # a guess: or `same day`, or `after`"
OPEN = "    open: nobody has settled it yet  # or `declared:` and `because:`"


@pytest.mark.parametrize(
    ("text", "date", "lines"),
    [
        ("It was on Friday.", "2021-05-08", ["  - date: Friday", GUESSED]),
        ("It was in 2018.", "2021-05-08", ["  - date: 2018"]),
        ("It was last week.", "2021-05-08", ["  - date: last week"]),
        ("It was last week.", "", ["  - date: last week", OPEN]),
    ],
)
def test_a_date_asks_for_what_its_words_leave_open(site: Write, text: str, date: str, lines: list[str]) -> None:
    assert proposed(site, text, date) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("At work are nearly 400 dockers.", ["  - figure: nearly 400 dockers", "    measure: dockers"]),
        ("Out there 12 ships wait in line.", ["  - figure: 12 ships wait in", "    measure: ships"]),
        ("The dockers: a third of them, from elsewhere.", ["  - figure: a third of them", "    measure: share"]),
        (
            "The harbour has 10 of 20 ships.",
            ["  - figure: 10 of 20 ships", '    number: "10"', "    measure: ships"],
        ),
    ],
)
def test_a_number_comes_with_what_it_counts(site: Write, text: str, lines: list[str]) -> None:
    found = proposed(site, text)
    assert [line.split("  # ")[0].replace("number: 10", 'number: "10"') for line in found] == lines


def test_what_one_entry_covers_is_not_proposed_again(site: Write) -> None:
    lines = proposed(site, "They said “the ‘old quay’ stays”.")
    assert [line for line in lines if line.startswith("  - ")] == ["  - quote: the ‘old quay’ stays"]


def test_nothing_to_propose_is_nothing(site: Write) -> None:
    assert proposed(site, "They said little.") == []
