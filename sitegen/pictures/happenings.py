"""What a timeline is drawn from: what happened and when, what was written of it and when, and where both crowd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..dates import Span

State = Literal["held", "open", "phrase"]


@dataclass(frozen=True, slots=True)
class Report:
    """An article and when it was written; `doubted` where its own text contradicts the date."""

    id: str
    name: str
    span: Span | None
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, or a matter that is dated in passing. `held` is what took place, `open` what was planned or is not
    known to have taken place, `phrase` what only a dated phrase names. `reports` are the ids of the articles that
    tell of it."""

    name: str
    span: Span | None
    state: State
    reports: tuple[str, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether it is known to a month at the worst, so that it stands near one spot."""
        return self.span is not None and is_short(self.span)


_SHORT = 31


def is_short(span: Span) -> bool:
    """Whether a stretch is no longer than a month."""
    return not span.is_open and (span.end - span.start).days < _SHORT


@dataclass(frozen=True, slots=True)
class CloseUp:
    """A stretch of days, by their ordinals, in which so much lies that it is drawn by itself."""

    first: int
    last: int


# A stretch ends where nothing lies for so many days, or for this share of the whole time.
_QUIET_DAYS, _QUIET_SHARE = 12, 1 / 60
# It is drawn by itself where it holds so many marks, on at most this share of the whole.
_FEWEST, _MOST_SHARE, _MOST = 3, 1 / 5, 4


def close_ups(happenings: Sequence[Happening], reports: Sequence[Report]) -> tuple[CloseUp, ...]:
    """The stretches in which happenings and reports lie too close to be told apart on the whole of time, in order."""
    marks = [one.span for one in happenings if one.span and one.is_short]
    marks += [one.span for one in reports if one.span and is_short(one.span)]
    row = sorted((span.start.toordinal(), span.end.toordinal()) for span in marks)
    reach = whole(happenings, reports)
    if not row or reach is None:
        return ()
    length = reach[1] - reach[0] + 1
    quiet = max(_QUIET_DAYS, length * _QUIET_SHARE)
    groups: list[list[tuple[int, int]]] = [[row[0]]]
    for first, last in row[1:]:
        if first - max(end for _, end in groups[-1]) <= quiet:
            groups[-1].append((first, last))
        else:
            groups.append([(first, last)])
    found = [(len(group), group[0][0], max(end for _, end in group)) for group in groups if len(group) >= _FEWEST]
    fit = [(first, last) for _, first, last in sorted(found, reverse=True) if last - first + 1 <= length * _MOST_SHARE]
    return tuple(CloseUp(first, last) for first, last in sorted(fit[:_MOST]))


def whole(happenings: Sequence[Happening], reports: Sequence[Report]) -> tuple[int, int] | None:
    """The first and the last day that anything names; None where nothing has a date."""
    dates = [*(one.span for one in happenings), *(one.span for one in reports)]
    spans = [span for span in dates if span]
    days = [edge.toordinal() for span in spans for edge in (span.first, span.last) if edge]
    return (min(days), max(days)) if days else None
