"""How the briefing was made, and the page for an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import __version__
from ..composing import Composer, Html
from ..language import message
from ..page import Briefing, Page
from .front import Counts, counts_of


@dataclass(frozen=True, slots=True)
class MethodView:
    method: Html | None
    counts: Counts
    resolved: int
    declared: int
    open: int
    repository: str | None
    version: str


@dataclass(frozen=True, slots=True)
class NotFoundView:
    title: str


def pages(briefing: Briefing) -> Iterator[Page]:
    """The page on method, and the 404."""
    yield Page(
        "method.html",
        "method.html",
        message("How this briefing was made"),
        _view,
        "method",
        message("How this briefing was made and checked."),
    )
    yield Page("404.html", "404.html", message("No such page"), _not_found, anywhere=True)


def _not_found(composer: Composer) -> NotFoundView:
    return NotFoundView(composer.library.site.title)


def _view(composer: Composer) -> MethodView:
    states = [resolved.state for resolved in composer.findings.chronology.phrases.values()]
    return MethodView(
        method=composer.prose(composer.library.site.method),
        counts=counts_of(composer.briefing),
        resolved=states.count("worked out"),
        declared=states.count("declared"),
        open=states.count("open"),
        repository=composer.library.site.repository,
        version=__version__,
    )
