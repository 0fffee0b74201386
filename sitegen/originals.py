"""The way to the very words on the outlet's own page, for browsers that know text fragments."""

from __future__ import annotations

from urllib.parse import quote

from .findings.excerpts import Excerpts
from .library import Document
from .passages import Stretch

# Longer words are named by how they begin and end.
_WHOLE, _EDGE = 12, 5


def original(document: Document, excerpts: Excerpts, stretch: Stretch) -> str:
    """The address of the outlet's page at the words of a stretch; that of the page alone where they may not be shown,
    or stand twice, since what stands round them may not be licensed; empty where the page is not known."""
    url = document.article.url
    if not url:
        return ""
    words = excerpts.telling(document, stretch).split()
    if not words:
        return url
    start, end = (words, []) if len(words) <= _WHOLE else (words[:_EDGE], words[-_EDGE:])
    directive = ",".join(_spelt(" ".join(part)) for part in (start, end) if part)
    return f"{url.partition('#')[0]}#:~:text={directive}"


def _spelt(words: str) -> str:
    """Words in which every mark that means something in a directive is spelled out: commas, dashes, ampersands."""
    return quote(words, safe="").replace("-", "%2D")
