"""`sitegen build`: the finished site in its folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from .. import __version__, output
from ..pipeline import Options
from ..project import Project
from ..reporting import as_json, counted, found
from .ground import (
    ENVIRONMENT,
    EXIT_CODES,
    USAGE,
    Here,
    base_url_option,
    built,
    drafts_option,
    fail,
    form_option,
    passes,
    private_option,
    short_json_option,
    stop,
    strict_option,
    tell,
    tell_held_back,
    today_option,
)


@click.command("build", epilog=EXIT_CODES)
@click.option("-o", "--output", "folder", metavar="DIR",
              help="The folder to build into, empty or made by an earlier build; `output` beside `content` if none "
              "is named.")  # fmt: skip
@base_url_option
@strict_option
@drafts_option
@today_option
@private_option
@short_json_option
@form_option
@click.pass_obj
def build_command(
    here: Here,
    folder: str | None,
    base_url: str,
    strict: bool,
    drafts: bool,
    today: dt.date,
    private: bool,
    form: str,
) -> None:
    """Build the site. A site with problems is not written: the folder then stays as it was."""
    project = here.project
    target = _target(project, folder)
    edition = built(project, Options(base_url, drafts, private, today))
    ok = passes(edition, strict)
    tell(edition, project.root, form)
    if not ok:
        fail(edition, form, f"{found(edition)}: nothing was written, {folder or 'output'} is as it was.")
    try:
        outcome = output.write(edition.files, target, project.root, __version__)
    except output.Refused as refusal:
        stop(f"{refusal.reason} {refusal.mend}", USAGE)
    except output.Unwritable as failure:
        stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)
    for warning in outcome.warnings:
        click.echo(f"warning: {warning}", err=True)
    index = target / "index.html"
    if form == "json":
        click.echo(as_json(edition, True, pages=edition.page_count, output=str(target), changes=_changes(outcome)))
        return
    click.echo(f"{counted(edition.page_count, 'page')}, {found(edition)}, {_said(outcome)}.")
    tell_held_back(edition, today)
    click.echo(f"Open {index}")


def _target(project: Project, folder: str | None) -> Path:
    if folder is None:
        return project.root / "output"
    if not folder.strip():
        raise click.BadParameter("the folder to build into has no name", param_hint="-o")
    return Path(folder).absolute()


def _changes(outcome: output.Outcome) -> dict[str, list[str]]:
    return {"added": list(outcome.added), "changed": list(outcome.changed), "removed": list(outcome.removed)}


def _said(outcome: output.Outcome) -> str:
    if not outcome:
        return "nothing changed"
    parts = [(outcome.added, "new"), (outcome.changed, "changed"), (outcome.removed, "removed")]
    return "files: " + ", ".join(f"{len(paths):,} {word}" for paths, word in parts if paths)
