"""The picture of who takes which position over time, for issues and profiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..composing import Composer
from ..dates import Span
from ..findings.stances import Course, Moment
from ..kinds.issue import Issue
from ..pictures import Lane, Lanes, Position, Stop, lanes_of
from .dossier import DATE_NOT_KNOWN
from .periods import periods_of

# More times than this are drawn by the periods of the table.
_MOST_COLUMNS = 5


def over_time(composer: Composer, courses: Sequence[Course], name: Callable[[Course], str]) -> Lanes | None:
    """Courses as lanes, in the order in which they come; None where there is none."""
    say = composer.briefing.language.say
    columns = _columns([moment.span for course in courses for moment in course.moments])
    titles = list(dict.fromkeys(columns.values()))
    lanes = []
    for course in courses:
        shapes = _shapes(course.issue)
        stops = (_stop(moment, titles.index(columns[moment.span]), shapes, say) for moment in course.moments)
        lanes.append(Lane(name(course), tuple(sorted(stops, key=lambda stop: stop.column))))
    return lanes_of(lanes, [say(title) for title in titles], composer.briefing.language)


def _columns(spans: list[Span | None]) -> dict[Span | None, str]:
    """The column of every time: each by itself where they are few, else months or years; a time not known last."""
    dated = sorted({span for span in spans if span})
    if len(dated) > _MOST_COLUMNS:
        return periods_of(spans)
    columns: dict[Span | None, str] = {span: span.short for span in dated}
    return columns | ({None: DATE_NOT_KNOWN} if None in spans else {})


def _shapes(issue: Issue) -> dict[str, int]:
    return {position.id: number for number, position in enumerate(issue.positions)}


def _stop(moment: Moment, column: int, shapes: dict[str, int], say: Callable[[str], str]) -> Stop:
    positions = tuple(Position(shapes[position.id], position.name) for position in moment.positions)
    when = say(moment.span.short if moment.span else DATE_NOT_KNOWN)
    return Stop(column, when, positions, moment.changed)
