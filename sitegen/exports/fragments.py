"""Links that lead to the very words on the outlet's own page, for browsers that know text fragments."""

from __future__ import annotations

from urllib.parse import quote

from ..passages import find
from .export import Given
from .public import Said

# Longer words are named by how they begin and end.
_WHOLE, _EDGE = 12, 5


def linked(given: Given, said: Said) -> str:
    """The address of the outlet's page with the words of a statement; without them where they stand twice, since what
    stands round them may not be licensed; empty where the page is not known."""
    url = said.document.article.url
    if not url:
        return ""
    if len(find(said.document.text, said.pieces[0])) != 1:
        return url
    words = said.pieces[0].split()
    start, end = (words, []) if len(words) <= _WHOLE else (words[:_EDGE], words[-_EDGE:])
    directive = ",".join(_spelt(" ".join(part)) for part in (start, end) if part)
    return f"{url.partition('#')[0]}#:~:text={directive}"


def _spelt(words: str) -> str:
    """Words in which every mark that means something in a directive is spelled out: commas, dashes, ampersands."""
    return quote(words, safe="").replace("-", "%2D")
