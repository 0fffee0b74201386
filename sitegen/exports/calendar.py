"""Calendar files (RFC 5545) of the events: one of all, and one of each.

A calendar knows days. An event that is known to the day, or to a week or month, covers that span; where it is not a
day, its title gives the span as it is known. One without a date, or known to a season or year only, or open at an end,
is a journal entry, which needs no day. No day is made up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..dates import Span, read_span
from ..kinds.event import Event
from ..kinds.place import Location
from ..page import address_of
from ..records import slug
from .entries import stem_of
from .export import Export, Given, plain

ALL = "events.ics"
# What calendars can say of a status; the status in our own words stands beside it.
_STATUS = {"held": "CONFIRMED"}
_UNSURE = "TENTATIVE"
# What is known no better than this would fill a calendar for months.
_TOO_WIDE = frozenset({"season", "quarter", "part of year", "year"})
_WIDEST = 75


def files(given: Given) -> Iterator[Export]:
    """The calendar of all events, and one for each."""
    events = [one for one in given.briefing.library.all("event").values() if isinstance(one, Event)]
    if events:
        yield Export(ALL, _calendar(given, given.briefing.library.site.title, events))
    for event in events:
        yield Export(f"{stem_of(event)}.ics", _calendar(given, event.name, [event]))


def _calendar(given: Given, name: str, events: Iterable[Event]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sitegen//briefing//EN", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _component(given, event)
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _component(given: Given, event: Event) -> Iterator[str]:
    span = read_span(event.date or "")
    dated = span is not None and not span.is_open and span.precision not in _TOO_WIDE
    component = "VEVENT" if dated else "VJOURNAL"
    yield f"BEGIN:{component}"
    yield f"UID:{_uid(given, event)}"
    yield f"DTSTAMP:{_stamp(given, span)}"
    if span is not None and dated:
        yield from _days(span)
        yield f"STATUS:{_STATUS.get(event.status, _UNSURE)}"
    near = f" ({span.edtf})" if span is not None and not span.is_day else ""
    yield f"SUMMARY:{_text(event.name)}{near}"
    if about := plain(event.outcome) or plain(event.what_happened):
        yield f"DESCRIPTION:{_text(about)}"
    yield f"CATEGORIES:{_text(event.type)}"
    if dated:
        yield from _where(given, event)
    if given.root:
        yield f"URL:{given.full(address_of(event))}"
    larger = given.briefing.library.thing(event.part_of or "", ("event",))
    if isinstance(larger, Event):
        yield f"RELATED-TO:{_uid(given, larger)}"
    yield f"X-SITEGEN-STATUS:{_text(event.status)}"
    yield f"X-SITEGEN-DATE:{span.edtf if span else 'unknown'}"
    yield f"END:{component}"


def _days(span: Span) -> Iterator[str]:
    """The days of a closed span, the end exclusive as calendars have it."""
    yield f"DTSTART;VALUE=DATE:{_compact(span.start)}"
    if span.end < dt.date.max:
        yield f"DTEND;VALUE=DATE:{_compact(span.end + dt.timedelta(days=1))}"
    yield "TRANSP:TRANSPARENT"
    yield f"X-SITEGEN-PRECISION:{_text(span.precision)}"


def _where(given: Given, event: Event) -> Iterator[str]:
    place = given.briefing.library.thing(event.city or "", ("place",))
    if isinstance(place, Location):
        yield f"LOCATION:{_text(place.name)}"
        if place.lat is not None and place.lon is not None:
            yield f"GEO:{place.lat};{place.lon}"


def _uid(given: Given, event: Event) -> str:
    """An id that stays the same however the event is edited."""
    parts = urlsplit(given.root)
    owner = f"{parts.hostname}{parts.path.rstrip('/').replace('/', '.')}" if parts.hostname else ""
    return f"{event.id}@{owner or slug(given.briefing.library.site.title) or 'briefing'}"


def _stamp(given: Given, span: Span | None) -> str:
    """When the entry was last true: the day the briefing reflects, for want of it the event's own first day."""
    day = given.as_of or (span.first if span else None) or dt.date(1970, 1, 1)
    return f"{_compact(day)}T000000Z"


def _compact(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _text(words: str) -> str:
    for mark in "\\;,":
        words = words.replace(mark, f"\\{mark}")
    return words.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, none of which cuts a letter."""
    data = line.encode()
    pieces: list[bytes] = []
    while len(data) > _WIDEST - bool(pieces):
        cut = _WIDEST - bool(pieces)
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(data[:cut])
        data = data[cut:]
    return b"\r\n ".join([*pieces, data]) + b"\r\n"
