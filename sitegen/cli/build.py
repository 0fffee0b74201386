"""`sitegen build`: the finished site in its folder, or at once the word that nothing has changed."""

from __future__ import annotations

import datetime as dt
import time
from importlib.util import find_spec
from pathlib import Path

import click

from .. import unchanged
from ..folders import Project
from ..memo import own_memo
from .ground import (
    EXIT_CODES,
    Asked,
    Here,
    base_url_option,
    drafts_option,
    form_option,
    no_search_option,
    private_option,
    short_json_option,
    strict_option,
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
@no_search_option
@short_json_option
@form_option
@click.option(
    "--timings",
    is_flag=True,
    help="Say how long each stage took, and each kind of page; pages are then made in one process.",
)
@click.pass_obj
def build_command(
    here: Here,
    folder: str | None,
    base_url: str,
    strict: bool,
    drafts: bool,
    today: dt.date,
    private: bool,
    no_search: bool,
    form: str,
    timings: bool,
) -> None:
    """Build the site. A site with problems is not written: the folder then stays as it was."""
    began, project = time.monotonic(), here.project
    target, memo = _target(project, folder), own_memo()
    before = unchanged.look(
        project,
        (
            base_url,
            drafts,
            today,
            private,
            no_search,
            *(find_spec(name) is not None for name in ("pagefind_bin", "PIL")),
        ),
    )
    said = unchanged.nothing_changed(memo, before, target)
    if timings:
        click.echo(f"{time.monotonic() - began:9.3f} s  Comparing with the last build", err=True)
    if said is None or said.problems:
        # Slow to load, and not needed where nothing has changed and there is nothing to tell.
        from .making import make, tell_again

        asked = Asked(base_url, drafts, today, private, strict, form, not no_search, timings)
        if said is None or not tell_again(said, project, asked):
            said, again = make(project, target, asked)
            unchanged.remember(memo, before, target, again)
    click.echo(said.as_object if form == "json" else said.words)


def _target(project: Project, folder: str | None) -> Path:
    if folder is None:
        return project.root / "output"
    if not folder.strip():
        raise click.BadParameter("the folder to build into has no name", param_hint="-o")
    return Path(folder).absolute()
