"""What the author says of the briefing's own past: what was corrected, and when each page last changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..dates import Span, read_span
from ..kinds.article import Article
from ..kinds.site import Correction
from ..library import Library
from ..records import Thing


@dataclass(frozen=True, slots=True)
class Past:
    """The past of one page: the day it last changed, where that is known, and what was corrected on it."""

    changed: Span | None
    corrections: tuple[Correction, ...]


NOTHING = Past(None, ())


@dataclass(frozen=True, slots=True)
class History:
    """Every correction, the newest first, and the past of each record that has one, by its kind and id."""

    corrections: tuple[Correction, ...]
    pasts: Mapping[tuple[str, str], Past]

    def of(self, kind: str, name: str) -> Past:
        """The past of a record's page."""
        return self.pasts.get((kind, name), NOTHING)


def read_history(library: Library) -> History:
    """The corrections of the site's settings by the records that they are about. A page changed when its record says
    so, and when it was corrected, whichever came last."""
    newest_first = tuple(sorted(library.site.corrections, key=lambda one: _end(read_span(one.date)), reverse=True))
    about: dict[tuple[str, str], list[Correction]] = {}
    for correction in newest_first:
        for key in dict.fromkeys(_about(library, correction)):
            about.setdefault(key, []).append(correction)
    pasts: dict[tuple[str, str], Past] = {}
    for record in _records(library):
        key, corrections = (record.kind, record.id), about.get((record.kind, record.id), [])
        dates = [record.changed or "", *(correction.date for correction in corrections)]
        if spans := [span for date in dates if (span := read_span(date))]:
            pasts[key] = Past(max(spans, key=_end), tuple(corrections))
    return History(newest_first, pasts)


def _records(library: Library) -> Iterator[Article | Thing]:
    yield from (document.article for document in library.documents.values())
    yield from library.every_thing()


def _about(library: Library, correction: Correction) -> Iterator[tuple[str, str]]:
    yield from (("article", article) for article in correction.articles)
    for reference in correction.about:
        if thing := library.thing(reference):
            yield thing.kind, thing.id


def _end(span: Span | None) -> dt.date:
    return span.end if span else dt.date.min
