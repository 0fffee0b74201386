"""A changed source says which statements lost their words, where they may stand now, and what leans on them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from sitegen.pipeline import Edition
from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]

TEXT = "The mayor said the port will open in spring. The dockers agreed to wait. The talks go on.\n"
STATEMENTS = """\
    sha256: {digest}
    summary: The dockers wait. [@one/agreed]
    statements:
      - quote: the port will open in spring
        id: opening
        form: indirect
        speaker: mayor
        event: talks
      - commitment: agreed to wait
        id: agreed
        what: wait
        by: [dockers]
        event: talks
    """
THINGS = {
    "actors.yaml": """\
        mayor: {name: The mayor, type: person, summary: 'She hopes. [@one/opening]'}
        dockers: {name: The dockers, type: group}
        """,
    "events.yaml": "talks: {name: The talks, type: meeting, status: held}\n",
}


def changed(text: str, recorded: str = TEXT) -> dict[str, str | bytes]:
    digest = hashlib.sha256(recorded.encode()).hexdigest()
    return {**THINGS, "articles/one.txt": text.encode(), "annotations/one.yaml": STATEMENTS.format(digest=digest)}


def test_an_unchanged_source_says_nothing(site: Write, said: Callable[..., str]) -> None:
    assert said(site(changed(TEXT))) == ""


def test_words_that_only_moved_move_silently(
    site: Write, said: Callable[..., str], built: Callable[..., Edition]
) -> None:
    """The digest tells that the text is another; no statement has to be touched."""
    project = site(changed("A new first paragraph.\n\n" + TEXT))
    digest = hashlib.sha256(("A new first paragraph.\n\n" + TEXT).encode()).hexdigest()
    assert said(project) == (
        "content/annotations/one.yaml:1:9: warning[source-changed]: content/articles/one.txt has changed since it was "
        "annotated: 2 of 2 statements still stand\n"
        f"    1 | sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}\n"
        f"      |         {'^' * 64}\n"
        f"      → when the rest are mended, write `sha256: {digest}`"
    )
    page = built(project).files["articles/one.html"].decode()
    assert page.count('id="opening"') == 1


def test_words_that_are_lost_name_the_nearest_place_and_what_leans_on_them(
    site: Write, said: Callable[..., str]
) -> None:
    text = said(site(changed(TEXT.replace("will open in spring", "will open in autumn"))))
    assert "1 of 2 statements still stand" in text
    lost = text[text.index("content/annotations/one.yaml:4:") :]
    assert lost.startswith("content/annotations/one.yaml:4:12: error[words-not-found]: these words do not stand in")
    assert "nearest passage, content/articles/one.txt:1:16:" in lost
    assert "the port will open in [-spring-] {+autumn+}" in lost
    assert "leaning on it: actor mayor, event talks" in lost


def test_what_cites_a_lost_statement_leans_on_it(site: Write, said: Callable[..., str]) -> None:
    text = said(site(changed(TEXT.replace("agreed to wait", "refused"))))
    assert "leaning on it: actor dockers, event talks, article one" in text
    # One slip is told once: the citation of a statement whose words are lost is no problem of its own.
    assert text.count("error[") == 1


def test_no_offset_is_stored_anywhere(site: Write, built: Callable[..., Edition]) -> None:
    """Every permanent link is the same after the text moved."""
    before = built(site(changed(TEXT))).files
    after = built(site(changed("Much before.\n\n" * 7 + TEXT, "Much before.\n\n" * 7 + TEXT))).files
    assert sorted(before) == sorted(after)
    for spot in ("opening", "agreed"):
        assert f'id="{spot}"' in after["articles/one.html"].decode()
