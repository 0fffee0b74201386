"""The list of all pages for search engines, and the word to them at the door."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

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
    addresses = [page.address for page in given.pages if not page.anywhere]
    lists = [addresses[start : start + _MOST] for start in range(0, len(addresses), _MOST)]
    if len(lists) == 1:
        yield Export("sitemap.xml", _list(given, addresses))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(lists) + 1)]
        yield from (Export(name, _list(given, part)) for name, part in zip(names, lists, strict=True))
        yield Export("sitemap.xml", _index(given, names))
    yield Export("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {given.full('sitemap.xml')}\n".encode())


def _list(given: Given, addresses: list[str]) -> bytes:
    # The day the briefing reflects is the only one of which it can be said that a page was true on it.
    changed = f"<lastmod>{given.as_of.isoformat()}</lastmod>" if given.as_of else ""
    lines = [f"<url><loc>{escape(given.full(address))}</loc>{changed}</url>" for address in addresses]
    return _whole("urlset", lines)


def _index(given: Given, names: list[str]) -> bytes:
    return _whole("sitemapindex", [f"<sitemap><loc>{escape(given.full(name))}</loc></sitemap>" for name in names])


def _whole(element: str, lines: list[str]) -> bytes:
    opening = f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', opening, *lines, f"</{element}>", ""]).encode()
