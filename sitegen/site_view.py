"""What every template may say of the site as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from . import __version__
from .dates import read_span
from .look import style_sheet
from .menu import Entry, menu_of
from .page import Briefing


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site for its templates. `front` names the parts of the front page, `look` says whether it has its own style
    sheet."""

    title: str
    scope: str
    language: str
    direction: str
    publisher: str | None
    as_of: str | None
    changed: str | None
    base_url: str
    repository: str | None
    menu: tuple[Entry, ...]
    front: tuple[str, ...]
    look: bool
    logo: str | None
    version: str
    drafts: bool
    private: bool
    search: bool
    search_languages: tuple[str, ...]


def site_view(briefing: Briefing, search: bool, search_languages: tuple[str, ...]) -> SiteView:
    """The site of a briefing; `search` says that it can be searched, also in further languages."""
    site = briefing.library.site
    as_of, changed = read_span(site.as_of or ""), read_span(site.changed or "")
    return SiteView(
        title=site.title,
        scope=site.scope,
        language=briefing.language.tag,
        direction=briefing.language.direction,
        publisher=site.publisher,
        as_of=as_of.said if as_of else None,
        changed=changed.said if changed else None,
        base_url=briefing.base_url,
        repository=site.repository,
        menu=menu_of(briefing.library)[0],
        front=site.front,
        look=bool(style_sheet(site)),
        logo=site.look.logo if site.look else None,
        version=__version__,
        drafts=briefing.drafts,
        private=briefing.private,
        search=search,
        search_languages=search_languages,
    )
