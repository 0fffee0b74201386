"""What can be read: one module a kind of page. The order of the list is the order in which pages are made."""

from collections.abc import Callable, Iterator

from ..page import Briefing, Page
from . import actor, article, event, front, method, place, rights, series, source, term, timeline

PAGES: tuple[Callable[[Briefing], Iterator[Page]], ...] = (
    front.pages,
    article.pages,
    actor.pages,
    event.pages,
    series.pages,
    term.pages,
    place.pages,
    timeline.pages,
    source.pages,
    rights.pages,
    method.pages,
)

__all__ = ["PAGES", "Briefing", "Page"]
