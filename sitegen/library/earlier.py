"""What was read before, for a preview that loads the same site at every save: the same text is the same records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..problems import Problem
from ..project import ContentFile
from ..source import Node, read_tree
from .documents import read_document
from .records import Document


@dataclass(frozen=True, slots=True)
class _Read:
    """An article as it was read, with what was wrong in it."""

    file: ContentFile
    trees: tuple[Node, ...]
    document: Document | None
    problems: tuple[Problem, ...]
    broken: frozenset[str]


@dataclass(slots=True)
class Earlier:
    """The trees of all files and the documents of all articles as they were read last."""

    _trees: dict[str, tuple[str, Node | None, list[Problem]]] = field(default_factory=dict)
    _documents: dict[str, _Read] = field(default_factory=dict)

    def tree(self, text: str, path: str) -> tuple[Node | None, list[Problem]]:
        """The tree of a file, read again where its text is another."""
        kept = self._trees.get(path)
        if kept is None or kept[0] != text:
            kept = (text, *read_tree(text, path))
            self._trees[path] = kept
        return kept[1], kept[2]

    def document(
        self, file: ContentFile, raw: str, trees: Sequence[Node], problems: list[Problem], broken: set[str]
    ) -> Document | None:
        """The document of an article, read again where its file or what is written about it is another."""
        kept = self._documents.get(file.path)
        if kept is None or kept.file != file or not _same(kept.trees, trees):
            slips: list[Problem] = []
            lost: set[str] = set()
            document = read_document(file, raw, list(trees), slips, lost)
            kept = _Read(file, tuple(trees), document, tuple(slips), frozenset(lost))
            self._documents[file.path] = kept
        problems += kept.problems
        broken |= kept.broken
        return kept.document


def _same(before: Sequence[Node], now: Sequence[Node]) -> bool:
    """Whether these are the very trees of before: two trees of one text are not compared."""
    return len(before) == len(now) and all(one is other for one, other in zip(before, now, strict=True))
