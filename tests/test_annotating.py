"""Whatever the text, and whatever is selected in it: what is offered rests on those words, or says why it cannot."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sitegen.annotating import Offer, Selection, Unusable, offered
from sitegen.annotating.selecting import whole_words, without_marks
from sitegen.overlay import rows
from sitegen.passages import Stretch, fold
from sitegen.pipeline import Options, survey
from sitegen.project import Project
from sitegen.prose import Run, plain_html

Write = Callable[[Mapping[str, str | bytes]], Project]

PIECES = st.sampled_from(
    [
        *("Ann Smith", "the mayor", "said", "300 dockers", "on Friday", "last week", "Zürich", "e\u0301tude", "naïve"),
        *("“we go”", '"we stay"', "“open", "‘single’", "it’s", "“", "”", "…", "[...]", "—", "-", "#", ": ", "yes"),
        *(" ", "  ", "\n", "\n\n", "\u00a0", "\u00a0\u00a0", "\u2003", "\u00ad", "\u200f", "سلام", "東京で", "*"),
        *("_a_", "<b>", "&amp;"),
    ]
)  # fmt: skip


def counts(document: object) -> list[tuple[str, int, str]]:
    """Every character that a browser shows of the text: its row, how many come before it in the row, and itself."""
    found = []
    for row in rows(document.flow):
        runs = [item for item in row if isinstance(item, Run)]
        if not runs:
            continue
        block = min(document.text.block_of(run.start) for run in runs)
        html = "".join(item.html if hasattr(item, "html") else plain_html(getattr(item, "text", "")) for item in row)
        shown = "".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext())
        shown = [letter for letter in shown if letter not in " \t\n\f\r"]
        found += [(f"p{block + 1}", at, letter) for at, letter in enumerate(shown)]
    return found


@example(["Ann Smith"] * 3 + ["\n\n", "\u00a0"], False, 0, 29)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=18), st.booleans(), st.integers(0, 400), st.integers(0, 40))
def test_any_selection(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], markdown: bool, spot: int, more: int
) -> None:
    root = tmp_path_factory.mktemp("site")
    files = {
        "site.yaml": "title: T\nscope: S\n",
        "actors.yaml": "ann: {name: Ann Smith, type: person, weak: [the mayor], gap: only named}\n",
        "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers, unit: people}\n",
        f"articles/one.{'md' if markdown else 'txt'}": f"Words {' '.join(pieces)} end",
        "annotations/one.yaml": "date: 2021-05-08\n",
    }
    for path, content in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(content)
    known = survey(Project(root), Options(private=True))
    document = known.library.documents["one"]
    shown = counts(document)
    first = spot % len(shown)
    last = min(len(shown) - 1, first + more)
    (row, at, _), (until, end, _) = shown[first], shown[last]
    words = "".join(letter for _, _, letter in shown[first : last + 1])
    found = offered(
        known.library, known.findings, document, Selection(f"{row}:{at}", f"{until}:{end + 1}", words), "", {}
    )
    if isinstance(found, Unusable):
        # Only where there is no word, or where nothing tells the words from the same elsewhere.
        assert not any(letter.isalnum() for letter in words) or "No words round them" in found.why
        return
    assert isinstance(found, Offer)
    letters = [letter for letter in fold(words).text if letter.isalnum()]
    assert "".join(letters) in "".join(letter for letter in fold(found.words).text if letter.isalnum())
    if not found.ready:
        return
    target = root / found.path
    target.write_text(target.read_text() + found.yaml)
    after = survey(Project(root), Options(private=True))
    assert [problem for problem in after.problems if problem.severity == "error"] == []
    (anchor,) = [one for one in after.findings.anchors.in_article("one") if one.statement]
    assert anchor.passage.start < len(document.text.plain)
    assert (
        fold(document.text.plain[anchor.passage.start : anchor.passage.end]).text.split()
        == fold(found.words).text.split()
    )


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        # What somebody says will be says nothing of when it was said.
        ("on 7 May", "- date: on 7 May\n  direction: before\n"),
        ("next Tuesday", "- date: next Tuesday\n"),
        ("on Monday", "- date: on Monday\n  direction: after\n"),
        ("today", "- quote: today\n  form: partial\n"),
    ],
)
def test_dated_words_are_dates_also_where_somebody_is_quoted(site: Write, words: str, entry: str) -> None:
    text = "“Talks will resume next Tuesday,” he told reporters on 7 May. The boats will leave on Monday, or “today”.\n"
    known = survey(site({"articles/one.txt": text, "annotations/one.yaml": "date: 2023-05-08\n"}), Options())
    document = known.library.documents["one"]
    found = offered(known.library, known.findings, document, Selection("", "", words), "", {})
    assert isinstance(found, Offer)
    assert found.yaml.removeprefix("statements:\n") == textwrap.indent(entry, "  ")


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("the harbour talks", "arbour ta", "harbour talks"),
        ("the harbour talks", " harbour ", "harbour"),
        ("It’s a test", "s a", "s a"),
        ("al-Qaeda’s men", "Qaeda", "Qaeda"),
        ("in 2018 and", "01", "2018"),
        ("東京で会った", "京で", "京で"),
        ("السلام عليكم", "سلا", "السلام"),
    ],
)
def test_words_are_not_cut_but_where_none_are_told_apart(text: str, cut: str, whole: str) -> None:
    start = text.index(cut)
    found = whole_words(text, Stretch(start, start + len(cut)))
    assert text[found.start : found.end] == whole


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("“We go,”", "We go"),
        ("“We go", "We go"),
        ("We go,”", "We go"),
        ('"We go"', "We go"),
        ("“We go,” she said, “now”", "“We go,” she said, “now”"),
        ("She said “now”", "She said “now”"),
        ("a clause,", "a clause"),
        ("«Allons-y»", "Allons-y"),
    ],
)
def test_marks_round_words_are_left_out(text: str, bare: str) -> None:
    found = without_marks(text, Stretch(0, len(text)))
    assert text[found.start : found.end] == bare


def test_an_entry_goes_where_its_likes_are(site: Write) -> None:
    text = "Ann Smith met 300 dockers on Friday. They sang.\n"
    files = {
        "actors.yaml": "ann: {name: Ann Smith, type: person, gap: only named}\n",
        "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers, unit: people}\n",
        "articles/one.txt": text,
    }

    def home(words: str, kind: str, **more: str) -> tuple[str, str, str]:
        known = survey(
            site({**files, **{name.replace("__", "/") + ".yaml": data for name, data in more.items()}}), Options()
        )
        found = offered(
            known.library, known.findings, known.library.documents["one"], Selection("", "", words), kind, {}
        )
        assert isinstance(found, Offer)
        return found.path, found.where, found.yaml.split("\n")[0]

    main = "content/annotations/one.yaml"
    assert home("They sang", "quote") == (main, "a new file: make it, with this in it", "statements:")
    assert home("They sang", "quote", annotations__one="label: One\n") == (
        main,
        "at the end of the file",
        "statements:",
    )
    begun = "label: One\nstatements:\n- quote: Ann Smith\n  form: outlet\n"
    assert home("They sang", "quote", annotations__one=begun) == (main, "at the end of the file", "- quote: They sang")
    ended = f"{begun}\ndate: 2021-05-08\n"
    where = "above line 6, where the list of statements ends"
    assert home("They sang", "quote", annotations__one=ended) == (main, where, "- quote: They sang")
    figures = "statements:\n    - figure: 300 dockers\n      measure: dockers\n"
    both = {"annotations__one": begun, "annotations__one__figures": figures}
    path = "content/annotations/one/figures.yaml"
    assert home("met 300 dockers", "figure", **both) == (
        path,
        "at the end of the file",
        "    - figure: met 300 dockers",
    )
    assert home("They sang", "quote", **both)[0] == main


def test_a_name_of_nothing_is_a_mention_and_told_how_it_becomes_known(site: Write) -> None:
    files = {
        "actors.yaml": "ann: {name: Ann Smith, type: person, gap: only named}\n",
        "articles/one.txt": "There Ann Smith met Bela van Horn of the dockers. Carl Ode sang.\n",
    }
    known = survey(site(files), Options())

    def kind(words: str) -> tuple[str, tuple[str, ...]]:
        document = known.library.documents["one"]
        found = offered(known.library, known.findings, document, Selection("", "", words), "", {})
        assert isinstance(found, Offer)
        return found.kind, found.notes

    advice = 'Nothing has this name yet. Write it first: `sitegen new actor "Bela"`'
    assert kind("Bela") == ("mention", (f"{advice} (or `new place`, `new term`).",))
    assert kind("Carl") == ("mention", (f"{advice.replace('Bela', 'Carl')} (or `new place`, `new term`).",))
    assert kind("Ann Smith") == ("mention", ())
    assert kind("of the dockers") == ("quote", ())


def test_ids_that_other_words_have_are_not_made_twice(site: Write) -> None:
    files = {
        "articles/one.txt": "They sang, all day. They sang: all day.\n",
        "annotations/one.yaml": "statements:\n- quote: They sang, all day\n  form: outlet\n",
    }
    known = survey(site(files), Options())
    document = known.library.documents["one"]
    found = offered(known.library, known.findings, document, Selection("", "", "They sang: all day"), "quote", {})
    assert isinstance(found, Offer)
    assert found.yaml == '- quote: "They sang: all day"\n  id: quote-they-sang-all-day-2\n  form: outlet\n'
    assert found.ready
    twice = offered(known.library, known.findings, document, Selection("", "", "They sang, all day"), "quote", {})
    assert isinstance(twice, Offer)
    assert (twice.ready, twice.slips[-1].message) == (
        False,
        "content/annotations/one.yaml:2 has a quote of these words already",
    )
