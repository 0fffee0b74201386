"""What follows from what was written: pure functions of the library, worked out in the order of this page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field

from ..library import Library
from ..problems import Problem
from .accounts import Accounts, work_out_accounts
from .ahead import look_ahead
from .anchors import Anchor, Anchors, find_statements
from .chronology import Chronology, work_out_dates
from .citations import resolve_citations
from .commitments import Commitments, work_out_commitments
from .excerpts import Excerpt, Excerpts
from .freshness import left_behind
from .gaps import Gaps, find_gaps
from .history import History, read_history
from .impact import changed_sources, with_impact
from .ledger import Ledger, work_out_ledger
from .lookalikes import find_mixed_letters
from .meetings import Meetings, work_out_meetings
from .mentions import Mentions, find_mentions
from .names import Names, read_names
from .rights import Rights, work_out_rights
from .stances import Stances, work_out_stances
from .voices import Voices, work_out_voices
from .wordings import Wordings, count_wordings


@dataclass(frozen=True, eq=False)
class Findings:
    """Every finding of one build; a new one is a module, a field here and a line below. What no problem can come of is
    worked out when it is first asked for: a preview shows a page before."""

    anchors: Anchors
    chronology: Chronology
    names: Names
    mentions: Mentions
    rights: Rights
    excerpts: Excerpts
    stances: Stances
    accounts: Accounts
    commitments: Commitments
    wordings: Wordings
    meetings: Meetings
    voices: Voices
    ledger: Ledger
    history: History
    _find_gaps: Callable[[], Gaps] = field(repr=False)

    @functools.cached_property
    def gaps(self) -> Gaps:
        """What nobody has annotated, described or resolved."""
        return self._find_gaps()


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
    stances, undeclared = work_out_stances(library, chronology)
    accounts, unasked = work_out_accounts(library, chronology, mentions)
    commitments, unfounded = work_out_commitments(library, chronology, anchors)
    wordings, doubled = count_wordings(library, anchors)
    voices, unshared = work_out_voices(library)
    ledger, unread = work_out_ledger(library, anchors, chronology, voices)
    findings = Findings(
        anchors=anchors,
        chronology=chronology,
        names=names,
        mentions=mentions,
        rights=rights,
        excerpts=Excerpts(rights),
        stances=stances,
        accounts=accounts,
        commitments=commitments,
        wordings=wordings,
        meetings=work_out_meetings(library),
        voices=voices,
        ledger=ledger,
        history=read_history(library),
        _find_gaps=functools.partial(find_gaps, library, anchors, mentions, names, chronology, ledger, voices),
    )
    problems = [*search.problems, *lost, *bare, *undated, *claims, *weak, *over]
    problems += [*left_behind(library, chronology), *find_mixed_letters(library)]
    return findings, [*problems, *undeclared, *unasked, *unfounded, *doubled, *unshared, *unread]


__all__ = ["Anchor", "Anchors", "Chronology", "Excerpt", "Findings", "Mentions", "look_ahead", "work_out"]
