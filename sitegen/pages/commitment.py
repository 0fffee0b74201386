"""The page of commitments: who agreed what, with whom, where, by when, and what the sources say became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..composing import Composer
from ..findings.commitments import Promise
from ..language import message
from ..page import Briefing, Page
from .occasion import EventLine, event_line
from .promise import PromiseView, promise_view


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where commitments were made: an event, or none that the sources name."""

    event: EventLine | None
    promises: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True)
class CommitmentsView:
    occasions: tuple[Occasion, ...]
    count: int
    followed: int


def pages(briefing: Briefing) -> Iterator[Page]:
    """The one page of commitments."""
    description = message("Who agreed what, with whom and by when, and what the sources say became of it.")
    yield Page("commitments.html", "commitments.html", message("Commitments"), _view, "commitments", description)


def _view(composer: Composer) -> CommitmentsView:
    promises = list(composer.findings.commitments.promises.values())
    return CommitmentsView(
        occasions=tuple(_occasions(composer, promises)),
        count=len(promises),
        followed=sum(bool(promise.followups) for promise in promises),
    )


def _occasions(composer: Composer, promises: Iterable[Promise]) -> Iterator[Occasion]:
    groups: dict[str, list[Promise]] = {}
    for promise in promises:
        event = composer.library.thing(promise.commitment.event or "", ("event",))
        groups.setdefault(event.id if event else "", []).append(promise)
    events = [event for event in composer.findings.chronology.agenda if event.id in groups]
    for event in events:
        yield Occasion(event_line(composer, event), _views(composer, groups[event.id]))
    if "" in groups:
        yield Occasion(None, _views(composer, groups[""]))


def _views(composer: Composer, promises: list[Promise]) -> tuple[PromiseView, ...]:
    return tuple(promise_view(composer, promise) for promise in promises)
