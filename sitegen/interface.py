"""What templates speak with: messages, numbers and letters of the site's language, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from .language import Language, Message, against, direction


class Interface:
    """The words of a site's language for its templates. A message may hold markup, its values are escaped; numbers in
    it are written as the language writes them, so that a year goes in as a text."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._plain: dict[str, Markup] = {}

    @property
    def finalize(self) -> Callable[[Any], Any] | None:
        """What says a message that a template prints; None where it is printed as it stands, which costs nothing."""
        return None if self._language.is_plain else self._said

    def globals(self) -> dict[str, Any]:
        """What templates call and print by name."""
        comma = self._language.pgettext("between things in a list", ", ")
        return {
            "_": self.gettext, "gettext": self.gettext, "ngettext": self.ngettext,
            "pgettext": self.pgettext, "npgettext": self.npgettext, "comma": comma,
        }  # fmt: skip

    def filters(self) -> dict[str, Callable[..., Any]]:
        """What templates put a value through."""
        return {
            "capitalize": lambda text: self._language.capitalised(self._said(text)),
            "number": self._language.number,
            "percent": self._language.percent,
            "digits": lambda text: self._language.digits(str(text)),
            "direction": _direction,
            "running": self._running,
        }

    def _said(self, value: Any) -> Any:
        return value.said_in(self._language) if isinstance(value, Message) else value

    def _running(self, text: Any) -> Any:
        """A line of the author's, isolated where it runs against the page."""
        said = self._said(text)
        way = against(str(said), self._language.direction)
        return Markup('<bdi dir="{}">{}</bdi>').format(way, said) if way else said

    # ── messages

    def gettext(self, text: str, /, **values: Any) -> Markup:
        """A sentence of ours."""
        if not values and (known := self._plain.get(text)) is not None:
            return known
        made = self._made(self._language.translations.gettext(text), values)
        if not values:
            self._plain[text] = made
        return made

    def ngettext(self, one: str, many: str, number: int, /, **values: Any) -> Markup:
        """A sentence of ours that depends on a number."""
        return self._made(self._language.translations.ngettext(one, many, number), {"num": number, **values})

    def pgettext(self, context: str, text: str, /, **values: Any) -> Markup:
        """A word of ours that means different things in different places."""
        return self._made(self._language.translations.pgettext(context, text), values)

    def npgettext(self, context: str, one: str, many: str, number: int, /, **values: Any) -> Markup:
        """A word that depends on both."""
        return self._made(self._language.translations.npgettext(context, one, many, number), {"num": number, **values})

    def _made(self, text: str, values: Mapping[str, Any]) -> Markup:
        if "%" not in text:
            return Markup(text)
        return Markup(text % {name: self._value(value) for name, value in values.items()})

    def _value(self, value: Any) -> Markup:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return escape(self._language.number(value) if number else self._said(value))


def printed(value: object) -> str:
    """A value as it stands on a page. As `escape`, which remembers of each text that it was escaped, and so takes
    twice as long."""
    if type(value) is str:
        text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&#34;").replace("'", "&#39;")
    return value if isinstance(value, Markup) else escape(value)


def _direction(tag: str) -> str:
    """What `dir` of words in a language is. Words of a left-to-right source may be a quotation in another script."""
    return "rtl" if direction(tag) == "rtl" else "auto"
