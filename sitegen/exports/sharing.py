"""What a page looks like where its link is shared: the words of Open Graph, and the card that is drawn of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import read_span
from ..language import Message, direction, message
from ..page import Page
from .export import Given

FOLDER, WIDTH, HEIGHT = "cards/", 1200, 630
_LABELS = {
    "article": message("Article"), "actor": message("Actor"), "event": message("Event"), "series": message("Series"),
    "term": message("Term"), "place": message("Place"), "measure": message("Figures"), "issue": message("Issue"),
    "wording": message("Wording"),
}  # fmt: skip
_FRONT: Message = message("Briefing")
# Arrows, emoji and the like, which fonts for reading do not have.
_LEFT_OUT = ("So", "Sm", "Sk", "Cn", "Co", "Cs")


@dataclass(frozen=True, slots=True)
class Card:
    """The words on one card; `language` and `direction` are those of the site, a title may run another way."""

    address: str
    label: str
    title: str
    about: str
    site: str
    as_of: str
    language: str
    direction: str


def card_of(given: Given, page: Page) -> Card | None:
    """The card of a page, where it is shared and can be written in the letters there are; else None."""
    if not _is_shared(given, page) or _is_part_of_a_list(page):
        return None
    site, language = given.briefing.library.site, given.briefing.language
    as_of = read_span(site.as_of or "")
    label = _LABELS.get(page.home_of.kind, _FRONT) if page.home_of else _FRONT
    card = Card(
        address=f"{FOLDER}{page.address.removesuffix('.html')}.png",
        label=language.say(label),
        title=_writable(page.title),
        about="" if page.description.startswith(page.title) else _writable(page.description),
        site=_writable(site.title) if page.title != site.title else "",
        as_of=language.capitalised(language.say(message("as of %(date)s", date=as_of.said))) if as_of else "",
        language=language.tag,
        direction=direction(language.tag),
    )
    texts = (card.label, card.title, card.about, card.site, card.as_of)
    return card if card.title and all(_can_be_written(text, given.cards) for text in texts) else None


def sharing(given: Given, page: Page) -> tuple[tuple[str, str], ...]:
    """The properties of a page by which it is shared, in order; none where its full address is not known."""
    return tuple(_properties(given, page)) if _is_shared(given, page) else ()


def _properties(given: Given, page: Page) -> Iterator[tuple[str, str]]:
    site = given.briefing.library.site
    yield "og:type", "article" if page.home_of and page.home_of.kind == "article" else "website"
    yield "og:title", page.title
    if page.description:
        yield "og:description", page.description
    yield "og:url", given.full(page.address)
    yield "og:site_name", site.title
    yield "og:locale", given.briefing.language.in_country
    card = card_of(given, page)
    if card is not None:
        yield "og:image", given.full(card.address)
        yield "og:image:type", "image/png"
        yield "og:image:width", str(WIDTH)
        yield "og:image:height", str(HEIGHT)
        yield "og:image:alt", " · ".join(filter(None, (card.label, card.title, card.site, card.as_of)))
    yield "twitter:card", "summary_large_image" if card else "summary"


def _is_shared(given: Given, page: Page) -> bool:
    """What nobody is to find is not made ready to be passed on."""
    return bool(given.root) and not (page.anywhere or given.briefing.private or given.briefing.drafts)


def _is_part_of_a_list(page: Page) -> bool:
    """Whether a page stands under another one and is the home of no record: what is shared is that other one."""
    return "/" in page.address and page.home_of is None


def _writable(text: str) -> str:
    """A text without signs that a font for reading does not have."""
    kept = (one for one in text if one.isascii() or unicodedata.category(one) not in _LEFT_OUT)
    return " ".join("".join(kept).split())


def _can_be_written(text: str, fonts: tuple[frozenset[str], ...]) -> bool:
    """Whether one font has all scripts of a text, by the names that Unicode gives its letters."""
    scripts = {unicodedata.name(one, "UNKNOWN").partition(" ")[0] for one in text if one.isalpha()}
    return any(scripts <= font for font in fonts)
