"""A language as a site speaks it: messages in its words, numbers and dates in its forms, names in its order."""

from __future__ import annotations

import gettext
import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from ..problems import Place, Problem
from .catalogue import Memory, names_of_catalogues, translations_for
from .locale import Locale
from .message import Message, Value
from .order import Key, initial, sort_key
from .script import Direction, base_of, direction

_CAPITAL_I = {"tr": "İ", "az": "İ"}


class Language:
    """What a site speaks. Without translations it is English, which is said as it is written in the code.
    `translations` has the words of the language as translators write them, before any value is put in."""

    def __init__(self, tag: str = "en", translations: gettext.NullTranslations | None = None) -> None:
        self.tag = tag
        self.base = base_of(tag)
        self.is_plain = translations is None
        self.translations = translations or gettext.NullTranslations()

    @cached_property
    def digest(self) -> str:
        """Tells the language and its translations from all others."""
        catalogue = getattr(self.translations, "_catalog", {})
        said = "\n".join(sorted(f"{key!r} {value!r}" for key, value in catalogue.items()))
        return hashlib.sha256(f"{self.tag}\n{self.is_plain}\n{said}".encode()).hexdigest()

    @property
    def is_english(self) -> bool:
        """Whether dates and numbers are written as in English: where that is the language, or nothing is translated."""
        return self.base == "en" or self.is_plain

    @property
    def direction(self) -> Direction:
        """Which way the language runs."""
        return direction(self.tag)

    @cached_property
    def locale(self) -> Locale:
        """How the language writes dates and numbers."""
        return Locale(self.tag)

    @property
    def in_country(self) -> str:
        """The language with its country, the most likely one where its tag names none: `de_DE` of `de`."""
        return "en_US" if self.tag == "en" else self.locale.in_country

    # ── messages

    def gettext(self, text: str, /, **values: Value) -> str:
        """A sentence of ours in this language."""
        return self._filled(self.translations.gettext(text), values)

    def ngettext(self, one: str, many: str, number: int, /, **values: Value) -> str:
        """A sentence of ours that depends on a number, which stands in it as `%(num)s`."""
        return self._filled(self.translations.ngettext(one, many, number), {"num": number, **values})

    def pgettext(self, context: str, text: str, /, **values: Value) -> str:
        """A word of ours that means different things in different places."""
        return self._filled(self.translations.pgettext(context, text), values)

    def npgettext(self, context: str, one: str, many: str, number: int, /, **values: Value) -> str:
        """A word that depends on both."""
        return self._filled(self.translations.npgettext(context, one, many, number), {"num": number, **values})

    def say(self, text: str) -> str:
        """A message in the words of this language; any other text as it is."""
        return text if self.is_plain or not isinstance(text, Message) else text.said_in(self)

    def _filled(self, text: str, values: dict[str, Value]) -> str:
        return text % {name: self.shown(value) for name, value in values.items()} if values else text

    def shown(self, value: Value) -> str:
        """A value as it stands in a message: numbers in digits, several things one after the other."""
        if isinstance(value, str):
            return self.say(value)
        if isinstance(value, tuple):
            return self.translations.pgettext("between things in a list", ", ").join(map(self.shown, value))
        return self.number(value)

    # ── numbers and letters

    def number(self, value: int | float) -> str:
        """A number with its digits in groups."""
        return f"{value:,}" if self.is_english else self.locale.number(value)

    def percent(self, value: int | float) -> str:
        """So many of a hundred, with the sign where the language has it."""
        return f"{value:,}%" if self.is_english else self.locale.percent(value)

    def digits(self, text: str) -> str:
        """A text with its digits as the language writes them."""
        return text if self.is_english else self.locale.digits(text)

    def capitalised(self, text: str) -> str:
        """A text with its first letter as a capital; the others are left as they are."""
        first = _CAPITAL_I.get(self.base, "I") if text[:1] == "i" else text[:1].upper()
        return first + text[1:]

    def sort_key(self, name: str) -> Key:
        """Where a name stands among others."""
        return sort_key(name, self.tag)

    def initial(self, name: str) -> str:
        """The letter that a name is looked for under."""
        return initial(name, self.tag)


ENGLISH = Language()


def speaker(
    tag: str, place: Place, folders: Sequence[tuple[str, Path]], memo: Memory
) -> tuple[Language, list[Problem]]:
    """The language of a site, and what is wrong with its translations. `place` is where the tag was written; `folders`
    hold catalogues, the author's before ours."""
    translations, problems = translations_for(tag, folders, memo)
    if translations is None and base_of(tag) != "en":
        known = ", ".join(sorted({"en", *(name for _, folder in folders for name in names_of_catalogues(folder))}))
        message = f"nothing that sitegen says on a page is translated into “{tag}”, so it says it in English"
        hint = f"translate `messages.pot` as `translations/{tag}.po`; there are: {known}"
        problems.append(Problem(place, "no-translation", message, hint, severity="warning"))
    return Language(tag, translations), problems
