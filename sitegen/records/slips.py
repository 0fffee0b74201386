"""Turns a located tree into a record, and explains each slip in it when it is none."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import inspect

from ..problems import Place, Problem, did_you_mean
from ..source import MOST_PROBLEMS, Node
from .fields import form_of
from .ids import id_slip
from .types import ID_PATTERN, LANGUAGE_PATTERN, SOME_TEXT

R = TypeVar("R", bound=msgspec.Struct)


def read(cls: type[R], node: Node) -> tuple[R | None, list[Problem]]:
    """The record a mapping describes, or every slip in it, each at its own place."""
    # A key in brackets is how a record keeps what stands outside its own keys; nobody writes one.
    inner = any(key.startswith("(") for key in node.parts) if isinstance(node.parts, dict) else False
    try:
        record = None if inner else msgspec.convert(node.value, cls, strict=False)
        return record, [] if record is not None else _all_slips(cls, node)
    except msgspec.ValidationError as failure:
        problems = _all_slips(cls, node)
        if not problems:
            problems = [Problem(node.place, "wrong-type", f"cannot be read: {failure}")]
        return None, problems


def _all_slips(cls: type[msgspec.Struct], node: Node) -> list[Problem]:
    """Every slip of one record, up to as many as anybody mends at once."""
    return list(islice(_slips(_form(cls), node, node.place), MOST_PROBLEMS))


@functools.cache
def _form(cls: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(cls)


def _slips(kind: inspect.Type, node: Node, place: Place) -> Iterator[Problem]:
    """What is wrong with `node` as a value of this type. Only run once the fast conversion has refused it."""
    whole = kind
    while isinstance(kind, (inspect.Metadata, inspect.UnionType)):
        if isinstance(kind, inspect.Metadata):
            kind = kind.type
        elif node.value is None and kind.includes_none:
            return
        else:
            kind = _member_for(kind, node)
    if isinstance(kind, inspect.StructType):
        yield from _struct_slips(kind, node)
    elif isinstance(kind, (inspect.VarTupleType, inspect.ListType)):
        yield from _list_slips(kind, node)
    elif isinstance(node.parts, (dict, list)):
        yield Problem(node.place, "wrong-type", f"expected {form_of(whole)}, found {_found(node)}")
    elif node.value is None:
        yield Problem(
            node.place, "wrong-type", f"expected {form_of(whole)}, found nothing", "fill it in or take the key out"
        )
    else:
        yield from _leaf_slips(kind, node)


def _member_for(union: inspect.UnionType, node: Node) -> inspect.Type:
    """The member of a union that the shape of the value speaks for."""
    members = [member for member in union.types if not isinstance(member, inspect.NoneType)]
    for member in members:
        bare = member.type if isinstance(member, inspect.Metadata) else member
        if isinstance(bare, inspect.StructType) == isinstance(node.parts, dict):
            return member
    return members[0]


def _struct_slips(kind: inspect.StructType, node: Node) -> Iterator[Problem]:
    if not isinstance(node.parts, dict):
        yield Problem(node.place, "wrong-type", f"expected keys and values, found {_found(node)}")
        return
    fields = {field.encode_name: field for field in kind.fields if not field.encode_name.startswith("(")}
    for key, value in node.parts.items():
        if key in fields:
            yield from _slips(fields[key].type, value, node.key_at(key))
        else:
            hint = did_you_mean(key, fields) or f"the keys here are: {', '.join(fields)}"
            yield Problem(node.key_at(key), "unknown-key", f"there is no key “{key}” here", hint)
    for key, field in fields.items():
        if field.required and key not in node.parts:
            yield Problem(
                node.place, "missing-key", f"the key “{key}” is missing", f"add `{key}:` with {form_of(field.type)}"
            )


def _list_slips(kind: inspect.VarTupleType | inspect.ListType, node: Node) -> Iterator[Problem]:
    if not isinstance(node.parts, list):
        hint = "write each entry on a line of its own after `- `"
        yield Problem(node.place, "wrong-type", f"expected a list, found {_found(node)}", hint)
        return
    for item in node.parts:
        yield from _slips(kind.item_type, item, item.place)


def _leaf_slips(kind: inspect.Type, node: Node) -> Iterator[Problem]:
    text = str(node.value)
    if isinstance(kind, inspect.LiteralType):
        if text not in kind.values:
            allowed = [str(value) for value in kind.values]
            hint = did_you_mean(text, allowed) or f"use one of: {', '.join(allowed)}"
            yield Problem(node.place, "wrong-value", f"“{text}” is not one of the values allowed here", hint)
    elif isinstance(kind, inspect.StrType):
        yield from _text_slips(kind, text, node.place)
    else:
        try:
            msgspec.convert(node.value, _PLAIN_TYPES[type(kind)], strict=False)
        except (msgspec.ValidationError, KeyError):
            yield Problem(node.place, "wrong-type", f"expected {form_of(kind)}, found “{text}”")
            return
        if isinstance(kind, (inspect.FloatType, inspect.IntType)):
            yield from _range_slips(kind, float(text), node)


def _range_slips(kind: inspect.FloatType | inspect.IntType, number: float, node: Node) -> Iterator[Problem]:
    least, most = kind.ge, kind.le
    if (least is None or number >= least) and (most is None or number <= most):
        return
    span = " ".join(
        [*([f"from {least:g}"] if least is not None else []), *([f"to {most:g}"] if most is not None else [])]
    )
    yield Problem(node.place, "wrong-value", f"expected a number {span}, found {node.value}")


_PLAIN_TYPES = {inspect.BoolType: bool, inspect.IntType: int, inspect.FloatType: float}


def _text_slips(kind: inspect.StrType, text: str, place: Place) -> Iterator[Problem]:
    if (kind.min_length and len(text) < kind.min_length) or (
        kind.pattern == SOME_TEXT and not re.search(SOME_TEXT, text)
    ):
        yield Problem(place, "wrong-type", "expected some text, found an empty one", "fill it in or take the key out")
    if kind.pattern == LANGUAGE_PATTERN and not re.search(LANGUAGE_PATTERN, text):
        message = f"“{text}” is not the tag of a language"
        yield Problem(place, "wrong-value", message, "write it as in en, tr, zh-Hans or pt-BR")
    if kind.pattern == ID_PATTERN and (problem := id_slip(text, place)):
        yield problem


def _found(node: Node) -> str:
    if isinstance(node.parts, dict):
        return "keys and values"
    if isinstance(node.parts, list):
        return "a list"
    return "nothing" if node.value is None else f"the text “{node.value}”"
