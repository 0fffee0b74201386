"""What a file may open with before its text: the front matter of a Markdown file, or the date stamp of an article."""

from __future__ import annotations

import re
from typing import Final

_STAMP: Final = re.compile(r"\s*date (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\s+|\Z)")
_FRONT: Final = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def front_matter(text: str) -> tuple[str | None, str, int]:
    """The YAML between the `---` lines a Markdown file opens with, the body after it, and the number of lines
    before the body. Without front matter, or when it is never closed: None, the whole text, 0."""
    found = _FRONT.match(text)
    if not found:
        return None, text, 0
    head = found[0]
    return found["yaml"], text[found.end() :], head.count("\n") + (not head.endswith("\n"))


def stamp(text: str) -> re.Match[str] | None:
    """The stamp ` date 2018-09-06 ` at the very start of an article's text: `group("date")`, and `end()` is where
    the article's own words begin. Whether there is such a day is not judged here."""
    return _STAMP.match(text)
