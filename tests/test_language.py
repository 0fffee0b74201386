"""A site speaks the language it is written in: words, dates, numbers, the order of names, and the way it runs."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import html5lib
import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from sitegen.dates import day, month, read_span
from sitegen.language import Language, Memory, count_message, direction, listed, message, sort_key, speaker
from sitegen.language.catalogue import names_in
from sitegen.language.order import initial
from sitegen.pipeline import Edition, Options, build
from sitegen.problems import Place
from sitegen.project import Project
from sitegen.records import slug
from sitegen.theme import Forgetful

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / "translations").glob("*.po"))
Write = Callable[[Mapping[str, str | bytes]], Project]
Built = Callable[..., Edition]
Read = Callable[[Edition, str], str]


def spoken(tag: str, memo: Memory | None = None) -> Language:
    language, problems = speaker(tag, Place("content/site.yaml"), [("", ROOT / "translations")], memo or Forgetful())
    assert problems == []
    return language


def catalogue(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale=Locale.parse(path.stem, sep="-"))


def texts(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (str(words or ""),)


class TestCatalogues:
    def test_the_languages_are_there(self) -> None:
        assert [path.stem for path in CATALOGUES] == ["ar", "de", "fr", "ru", "tr"]

    def test_they_hold_everything_that_is_said(self) -> None:
        done = subprocess.run([sys.executable, ROOT / "docs/messages.py", "--check"], capture_output=True, text=True)
        assert done.returncode == 0, f"run `make messages` and translate what is new\n{done.stdout}{done.stderr}"

    @pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
    def test_every_message_is_translated(self, path: Path) -> None:
        assert [message.id for message in catalogue(path) if message.id and not all(texts(message.string))] == []

    @pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
    def test_every_translation_has_the_values_and_the_markup_of_the_english(self, path: Path) -> None:
        for one in catalogue(path):
            if not one.id:
                continue
            english = texts(one.id)[-1]
            for said in texts(one.string):
                wrong = f"{path.name}: “{said}” for “{english}”"
                assert names_in(said) == names_in(english), wrong
                assert sorted(re.findall("<[^>]+>", said)) == sorted(re.findall("<[^>]+>", english)), wrong

    @pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
    def test_no_translation_is_the_english_but_for_names_and_what_is_alike(self, path: Path) -> None:
        same = [one.id for one in catalogue(path) if one.id and texts(one.string)[0] == texts(one.id)[0]]
        assert len(same) < 60, same


class TestMessages:
    def test_a_message_is_its_english_until_somebody_says_it(self) -> None:
        said = message("%(event)s, %(date)s", event="Talks", date=day(dt.date(2018, 9, 7)).said)
        assert said == "Talks, Friday 7 September 2018"
        assert spoken("ar").say(said) == "Talks، الجمعة، 7 سبتمبر 2018"
        assert spoken("de").say(said) == "Talks, Freitag, 7. September 2018"

    @pytest.mark.parametrize(
        ("tag", "number", "said"),
        [
            ("ru", 1, "1 статья"), ("ru", 3, "3 статьи"), ("ru", 11, "11 статей"), ("ru", 21, "21 статья"),
            ("tr", 5, "5 makale"), ("de", 12345, "12.345 Artikel"), ("fr", 0, "0 article"), ("ar", 11, "المقالات: 11"),
            ("en", 12345, "12,345 articles"),
        ],
    )  # fmt: skip
    def test_plurals_follow_the_rules_of_the_language(self, tag: str, number: int, said: str) -> None:
        assert spoken(tag).say(count_message("%(num)s article", "%(num)s articles", number)) == said

    def test_what_stands_in_a_message_is_said_too(self) -> None:
        two = listed([count_message("%(num)s actor", "%(num)s actors", 2), "x"])
        assert two == "2 actors, x"
        assert spoken("ar").say(two) == "الفاعلون: 2، x"

    def test_english_loads_nothing(self) -> None:
        script = (
            "import sys; from pathlib import Path; from sitegen.pipeline import build, Options; from sitegen.project "
            "import Project; build(Project(Path('sitegen/starter')), Options()); print('babel' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
        assert done.stdout.strip() == "False"


class TestDates:
    @pytest.mark.parametrize(
        ("tag", "span", "said"),
        [
            ("ar", "2020-02-01/2020-02-14", "1–14 فبراير 2020"),
            ("tr", "2020-02-01/2020-02-14", "1–14 Şubat 2020"),
            ("ru", "2020-02-01/2020-02-14", "1–14 февраля 2020\u202fг."),
            ("fr", "2020-02-01/2020-03-02", "1er février – 2 mars 2020"),
            ("de", "2020-02-01/2020-02-14", "1.–14. Februar 2020"),
            ("de", "2018-09-07", "Freitag, 7. September 2018"),
            ("tr", "2018-09-07", "7 Eylül 2018 Cuma"),
            ("ru", "2018-09", "сентябрь 2018\u202fг."),
            ("fr", "2018", "2018"),
            ("de", "2019-12/..", "ab Dezember 2019"),
            ("tr", "../2019", "bitiş: 2019"),
        ],
    )
    def test_a_span_is_said_as_its_readers_write_it(self, tag: str, span: str, said: str) -> None:
        found = read_span(span)
        assert found is not None
        # Babel 2.19 has another dash between Russian days.
        spaces = str.maketrans({"\u202f": " ", "\xa0": " ", "\u2009": " ", "—": "–"})
        assert spoken(tag).say(found.said).translate(spaces) == said.translate(spaces)

    def test_our_english_is_that_of_the_locale_data(self) -> None:
        british = Language("en-GB").locale
        for at in (dt.date(2018, 9, 7), dt.date(2020, 2, 29)):
            assert day(at).said == british.full_day(at).replace(",", "")
            assert month(at.year, at.month).said == british.month(at)

    def test_persian_digits_are_persian(self) -> None:
        language = Language("fa")
        assert language.locale.day(dt.date(2018, 9, 7)) == "۷ سپتامبر ۲۰۱۸"
        assert language.locale.number(12345) == "۱۲٬۳۴۵"


class TestOrder:
    @pytest.mark.parametrize(
        ("tag", "names"),
        [
            (
                "tr",
                [
                    "Cuma",
                    "Çavuşoğlu",
                    "Gül",
                    "Irak",
                    "Işık",
                    "İdlib",
                    "İran",
                    "Orhan",
                    "Öcalan",
                    "Suriye",
                    "Şam",
                    "Ümit",
                ],
            ),
            ("ru", ["Алеппо", "Елена", "Ёлкин", "Ельцин", "Жанна", "Иван", "Йемен", "Яков", "Idlib"]),
            (
                "ar",
                ["إدلب", "أردوغان", "الأسد", "أنقرة", "الباب", "بشار الأسد", "تركيا", "حلب", "هيئة", "وادي", "يوسف"],
            ),
            (
                "fa",
                ["اردوغان", "پوتین", "تهران", "جنوب", "چین", "زنجان", "ژنو", "کرمان", "گیلان", "وین", "هرات", "یزد"],
            ),
            (
                "en",
                [
                    "Åland",
                    "al-Assad",
                    "Çavuşoğlu",
                    "Dağ",
                    "İdlib",
                    "M5",
                    "M10",
                    "an-Nusra",
                    "Putin",
                    "Ash-Sham",
                    "The",
                    "the West",
                    "A whole coalition",
                    "Zelin",
                ],
            ),
            ("fr", ["Alep", "l’Élysée", "Le Monde", "Moscou", "La Repubblica"]),
            ("de", ["Adler", "Ärzte", "Azteken", "Die Linke", "Muller", "Müller", "Muster"]),
            ("uk", ["Гаага", "Ґалаґан", "Дніпро", "Єва", "Ірак", "Їжак", "Йосип", "Київ"]),
        ],
    )
    def test_names_stand_where_a_speaker_looks_for_them(self, tag: str, names: list[str]) -> None:
        mixed = names[::-1]
        assert sorted(mixed, key=lambda name: sort_key(name, tag)) == names

    def test_the_letter_they_are_looked_for_under(self) -> None:
        assert [initial("idlib", "tr"), initial("Irak", "tr"), initial("idlib", "en")] == ["İ", "I", "I"]
        assert [initial("the West"), initial("Theatre"), initial("l’Iran", "fr"), initial("die Linke", "de")] == list(
            "WTIL"
        )
        assert initial("the West", "tr") == "T"
        assert [initial("الأسد", "ar"), initial("يوسف", "ar"), initial("Ёлкин", "ru"), initial("al-Assad")] == [
            "ا",
            "ي",
            "Е",
            "A",
        ]

    @pytest.mark.parametrize(
        ("words", "spelt"),
        [
            ("Çavuşoğlu’nun ışığı İdlib’de", "cavusoglunun-isigi-idlibde"),
            ("Мы выслушаем, прежде чем решать", "my-vyslushaem-prezhde-chem-reshat"),
            ("سنستمع قبل أن نقرر", "snstma-qbl-an-nqrr"),
            ("پوتین در چین", "pwtyn-dr-chyn"),
            ("Αθήνα", "athina"),
        ],
    )
    def test_words_of_any_of_these_scripts_make_an_id_that_can_be_read(self, words: str, spelt: str) -> None:
        assert slug(words) == spelt

    def test_the_way_a_language_runs_is_that_of_the_locale_data(self) -> None:
        for tag in locale_identifiers():
            runs = "rtl" if Locale.parse(tag).character_order == "right-to-left" else "ltr"
            # Of these they know it since Babel 2.19.
            assert direction(tag) == runs or tag.partition("_")[0] in ("ary", "brh"), tag
        assert direction("ary") == direction("brh") == "rtl"


ARABIC = {
    "site.yaml": """\
title: محادثات الميناء
scope: من طلب ماذا في محادثات الميناء القديم.
language: ar
as_of: 2021-05-08
""",
    "articles/talks.txt": (
        "بدأت المدينة وعمال الميناء محادثات بشأن الميناء القديم.\n\n"
        "وقالت آدا مورينو: «سنستمع قبل أن نقرر». وحضر نحو 400 عامل.\n"
    ),
    "annotations/talks.yaml": """\
headline: بدء محادثات الميناء
date: 2021-05-07
language: ar
statements:
  - quote: سنستمع قبل أن نقرر
    form: direct
    speaker: ada-moreno
""",
    "actors.yaml": """\
ada-moreno:
  name: آدا مورينو
  type: person
""",
}
TURKISH = {
    "site.yaml": "title: Liman görüşmeleri\nscope: Eski Liman için kim ne istedi.\nlanguage: tr\nas_of: 2021-05-08\n",
    "articles/gorusmeler.txt": "Ada Moreno, “Karar vermeden önce dinleyeceğiz” dedi. Irak ve İran da izledi.\n",
    "annotations/gorusmeler.yaml": """\
date: 2021-05-07
language: tr
statements:
  - quote: Karar vermeden önce dinleyeceğiz
    form: direct
    speaker: ada-moreno
""",
    "actors.yaml": """\
ada-moreno: {name: Ada Moreno, type: person}
iran: {name: İran, type: state}
irak: {name: Irak, type: state}
cavusoglu: {name: Çavuşoğlu, type: person}
cuma: {name: Cuma, type: person}
""",
}
RUSSIAN = {
    "site.yaml": "title: Переговоры в порту\nscope: Кто чего требовал.\nlanguage: ru\nas_of: 2021-05-08\n",
    "articles/peregovory.txt": "«Мы выслушаем, прежде чем решать», — сказала Ада Морено.\n",
    "annotations/peregovory.yaml": """\
date: 2021-05-07
language: ru
statements:
  - quote: Мы выслушаем, прежде чем решать
    form: direct
    speaker: ada-moreno
""",
    "actors.yaml": "ada-moreno: {name: Ада Морено, type: person}\n",
}


class TestSites:
    def test_an_arabic_one_runs_from_right_to_left(
        self, site: Write, built: Built, page_text: Callable[..., str]
    ) -> None:
        edition = built(site(ARABIC))
        page = edition.files["articles/talks.html"].decode()
        assert '<html lang="ar" dir="rtl">' in page
        assert 'lang="ar" dir="rtl">' in page.split("<main", 1)[1]
        text = page_text(edition, "articles/talks.html")
        assert "الجمعة، 7 مايو 2021" in text
        assert "مقتبس" in text
        assert "Article" not in text

    def test_a_turkish_one_has_its_names_in_their_order(
        self, site: Write, built: Built, page_text: Callable[..., str]
    ) -> None:
        edition = built(site(TURKISH))
        text = page_text(edition, "actors.html")
        names = ["Ada Moreno", "Cuma", "Çavuşoğlu", "Irak", "İran"]
        assert sorted(names, key=text.index) == names
        assert "Kişi" in text or "kişi" in text
        assert "7 Mayıs 2021 Cuma" in page_text(edition, "articles/gorusmeler.html")
        assert '<html lang="tr">' in edition.files["index.html"].decode()

    def test_a_russian_one_counts_as_russian_does(
        self, site: Write, built: Built, page_text: Callable[..., str]
    ) -> None:
        edition = built(site(RUSSIAN))
        assert "пятница, 7 мая 2021" in page_text(edition, "articles/peregovory.html")
        assert "1 статья" in page_text(edition, "articles.html").replace("\xa0", " ") + page_text(
            edition, "method.html"
        )
        assert 'id="quote-my-vyslushaem-prezhde-chem-reshat-' in edition.files["articles/peregovory.html"].decode()

    def test_an_english_one_marks_an_arabic_article(self, site: Write, built: Built) -> None:
        edition = built(site({name: text for name, text in ARABIC.items() if name != "site.yaml"}))
        page = edition.files["articles/talks.html"].decode()
        assert '<html lang="en">' in page
        assert '<h1 lang="ar" dir="rtl">بدء محادثات الميناء</h1>' in page
        index = edition.files["articles.html"].decode()
        assert '<bdi lang="ar">بدء محادثات الميناء</bdi>' in index

    def test_a_name_in_another_language_is_known_and_marked(self, site: Write, built: Built) -> None:
        files = {
            "articles/talks.txt": "آدا مورينو said that they would listen.\n",
            "actors.yaml": "ada:\n  name: Ada Moreno\n  type: person\n  named_in: [{name: آدا مورينو, language: ar}]\n",
        }
        edition = built(site(files))
        assert '<bdi lang="ar" dir="rtl">آدا مورينو</bdi>' in edition.files["actors/ada.html"].decode()
        assert 'href="../actors/ada.html"' in edition.files["articles/talks.html"].decode().split("<main", 1)[1]

    def test_a_language_that_nobody_translated_is_told(self, site: Write) -> None:
        edition = build(site({**RUSSIAN, "site.yaml": "title: x\nscope: y\nlanguage: es\n"}), Options())
        assert [
            (problem.code, problem.place.line) for problem in edition.problems if problem.code != "uncited-sentence"
        ] == [("no-translation", 3)]

    def test_the_author_s_words_go_before_ours(self, site: Write, built: Built) -> None:
        project = site(TURKISH)
        project.translations.mkdir()
        (project.translations / "tr.po").write_text('msgid "Articles"\nmsgstr "Haberler"\n')
        page = built(project).files["index.html"].decode()
        assert "Haberler" in page
        assert "Aktörler" in page

    def test_a_translation_that_cannot_be_printed_is_told_at_its_line(self, site: Write) -> None:
        project = site(TURKISH)
        project.translations.mkdir()
        (project.translations / "tr.po").write_text('msgid "%(name)s said"\nmsgstr "%(isim)s dedi"\n')
        found = [problem for problem in build(project, Options()).problems if problem.code == "bad-translation"]
        assert [str(problem.place) for problem in found] == ["translations/tr.po:1:1"]
        assert found[0].message == "“%(isim)s dedi” has %(isim)s, which the English has not"


NOT_OURS = re.compile(r"\b(?:Chicago|APA|MLA|BibTeX|CSL|JSON|Atom|SHA|sitegen|km)\b|https?://\S+")


def test_every_word_of_ours_on_a_page_comes_from_a_catalogue(tmp_path: Path, built: Built) -> None:
    """The starter in a language in which every message stands between brackets: what of ours stands outside them could
    not be translated."""
    project = Project(tmp_path)
    for path in (ROOT / "sitegen/starter/content").rglob("*.*"):
        target = tmp_path / "content" / path.relative_to(ROOT / "sitegen/starter/content")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    settings = tmp_path / "content/site.yaml"
    settings.write_text(re.sub("(?m)^language:.*\n", "", settings.read_text()) + "language: fr-CA\n")
    wanted = catalogue(ROOT / "translations/fr.po")
    for one in wanted:
        if one.id:
            one.string = tuple(f"⟦{text}⟧" for text in one.id) if isinstance(one.id, tuple) else f"⟦{one.id}⟧"
    project.translations.mkdir()
    with open(project.translations / "fr-CA.po", "wb") as file:
        write_po(file, wanted)
    french = Locale.parse("fr")
    known = _words(" ".join(path.read_text("utf-8") for path in (tmp_path / "content").rglob("*.*")))
    known |= {*french.months["format"]["wide"].values(), *french.days["format"]["wide"].values()}
    left = {
        (address, words)
        for address, data in built(project).files.items()
        if address.endswith(".html")
        for words in _outside(data)
        if _words(words) - known
    }
    assert left == set()


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _outside(data: bytes) -> list[str]:
    """What stands outside messages in the labels of a page: headings, terms, summaries and what is read aloud."""
    tree = html5lib.parse(data, namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        if element.tag in ("h2", "dt", "summary", "caption", "figcaption"):
            found.append("".join(element.itertext()))
        found += [element.get("aria-label") or ""]
    outside = [NOT_OURS.sub("", re.sub("⟦.*⟧", "", words, flags=re.DOTALL)) for words in found]
    return [words for words in outside if re.search("[a-z]{3}", words)]
