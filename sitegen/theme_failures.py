"""How a template that fails is told: at its own line, in words of the page that it was filling in."""

from __future__ import annotations

import dataclasses
import os
import re
import traceback
from dataclasses import replace
from pathlib import Path

import jinja2

from .folders import default_theme
from .problems import Place, Problem, did_you_mean
from .project import Project
from .source import decode

# What every template is given.
_GIVEN = ("page", "view", "frame", "site", "href", "canonical", "machines", "citations")
_NO_FIELD = re.compile(r"'(?:\w+\.)*(?P<type>\w+) object' has no attribute '(?P<name>\w+)'")
_NO_NAME = re.compile(r"'(?P<name>\w+)' is undefined")


class Failed(Exception):
    """A template that could not be filled in."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def problem_of(failure: Exception, template: str, view: object, project: Project) -> Problem:
    """A template's failure at the template's own line."""
    if isinstance(failure, UnicodeDecodeError) and (slips := _unreadable(failure, project)):
        return slips[0]
    name, line = template, 0
    if isinstance(failure, jinja2.TemplateSyntaxError):
        name, line = failure.filename or failure.name or name, failure.lineno
    else:
        for frame in traceback.extract_tb(failure.__traceback__):
            if frame.filename.endswith(".html"):
                name, line = frame.filename, frame.lineno or 0
    place = Place(_path(name, project), line, 1 if line else 0)
    message, hint = _in_words(failure, view)
    return Problem(place, "template-error", message, hint)


def _unreadable(failure: UnicodeDecodeError, project: Project) -> list[Problem]:
    """The problem of the template whose bytes these are."""
    for root in (project.templates, default_theme() / "templates"):
        for path in sorted(root.rglob("*.html")):
            if path.is_file() and path.read_bytes() == failure.object:
                return decode(failure.object, _path(os.fspath(path), project))[1]
    return []


def _path(name: str, project: Project) -> str:
    """A template's path as the author knows it."""
    for root in (project.root, default_theme()):
        if os.path.isabs(name) and Path(name).is_relative_to(root):
            return Path(name).relative_to(root).as_posix()
    return name if os.path.isabs(name) else f"templates/{name}"


def _in_words(failure: Exception, view: object) -> tuple[str, str]:
    """What a template did that cannot be done, and what to do about it."""
    mend = "mend the template, or delete it to use ours"
    if isinstance(failure, jinja2.TemplateNotFound):
        return f"there is no template “{failure.name}”", "correct its name, or write it"
    if found := _NO_FIELD.fullmatch(str(failure)):
        of_view = found["type"] == type(view).__name__
        fields = [field.name for field in dataclasses.fields(view)] if of_view else []  # type: ignore[arg-type]
        owner = "the view of this page" if of_view else f"a {found['type']}"
        return f"{owner} has no “{found['name']}”", did_you_mean(found["name"], fields) or mend
    if found := _NO_NAME.fullmatch(str(failure)):
        return f"nothing is called “{found['name']}” here", did_you_mean(found["name"], _GIVEN) or mend
    return str(failure), mend


def told_once(problem: Problem, addresses: list[str]) -> Problem:
    """The problem of a template, with the first page that it kept from being made and how many more there are."""
    if problem.code != "template-error":
        return problem
    more = len(addresses) - 1
    pages = addresses[0] + (f" and {more} more {'page' if more == 1 else 'pages'}" if more else "")
    return replace(problem, message=f"{problem.message} (while making {pages})")
