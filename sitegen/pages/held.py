"""What an actor is said to hold on an issue, time after time, in whose words, and what changed in between."""

from __future__ import annotations

from dataclasses import dataclass

from ..composing import Composer, Reference
from ..findings.stances import Course, Held, Moment
from ..kinds.actor import Actor
from ..kinds.issue import Position
from ..language import listed, message
from .periods import when_said
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


def courses_of(composer: Composer, actor: Actor) -> tuple[CourseView, ...]:
    """An actor on every issue it takes a position on."""
    courses = composer.findings.stances.by_actor.get(actor.id, ())
    return tuple(course_view(composer, course) for course in courses)


def course_view(composer: Composer, course: Course) -> CourseView:
    """One actor on one issue, ready to be shown."""
    by_time = {moment.span: moment_view(composer, moment) for moment in course.moments}
    return CourseView(
        actor=composer.thing(course.actor),
        acts_for=composer.reference(course.actor.acts_for, "actor"),
        issue=composer.thing(course.issue),
        question=course.issue.question,
        moments=tuple(by_time.values()),
        latest=by_time[course.latest.span],
    )


def moment_view(composer: Composer, moment: Moment) -> MomentView:
    """What is held at one time, with its words and the change from the time before."""
    held = tuple(held_view(composer, held) for held in moment.held)
    return MomentView(when_said(moment.span), moment.span.edtf if moment.span else "", held, _change(moment))


def _change(moment: Moment) -> str:
    """How a time differs from the one before, in words; empty where it does not, or where there is none before."""
    if moment.changed:
        before, after = _named(moment.before), _named(moment.positions)
        return message("Changed from %(before)s to %(after)s", before=before, after=after)
    return message("Now also %(positions)s", positions=_named(moment.added)) if moment.added else ""


def _named(positions: tuple[Position, ...]) -> str:
    return listed(f"“{position.name}”" for position in positions)


def held_view(composer: Composer, held: Held) -> HeldView:
    """One stance with its words."""
    return HeldView(
        position=held.position.name,
        form=held.stance.form,
        shown=show(composer, held.stance),
        article=composer.article(composer.library.documents[held.stance.article]),
        dated_by_article=held.by_article,
        doubted=held.doubted,
    )
