"""How the briefing was made, and the page for an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import __version__
from ..composing import Composer, Html
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
    composer = Composer(briefing, "method.html")
    states = [resolved.state for resolved in briefing.findings.chronology.phrases.values()]
    view = MethodView(
        method=composer.prose(briefing.library.site.method),
        counts=counts_of(briefing),
        resolved=states.count("worked out"),
        declared=states.count("declared"),
        open=states.count("open"),
        repository=briefing.library.site.repository,
        version=__version__,
    )
    yield composer.page("method.html", "Method", view, "method", "How this briefing was made and checked.")
    missing = NotFoundView(briefing.library.site.title)
    yield Page("404.html", "404.html", "No such page", missing, anywhere=True)
