"""`sitegen check`: everything that `build` finds, and nothing written."""

from __future__ import annotations

import datetime as dt

import click

from ..pipeline import Options
from ..reporting import as_json, counted, found
from .editions import built, fail, passes, tell, told_held_back
from .ground import (
    EXIT_CODES,
    Here,
    base_url_option,
    drafts_option,
    form_option,
    short_json_option,
    strict_option,
    today_option,
)


@click.command("check", epilog=EXIT_CODES)
@base_url_option
@strict_option
@drafts_option
@today_option
@short_json_option
@form_option
@click.pass_obj
def check_command(here: Here, base_url: str, strict: bool, drafts: bool, today: dt.date, form: str) -> None:
    """Find everything that `build` finds, and write nothing."""
    project = here.project
    edition = built(project, Options(base_url, drafts, today=today))
    tell(edition.problems, project.root, form)
    if not passes(edition, strict):
        fail(edition, form, f"{found(edition)}.")
    if form == "json":
        click.echo(as_json(edition, True, pages=edition.page_count))
    else:
        click.echo(f"{counted(edition.page_count, 'page')}, {found(edition)}.")
        for line in told_held_back(edition, today):
            click.echo(line)
