"""The issues: who takes which position on each, when, in whose words, and what changed from one time to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..dates import Span
from ..findings.stances import Course
from ..kinds.issue import Issue, Position
from ..language import Key, message
from ..page import Briefing, Page, address_of
from ..pictures import Lanes
from ..records import Elsewhere
from .courses import over_time
from .held import CourseView, HeldView, MomentView, course_view, held_view, moment_view
from .periods import periods_of, when_said


@dataclass(frozen=True, slots=True)
class Row:
    """An actor's row in the table of an issue: a cell for each period, empty where no source says anything."""

    course: CourseView
    cells: tuple[tuple[MomentView, ...], ...]


@dataclass(frozen=True, slots=True)
class Now:
    """Who takes a position by the latest statement, and where that stands."""

    actor: Reference
    when: str
    held: HeldView


@dataclass(frozen=True, slots=True)
class PositionView:
    """A declared position, and who takes it by the latest statement about them."""

    name: str
    description: str | None
    now: tuple[Now, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change from one time to another, each with its words."""

    issue: Reference
    actor: Reference
    before: MomentView
    moment: MomentView


@dataclass(frozen=True, slots=True)
class IssueView:
    name: str
    question: str
    summary: Html | None
    positions: tuple[PositionView, ...]
    picture: Lanes | None
    periods: tuple[str, ...]
    rows: tuple[Row, ...]
    statements: int
    changes: tuple[Change, ...]
    unknown: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in the index."""

    link: Reference
    question: str
    positions: tuple[PositionView, ...]
    statements: int
    actors: int


@dataclass(frozen=True, slots=True)
class StancesView:
    issues: tuple[IssueLine, ...]
    changes: tuple[Change, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each issue, and the index of all."""
    for issue in _issues(briefing):
        view = partial(_view, issue=issue)
        description = message(
            "%(question)s Who takes which position, when, and in which words.", question=issue.question
        )
        yield Page(address_of(issue), "issue.html", issue.name, view, "stances", description, issue)
    description = message("Who stands where on each issue, by the latest statement, and who changed position.")
    yield Page("stances.html", "stances.html", message("Stances"), _index, "stances", description)


def _issues(briefing: Briefing) -> list[Issue]:
    return [issue for issue in briefing.library.all("issue").values() if isinstance(issue, Issue)]


def _index(composer: Composer) -> StancesView:
    issues = _issues(composer.briefing)
    lines = tuple(_line(composer, issue) for issue in issues)
    changes = (change for issue in issues for change in _changes(composer, _in_order(composer, issue)))
    return StancesView(lines, tuple(changes))


def _view(composer: Composer, issue: Issue) -> IssueView:
    found = _in_order(composer, issue)
    courses = [course_view(composer, course) for course in found]
    periods = periods_of([moment.span for course in found for moment in course.moments])
    names = tuple(dict.fromkeys(periods.values()))
    return IssueView(
        name=issue.name,
        question=issue.question,
        summary=composer.prose(issue.summary),
        positions=tuple(_position(composer, position, found) for position in issue.positions),
        picture=over_time(composer, found, lambda course: course.actor.name),
        periods=names,
        rows=tuple(_row(view, course, periods, names) for view, course in zip(courses, found, strict=True)),
        statements=sum(len(moment.held) for course in found for moment in course.moments),
        changes=tuple(_changes(composer, found)),
        unknown=issue.unknown,
        elsewhere=issue.elsewhere,
    )


def _in_order(composer: Composer, issue: Issue) -> list[Course]:
    """The courses of an issue: whoever acts for somebody stands right under them."""
    looked_for = composer.briefing.language.sort_key

    def order(course: Course) -> tuple[Key, bool, Key]:
        above = composer.library.thing(course.actor.acts_for or "", ("actor",))
        return looked_for((above or course.actor).name), above is not None, looked_for(course.actor.name)

    return sorted(composer.findings.stances.by_issue[issue.id], key=order)


def _row(view: CourseView, course: Course, periods: Mapping[Span | None, str], names: tuple[str, ...]) -> Row:
    cells: dict[str, list[MomentView]] = {name: [] for name in names}
    for moment, shown in zip(course.moments, view.moments, strict=True):
        cells[periods[moment.span]].append(shown)
    return Row(view, tuple(tuple(cell) for cell in cells.values()))


def _position(composer: Composer, position: Position, courses: list[Course]) -> PositionView:
    now = []
    times = 0
    for course in courses:
        times += sum(held.position.id == position.id for moment in course.moments for held in moment.held)
        latest = course.latest
        held = next((held for held in latest.held if held.position.id == position.id), None)
        if held is not None:
            now.append(Now(composer.thing(course.actor), when_said(latest.span), held_view(composer, held)))
    return PositionView(position.name, position.description, tuple(now), times)


def _changes(composer: Composer, courses: list[Course]) -> Iterator[Change]:
    for course in courses:
        for moment in course.moments:
            if moment.earlier and moment.added:
                issue, actor = composer.thing(course.issue), composer.thing(course.actor)
                yield Change(issue, actor, moment_view(composer, moment.earlier), moment_view(composer, moment))


def _line(composer: Composer, issue: Issue) -> IssueLine:
    courses = _in_order(composer, issue)
    return IssueLine(
        link=composer.thing(issue),
        question=issue.question,
        positions=tuple(_position(composer, position, courses) for position in issue.positions),
        statements=sum(len(moment.held) for course in courses for moment in course.moments),
        actors=len(courses),
    )
