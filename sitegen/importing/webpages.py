"""A saved web page becomes the text of its article: the one door to the extraction library."""

from __future__ import annotations

import html
import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from .decoding import NotText

_WITHOUT_LIBRARY: Final = (
    "reading saved pages takes a library that is not there; install it with: pip install 'sitegen-briefing[import]'"
)
_LANGUAGE: Final = re.compile(r"""<html\b[^>]{0,500}?\s(?:xml:)?lang\s*=\s*["']?([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_PROLOGUE: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_BLOCK: Final = re.compile(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>")


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page holds, as far as it is printed there: its article's text, a blank line between paragraphs, and what
    it says of itself. What is not known is empty."""

    text: str
    title: str
    author: str
    url: str
    site: str
    day: str
    day_is_printed: bool
    language: str


def read_page(source: str) -> WebPage:
    """The article of a page, without its navigation and programs. Raises NotText where there is none. Nothing is
    fetched: pictures, programs and addresses are left alone."""
    found = _extracted(_PROLOGUE.sub("", source, count=1))
    lines = [line.strip() for line in (found.text or "").split("\n")] if found is not None else []
    text = "\n\n".join(line for line in lines if line)
    if not text:
        raise NotText("no text of an article was found in the page; copy it into a .txt file")
    printed = _Printed(source)
    language = _LANGUAGE.search(source, 0, 20_000)
    day = found.date or ""
    return WebPage(
        text=text + "\n",
        title=printed.like(found.title or ""),
        author=printed.like(found.author or ""),
        url=found.url or "",
        site=found.sitename or "",
        day=day,
        day_is_printed=bool(day) and printed.has_day(day),
        language=language[1] if language else "",
    )


def _extracted(source: str) -> Any:
    try:
        import trafilatura
    except ImportError:
        raise NotText(_WITHOUT_LIBRARY) from None
    for name in ("trafilatura", "htmldate", "courlan"):
        # They report to the log of the program, which is the terminal; what went wrong is said here.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return trafilatura.bare_extraction(
                source,
                with_metadata=True,
                include_comments=False,
                # Only what the page states; a date of somewhere in its words would be a guess.
                date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
            )
    except Exception as failure:
        # Whatever a stranger's page does to the library is no reason to stop, and the page is named.
        raise NotText(f"the page cannot be read ({type(failure).__name__}); copy its text into a .txt file") from None


class _Printed:
    """What a page prints or states, to hold against it what the library says that it does."""

    def __init__(self, source: str) -> None:
        self._source = html.unescape(source)
        self._words = re.sub(r"\s+", " ", html.unescape(_BLOCK.sub(" ", source)))

    def like(self, text: str) -> str:
        """The text as the page prints it: the library takes away marks, as in “John F. Smith”, and changes case.
        Empty where it does not stand there."""
        words = re.findall(r"\w+", text)
        if not words or len(words) > 100:
            return ""
        pattern = re.compile(r"[^\w<>\"]{1,4}".join(map(re.escape, words)), re.IGNORECASE)
        for place in (text, *self._places(pattern)):
            if place in self._source or place in self._words:
                return place
        return ""

    def _places(self, pattern: re.Pattern[str]) -> Iterator[str]:
        for held in (self._words, self._source):
            if found := pattern.search(held):
                yield " ".join(found[0].split())

    def has_day(self, day: str) -> bool:
        """Whether the page states the day outside its addresses."""
        return bool(re.search(rf"""(?<![/\d-]){re.escape(day)}(?![/\d-])""", self._source))
