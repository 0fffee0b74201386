"""The issues: who takes which position on each, when, in whose words, and what changed from one time to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..dates import Span
from ..findings.stances import Course, Held, Moment
from ..kinds.actor import Actor
from ..kinds.issue import Issue, Position
from ..language import Key, message
from ..page import Briefing, Page, address_of
from ..pictures import Lanes
from ..records import Elsewhere
from .courses import over_time
from .periods import periods_of, when_said
from .showing import Shown, show


@dataclass(frozen=True, slots=True)
class HeldView:
    """One stance in a cell: the position, the words, and how they came to the page. `shown` is None where the
    source's rights let none of its words be shown. `dated_by_article` says that the time is only the article's."""

    position: str
    form: str
    shown: Shown | None
    article: Reference
    dated_by_article: bool
    doubted: bool


@dataclass(frozen=True, slots=True)
class MomentView:
    """What an actor is said to hold at one time, and in words how that differs from the time before."""

    when: str
    iso: str
    held: tuple[HeldView, ...]
    change: str


@dataclass(frozen=True, slots=True)
class CourseView:
    """One actor on one issue, in the order of time."""

    actor: Reference
    acts_for: Reference | None
    issue: Reference
    question: str
    moments: tuple[MomentView, ...]
    latest: MomentView


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


def courses_of(composer: Composer, actor: Actor) -> tuple[CourseView, ...]:
    """An actor on every issue it takes a position on."""
    courses = composer.findings.stances.by_actor.get(actor.id, ())
    return tuple(_course(composer, course) for course in courses)


def _view(composer: Composer, issue: Issue) -> IssueView:
    found = _in_order(composer, issue)
    courses = [_course(composer, course) for course in found]
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


def _course(composer: Composer, course: Course) -> CourseView:
    by_time = {moment.span: _moment(composer, moment) for moment in course.moments}
    return CourseView(
        actor=composer.thing(course.actor),
        acts_for=composer.reference(course.actor.acts_for, "actor"),
        issue=composer.thing(course.issue),
        question=course.issue.question,
        moments=tuple(by_time.values()),
        latest=by_time[course.latest.span],
    )


def _moment(composer: Composer, moment: Moment) -> MomentView:
    held = tuple(_held(composer, held) for held in moment.held)
    return MomentView(when_said(moment.span), moment.span.edtf if moment.span else "", held, _change(moment))


def _change(moment: Moment) -> str:
    """How a time differs from the one before, in words; empty where it does not, or where there is none before."""
    if moment.changed:
        before, after = _named(moment.before), _named(moment.positions)
        return message("Changed from %(before)s to %(after)s", before=before, after=after)
    return message("Now also %(positions)s", positions=_named(moment.added)) if moment.added else ""


def _named(positions: tuple[Position, ...]) -> str:
    return " and ".join(f"“{position.name}”" for position in positions)


def _held(composer: Composer, held: Held) -> HeldView:
    return HeldView(
        position=held.position.name,
        form=held.stance.form,
        shown=show(composer, held.stance),
        article=composer.article(composer.library.documents[held.stance.article]),
        dated_by_article=held.by_article,
        doubted=held.doubted,
    )


def _position(composer: Composer, position: Position, courses: list[Course]) -> PositionView:
    now = []
    times = 0
    for course in courses:
        times += sum(held.position.id == position.id for moment in course.moments for held in moment.held)
        latest = course.latest
        held = next((held for held in latest.held if held.position.id == position.id), None)
        if held is not None:
            now.append(Now(composer.thing(course.actor), when_said(latest.span), _held(composer, held)))
    return PositionView(position.name, position.description, tuple(now), times)


def _changes(composer: Composer, courses: list[Course]) -> Iterator[Change]:
    for course in courses:
        for moment in course.moments:
            if moment.earlier and moment.added:
                issue, actor = composer.thing(course.issue), composer.thing(course.actor)
                yield Change(issue, actor, _moment(composer, moment.earlier), _moment(composer, moment))


def _line(composer: Composer, issue: Issue) -> IssueLine:
    courses = _in_order(composer, issue)
    return IssueLine(
        link=composer.thing(issue),
        question=issue.question,
        positions=tuple(_position(composer, position, courses) for position in issue.positions),
        statements=sum(len(moment.held) for course in courses for moment in course.moments),
        actors=len(courses),
    )
