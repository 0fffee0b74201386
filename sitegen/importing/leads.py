"""What the first lines of a text suggest about it, for a person to confirm: its headline, author and day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..dates import Ambiguous, read_day
from .facts import Facts, line_of, shortened

_LINES: Final = 8
_LONGEST_LINE: Final = 120
_BYLINE: Final = re.compile(r"(?:By|by|BY) +(?P<name>[^\W\d_][^,|]{2,60}?)(?:,.*|\|.*)?")
_ENDS_A_SENTENCE: Final = tuple(".!?:;,”\"'’…")
# What stands before a day in a line that gives nothing else.
_BEFORE_A_DAY: Final = re.compile(r"(?:published|posted|updated|date)\b[: ]*(?:on )?", re.IGNORECASE)


def follow(facts: Facts, body: str) -> None:
    """Say what short lines above the running text look like. None of it is taken: a line may be anything."""
    lines = list(_opening(body))
    for number, line in lines:
        if facts["date"] is None and (day := _day_in(line)):
            facts.doubt(f"date: not known; line {number} reads “{shortened(line)}”: {day}")
            break
    for number, line in lines:
        if facts["author"] is None and (name := _author_in(line)):
            facts.doubt(f"author: line {number} may name one: {line_of('author', name)}")
            break
    if facts["headline"] is None and lines and _may_be_a_headline(*lines[0]):
        facts.doubt(f"headline: the first line may be one: {line_of('headline', lines[0][1])}")


def _opening(body: str) -> Iterator[tuple[int, str]]:
    """The short lines at the top, each with its number, up to the first long one."""
    for number, line in enumerate(body.split("\n")[:_LINES], 1):
        if len(line) > _LONGEST_LINE:
            return
        if line.strip():
            yield number, " ".join(line.split())


def _day_in(line: str) -> str:
    """A line that is a day, as the field for it is written."""
    try:
        day = read_day(_BEFORE_A_DAY.sub("", line, count=1))
    except Ambiguous as either:
        return f"{either}"
    return f"if it is the day of publication: date: {day}" if day else ""


def _author_in(line: str) -> str:
    found = _BYLINE.fullmatch(line)
    name = found["name"].strip() if found else ""
    return name if name[:1].isupper() and not name.endswith(_ENDS_A_SENTENCE) else ""


def _may_be_a_headline(number: int, line: str) -> bool:
    alone = len(line.split()) >= 3 and not line.endswith(_ENDS_A_SENTENCE)
    return alone and not _author_in(line) and not _day_in(line)
