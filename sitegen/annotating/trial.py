"""Asks what `check` would say of an entry, by reading it and working it out beside what the article has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ..findings import work_out
from ..library import Document, Library, Once, read_statements, unresolved
from ..problems import Problem
from ..records import Statement
from ..source import read_tree


def slips_of(library: Library, document: Document, lines: Sequence[str], path: str) -> list[Problem]:
    """Every problem that the entry would add."""
    tree, problems = read_tree("\n".join(["statements:", *lines, ""]), path)
    node = tree.child("statements") if tree else None
    statements = read_statements(document.article, (node,), problems, set(), Once()) if node else ()
    if not statements:
        return problems
    (made,) = statements
    there = {document.id: document} | _named(library, made)
    after = replace(library, documents={**there, document.id: _with(document, made)})
    problems += set(_problems(after)) - _before(library, tuple(there))
    return problems


@lru_cache(maxsize=8)
def _before(library: Library, articles: tuple[str, ...]) -> frozenset[Problem]:
    """The problems that there are without the entry; asked again with every change of it."""
    return frozenset(_problems(replace(library, documents={name: library.documents[name] for name in articles})))


def _with(document: Document, made: Statement) -> Document:
    """The article with the entry; nothing that is worked out of it takes the place of what stands in the preview."""
    statements = (*(one for one in document.statements if one.id != made.id), made)
    return replace(document, statements=statements, over_saves=Once())


def _named(library: Library, made: Statement) -> dict[str, Document]:
    """The articles that a statement names, as a follow-up names that of its commitment."""
    article = str(getattr(made, "of", "")).partition("/")[0]
    return {article: library.documents[article]} if article in library.documents else {}


def _problems(library: Library) -> list[Problem]:
    return [*unresolved(library), *work_out(library, private=True)[1]]
