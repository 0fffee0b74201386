"""Numbers along an axis: how far along each stands, and round numbers to read them by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..numbers import Quantity

# Where the greatest number is so many times the smallest, steps of one factor show more than steps of one size.
_LOGARITHMIC_FROM = 50
# What is smaller still, in itself or beside the greatest, is drawn at the edge.
_LEAST, _LEAST_SHARE = 1e-6, 1e-9
_STEPS = (1, 2, 2.5, 5, 10)
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Amounts:
    """The stretch of numbers that a picture shows. Figures of one unit share it, whatever picture they stand in."""

    low: float
    high: float
    share: bool
    logarithmic: bool

    def at(self, value: float) -> float:
        """How far along the axis a number stands, from 0 to 1."""
        if self.logarithmic:
            low, high, value = math.log(self.low), math.log(self.high), math.log(max(value, self.low))
        else:
            low, high = self.low, self.high
        return max(0.0, (min(value, high) - low) / (high - low))

    @property
    def round_numbers(self) -> list[float]:
        """Round numbers along the axis."""
        if self.logarithmic:
            first, last = round(math.log10(self.low)), round(math.log10(self.high))
            every = max(1, math.ceil((last - first) / _MOST_TICKS))
            return [10.0**power for power in range(first, last + 1, every)]
        step = 0.25 if self.share and self.high == 1 else _step(self.high)
        return [step * number for number in range(round(self.high / step) + 1)]


def amounts_of(quantities: Sequence[Quantity]) -> Amounts:
    """The axis for figures of one unit: from nought to a round number beyond the greatest, a whole for shares."""
    ends = [end for quantity in quantities for end in (quantity.low, quantity.high) if 0 < end < math.inf]
    most = max(max(ends, default=1.0), _LEAST)
    least = max(min(ends, default=1.0), most * _LEAST_SHARE)
    if any(math.isinf(quantity.high) for quantity in quantities):
        most *= 1.5
    if all(quantity.unit == "%" for quantity in quantities) and most <= 1:
        return Amounts(0.0, 1.0, True, False)
    share = any(quantity.unit == "%" for quantity in quantities)
    if most / least >= _LOGARITHMIC_FROM:
        return Amounts(10.0 ** math.floor(math.log10(least)), 10.0 ** math.ceil(math.log10(most)), share, True)
    step = _step(most)
    return Amounts(0.0, math.ceil(most / step) * step, share, False)


def _step(most: float) -> float:
    """The round step that makes no more than so many ticks."""
    power = 10.0 ** math.floor(math.log10(most / _MOST_TICKS))
    return next(power * step for step in _STEPS if most / (power * step) <= _MOST_TICKS)
