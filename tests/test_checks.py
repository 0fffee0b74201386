"""What only the whole shows: addresses that are taken twice, links that lead nowhere, and codes that nobody raises."""

from __future__ import annotations

import ast
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitegen
from sitegen.checks import address_key, broken_links, claimed_twice
from sitegen.kinds.actor import Actor
from sitegen.page import Page
from sitegen.pipeline import Edition, Options, build
from sitegen.problems import CATALOGUE, Place, Problem
from sitegen.project import Project
from sitegen.records import settled
from sitegen.source import read_tree

Site = Callable[..., Project]
Built = Callable[..., Edition]


def _no_view(composer: object) -> object:
    raise AssertionError("a check of addresses and links composes nothing")


def page(address: str, line: int = 0) -> Page:
    """A page, the home of a record written on some line, or of none."""
    if not line:
        return Page(address, "front.html", "T", _no_view)
    tree, _ = read_tree("name: A\ntype: person\n", "content/actors/all.yaml", line)
    record = settled(Actor(name="A", type="person"), id="a", origin=tree)
    return Page(address, "actor.html", "T", _no_view, home_of=record)


def shown(problems: Iterator[Problem]) -> list[str]:
    return [f"{problem.place}: {problem.code}: {problem.message}" for problem in problems]


# ── addresses


def test_two_pages_for_one_address() -> None:
    assert shown(claimed_twice([page("a.html", 1), page("b.html", 2), page("a.html", 3)], [])) == [
        "content/actors/all.yaml:3:1: address-claimed-twice: the address a.html is taken by a.html already, "
        "written at content/actors/all.yaml:1:1"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("actors/Ada.html", "actors/ada.html"),
        ("actors/é.html", "actors/e\u0301.html"),
        ("actors/É.html", "actors/e\u0301.html"),
        ("straße.html", "STRASSE.html"),
        ("ﬁ.html", "fi.html"),
        ("a.html", "a.html"),
    ],
)
def test_addresses_that_are_one_file_on_some_computers(one: str, other: str) -> None:
    (problem,) = claimed_twice([page(one, 1), page(other)], [])
    assert (problem.place, problem.hint) == (Place("templates/front.html"), "rename one of the two")
    assert problem.message == f"the address {other} is taken by {one} already, written at content/actors/all.yaml:1:1"


def test_files_beside_the_pages_have_addresses_too() -> None:
    assert shown(claimed_twice([page("assets/x.css")], ["assets/X.css", "assets/y.css"])) == [
        "templates/front.html: address-claimed-twice: the address assets/x.css is taken by assets/X.css already, "
        "written at assets/X.css"
    ]
    assert shown(claimed_twice([], ["assets/é.css", "assets/e\u0301.css"])) == [
        "assets/é.css: address-claimed-twice: the address assets/é.css is taken by assets/e\u0301.css already, "
        "written at assets/e\u0301.css"
    ]
    assert shown(claimed_twice([page("a.html"), page("b.html")], ["assets/a.html"])) == []


@given(st.text(max_size=20))
def test_the_key_of_an_address_is_the_same_in_every_form(address: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert address_key(unicodedata.normalize(form, address)) == address_key(address)
    assert address_key(address_key(address)) == address_key(address)


def test_assets_of_a_site_that_differ_in_case_only(site: Site) -> None:
    project = site({"articles/a.txt": "Text."})
    (project.assets / "fonts").mkdir(parents=True)
    (project.assets / "fonts" / "A.txt").write_text("x")
    (project.assets / "fonts" / "a.txt").write_text("y")
    if len(list((project.assets / "fonts").iterdir())) == 1:
        pytest.skip("this file system takes them for one")
    problems = build(project, Options()).problems
    assert [f"{problem.place} {problem.code}" for problem in problems] == ["assets/fonts/a.txt address-claimed-twice"]


def test_a_statement_that_takes_a_name_of_the_page_itself(site: Site) -> None:
    files = {
        "articles/a.txt": "Some text.",
        "annotations/a.yaml": "rights: full\nstatements:\n- {part: Some, role: caption, id: p1}\n",
    }
    (problem,) = build(site(files), Options()).problems
    assert (str(problem.place), problem.code) == ("content/annotations/a.yaml:1:1", "address-claimed-twice")
    assert problem.message == "2 spots of the page articles/a.html are called “p1”"


# ── links


def html(**files: str) -> dict[str, bytes]:
    return {name.replace("__", "/") + ".html": text.encode() for name, text in files.items()}


def test_links_that_lead_to_files_and_spots_are_fine() -> None:
    files = html(
        index='<a href="a/b.html#x">1</a> <a href="">2</a> <a href="#top" id="top">3</a> <img src="i%20j.svg?v=1">',
        a__b='<p id="x"><a href="../index.html">up</a> <a href="b.html#x">here</a> <a href="./b.html">here</a></p>',
    )
    files["i j.svg"] = b"<svg/>"
    assert shown(broken_links(files, [page("index.html"), page("a/b.html")])) == []


def test_what_leads_somewhere_on_one_page_may_lead_nowhere_on_another() -> None:
    files = html(
        a__one='<i id="x"></i><a href="two.html">2</a><a href="#x">x</a>',
        a__two='<a href="#x">x</a>',
        b__three='<a href="two.html">2</a>',
    )
    assert shown(broken_links(files, [page("a/one.html"), page("a/two.html"), page("b/three.html")])) == [
        "templates/front.html: broken-link: the page a/two.html links to #x, but a/two.html has no spot with that name",
        "templates/front.html: broken-link: the page b/three.html links to two.html, "
        "but there is no b/two.html on the site",
    ]


def test_spots_are_those_of_pages() -> None:
    files = html(index='<a href="a.svg#x">a</a>')
    files["a.svg"] = b'<svg><g id="y"/></svg>'
    assert shown(broken_links(files, [page("index.html"), page("not-made.html")])) == []


def test_links_off_the_site_are_not_followed() -> None:
    files = html(index='<a href="https://x.example/y">a</a> <a href="mailto:a@b">b</a> <a href="//x/y">c</a>')
    assert shown(broken_links(files, [page("index.html")])) == []


def test_links_that_lead_nowhere_are_told_once_a_page() -> None:
    files = html(
        index='<a href="none.html">a</a><a href="none.html">b</a><a href="b.html#none">c</a><a href="#&quot;">d</a>',
        b='<script src="../out.js"></script>',
    )
    assert shown(broken_links(files, [page("index.html", 7), page("b.html")])) == [
        "content/actors/all.yaml:7:1: broken-link: the page index.html links to #\", but index.html has no spot with that name",  # noqa: E501
        "content/actors/all.yaml:7:1: broken-link: the page index.html links to b.html#none, but b.html has no spot with that name",  # noqa: E501
        "content/actors/all.yaml:7:1: broken-link: the page index.html links to none.html, but there is no none.html on the site",  # noqa: E501
        "templates/front.html: broken-link: the page b.html links to ../out.js, but there is no ../out.js on the site",
    ]  # fmt: skip


def test_a_page_that_may_be_anywhere_links_by_the_base_url() -> None:
    anywhere = Page("404.html", "404.html", "T", _no_view, anywhere=True)
    assert shown(broken_links({"404.html": b'<a href="/x/none.html">a</a>'}, [anywhere])) == []


def test_a_template_of_the_author_that_links_nowhere(site: Site) -> None:
    project = site({"articles/a.txt": "Text."})
    project.templates.mkdir()
    (project.templates / "method.html").write_text(
        '<title>M</title><a href="nowhere.html">x</a><i id="y"></i><i id="y"></i>'
    )
    problems = build(project, Options()).problems
    assert [(str(problem.place), problem.code, problem.message) for problem in problems] == [
        ("templates/method.html", "address-claimed-twice", "2 spots of the page method.html are called “y”"),
        (
            "templates/method.html",
            "broken-link",
            "the page method.html links to nowhere.html, but there is no nowhere.html on the site",
        ),
    ]


def test_a_small_site_has_no_broken_link(site: Site, built: Built) -> None:
    files = {
        "articles/talks.txt": " date 2021-05-07 The talks began on Friday. “We will listen,” said Ada Moreno.\n",
        "annotations/talks.yaml": textwrap.dedent(
            """\
            outlet: gazette
            statements:
            - {quote: We will listen, form: direct, speaker: ada, event: talks}
            - {date: on Friday, direction: same day, event: talks}
            """
        ),
        "actors/all.yaml": 'ada: {name: Ada Moreno, type: person, summary: "She listens. [@talks “We will listen”]"}\n',
        "events/all.yaml": "talks: {name: Talks, type: meeting, status: held, date: 2021-05-07, city: port, host: ada}\n",  # noqa: E501
        "places/all.yaml": "port: {name: Port City, type: city}\n",
        "outlets/all.yaml": "gazette: {name: Gazette, url: https://gazette.example/}\n",
        "terms/all.yaml": "talks: {name: talks}\n",
    }
    edition = built(site(files))
    assert edition.problems == ()
    assert {"index.html", "articles/talks.html", "actors/ada.html", "events/talks.html", "404.html"} <= set(
        edition.files
    )


# ── the catalogue


def _strings(path: Path) -> Iterator[str]:
    """The texts in a module that are not its own explanation."""
    tree = ast.parse(path.read_text("utf-8"))
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_every_code_of_the_catalogue_is_raised_somewhere() -> None:
    house = Path(sitegen.__file__).parent
    modules = [path for path in house.rglob("*.py") if path.parent.name != "problems"]
    said = {text for path in modules for text in _strings(path)}
    assert [code for code in CATALOGUE if code not in said] == []
