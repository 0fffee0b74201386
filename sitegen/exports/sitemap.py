"""The list of all pages for search engines, and the word to them at the door."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..findings.history import NOTHING
from ..page import Page
from .export import Export, Given

_MOST = 50_000


def files(given: Given) -> Iterator[Export]:
    """`sitemap.xml` and `robots.txt`, where the full address of the site is known; a build that is not for publication
    asks not to be looked at."""
    if not given.root:
        return
    if given.briefing.private or given.briefing.drafts:
        yield Export("robots.txt", b"User-agent: *\nDisallow: /\n")
        return
    pages = [page for page in given.pages if not page.anywhere]
    lists = [pages[start : start + _MOST] for start in range(0, len(pages), _MOST)]
    if len(lists) == 1:
        yield Export("sitemap.xml", _list(given, pages))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(lists) + 1)]
        yield from (Export(name, _list(given, part)) for name, part in zip(names, lists, strict=True))
        yield Export("sitemap.xml", _index(given, names))
    yield Export("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {given.full('sitemap.xml')}\n".encode())


def _list(given: Given, pages: list[Page]) -> bytes:
    return _whole("urlset", [_line(given, page) for page in pages])


def _line(given: Given, page: Page) -> str:
    # Of a page whose record does not say when it changed, the day the briefing reflects is the only one on which it was
    # true.
    past = given.briefing.findings.history.of(page.home_of.kind, page.home_of.id) if page.home_of else NOTHING
    day = (past.changed.last if past.changed else None) or given.as_of
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(given.full(page.address))}</loc>{changed}</url>"


def _index(given: Given, names: list[str]) -> bytes:
    return _whole("sitemapindex", [f"<sitemap><loc>{escape(given.full(name))}</loc></sitemap>" for name in names])


def _whole(element: str, lines: list[str]) -> bytes:
    opening = f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', opening, *lines, f"</{element}>", ""]).encode()
