"""Finds every text of a record that plays a role: a reference, a date, prose, or words of the article."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec
from msgspec import inspect

from .fields import struct_of


@dataclass(frozen=True, slots=True)
class Spot:
    """One text inside a record that plays a role: `steps` lead to it, `kinds` are those a reference may name (none: any
    thing); `uncited` prose need not cite."""

    steps: tuple[str | int, ...]
    text: str
    role: Literal["words", "prose", "date", "ref", "url"]
    kinds: tuple[str, ...] = ()
    uncited: bool = False


Steps = tuple[str | int, ...]
# Adds to a list the spots of a value, to which the steps lead.
_Reader = Callable[[Any, Steps, list[Spot]], None]


# Where the spots of a record lie beside its fields once they were asked for: a build asks each record ten times.
_KEPT: Final = "spots"


def spots(record: msgspec.Struct) -> tuple[Spot, ...]:
    """Every text of the record that is a reference, a date, prose or words of the article, in the order of fields."""
    beside = vars(record)
    kept: tuple[Spot, ...] | None = beside.get(_KEPT)
    if kept is None:
        found: list[Spot] = []
        _of_struct(record, (), found)
        kept = beside[_KEPT] = tuple(found)
    return kept


def _of_struct(record: msgspec.Struct, steps: Steps, found: list[Spot]) -> None:
    for attribute, key, read in _readers(type(record)):
        value = getattr(record, attribute)
        if value is not None:
            read(value, (*steps, key), found)


# How each class is read is settled once, since a build asks thousands of records again and again.
@functools.cache
def _readers(cls: type[msgspec.Struct]) -> tuple[tuple[str, str, _Reader], ...]:
    return tuple(
        (field.name, field.encode_name, _reader(_without_none(field.type)))
        for field in struct_of(cls).fields
        if _has_role(field.type)
    )


def _reader(kind: inspect.Type) -> _Reader:
    """How the spots of a value of this type are found: what the value is decides where the type leaves it open."""
    role = _role(kind)
    item = _reader(kind.item_type) if isinstance(kind, inspect.VarTupleType) else None

    def read(value: Any, steps: Steps, found: list[Spot]) -> None:
        if isinstance(value, str):
            if role:
                found.append(Spot(steps, value, *role))
        elif isinstance(value, msgspec.Struct):
            _of_struct(value, steps, found)
        elif item is not None and isinstance(value, tuple):
            for index, one in enumerate(value):
                item(one, (*steps, index), found)

    return read


def _role(kind: inspect.Type) -> tuple[Any, tuple[str, ...], bool] | None:
    """The role of a text, the kinds it may name, and whether it may go uncited."""
    extra = _extra(kind)
    return (extra["role"], extra.get("kinds", ()), extra.get("uncited", False)) if extra else None


def _extra(kind: inspect.Type) -> Mapping[str, Any] | None:
    if isinstance(kind, inspect.UnionType):
        return next((found for member in kind.types if (found := _extra(member))), None)
    if isinstance(kind, inspect.Metadata):
        return kind.extra or _extra(kind.type)
    return None


def _without_none(kind: inspect.Type) -> inspect.Type:
    if isinstance(kind, inspect.Metadata) and not kind.extra:
        return _without_none(kind.type)
    if isinstance(kind, inspect.UnionType):
        members = [member for member in kind.types if not isinstance(member, inspect.NoneType)]
        return members[0] if len(members) == 1 else kind
    return kind


def _has_role(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.Metadata):
        return bool(kind.extra) or _has_role(kind.type)
    if isinstance(kind, inspect.UnionType):
        return any(_has_role(member) for member in kind.types)
    if isinstance(kind, (inspect.VarTupleType, inspect.ListType)):
        return _has_role(kind.item_type)
    return isinstance(kind, inspect.StructType) and any(_has_role(field.type) for field in kind.fields)
