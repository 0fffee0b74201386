"""Draws the timeline: a row for each happening, with when it happened and when articles told of it, on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language import Language, message
from .days import Days, Tick, ticks
from .happenings import CloseUp, Happening, Report, close_ups, whole
from .letters import LINE, shortened, width_of, wrapped
from .marks import ends_of, event_mark, report_mark, spot_of
from .mirror import mirrored
from .scene import Box, Drawing, Part, Size, line, path, rect, words
from .strip import swarm

_WIDTHS: dict[Size, int] = {"wide": 720, "narrow": 340}
_LABELS, _SMALL = 12.0, 11.0
_BESIDE, _EDGE = 262.0, 10.0
_STEP = LINE * _LABELS
# How far below a happening the articles stand that tell of it.
_LANE = 12.0
# As many rows as are looked at; the list below the picture has all.
_MOST_ROWS = 24
_ROWS_OF_A_SCREEN = 8


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timeline in its sizes; how many stretches it shows closer, and how many happenings it has no row for."""

    drawings: tuple[Drawing, ...]
    closer: int
    left_out: int


def timeline_of(happenings: Sequence[Happening], reports: Sequence[Report], language: Language) -> Timeline | None:
    """The timeline of all that happened; None where nothing that happened has a date, or all fell on one day."""
    reach = whole(happenings, reports)
    if reach is None or not any(one.span for one in happenings) or reach[0] == reach[1]:
        return None
    stretches = close_ups(happenings, reports)
    panels = list(_panels(happenings, reach, stretches))
    left_out = sum(max(0, len(panel.rows) - _MOST_ROWS) for panel in panels)
    drawings = []
    for size in ("wide", "narrow"):
        drawn = _Drawn(size, reports, happenings, language)
        for panel in panels:
            drawn.panel(panel)
        sheet = Drawing(size, _WIDTHS[size], round(drawn.y), tuple(drawn.parts))
        drawings.append(mirrored(sheet) if language.direction == "rtl" else sheet)
    return Timeline(tuple(drawings), len(stretches), left_out)


@dataclass(frozen=True, slots=True)
class _Panel:
    """Some happenings on an axis of their own. That of the whole time says by `closer` what is shown below it."""

    letter: str
    first: int
    last: int
    rows: tuple[Happening, ...]
    closer: tuple[CloseUp, ...] = ()


def _panels(happenings: Sequence[Happening], reach: tuple[int, int], stretches: Sequence[CloseUp]) -> Iterator[_Panel]:
    inside = {id(one): stretch for stretch in stretches for one in happenings if _lies_in(one, stretch)}
    rest = tuple(one for one in happenings if id(one) not in inside)
    yield _Panel("", *_with_air(*reach), rest, tuple(stretches))
    for number, stretch in enumerate(stretches):
        rows = tuple(one for one in happenings if inside.get(id(one)) == stretch)
        yield _Panel(chr(ord("A") + number), *_with_air(stretch.first, stretch.last), rows)


def _lies_in(happening: Happening, stretch: CloseUp) -> bool:
    span = happening.span
    if span is None or not happening.is_short:
        return False
    return stretch.first <= span.start.toordinal() and span.end.toordinal() <= stretch.last


def _with_air(first: int, last: int) -> tuple[int, int]:
    air = max(1, (last - first) // 40)
    return first - air, last + air


class _Drawn:
    """A sheet being drawn, from the top."""

    def __init__(
        self, size: Size, reports: Sequence[Report], happenings: Sequence[Happening], language: Language
    ) -> None:
        self._size, self._width, self._say = size, _WIDTHS[size], language
        self._reports = {report.id: report for report in reports}
        self._happenings = happenings
        self.parts: list[Part] = []
        self.y = 4.0

    def panel(self, panel: _Panel) -> None:
        """One axis with the rows on it."""
        left = _BESIDE if self._size == "wide" else _EDGE
        days = Days(panel.first, panel.last, left, self._width - _EDGE)
        if panel.letter:
            self._heading(panel, days)
        if len(panel.rows) > _ROWS_OF_A_SCREEN:
            self._words_over(days)
        top = self.y
        # What stands behind the rows is drawn when their height is known, and painted first.
        ground = len(self.parts)
        if panel.closer:
            self._crowds(panel, days)
        for happening in panel.rows[:_MOST_ROWS]:
            self._row(happening, days)
        self._written(days)
        self.parts[ground:ground] = self._grid(days, top, self.y)
        self.y += 22

    def _words_over(self, days: Days) -> None:
        """The round dates once more above rows that reach below the screen, where the axis is not seen."""
        fine, coarse = ticks(days, self._say)
        self.y += 12
        for tick in coarse or fine:
            if tick.text:
                self.parts.append(words("tick-words", tick.x, self.y - 4, tick.text, "start" if coarse else "middle"))

    def _heading(self, panel: _Panel, days: Days) -> None:
        self.y += 18
        self.parts.append(rect("letter-ground", Box(0, self.y - 13, 18, 18), 2))
        self.parts.append(words("letter", 9, self.y, panel.letter, "middle"))
        self.y += 12

    def _crowds(self, panel: _Panel, days: Days) -> None:
        """All that is shown closer below, as a swarm of marks in its place on the whole of time."""
        close = [one for one in self._happenings if any(_lies_in(one, stretch) for stretch in panel.closer)]
        self.y += 18
        letters = self.y
        marks = swarm(close, days, 64)
        self.y += 10 + marks.height
        for number, stretch in enumerate(panel.closer):
            left, right = days.start(stretch.first) - 5, days.start(stretch.last + 1) + 5
            self.parts.append(rect("closer", Box(left, letters - 4, max(right - left, 12), self.y - letters + 10), 3))
            letter = chr(ord("A") + number)
            self.parts.append(words("letter-there", (left + max(right, left + 12)) / 2, letters - 8, letter, "middle"))
        self.parts += marks.at(self.y)
        self.y += 18

    def _row(self, happening: Happening, days: Days) -> None:
        room = _BESIDE - 16 if self._size == "wide" else self._width
        when = self._say.say(happening.span.short if happening.span else message("date not known"))
        name = wrapped(happening.name, _LABELS, room, 2)
        start = self.y
        for text in name:
            self.y += _STEP
            css = "row-name" if happening.state != "phrase" else "row-name phrase"
            self.parts.append(words(css, 0, self.y - 4, text))
        if self._fits_behind(name[-1], when, room):
            self.parts.append(words("row-when", width_of(name[-1], _LABELS) + 6, self.y - 4, when))
        else:
            self.y += _STEP
            self.parts.append(words("row-when", 0, self.y - 4, shortened(when, _SMALL, room)))
        if self._size == "wide":
            middle, self.y = start + _STEP / 2 + 1, max(self.y, start + 2 * _STEP)
        else:
            middle, self.y = self.y + 8, self.y + 14 + _LANE
        self.parts += self._marks(happening, days, middle)
        self.y += 8

    def _fits_behind(self, name: str, when: str, room: float) -> bool:
        return width_of(name, _LABELS) + 6 + width_of(when, _SMALL) <= room

    def _marks(self, happening: Happening, days: Days, y: float) -> Iterator[Part]:
        """When it happened, below it when it was told, and a thin line from the one to the other."""
        told = [self._reports[id] for id in happening.reports if id in self._reports]
        shown = [report for report in told if report.span and days.shows(report.span)]
        ends, below = ends_of(happening, days), y + _LANE
        for report in shown if ends else ():
            x = spot_of(report, days)
            yield line("lag", min(max(x, ends[0]), ends[1]) if ends else x, y, x, below)
        yield from event_mark(happening, days, y)
        yield from (report_mark(report, days, below) for report in shown)
        if any(report.span and report.span.start.toordinal() > days.last for report in told):
            yield path("later", [(days.right + 3, below - 4), (days.right + 8, below), (days.right + 3, below + 4)])

    def _written(self, days: Days) -> None:
        """The second lane: when the articles were written."""
        shown = [one for one in self._reports.values() if one.span and days.shows(one.span)]
        if not shown:
            return
        label = self._say.say(message("Articles written"))
        if self._size == "narrow":
            self.y += _STEP
            self.parts.append(words("row-when", 0, self.y - 4, label))
            self.y += 4
        y = self.y + 8
        if self._size == "wide":
            self.parts.append(words("row-when", 0, y + 4, label))
        self.parts += [report_mark(report, days, y) for report in shown]
        self.y = y + 10

    def _grid(self, days: Days, top: float, foot: float) -> Iterator[Part]:
        """Lines at round dates, the axis, the words under it; and a line at every day on which an article was
        written."""
        fine, coarse = ticks(days, self._say)
        for tick in coarse or fine:
            yield line("grid", tick.x, top, tick.x, foot)
        for report in self._reports.values():
            if report.span and days.shows(report.span):
                yield line("told", spot_of(report, days), top, spot_of(report, days), foot)
        yield line("axis", days.left, foot, days.right, foot)
        self.y += 14
        yield from _words_under(fine, foot, self.y, "middle")
        if coarse:
            self.y += 14
            yield from _words_under(coarse, foot, self.y, "start")


def _words_under(found: Sequence[Tick], foot: float, y: float, anchor: str) -> Iterator[Part]:
    for tick in found:
        if anchor == "middle":
            yield line("tick", tick.x, foot, tick.x, foot + 4)
        if tick.text:
            yield words("tick-words", tick.x, y, tick.text, "middle" if anchor == "middle" else "start")
