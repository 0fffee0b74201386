"""Finds every text of a record that plays a role: a reference, a date, prose, or words of the article."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from msgspec import inspect


@dataclass(frozen=True, slots=True)
class Spot:
    """One text inside a record that plays a role: `steps` lead to it, `kinds` are those a reference may name (none: any
    thing); `uncited` prose need not cite."""

    steps: tuple[str | int, ...]
    text: str
    role: Literal["words", "prose", "date", "ref", "url"]
    kinds: tuple[str, ...] = ()
    uncited: bool = False


def spots(record: msgspec.Struct) -> Iterator[Spot]:
    """Every text of the record that is a reference, a date, prose or words of the article, in the order of fields."""
    return _spots_of_struct(record, ())


def _spots_of_struct(record: msgspec.Struct, steps: tuple[str | int, ...]) -> Iterator[Spot]:
    for attribute, key, kind in _fields_with_roles(type(record)):
        value = getattr(record, attribute)
        if value is not None:
            yield from _spots_of_value(kind, value, (*steps, key))


def _spots_of_value(kind: inspect.Type, value: object, steps: tuple[str | int, ...]) -> Iterator[Spot]:
    if isinstance(value, msgspec.Struct):
        yield from _spots_of_struct(value, steps)
    elif isinstance(value, tuple) and isinstance(kind, inspect.VarTupleType):
        for index, item in enumerate(value):
            yield from _spots_of_value(kind.item_type, item, (*steps, index))
    elif isinstance(value, str):
        extra = _role(kind)
        if extra:
            yield Spot(steps, value, extra["role"], extra.get("kinds", ()), extra.get("uncited", False))


def _role(kind: inspect.Type) -> Mapping[str, Any] | None:
    if isinstance(kind, inspect.UnionType):
        return next((found for member in kind.types if (found := _role(member))), None)
    if isinstance(kind, inspect.Metadata):
        return kind.extra or _role(kind.type)
    return None


@functools.cache
def _fields_with_roles(cls: type[msgspec.Struct]) -> tuple[tuple[str, str, inspect.Type], ...]:
    struct = inspect.type_info(cls)
    assert isinstance(struct, inspect.StructType)
    return tuple(
        (field.name, field.encode_name, _without_none(field.type)) for field in struct.fields if _has_role(field.type)
    )


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
