"""A JSON Feed (version 1.1) of the whole site."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .atom import moment
from .entries import Entry, feeds
from .export import Export, Given

ADDRESS = "feed.json"


def files(given: Given) -> Iterator[Export]:
    """The feed, where the full address of the site is known."""
    site = given.briefing.library.site
    for feed in feeds(given):
        if feed.stem != "feed":
            continue
        tree = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.subtitle,
            "home_page_url": given.full(feed.page),
            "feed_url": given.full(ADDRESS),
            "language": site.language,
            "authors": [{"name": site.publisher or site.title}],
            "items": [_item(given, entry) for entry in feed.entries],
        }
        yield Export(ADDRESS, (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode())


def _item(given: Given, entry: Entry) -> dict[str, object]:
    address = given.full(entry.address)
    item: dict[str, object] = {"id": address, "url": address, "title": entry.title}
    item["content_text"] = entry.summary or entry.title
    if entry.published:
        item["date_published"] = moment(entry.published)
    item["date_modified"] = moment(entry.updated)
    if entry.author:
        item["authors"] = [{"name": entry.author}]
    item["tags"] = [*entry.tags, *([entry.source] if entry.source else [])]
    item["language"] = entry.language
    return item
