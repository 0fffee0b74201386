"""Sentences of ours with the values in them, which any language can say in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

    def shown(self, value: Value) -> str: ...

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


class _List(Message):
    """Several things one after the other."""

    __slots__ = ("_things",)
    _things: tuple[Value, ...]

    def said_in(self, speaker: Speaker) -> str:
        return speaker.shown(self._things)


def listed(things: Iterable[Value]) -> Message:
    """Several things one after the other, as “2 held, 1 planned”."""
    found = tuple(things)
    made = _List(_shown(found))
    made._things = found
    return made


class _Number(Message):
    """A number that is rounded to be read, as “3.5 million”."""

    __slots__ = ("_value",)
    _value: float

    def said_in(self, speaker: Speaker) -> str:
        return str(self) if speaker.is_english else speaker.locale.compact(self._value)


class _Share(_Number):
    """So many of a hundred."""

    __slots__ = ()

    def said_in(self, speaker: Speaker) -> str:
        return str(self) if speaker.is_english else speaker.locale.percent(self._value)


_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def rounded(value: float) -> Message:
    """A number for an axis or a bound: “3.5 million”, “10,000”."""
    scale, name = next(((scale, f" {name}") for scale, name in _SCALES if abs(value) >= scale), (1, ""))
    made = _Number(f"{_short(value / scale)}{name}")
    made._value = value
    return made


def percent(value: float) -> Message:
    """So many of a hundred: “45%”."""
    made = _Share(f"{_short(value)}%")
    made._value = float(_short(value).replace(",", ""))
    return made


def _short(value: float) -> str:
    rounded = round(value, 1 if abs(value) < 100 else 0)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,}"


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
