"""What follows from what was written: pure functions of the library, worked out in the order of this page."""

from __future__ import annotations

from dataclasses import dataclass

from ..library import Library
from ..problems import Problem
from .anchors import Anchor, Anchors, find_statements
from .chronology import Chronology, work_out_dates
from .citations import resolve_citations
from .impact import changed_sources, with_impact
from .mentions import Mentions, find_mentions
from .names import Names, read_names
from .rights import Rights, work_out_rights


@dataclass(frozen=True, slots=True)
class Findings:
    """Every finding of one build; a new one is a module, a field here and a line below."""

    anchors: Anchors
    chronology: Chronology
    names: Names
    mentions: Mentions
    rights: Rights


def work_out(library: Library, private: bool = False) -> tuple[Findings, list[Problem]]:
    """All findings, each with the problems it met. A `private` build may show every source whole."""
    search = find_statements(library)
    lost = [*with_impact(library, search.lost), *changed_sources(library, search.found)]
    citations, bare = resolve_citations(library, search.found)
    anchors = Anchors(search.found, citations)
    chronology, undated = work_out_dates(library)
    names, claims = read_names(library)
    mentions, weak = find_mentions(library, names, anchors)
    rights, over = work_out_rights(library, anchors, private)
    findings = Findings(anchors, chronology, names, mentions, rights)
    return findings, [*search.problems, *lost, *bare, *undated, *claims, *weak, *over]


__all__ = ["Anchor", "Anchors", "Chronology", "Findings", "Mentions", "work_out"]
