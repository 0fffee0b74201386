"""Questions asked of a briefing, as plain values: the steps from it to what was read, and the way to ask again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .library import Document
from .page import Briefing
from .passages import Stretch
from .prose import Citation
from .records import Statement, Thing

# One question: the steps from the briefing to what was read, as plain values.
Question = tuple[Any, ...]
# What a document is for whoever names it; its statements are asked for by themselves, and all else follows from its
# text.
NAMED: Final = ("id", "path", "markdown", "article")


def named(document: Document | None) -> object:
    """What tells an article from others but for its text and its statements."""
    return None if document is None else tuple(getattr(document, name) for name in NAMED)


def plain_of(value: Any) -> Any:
    """A value as it stands in a question; None for one that cannot stand in it."""
    if value is None or isinstance(value, (str, int)):
        return ("plain", value)
    if isinstance(value, Thing):
        return ("thing", value.kind, value.id)
    if isinstance(value, Document):
        return ("document", value.id)
    if isinstance(value, Statement):
        return ("statement", value.article, value.id)
    if isinstance(value, Stretch):
        return ("stretch", value.start, value.end)
    if isinstance(value, Citation):
        return ("citation", value.article, value.words, value.statement)
    if isinstance(value, tuple):
        parts = tuple(plain_of(part) for part in value)
        return None if None in parts else ("tuple", *parts)
    return None


def value_of(briefing: Briefing, told: Any) -> Any:
    """What a plain value stood for, among what there is now."""
    sort, *rest = told
    if sort == "plain":
        return rest[0]
    if sort == "thing":
        return briefing.library.things[rest[0]][rest[1]]
    if sort == "document":
        return briefing.library.documents[rest[0]]
    if sort == "statement":
        statements = briefing.library.documents[rest[0]].statements
        return {one.id: one for one in statements}[rest[1]]
    if sort == "stretch":
        return Stretch(*rest)
    if sort == "citation":
        return Citation(*rest)
    return tuple(value_of(briefing, part) for part in rest)


def answer(briefing: Briefing, question: Any) -> object:
    """The answer to a question now."""
    value: Any = briefing
    steps = iter(question)
    for step in steps:
        if step == "whole":
            return value
        if step == "keys":
            return tuple(value)
        if step == "named":
            return named(value.get(value_of(briefing, next(steps))))
        if step == "stated":
            return value[value_of(briefing, next(steps))].statements
        if step == "get":
            return value.get(value_of(briefing, next(steps)))
        a_finding = value is briefing.findings
        value = getattr(value, step)
        if callable(value):
            args = value_of(briefing, next(steps))
            value = value(*args)
            value = tuple(value) if isinstance(value, Iterator) else value
        elif step not in ("library", "findings") and not a_finding:
            next(steps)
    return value
