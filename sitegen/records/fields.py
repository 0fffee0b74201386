"""Says in plain words which keys a record accepts and which form each value has."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import msgspec
from msgspec import inspect


@dataclass(frozen=True, slots=True)
class Field:
    """A key that a kind accepts, for the reference and the messages."""

    key: str
    form: str
    required: bool
    description: str
    fields: tuple[Field, ...] = ()


def form_of(kind: inspect.Type) -> str:
    """The form of a value in the reader's words: `text`, `a list`, `one of: held, planned`."""
    if isinstance(kind, inspect.Metadata):
        extra = kind.extra or {}
        named = {
            "words": "exact words of the article",
            "prose": "text in Markdown, with citations",
            "date": "a date",
            "url": "a web address",
        }
        if extra.get("role") == "ref":
            return "the id of " + (" or ".join(_articled(name) for name in extra["kinds"]) or "any thing")
        return named.get(str(extra.get("role"))) or form_of(kind.type)
    if isinstance(kind, inspect.UnionType):
        return " or ".join(form_of(member) for member in kind.types if not isinstance(member, inspect.NoneType))
    if isinstance(kind, inspect.LiteralType):
        return "one of: " + ", ".join(str(value) for value in kind.values)
    if isinstance(kind, (inspect.VarTupleType, inspect.ListType)):
        return f"a list; each entry {form_of(kind.item_type)}"
    if isinstance(kind, inspect.StructType):
        return "keys and values"
    return {inspect.BoolType: "true or false", inspect.IntType: "a whole number", inspect.FloatType: "a number"}.get(
        type(kind), "text"
    )


def _articled(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun


@functools.cache
def struct_of(cls: type[msgspec.Struct]) -> inspect.StructType:
    """What a class of records is made of. It takes a millisecond to find out."""
    struct = inspect.type_info(cls)
    assert isinstance(struct, inspect.StructType)
    return struct


def fields_of(cls: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The keys a record accepts, for the reference."""
    return _fields(struct_of(cls))


def _fields(struct: inspect.StructType) -> tuple[Field, ...]:
    return tuple(
        Field(field.encode_name, form_of(field.type), field.required, _description(field.type), _inner(field.type))
        for field in struct.fields
        if not field.encode_name.startswith("(")
    )


def _description(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.Metadata):
        return str((kind.extra_json_schema or {}).get("description", "")) or _description(kind.type)
    if isinstance(kind, inspect.UnionType):
        return next((text for member in kind.types if (text := _description(member))), "")
    return ""


def _inner(kind: inspect.Type) -> tuple[Field, ...]:
    if isinstance(kind, inspect.Metadata):
        return _inner(kind.type)
    if isinstance(kind, inspect.UnionType):
        return next((inner for member in kind.types if (inner := _inner(member))), ())
    if isinstance(kind, (inspect.VarTupleType, inspect.ListType)):
        return _inner(kind.item_type)
    return _fields(kind) if isinstance(kind, inspect.StructType) else ()
