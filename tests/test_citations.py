"""What our own prose rests on: a citation leads to its words, a link to its target, and a bare sentence is named."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from sitegen.findings.citations import is_external, spot_of
from sitegen.problems import Place
from sitegen.project import Project

Site = Callable[..., Project]
Said = Callable[..., str]

TALKS = 'The talks began on Friday. "We will listen," said Ada Moreno. She left.\n\nThe talks ended.\n'
BASE = {
    "articles/talks.txt": TALKS,
    "annotations/talks.yaml": "statements:\n- {part: She left, role: heading, id: left}\n",
}


def told(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


@pytest.fixture
def summary(site: Site, said: Said) -> Callable[[str], str]:
    """What is said of a profile with this summary."""

    def write(prose: str) -> str:
        indented = textwrap.indent(textwrap.dedent(prose).strip("\n"), "    ")
        actors = f"ada:\n  name: Ada Moreno\n  type: person\n  summary: |\n{indented}\n"
        return said(site({**BASE, "actors/all.yaml": actors}))

    return write


Summary = Callable[[str], str]


def test_prose_that_cites_words_and_statements_is_fine(summary: Summary) -> None:
    prose = """
    The talks began. [@talks "The talks began"] She left. [@talks/left] She listened
    [@talks "“We will listen,”"] and said so [@talks "said Ada
    Moreno"].
    """
    assert summary(prose) == ""


@pytest.mark.parametrize(
    ("prose", "said_of_it"),
    [
        (
            'She left. [@tlaks "She left"]',
            """
            content/actors/all.yaml:5:15: error[unknown-reference]: there is no article “tlaks”
                5 |     She left. [@tlaks "She left"]
                  |               ^^^^^^^^^^^^^^^^^^^
                  → did you mean “talks”?
            """,
        ),
        (
            "She left. [@talks/lift]",
            """
            content/actors/all.yaml:5:15: error[unknown-reference]: the article “talks” has no statement “lift”
                5 |     She left. [@talks/lift]
                  |               ^^^^^^^^^^^^^
                  → did you mean “left”?
            """,
        ),
        (
            'She\nleft for good.\n[@talks\n"She  stayed"]',
            """
            content/actors/all.yaml:7:5: error[words-not-found]: these words do not stand in content/articles/talks.txt
                7 |     [@talks
                  |     ^^^^^^^
                  nearest passage, content/articles/talks.txt:1:63:
                    She [-stayed-] {+left+}
                    [-in the annotation-]  {+in the article+}
                  → copy the words as the article prints them
            """,
        ),
        (
            'They began. [@talks "The talks"]',
            """
            content/actors/all.yaml:5:17: error[words-found-twice]: these words stand in content/articles/talks.txt 2 times
                5 |     They began. [@talks "The talks"]
                  |                 ^^^^^^^^^^^^^^^^^^^^
                  content/articles/talks.txt:1:1: »The talks« began on Friday. "We will listen,"…
                  content/articles/talks.txt:3:1: …listen," said Ada Moreno. She left. »The talks« ended.
                  → add `prefix:` or `suffix:` with the words right before or after the ones you mean
            """,  # noqa: E501
        ),
        (
            "She left. [@talks] Or [@talks 'She left'].",
            """
            content/actors/all.yaml:5:15: error[bad-citation]: the citation [@talks] cannot be read
                5 |     She left. [@talks] Or [@talks 'She left'].
                  |               ^^^^^^^^
                  → write `[@article "exact words"]` or `[@article/statement-id]`
            content/actors/all.yaml:5:27: error[bad-citation]: the citation [@talks 'She left'] cannot be read
                5 |     She left. [@talks] Or [@talks 'She left'].
                  |                           ^^^^^^^^^^^^^^^^^^^
                  → write `[@article "exact words"]` or `[@article/statement-id]`
            """,
        ),
        (
            "She left. [@talks/left]\n\nShe was never\nseen again. She's gone. [@talks/left]",
            """
            content/actors/all.yaml:7:5: warning[uncited-sentence]: this sentence cites nothing: “She was never seen again.”
                7 |     She was never
                  |     ^^^^^^^^^^^^^
                  → add `[@article "exact words"]` behind it, or take it out
            """,  # noqa: E501
        ),
        (
            'She left [talks "She left"].',
            """
            content/actors/all.yaml:5:5: warning[uncited-sentence]: this sentence cites nothing: “She left [talks "She left"].”
                5 |     She left [talks "She left"].
                  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  → a citation begins with @: write `[@talks`
            """,  # noqa: E501
        ),
        (
            "She left [home](actor:adda). [@talks/left]",
            """
            content/actors/all.yaml:5:21: error[broken-link]: there is no actor “adda” to link to
                5 |     She left [home](actor:adda). [@talks/left]
                  |                     ^^^^^^^^^^
                  → did you mean “ada”?
            """,
        ),
    ],
)
def test_a_slip_in_prose_is_told_at_its_words(summary: Summary, prose: str, said_of_it: str) -> None:
    assert summary(prose) == told(said_of_it)


def test_every_link_that_is_not_allowed_is_told(summary: Summary) -> None:
    prose = "She [a](article:talk) [b](actr:ada)\n[c](javascript:alert(1)) [d](about.html). [@talks/left]"
    assert [line for line in summary(prose).splitlines() if line[:1] == "c" or "→" in line] == [
        "content/actors/all.yaml:5:13: error[broken-link]: there is no article “talk” to link to",
        "      → did you mean “talks”?",
        "content/actors/all.yaml:5:31: error[bad-link]: the link “actr:ada” leads nowhere that is allowed",
        "      → did you mean “actor”?",
        "content/actors/all.yaml:6:9: error[bad-link]: the link “javascript:alert(1)” leads nowhere that is allowed",
        "      → write `kind:id`, such as `actor:ada-moreno`, or a whole address",
        "content/actors/all.yaml:6:34: error[bad-link]: the link “about.html” leads nowhere that is allowed",
        "      → write `kind:id`, such as `actor:ada-moreno`, or a whole address",
    ]


def test_a_wrong_citation_is_told_at_each_of_its_places(site: Site, said: Said) -> None:
    actors = """\
        ada: {name: Ada, type: person, summary: "She left. [@talks “She stayed”]"}
        bob: {name: Bob, type: person, summary: "She left. [@talks “She stayed”]"}
        """
    text = said(site({**BASE, "actors/all.yaml": actors}))
    assert [line.split(": error")[0] for line in text.splitlines() if "error[words-not-found]" in line] == [
        "content/actors/all.yaml:1:52", "content/actors/all.yaml:2:52",
    ]  # fmt: skip


def test_remarks_and_notes_need_not_cite_but_what_they_cite_must_stand(site: Site, said: Said) -> None:
    annotations = "statements:\n- {part: She left, role: heading, id: left, note: 'Ours. So [@talks/lift].'}\n"
    text = said(site({**BASE, "annotations/talks.yaml": annotations}))
    assert text.splitlines()[0] == (
        "content/annotations/talks.yaml:2:61: error[unknown-reference]: the article “talks” has no statement “lift”"
    )
    assert "uncited" not in text


def test_a_statement_whose_words_are_lost_is_not_missed_too(site: Site, said: Said) -> None:
    files = {
        **BASE,
        "annotations/talks.yaml": "statements:\n- {part: She lift, role: heading, id: left}\n",
        "actors/all.yaml": "ada: {name: Ada, type: person, summary: 'She left. [@talks/left]'}\n",
    }
    assert said(site(files)).count("error[") == 1


@pytest.mark.parametrize(
    ("path", "typed", "code", "place"),
    [
        ("annotations/talks.yaml", "url: www.example.org\n", "bad-link", "1:6"),
        ("annotations/talks.yaml", "url: 'javascript:alert(1)'\n", "bad-link", "1:6"),
        ("outlets/all.yaml", "gazette: {name: Gazette, url: 'mailto:a@b.example'}\n", "bad-link", "1:31"),
        ("site.yaml", "title: T\nscope: S\nbase_url: example.org/briefing\n", "bad-setting", "3:11"),
        ("site.yaml", "title: T\nscope: S\nrepository: git@example.org:x\n", "bad-setting", "3:13"),
    ],
)
def test_an_address_is_a_whole_web_address(
    site: Site, said: Said, path: str, typed: str, code: str, place: str
) -> None:
    address = typed.rsplit(" ", 1)[1].strip("\n'}")
    lines = said(site({**BASE, path: typed})).splitlines()
    assert lines[0] == f"content/{path}:{place}: error[{code}]: “{address}” is not a whole web address"
    assert lines[-1].strip() == "→ write it as in https://example.org/page"


def test_whole_addresses_are_fine(site: Site, said: Said) -> None:
    files = {
        **BASE,
        "annotations/talks.yaml": "url: https://example.org/a?b=c#d\n",
        "site.yaml": "title: T\nscope: S\nbase_url: http://localhost:8000/x/\nrepository: HTTPS://example.org\n",
    }
    assert said(site(files)) == ""


@pytest.mark.parametrize(
    ("target", "external"),
    [
        ("https://example.org/", True),
        ("http://example.org:80/x", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("mailto:ada@example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("https://user@evil.example/", False),
        ("https://a b", False),
        ("actor:ada", False),
        ("", False),
    ],
)
def test_which_links_lead_off_the_site(target: str, external: bool) -> None:
    assert is_external(target) == external


def test_the_spot_of_words_stays_inside_their_field(site: Site, loaded: Callable[..., object]) -> None:
    actors = "ada:\n  name: A\n  type: person\n  side: here it\n  expansion: here it stands\n"
    library = loaded(site({**BASE, "actors/all.yaml": actors}))
    record = library.all("actor")["ada"]  # type: ignore[attr-defined]
    assert spot_of(library, record.place("side"), "here it stands") == Place(record.origin.path, 4, 9, 7)  # type: ignore[arg-type]
    assert spot_of(library, record.place("expansion"), "it stands") == Place(record.origin.path, 5, 19, 9)  # type: ignore[arg-type]
    assert spot_of(library, record.place("side"), "nothing") == record.place("side")  # type: ignore[arg-type]
    assert spot_of(library, Place("elsewhere.yaml", 1, 1), "x") == Place("elsewhere.yaml", 1, 1)  # type: ignore[arg-type]
