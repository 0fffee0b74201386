"""A site speaks the language it is written in: words, dates, numbers, the order of names, and the way it runs."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from sitegen.dates import day, month, read_span
from sitegen.language import Language, Memory, count_message, direction, listed, message, sort_key, speaker
from sitegen.language.catalogue import names_in
from sitegen.language.order import initial
from sitegen.pipeline import Edition
from sitegen.problems import Place
from sitegen.project import Project
from sitegen.theme import Forgetful

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / "translations").glob("*.po"))
Write = Callable[[Mapping[str, str | bytes]], Project]
Built = Callable[..., Edition]


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
        same = [m for m in catalogue(path) if m.id and re.search("[a-z]{3}", re.sub(r"%\(\w+\)s|<[^>]+>", "", texts(m.id)[0]))
                and texts(m.string)[0] == texts(m.id)[0]]  # fmt: skip
        assert len(same) < 40, [m.id for m in same]


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
        spaces = str.maketrans({"\u202f": " ", "\xa0": " ", "\u2009": " "})
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
            ("tr", ["Cuma", "Çavuşoğlu", "Gül", "Irak", "Işık", "İdlib", "İran", "Orhan", "Öcalan", "Suriye", "Şam", "Ümit"]),
            ("ru", ["Алеппо", "Елена", "Ёлкин", "Ельцин", "Жанна", "Иван", "Йемен", "Яков", "Idlib"]),
            ("ar", ["إدلب", "أردوغان", "الأسد", "أنقرة", "الباب", "بشار الأسد", "تركيا", "حلب", "هيئة", "وادي", "يوسف"]),
            ("fa", ["اردوغان", "پوتین", "تهران", "جنوب", "چین", "زنجان", "ژنو", "کرمان", "گیلان", "وین", "هرات", "یزد"]),
            ("en", ["Åland", "al-Assad", "Çavuşoğlu", "Dağ", "İdlib", "M5", "M10", "an-Nusra", "Putin", "Ash-Sham", "Zelin"]),
            ("de", ["Adler", "Ärzte", "Azteken", "Muller", "Müller", "Muster"]),
            ("uk", ["Гаага", "Ґалаґан", "Дніпро", "Єва", "Ірак", "Їжак", "Йосип", "Київ"]),
        ],
    )  # fmt: skip
    def test_names_stand_where_a_speaker_looks_for_them(self, tag: str, names: list[str]) -> None:
        assert sorted(reversed(names), key=lambda name: sort_key(name, tag)) == names

    def test_the_letter_they_are_looked_for_under(self) -> None:
        assert [initial("idlib", "tr"), initial("Irak", "tr"), initial("idlib", "en")] == ["İ", "I", "I"]
        assert [initial("الأسد", "ar"), initial("يوسف", "ar"), initial("Ёлкин", "ru"), initial("al-Assad")] == [
            "ا",
            "ي",
            "Е",
            "A",
        ]

    def test_the_way_a_language_runs_is_that_of_the_locale_data(self) -> None:
        for tag in locale_identifiers():
            runs = "rtl" if Locale.parse(tag).character_order == "right-to-left" else "ltr"
            assert direction(tag) == runs, tag
