"""Where the marks of a dot-and-range picture stand: figures of one unit on one axis, in percent of its width."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..findings.ledger import Entry
from .verdict import bounds_said, number_said

# Where the greatest number is so many times the smallest, steps of one factor show more than steps of one size.
_LOGARITHMIC_FROM = 50
# What is smaller still, in itself or beside the greatest, is drawn at the edge.
_LEAST, _LEAST_SHARE = 1e-6, 1e-9
_STEPS = (1, 2, 2.5, 5, 10)
_MOST_TICKS = 5
# The axis leaves room for the marks at its ends.
_LEFT, _RIGHT = 1.5, 97.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: its label, and where it lies. A dot stands at `left` where both ends are one; `open` says that no
    upper bound is set, and the line runs on to the edge."""

    label: str
    source: str
    said: str
    left: float
    right: float
    open: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture of figures: marks from the top, ticks along the axis, and all of it in words."""

    id: str
    title: str
    unit: str
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    logarithmic: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A figure as it is drawn, with its words and where they stand."""

    entry: Entry
    label: str
    source: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretch of numbers that a picture shows. Figures of one unit share it, whatever picture they stand in."""

    low: float
    high: float
    share: bool
    logarithmic: bool

    def at(self, value: float) -> float:
        """The place of a number in percent of the width."""
        if self.logarithmic:
            low, high, value = math.log(self.low), math.log(self.high), math.log(max(value, self.low))
        else:
            low, high = self.low, self.high
        inside = (min(value, high) - low) / (high - low)
        return round(_LEFT + max(0.0, inside) * (_RIGHT - _LEFT), 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Round numbers along the axis, with their places."""
        values = _powers(self) if self.logarithmic else _rounds(self)
        return tuple((self.at(value), number_said(value, self.share)) for value in values)


def axis_for(entries: Sequence[Entry]) -> Axis:
    """The axis for figures of one unit: from nought to a round number beyond the greatest, a whole for shares."""
    quantities = [entry.bounds.quantity for entry in entries]
    ends = [end for quantity in quantities for end in (quantity.low, quantity.high) if 0 < end < math.inf]
    most = max(max(ends, default=1.0), _LEAST)
    least = max(min(ends, default=1.0), most * _LEAST_SHARE)
    if any(math.isinf(quantity.high) for quantity in quantities):
        most *= 1.5
    if all(quantity.unit == "%" for quantity in quantities) and most <= 1:
        return Axis(0.0, 1.0, True, False)
    share = any(quantity.unit == "%" for quantity in quantities)
    if most / least >= _LOGARITHMIC_FROM:
        return Axis(10.0 ** math.floor(math.log10(least)), 10.0 ** math.ceil(math.log10(most)), share, True)
    step = _step(most)
    return Axis(0.0, math.ceil(most / step) * step, share, False)


def plot_of(id: str, title: str, unit: str, figures: Sequence[Labelled], axis: Axis) -> Plot:
    """The picture of some figures on an axis."""
    return Plot(id, title, unit, tuple(_mark(axis, figure) for figure in figures), axis.ticks, axis.logarithmic)


def _mark(axis: Axis, figure: Labelled) -> Mark:
    quantity = figure.entry.bounds.quantity
    endless = math.isinf(quantity.high)
    return Mark(
        label=figure.label,
        source=figure.source,
        said=bounds_said(figure.entry) or number_said(quantity.low, quantity.unit == "%"),
        left=axis.at(quantity.low),
        right=100.0 if endless else axis.at(quantity.high),
        open=endless,
        differs=figure.differs,
    )


def _step(most: float) -> float:
    """The round step that makes no more than so many ticks."""
    power = 10.0 ** math.floor(math.log10(most / _MOST_TICKS))
    return next(power * step for step in _STEPS if most / (power * step) <= _MOST_TICKS)


def _rounds(axis: Axis) -> list[float]:
    step = 0.25 if axis.share and axis.high == 1 else _step(axis.high)
    return [step * number for number in range(round(axis.high / step) + 1)]


def _powers(axis: Axis) -> list[float]:
    first, last = round(math.log10(axis.low)), round(math.log10(axis.high))
    every = max(1, math.ceil((last - first) / _MOST_TICKS))
    return [10.0**power for power in range(first, last + 1, every)]
