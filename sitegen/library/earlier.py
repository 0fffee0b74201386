"""What was read before, at the last save of a preview or by an earlier build, and need not be worked out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..language import Memory
from ..passages import Known
from ..problems import Problem
from ..project import ContentFile
from ..records import Thing
from ..shelves import Shelves, packed, unpacked
from ..source import Node, decode, read_tree, written_alike
from .documents import read_document
from .once import Once
from .records import Document
from .things import Things

_FORMAT = 1
# The keys of what is known of all texts, and of what it is known of; no file has such a name.
_ALL, _OF = "", ""


@dataclass(frozen=True, slots=True)
class _Read:
    """An article as it was read, with what was wrong in it."""

    file: ContentFile
    trees: tuple[Node, ...]
    document: Document | None
    problems: tuple[Problem, ...]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A thing as it was written, and what was read there."""

    node: Node
    read: tuple[Thing | None, list[Problem]]


@dataclass(slots=True)
class Earlier:
    """What all files were read as last: their texts and trees, the records in them, and the documents of articles."""

    _once: dict[str, Once] = field(default_factory=dict)
    _documents: dict[str, _Read] = field(default_factory=dict)
    _things: Things = field(default_factory=lambda: Things({}))
    # What follows from the words of all articles, and from everything.
    known: Known = field(default_factory=Known)
    once: Once = field(default_factory=Once)
    _shelves: Shelves | None = None

    def remember(self, memory: Memory, site: str, count: int) -> None:
        """Lets what is known of the words of a site of so many files be taken from a memory, and kept there."""
        if self._shelves is None:
            self._shelves = Shelves(memory, f"words {_FORMAT} {site}", count)
            self.known.recall(unpacked(self._shelves.get(_ALL) or b""))

    def keep(self) -> None:
        """Keeps what became known since the memory was asked."""
        if self._shelves is None:
            return
        if self.known.more:
            self._put(_ALL, self.known, {})
        for path, kept in self._documents.items():
            if kept.document is not None and kept.document.text.known.more:
                self._put(path, kept.document.text.known, {_OF: _digest(kept.document)})
        self._shelves.save({_ALL, *self._documents})

    def _put(self, key: str, known: Known, more: Mapping[str, bytes]) -> None:
        assert self._shelves is not None
        self._shelves.put(key, packed({**known.kept(), **more}))
        known.more = False

    def _recall(self, document: Document) -> None:
        """What an earlier build knew of the text of an article, if it was the same."""
        if self._shelves is not None:
            kept = unpacked(self._shelves.get(document.path) or b"")
            if kept.pop(_OF, b"") == _digest(document):
                document.text.known.recall(kept)

    def of(self, path: str) -> Once:
        """What one file was read as."""
        return self._once.setdefault(path, Once())

    def text(self, file: ContentFile) -> tuple[str | None, list[Problem]]:
        """The text of a file, or None with what is wrong with it."""
        return self.of(file.path)("text", (file.data,), decode, file.data, file.path)

    def tree(self, text: str, path: str) -> tuple[Node | None, list[Problem]]:
        """The tree of a file, read again where its text is another."""
        return self.of(path)("tree", (text,), read_tree, text, path)

    def entry(
        self,
        path: str,
        kind: str,
        name: str,
        node: Node,
        read: Callable[[str, str, Node], tuple[Thing | None, list[Problem]]],
    ) -> tuple[Thing | None, list[Problem]]:
        """A thing, read again where what is written of it is another; the rest of its file does not matter."""

        def renewed(before: _Entry | None) -> _Entry:
            return before if before and written_alike(before.node, node) else _Entry(node, read(kind, name, node))

        kept: _Entry = self.of(path).renewed(("thing", kind, name), renewed)
        return kept.read

    def document(
        self, file: ContentFile, raw: str, trees: Sequence[Node], problems: list[Problem], broken: set[str]
    ) -> Document | None:
        """The document of an article, read again where its file or what is written about it is another."""
        kept = self._documents.get(file.path)
        if kept is None or kept.file != file or not _same(kept.trees, trees):
            slips: list[Problem] = []
            lost: set[str] = set()
            document = read_document(file, raw, list(trees), slips, lost, self.of(file.path))
            if document is not None:
                self._recall(document)
            kept = _Read(file, tuple(trees), document, tuple(slips), frozenset(lost))
            self._documents[file.path] = kept
        problems += kept.problems
        broken |= kept.broken
        return kept.document

    def things(self, of_kinds: Mapping[str, Mapping[str, Thing]]) -> Things:
        """All things: those of before in one where each of them is the very same, and none came or went."""
        before = [thing for things in self._things.values() for thing in things.values()]
        now = [thing for things in of_kinds.values() for thing in things.values()]
        if not self._things or not _same(before, now):
            self._things = Things(of_kinds)
        return self._things


def _digest(document: Document) -> bytes:
    """Tells the text of an article from others: its file, and how it is read."""
    return f"{document.sha256} {document.body_start} {document.markdown}".encode()


def _same(before: Sequence[object], now: Sequence[object]) -> bool:
    """Whether these are the very objects of before: two trees of one text are not compared."""
    return len(before) == len(now) and all(one is other for one, other in zip(before, now, strict=True))
