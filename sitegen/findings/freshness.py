"""Whether the day that the briefing says it reflects has been left behind by its own articles."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import read_span
from ..library import Library
from ..problems import Problem
from .chronology import Chronology


def left_behind(library: Library, chronology: Chronology) -> Iterator[Problem]:
    """The site's `as_of`, where an article is of a later day: pages and citations would give the wrong one."""
    declared = read_span(library.site.as_of or "")
    dated = [(one.span.start, article, one.span) for article, one in chronology.articles.items() if one.span]
    if declared is None or not dated:
        return
    latest, article, span = max(dated, key=lambda one: one[:2])
    if latest <= declared.end:
        return
    message = f"the briefing is said to reflect {declared.said}, and the article “{article}” is of {span.said}"
    hint = f"write `as_of: {latest.isoformat()}`, or a later day"
    yield Problem(library.site.place("as_of"), "as-of-behind", message, hint, severity="warning")
