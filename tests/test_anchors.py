"""The words of every statement stand in the article at exactly one place, or the build says where they might."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.findings import work_out
from sitegen.library import Library, load
from sitegen.passages import Passage, Stretch
from sitegen.project import ContentFile, Project

Site = Callable[..., Project]
Said = Callable[..., str]

TALKS = """\
The talks in Sochi failed. The talks in Ankara held. "We will listen," said Ada Moreno, Turkey's envoy.

Officials' talks went on. Nobody said "total loss" aloud. The talks in Sochi failed.
"""
ADA = "ada: {name: Ada Moreno, type: person}\n"


def told(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


@pytest.fixture
def statements(site: Site) -> Callable[[str], Project]:
    """A site with statements about one article, each a line of a list."""

    def write(typed: str) -> Project:
        annotations = "statements:\n" + textwrap.dedent(typed)
        return site({"articles/talks.txt": TALKS, "annotations/talks.yaml": annotations, "actors/all.yaml": ADA})

    return write


Statements = Callable[[str], Project]
WorkedOut = Callable[..., tuple[Library, object]]


# ── not found


def test_of_many_words_that_stand_nowhere_the_first_are_compared(statements: Statements, said: Said) -> None:
    typed = "".join(f"- {{quote: The talks in Town {number} failed, form: outlet}}\n" for number in range(103))
    found = said(statements(typed))
    assert found.count("these words do not stand in content/articles/talks.txt\n") == 103
    assert found.count("nearest passage, content/articles/talks.txt:1:1:") == 100
    assert found.count("→ the nearest passage is told of no more than 100 in one article") == 3
    assert found.index("no more than 100") > found.index("Town 100")


def test_words_with_another_word_are_told_with_the_difference(statements: Statements, said: Said) -> None:
    assert said(statements("- {part: The talks in Moscow failed, role: heading}\n")) == told(
        """
        content/annotations/talks.yaml:2:10: error[words-not-found]: these words do not stand in content/articles/talks.txt
            2 | - {part: The talks in Moscow failed, role: heading}
              |          ^^^^^^^^^^^^^^^^^^^^^^^^^^
              nearest passage, content/articles/talks.txt:1:1:
                The talks in [-Moscow-] {+Sochi+} failed
                [-in the annotation-]  {+in the article+}
              → copy the words as the article prints them
        """  # noqa: E501
    )


@pytest.mark.parametrize("typed", ["“We will listen”", "„We will listen“", "‘We will listen’"])
def test_marks_that_only_the_annotation_has(statements: Statements, said: Said, typed: str) -> None:
    words = said(statements(f"- quote: {typed}\n  form: direct\n  speaker: ada\n"))
    assert "error[words-not-found]" in words
    assert "→ leave the marks at the ends out: the words between them stand there" in words


def test_words_that_nothing_comes_near(statements: Statements, said: Said) -> None:
    assert said(statements("- part: nothing of the kind anywhere\n  role: heading\n")) == told(
        """
        content/annotations/talks.yaml:2:9: error[words-not-found]: these words do not stand in content/articles/talks.txt
            2 | - part: nothing of the kind anywhere
              |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              → no passage of the article comes near them
        """  # noqa: E501
    )


def test_words_that_stand_elsewhere_than_their_context_says(statements: Statements, said: Said) -> None:
    assert said(statements("- {part: The talks in, role: heading, suffix: Moscow}\n")) == told(
        """
        content/annotations/talks.yaml:2:10: error[words-not-found]: these words stand in content/articles/talks.txt, but not right after `prefix` or before `suffix`
            2 | - {part: The talks in, role: heading, suffix: Moscow}
              |          ^^^^^^^^^^^^
              content/articles/talks.txt:1:1: »The talks in« Sochi failed. The talks in Ankara…
              content/articles/talks.txt:1:28: The talks in Sochi failed. »The talks in« Ankara held. "We will listen," said…
              content/articles/talks.txt:3:59: …on. Nobody said "total loss" aloud. »The talks in« Sochi failed.
        """  # noqa: E501
    )


@pytest.mark.parametrize(
    ("typed", "difference"),
    [
        ("the talks in Ankara held", "[-the-] {+The+} talks in Ankara held"),
        ("The talks in Ankara held…", "The talks in Ankara held [-…-]"),
        ("Officials talks went on", "Officials {+'+} talks went on"),
        ("The talks of Ankara did not hold", 'The talks [-of-] {+in+} Ankara [-did not hold-] {+held. "+}'),
    ],
)
def test_a_near_miss_is_never_applied(statements: Statements, said: Said, typed: str, difference: str) -> None:
    text = said(statements(f"- part: {typed}\n  role: heading\n"))
    if typed.endswith("…"):
        # An omission at the end omits nothing.
        assert text == ""
    else:
        assert text.splitlines()[4].strip() == difference


# ── found twice


def test_words_that_stand_several_times_ask_for_their_context(statements: Statements, said: Said) -> None:
    assert said(statements("- {part: talks, role: heading}\n")) == told(
        """
        content/annotations/talks.yaml:2:10: error[words-found-twice]: these words stand in content/articles/talks.txt 4 times
            2 | - {part: talks, role: heading}
              |          ^^^^^
              content/articles/talks.txt:1:5: The »talks« in Sochi failed. The talks in Ankara…
              content/articles/talks.txt:1:32: The talks in Sochi failed. The »talks« in Ankara held. "We will listen," said…
              content/articles/talks.txt:3:12: …Moreno, Turkey's envoy. Officials' »talks« went on. Nobody said "total loss"…
              content/articles/talks.txt:3:63: …Nobody said "total loss" aloud. The »talks« in Sochi failed.
              → add `prefix:` or `suffix:` with the words right before or after the ones you mean
        """  # noqa: E501
    )


def test_no_more_than_five_places_are_shown(site: Site, said: Said) -> None:
    files = {
        "articles/a.txt": "so it is. " * 8,
        "annotations/a.yaml": "statements:\n- {part: so it is, role: heading}\n",
    }
    lines = said(site(files)).splitlines()
    assert lines[0].endswith("these words stand in content/articles/a.txt 8 times")
    assert [line.strip()[:26] for line in lines[3:8]] == [
        f"content/articles/a.txt:1:{at}"[:26] for at in (1, 11, 21, 31, 41)
    ]
    assert lines[8].strip() == "… and 3 more"


@pytest.mark.parametrize(
    "context",
    [
        "prefix: 'failed.'",
        "suffix: Ankara",
        "prefix: Sochi failed., suffix: Ankara held",
        "prefix: 'Sochi  failed.\u00a0'",
    ],
)
def test_context_tells_one_place_from_another(statements: Statements, worked_out: WorkedOut, context: str) -> None:
    _, findings = worked_out(statements(f"- {{part: The talks in, role: heading, {context}, id: it}}\n"))
    assert findings.anchors.statements["talks", "it"].passage == Passage((Stretch(27, 39),))  # type: ignore[attr-defined]


def test_an_omission_that_fits_twice_is_as_ambiguous(statements: Statements, said: Said) -> None:
    text = said(statements("- {part: talks … held, role: heading}\n"))
    assert "error[words-found-twice]: these words stand in content/articles/talks.txt 2 times" in text


# ── found


def test_the_words_further_words_and_the_pieces_of_a_statement(statements: Statements, worked_out: WorkedOut) -> None:
    typed = """\
    - {quote: "“We will listen,”", form: direct, speaker: ada, attribution: said Ada Moreno, id: listen}
    - {part: The talks … Ankara, prefix: Sochi failed., role: heading, id: pieces}
    """
    library, findings = worked_out(statements(typed))
    anchors = findings.anchors  # type: ignore[attr-defined]
    text = library.documents["talks"].text
    listen, pieces = anchors.statements["talks", "listen"], anchors.statements["talks", "pieces"]
    assert [text.printed(piece) for piece in listen.passage.pieces] == ['"We will listen,"']
    assert {key: text.printed(passage.pieces[0]) for key, passage in listen.evidence.items()} == {
        "attribution": "said Ada Moreno"
    }
    assert [text.printed(piece) for piece in pieces.passage.pieces] == ["The talks", "Ankara"]
    assert [anchor.id for anchor in anchors.in_article("talks")] == ["pieces", "listen"]
    assert {article: len(found) for article, found in anchors.by_article.items()} == {"talks": 2}


def test_further_words_are_those_nearest_in_the_same_paragraph(statements: Statements, worked_out: WorkedOut) -> None:
    typed = "- {quote: total loss, form: partial, speaker: ada, attribution: The talks in, id: loss}\n"
    _, findings = worked_out(statements(typed))
    evidence = findings.anchors.statements["talks", "loss"].evidence["attribution"]  # type: ignore[attr-defined]
    assert evidence.start == TALKS.rindex("The talks in")


def test_further_words_that_stand_nowhere_or_twice_elsewhere(statements: Statements, said: Said) -> None:
    typed = """\
    - {quote: We will listen, form: direct, speaker: ada, attribution: said Ada Morena}
    - {quote: total loss, form: partial, speaker: ada, attribution: held}
    """
    assert said(statements(typed)) == told(
        """
        content/annotations/talks.yaml:2:68: error[words-not-found]: these words do not stand in content/articles/talks.txt
            2 | - {quote: We will listen, form: direct, speaker: ada, attribution: said Ada Morena}
              |                                                                    ^^^^^^^^^^^^^^^
              nearest passage, content/articles/talks.txt:1:72:
                said Ada [-Morena-] {+Moreno+}
                [-in the annotation-]  {+in the article+}
              → copy the words as the article prints them
        """  # noqa: E501
    )


def test_the_words_that_an_article_itself_rests_on(site: Site, said: Said) -> None:
    files = {
        "articles/talks.txt": TALKS,
        "annotations/talks.yaml": "outlet_clue: {outlet: gazette, words: told the Gazette}\n",
        "outlets/all.yaml": "gazette: {name: The Gazette}\n",
    }
    assert said(site(files)) == told(
        """
        content/annotations/talks.yaml:1:39: error[words-not-found]: these words do not stand in content/articles/talks.txt
            1 | outlet_clue: {outlet: gazette, words: told the Gazette}
              |                                       ^^^^^^^^^^^^^^^^
              → no passage of the article comes near them
        """  # noqa: E501
    )


# ── quotation marks


def test_the_form_of_a_quotation_fits_the_marks_of_the_article(statements: Statements, said: Said) -> None:
    typed = """\
    - {quote: talks went on, form: direct, speaker: ada}
    - {quote: total loss, form: indirect, speaker: ada}
    - {quote: "total loss", form: outlet, id: again}
    - {quote: The talks in Ankara, form: partial, speaker: ada}
    """
    assert said(statements(typed)) == told(
        """
        content/annotations/talks.yaml:2:32: error[quotation-marks]: the form is “direct”, but no quotation mark stands before these words in their paragraph
            2 | - {quote: talks went on, form: direct, speaker: ada}
              |                                ^^^^^^
              → use `form: indirect` for reported speech
        content/annotations/talks.yaml:3:29: error[quotation-marks]: the form is “indirect”, but the article prints these words inside quotation marks
            3 | - {quote: total loss, form: indirect, speaker: ada}
              |                             ^^^^^^^^
              → use `form: direct` or `partial`
        content/annotations/talks.yaml:4:31: error[quotation-marks]: the form is “outlet”, but the article prints these words inside quotation marks
            4 | - {quote: "total loss", form: outlet, id: again}
              |                               ^^^^^^
              → use `form: direct` or `partial`
        content/annotations/talks.yaml:5:38: error[quotation-marks]: the form is “partial”, but no quotation mark stands before these words in their paragraph
            5 | - {quote: The talks in Ankara, form: partial, speaker: ada}
              |                                      ^^^^^^^
              → use `form: indirect` for reported speech
        """  # noqa: E501
    )


@pytest.mark.parametrize(
    ("text", "quote", "form", "fine"),
    [
        ("“Never closed, he said.", "Never closed", "direct", True),
        ("He said 'horror has multiplied' there.", "horror has multiplied", "partial", True),
        ("Syria’s talks and Turkey's talks failed.", "talks failed", "partial", False),
        ("He called it a “loss” today.", "called it a “loss”", "partial", True),
        ("„Nein“, sagte er.", "Nein", "direct", True),
        ("«Non», dit-il.", "Non", "direct", True),
        ("One.\n\n“Two.”\n\nThree is said.", "Three is said", "direct", False),
        ("He said it was over.", "it was over", "indirect", True),
        ("He said “it was over” then.", "said “it was over”", "indirect", True),
    ],
)
def test_which_marks_count(site: Site, said: Said, text: str, quote: str, form: str, fine: bool) -> None:
    files = {
        "articles/talks.txt": text,
        "annotations/talks.yaml": f"statements:\n- quote: {quote!r}\n  form: {form}\n  speaker: ada\n",
        "actors/all.yaml": ADA,
    }
    assert ("error[quotation-marks]" not in said(site(files))) == fine


# ── ids of anchors stay


SPOTS = ["The talks in Ankara held", "We will listen", "Officials' talks", "total loss", "said Ada Moreno", "aloud"]


def _anchored(parts: list[str], cited: list[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Where each id of the article's page stands, and which id each citation leads to."""
    statements = "".join(f'- part: "{words}"\n  role: heading\n' for words in parts)
    summary = " ".join(f"X [@talks “{words}”]." for words in cited) or "X."
    files = [
        ContentFile("content/site.yaml", "site", b"title: T\nscope: S\n"),
        ContentFile("content/articles/talks.txt", "articles", TALKS.encode()),
        ContentFile("content/annotations/talks.yaml", "annotations", f"statements:\n{statements}".encode()),
        ContentFile("content/actors/a.yaml", "actor", f'ada: {{name: A, type: person, summary: "{summary}"}}'.encode()),
    ]
    library, problems = load(files)
    findings, more = work_out(library)
    assert [problem for problem in (*problems, *more) if problem.severity == "error"] == []
    anchors = findings.anchors.in_article("talks")
    places = {name: anchor.passage.start for anchor in anchors for name in (anchor.id, *anchor.also)}
    return places, {citation.words or "": anchor.id for citation, anchor in findings.anchors.citations.items()}


@settings(max_examples=60, deadline=None)
@given(st.permutations(SPOTS), st.integers(0, 6), st.permutations(SPOTS[:3] + SPOTS[4:]), st.integers(0, 5))
def test_reordering_or_adding_moves_no_permanent_link(
    parts: list[str], made: int, cited: list[str], count: int
) -> None:
    before, _ = _anchored(parts[:made], cited[:count])
    after, leads = _anchored(sorted(parts), sorted(cited))
    assert before.items() <= after.items()
    again, leads_again = _anchored(sorted(parts, reverse=True), sorted(cited, reverse=True))
    assert (again, leads_again) == (after, leads)


def test_a_citation_leads_to_the_statement_on_its_words_and_keeps_its_own_link() -> None:
    places, leads = _anchored(["We will listen"], ["We will listen", "aloud"])
    assert leads == {"We will listen": "part-we-will-listen", "aloud": "passage-bd8b4b29"}
    assert set(places) == {"part-we-will-listen", "passage-a19d51d5", "passage-bd8b4b29"}


def test_the_link_of_cited_words_is_the_same_however_they_are_typed() -> None:
    places, leads = _anchored([], SPOTS)
    assert len(places) == len(SPOTS)
    assert all(re.fullmatch("passage-[0-9a-f]{8}", name) for name in places)
    assert _anchored([], ["Officials’  talks"])[1]["Officials’  talks"] == leads["Officials' talks"]


def test_of_several_statements_on_the_same_words_the_kind_decides(site: Site, worked_out: WorkedOut) -> None:
    for order in (0, 1):
        typed = ["- {mention: We will listen, as: ada}", "- {quote: We will listen, form: direct, speaker: ada}"]
        files = {
            "articles/talks.txt": TALKS,
            "annotations/talks.yaml": "statements:\n" + "\n".join(typed[order:] + typed[:order]),
            "actors/all.yaml": 'ada: {name: Ada Moreno, type: person, summary: "X [@talks “We will listen”]."}\n',
        }
        _, findings = worked_out(site(files))
        (anchor,) = findings.anchors.citations.values()  # type: ignore[attr-defined]
        assert anchor.id == "quote-we-will-listen"


def test_words_that_differ_in_case_or_marks_only_have_links_of_their_own() -> None:
    places, leads = _anchored([], ["The talks in Ankara", "talks in Ankara held.", "Ankara held"])
    assert len(set(leads.values())) == 3
    assert len(places) == 3
