"""Words selected in the preview, in a real browser, become an entry that `sitegen check` takes as it is pasted."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.pipeline import Options, build
from sitegen.project import Project

ROOT = Path(__file__).parent.parent.parent
TEXT = """\
 date 2018-09-19 The harbour talks began on Monday. “We will listen,” said Ada Moreno, the mayor, “before we decide.”
The dockers said on Friday that they would wait.

Nearly 400 dockers marched to the quay, and nearly 400 dockers marched back. The union’s leader — a docker
himself — called it \u201ea quay free of harbour dues\u201c, and Bob Reyes\u00a0& Co. said nothing.

HARBOUR IN THE FOG

“The first line of it was never closed. Ada Moreno met Bob Reyes at the harbour.

The harbour\u00a0master, Bob\u00a0Reyes, told   reporters: "It’s 12:30 – too late #today". The mayor agreed to meet
again.
"""
FILES = {
    "content/site.yaml": "title: Harbour\nscope: The talks.\nbase_url: https://example.org/repo/\n",
    "content/actors.yaml": """\
ada-moreno: {name: Ada Moreno, type: person, weak: [the mayor], gap: only named}
bob-reyes: {name: Bob Reyes, type: person, gap: only named}
union: {name: the union, type: institution, gap: only named}
""",
    "content/measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers at work, unit: people}\n",
    "content/terms.yaml": "free-quay: {name: free quay, weak: [quay], gap: no definition yet}\n",
    "content/issues.yaml": """\
dues:
  name: The dues
  unlinked: true
  question: Should there be dues?
  positions: [{id: keep, name: keep them}, {id: drop, name: drop them}]
""",
    "content/events.yaml": """\
talks:
  name: Harbour talks
  type: meeting
  status: held
  gap: only named
  questions: [{id: outcome, question: What came of it?}]
""",
    "content/articles/one.txt": TEXT,
    "content/articles/two.md": "Some *very* plain words, and a [link of theirs](https://example.org/x) in them.\n\n"
    "* one thing here\n* another thing here\n\n> “Quoted in a block,” they said.\n",
    "content/annotations/one.yaml": """\
label: The harbour
statements:
- quote: Ada Moreno met Bob Reyes
  form: outlet
- mention: The mayor
  as: ada-moreno
- date: on Monday
  direction: before
""",
    "content/annotations/two.yaml": "date: 2018-09-20\nrights: full\n",
}


ANNOTATED = ("one", "two")


@pytest.fixture(scope="module")
def site(serve: Callable[..., Any]) -> Iterator[Any]:
    site = serve(FILES)
    site.first = {name: site.get(f"/repo/articles/{name}")[2] for name in ANNOTATED}
    return site


@pytest.fixture
def fresh(site: Any) -> Iterator[Any]:
    """The site as it was at first, whatever was pasted into it before."""
    for name in ANNOTATED:
        path = f"content/annotations/{name}.yaml"
        if (site.root / path).read_text() != FILES[path]:
            site.save(path, FILES[path])
    for name, page in site.first.items():
        becomes(site, name, page)
    return site


def becomes(site: Any, name: str, page: bytes) -> None:
    """Wait until an article's page is this very page, or say in what it differs."""
    end = time.monotonic() + 60
    while (shown := site.get(f"/repo/articles/{name}")[2]) != page:
        if time.monotonic() > end:
            assert shown.decode().split("\n") == page.decode().split("\n")
        time.sleep(0.01)


# Selects words in the text by their characters, as a drag with the mouse does, whatever elements lie between them.
SELECT = """([words, nth]) => {
  const all = [];
  for (const box of document.querySelectorAll('.words-of-source')) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (let i = 0; i < walker.currentNode.length; i++) all.push([walker.currentNode, i]);
  }
  const text = all.map(([node, i]) => node.data[i]).join('');
  let at = -1;
  for (let n = 0; n <= nth; n++) at = text.indexOf(words, at + 1);
  if (at < 0) return null;
  const range = document.createRange();
  range.setStart(...all[at]);
  const [node, i] = all[at + words.length - 1];
  range.setEnd(node, i + 1);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.startContainer === range.endContainer;
}"""
READY = "document.querySelector('#sitegen-annotate')?.dataset.ready === 'yes'"
PANEL = "document.querySelector('#sitegen-annotate')"


def choose(screen: Any, words: str, nth: int = 0) -> bool:
    """Select words and open the panel by its key; says whether they lie in one piece of text."""
    together = screen.page.evaluate(SELECT, [words, nth])
    assert together is not None, f"{words} are not on the page"
    screen.page.keyboard.press("Control+Enter")
    screen.until(
        f"{PANEL} && (document.querySelector('#sitegen-annotate textarea') || "
        "document.querySelector('#sitegen-annotate .sa-why'))"
    )
    return together


def copied(screen: Any) -> tuple[str, str]:
    """Copy the entry by its key: what is on the clipboard, and the file it is for."""
    screen.until(READY)
    screen.page.keyboard.press("Control+Enter")
    screen.until("document.querySelector('.sa-status')?.textContent.startsWith('Copied.')")
    return screen.page.evaluate("navigator.clipboard.readText()"), screen.page.inner_text(".sa-path")


def pasted(site: Any, entry: str, path: str) -> dict[str, Any]:
    """Paste an entry at the end of its file, and what `sitegen check` says then."""
    target = site.root / path
    there = target.read_text() if target.exists() else ""
    target.write_text(there + ("\n" if there and not there.endswith("\n") else "") + entry)
    command = [sys.executable, "-m", "sitegen", "-C", str(site.root), "check", "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)


SELECTIONS = [
    # (article, words, how many of the same to pass over, kind, first line of the entry, more of it)
    ("one", "We will listen", 0, "", "- quote: We will listen", "  speaker: ada-moreno"),
    ("one", "“We will listen,”", 0, "", "- quote: We will listen", "  form: direct"),
    ("one", "on Monday. “We", 0, "quote", "- quote: on Monday. “We", ""),
    ("one", "mayor, “before we decide", 0, "", "- quote: mayor, “before we decide", ""),
    ("one", "ld wai", 0, "quote", "- quote: would wait", ""),
    ("one", "on Friday", 0, "", "- date: on Friday", "  direction: after"),
    ("one", "400 dockers", 0, "", "- figure: 400 dockers", "  prefix: Nearly"),
    ("one", "400 dockers", 1, "", "- figure: 400 dockers", "  prefix: nearly"),
    ("one", "nearly 400 dockers marched back", 0, "figure", "- figure: nearly 400 dockers marched back", ""),
    ("one", "a quay free of harbour dues", 0, "", "- quote: a quay free of harbour dues", "  form: partial"),
    ("one", "leader — a docker\nhimself — called", 0, "quote", "- quote: leader — a docker himself — called", ""),
    ("one", "Bob Reyes\u00a0& Co. said nothing", 0, "", "- quote: Bob Reyes & Co. said nothing", ""),
    ("one", "HARBOUR IN THE FOG", 0, "part", "- part: HARBOUR IN THE FOG", "  role: heading"),
    ("one", "harbour\u00a0master, Bob\u00a0Reyes, told   reporters", 0, "quote",
     "- quote: harbour master, Bob Reyes, told reporters", ""),
    ("one", "It’s 12:30 – too late #today", 0, "quote", '- quote: "It’s 12:30 – too late #today"', "  form: direct"),
    ("one", "the harbour.", 0, "quote", "- quote: the harbour.", ""),
    ("one", "Ada Moreno met Bob Reyes at", 0, "", "- quote: Ada Moreno met Bob Reyes at", ""),
    ("one", "the mayor", 0, "", "- mention: the mayor", "  as: ada-moreno"),
    ("one", "began on Monday. “We will listen,” said Ada Moreno, the mayor, “before we decide.”\nThe dockers said",
     0, "quote", "- quote: >-", ""),
    ("two", "very plain words, and a link of theirs in", 0, "quote",
     "- quote: very plain words, and a link of theirs in", ""),
    ("two", "other thing", 0, "quote", "- quote: another thing", ""),
    ("two", "Quoted in a block", 0, "", "- quote: Quoted in a block", "  form: direct"),
]  # fmt: skip


@pytest.mark.parametrize(("article", "words", "nth", "kind", "first", "more"), SELECTIONS)
def test_what_is_copied_passes_the_check(
    fresh: Any, screen: Any, article: str, words: str, nth: int, kind: str, first: str, more: str
) -> None:
    screen.at(f"{fresh.address}articles/{article}.html")
    choose(screen, words, nth)
    if kind:
        screen.until("document.querySelector('.sa-kinds input')")
        screen.page.locator(f".sa-kinds input[value={kind}]").check(force=True)
        screen.until(f"document.querySelector('.sa-kinds input[value={kind}]')?.checked")
    screen.until(f"document.querySelector('#sitegen-annotate textarea').value.includes({json.dumps(first)})")
    if not screen.page.evaluate(READY):
        screen.page.locator("[data-key='speaker=bob-reyes']").check(force=True)
    entry, path = copied(screen)
    assert path == f"content/annotations/{article}.yaml"
    indent = "" if article == "one" else "  "
    assert f"{indent}{first}\n" in entry
    assert f"{indent}{more}\n" in entry or not more
    said = pasted(fresh, entry, path)
    assert [one for one in said["problems"] if one["severity"] == "error"] == [], entry
    # The words lie where they were selected: the page marks them.
    fresh.shows(f"articles/{article}", "data-of=")


@pytest.mark.parametrize(
    ("kind", "chosen", "lines"),
    [
        ("stance",
         {"issue": "dues", "actor": "bob-reyes"}, ["  issue: dues", "  position: drop", "  actor: bob-reyes"]),
        ("account", {"of": "talks", "answer": "no: not yet"}, ["  of: talks", "  question: outcome",
                                                              '  answer: "no: not yet"']),
        ("commitment", {"what": "meet again", "by": "ada-moreno, bob-reyes"}, ["  what: meet again",
                                                                              "  by: [ada-moreno, bob-reyes]"]),
        ("use", {"term": "free-quay", "sense": "the old one"}, ["  term: free-quay", "  sense: the old one"]),
        ("figure", {"measure": "dockers", "low": "2", "high": "3"}, ["  measure: dockers", "  low: 2", "  high: 3"]),
    ],
)  # fmt: skip
def test_every_kind_can_be_filled_in(
    fresh: Any, screen: Any, kind: str, chosen: dict[str, str], lines: list[str]
) -> None:
    screen.at(f"{fresh.address}articles/one.html")
    choose(screen, "agreed to meet\nagain")
    screen.until("document.querySelector('.sa-kinds input')")
    screen.page.locator(f".sa-kinds input[value={kind}]").check(force=True)
    screen.until(f"document.querySelector('#sitegen-annotate textarea').value.includes('- {kind}: agreed')")
    for key, value in chosen.items():
        field = screen.page.locator(f"[data-key='v.{key}']")
        if not field.count():
            radio = screen.page.locator(f"[data-key='{key}={value}']")
            radio.check(force=True)
            screen.until(f"document.querySelector('#sitegen-annotate textarea').value.includes('{key}: {value}')")
            continue
        if not field.is_visible():
            screen.page.locator("#sitegen-annotate summary").click()
        field.fill(value)
        screen.until(f"document.querySelector('#sitegen-annotate textarea').value.includes(' {key}: ')")
    for key, value in (("position", "drop"), ("question", "outcome")):
        if any(line.strip() == f"{key}: {value}" for line in lines):
            screen.page.locator(f"[data-key='{key}={value}']").check(force=True)
    for line in lines:
        screen.until(f"document.querySelector('#sitegen-annotate textarea').value.includes({json.dumps(line)})")
    screen.until(READY)
    screen.page.locator(".sa-copy").click()
    screen.until("document.querySelector('.sa-status').textContent.startsWith('Copied.')")
    said = pasted(fresh, screen.page.evaluate("navigator.clipboard.readText()"), "content/annotations/one.yaml")
    assert [one for one in said["problems"] if one["severity"] == "error"] == []


def test_what_cannot_be_is_explained(fresh: Any, screen: Any) -> None:
    screen.at(f"{fresh.address}articles/one.html")
    choose(screen, "Ada Moreno met Bob Reyes")
    screen.until(f"{PANEL}.textContent.includes('content/annotations/one.yaml:3 has a quote of these words already')")
    assert screen.page.locator(".sa-copy").is_disabled()
    screen.page.keyboard.press("Escape")
    choose(screen, " — ")
    screen.until(f"{PANEL}.textContent.includes('No word is selected.')")
    screen.page.keyboard.press("Escape")
    screen.page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    screen.page.keyboard.press("Control+Enter")
    screen.until(f"{PANEL}.textContent.includes('These words are not of the article')")


def test_words_over_two_paragraphs(fresh: Any, screen: Any) -> None:
    screen.at(f"{fresh.address}articles/one.html")
    screen.page.evaluate("""() => {
      const [from, to] = [...document.querySelectorAll('.words-of-source')].slice(2, 4);
      getSelection().setBaseAndExtent(from, 0, to, to.childNodes.length);
    }""")
    screen.page.keyboard.press("Control+Enter")
    screen.until(f"{PANEL} && {PANEL}.textContent.includes('They run over 2 paragraphs; two entries may be clearer.')")
    screen.page.locator(".sa-kinds input[value=quote]").check(force=True)
    entry, path = copied(screen)
    assert "HARBOUR IN THE FOG “The first line of it was never closed." in " ".join(entry.split())
    said = pasted(fresh, entry, path)
    assert [one for one in said["problems"] if one["severity"] == "error"] == []


def test_the_mouse_opens_it_and_escape_closes_it(fresh: Any, screen: Any) -> None:
    screen.at(f"{fresh.address}articles/one.html")
    first = screen.page.locator(".words-of-source p").first
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    screen.page.mouse.move(box["x"] + 3, box["y"] + 8)
    screen.page.mouse.down()
    screen.page.mouse.move(box["x"] + 130, box["y"] + 8, steps=4)
    screen.page.mouse.up()
    screen.until(f"{PANEL}?.querySelector('textarea')")
    # The words stay selected, and the panel lies beside them.
    assert screen.page.evaluate("getSelection().toString().length") > 3
    right, left = screen.page.evaluate(
        f"[getSelection().getRangeAt(0).getBoundingClientRect().right, {PANEL}.getBoundingClientRect().left]"
    )
    assert right < left
    screen.page.keyboard.press("Escape")
    assert not screen.page.evaluate(f"!!{PANEL}")


def test_all_of_it_by_keyboard(fresh: Any, screen: Any) -> None:
    screen.at(f"{fresh.address}articles/one.html")
    screen.page.locator(".words-of-source a").first.focus()
    screen.page.keyboard.press("Control+Enter")
    screen.until(f"{PANEL}?.querySelector('blockquote')?.textContent === 'The'")
    for end, words in (("end-on", "The harbour"), ("end-on", "The harbour talks"), ("start-on", "harbour talks")):
        screen.page.locator(f".sa-{end}").press("Enter")
        screen.until(f"{PANEL}.querySelector('blockquote').textContent === '{words}'")
    screen.page.evaluate(f"{PANEL}.focus()")
    screen.until(READY)
    assert screen.page.evaluate(f"document.activeElement === {PANEL}")
    assert "Ctrl+Enter copies the entry, and Esc closes." in screen.page.inner_text(".sa-keys")
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate("document.activeElement.className") == "sa-close"
    screen.page.locator(".sa-kinds input:checked").focus()
    screen.page.keyboard.press("ArrowRight")
    screen.until("document.querySelector('.sa-kinds input:checked')?.value !== 'quote'")
    assert screen.page.evaluate("document.activeElement.name") == "sa-kind"
    screen.page.keyboard.press("Escape")
    assert not screen.page.evaluate(f"!!{PANEL}")
    assert screen.page.evaluate("document.activeElement.matches('.words-of-source a')")


def test_a_page_older_than_the_text_is_not_believed(fresh: Any) -> None:
    def asked(words: str, start: str, end: str) -> dict[str, Any]:
        from urllib.parse import urlencode

        question = {"page": "/repo/articles/one", "start": start, "end": end, "words": words}
        status, headers, body = fresh.get(f"/.preview/annotate?{urlencode(question)}")
        assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
        return json.loads(body)

    assert asked("nearly 400 dockers", "p2:0", "p2:3")["words"] == "nearly 400 dockers"
    assert "2 times" in asked("400 dockers", "p9:0", "p9:5")["why"]
    assert "does not say this any more" in asked("words of yesterday", "p1:0", "p1:16")["why"]
    assert "No words" in asked(" ", "p1:0", "p1:1")["why"]
    assert fresh.get("/.preview/annotate?page=/repo/")[0] == 200
    assert fresh.get("/.preview/annotate?page=/repo/nowhere")[0] == 404


def test_only_pages_of_its_own_may_ask(fresh: Any) -> None:
    target = "/.preview/annotate?page=/repo/articles/one&words=dockers"
    for site, status in (("same-origin", 200), ("cross-site", 403), ("same-site", 403), ("none", 403)):
        assert fresh.get(target, Sec_Fetch_Site=site)[0] == status


def test_nothing_of_it_is_in_a_published_site(fresh: Any) -> None:
    shutil.copytree(ROOT / "content", fresh.root.parent / "briefing" / "content")
    for root in (fresh.root, fresh.root.parent / "briefing"):
        for options in (Options(), Options(drafts=True, private=True)):
            edition = build(Project(root), options)
            assert edition.files
            for name, data in edition.files.items():
                assert not re.search(rb"\.preview|livereload|sitegen-(?:annotate|problems)", data), name
