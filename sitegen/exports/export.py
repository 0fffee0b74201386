"""One file for machines, and what all of them are made from."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ..dates import read_span
from ..library import Document
from ..page import Briefing, Page
from ..prose import read_prose
from ..records import Thing
from .public import Said, anything_said, everything_said


@dataclass(frozen=True, slots=True)
class Export:
    """One file for machines: its address, relative to the root of the site, and its bytes."""

    address: str
    data: bytes


@dataclass(frozen=True, eq=False)
class Given:
    """What exports are made from: the briefing, and the pages of its site; `search` says that it will be searchable,
    `cards` which scripts each font has that cards can be written in. What several need is worked out once."""

    briefing: Briefing
    pages: tuple[Page, ...] = ()
    search: bool = False
    cards: tuple[frozenset[str], ...] = ()

    @functools.cached_property
    def root(self) -> str:
        """The full address of the site, ending in a slash; empty where only a path is known, or nothing."""
        return self.briefing.base_url if urlsplit(self.briefing.base_url).netloc else ""

    def full(self, address: str) -> str:
        """The full address of a page or file; relative to the root of the site where its own address is not known."""
        path, mark, fragment = address.partition("#")
        path = "" if self.root and path == "index.html" else path
        return f"{self.root}{quote(path)}{mark}{quote(fragment)}"

    @functools.cached_property
    def as_of(self) -> dt.date | None:
        """The day the briefing reflects, or the last day that an article is dated with; None where nothing is dated."""
        declared = read_span(self.briefing.library.site.as_of or "")
        if declared is not None and declared.last is not None:
            return declared.last
        return max(filter(None, map(self.published, self.briefing.library.documents.values())), default=None)

    def published(self, document: Document) -> dt.date | None:
        """The last day on which an article can have been published."""
        span = self.briefing.findings.chronology.articles[document.id].span
        return span.last if span else None

    @functools.cached_property
    def said(self) -> Mapping[str, tuple[Said, ...]]:
        """Every statement that may be shown, by its article in the order of the text."""
        return {name: self.said_in(name) for name in self.briefing.library.documents}

    def said_in(self, article: str) -> tuple[Said, ...]:
        """The statements about an article that may be shown, in the order of its text."""
        return everything_said(self.briefing, self.briefing.library.documents[article])

    def says_anything(self, article: str) -> bool:
        """Whether any statement about an article may be shown; told by the first of them."""
        return anything_said(self.briefing, self.briefing.library.documents[article])

    @functools.cached_property
    def naming(self) -> Mapping[tuple[str, str], tuple[Said, ...]]:
        """The statements that refer to a thing, by its kind and id."""
        found: dict[tuple[str, str], dict[int, Said]] = {}
        for said in (one for of_article in self.said.values() for one in of_article):
            for thing in said.things:
                found.setdefault((thing.kind, thing.id), {})[id(said)] = said
        return {key: tuple(of_thing.values()) for key, of_thing in found.items()}

    def about(self, thing: Thing) -> tuple[Said, ...]:
        """The statements that refer to a thing."""
        return self.naming.get((thing.kind, thing.id), ())


def plain(prose: str | None) -> str:
    """Our own prose as plain words, without its citations and without the gaps they leave."""
    if not prose:
        return ""
    words = " ".join(read_prose(prose).plain.split())
    for mark in ".,;:":
        words = words.replace(f" {mark}", mark)
    return words


Maker = Callable[[Given], Iterable[Export]]
