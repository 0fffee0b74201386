"""What follows from what was written: pure functions of the library, worked out in the order of this page."""

from __future__ import annotations

from dataclasses import dataclass

from ..library import Library
from ..problems import Problem
from .anchors import Anchor, Anchors, find_statements
from .chronology import Chronology, work_out_dates
from .citations import resolve_citations
from .mentions import Mentions, find_mentions
from .names import Names, read_names


@dataclass(frozen=True, slots=True)
class Findings:
    """Every finding of one build; a new one is a module, a field here and a line below."""

    anchors: Anchors
    chronology: Chronology
    names: Names
    mentions: Mentions


def work_out(library: Library) -> tuple[Findings, list[Problem]]:
    """All findings, each with the problems it met."""
    statements, misses = find_statements(library)
    citations, bare = resolve_citations(library, statements)
    anchors = Anchors(statements, citations)
    chronology, undated = work_out_dates(library)
    names, claims = read_names(library)
    mentions, weak = find_mentions(library, names, anchors)
    return Findings(anchors, chronology, names, mentions), [*misses, *bare, *undated, *claims, *weak]


__all__ = ["Anchor", "Anchors", "Chronology", "Findings", "Mentions", "work_out"]
