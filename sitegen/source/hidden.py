"""Characters that change how a text looks without being seen: marks of direction, tags, heaps of combining marks.

An article may come in any script, so what such scripts need is text: a mark that ends on its line, a joiner between
letters, a flag of a region. What could make a reader see other words than the machine is refused with its place.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from ..problems import Place, Problem

MOST_MARKS: Final = 8
_SUSPECT: Final = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
# Where so many stand together that are neither letters nor common signs, they may be marks on one letter.
_CLOSE: Final = re.compile(
    f"[^\x00-\xac\xae-\u02ff\u0370-\u0482\u2000-\u200a\u2010-\u205f\u2070-\u20cf\\w]{{{MOST_MARKS + 1},}}"
)
# Joiners and the like stand between marks without ending the letter that they stand on.
_MARKS, _BETWEEN = ("Mn", "Me"), ("Cf",)
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS: Final = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
# A flag of a region is a black flag and tags, up to the tag that ends it.
_TAGS: Final = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f|([\U000e0000-\U000e007f]+)")


def hidden_characters(text: str, path: str, first_line: int = 1) -> list[Problem]:
    """The first of each sort in a text, each at its place."""
    if not (_SUSPECT.search(text) or _CLOSE.search(text)):
        return []
    found: dict[str, Problem] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        if _SUSPECT.search(line) or _CLOSE.search(line):
            for column, code, message, hint in hidden_in(line):
                found.setdefault(message, Problem(Place(path, number, column + 1), code, message, hint))
    return list(found.values())


def hidden_in(line: str) -> Iterator[tuple[int, str, str, str]]:
    """What is hidden in one line: where, under which code, in which words, what to do."""
    if (at := _turned(line)) is not None:
        message = f"{_named(line[at])} turns the direction of writing, and nothing on the line turns it back"
        if line[at] in "\u202d\u202e":
            message = f"{_named(line[at])} makes a reader see the letters in another order than they are written in"
        yield at, "text-direction", message, "delete it; direction comes from the letters themselves"
    for tags in _TAGS.finditer(line):
        if tags[1]:
            yield tags.start(), "text-hidden", f"{_named(tags[1][0])} is a letter that nobody sees", "delete it"
            break
    for at, number in _heaps(line):
        message = f"{number} marks stand on one letter; no more than {MOST_MARKS} are read"
        yield at, "text-hidden", message, "delete those that are too many"
        break


def _heaps(line: str) -> Iterator[tuple[int, int]]:
    """Where more marks stand on one letter than any language has, and how many."""
    for close in _CLOSE.finditer(line):
        at = close.start()
        sorts = map(unicodedata.category, close[0])
        for _, some in itertools.groupby(sorts, lambda sort: sort in _MARKS or sort in _BETWEEN):
            together = list(some)
            number = sum(sort in _MARKS for sort in together)
            if number > MOST_MARKS:
                yield at, number
            at += len(together)


def _turned(line: str) -> int | None:
    """Where a mark of direction overrides the letters, or is not closed on its line, or closes nothing."""
    open_marks: list[int] = []
    for mark in _TURNING.finditer(line):
        if mark[0] in "\u202d\u202e":
            return mark.start()
        if mark[0] in _OPENS:
            open_marks.append(mark.start())
        elif open_marks and _OPENS[line[open_marks[-1]]] == mark[0]:
            open_marks.pop()
        else:
            return mark.start()
    return open_marks[0] if open_marks else None


def _named(character: str) -> str:
    return f"the character U+{ord(character):04X} ({unicodedata.name(character, 'without a name').lower()})"
