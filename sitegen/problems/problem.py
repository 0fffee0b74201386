"""A problem and its place: the values by which every room says what is to be mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .catalogue import from_catalogue

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: `path` is relative to the project with forward slashes; `line` and `column`
    count characters from 1, and 0 means the file as a whole; `length` is in characters."""

    path: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `code` is permanent and documented in the catalogue; `details` are further
    lines shown under the drawn line (a difference, the other places); `hint` says what to do."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    details: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        from_catalogue(self.code)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Every problem once, by place, errors before warnings at one place."""
    return sorted(set(problems), key=_rank)


def _rank(problem: Problem) -> tuple[object, ...]:
    # The parts of a place by themselves: of many problems, tuples of plain values are put in order much faster.
    at = problem.place
    where = (at.path, at.line, at.column, at.length)
    return *where, problem.severity, problem.code, problem.message, problem.hint, problem.details
