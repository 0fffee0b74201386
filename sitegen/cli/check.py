"""`sitegen check`: everything that `build` finds, and nothing written."""

from __future__ import annotations

import datetime as dt

import click

from ..pipeline import Options
from ..reporting import Reporter, as_json, counted, found
from .ground import (
    EXIT_CODES,
    Here,
    base_url_option,
    built,
    drafts_option,
    fail,
    json_option,
    passes,
    strict_option,
    tell_held_back,
    today_option,
)


@click.command("check", epilog=EXIT_CODES)
@base_url_option
@strict_option
@drafts_option
@today_option
@json_option
@click.pass_obj
def check_command(here: Here, base_url: str, strict: bool, drafts: bool, today: dt.date, as_object: bool) -> None:
    """Find everything that `build` finds, and write nothing."""
    project = here.project
    edition = built(project, Options(base_url, drafts, today=today))
    if not as_object:
        Reporter(project.root).problems(edition)
    if not passes(edition, strict):
        fail(edition, as_object, f"{found(edition)}.")
    if as_object:
        click.echo(as_json(edition, True, pages=edition.page_count))
    else:
        click.echo(f"{counted(edition.page_count, 'page')}, {found(edition)}.")
        tell_held_back(edition, today)
