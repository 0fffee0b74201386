"""Draws figures on one axis: a dot for one number, a line between bounds, an arrow where a bound is open."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..language import Language
from ..numbers import Quantity
from .amounts import Amounts
from .letters import LINE, width_of, wrapped
from .mirror import mirrored
from .scene import Drawing, Part, Size, circle, line, path, words

_LABELS, _SMALL = 12.0, 11.0
_STEP, _SMALL_STEP = LINE * _LABELS, LINE * _SMALL
_SHEETS: tuple[tuple[Size, int, float, float], ...] = (("wide", 720, 300, 40), ("narrow", 340, 12, 36))
_DOT, _ARROW = 5.0, 14.0


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure: its words as printed, in their language; below them who prints it and when; its bounds, also in
    words; and whether another differs from it."""

    printed: str
    language: str
    source: str
    said: str
    quantity: Quantity
    differs: bool

    @property
    def open_below(self) -> bool:
        """Whether the words set no lower bound."""
        return self.quantity.low == 0 < self.quantity.high

    @property
    def open_above(self) -> bool:
        """Whether they set no upper bound: a part of a whole is at the most the whole, whatever they say."""
        whole = self.quantity.unit == "%" and self.quantity.high == 1 and self.quantity.low < 1
        return math.isinf(self.quantity.high) or whole


@dataclass(frozen=True, slots=True)
class Ranges:
    """A picture of figures in its sizes, with all that it shows."""

    id: str
    title: str
    unit: str
    figures: tuple[Amount, ...]
    drawings: tuple[Drawing, ...]
    logarithmic: bool

    @property
    def is_open(self) -> bool:
        return any(figure.open_below or figure.open_above for figure in self.figures)


def ranges_of(
    figures: Sequence[Amount], axis: Amounts, said: Callable[[float], str], language: Language
) -> tuple[Drawing, ...]:
    """The picture of some figures on an axis, whose numbers are `said` in words."""
    sheets = tuple(_sheet(size, width, left, right, figures, axis, said) for size, width, left, right in _SHEETS)
    return tuple(map(mirrored, sheets)) if language.direction == "rtl" else sheets


def _sheet(
    size: Size,
    width: int,
    left: float,
    right: float,
    figures: Sequence[Amount],
    axis: Amounts,
    said: Callable[[float], str],
) -> Drawing:
    across = width - left - right
    room = left - 24 if size == "wide" else width
    drawn: list[Part] = []
    y = 2.0
    for figure in figures:
        top = y
        y = _labels(figure, room, y, drawn)
        middle = top + _STEP / 2 + 2 if size == "wide" else y + 9
        drawn += _mark(figure, middle, left + across * axis.at(figure.quantity.low), _end(figure, axis, left, across))
        y = max(y, middle + 8) + 8
    ground = list(_grid(axis, said, left, across, y))
    return Drawing(size, width, round(y + 18), (*ground, *drawn))


def _labels(figure: Amount, room: float, y: float, drawn: list[Part]) -> float:
    """The words as printed, and who prints them; how far down they reach."""
    css = "as-printed differ" if figure.differs else "as-printed"
    for text in wrapped(figure.printed, _LABELS, room, 2, True):
        y += _STEP
        drawn.append(words(css, 0, y - 4, text, language=figure.language))
    for text in wrapped(figure.source, _SMALL, room, 2):
        y += _SMALL_STEP
        drawn.append(words("row-when", 0, y - 4, text))
    return y


def _end(figure: Amount, axis: Amounts, left: float, across: float) -> float:
    high = figure.quantity.high
    return left + across * axis.at(high) if not math.isinf(high) else left + across + _ARROW


def _mark(figure: Amount, y: float, low: float, high: float) -> Iterator[Part]:
    css = "differ" if figure.differs else "figure"
    tip = f"{figure.printed}: {figure.said}"
    if high - low < 1:
        yield circle(f"amount {css}", low, y, _DOT, tip)
        return
    yield line(f"range {css}", low, y, high, y, tip)
    for x, is_open, way in ((low, figure.open_below, 1), (high, figure.open_above, -1)):
        if is_open:
            yield path(f"bound {css}", [(x + way * 7, y - 6), (x, y), (x + way * 7, y + 6)])
        else:
            yield line(f"bound {css}", x, y - 6, x, y + 6)


def _grid(axis: Amounts, said: Callable[[float], str], left: float, across: float, foot: float) -> Iterator[Part]:
    numbers = [(left + across * axis.at(number), said(number)) for number in axis.round_numbers]
    for x, _ in numbers:
        yield line("grid", x, 0, x, foot)
    for x, text in _legible(numbers):
        yield words("tick-words", x, foot + 14, text, "middle")
    yield line("axis", left, foot, left + across, foot)


def _legible(numbers: Sequence[tuple[float, str]]) -> Sequence[tuple[float, str]]:
    """Every number, or every second one, or third, so that no words touch."""
    for every in range(1, len(numbers) + 1):
        ends = [(x - (half := width_of(text, _SMALL) / 2), x + half) for x, text in numbers[::every]]
        if all(right + 4 <= left for (_, right), (left, _) in itertools.pairwise(ends)):
            return numbers[::every]
    return numbers[:1]
