"""What can be read: one module a kind of page, in a list whose order is the order in which pages are made."""

from collections.abc import Callable, Iterator

from ..page import Briefing, Page
from . import (
    accounts,
    actor,
    article,
    browse,
    commitment,
    correction,
    event,
    front,
    gap,
    issue,
    measure,
    meeting,
    method,
    own_page,
    place,
    rights,
    series,
    source,
    term,
    timeline,
    wording,
)

PAGES: tuple[Callable[[Briefing], Iterator[Page]], ...] = (
    front.pages,
    article.pages,
    actor.pages,
    event.pages,
    series.pages,
    term.pages,
    place.pages,
    timeline.pages,
    measure.pages,
    issue.pages,
    accounts.pages,
    commitment.pages,
    wording.pages,
    meeting.pages,
    source.pages,
    rights.pages,
    gap.pages,
    correction.pages,
    own_page.pages,
    method.pages,
    browse.pages,
)

__all__ = ["PAGES", "Briefing", "Page"]
