"""What is judged of a YAML text before the parser sees it: its size, marks of an unfinished merge, directives."""

from __future__ import annotations

import re
from typing import Final

from ..problems import Place, Problem
from . import limits, refusals
from .decoding import control_characters

_CONFLICT: Final = re.compile(r"^(?:<{7} .*|>{7} .*|\|{7} .*|={7})$", re.MULTILINE)
_DIRECTIVE: Final = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?+\n)*+%")
_PRELUDE: Final = re.compile(r"[ \t]*(?:#|$)|(?P<percent>%)")


def unreadable(text: str, path: str, first_line: int) -> list[Problem]:
    """The reasons, if any, why the text is not to be read as YAML at all."""
    if len(text) > limits.MOST_TEXT:
        message = f"the file holds {len(text):,} characters; no more than {limits.MOST_TEXT:,} are read"
        return [Problem(Place(path), "file-too-large", message, "split it into several files")]
    return control_characters(text, path, first_line) or _conflicts(text, path, first_line)


def _conflicts(text: str, path: str, first_line: int) -> list[Problem]:
    if not _CONFLICT.search(text):
        return []
    marks = [
        (Place(path, number, 1, len(line)), line)
        for number, line in enumerate(text.split("\n"), first_line)
        if _CONFLICT.match(line)
    ]
    openings = [mark for mark in marks if mark[1].startswith("<")] or marks[:1]
    hint = "keep the lines you want and delete those that begin with <<<<<<<, ======= and >>>>>>>"
    return [
        Problem(place, "yaml-conflict", f"“{refusals.short(line)}” is the mark of a merge that was not finished", hint)
        for place, line in openings[: limits.MOST_PROBLEMS]
    ]


def without_directives(text: str, path: str, first_line: int) -> tuple[str, list[Problem]]:
    """The text with directives turned into comments, so that the rest can be read in the same run."""
    if not _DIRECTIVE.match(text):
        return text, []
    problems: list[Problem] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        prelude = _PRELUDE.match(line)
        if not prelude or len(problems) >= limits.MOST_PROBLEMS:
            break
        if prelude["percent"]:
            problems.append(refusals.directive(Place(path, number + first_line, 1, len(line)), line))
            lines[number] = "#" + line[1:]
    return "\n".join(lines), problems
