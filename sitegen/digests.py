"""Digests of values: the same for two values that would look the same on every page."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import marshal
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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
        self._ways: dict[type, Callable[[Any], object]] = {
            tuple: lambda row: ("tuple", self._all(row)),
            list: lambda row: ("list", self._all(row)),
            Stretch: lambda stretch: (stretch.start, stretch.end),
            dt.date: lambda day: ("date", day.toordinal()),
        }

    def of(self, value: object) -> bytes:
        """The digest of a value: the same for what would look the same on every page."""
        plain = value if type(value) in _PLAIN else self._plain(value)
        return plain if type(plain) is bytes else _digest(plain)

    def _plain(self, value: object) -> object:
        """A value as plain ones that tell it from all others."""
        kind = type(value)
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._way(kind)
        return way(value)

    def _all(self, values: Iterable[Any]) -> list[object]:
        # Most of them are plain, or places, or known: a call for each would take longer than all else.
        kept = self._kept
        return [
            value if (kind := type(value)) in _PLAIN
            else (value.start, value.end) if kind is Stretch
            else known[1] if (known := kept.get(id(value))) is not None
            else self._plain(value)
            for value in values
        ]  # fmt: skip

    def _way(self, kind: type) -> Callable[[Any], object]:
        """How values of some class are laid out. It is asked for once, since most of them are of few classes."""
        name, parts, kept = kind.__qualname__, _fields(kind) or _parts, self._kept
        once = issubclass(kind, (Record, Part, Document))

        def laid_out(value: object) -> object:
            known = kept.get(id(value))
            if known is not None:
                return known[1]
            of = parts(value)
            plain = name, self._all(of)
            if once or tuple in map(type, of):
                kept[id(value)] = value, _digest(plain)
                return kept[id(value)][1]
            return plain

        return laid_out


# What `marshal` writes of them says all.
_PLAIN = frozenset({type(None), str, int, float, bool})


def _digest(plain: object) -> bytes:
    # In its first form, which knows of no object that it has written before.
    return hashlib.blake2b(marshal.dumps(cast(Any, plain), 0), digest_size=16).digest()


def _parts(value: object) -> Sequence[object]:
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
