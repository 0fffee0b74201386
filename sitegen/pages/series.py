"""A series: its events one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html
from ..findings.chronology import in_time
from ..kinds.series import Series
from ..language import message
from ..page import Briefing, Page, address_of
from .occasion import EventLine, event_line


@dataclass(frozen=True, slots=True)
class SeriesView:
    name: str
    summary: Html | None
    events: tuple[EventLine, ...]
    unknown: tuple[str, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each series."""
    for series in briefing.library.all("series").values():
        assert isinstance(series, Series)
        view, description = partial(_view, series=series), message("%(name)s, event by event.", name=series.name)
        yield Page(address_of(series), "series.html", series.name, view, "events", description, series)


def _view(composer: Composer, series: Series) -> SeriesView:
    row = in_time(composer.library.referring(series, "series", "event"))
    events = tuple(event_line(composer, event) for event in row)
    return SeriesView(series.name, composer.prose(series.summary), events, series.unknown)
