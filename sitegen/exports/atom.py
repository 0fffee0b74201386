"""Atom feeds (RFC 4287): of the whole site, and of each actor and event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from html import escape

from .entries import Entry, Feed, feeds
from .export import Export, Given


def files(given: Given) -> Iterator[Export]:
    """Every feed, where the full address of the site is known."""
    for feed in feeds(given):
        yield Export(f"{feed.stem}.atom", "\n".join(_feed(given, feed)).encode())


def _feed(given: Given, feed: Feed) -> Iterator[str]:
    site = given.briefing.library.site
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(site.language)}>'
    yield f"<id>{escape(given.full(f'{feed.stem}.atom'), False)}</id>"
    yield f"<title>{_text(feed.title)}</title>"
    if feed.subtitle:
        yield f"<subtitle>{_text(feed.subtitle)}</subtitle>"
    yield f"<updated>{moment(feed.updated)}</updated>"
    yield f"<author><name>{_text(site.publisher or site.title)}</name></author>"
    yield f'<link rel="self" type="application/atom+xml" href={_quoted(given.full(f"{feed.stem}.atom"))}/>'
    yield f'<link rel="alternate" type="text/html" href={_quoted(given.full(feed.page))}/>'
    for entry in feed.entries:
        yield from _entry(given, entry)
    yield "</feed>\n"


def _entry(given: Given, entry: Entry) -> Iterator[str]:
    address = given.full(entry.address)
    yield f"<entry xml:lang={_quoted(entry.language)}>"
    yield f"<id>{escape(address, False)}</id>"
    yield f"<title>{_text(entry.title)}</title>"
    yield f'<link rel="alternate" type="text/html" href={_quoted(address)}/>'
    if entry.published:
        yield f"<published>{moment(entry.published)}</published>"
    yield f"<updated>{moment(entry.updated)}</updated>"
    if entry.author:
        yield f"<author><name>{_text(entry.author)}</name></author>"
    for tag in entry.tags:
        yield f"<category term={_quoted(tag)}/>"
    if entry.summary:
        yield f"<summary>{_text(entry.summary)}</summary>"
    if entry.words:
        words, source = escape(_text(entry.words), False), escape(_text(entry.source), False)
        yield f'<content type="html">&lt;blockquote&gt;{words}&lt;/blockquote&gt;&lt;p&gt;{source}&lt;/p&gt;</content>'
    yield "</entry>"


def moment(day: dt.date) -> str:
    """The start of a day, as feeds write times. Nothing is known of hours, and nothing is claimed of them."""
    return f"{day.isoformat()}T00:00:00Z"


# What XML cannot hold, however it is spelled.
_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _text(words: str) -> str:
    return escape(_UNSPEAKABLE.sub("", words), False)


def _quoted(words: str) -> str:
    return f'"{escape(words)}"'
