"""Editions for commands: built with progress told, and the words for what speaks against one."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from ..folders import Project
from ..memo import own_memo
from ..pipeline import Edition, Index, Options, build
from ..problems import Problem
from ..reporting import Progress, Reporter, as_annotations, as_json
from .ground import CONTENT, ENVIRONMENT, stop


def built(
    project: Project, options: Options, progress: Progress | None = None, indexed: Index | None = None
) -> Edition:
    """The edition of a project, with progress told; the command ends where the machine stands in the way."""
    progress = progress or Progress()
    try:
        return build(project, options, progress, own_memo(), indexed=indexed)
    except OSError as failure:
        stop(f"{failure.filename or ''}: {failure.strerror or failure}", ENVIRONMENT)
    finally:
        progress.end()


def told_held_back(edition: Edition, today: dt.date | None) -> list[str]:
    """Names what was written and is not in the edition, so that nothing is missed without a word."""
    if edition.held_back:
        named = ", ".join(
            f"{name.replace(':', ' ', 1)} ({why.split(',')[0]})" for name, why in edition.held_back.items()
        )
        return [f"Held back{f' on {today.isoformat()}' if today else ''}: {named}."]
    return []


def passes(edition: Edition, strict: bool) -> bool:
    """Whether nothing speaks against the edition."""
    return not edition.errors and not (strict and edition.warnings)


def tell(problems: Iterable[Problem], root: Path, form: str) -> None:
    """Every problem, in the form that was asked for; one JSON object comes at the end instead."""
    if form == "text":
        Reporter(root).problems(problems)
    elif form == "github":
        for line in as_annotations(problems, root):
            click.echo(line)


def fail(edition: Edition, form: str, words: str) -> NoReturn:
    """Ends the command over problems in the content."""
    if form == "json":
        click.echo(as_json(edition, False))
    else:
        click.echo(words, err=True)
    sys.exit(CONTENT)
