"""What a number in print is: bounds, a hint at its unit, its qualifier, and what each sort of qualifier does to it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

Unit = Literal["", "%", "$", "€", "£", "¥", "₺", "₽", "₹", "times", "th"]

# A tenth either way: no source says how far “about” reaches. In tenths, so that no bound is off by a hair.
_TENTHS_BELOW, _TENTHS_ABOVE = 9, 11
# Half of the last printed digit is what rounding can have moved; for “3 million” that would be a sixth, so it is held.
_MOST_SLACK = 0.05


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number between `low` and `high`, both included; `high` is infinite where the words set no upper bound.

    `unit` is what the words themselves say of the unit: `%` for a part of a whole, whose bounds are parts of one, a
    sign of money, `times`, or `th` for a place in a row. `qualifier` is as printed. `slack` is how far rounding may
    have moved a bare number either way."""

    low: float
    high: float
    unit: Unit = ""
    qualifier: str = ""
    slack: float = 0.0

    @property
    def exact(self) -> bool:
        """Whether the words give one number, and nothing that loosens it."""
        return self.low == self.high and not self.qualifier

    @property
    def interval(self) -> tuple[float, float]:
        """The bounds with what rounding may have moved, for comparison."""
        return self.low - self.slack, self.high + self.slack


def exactly(value: float, step: float = 0.0) -> Quantity:
    """The one number. `step` is the worth of its last printed digit where it may have been rounded, else 0."""
    return Quantity(float(value), float(value), slack=min(step / 2, value * _MOST_SLACK))


def between(low: Quantity, high: Quantity) -> Quantity | None:
    """The range from one number to another, or None where the second is not the greater."""
    if not (low.low < high.low and low.high < high.high):
        return None
    return Quantity(low.low, high.high, high.unit or low.unit)


Effect = Literal["near", "short", "beyond", "floor", "ceiling"]


def qualified(quantity: Quantity, effect: Effect, words: str) -> Quantity:
    """The number as a qualifier leaves it."""
    low, high = quantity.low, quantity.high
    match effect:
        case "near":
            low, high = low * _TENTHS_BELOW / 10, high * _TENTHS_ABOVE / 10
        case "short":
            low = low * _TENTHS_BELOW / 10
        case "beyond":
            high = high * _TENTHS_ABOVE / 10
        case "floor":
            high = 1.0 if quantity.unit == "%" and high <= 1 else math.inf
        case "ceiling":
            low = 0.0
    both = f"{words} {quantity.qualifier}".strip()
    return replace(quantity, low=low, high=high, qualifier=both, slack=0.0)


def with_unit(quantity: Quantity, unit: Unit) -> Quantity:
    """The number with the unit its words name; per cent become parts of one."""
    if unit != "%":
        return replace(quantity, unit=unit)
    low, high, slack = quantity.low / 100, quantity.high / 100, quantity.slack / 100
    return replace(quantity, low=low, high=high, unit=unit, slack=slack)
