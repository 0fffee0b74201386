"""Characters that change how a text looks without being seen: marks of direction, tags, heaps of combining marks.

An article may come in any script, so what such scripts need is text: a mark that ends on its line, a joiner between
letters, a flag of a region. What could make a reader see other words than the machine is refused with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from ..problems import Place, Problem

MOST_MARKS: Final = 8
_SUSPECT: Final = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f\u0300-\u036f]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS: Final = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
# A flag of a region is a black flag and tags, up to the tag that ends it.
_TAGS: Final = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f|([\U000e0000-\U000e007f]+)")


def hidden_characters(text: str, path: str, first_line: int = 1) -> list[Problem]:
    """The first of each sort in a text, each at its place."""
    if not _SUSPECT.search(text):
        return []
    found: dict[str, Problem] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        if _SUSPECT.search(line):
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
    for heap in re.finditer(f"[\u0300-\u036f]{{{MOST_MARKS + 1},}}", line):
        message = f"{len(heap[0])} marks stand on one letter; no more than {MOST_MARKS} are read"
        yield heap.start(), "text-hidden", message, "delete those that are too many"
        break


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
