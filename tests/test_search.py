"""The search: what it may find, the index and its bytes, and its use in a real browser, by keyboard and by lists."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import re
import shutil
import textwrap
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import cbor2
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from sitegen import indexing, output
from sitegen.cli import main, making
from sitegen.exports import Found
from sitegen.indexing import NotIndexed, Program, indexed, installed, joining
from sitegen.indexing.typing import SAME, other_ways
from sitegen.memo import Memo, Resident
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project
from sitegen.theme import Forgetful

SITE: Mapping[str, str] = {
    "site.yaml": "title: Harbour\nscope: The harbour talks.\n",
    "outlets/all.yaml": """
        gazette: {name: The Gazette}
        vesti: {name: Вести}
    """,
    "actors/all.yaml": """
        ada: {name: Ada Moreno, type: person, sort_name: 'Moreno, Ada', summary: 'The mayor [@first "the mayor"].'}
        union: {name: Dockers' union, type: institution}
        igor: {name: Игорь, names: [Игорь Смирнов], type: person}
    """,
    "terms/all.yaml": """
        quay: {name: free quay, definition: 'A quay without dues [@first "quay without dues"].'}
    """,
    "events/all.yaml": """
        talks: {name: Harbour talks, unlinked: true, type: meeting, status: held, date: 2021-05-07}
        never: {name: Strike, unlinked: true, type: incident, status: not known to be held}
    """,
    "articles/first.txt": "On Friday the mayor said: “We negotiated bravely.” Secretly no. A quay without dues.",
    "annotations/first.yaml": """
        label: First words
        outlet: gazette
        date: 2021-05-07
        statements:
          - quote: We negotiated bravely
            form: direct
            speaker: ada
          - date: On Friday
            direction: same day
            event: talks
          - mention: the mayor
            as: ada
    """,
    "articles/russian.txt": "Игорь Смирнов сказал: «Переговоры закончились».",
    "annotations/russian.yaml": """
        label: Переговоры
        language: ru
        outlet: vesti
        date: 2022-01-02
        statements:
          - quote: Переговоры закончились
            form: direct
            speaker: igor
    """,
    "articles/closed.txt": "Ada Moreno whispered: “Unspeakable things.”",
    "annotations/closed.yaml": """
        label: Closed
        date: 2021-06-01
        rights: link
        statements:
          - quote: Unspeakable things
            form: direct
            speaker: ada
    """,
}


def program() -> Program:
    found = installed()
    assert found is not None
    return found


# Names that people type in more than one way.
ABROAD: Mapping[str, str] = {
    "site.yaml": "title: Harbour\nscope: The harbour talks.\n",
    "actors/all.yaml": """
        isik: {name: Işık Yıldırım, type: person}
        erdogan: {name: İdris Erdoğan, type: person}
        mustafa: {name: مصطفى أحمد, type: person}
        city: {name: هيئة المدينة, type: institution}
        kermani: {name: کیانوش کرمانی, type: person}
        korolev: {name: Артём Королёв, type: person}
    """,
    "articles/persian.txt": "کیانوش کرمانی گفت: «گفتگوها پایان یافت».",
    "annotations/persian.yaml": """
        label: گفتگوها
        language: fa
        rights: full
    """,
}


def searchable_site(root: Path, files: Mapping[str, str]) -> Edition:
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(textwrap.dedent(text), "utf-8")
    made = build(Project(root), Options(search=True))
    assert not made.errors
    return replace(made, files={**indexed(made.found, "en", program(), Forgetful()), **made.files})


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return searchable_site(tmp_path_factory.mktemp("harbour"), SITE)


class TestWhatCanBeFound:
    def test_every_thing_article_and_saying_by_its_kind(self, edition: Edition) -> None:
        assert [(one.kind, one.title, one.address) for one in edition.found] == [
            ("front", "Harbour", "index.html"),
            ("article", "Closed", "articles/closed.html"),
            ("article", "First words", "articles/first.html"),
            ("article", "Переговоры", "articles/russian.html"),
            ("outlet", "The Gazette", "sources.html#outlet-gazette"),
            ("outlet", "Вести", "sources.html#outlet-vesti"),
            ("actor", "Ada Moreno", "actors/ada.html"),
            ("actor", "Dockers' union", "actors/union.html"),
            ("actor", "Игорь", "actors/igor.html"),
            ("event", "Harbour talks", "events/talks.html"),
            ("event", "Strike", "events/never.html"),
            ("term", "free quay", "glossary/quay.html"),
            ("quote", "Ada Moreno", "articles/first.html#quote-we-negotiated-bravely"),
            ("quote", "Игорь", f"articles/russian.html#{_id_of(edition, 'Переговоры закончились')}"),
        ]

    def test_what_it_can_be_narrowed_down_by(self, edition: Edition) -> None:
        quote = _one(edition, "quote")
        assert (quote.words, quote.actors, quote.outlet, quote.years) == (
            "We negotiated bravely",
            ("Ada Moreno",),
            "The Gazette",
            ("2021",),
        )
        assert (_one(edition, "event").years, _one(edition, "event").date) == (("2021",), "7 May 2021")
        assert _one(edition, "term").words == "free quay. A quay without dues."

    def test_no_unlicensed_word(self, edition: Edition) -> None:
        words = " ".join(one.words for one in edition.found)
        assert "Secretly" not in words
        assert "Unspeakable" not in words
        article = next(one for one in edition.found if one.address == "articles/first.html")
        assert "We negotiated bravely" in article.words


def _read_index(files: Mapping[str, bytes]) -> dict[tuple[str, str], dict[str, object]]:
    """Where each word, and each other form of it, stands in each record."""

    def read(path: str) -> Any:
        return cbor2.loads(files[path].removeprefix(b"pagefind_dcd"))

    _, pages, pieces, filters, _, _ = read(next(path for path in files if path.endswith(".pf_meta")))
    urls = [json.loads(gzip.decompress(files[f"search/fragment/{name}.pf_fragment"])[12:])["url"] for name, _ in pages]
    found: dict[tuple[str, str], dict[str, object]] = {}

    def note(word: str, form: str, steps: list[Any]) -> None:
        at = 0
        for step, *places in steps:
            at += step
            found.setdefault((word, form), {})[urls[at]] = places

    for first, last, name in pieces:
        (words,) = read(f"search/index/{name}.pf_index")
        assert [words[0][0], words[-1][0]] == [first, last]
        for word, steps, forms in words:
            note(word, "", steps)
            for form, others in forms:
                note(word, form, others)
    for name, at in filters:
        for value, numbers in read(f"search/filter/{at}.pf_filter")[1]:
            found[f"{name}=", value] = {urls[number]: True for number in numbers}
    return found


def _one(edition: Edition, kind: str) -> Found:
    return next(one for one in edition.found if one.kind == kind)


def _id_of(edition: Edition, words: str) -> str:
    return next(one for one in edition.found if one.words == words).address.partition("#")[2]


class TestIndex:
    def test_the_same_records_give_the_same_bytes(self, edition: Edition) -> None:
        again = [indexed(edition.found, "en", program(), Forgetful()) for _ in range(3)]
        assert again[0] == again[1] == again[2]
        assert again[0].items() <= edition.files.items()

    def test_the_order_of_filters_is_not_left_to_chance(self) -> None:
        found = [
            Found(f"{n}.html", "actor", f"Name {n}", "x", "en", actors=(f"A{n}",), years=(str(n),)) for n in range(40)
        ]
        assert indexed(found, "en", program(), Forgetful()) == indexed(found, "en", program(), Forgetful())

    def test_what_is_made_in_parts_holds_what_one_index_does(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Words on many pages and on one, in several forms, with and without a date and words typed in another way."""
        found = [
            Found(
                f"{n // 3}.html#{n}", "quote", f"Name {n % 7}", f"resume résumé {'harbour ' * (n % 5)} word{n}", "en",
                under="Işık" if n % 4 else "", date="May" if n > 20 else "", years=("2021",) if n % 2 else (),
            )
            for n in range(300)
        ]  # fmt: skip
        whole = indexed(found, "en", program(), Forgetful())
        monkeypatch.setattr(indexing, "_OF_ONE", 20)
        parts = indexed(found, "en", program(), Forgetful())
        assert _read_index(parts) == _read_index(whole)
        assert len(_read_index(parts)["harbour", ""]) == 240
        assert len(_read_index(parts)["resum", "résumé"]) == 300

    def test_an_edit_has_one_part_made_anew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = [Found(f"{n}.html", "quote", f"Name {n}", f"word{n} and more", "en") for n in range(60)]
        edited = [*found[:7], replace(found[7], words="other words"), *found[8:]]
        monkeypatch.setattr(indexing, "_OF_ONE", 5)
        asked: list[int] = []

        class Counting(Program):
            def asked(self, parts: Sequence[Sequence[Mapping[str, Any]]]) -> Iterator[dict[str, bytes]]:
                asked.append(sum(map(len, parts)))
                return super().asked(parts)

        counting, memory = Counting(program().path, program().version), Resident(Memo(None))
        indexed(found, "en", counting, memory)
        assert indexed(edited, "en", counting, memory) == indexed(edited, "en", program(), Forgetful())
        assert asked[0] == 60
        assert len(asked) == 2
        assert 1 <= asked[1] < 10

    def test_an_edit_leaves_most_pieces_as_they_are(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(joining, "_LEAST", 200)
        found = [Found(f"{n}.html", "quote", f"Name {n}", f"word{n} term{n} and more", "en") for n in range(300)]
        edited = [*found[:7], replace(found[7], words="aardvark word7 term7 and more"), *found[8:]]
        before, after = (indexed(of, "en", program(), Forgetful()) for of in (found, edited))
        pieces = [{path for path in files if path.endswith(".pf_index")} for files in (before, after)]
        assert len(pieces[0]) > 20
        assert len(pieces[1] - pieces[0]) <= 3

    def test_every_language_has_its_own(self, edition: Edition) -> None:
        files = {address for address in edition.files if address.startswith("search/")}
        assert {
            "search/pagefind.js",
            "search/wasm.en.pagefind",
            "search/ru/pagefind.js",
            "search/ru/wasm.ru.pagefind",
        } <= files
        assert not [address for address in files if "-ui" in address or "highlight" in address]

    def test_what_was_indexed_before_is_remembered(self, edition: Edition) -> None:
        kept: dict[str, bytes] = {}

        class Kept:
            def get(self, key: str) -> bytes | None:
                return kept.get(key)

            def put(self, key: str, value: bytes) -> None:
                kept[key] = value

        made = indexed(edition.found, "en", program(), Kept())
        gone = Program("/nowhere/pagefind", program().version)
        assert indexed(edition.found, "en", gone, Kept()) == made
        with pytest.raises(OSError, match="nowhere"):
            indexed(edition.found[1:], "en", gone, Kept())

    def test_a_program_that_does_not_answer_is_told(self, edition: Edition) -> None:
        with pytest.raises(NotIndexed, match="after 0 of"):
            indexed(edition.found, "en", Program(shutil.which("true") or "true", "none"), Forgetful())


class TestCommand:
    def test_nothing_changes_when_nothing_changed(self, site: Callable[..., Project]) -> None:
        root = str(site(SITE).root)
        first = CliRunner().invoke(main, ["-C", root, "build"])
        assert first.exit_code == 0, first.output
        assert (Path(root) / "output" / "search" / "pagefind.js").is_file()
        assert "nothing changed" in CliRunner().invoke(main, ["-C", root, "build"]).output

    def test_without_pagefind_the_site_has_its_lists(
        self, site: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(making, "installed", lambda: None)
        root = site(SITE).root
        said = CliRunner().invoke(main, ["-C", str(root), "build"]).output
        assert (
            "note: no search; its pages lead to the lists instead. For a search: pip install 'sitegen-briefing[search]'"
            in said
        )
        assert not (root / "output" / "search").exists()
        page = (root / "output" / "index.html").read_text()
        assert '<a class="search-opener" href="search.html">Lists</a>' in page
        assert "search.js" not in page

    def test_nothing_else_may_lie_at_its_addresses(self, edition: Edition, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            making.with_search(replace(edition, files={"Search/pagefind.js": b"mine"}), program())
        assert "search/pagefind.js is taken by Search/pagefind.js already" in capsys.readouterr().err

    def test_it_can_be_left_out(self, site: Callable[..., Project]) -> None:
        root = site(SITE).root
        said = CliRunner().invoke(main, ["-C", str(root), "build", "--no-search"]).output
        assert "no search" not in said
        assert not (root / "output" / "search").exists()


class TestLists:
    def test_names_by_letter_events_by_year_articles_by_outlet(
        self, edition: Edition, page_text: Callable[[Edition, str], str]
    ) -> None:
        text = page_text(edition, "search.html")
        lists = text[text.index("Actors D ") :].partition(" Cite this page")[0]
        assert lists == (
            "Actors D Dockers' union M Ada Moreno И Игорь Terms F free quay "
            "Events by year 2021 Harbour talks Date not known Strike "
            "Articles by outlet The Gazette First words Вести Переговоры Outlet not known Closed"
        )


@contextlib.contextmanager
def served(edition: Edition, root: Path) -> Iterator[str]:
    """The address of a published edition."""
    output.write(edition.files, root / "repo", root / "nothing")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nobody needs to know."""

        protocol_version = "HTTP/1.1"

    class Patient(http.server.ThreadingHTTPServer):
        request_queue_size = 128

    server = Patient(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/repo/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def address(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(edition, tmp_path_factory.mktemp("published")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong, nor be asked of anybody else."""
    wrong: list[str] = []
    browser_page = browser.new_page()

    def heard(message: object) -> None:
        wrong.append(str(message))

    browser_page.on("pageerror", heard)
    browser_page.on("console", lambda message: wrong.append(message.text) if message.type != "log" else None)
    # What the next page interrupts did not fail.
    browser_page.on("requestfailed", lambda one: wrong.append(one.url) if one.failure != "net::ERR_ABORTED" else None)
    browser_page.on("request", lambda request: wrong.append(request.url) if "127.0.0.1" not in request.url else None)
    yield browser_page
    browser_page.close()
    assert wrong == []


class TestInTheBrowser:
    def opened(self, page: Page, where: str) -> None:
        page.goto(where)
        page.keyboard.press("/")
        page.wait_for_selector(".search-dialog[open] option:nth-child(3)", state="attached")

    def found(self, page: Page) -> list[tuple[str, str]]:
        page.wait_for_selector(".search-result")
        return [
            (one.query_selector(".label").inner_text(), one.query_selector("a").inner_text())  # type: ignore[union-attr]
            for one in page.query_selector_all(".search-result")
        ]

    def test_by_keyboard_alone(self, page: Page, address: str) -> None:
        self.opened(page, f"{address}articles/first.html")
        page.keyboard.type("negotiate")  # stemmed
        assert self.found(page) == [("Article", "First words"), ("Quotation", "Ada Moreno")]
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}articles/first.html#quote-we-negotiated-bravely")

    def test_a_page_asks_for_what_searches_only_when_somebody_does(self, page: Page, address: str) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.goto(f"{address}articles/first.html", wait_until="load")
        assert "site.js" in asked
        assert "search.js" not in asked
        page.click(".search-opener")
        page.wait_for_selector(".search-dialog[open] option:nth-child(3)", state="attached")
        page.keyboard.press("Escape")
        page.click(".search-opener")
        page.wait_for_selector(".search-dialog[open]")
        assert (asked.count("search.js"), asked.count("search.html")) == (1, 1)
        assert page.locator("dialog").count() == 1

    def test_escape_closes_and_gives_the_focus_back(self, page: Page, address: str) -> None:
        self.opened(page, f"{address}index.html")
        page.keyboard.type("x")
        page.keyboard.press("Escape")
        page.wait_for_selector(".search-dialog", state="hidden")
        # The browser tells of the closing a moment later.
        page.wait_for_selector(".search-opener:focus")

    def test_other_languages_by_their_own_rules(self, page: Page, address: str) -> None:
        self.opened(page, f"{address}index.html")
        page.keyboard.type("переговорами")
        assert ("Quotation", "Игорь") in self.found(page)

    def test_narrowed_down(self, page: Page, address: str) -> None:
        self.opened(page, f"{address}actors.html")
        page.select_option(".search-dialog [data-filter=year]", "2021")
        page.select_option(".search-dialog [data-filter=kind]", "event")
        page.wait_for_selector(".search-result.is-event")
        assert self.found(page) == [("Event", "Harbour talks")]

    def test_nothing_is_said_to_be_nothing(self, page: Page, address: str) -> None:
        self.opened(page, f"{address}index.html")
        page.keyboard.type("<b>zzz")
        page.wait_for_selector(".search-status:text('Nothing found.')")

    def test_only_the_page_of_lists_may_compile_what_it_searches_with(self, edition: Edition) -> None:
        allowed = [address for address, data in edition.files.items() if b"wasm-unsafe-eval" in data[:2000]]
        assert allowed == ["search.html"]

    def test_where_no_worker_runs_the_page_of_lists_searches(self, page: Page, address: str) -> None:
        page.add_init_script("delete window.Worker")
        page.goto(f"{address}search.html?q=mayor")
        assert ("Actor", "Ada Moreno") in self.found(page)

    def test_a_search_can_be_linked_to(self, page: Page, address: str) -> None:
        page.goto(f"{address}search.html?q=mayor")
        assert ("Actor", "Ada Moreno") in self.found(page)


class TestHoweverTyped:
    def test_the_words_that_may_be_typed_in_another_way(self) -> None:
        assert other_ways("İdlib ve Işık, ışık") == "işik, işik"
        assert other_ways("مدينة, مدينة") == "مدينه, مدينه"
        assert other_ways("Erdoğan, Артём") == ""  # Pagefind takes these marks off by itself.

    def test_the_page_has_the_same_letters(self) -> None:
        script = (Path(__file__).parent.parent / "assets/search.js").read_text("utf-8")
        found = re.search(r"const SAME = \{(.*?),\s*\};", script, re.DOTALL)
        assert found
        assert json.loads(f"{{{found[1]}}}") == SAME

    def test_a_name_is_found(self, page: Page, tmp_path: Path) -> None:
        typed = {
            "Işık Yıldırım": ["işık", "isik", "ISIK yildirim", "YILDIRIM", "yıldırım"],
            "İdris Erdoğan": ["idris", "İDRİS", "ıdrıs", "erdogan"],
            "مصطفى أحمد": ["مصطفى", "مصطفي", "مصطفی احمد", "إحمد"],
            "هيئة المدينة": ["المدينة", "المدينه", "هیئة"],
            "کیانوش کرمانی": ["کرمانی", "كرماني", "كيانوش كرمانى"],
            "Артём Королёв": ["артем", "Артём", "КОРОЛЕВ"],
        }
        with served(searchable_site(tmp_path, ABROAD), tmp_path / "published") as address:
            for name, ways in typed.items():
                for way in ways:
                    page.goto(f"{address}search.html?q={quote(way)}")
                    page.wait_for_selector(f".search-result a:text-is('{name}')")
            # The words of an article that were found are marked as it prints them, and nothing else is shown.
            page.goto(f"{address}search.html?q={quote('كرماني')}")
            article = page.locator(".search-result.is-article .search-words-found")
            article.wait_for()
            assert article.inner_text() == "کیانوش کرمانی گفت: «گفتگوها پایان یافت»."
            assert article.locator("mark").all_inner_texts() == ["کرمانی"]
