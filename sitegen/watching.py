"""A briefing that tells what is asked of it: of mappings what is looked up, of articles whether their text is read."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, cast

from .library import Document
from .page import Briefing
from .questions import NAMED, Question, named, plain_of

# These are asked again and again; what they answer follows from a document and its licence, or from all names.
_BY_DOCUMENT = frozenset({("findings", "rights", method) for method in ("text", "pieces", "whole")})
# These ask for a few words of a document.
_OF_WORDS = frozenset({
    *(("findings", "excerpts", method) for method in ("around", "printed", "telling")),
    ("findings", "rights", "opening"),
})  # fmt: skip
_BY_PATTERN = frozenset({("findings", "names", "find")})


class Trace(Protocol):
    """Whoever notes what is asked."""

    asked: dict[int, None]

    def note(self, question: Question, answer: object) -> int:
        """Notes a question, and gives back its number."""

    def note_words(self, article: str, question: Question, answer: object) -> None:
        """Notes what is asked of a few words of an article."""


def watched(briefing: Briefing, trace: Trace) -> Briefing:
    """The briefing, which tells a trace what it is asked."""
    library = cast(Any, _Watched(briefing.library, ("library",), trace))
    findings = cast(Any, _Watched(briefing.findings, ("findings",), trace))
    return dataclasses.replace(briefing, library=library, findings=findings)


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
        elif path == ("library", "documents"):
            listening = _WatchedDocuments(value, (*path, ()), self._trace)
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
        if path in _OF_WORDS:
            return functools.partial(self._asked_of_words, method, path)
        if path in _BY_PATTERN:
            return functools.partial(self._by_pattern, method, path)
        return functools.partial(self._asked, method, path)

    def _of_documents(self, method: Any, path: Question) -> Any:
        licences, trace = cast(Any, self._target).licences, self._trace
        known: dict[str, tuple[int, int]] = {}

        def asked(document: Document, *rest: Any) -> Any:
            if document.id not in known:
                name = plain_of(document.id)
                known[document.id] = (
                    trace.note((*path[:-1], "licences", (), "get", name), licences[document.id]),
                    trace.note(("library", "documents", (), "get", name), _real(document)),
                )
            trace.asked.update(dict.fromkeys(known[document.id]))
            return method(_real(document), *rest)

        return asked

    def _asked_of_words(self, method: Any, path: Question, document: Document, *rest: Any) -> Any:
        real = _real(document)
        answer = method(real, *rest)
        self._trace.note_words(real.id, (*path, plain_of((real, *rest))), answer)
        return answer

    def _by_pattern(self, method: Any, path: Question, *args: Any) -> Any:
        self._trace.note((*path[:-1], "pattern", ()), cast(Any, self._target).pattern)
        return method(*args)

    def _asked(self, method: Any, path: Question, *args: Any) -> Any:
        args = tuple(map(_real, args))
        if (plain := plain_of(args)) is None:
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
        if (plain := plain_of(key)) is None:
            return self._trace.note(self._path, self._target)
        return self._trace.note((*self._path, "get", plain), self._target.get(key))

    def __iter__(self) -> Iterator[Any]:
        self._trace.note((*self._path, "keys"), tuple(self._target))
        return iter(self._target)

    def __len__(self) -> int:
        return len(list(iter(self)))


class _WatchedDocuments(_WatchedMapping):
    """The articles, of which only what each is called and the like is noted, until somebody reads more."""

    def __init__(self, target: Mapping[Any, Any], path: Question, trace: Trace) -> None:
        super().__init__(target, path, trace)
        self._watched: dict[str, Document] = {}

    def __getitem__(self, key: Any) -> Any:
        document, plain = self._target.get(key), plain_of(key)
        if key not in self._numbers:
            self._numbers[key] = self._trace.note((*self._path, "named", plain), named(document))
        self._trace.asked[self._numbers[key]] = None
        if document is None:
            raise KeyError(key)
        if key not in self._watched:
            self._watched[key] = _watched(document, functools.partial(self._read, document, plain))
        return self._watched[key]

    def _read(self, document: Document, plain: Any, name: str) -> None:
        """Notes that some field of an article was read."""
        if name == "statements":
            self._trace.note((*self._path, "stated", plain), document.statements)
        else:
            self._trace.note((*self._path, "get", plain), document)


class _WatchedDocument(Document):
    """An article that tells when its statements are read, or what follows from its text."""

    __slots__ = ("_document", "_note")


def _watched(document: Document, note: Callable[[str], object]) -> Document:
    watched = object.__new__(_WatchedDocument)
    told = {name: getattr(document, name) for name in NAMED}
    for name, value in {**told, "_document": document, "_note": note}.items():
        object.__setattr__(watched, name, value)
    return watched


def _real(value: Any) -> Any:
    """An article that is not watched, for those who are noted by what they are asked."""
    return cast(Any, value)._document if type(value) is _WatchedDocument else value


def _telling(name: str) -> property:
    """A field of an article, noted where it is read."""

    def read(watched: Any) -> Any:
        watched._note(name)
        return getattr(watched._document, name)

    return property(read)


for _field in dataclasses.fields(Document):
    if _field.name not in NAMED:
        setattr(_WatchedDocument, _field.name, _telling(_field.name))
