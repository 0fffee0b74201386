"""A save changes the page that is open in place: it becomes what the server would send now, and the reader's things
stay as they were."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from .conftest import until

PARAGRAPHS = "\n\n".join(
    f"Ada Moreno said on Friday that {words}."
    for words in (f"quay {n} was closed" if n % 2 else f"“quay {n} was closed”" for n in range(12))
)
FILES = {
    "content/site.yaml": "title: Harbour\nscope: The talks.\nbase_url: https://example.org/repo/\n",
    "content/actors.yaml": "ada:\n  name: Ada Moreno\n  type: person\n  gap: only named\n",
    "content/articles/one.txt": f"{PARAGRAPHS}\n",
    "content/annotations/one.yaml": "rights: full\nstatements:\n"
    "- {quote: quay 3 was closed, form: indirect, speaker: ada}\n"
    "- {quote: quay 7 was closed, form: indirect, speaker: ada}\n"
    "- {quote: quay 9 was closed, form: outlet}\n",
}
TEXT, NOTES, ACTORS = "content/articles/one.txt", "content/annotations/one.yaml", "content/actors.yaml"
# The page as it stands, without what only tells one moment of the preview from another and without the reader's things.
BARE = """() => {
  const page = document.documentElement.cloneNode(true);
  for (const node of page.querySelectorAll('#sitegen-annotate, .search-dialog, #hover-card')) node.remove();
  for (const script of page.querySelectorAll("script[src^='/livereload.js']")) script.remove();
  for (const node of page.querySelectorAll('*')) {
    for (const name of ['open', 'style', 'aria-describedby']) node.removeAttribute(name);
    node.classList.remove('lit');
    if (!node.classList.length) node.removeAttribute('class');
  }
  return page.outerHTML.replace(/>\\s+/g, '>').replace(/\\s+</g, '<');
}"""


@pytest.fixture(scope="module")
def site(serve: Callable[..., Any]) -> Any:
    return serve(FILES)


@pytest.fixture
def page(site: Any, screen: Any) -> Any:
    """The article's page, of the site as it was at first."""
    for path, words in FILES.items():
        if (site.root / path).read_text() != words:
            site.save(path, words)
    screen.at(f"{site.address}articles/one.html")
    screen.until("document.querySelectorAll('.beside .statement').length === 3")
    screen.until("!document.querySelector('#sitegen-problems')")
    screen.page.evaluate("window.same = true")
    return screen


def with_note(words: str) -> str:
    return FILES[NOTES].replace("speaker: ada}", f"speaker: ada, note: {words}}}", 1)


def described(words: str) -> str:
    return f'{FILES[ACTORS]}  summary: {words}. [@one "quay 3 was closed"]\n'


def test_what_a_reader_did_stays(site: Any, page: Any) -> None:
    page.page.evaluate("""() => {
        document.querySelector('.beside').open = true;
        scrollTo(0, 300);
        getSelection().selectAllChildren([...document.querySelectorAll('.words-of-source p')].at(-1));
        window.told = 0;
        document.addEventListener('exchanged', () => window.told++);
    }""")
    site.save(NOTES, with_note("He did not say why"))
    page.until("document.body.textContent.includes('He did not say why') && window.told === 1")
    assert page.page.evaluate("window.same")
    assert page.page.evaluate("scrollY") == 300
    assert page.page.evaluate("document.querySelectorAll('details.beside[open]').length") == 1
    assert page.page.evaluate("getSelection().toString()") == PARAGRAPHS.split("\n\n")[-1]


def test_a_panel_for_annotating_stays_open_while_something_else_is_saved(site: Any, page: Any) -> None:
    page.page.evaluate("getSelection().selectAllChildren(document.querySelector('.words-of-source p'))")
    page.page.keyboard.press("Control+Enter")
    page.until("document.querySelector('#sitegen-annotate textarea')")
    site.save(NOTES, with_note("Saved elsewhere"))
    page.until("document.body.textContent.includes('Saved elsewhere')")
    assert page.page.evaluate("window.same && Boolean(document.querySelector('#sitegen-annotate textarea'))")


def test_what_is_new_on_the_page_is_as_alive_as_the_rest(site: Any, page: Any) -> None:
    site.save(NOTES, FILES[NOTES] + "- {quote: quay 5 was closed, id: five, form: indirect, speaker: ada}\n")
    page.until("document.querySelectorAll('.beside .statement').length === 4")
    page.page.set_viewport_size({"width": 1280, "height": 900})
    # Its words light up the line beside them, and the line its words.
    page.page.hover(".row:has(#five) mark")
    page.until("document.querySelectorAll('.beside .statement.lit, .row mark.lit').length >= 2")
    # A name explains itself by the card that the page came with now.
    site.save(ACTORS, described("A captain"))
    page.until("document.querySelector('.cards').textContent.includes('captain')")
    page.page.locator("a.name").first.focus()
    page.page.locator("a.name").first.hover()
    page.until("document.querySelector('#hover-card')?.textContent.includes('captain')")
    # A card that is open when its page changes is put away, whatever it said.
    site.save(ACTORS, described("A pilot"))
    page.until("document.querySelector('.cards').textContent.includes('pilot')")
    assert page.page.evaluate("window.same")


def test_problems_come_and_go_without_loading_the_page(site: Any, page: Any) -> None:
    panel = "document.querySelector('#sitegen-problems')"
    page.page.evaluate("window.live = LiveReload")
    site.save(NOTES, FILES[NOTES].replace("quay 7", "quay 70"))
    page.until(f"{panel}?.textContent.includes('quay 70')")
    page.page.locator("#sitegen-problems button").first.click()
    page.until("document.querySelector('.sp-copied')")
    page.page.locator("#sitegen-problems button").first.press("Escape")
    site.save(NOTES, FILES[NOTES].replace("quay 7", "quay 71"))
    page.until(f"{panel}?.textContent.includes('quay 71')")
    assert page.page.evaluate(f"{panel}.querySelector('details').open") is False
    site.save(NOTES, FILES[NOTES])
    page.until(f"!{panel}")
    assert page.page.evaluate("window.same && window.live === LiveReload")


def test_a_script_of_the_site_that_changes_has_the_page_loaded_again(site: Any, page: Any) -> None:
    site.save("assets/own.js", "window.own = 1;\n")
    site.shows("assets/own.js", "window.own")
    site.save(
        "templates/base.html",
        '{% extends "default/base.html" %}\n'
        "{% block head %}<script defer src=\"{{ href('assets/own.js') }}\"></script>{% endblock %}\n",
    )
    page.until("window.own === 1 && window.same === undefined")
    page.until("window.LiveReload?.connector?.protocol === 7")
    site.save("assets/own.js", "window.own = 2;\n")
    page.until("window.own === 2")
    page.until("window.LiveReload?.connector?.protocol === 7")
    (site.root / "templates/base.html").unlink()
    page.until("window.own === undefined")
    (site.root / "assets/own.js").unlink()
    site.shows("assets/own.js", "</html>", 404)


READING = """() => {
  window.read = [];
  const parse = DOMParser.prototype.parseFromString;
  DOMParser.prototype.parseFromString = function (text, kind) {
    window.read.push(text);
    return parse.call(this, text, kind);
  };
}"""


def test_what_is_written_as_it_was_is_not_read_again(site: Any, page: Any) -> None:
    page.page.evaluate(READING)
    rows = "[...document.querySelectorAll('.row')]"
    page.page.evaluate("document.addEventListener('exchanged', (event) => window.rows = event.detail.rows)")
    site.save(NOTES, "headline: One\n" + FILES[NOTES])
    page.until("document.querySelector('h1').textContent === 'One'")
    page.page.evaluate(f"window.before = {rows}")
    site.save(NOTES, "headline: Two\n" + FILES[NOTES])
    page.until("document.querySelector('h1').textContent === 'Two'")
    whole, short = page.page.evaluate("window.read")
    # All twelve rows but the last, which ends with its section.
    assert [len(one.split('<div class="row')) - 1 for one in (whole, short)] == [12, 1]
    assert page.page.evaluate("window.rows") is False
    site.save(TEXT, FILES[TEXT].replace("quay 4 was", "in May quay 4 was"))
    page.until("document.querySelector('#p5').textContent.includes('in May')")
    assert [len(one.split('<div class="row')) - 1 for one in page.page.evaluate("window.read.slice(2)")] == [2]
    assert page.page.evaluate("window.rows") is True
    stood = page.page.evaluate(f"window.before.map(row => {rows}.indexOf(row))")
    assert stood == list(range(12))
    assert page.page.evaluate("window.same")


def edited(chance: random.Random, number: int) -> dict[str, str]:
    """The files of a site in which something came, went or is another."""
    paragraphs = FILES[TEXT].strip().split("\n\n")
    chance.shuffle(paragraphs)
    kept = paragraphs[: chance.randint(8, 12)]
    forms = (("direct, speaker: ada", "partial, speaker: ada"), ("indirect, speaker: ada", "outlet"))
    quays = [n for n in range(12) if any(f"quay {n} was" in one for one in kept) and chance.random() < 0.6]
    statements = "".join(
        f"- {{quote: quay {n} was closed, form: {chance.choice(forms[n % 2])}"
        f"{', note: as in ' + str(number) if chance.random() < 0.4 else ''}}}\n"
        for n in quays
    )
    label = f"headline: The harbour {number}\n"
    summary = f'summary: Nobody came. [@one "{kept[0]}"]\n' if chance.random() < 0.5 else ""
    rest = f"statements:\n{statements}" if statements else ""
    lost = f"- {{quote: words {number} that are not there}}\n" if statements and chance.random() < 0.2 else ""
    return {TEXT: "\n\n".join(kept) + "\n", NOTES: f"{label}{summary}rights: full\n{rest}{lost}"}


UNFOLD = "n => { const all = document.querySelectorAll('details'); all[n % all.length].open = true }"


@pytest.mark.parametrize("seed", range(3))
def test_a_page_becomes_what_the_server_would_send(site: Any, page: Any, seed: int) -> None:
    chance = random.Random(seed)
    fresh = page.page.context.new_page()

    def arrived(number: int) -> bool:
        fresh.goto(f"{site.address}articles/one.html")
        words = fresh.inner_text("body")
        there = f"The harbour {number}" in words or f"words {number} that" in words
        return there and page.page.evaluate(BARE) == fresh.evaluate(BARE)

    for number in range(8):
        for path, words in edited(chance, number).items():
            site.save(path, words)
        for _ in range(chance.randint(0, 2)):
            page.page.evaluate(UNFOLD, chance.randint(0, 99))
        until(partial(arrived, number))
    assert page.page.evaluate("window.same")
    fresh.close()
