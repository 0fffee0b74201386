"""Sentences of ours with the values in them, which any language can say in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from .locale import Locale

# What can stand in a message: text as it is, a number, another message, or several of these one after the other.
Value: TypeAlias = "str | int | float | tuple[Value, ...]"


class Speaker(Protocol):
    """Whoever says a message in a language."""

    def __hash__(self) -> int: ...

    @property
    def is_english(self) -> bool: ...

    @property
    def locale(self) -> Locale: ...

    def digits(self, text: str) -> str: ...

    def gettext(self, text: str, /, **values: Value) -> str: ...

    def ngettext(self, one: str, many: str, number: int, /, **values: Value) -> str: ...

    def pgettext(self, context: str, text: str, /, **values: Value) -> str: ...


class Message(str):
    """A sentence of ours. As a text it is its English, so that it can be compared, joined and reported like any other;
    a page prints what `said_in` makes of it."""

    __slots__ = ("_context", "_many", "_number", "_source", "_values")
    _source: str
    _many: str
    _number: int
    _context: str
    _values: Mapping[str, Value]

    def said_in(self, speaker: Speaker) -> str:
        """The sentence in the words of a language."""
        if self._many:
            return speaker.ngettext(self._source, self._many, self._number, **self._values)
        if self._context:
            return speaker.pgettext(self._context, self._source, **self._values)
        return speaker.gettext(self._source, **self._values)


def message(source: str, /, **values: Value) -> Message:
    """A sentence: its English, with `%(name)s` where the value `name` goes."""
    return _message(in_english(source, values), source, values)


def count_message(one: str, many: str, number: int, /, **values: Value) -> Message:
    """A sentence that depends on a number, which stands in it as `%(num)s`."""
    made = _message(in_english(one if number == 1 else many, {"num": number, **values}), one, values)
    made._many, made._number = many, number
    return made


def message_in(context: str, source: str, /, **values: Value) -> Message:
    """A word that means different things in different places: `context` says which."""
    made = _message(in_english(source, values), source, values)
    made._context = context
    return made


def _message(english: str, source: str, values: Mapping[str, Value]) -> Message:
    made = Message(english)
    made._source, made._values = source, values
    made._many, made._number, made._context = "", 0, ""
    return made


def in_english(source: str, values: Mapping[str, Value]) -> str:
    """A sentence with its values put in."""
    return source % {name: _shown(value) for name, value in values.items()} if values else source


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return value
    return ", ".join(map(_shown, value)) if isinstance(value, tuple) else f"{value:,}"
