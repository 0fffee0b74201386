"""Builds a site and writes it: the part of `sitegen build` that takes time."""

from __future__ import annotations

import datetime as dt
import gc
import json
from functools import partial
from pathlib import Path

import click

from .. import __version__, output, unchanged
from ..cards import fonts_at_hand
from ..files import size_of
from ..folders import Project
from ..hosting import nearing
from ..indexing import installed
from ..memo import own_memo
from ..output import Outcome
from ..pipeline import LISTING, Edition, Options
from ..reporting import Progress, as_json, counted, found, problem_of_object
from ..unchanged import Said
from .editions import built, fail, passes, tell, told_held_back
from .ground import ENVIRONMENT, USAGE, Asked, processors, stop
from .searching import indexing, tell_left_out, with_cards, with_search

# Pages leave things behind that go in circles, but hardly any: Python need not look for them each seven hundred things.
_BETWEEN_LOOKS = 50_000
# Each has up to half a gigabyte in memory at a thousand articles.
_MOST_WORKERS = 8


def make(project: Project, target: Path, asked: Asked) -> tuple[Said, Said]:
    """Builds and writes. What is to be said, and what a build of the very same would say. The command ends where there
    are errors."""
    gc.disable()
    try:
        return _made(project, target, asked)
    finally:
        gc.enable()


def _made(project: Project, target: Path, asked: Asked) -> tuple[Said, Said]:
    program = installed() if asked.search else None
    options = Options(
        asked.base_url,
        asked.drafts,
        asked.private,
        asked.today,
        search=program is not None,
        cards=fonts_at_hand(),
        # Each kind of page has a time of its own only where pages are made one after the other.
        workers=1 if asked.timings else min(processors(), _MOST_WORKERS),
    )
    progress = _Settling()
    edition = built(project, options, progress, indexing(program, project.root) if program else None)
    tell(edition.problems, project.root, asked.form)
    if not passes(edition, asked.strict):
        fail(edition, asked.form, f"{found(edition)}: nothing was written, {target.name} is as it was.")
    progress("Making the search", 0, 0)
    edition = with_search(edition, program, project.root)
    progress("Drawing cards", 0, 0)
    edition = with_cards(edition)
    progress("Writing", 0, 0)
    outcome = _written(edition, target, project)
    progress.end()
    if asked.timings:
        click.echo("\n".join(progress.timings()), err=True)
    for warning in outcome.warnings:
        click.echo(f"warning: {warning}", err=True)
    tell_left_out(edition, program, asked.search)
    for remark in nearing({address: size_of(edition.files, address) for address in edition.files}):
        click.echo(f"note: {remark}. What to do then: docs/limits.md.", err=True)
    return _said(edition, target, asked.today, outcome), _said(edition, target, asked.today, Outcome())


def tell_again(said: Said, project: Project, asked: Asked) -> bool:
    """The problems of a build that need not be done again, told; False where they stand in the way of what is asked."""
    problems = [problem_of_object(told) for told in json.loads(said.as_object)["problems"]]
    if problems and asked.strict:
        return False
    tell(problems, project.root, asked.form)
    return True


class _Settling(Progress):
    """Progress at which Python hears when all is read and worked out. All of that lives to the end of a build and
    nothing of it goes in circles, so that it need never be looked through."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tells it, and at the listing of pages lets Python begin to look for circles."""
        super().__call__(stage, done, total)
        if stage == LISTING:
            gc.freeze()
            gc.set_threshold(_BETWEEN_LOOKS)
            gc.enable()


def _written(edition: Edition, target: Path, project: Project) -> Outcome:
    try:
        as_written = partial(unchanged.as_written, own_memo(), target)
        return output.write(edition.files, target, project.root, __version__, as_written)
    except output.Refused as refusal:
        stop(f"{refusal.reason} {refusal.mend}", USAGE)
    except output.Unwritable as failure:
        stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)


def _said(edition: Edition, target: Path, today: dt.date, outcome: Outcome) -> Said:
    lines = [f"{counted(edition.page_count, 'page')}, {found(edition)}, {_done(outcome)}."]
    lines += told_held_back(edition, today)
    lines.append(f"Open {target / 'index.html'}")
    changes = {"added": outcome.added, "changed": outcome.changed, "removed": outcome.removed}
    listed = {name: list(paths) for name, paths in changes.items()}
    return Said("\n".join(lines), as_json(edition, True, pages=edition.page_count, output=str(target), changes=listed))


def _done(outcome: Outcome) -> str:
    if not outcome:
        return "nothing changed"
    parts = [(outcome.added, "new"), (outcome.changed, "changed"), (outcome.removed, "removed")]
    return "files: " + ", ".join(f"{len(paths):,} {word}" for paths, word in parts if paths)
