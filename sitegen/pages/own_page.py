"""A page of the author's own, in the sections that its headings make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html
from ..kinds.own_page import OwnPage
from ..page import Briefing, Page

_FENCE = re.compile(r" {0,3}(```|~~~)")
_SECTION = re.compile(r"##[ \t]+(?P<title>.*?)[ \t#]*")
_LOWER = re.compile(r"##(?=#+[ \t])")


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    text: Html | None


@dataclass(frozen=True, slots=True)
class OwnPageView:
    title: str
    opening: Html | None
    sections: tuple[Section, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """Every page of `content/pages/`, in the order of their names."""
    for page in briefing.library.pages.values():
        view, about = partial(_view, page=page), page.description or ""
        yield Page(f"{page.id}.html", "own_page.html", page.title, view, page.id, about, page)


def _view(composer: Composer, page: OwnPage) -> OwnPageView:
    opening, *others = _sections(page.text)
    return OwnPageView(
        title=page.title,
        opening=composer.prose(opening[1]) if opening[1].strip() else None,
        sections=tuple(Section(title, composer.prose(text) if text.strip() else None) for title, text in others),
    )


def _sections(text: str) -> list[tuple[str, str]]:
    """The text before the first heading of the second level, and what stands under each. Headings below are raised by
    two, since those of prose stand under one of the page."""
    found = [("", "")]
    fenced = False
    for line in text.splitlines(keepends=True):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _SECTION.fullmatch(line.rstrip("\r\n"))
        if heading:
            found.append((heading["title"], ""))
        else:
            title, before = found[-1]
            found[-1] = (title, before + (line if fenced else _LOWER.sub("", line, count=1)))
    return found
