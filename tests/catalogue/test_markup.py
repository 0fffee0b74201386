"""X: markup in any place that an author can write in comes out as the words it is, in pages, feeds and calendars.

The payloads carry the numbers of the catalogue. X01–X20 and X35–X44 stand in every line, prose and remark of every
kind, and in the text of articles; X21–X34 are Markdown and stand there too. What a page may hold is what it holds when
the same places have harmless words: no other element, attribute, class or id, in HTML, XML, JSON and calendars.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import lxml.etree
import pytest
from playwright.sync_api import Browser, Route

from sitegen import preview_problems
from sitegen.exports import calendar
from sitegen.pipeline import Edition, Options, build
from sitegen.problems import Place, Problem
from sitegen.project import Project

PAYLOADS = {
    "X01": "<script>fired(1)</script>",
    "X02": "<img src=x onerror=fired(1)>",
    "X03": "<svg onload=fired(1)>",
    "X04": "<svg><script href=data:,fired(1) /></svg>",
    "X05": '<iframe srcdoc="<script>parent.fired(1)</script>"></iframe>',
    "X06": "<details open ontoggle=fired(1)>",
    "X07": "<math><mi xlink:href=javascript:fired(1)>x</mi></math>",
    "X08": "<style>@import 'http://elsewhere.test/x.css'; *{display:none}</style>",
    "X09": "<link rel=stylesheet href=http://elsewhere.test/x.css>",
    "X10": "<meta http-equiv=refresh content='0;url=http://elsewhere.test/'>",
    "X11": "<base href=//elsewhere.test/>",
    "X12": "<form action=//elsewhere.test/><button autofocus>x</button></form>",
    "X13": "<object data=http://elsewhere.test/x.swf></object>",
    "X14": "<template><script>fired(1)</script></template>",
    "X15": "<!--><script>fired(1)</script>",
    "X16": "<![CDATA[ <script>fired(1)</script> ]]>",
    "X17": "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>fired(1)</x:script>",
    "X18": "</textarea><script>fired(1)</script>",
    "X19": "<noscript><p title=\"</noscript><img src=x onerror=fired(1)>\"></noscript>",
    "X20": "&lt;script&gt;fired(1)&lt;/script&gt; &#60;b&#62;",
    "X35-X44": "A</title></script><script>fired(1)</script>\"><img src=x onerror=fired(1)>'>B&amp;{{ 7*7 }}{% raw %}",
    "X45": "</script><script>fired(1)</script>",
    "X46": "<!--<script>",
    "X47": "]]>",
    "X48-X49": "line\N{LINE SEPARATOR}paragraph\N{PARAGRAPH SEPARATOR}end",
    "X57-X62": "a & b < c > d ]]> http://elsewhere.test/?x=1&y=2",
    "X64-X65": "A;B,C\\ \\n END:VEVENT",
    "X66": "\N{GRINNING FACE}" * 300,
    "X67": "document.cookie",
    "X68": "a\" onmouseover=\"fired(1)",
    "X69": "__proto__ constructor toString",
}  # fmt: skip
MARKDOWN = {
    "X21": "\n\n<div onclick=fired(1)>\nblock\n</div>\n\n",
    "X22": "inline <b onclick=fired(1)>bold</b> words",
    "X23": "<!-- a comment -->",
    "X24": "[t](/u '\"><img src=x onerror=fired(1)>')",
    "X25": "![a\"onerror=\"fired(1)](x.png)",
    "X26": "\n\n```x\"><img src=x onerror=fired(1)>\ncode\n```\n\n",
    "X27": "\n\n# a {#id\"><img src=x onerror=fired(1)>}\n\n",
    "X28": "\n\n## heading <img src=x onerror=fired(1)>\n\n",
    "X29": "\n\n| a | b |\n|---|---|\n| <img src=x onerror=fired(1)> | \\|<script>fired(1)</script> |\n\n",
    "X30": "[^\"><img src=x onerror=fired(1)>]",
    "X31": "<javascript:fired(1)>",
    "X32": "[t][r]\n\n[r]: /u \"\\\"><img src=x onerror=fired(1)>\"\n\n",
    "X33": "***a<b**c*<script>fired(1)</script>",
    "X34": "&#60;script&#62;fired(1)&#60;/script&#62;",
}  # fmt: skip
ALL = PAYLOADS | MARKDOWN
# As many as the payloads are, so that the same is found in them: a passage that two articles share, a long summary.
HARMLESS = " ".join(f"harmless words of number {number} and no more than that" for number in range(12))
# What Markdown may make of words where prose is allowed, and the mark of words in which shared copy differs.
FROM_MARKDOWN = {(tag, "") for tag in ("strong", "em", "code", "pre", "h2", "h3", "h4", "ul", "ol", "li", "blockquote")}
ALLOWED = FROM_MARKDOWN | {("mark", "class=edit")}
# Prose may not hold these links at all; the text of an article may, and loses them.
REFUSED = {"X24": "/u", "X31": "javascript:fired(1)", "X32": "/u"}
CITED = '[@ferry-talks "Alder and Birk began talks on Tuesday"]'

SITE = "http://site.test/repo/"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
# Every payload of the catalogue calls this where it gets to run.
WITNESS = "window.fired = () => console.error('fired'); addEventListener('error', () => 0);"

Fill = Callable[..., tuple[dict[str, str], set[str]]]


def line_of(payloads: Iterable[str]) -> str:
    return " ".join(" ".join(payload.split()) for payload in payloads)


@pytest.fixture(scope="module")
def built_with(fill: Fill, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mapping[str, str]], Edition]:
    """The briefing with these payloads, or harmless words, in every place."""

    def make(payloads: Mapping[str, str]) -> Edition:
        line = line_of(payloads.values())
        prose = [payload for name, payload in payloads.items() if name not in REFUSED]
        files, places = fill(line, f"{line_of(prose)} {CITED}", " ".join(prose), f"\n{' '.join(payloads.values())}\n")
        assert len(places) > 100
        root = tmp_path_factory.mktemp("everywhere")
        for path, text in files.items():
            target = root / "content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        edition = build(Project(root), Options(base_url="https://site.test/repo/"))
        assert [f"{p.place}: {p.message}" for p in edition.problems if p.severity == "error"] == []
        return edition

    return make


# ── what there is in a file


def _in_html(text: str) -> Iterable[tuple[str, str]]:
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            # A comment, as none is written.
            yield ("a comment", "")
            continue
        yield (element.tag, "")
        for name, value in element.attrib.items():
            yield (element.tag, name)
            if name in ("href", "src", "action", "content") and (scheme := urlsplit(value.strip()).scheme):
                yield (element.tag, f"{name}={scheme}:")
            if name == "class":
                yield from ((element.tag, f"class={one}") for one in value.split())
        if element.tag == "script" and not element.get("src"):
            assert element.get("type") == "application/ld+json"
            yield from _in_json(json.loads(element.text or ""))


def _in_xml(data: bytes) -> Iterable[tuple[str, str]]:
    """By two parsers, which see the same."""
    ours, theirs = ElementTree.fromstring(data), lxml.etree.fromstring(data)
    assert [one.tag for one in ours.iter()] == [one.tag for one in theirs.iter()]
    for element in ours.iter():
        yield (element.tag, "")
        yield from ((element.tag, name) for name in element.attrib)
        if element.get("type") == "html":
            yield from _in_html(element.text or "")


def _in_json(value: Any) -> Iterable[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield ("json", key)
            yield from (_in_html(inner) if key == "content_html" else _in_json(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _in_json(inner)


def _in_calendar(data: bytes) -> Iterable[tuple[str, str]]:
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    for line in data.decode().replace("\r\n ", "").splitlines():
        name, _, value = line.partition(":")
        yield (name.partition(";")[0], value if name in ("BEGIN", "END") else "")


def inside(path: str, data: bytes) -> Iterable[tuple[str, str]]:
    if path.endswith(".html"):
        return _in_html(data.decode())
    if path.endswith((".atom", ".xml", ".svg")):
        return _in_xml(data)
    if path.endswith((".json", ".jsonld", ".geojson")):
        return _in_json(json.loads(data))
    if path.endswith(".ics"):
        return _in_calendar(data)
    return ()


def kind_of(path: str) -> str:
    return path.rpartition(".")[2]


@pytest.fixture(scope="module")
def harmless(built_with: Callable[[Mapping[str, str]], Edition]) -> Edition:
    return built_with({"": HARMLESS})


@pytest.fixture(scope="module")
def known(harmless: Edition) -> dict[str, set[tuple[str, str]]]:
    """What files of each ending hold where all words are harmless."""
    found: dict[str, set[tuple[str, str]]] = {}
    for path, data in harmless.files.items():
        found.setdefault(kind_of(path), set()).update(inside(path, data))
    return found


BATCHES = [list(ALL)[start : start + 8] for start in range(0, len(ALL), 8)]


@pytest.mark.parametrize("batch", BATCHES, ids=[f"{batch[0]} to {batch[-1]}" for batch in BATCHES])
def test_no_words_become_markup_anywhere(
    batch: list[str],
    built_with: Callable[[Mapping[str, str]], Edition],
    known: dict[str, set[tuple[str, str]]],
    harmless: Edition,
    counted: Callable[..., None],
) -> None:
    payloads = {name: ALL[name] for name in batch}
    edition = built_with(payloads)
    assert edition.files.keys() == harmless.files.keys()
    shown = 0
    for path, data in edition.files.items():
        new = set(inside(path, data)) - known[kind_of(path)]
        if path.endswith(".html"):
            new -= ALLOWED
            shown += _shown(data.decode(), line_of(payloads.values()))
        assert not new, path
        counted(len(payloads))
    # The words stand in the pages as they were written.
    assert shown > 100


def _shown(page: str, words: str) -> int:
    text = "".join(html5lib.parse(page, namespaceHTMLElements=False).itertext())
    return " ".join(text.split()).count(" ".join(words.split()))


def test_ids_come_from_the_house_alone(built_with: Callable[[Mapping[str, str]], Edition], harmless: Edition) -> None:
    """X67: what a browser would find by the name of an id is never the author's, but for the words of a link."""
    edition = built_with({name: PAYLOADS[name] for name in ("X67", "X69")})
    for path, data in edition.files.items():
        if path.endswith(".html"):
            ids = set(re.findall(r' (?:id|name)="([^"]*)"', data.decode()))
            assert not ids & {"document.cookie", "__proto__", "constructor", "toString", "cookie", "document"}, path


@pytest.mark.parametrize("name", REFUSED)
def test_a_link_that_leads_nowhere_allowed_is_refused_in_prose(name: str, site: Any, said: Any) -> None:
    text = said(site({"site.yaml": json.dumps({"title": "x", "scope": "x", "method": ALL[name]})}))
    assert f"error[bad-link]: the link “{REFUSED[name]}” leads nowhere that is allowed" in text


@pytest.mark.parametrize("name", ["X50", "X60"])
def test_what_no_file_can_hold_is_refused(name: str, site: Any, said: Any) -> None:
    """X50: half a surrogate. X60: a control character that XML cannot say."""
    data, told = {
        "X50": (b'title: "a \\ud800"\nscope: x\n', "content/site.yaml:1:13: error[yaml-syntax]"),
        "X60": (b"title: a \x01\nscope: x\n", "content/site.yaml:1:10: error[file-control-character]"),
    }[name]
    assert said(site({"site.yaml": data})).startswith(told)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_no_end_of_a_line_ends_a_line_of_a_calendar(end: str) -> None:
    """X63, X64: one that could never have been read, since control characters are refused, would be spelt too."""
    assert calendar._text(f"A{end}ATTENDEE:x") == "A\\nATTENDEE:x"


@pytest.mark.parametrize("name", ALL)
def test_problems_over_a_page_are_words(name: str) -> None:
    """X42: what the preview shows of a problem."""
    problem = Problem(Place("content/x.yaml", 1, 1, 3), "broken-link", ALL[name], ALL[name], details=(ALL[name],))
    harmless = Problem(Place("content/x.yaml", 1, 1, 3), "broken-link", "x", "x", details=("x",))
    shown = preview_problems.panel(ALL[name], [preview_problems.block(problem, ALL[name])])
    plain = preview_problems.panel("x", [preview_problems.block(harmless, "x")])
    assert set(_in_html(shown)) <= set(_in_html(plain)) | {("code", "")}
    assert html.unescape(shown).count(" ".join(ALL[name].split())) or "\n" in ALL[name] or name.startswith("X48")


# ── in a real browser


@pytest.fixture(scope="module")
def whole(built_with: Callable[[Mapping[str, str]], Edition]) -> Edition:
    """The briefing with all payloads at once in every place."""
    return built_with(ALL)


def _visit(browser: Browser, files: Mapping[str, bytes], scripts: bool, policy: bool) -> tuple[list[str], int]:
    """What the browser complains of and asks for beside the pages, and how many pages it was shown."""
    context = browser.new_context(java_script_enabled=scripts, bypass_csp=False)
    page = context.new_page()
    told: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        path = url.removeprefix(SITE).partition("#")[0]
        if path not in files or not url.startswith(SITE):
            told.append(f"asks {url}")
            route.abort()
            return
        body = files[path] if policy else POLICY.sub("", files[path].decode()).encode()
        route.fulfill(content_type=TYPES.get(posixpath.splitext(path)[1], "text/plain"), body=body)

    page.route("**/*", answer)
    page.on("console", lambda said: said.type in ("error", "warning") and told.append(said.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: (told.append("a dialog"), dialog.dismiss()))
    page.on("framenavigated", lambda frame: frame.parent_frame and told.append(f"a frame {frame.url}"))
    page.add_init_script(WITNESS)
    pages = sorted(path for path in files if path.endswith(".html") and path != "404.html")
    for path in pages:
        page.goto(SITE + path, wait_until="load")
        assert page.url == SITE + path
        # Whatever waits for a touch gets one.
        page.mouse.move(200, 300)
        page.keyboard.press("Tab")
        assert page.evaluate("() => getComputedStyle(document.querySelector('main')).display") != "none"
    context.close()
    return told, len(pages)


@pytest.mark.parametrize(
    ("scripts", "policy"),
    [(True, True), (False, True), (True, False), (False, False)],
    ids=["as published", "without scripts", "without the policy", "without both"],
)
def test_nothing_fires(
    scripts: bool, policy: bool, whole: Edition, browser: Browser, counted: Callable[..., None]
) -> None:
    told, pages = _visit(browser, whole.files, scripts, policy)
    assert told == []
    counted(pages)


def test_the_browser_would_fire_what_is_not_escaped(browser: Browser) -> None:
    """Each way of noticing notices."""
    page = """<!doctype html><html lang="en"><head><title>x</title>{}</head><body><main>x
        <img src=x onerror=fired(1)><iframe srcdoc="<script>parent.fired(1)</script>"></iframe></main></body></html>"""
    files = {"index.html": page.format("").encode()}
    told, _ = _visit(browser, files, True, True)
    assert told.count("fired") == 2
    assert "asks http://site.test/repo/x" in told
    assert "a frame about:srcdoc" in told
