"""Digests of values: the same for two values that would look the same on every page."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from .library import Document
from .passages import Stretch
from .records import Part, Record


class Untraceable(Exception):
    """A value of which no digest can be made: what rests on it is made anew each time."""


class Digests:
    """Digests of values of one build. Those of records, and of what has a row of others in it, are kept with the
    value, so that each is made once; all else is laid out as plain values, of which one digest is made at the end."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Any, bytes]] = {}

    def of(self, value: object) -> bytes:
        """The digest of a value: the same for what would look the same on every page."""
        plain = self._plain(value)
        return plain if type(plain) is bytes else _digest(plain)

    def _plain(self, value: object) -> object:
        """A value as one whose `repr` tells it from all others."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if isinstance(value, Stretch):
            return "Stretch", value.start, value.end
        if kind is tuple or kind is list:
            return kind.__name__, self._all(cast(Iterable[object], value))
        kept = self._kept.get(id(value))
        if kept is not None:
            return kept[1]
        plain = kind.__qualname__, self._all(_parts(value))
        if isinstance(value, (Record, Part, Document)) or any(map(_is_row, plain[1])):
            self._kept[id(value)] = value, _digest(plain)
            return self._kept[id(value)][1]
        return plain

    def _all(self, values: Iterable[object]) -> list[object]:
        # Most of them are plain, and a call for each would take longer than all else.
        return [value if type(value) in _PLAIN else self._plain(value) for value in values]


def _is_row(plain: object) -> bool:
    return type(plain) is tuple and plain[0] == "tuple"


# Their `repr` says all.
_PLAIN = frozenset({type(None), str, int, float, bool, dt.date})


def _digest(plain: object) -> bytes:
    return hashlib.blake2b(repr(plain).encode(errors="surrogatepass"), digest_size=16).digest()


def _parts(value: object) -> Iterable[object]:
    kind: Any = type(value)
    if fields := _fields(kind):
        return fields(value)
    if isinstance(value, (set, frozenset)):
        return sorted(map(Digests().of, value))
    if isinstance(value, Mapping):
        return [part for entry in value.items() for part in entry]
    if isinstance(value, functools.partial):
        return (value.func, value.args, value.keywords)
    if isinstance(value, bytes):
        return (value.hex(),)
    if isinstance(value, re.Pattern):
        return (value.pattern, value.flags)
    if isinstance(value, (str, int, tuple, list)):
        return (str(value),) if isinstance(value, (str, int)) else value
    if hasattr(value, "__module__") and hasattr(value, "__qualname__") and "<" not in value.__qualname__:
        return (f"{value.__module__}.{value.__qualname__}",)
    raise Untraceable(type(value).__qualname__)


@functools.cache
def _fields(kind: Any) -> Callable[[object], tuple[object, ...]] | None:
    """What takes from a value of some class the fields that tell it from others; nothing where it has none."""
    names: list[str] = []
    if issubclass(kind, Document):
        # Its text is what these make of it.
        names = ["id", "path", "sha256", "size", "article", "statements"]
    elif issubclass(kind, (Record, Part)):
        names = [name for name in kind.__struct_fields__ if name != "origin"]
    elif dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
    if len(names) < 2:
        return (lambda value: tuple(getattr(value, name) for name in names)) if names else None
    return operator.attrgetter(*names)
