"""Who takes which position on which issue, when, and where that differs from the time before."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..dates import Span, read_span
from ..kinds.actor import Actor
from ..kinds.issue import Issue, Position
from ..kinds.stance import Stance
from ..library import Library
from ..problems import Problem, did_you_mean
from .chronology import Chronology


@dataclass(frozen=True, slots=True)
class Held:
    """One stance and the declared position it takes. `span` is when; `by_article` says that this is only the date of
    the article, `doubted` that the article's own text contradicts that date."""

    stance: Stance
    position: Position
    span: Span | None
    by_article: bool
    doubted: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """What one actor is said to hold at one time. Two positions on one day are two. `earlier` is the latest time that
    lies wholly before this one; None where none does, or where this time is not known."""

    span: Span | None
    held: tuple[Held, ...]
    earlier: Moment | None

    @property
    def positions(self) -> tuple[Position, ...]:
        """The positions taken, each once, in the order in which the statements stand."""
        return tuple({held.position.id: held.position for held in self.held}.values())

    @property
    def before(self) -> tuple[Position, ...]:
        """The positions taken at the time before."""
        return self.earlier.positions if self.earlier else ()

    @property
    def added(self) -> tuple[Position, ...]:
        """The positions that were not taken at the time before; none where there was no time before."""
        known = {position.id for position in self.before}
        return tuple(position for position in self.positions if known and position.id not in known)

    @property
    def changed(self) -> bool:
        """Whether every position now is another than every one before. A position that is only not repeated is no
        change: silence is not a statement."""
        return bool(self.before) and len(self.added) == len(self.positions)


@dataclass(frozen=True, slots=True)
class Course:
    """One actor on one issue: the moments in the order of time, those without a date last."""

    actor: Actor
    issue: Issue
    moments: tuple[Moment, ...]

    @property
    def latest(self) -> Moment:
        """The last dated moment, or the undated one where there is no other."""
        dated = [moment for moment in self.moments if moment.span]
        return (dated or self.moments)[-1]


@dataclass(frozen=True, slots=True)
class Stances:
    """Every course by issue and by actor, in the order of the actors' names."""

    by_issue: Mapping[str, tuple[Course, ...]]
    by_actor: Mapping[str, tuple[Course, ...]]
    taken: Mapping[tuple[str, str], Held]

    def of(self, stance: Stance) -> Held | None:
        return self.taken.get((stance.article, stance.id))


def work_out_stances(library: Library, chronology: Chronology) -> tuple[Stances, list[Problem]]:
    """Every stance at its time. A position that its issue does not declare is a problem."""
    problems = [problem for issue in _issues(library) for problem in _declared_twice(issue)]
    taken: dict[tuple[str, str], Held] = {}
    groups: dict[tuple[str, str], list[Held]] = {}
    for stance in library.statements_of(Stance):
        issue = library.thing(stance.issue, ("issue",))
        actor = library.thing(stance.actor, ("actor",))
        if not isinstance(issue, Issue) or not isinstance(actor, Actor):
            continue
        position = next((one for one in issue.positions if one.id == stance.position), None)
        if position is None:
            problems.append(_undeclared(stance, issue))
            continue
        held = _held(stance, position, chronology)
        taken[stance.article, stance.id] = held
        groups.setdefault((issue.id, actor.id), []).append(held)
    return _sorted(library, groups, taken), problems


def _issues(library: Library) -> Iterator[Issue]:
    return (issue for issue in library.all("issue").values() if isinstance(issue, Issue))


def _declared_twice(issue: Issue) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, position in enumerate(issue.positions):
        if position.id in seen:
            message = f"the issue “{issue.id}” declares the position “{position.id}” twice"
            yield Problem(issue.place("positions", index, "id"), "duplicate-id", message, "rename one of the two")
        seen.add(position.id)


def _undeclared(stance: Stance, issue: Issue) -> Problem:
    known = [position.id for position in issue.positions]
    message = f"the issue “{issue.id}” has no position “{stance.position}”"
    hint = did_you_mean(stance.position, known) or f"its positions are: {', '.join(known)}"
    return Problem(stance.place("position"), "unknown-reference", message, hint)


def _held(stance: Stance, position: Position, chronology: Chronology) -> Held:
    published = chronology.articles[stance.article]
    if stance.as_of:
        return Held(stance, position, read_span(stance.as_of), by_article=False, doubted=False)
    return Held(stance, position, published.span, by_article=True, doubted=bool(published.contradicted_by))


def _sorted(
    library: Library, groups: Mapping[tuple[str, str], list[Held]], taken: Mapping[tuple[str, str], Held]
) -> Stances:
    by_issue: dict[str, list[Course]] = {issue.id: [] for issue in _issues(library)}
    by_actor: dict[str, list[Course]] = {}
    for (issue_id, actor_id), held in groups.items():
        issue, actor = library.thing(issue_id, ("issue",)), library.thing(actor_id, ("actor",))
        assert isinstance(issue, Issue)
        assert isinstance(actor, Actor)
        course = Course(actor, issue, _moments(held))
        by_issue[issue_id].append(course)
        by_actor.setdefault(actor_id, []).append(course)
    for courses in by_issue.values():
        courses.sort(key=lambda course: course.actor.name.casefold())
    order = {issue: place for place, issue in enumerate(by_issue)}
    for courses in by_actor.values():
        courses.sort(key=lambda course: order[course.issue.id])
    return Stances(
        {issue: tuple(courses) for issue, courses in by_issue.items()},
        {actor: tuple(courses) for actor, courses in by_actor.items()},
        taken,
    )


def _moments(held: list[Held]) -> tuple[Moment, ...]:
    """Stances of one time together. Times that overlap without being the same have no order, so that neither is
    before the other."""
    by_span: dict[Span | None, list[Held]] = {}
    for one in held:
        by_span.setdefault(one.span, []).append(one)
    moments: list[Moment] = []
    # Those that may still be running, by their end: what has ended once stays over for every later start.
    running: list[tuple[dt.date, int]] = []
    over: Moment | None = None
    for span in sorted(span for span in by_span if span):
        while running and running[0][0] < span.start:
            over = moments[heapq.heappop(running)[1]]
        heapq.heappush(running, (span.end, len(moments)))
        moments.append(Moment(span, tuple(by_span[span]), over))
    if None in by_span:
        moments.append(Moment(None, tuple(by_span[None]), None))
    return tuple(moments)
