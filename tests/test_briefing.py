"""The briefing itself, as it is published: nothing to mend, every link leads somewhere, nothing leaves the site."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def edition(briefing: Edition) -> Edition:
    return briefing


@pytest.fixture(scope="module")
def pages(briefing_pages: dict[str, Element]) -> dict[str, Element]:
    return briefing_pages


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def links(page: Element) -> Iterator[str]:
    """Everything by which a page refers to another file or spot."""
    for element in page.iter():
        for name in ("href", "src", "action", "poster", "data", "cite", "{http://www.w3.org/1999/xlink}href"):
            if name in element.attrib:
                yield element.attrib[name]
        for candidate in element.get("srcset", "").split(","):
            yield from candidate.split()[:1]


# ── the build


def test_there_is_nothing_to_mend_not_even_a_warning(edition: Edition) -> None:
    assert [f"{problem.place}: {problem.code}: {problem.message}" for problem in edition.problems] == []
    assert not edition.private


DIGEST = """
import hashlib, sys
from pathlib import Path
from sitegen.pipeline import Options, build
from sitegen.project import Project
files = build(Project(Path(sys.argv[1])), Options()).files
print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())
"""


def test_the_same_content_makes_the_same_bytes_on_any_machine(edition: Edition) -> None:
    ours = hashlib.sha256(repr(sorted(edition.files.items())).encode()).hexdigest()
    other = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "COLUMNS": "40"}
    theirs = subprocess.run(
        [sys.executable, "-c", DIGEST, str(ROOT)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **other},
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )
    assert theirs.stdout.strip() == ours


# ── every page by itself


def test_every_page_is_valid_and_nested_as_it_is_written(edition: Edition) -> None:
    for path, data in edition.files.items():
        if path.endswith(".html"):
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            tree = parser.parse(data.decode())
            assert parser.errors == [], path
            # What a parser has to move or repeat shows as another number of elements; only `tbody` it may add.
            found = Counter(e.tag.removeprefix(SVG) for e in tree.iter() if isinstance(e.tag, str) and e.tag != "tbody")
            written = Counter(re.findall(r"<((?!tbody)[a-zA-Z][a-zA-Z0-9]*)[\s>/]", _without_scripts(data.decode())))
            assert found == written, path


def _without_scripts(page: str) -> str:
    return re.sub(r"(<script[^>]*>).*?</script>", r"\1", page, flags=re.DOTALL)


def test_every_page_has_a_title_a_language_and_one_heading_of_the_first_rank(pages: dict[str, Element]) -> None:
    titles = Counter(page.findtext("head/title") or "" for page in pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title.strip()] == []
    for path, page in pages.items():
        assert page.get("lang") == "en", path
        ranks = [int(e.tag[1]) for e in page.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
        assert ranks.count(1) == 1, path
        assert all(text(e) for e in page.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)), path
        # No rank is left out on the way down.
        assert all(after <= before + 1 for before, after in pairwise(ranks)), (path, ranks)


def test_every_id_is_there_once_and_every_reference_to_one_leads_somewhere(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        ids = Counter(element.attrib["id"] for element in page.iter() if "id" in element.attrib)
        assert [name for name, count in ids.items() if count > 1] == [], path
        for element in page.iter():
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"):
                for wanted in element.get(name, "").split():
                    assert wanted in ids, (path, name, wanted)


def test_no_heading_stands_over_nothing(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for section in page.iter("section"):
            inside = [child for child in section if child.tag not in ("h2", "h3", "h4")]
            assert any(text(child) or child.find(f".//{SVG}svg") is not None for child in inside), (path, text(section))


# ── links


def test_every_link_inside_the_site_leads_to_a_file_and_a_spot_in_it(
    edition: Edition, pages: dict[str, Element]
) -> None:
    spots = {
        path: {element.attrib["id"] for element in page.iter() if "id" in element.attrib}
        for path, page in pages.items()
    }
    checked = 0
    for path, page in pages.items():
        for target in links(page):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            whole = parts.path if not parts.path.startswith("/") else "." + parts.path
            # The page for whatever is missing is shown at any address, so its links begin at the root.
            base = "" if path == "404.html" else posixpath.dirname(path)
            assert parts.path.startswith("/") == (path == "404.html" and bool(parts.path)), (path, target)
            file = posixpath.normpath(posixpath.join(base, unquote(whole))) if whole else path
            file = "index.html" if file == "." and path == "404.html" else file
            assert file in edition.files, (path, target)
            assert not parts.fragment or unquote(parts.fragment) in spots[file], (path, target)
            checked += 1
    assert checked > 10_000


def test_every_page_is_reached_from_the_front_page(pages: dict[str, Element]) -> None:
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        for target in links(pages[path]):
            parts = urlsplit(target)
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            if not parts.scheme and parts.path and file in pages and file not in seen:
                seen.add(file)
                waiting.append(file)
    assert pages.keys() - seen == {"404.html"}


def test_nothing_leaves_the_site_but_links_that_say_so(edition: Edition, pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for element in page.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (path, name)
                assert name not in ("style", "ping", "background", "srcdoc"), (path, name)
                if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", value) and name in ("href", "src", "srcset", "action"):
                    assert (element.tag, name) == ("a", "href"), (path, value)
                    assert urlsplit(value).scheme in ("http", "https", "mailto"), (path, value)
                    assert {"noopener", "noreferrer"} <= set(element.get("rel", "").split()), (path, value)
        assert not list(page.iter("style")), path
        # Data for machines run nowhere: their type is no script's.
        programs = [script for script in page.iter("script") if script.get("type") != "application/ld+json"]
        assert all(script.get("src") and not (script.text or "") for script in programs), path
    for path, data in edition.files.items():
        if path.endswith((".css", ".js", ".svg")):
            found = re.findall(rb"@import[^;]*|url\([^)]*\)|https?://[^\s\"')]*", data)
            assert [one for one in found if not one.startswith(b"http://www.w3.org/")] == [], path


def test_a_base_url_changes_only_what_must_be_absolute(edition: Edition) -> None:
    placed = build(Project(ROOT), Options(base_url="https://example.org/repo/"))
    assert placed.problems == ()
    assert placed.files.keys() >= edition.files.keys()
    for path, data in edition.files.items():
        if path.endswith(".html") and path != "404.html":
            there = placed.files[path].decode()
            own = f"https://example.org/repo/{'' if path == 'index.html' else path}"
            assert f'<link rel="canonical" href="{own}">' in there, path
            links = set(re.findall(r'(?:href|src)="((?!https?:)[^"]*)"', there))
            relative = {link for link in links if not link.endswith((".atom", "feed.json"))}  # feeds need the address
            assert relative == set(re.findall(r'(?:href|src)="((?!https?:)[^"]*)"', data.decode())), path


# ── evidence


def _classed(page: Element, tag: str, name: str) -> Iterator[Element]:
    return (element for element in page.iter(tag) if name in element.get("class", "").split())


def test_every_cited_number_leads_to_its_evidence_and_back(pages: dict[str, Element]) -> None:
    total = 0
    for path, page in pages.items():
        cited = [link for mark in _classed(page, "sup", "cite") for link in mark.iter("a")]
        by_id = {element.attrib["id"]: element for element in page.iter() if "id" in element.attrib}
        uses = Counter(link.attrib["href"] for link in cited)
        items = [name for name in by_id if re.fullmatch(r"evidence-\d+", name)]
        assert {f"#{name}" for name in items} == set(uses), path
        # Numbers count up in the order in which a reader meets them.
        first = list(dict.fromkeys(text(link) for link in cited))
        assert first == [str(number) for number in range(1, len(items) + 1)], path
        for link in cited:
            assert link.attrib["href"] == f"#evidence-{text(link)}", path
        for name in items:
            back = [link.attrib["href"] for link in by_id[name].iter("a") if "back" in link.get("class", "").split()]
            assert len(back) == uses[f"#{name}"], (path, name)
            assert all(by_id[target[1:]].get("href") == f"#{name}" for target in back), (path, name)
        total += len(cited)
    assert total > 500


def test_every_piece_of_evidence_shows_the_words_that_stand_at_its_link(pages: dict[str, Element]) -> None:
    marked: dict[tuple[str, str], str] = {}
    for path, page in pages.items():
        spots: list[str] = []
        for one in page.iter():
            if "spot" in one.get("class", "").split():
                spots.append(one.attrib["id"])
            for spot in (spots[-1 - int(number)] for number in one.get("data-of", "").split()):
                marked[path, spot] = marked.get((path, spot), "") + "".join(one.itertext())
    checked = 0
    for path, page in pages.items():
        for link in _classed(page, "a", "words"):
            target, _, spot = link.attrib["href"].partition("#")
            article = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            if (article, spot) in marked and text(link):
                # Where an entry leaves words out, the sentence shows them; all that is marked is in it in order.
                shown, pieces = _letters(text(link)), _letters(marked[article, spot])
                assert _in_order(pieces, shown) or _in_order(shown, pieces), (path, text(link), marked[article, spot])
                checked += 1
    assert checked > 500


def _letters(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


def _in_order(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(letter in rest for letter in part)


def test_the_digest_of_every_source_stands_on_its_pages(edition: Edition, pages: dict[str, Element]) -> None:
    sources = text(pages["sources.html"])
    articles = sorted((ROOT / "content/articles").iterdir())
    assert len(articles) == 5
    for file in articles:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert digest in sources
        assert digest in text(pages[f"articles/{file.stem}.html"])


def test_quoted_words_are_set_in_the_language_of_their_source(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for element in (*_classed(page, "p", "sentence"), *_classed(page, "div", "words-of-source")):
            assert element.get("lang"), path
            assert element.get("dir") == "auto", path
