"""What a page is composed of: made HTML, links, passages in their sentence, numbered evidence, cards of names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


class Html:
    """HTML made by this house, which the theme prints as it stands; everything else it escapes. It is made when it
    is printed, so that citations are numbered in the order in which a reader meets them."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make
        self._made: str | None = None

    def __html__(self) -> str:
        if self._made is None:
            self._made = self._make()
        return self._made

    __str__ = __html__


def made(html: str) -> Html:
    """HTML that is at hand already."""
    return Html(lambda: html)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to the home of a record: its name, the way there, its kind. `language` is that of the name where it is
    not the site's."""

    name: str
    href: str
    kind: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words of a source in their sentence, with the permanent link to their place; `date` is the article's in words,
    `original` leads to the words on the outlet's own page, where that is known."""

    article: Reference
    href: str
    before: str
    words: str
    after: str
    language: str
    date: str
    heading: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered citation of a page; `uses` counts the places on the page that lead here."""

    number: int
    snippet: Snippet
    uses: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """Something that was corrected: when, what, and which pages it is about."""

    date: str
    iso: str
    what: Html | None
    about: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What a hover card says of a name on the page, and the list of names at its end; `href` is where the links lead
    that it explains."""

    name: str
    kind: str
    sort: str
    text: str
    href: str
