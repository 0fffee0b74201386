"""The blocks of prose that is HTML already: which way each runs, and the one that is taken out of its element."""

from __future__ import annotations

import re

from ..language import Language, against

_BLOCK = re.compile(
    r"<(?P<tag>p|li|h[1-6]|td|th)>(?P<inside>.*?)(?=</?(?:p|li|ul|ol|h[1-6]|td|th|blockquote|pre)\b)", re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")


def set_in_their_ways(html: str, language: Language) -> str:
    """Prose of which each block that runs against the page says so, so that its full stop stands at its end."""

    def set_one(found: re.Match[str]) -> str:
        way = against(_TAG.sub("", found["inside"]), language.direction)
        return f'<{found["tag"]} dir="{way}">{found["inside"]}' if way else found[0]

    return _BLOCK.sub(set_one, html)


def unwrapped(html: str) -> str:
    """One paragraph without its element; several as they are."""
    inner = html.strip().removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in inner else inner
