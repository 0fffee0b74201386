"""What is read of a briefing while one page is made: noted by itself, and looked up again when the page is wanted anew.

Nobody keeps a list of what a page depends on. A page is composed from a briefing that notes every question it is asked
and a digest of the answer; where all questions have the same answers later, the page would be the same again. What
cannot be noted question by question is noted as a whole, which is never too little.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from .digests import Digests, Untraceable
from .library import Document
from .page import Briefing
from .prose import Citation
from .records import Statement, Thing

# One question: the steps from the briefing to what was read, as plain values.
Question = tuple[Any, ...]
# These are asked again and again; what they answer follows from a document and its licence, or from all names.
_BY_DOCUMENT = frozenset({("findings", "rights", method) for method in ("text", "pieces", "whole")})
_BY_PATTERN = frozenset({("findings", "names", "find")})


class Trace:
    """The questions that one page asks, in order, and the digest of all their answers."""

    def __init__(self, briefing: Briefing, digests: Digests) -> None:
        self._briefing, self._digests = briefing, digests
        self._answers: dict[Question, bytes] = {}

    def watched(self) -> Briefing:
        """The briefing, which notes what it is asked."""
        library = cast(Any, _Watched(self._briefing.library, ("library",), self))
        findings = cast(Any, _Watched(self._briefing.findings, ("findings",), self))
        return dataclasses.replace(self._briefing, library=library, findings=findings)

    def note(self, question: Question, answer: object) -> None:
        """Keeps a question and the digest of its answer."""
        if question not in self._answers:
            self._answers[question] = self._digests.of(answer)

    @property
    def questions(self) -> str:
        """What was asked, each once and on a line of its own."""
        return "\n".join(map(json.dumps, self._answers))

    def digest(self) -> str:
        """The digest of all answers."""
        return _joined(self._answers.values())


class Answers:
    """The answers that one briefing gives to questions asked of an earlier one. Pages ask much that others ask too, so
    each answer is kept for all of them."""

    def __init__(self, briefing: Briefing, digests: Digests) -> None:
        self._briefing, self._digests = briefing, digests
        self._kept: dict[str, bytes | None] = {}

    def digest(self, questions: str) -> str | None:
        """The digest of all answers; None where a question has no sense any more."""
        found = list(map(self._of, questions.split("\n") if questions else ()))
        return None if None in found else _joined(found)

    def _of(self, question: str) -> bytes | None:
        if question not in self._kept:
            try:
                self._kept[question] = self._digests.of(_answer(self._briefing, json.loads(question)))
            except (LookupError, AttributeError, TypeError, ValueError, Untraceable):
                self._kept[question] = None
        return self._kept[question]


def _joined(digests: Any) -> str:
    whole = hashlib.blake2b(digest_size=16)
    for one in digests:
        whole.update(b"%d:" % len(one))
        whole.update(one)
    return whole.hexdigest()


# ── noting


class _Watched:
    """A part of the briefing that notes what is asked of it."""

    def __init__(self, target: object, path: Question, trace: Trace) -> None:
        self._target, self._path, self._trace = target, path, trace

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        path = (*self._path, name)
        if callable(value):
            return functools.partial(self._asked, value, path)
        if self._path == ("findings",):
            return _Watched(value, path, self._trace)
        return _told(value, (*path, ()), self._trace)

    def _asked(self, method: Any, path: Question, *args: Any) -> Any:
        if path in _BY_DOCUMENT:
            name, licences = _plain(args[0].id), cast(Any, self._target).licences
            self._trace.note((*path[:-1], "licences", (), "get", name), licences[args[0].id])
            self._trace.note(("library", "documents", (), "get", name), args[0])
            return method(*args)
        if path in _BY_PATTERN:
            self._trace.note((*path[:-1], "pattern", ()), cast(Any, self._target).pattern)
            return method(*args)
        if (plain := _plain(args)) is None:
            self._trace.note((*path[:-1], "whole"), self._target)
            return method(*args)
        return _told(method(*args), (*path, plain), self._trace)


def _told(value: Any, question: Question, trace: Trace) -> Any:
    """An answer, noted; of a mapping only what is looked up in it."""
    if isinstance(value, Mapping):
        return _WatchedMapping(value, question, trace)
    if isinstance(value, Iterator):
        value = tuple(value)
        trace.note(question, value)
        return iter(value)
    trace.note(question, value)
    return value


class _WatchedMapping(Mapping[Any, Any]):
    """A mapping that notes what is looked up in it."""

    def __init__(self, target: Mapping[Any, Any], path: Question, trace: Trace) -> None:
        self._target, self._path, self._trace = target, path, trace

    def __getitem__(self, key: Any) -> Any:
        if (plain := _plain(key)) is None:
            self._trace.note(self._path, self._target)
        else:
            self._trace.note((*self._path, "get", plain), self._target.get(key))
        return self._target[key]

    def __iter__(self) -> Iterator[Any]:
        self._trace.note((*self._path, "keys"), tuple(self._target))
        return iter(self._target)

    def __len__(self) -> int:
        return len(list(iter(self)))


# ── questions as plain values


def _plain(value: Any) -> Any:
    """A value as it stands in a question; None for one that cannot stand in it."""
    if value is None or isinstance(value, (str, int)):
        return ("plain", value)
    if isinstance(value, Thing):
        return ("thing", value.kind, value.id)
    if isinstance(value, Document):
        return ("document", value.id)
    if isinstance(value, Statement):
        return ("statement", value.article, value.id)
    if isinstance(value, Citation):
        return ("citation", value.article, value.words, value.statement)
    if isinstance(value, tuple):
        parts = tuple(_plain(part) for part in value)
        return None if None in parts else ("tuple", *parts)
    return None


def _value(briefing: Briefing, plain: Any) -> Any:
    """What a plain value stood for, among what there is now."""
    sort, *rest = plain
    if sort == "plain":
        return rest[0]
    if sort == "thing":
        return briefing.library.things[rest[0]][rest[1]]
    if sort == "document":
        return briefing.library.documents[rest[0]]
    if sort == "statement":
        statements = briefing.library.documents[rest[0]].statements
        return {one.id: one for one in statements}[rest[1]]
    if sort == "citation":
        return Citation(*rest)
    return tuple(_value(briefing, part) for part in rest)


def _answer(briefing: Briefing, question: Any) -> object:
    """The answer to a question now."""
    value: Any = briefing
    steps = iter(question)
    for step in steps:
        if step == "whole":
            return value
        if step == "keys":
            return tuple(value)
        if step == "get":
            return value.get(_value(briefing, next(steps)))
        value = getattr(value, step)
        if callable(value):
            args = _value(briefing, next(steps))
            value = value(*args)
            value = tuple(value) if isinstance(value, Iterator) else value
        elif step not in ("library", "findings") and not _is_finding(briefing, value):
            next(steps)
    return value


def _is_finding(briefing: Briefing, value: object) -> bool:
    return any(value is getattr(briefing.findings, field.name) for field in dataclasses.fields(briefing.findings))
