"""The marks of time: what a happening and an article look like on an axis of days."""

from __future__ import annotations

from collections.abc import Iterator

from .days import Days
from .happenings import Happening, Report
from .scene import Box, Part, circle, line, path, rect

_DOT = 4.5


def spot_of(report: Report, days: Days) -> float:
    """Where an article was written: in the middle of what is known of its date."""
    assert report.span is not None
    left, right = days.ends(report.span)
    return (left + right) / 2


def ends_of(happening: Happening, days: Days) -> tuple[float, float] | None:
    """Where a happening begins and ends, the same place twice where it is seen as one; None where no date is known."""
    if happening.span is None:
        return None
    left, right = days.ends(happening.span)
    return ((left + right) / 2,) * 2 if right - left < 2 * _DOT or happening.span.is_day else (left, right)


def event_mark(happening: Happening, days: Days, y: float) -> Iterator[Part]:
    """A dot for what is known to a day, a bar for what is known to lie within a stretch, or lasted for it; an arrow
    where one of its ends is open, and a dotted line where no date is known."""
    ends, css, span = ends_of(happening, days), happening.state, happening.span
    if ends is None or span is None:
        yield line("unknown-date", days.left, y, days.right, y, happening.name)
        return
    left, right = ends
    if left == right:
        yield circle(f"event {css}", left, y, _DOT if css != "phrase" else _DOT - 1, happening.name)
        return
    yield rect(f"event {css}", Box(left, y - 3, right - left, 6), 3, happening.name)
    if span.last is None:
        yield path(f"end {css}", [(right - 5, y - 6), (right, y), (right - 5, y + 6)])
    if span.first is None:
        yield path(f"end {css}", [(left + 5, y - 6), (left, y), (left + 5, y + 6)])


def report_mark(report: Report, days: Days, y: float) -> Part:
    """A diamond, hollow where the article's own text contradicts its date."""
    x = spot_of(report, days)
    css = "report doubted" if report.doubted else "report"
    return path(css, [(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)], True, report.name)
