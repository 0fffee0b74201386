"""Small sites with what is expected of them, word for word; `pytest --bless` rewrites what is expected."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args
from xml.etree.ElementTree import Element

import html5lib
import pytest
from click.testing import CliRunner

from sitegen.cli import main
from sitegen.kinds import KINDS
from sitegen.kinds.actor import Actor, ActorType
from sitegen.kinds.event import Event, Status
from sitegen.kinds.part import TextPart
from sitegen.kinds.quote import Form, Quote
from sitegen.pipeline import Edition, Options, build, survey
from sitegen.project import Project

TESTS = Path(__file__).parent
BROKEN = TESTS / "sites" / "broken"
Expected = Callable[[str, str], None]


@pytest.fixture
def expected(pytestconfig: pytest.Config) -> Expected:
    """Compares a text with the golden one of that name, or makes it the golden one."""

    def compare(name: str, text: str) -> None:
        golden = TESTS / "golden" / name
        if pytestconfig.getoption("--bless"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, "utf-8")
        assert text == golden.read_text("utf-8")

    return compare


def checked(site: Path, tmp_path: Path) -> str:
    """What `sitegen check` prints of a site, and its exit code. The site is taken out of ours, which it would find."""
    site = Path(shutil.copytree(site, tmp_path / "site"))
    done = CliRunner().invoke(main, ["-C", str(site), "check"])
    assert isinstance(done.exception, SystemExit) or done.exception is None, done.exc_info
    # Of a clean site the number of pages is no matter here.
    return f"{re.sub(r'^[0-9]+ pages', 'N pages', done.output)}exit {done.exit_code}\n"


@pytest.mark.parametrize("name", sorted(os.listdir(BROKEN)))
def test_every_slip_is_told_in_the_writer_s_words(name: str, expected: Expected, tmp_path: Path) -> None:
    text = checked(BROKEN / name, tmp_path)
    expected(f"broken/{name}.txt", text)
    assert "Traceback" not in text
    fine = name == "text-that-yaml-mistakes"
    assert text.endswith("exit 0\n" if fine else "exit 1\n")
    assert ("error[" in text) != fine


def test_two_forms_of_one_letter_are_one_address(tmp_path: Path, expected: Expected) -> None:
    """Written here, because not every disk can hold the two files side by side."""
    shutil.copytree(BROKEN / "text-that-yaml-mistakes", tmp_path / "made")
    (tmp_path / "made/assets").mkdir()
    for form in ("NFC", "NFD"):
        (tmp_path / "made/assets" / unicodedata.normalize(form, "café.txt")).write_text("x")
    if len(os.listdir(tmp_path / "made/assets")) == 1:
        pytest.skip("this disk takes the two names for one")
    expected("broken/two-forms-of-one-letter.txt", checked(tmp_path / "made", tmp_path))


# ── one whole site, with every kind of record in it

WHOLE = TESTS / "sites" / "whole"
# The pages whose words are golden; of the others, that they are there.
READ = (
    "index.html",
    "articles/quay-talks.html",
    "articles/union-waits.html",
    "actors/moreno.html",
    "events/first-round.html",
    "glossary/free-quay.html",
    "places/old-quay.html",
    "timeline.html",
    "measures/dockers-at-work.html",
    "issues/dues.html",
    "figures.html",
    "differences.html",
    "accounts.html",
    "commitments.html",
    "wordings/taking.html",
    "sources.html",
    "rights.html",
    "gaps.html",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    site = shutil.copytree(WHOLE, tmp_path_factory.mktemp("whole") / "site")
    return build(Project(site), Options(base_url="https://example.org/harbour/"))


def test_the_whole_site_has_nothing_to_mend(whole: Edition) -> None:
    assert [f"{problem.place}: {problem.code}: {problem.message}" for problem in whole.problems] == []


def test_the_whole_site_has_a_record_of_every_kind() -> None:
    library = survey(Project(WHOLE), Options()).library
    assert {record.kind for record in library.every_record()} == {kind.name for kind in KINDS}
    for record, key, allowed in (
        (Quote, "form", get_args(Form)),
        (Actor, "type", get_args(ActorType)),
        (Event, "status", get_args(Status)),
        (TextPart, "role", ("headline", "caption", "dateline", "byline")),
    ):
        used = {getattr(one, key) for one in library.every_record() if isinstance(one, record)}
        assert used == set(allowed)


def test_the_files_of_the_whole_site(whole: Edition, expected: Expected) -> None:
    pages = sorted(path for path in whole.files if not path.startswith("assets/"))
    expected("whole/files.txt", "".join(f"{page}\n" for page in pages))


@pytest.mark.parametrize("page", READ)
def test_the_words_and_links_of_a_page(whole: Edition, expected: Expected, page: str) -> None:
    name = page.removesuffix(".html").replace("/", "-")
    expected(f"whole/{name}.txt", read(whole.files[page].decode()))


# ── a site that runs from right to left, with sources and names in five languages

ARABIC = TESTS / "sites" / "arabic"
READ_IN_ARABIC = (
    "index.html",
    "articles/talks.html",
    "articles/union-waits.html",
    "actors.html",
    "actors/cavusoglu.html",
    "events/first-round.html",
    "figures.html",
    "timeline.html",
    "search.html",
)


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    site = shutil.copytree(ARABIC, tmp_path_factory.mktemp("arabic") / "site")
    return build(Project(site), Options())


@pytest.mark.parametrize("page", READ_IN_ARABIC)
def test_a_page_that_runs_from_right_to_left(arabic: Edition, expected: Expected, page: str) -> None:
    """Its words, and of each element the language and the way it runs: a sentence that runs the other way is set so."""
    assert arabic.problems == ()
    html = arabic.files[page].decode()
    assert '<html lang="ar" dir="rtl">' in html
    name = page.removesuffix(".html").replace("/", "-")
    expected(f"arabic/{name}.txt", read(html, ways=True))


BLOCKS = frozenset(
    [
        *("article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    ]
)


def read(page: str, ways: bool = False) -> str:
    """The title and the main part of a page as words, headings, links and ids, without what only its looks need:
    a line for each block that holds words; with its languages and the ways it runs where they are asked for."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    title, body = tree.find("head/title"), tree.find("body//main")
    assert title is not None
    assert body is not None
    lines = [f"# {title.text}", *"".join(_words(body, ways)).split("\n")]
    return "".join(f"{line}\n" for line in (" ".join(line.split()) for line in lines) if line)


def _words(element: Element, ways: bool) -> Iterator[str]:
    if element.tag in ("svg", "script", "style"):
        return
    block = element.tag in BLOCKS
    yield "\n" if block else ""
    if re.fullmatch(r"h[1-6]", element.tag):
        yield "#" * int(element.tag[1]) + " "
    if element.get("id"):
        yield f"{{{element.get('id')}}} "
    if ways and (element.get("lang") or element.get("dir")):
        yield f"<{element.get('lang', '')} {element.get('dir', '')}> "
    href = element.get("href")
    yield "[" if href else ""
    yield element.text or ""
    for child in element:
        yield from _words(child, ways)
        yield child.tail or ""
    yield f"]({href})" if href else ""
    yield "\n" if block else ""


def test_no_golden_file_is_left_over(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--bless"):
        pytest.skip("the golden files are being written")
    wanted = {f"broken/{name}.txt" for name in (*os.listdir(BROKEN), "two-forms-of-one-letter")}
    wanted |= {f"whole/{page.removesuffix('.html').replace('/', '-')}.txt" for page in READ} | {"whole/files.txt"}
    wanted |= {f"arabic/{page.removesuffix('.html').replace('/', '-')}.txt" for page in READ_IN_ARABIC}
    golden = TESTS / "golden"
    assert {path.relative_to(golden).as_posix() for path in golden.rglob("*.txt")} == wanted
