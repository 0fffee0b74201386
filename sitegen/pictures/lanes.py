"""Draws who takes which position over time: a lane each, a shape and words for every position, in columns of time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language import Language
from .letters import LINE, wrapped
from .mirror import mirrored
from .scene import Box, Drawing, Part, circle, line, path, rect, words

_WIDE, _NARROW = 720, 340
_LABELS, _SMALL = 12.0, 11.0
_STEP, _SMALL_STEP = LINE * _LABELS, LINE * _SMALL
_BESIDE, _REACH = 156.0, 6.0
# As many lanes as are looked at; the table below the picture has all.
_MOST_LANES = 20
# There are as many shapes; where an issue has more positions, words alone tell them apart.
_SHAPES = 8


@dataclass(frozen=True, slots=True)
class Position:
    """A position as it is drawn: the number of its shape, and its words."""

    shape: int
    name: str


@dataclass(frozen=True, slots=True)
class Stop:
    """What somebody holds at one time, in one of the columns; `changed` where it is another than the time before."""

    column: int
    when: str
    positions: tuple[Position, ...]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One actor on one issue, in the order of time."""

    name: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The picture in its sizes; how many lanes it leaves out; whether any of those in it changes."""

    drawings: tuple[Drawing, ...]
    left_out: int
    changes: bool


def lanes_of(lanes: Sequence[Lane], columns: Sequence[str], language: Language) -> Lanes | None:
    """The picture of some lanes; None where there are not two things to see side by side."""
    held = [lane for lane in lanes if lane.stops]
    if sum(len(lane.stops) for lane in held) < 2:
        return None
    shown = _most_told(held)
    drawings = [_wide(shown, columns), _narrow(shown)]
    if language.direction == "rtl":
        drawings = [mirrored(sheet) for sheet in drawings]
    stops = [stop for lane in shown for stop in lane.stops]
    return Lanes(tuple(drawings), len(held) - len(shown), any(stop.changed for stop in stops))


def _most_told(lanes: list[Lane]) -> list[Lane]:
    """Those of which most is told, where there are too many, in the order in which they came."""
    told = sorted(range(len(lanes)), key=lambda index: (-len(lanes[index].stops), index))[:_MOST_LANES]
    return [lanes[index] for index in sorted(told)]


def shape(number: int, x: float, y: float) -> Part:
    """The mark of a position. Of two that look alike the second is hollow."""
    css, reach = f"stand p{number % _SHAPES}", _REACH
    match number % 4:
        case 0:
            return circle(css, x, y, reach - 0.5)
        case 1:
            return rect(css, Box(x - reach + 1, y - reach + 1, 2 * reach - 2, 2 * reach - 2))
        case 2:
            return path(css, [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], True)
        case _:
            return path(css, [(x, y - reach), (x + reach, y + reach - 1), (x - reach, y + reach - 1)], True)


# ── wide: columns of time


def _wide(lanes: Sequence[Lane], columns: Sequence[str]) -> Drawing:
    room = (_WIDE - _BESIDE) / len(columns)
    parts: list[Part] = []
    heads = [wrapped(column, _SMALL, room - 10, 2) for column in columns]
    y = max(map(len, heads)) * _SMALL_STEP
    for index, head in enumerate(heads):
        for row, text in enumerate(head):
            parts.append(words("tick-words", _BESIDE + index * room, (row + 1) * _SMALL_STEP - 3, text))
    y += 4
    for lane in lanes:
        parts.append(line("rule", 0, y, _WIDE, y))
        y = _wide_lane(lane, columns, y + 6, parts) + 6
    return Drawing("wide", _WIDE, round(y), tuple(parts))


def _wide_lane(lane: Lane, columns: Sequence[str], top: float, parts: list[Part]) -> float:
    room, foot = (_WIDE - _BESIDE) / len(columns), top
    for row, text in enumerate(wrapped(lane.name, _LABELS, _BESIDE - 14, 3)):
        parts.append(words("row-name", 0, top + (row + 1) * _STEP - 4, text))
        foot = top + (row + 1) * _STEP
    free = {stop.column: top for stop in lane.stops}
    spots: list[tuple[float, float]] = []
    drawn: list[Part] = []
    for stop in lane.stops:
        x, y = _BESIDE + stop.column * room + _REACH, free[stop.column]
        spots.append((x, y + 8))
        # A date that the head of its column gives is not said again.
        when = stop.when if stop.when != columns[stop.column] else ""
        free[stop.column] = _wide_stop(replace(stop, when=when), x, room, y, drawn)
    parts += _ways(lane, spots)
    parts += drawn
    return max(foot, *free.values())


def _ways(lane: Lane, spots: Sequence[tuple[float, float]]) -> Iterator[Part]:
    """The way from each stop to the next, heavy where the position is another than before. It runs beside the words:
    along the row of marks, and down before the next column."""
    for stop, (one, other) in zip(lane.stops[1:], itertools.pairwise(spots), strict=True):
        before = other[0] - 2 * _REACH if other[0] != one[0] else one[0]
        corners = [one, (before, one[1]), (before, other[1]), other]
        yield path("turn" if stop.changed else "way", list(dict.fromkeys(corners)))


def _wide_stop(stop: Stop, x: float, room: float, top: float, parts: list[Part]) -> float:
    y, beside = top, x + 8
    for position in stop.positions:
        parts.append(shape(position.shape, x, y + 8))
        y += 16
        for text in wrapped(position.name, _SMALL, room - 30, 4):
            y += _SMALL_STEP
            parts.append(words("held", beside, y - 4, text))
    if stop.when:
        y += _SMALL_STEP
        parts.append(words("held when", beside, y - 4, stop.when))
    return y + 4


# ── narrow: time runs down


def _narrow(lanes: Sequence[Lane]) -> Drawing:
    parts: list[Part] = []
    y = 2.0
    for lane in lanes:
        parts.append(line("rule", 0, y, _NARROW, y))
        for text in wrapped(lane.name, _LABELS, _NARROW, 2, True):
            y += _STEP
            parts.append(words("row-name strong", 0, y - 2, text))
        y = _narrow_lane(lane, y + 6, parts) + 8
    return Drawing("narrow", _NARROW, round(y), tuple(parts))


def _narrow_lane(lane: Lane, top: float, parts: list[Part]) -> float:
    y, ground = top, len(parts)
    spots: list[float] = []
    turns: list[Part] = []
    for stop in lane.stops:
        if stop.changed and spots:
            turns.append(line("turn", 8, spots[-1], 8, y + 7))
        for position in stop.positions:
            spots.append(y + 7)
            parts.append(shape(position.shape, 8, y + 7))
            for text in wrapped(position.name, _SMALL, _NARROW - 24, 3):
                y += _SMALL_STEP
                parts.append(words("held", 22, y - 3, text))
        y += _SMALL_STEP
        parts.append(words("held when", 22, y - 3, stop.when))
        y += 4
    if len(spots) > 1:
        turns.insert(0, line("way", 8, spots[0], 8, spots[-1]))
    parts[ground:ground] = turns
    return y
