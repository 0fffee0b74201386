"""How much is read of one file, and how much is told of it, before the rest is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..problems import Problem, in_order

MOST_TEXT: Final = 4 * 1024 * 1024
MOST_DEPTH: Final = 24
MOST_VALUES: Final = 100_000
MOST_PROBLEMS: Final = 100


def told(problems: list[Problem]) -> list[Problem]:
    """The problems in order; a file that is wrong throughout is not told line by line, and says so."""
    ordered = in_order(problems)
    errors = [problem for problem in ordered if problem.severity == "error"]
    if len(errors) < MOST_PROBLEMS:
        return ordered
    errors = errors[:MOST_PROBLEMS]
    last = replace(errors[-1], details=(*errors[-1].details, "the file was not read further; there may be more"))
    return [*errors[:-1], last]
