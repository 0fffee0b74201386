"""What a figure is beside the others of its measure: the verdict, from what it differs and by how much, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ...kinds.measure import Measure
from .entries import Entry, Kindred
from .nearness import near_in_time
from .reasons import Reason, Reasons, standing_in_time

Verdict = Literal["differ", "agree", "same voice", "not comparable", "alone"]
# Two bounds that differ by less than this of themselves are the same number, off by a hair of the arithmetic.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Against:
    """A figure that another differs from, and by how much: the gap between the two as a share of the higher bound."""

    entry: Entry
    spread: float


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry with its verdict. `against` are the farthest figures it differs from, `reasons` why it cannot be
    compared with any."""

    entry: Entry
    verdict: Verdict
    against: tuple[Against, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def spread(self) -> float:
        """By how much it differs, from 0 to 1."""
        return max((one.spread for one in self.against), default=0.0)


def standings(measure: Measure, entries: Sequence[Entry]) -> list[Standing]:
    """Every entry of a measure with its verdict, those that can be compared together and in the order of time."""
    groups: dict[Kindred, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.kindred, []).append(entry)
    found = [standing for group in groups.values() for standing in _in_group(measure, group)]
    alone = [standing.entry for standing in found if standing.verdict == "alone"]
    if len(found) == 1 or not alone:
        return found
    why = Reasons(measure, entries)
    return [
        replace(one, verdict="not comparable", reasons=why.of(one.entry)) if one.verdict == "alone" else one
        for one in found
    ]


def _in_group(measure: Measure, group: list[Entry]) -> Iterator[Standing]:
    """The verdicts inside a group that differs in nothing but time."""
    timeless = measure.timing == "timeless"
    dated = [entry for entry in group if timeless or entry.when is not None]
    dated.sort(key=_first_day)
    near = near_in_time([standing_in_time(measure, entry, entry.voice) for entry in dated])
    for entry, beside in zip(dated, near, strict=True):
        ahead, behind = dated[beside.highest], dated[beside.lowest]
        against = tuple(_differing(entry, (ahead, behind)))
        if against:
            yield Standing(entry, "differ", against)
        elif beside.other_voices:
            yield Standing(entry, "agree")
        else:
            yield Standing(entry, "same voice" if beside.others else "alone")
    yield from (Standing(entry, "alone") for entry in group if not timeless and entry.when is None)


def _first_day(entry: Entry) -> tuple[int, str]:
    return (entry.when.start.toordinal() if entry.when else 0, entry.figure.article)


def _differing(entry: Entry, others: Iterable[Entry]) -> Iterator[Against]:
    for other in others:
        lower, higher = sorted((entry, other), key=lambda one: one.high)
        gap = higher.low - lower.high
        if gap > _HAIR * max(1.0, abs(higher.low)):
            yield Against(other, gap / higher.low)
