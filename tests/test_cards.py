"""What stands beside a link where it is shared: the words of Open Graph, and a card drawn with the title."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, ImageChops
from trafilatura.metadata import extract_metadata

from sitegen.cards import cards, drawing, fonts_at_hand
from sitegen.cli import main
from sitegen.look import LIGHT
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project
from sitegen.theme import Forgetful

BASE = "https://example.org/harbour/"
FONTS = (frozenset({"LATIN", "GREEK", "CYRILLIC"}), frozenset({"LATIN", "ARABIC"}))
SHARED = Options(base_url=BASE, cards=FONTS)
SITE = {
    "site.yaml": "title: Harbour & <Quay>\nscope: The harbour talks.\nas_of: 2021-06-30\n",
    "actors/all.yaml": """
        ada: {name: 'Ada "the mayor" Moreno', type: person}
        kanji: {name: 港, type: person}
    """,
    "articles/first.txt": "Nobody said a word.",
    "annotations/first.yaml": "label: First",
}


@pytest.fixture
def edition(site: Callable[..., Project]) -> Edition:
    return build(site(SITE), SHARED)


def shared(edition: Edition, address: str) -> list[str]:
    return re.findall(r'<meta ((?:property="og|name="twitter).*)>', edition.files[address].decode())


class TestTags:
    def test_of_an_article(self, edition: Edition) -> None:
        assert shared(edition, "articles/first.html") == [
            'property="og:type" content="article"',
            'property="og:title" content="First"',
            'property="og:description" content="First: the text with what it says, who says it and when, each '
            'statement at its words."',
            'property="og:url" content="https://example.org/harbour/articles/first.html"',
            'property="og:site_name" content="Harbour &amp; &lt;Quay&gt;"',
            'property="og:locale" content="en_US"',
            'property="og:image" content="https://example.org/harbour/cards/articles/first.png"',
            'property="og:image:type" content="image/png"',
            'property="og:image:width" content="1200"',
            'property="og:image:height" content="630"',
            'property="og:image:alt" content="Article · First · Harbour &amp; &lt;Quay&gt; · '
            'As of Wednesday 30 June 2021"',
            'name="twitter:card" content="summary_large_image"',
        ]

    def test_another_program_reads_them(self, edition: Edition) -> None:
        """By the parser of a library for reading what others publish: Open Graph and the canonical address."""
        for address, title, kind, image in (
            ("index.html", "Harbour & <Quay>", "website", "cards/index.png"),
            ("articles/first.html", "First", "article", "cards/articles/first.png"),
            ("actors/ada.html", 'Ada "the mayor" Moreno', "website", "cards/actors/ada.png"),
            ("figures.html", "Figures", "website", "cards/figures.png"),
        ):
            read = extract_metadata(edition.files[address].decode())
            path = "" if address == "index.html" else address
            assert (read.title, read.sitename, read.pagetype) == (title, "Harbour & <Quay>", kind)
            assert (read.url, read.image) == (BASE + path, BASE + image)
            assert read.description

    def test_a_site_is_not_an_article_and_a_name_may_have_quotation_marks(self, edition: Edition) -> None:
        front, ada = shared(edition, "index.html"), shared(edition, "actors/ada.html")
        assert front[0] == 'property="og:type" content="website"'
        assert 'property="og:url" content="https://example.org/harbour/"' in front
        assert 'property="og:title" content="Ada &#34;the mayor&#34; Moreno"' in ada

    @pytest.mark.parametrize(
        ("tag", "locale"), [("de", "de_DE"), ("pt-BR", "pt_BR"), ("ar", "ar_EG"), ("en", "en_US"), ("en-GB", "en_GB")]
    )
    def test_the_language_has_a_country(self, site: Callable[..., Project], tag: str, locale: str) -> None:
        pages = build(site({"site.yaml": f"title: T\nscope: S.\nlanguage: {tag}\n"}), SHARED)
        assert f'property="og:locale" content="{locale}"' in shared(pages, "index.html")

    def test_letters_that_no_font_has_are_shared_without_a_card(self, edition: Edition) -> None:
        assert shared(edition, "actors/kanji.html")[-1] == 'name="twitter:card" content="summary"'
        assert "cards/actors/kanji.png" not in [card.address for card in edition.cards]

    @pytest.mark.parametrize(
        "options",
        [Options(cards=FONTS), Options("/harbour/", cards=FONTS), replace(SHARED, private=True),
         replace(SHARED, drafts=True)],
    )  # fmt: skip
    def test_there_are_none_without_an_address_and_for_ones_own_eyes(
        self, site: Callable[..., Project], options: Options
    ) -> None:
        edition = build(site(SITE), options)
        assert edition.cards == ()
        assert not [address for address in edition.files if address.endswith(".html") and shared(edition, address)]

    def test_every_page_but_the_404_leads_to_a_card_that_is_drawn(self, edition: Edition) -> None:
        images = {
            address: found[1]
            for address, data in edition.files.items()
            if address.endswith(".html") and (found := re.search(rf'og:image" content="{BASE}([^"]+)', data.decode()))
        }
        assert sorted(images.values()) == sorted(card.address for card in edition.cards)
        without = {address for address in edition.files if address.endswith(".html")} - set(images)
        assert without == {"404.html", "actors/kanji.html"}


@dataclass(frozen=True)
class Words:
    title: str
    about: str = ""
    label: str = "Actor"
    site: str = "The harbour talks"
    as_of: str = "As of 30 June 2021"
    language: str = "en"
    direction: str = "ltr"
    address: str = "cards/one.png"


def picture(words: Words) -> Image.Image:
    data = cards([words], LIGHT, Forgetful())["cards/one.png"]
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image.convert("RGB")


def ink(image: Image.Image, top: int, bottom: int) -> tuple[int, int, int, int]:
    """The box of all that is drawn between two heights."""
    band = image.crop((0, top, 1200, bottom))
    box = ImageChops.difference(band, Image.new("RGB", band.size, image.getpixel((2, 300)))).getbbox()
    assert box
    return (box[0], box[1] + top, box[2], box[3] + top)


ARABIC = "محادثات الميناء القديم بين البلدية واتحاد عمال الأرصفة حول الرسوم والمواعيد وما بقي دون اتفاق بعد ثلاث جولات"


class TestCard:
    @pytest.mark.parametrize(
        "title",
        [
            "Short",
            "The harbour talks of the mayor and the dockers, and what the papers made of them " * 4,
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
            "Переговоры в старом порту: о чём договорились стороны и что осталось открытым после трёх встреч",
            ARABIC,
            ARABIC * 4,
        ],
    )
    def test_every_title_stays_within_the_frame(self, title: str) -> None:
        image = picture(Words(title, about="What it is about. " * 30, site="A site of a very long name " * 8))
        left, top, right, bottom = ink(image, 20, 538)
        assert (left >= 74, top > 70, right <= 1126, bottom < 536) == (True,) * 4
        left, _, right, bottom = ink(image, 545, 630)
        assert (left >= 74, right <= 1126, bottom < 615) == (True,) * 3

    def test_arabic_begins_at_the_right(self) -> None:
        image = picture(Words("ميناء", label="مقال", site="", as_of="", language="ar", direction="rtl"))
        assert ink(image, 20, 120)[0] > 900
        assert ink(image, 120, 500)[0] > 700

    def test_colours_are_those_of_the_site(self) -> None:
        data = cards([Words("One")], {**LIGHT, "accent": "#aa0000", "paper": "#ffffee"}, Forgetful())["cards/one.png"]
        image = Image.open(io.BytesIO(data)).convert("RGB")
        assert (image.getpixel((600, 8)), image.getpixel((600, 500))) == ((0xAA, 0, 0), (0xFF, 0xFF, 0xEE))

    def test_the_same_words_give_the_same_bytes_and_others_do_not(self) -> None:
        first, again, other = (cards([Words(title)], LIGHT, Forgetful()) for title in ("One", "One", "Two"))
        assert first == again != other

    def test_what_was_drawn_is_remembered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept: dict[str, bytes] = {}

        class Kept(Forgetful):
            get, put = staticmethod(kept.get), staticmethod(kept.__setitem__)

        first = cards([Words("One")], LIGHT, Kept())
        monkeypatch.setattr("sitegen.cards.drawn", lambda words, colours: pytest.fail("drawn again"))
        assert cards([Words("One")], LIGHT, Kept()) == first


class TestCommand:
    def test_cards_are_written_and_nothing_changes_when_nothing_changed(self, site: Callable[..., Project]) -> None:
        root = str(site(SITE).root)
        asked = ["-C", root, "build", "--no-search", "--base-url", BASE]
        first = CliRunner().invoke(main, asked)
        assert first.exit_code == 0, first.output
        assert "note:" not in first.output
        with Image.open(Path(root) / "output/cards/articles/first.png") as image:
            assert image.size == (1200, 630)
        assert "nothing changed" in CliRunner().invoke(main, asked).output

    def test_without_pillow_links_are_shared_without_cards_and_the_build_says_so_once(
        self, site: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in ("sitegen.cli.making", "sitegen.cli.searching"):
            monkeypatch.setattr(f"{module}.fonts_at_hand", lambda: ())
        root = site(SITE).root
        said = CliRunner().invoke(main, ["-C", str(root), "build", "--no-search", "--base-url", BASE]).output
        note = "note: no pictures beside shared links. For cards with each title: pip install 'sitegen-briefing[cards]'"
        assert said.count(note) == 1
        page = (root / "output/articles/first.html").read_text()
        assert ('property="og:title"' in page, "og:image" in page) == (True, False)
        assert not (root / "output/cards").exists()
        assert "no pictures" not in CliRunner().invoke(main, ["-C", str(root), "build", "--no-search"]).output

    def test_a_site_that_wants_no_cards_has_none(self, site: Callable[..., Project]) -> None:
        root = site({**SITE, "site.yaml": f"{SITE['site.yaml']}cards: false\n"}).root
        said = CliRunner().invoke(main, ["-C", str(root), "build", "--no-search", "--base-url", BASE])
        assert (said.exit_code, "note:" in said.output) == (0, False)
        assert b"og:image" not in (root / "output/articles/first.html").read_bytes()
        assert not (root / "output/cards").exists()

    def test_where_letters_are_not_joined_no_arabic_is_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(drawing, "_joins_letters", lambda: False)
        assert fonts_at_hand() == FONTS[:1]
