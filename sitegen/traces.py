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
    """What is asked of one briefing while pages are made of it, one after the other. A question has the same answer
    for every page, so that the digest of each is made once."""

    def __init__(self, briefing: Briefing, digests: Digests) -> None:
        self._digests = digests
        self._numbers: dict[Question, int] = {}
        self._lines: list[str] = []
        self._told: list[bytes] = []
        # By their numbers: a page asks most of its questions many times.
        self.asked: dict[int, None] = {}
        library = cast(Any, _Watched(briefing.library, ("library",), self))
        findings = cast(Any, _Watched(briefing.findings, ("findings",), self))
        self._watched = dataclasses.replace(briefing, library=library, findings=findings)

    def watched(self) -> Briefing:
        """The briefing for one more page, which notes what it is asked from now on."""
        self.asked.clear()
        return self._watched

    def note(self, question: Question, answer: object) -> int:
        """Notes a question that the page asks, and gives back its number."""
        number = self._numbers.get(question)
        if number is None:
            self._told.append(self._digests.of(answer))
            self._lines.append(json.dumps(question))
            number = self._numbers[question] = len(self._numbers)
        self.asked[number] = None
        return number

    @property
    def questions(self) -> str:
        """What the page asked, each once and on a line of its own."""
        return "\n".join(self._lines[number] for number in self.asked)

    def digest(self) -> str:
        """The digest of all answers."""
        return _joined(self._told[number] for number in self.asked)


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
    """A part of the briefing that notes what is asked of it. What it made to listen at one name listens there for all
    pages."""

    def __init__(self, target: object, path: Question, trace: Trace) -> None:
        self._target, self._path, self._trace = target, path, trace

    def __getattr__(self, name: str) -> Any:
        value, path = getattr(self._target, name), (*self._path, name)
        if callable(value):
            listening: Any = self._listening(value, path)
        elif self._path == ("findings",):
            listening = _Watched(value, path, self._trace)
        elif isinstance(value, Mapping):
            listening = _WatchedMapping(value, (*path, ()), self._trace)
        else:
            return _told(value, (*path, ()), self._trace)
        setattr(self, name, listening)
        return listening

    def _listening(self, method: Any, path: Question) -> Any:
        """A method, which notes what it is asked."""
        if path in _BY_DOCUMENT:
            return self._of_documents(method, path)
        if path in _BY_PATTERN:
            return functools.partial(self._by_pattern, method, path)
        return functools.partial(self._asked, method, path)

    def _of_documents(self, method: Any, path: Question) -> Any:
        licences, trace = cast(Any, self._target).licences, self._trace
        known: dict[str, tuple[int, int]] = {}

        def asked(document: Document, *rest: Any) -> Any:
            if document.id not in known:
                name = _plain(document.id)
                known[document.id] = (
                    trace.note((*path[:-1], "licences", (), "get", name), licences[document.id]),
                    trace.note(("library", "documents", (), "get", name), document),
                )
            trace.asked.update(dict.fromkeys(known[document.id]))
            return method(document, *rest)

        return asked

    def _by_pattern(self, method: Any, path: Question, *args: Any) -> Any:
        self._trace.note((*path[:-1], "pattern", ()), cast(Any, self._target).pattern)
        return method(*args)

    def _asked(self, method: Any, path: Question, *args: Any) -> Any:
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
        self._numbers: dict[str, int] = {}

    def __getitem__(self, key: Any) -> Any:
        if type(key) is str:
            if (number := self._numbers.get(key)) is not None:
                self._trace.asked[number] = None
            else:
                self._numbers[key] = self._noted(key)
        else:
            self._noted(key)
        return self._target[key]

    def _noted(self, key: Any) -> int:
        if (plain := _plain(key)) is None:
            return self._trace.note(self._path, self._target)
        return self._trace.note((*self._path, "get", plain), self._target.get(key))

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
        a_finding = value is briefing.findings
        value = getattr(value, step)
        if callable(value):
            args = _value(briefing, next(steps))
            value = value(*args)
            value = tuple(value) if isinstance(value, Iterator) else value
        elif step not in ("library", "findings") and not a_finding:
            next(steps)
    return value
