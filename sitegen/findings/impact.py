"""What a changed source does to the briefing: which statements lost their words, and what leans on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..library import Library
from ..problems import Problem
from ..records import Record, Statement, spots
from .anchors import Anchor
from .citations import citing


def with_impact(library: Library, lost: list[tuple[Statement, Problem]]) -> Iterator[Problem]:
    """The problem of each statement whose words stand nowhere, with what leans on the statement added."""
    if not lost:
        return
    citing = _citing(library)
    for statement, problem in lost:
        leaning = [*_named_by(library, statement), *citing.get(f"{statement.article}/{statement.id}", ())]
        if leaning:
            shown = ", ".join(dict.fromkeys(leaning))
            problem = replace(problem, details=(*problem.details, f"leaning on it: {shown}"))
        yield problem


def _named_by(library: Library, statement: Statement) -> Iterator[str]:
    """The things whose pages show the statement because it names them."""
    for spot in spots(statement):
        thing = library.thing(spot.text, spot.kinds) if spot.role == "ref" else None
        if thing is not None:
            yield f"{thing.kind} {thing.id}"


def _citing(library: Library) -> Mapping[str, list[str]]:
    """The records whose prose cites a statement by its id: `article/statement` → `kind id`."""
    found: dict[str, list[str]] = {}
    for record, citation in citing(library):
        if citation.statement is not None:
            found.setdefault(f"{citation.article}/{citation.statement}", []).append(_name(record))
    return found


def _name(record: Record) -> str:
    return record.kind if record.kind == "site" else f"{record.kind} {record.id}"


def changed_sources(library: Library, anchors: Mapping[tuple[str, str], Anchor]) -> Iterator[Problem]:
    """A warning for each article whose text is not the one its annotations were made from."""
    for document in library.documents.values():
        recorded = document.article.sha256
        if recorded is None or recorded == document.sha256:
            continue
        total = len(document.statements)
        standing = sum((document.id, statement.id) in anchors for statement in document.statements)
        message = f"{document.path} has changed since it was annotated: {standing} of {total} statements still stand"
        hint = f"when the rest are mended, write `sha256: {document.sha256}`"
        yield Problem(document.article.place("sha256"), "source-changed", message, hint, severity="warning")
