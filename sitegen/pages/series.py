"""A series: its events one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Html
from ..kinds.series import Series
from ..page import Briefing, Page, address_of
from .event import EventLine, event_line, in_order


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
        composer = Composer(briefing, address_of(series), subject=series)
        row = in_order(briefing.library.referring(series, "series", "event"))
        events = [event_line(composer, event) for event in row]
        view = SeriesView(series.name, composer.prose(series.summary), tuple(events), series.unknown)
        yield composer.page("series.html", series.name, view, "events", f"{series.name}, event by event.", series)
