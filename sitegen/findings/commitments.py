"""What was agreed, and what the sources say became of it: each commitment with the later statements about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..kinds.commitment import Commitment
from ..kinds.followup import FollowUp
from ..library import Library
from ..problems import Problem, did_you_mean
from ..records import Statement
from .anchors import Anchors
from .chronology import Chronology


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, its number among all, and what became of it, both in the order of the articles' dates and of
    their text."""

    number: int
    commitment: Commitment
    followups: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class Commitments:
    """Every promise by (article, statement id), in the order of the articles' dates and of their text."""

    promises: Mapping[tuple[str, str], Promise]
    followed: Mapping[tuple[str, str], Commitment]

    def of(self, commitment: Commitment) -> Promise:
        return self.promises[commitment.article, commitment.id]

    def commitment(self, followup: FollowUp) -> Commitment | None:
        """What a follow-up follows up."""
        return self.followed.get((followup.article, followup.id))


def work_out_commitments(
    library: Library, chronology: Chronology, anchors: Anchors
) -> tuple[Commitments, list[Problem]]:
    """Every commitment with its follow-ups. A follow-up that leads to no commitment is a problem."""

    def order(statement: Statement) -> tuple[int, str, int]:
        anchor = anchors.of(statement)
        return (*chronology.order(statement.article), anchor.passage.start if anchor else 0)

    problems: list[Problem] = []
    statements = {(one.article, one.id): one for document in library.documents.values() for one in document.statements}
    commitments = [one for one in statements.values() if isinstance(one, Commitment)]
    later: dict[tuple[str, str], list[FollowUp]] = {(one.article, one.id): [] for one in commitments}
    followed: dict[tuple[str, str], Commitment] = {}
    for followup in (one for one in statements.values() if isinstance(one, FollowUp)):
        article, _, name = followup.of.partition("/")
        target = statements.get((article, name))
        if isinstance(target, Commitment):
            later[article, name].append(followup)
            followed[followup.article, followup.id] = target
        else:
            problems += _leads_nowhere(library, followup, target, later)
    promises = {}
    for number, one in enumerate(sorted(commitments, key=order), start=1):
        promises[one.article, one.id] = Promise(number, one, tuple(sorted(later[one.article, one.id], key=order)))
    return Commitments(promises, followed), problems


def _leads_nowhere(
    library: Library, followup: FollowUp, target: Statement | None, known: Mapping[tuple[str, str], object]
) -> Iterator[Problem]:
    article = followup.of.partition("/")[0]
    if followup.of in library.broken or f"article:{article}" in library.broken:
        return
    names = ["/".join(key) for key in known]
    hint = did_you_mean(followup.of, names) or "write `of: article/statement-id` with the id of a commitment"
    if target is not None:
        message = f"“{followup.of}” is a {target.kind}, not a commitment"
    else:
        message = f"there is no commitment “{followup.of}”"
    yield Problem(followup.place("of"), "unknown-reference", message, hint)
