"""Draws the strip of time: all that happened as a swarm of marks on one line, and below it when it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language import Language
from .days import Days, ticks
from .happenings import Happening, Report, whole
from .marks import report_mark
from .mirror import mirrored
from .scene import Box, Drawing, Part, Size, circle, line, rect, words

_WIDTHS: dict[Size, int] = {"wide": 720, "narrow": 340}
_EDGE = 14.0


@dataclass(frozen=True, slots=True)
class Swarm:
    """Marks that stand on one line and on each other: each with its place and its level, how large they are, and how
    far one level is above the other."""

    marks: tuple[tuple[Happening, float, int], ...]
    radius: float
    step: float

    @property
    def height(self) -> float:
        return max((level + 1 for _, _, level in self.marks), default=0) * self.step

    def at(self, foot: float) -> Iterator[Part]:
        """The marks above a line."""
        for happening, x, level in self.marks:
            small = self.radius * (0.7 if happening.state == "phrase" else 1)
            yield circle(f"event {happening.state}", x, foot - self.step * (level + 0.5), small, happening.name)


_LARGEST, _SMALLEST, _APART = 4.5, 2.2, 1.5


def swarm(happenings: Sequence[Happening], days: Days, most: float) -> Swarm:
    """Happenings of no more than a month as marks in their places, piled up where they fall together. Piles that would
    be higher than so much have smaller marks, and in the end ones that cover each other."""
    spots = sorted((sum(days.ends(one.span)) / 2, number) for number, one in enumerate(happenings)
                   if one.span and one.is_short)  # fmt: skip
    radius = _LARGEST
    while True:
        step = 2 * radius + _APART
        piles = Counter(round(x / step) for x, _ in spots)
        highest = max(piles.values(), default=0)
        if highest * step <= most or radius <= _SMALLEST:
            break
        radius = max(radius * 0.8, _SMALLEST)
    levels: Counter[int] = Counter()
    marks = []
    for x, number in spots:
        pile = round(x / step)
        marks.append((happenings[number], min(max(pile * step, days.left), days.right), levels[pile]))
        levels[pile] += 1
    return Swarm(tuple(marks), radius, min(step, most / max(highest, 1)))


def strip_of(happenings: Sequence[Happening], reports: Sequence[Report], language: Language) -> tuple[Drawing, ...]:
    """The strip, wide and narrow; nothing where fewer than two happenings have a date."""
    reach = whole(happenings, reports)
    if reach is None or sum(one.span is not None for one in happenings) < 2:
        return ()
    drawings = []
    for size, width in _WIDTHS.items():
        air = max(1, (reach[1] - reach[0]) // 40)
        days = Days(reach[0] - air, reach[1] + air, _EDGE, width - _EDGE)
        parts, height = _strip(happenings, reports, days, language)
        sheet = Drawing(size, width, round(height), tuple(parts))
        drawings.append(mirrored(sheet) if language.direction == "rtl" else sheet)
    return tuple(drawings)


_MOST_BARS = 6


def _strip(
    happenings: Sequence[Happening], reports: Sequence[Report], days: Days, language: Language
) -> tuple[list[Part], float]:
    parts: list[Part] = []
    y = 4.0
    for row in _bars(happenings, days)[:_MOST_BARS]:
        for one, left, right in row:
            parts.append(rect(f"event {one.state}", Box(left, y, right - left, 5), 2.5, one.name))
        y += 8
    marks = swarm(happenings, days, 80)
    foot = y + marks.height + 4
    parts += marks.at(foot - 1)
    parts.append(line("axis", days.left, foot, days.right, foot))
    written = [one for one in reports if one.span and days.shows(one.span)]
    for report in written:
        parts.append(report_mark(report, days, foot + 11))
    y = foot + (34 if written else 16)
    fine, coarse = ticks(days, language)
    for tick in fine:
        parts.append(line("tick", tick.x, foot, tick.x, foot + 5))
        if tick.text:
            parts.append(words("tick-words", tick.x, y, tick.text, "middle"))
    # Days are numbers alone; their months stand under them.
    y += 14 if coarse else 0
    parts += (words("tick-words", max(tick.x, days.left), y, tick.text) for tick in coarse if tick.text)
    return parts, y + 4


def _bars(happenings: Sequence[Happening], days: Days) -> list[list[tuple[Happening, float, float]]]:
    """What is longer than a month, in rows in which no two overlap."""
    rows: list[list[tuple[Happening, float, float]]] = []
    long = [one for one in happenings if one.span and not one.is_short]
    for one in sorted(long, key=lambda one: one.span.start if one.span else 0):
        assert one.span is not None
        left, right = days.ends(one.span)
        right = max(right, left + 5)
        row = next((row for row in rows if row[-1][2] + 3 <= left), None)
        if row is None:
            rows.append(row := [])
        row.append((one, left, right))
    return rows
