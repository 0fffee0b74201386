"""Why a figure cannot be compared with the others of its measure: another unit, scope, population or time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ...kinds.measure import Measure
from .entries import Entry
from .nearness import Dated, near_in_time

Dimension = Literal["unit", "scope", "population", "time"]
_BESIDE_TIME: tuple[Dimension, ...] = ("unit", "scope", "population")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure cannot be compared with others: what it has in one dimension, and what they have. Empty: no source
    says."""

    dimension: Dimension
    here: str
    elsewhere: tuple[str, ...]


def standing_in_time(measure: Measure, entry: Entry, voice: Hashable) -> Dated:
    """The days on which a figure is held to stand. Figures over the same span, and timeless ones, share them all."""
    first = last = 0
    if measure.timing == "at a time" and entry.when is not None:
        first, last = entry.when.start.toordinal(), entry.when.end.toordinal() + measure.holds_for
    return Dated(entry.low, entry.high, first, last, voice)


class Reasons:
    """Why the entries of one measure cannot be compared with each other."""

    def __init__(self, measure: Measure, entries: Sequence[Entry]) -> None:
        self._measure = measure
        # What the entries have in a dimension, by what else they have; and which entries one dimension alone parts
        # from others.
        self._values: dict[Hashable, dict[str, None]] = {}
        self._parted: set[tuple[Dimension, str, str]] = set()
        for dimension in (*_BESIDE_TIME, *(() if measure.timing == "timeless" else ("time",))):
            self._all_of(dimension, entries)

    def _all_of(self, dimension: Dimension, entries: Sequence[Entry]) -> None:
        groups: dict[Hashable, list[Entry]] = {}
        for entry in entries:
            has = _has(entry)
            key = _but(dimension, has)
            groups.setdefault((*key, None if dimension == "time" else entry.kindred.span), []).append(entry)
            for spot in (key, (dimension,)):
                self._values.setdefault(spot, {})[has[dimension]] = None
        for group in groups.values():
            for entry in self._parted_in(dimension, group):
                self._parted.add((dimension, entry.figure.article, entry.figure.id))

    def _parted_in(self, dimension: Dimension, group: Sequence[Entry]) -> Iterator[Entry]:
        """The entries of a group that nothing but the dimension parts from another of it."""
        if dimension == "time":
            yield from group if len(group) > 1 else ()
            return
        dated = [entry for entry in group if entry.when is not None or self._measure.timing == "timeless"]
        days = [standing_in_time(self._measure, entry, _has(entry)[dimension]) for entry in dated]
        yield from (entry for entry, near in zip(dated, near_in_time(days), strict=True) if near.other_voices)

    def of(self, entry: Entry) -> tuple[Reason, ...]:
        """Each dimension that by itself parts the entry from another; where there is none, every dimension in which
        others have something else. A time that nobody gives is always a reason."""
        has = _has(entry)
        place = (entry.figure.article, entry.figure.id)
        single = [dimension for dimension in _DIMENSIONS if (dimension, *place) in self._parted]
        reasons = [self._reason(dimension, has, _but(dimension, has)) for dimension in single]
        if not reasons:
            reasons = [self._reason(dimension, has, (dimension,)) for dimension in _DIMENSIONS]
        return tuple(
            reason for reason in reasons if reason.elsewhere or (reason.dimension == "time" and self._undated(entry))
        )

    def _undated(self, entry: Entry) -> bool:
        return entry.when is None and self._measure.timing != "timeless"

    def _reason(self, dimension: Dimension, has: Mapping[Dimension, str], spot: Hashable) -> Reason:
        return Reason(dimension, has[dimension], _others(has[dimension], self._values.get(spot, ())))


_DIMENSIONS: tuple[Dimension, ...] = (*_BESIDE_TIME, "time")


def _others(here: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value != here)[:_SHOWN]


def _but(dimension: Dimension, has: Mapping[Dimension, str]) -> tuple[str, ...]:
    """All that an entry has but one dimension; time never, since it is a matter of nearness."""
    return (dimension, *(has[other] for other in _BESIDE_TIME if other != dimension))


def _has(entry: Entry) -> Mapping[Dimension, str]:
    kindred = entry.kindred
    time = entry.when.said if entry.when else ""
    return {"unit": kindred.unit, "scope": kindred.scope, "population": kindred.population, "time": time}
