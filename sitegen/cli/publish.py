"""`sitegen publish`: the finished site on a branch of a remote."""

from __future__ import annotations

import datetime as dt

import click

from .. import __version__, output, publish
from ..pipeline import Options, own_base_url
from ..reporting import Reporter, counted, found
from ..repository import Repository
from .ground import (
    ENVIRONMENT,
    EXIT_CODES,
    USAGE,
    Here,
    base_url_option,
    built,
    fail,
    passes,
    stop,
    strict_option,
    today_option,
)


@click.command("publish", epilog=EXIT_CODES)
@click.option("--remote", default="origin", show_default=True, help="The remote to publish to.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that holds the site.")
@click.option("--message", metavar="TEXT", default="Publish the site", show_default=True, help="The commit's message.")
@click.option("--dry-run", is_flag=True, help="Build, say what would change on the branch, and send nothing.")
@base_url_option
@strict_option
@today_option
@click.pass_obj
def publish_command(
    here: Here, remote: str, branch: str, message: str, dry_run: bool, base_url: str, strict: bool, today: dt.date
) -> None:
    """Build the site and put it on the pages branch of a remote. Your checkout, index and branches are not touched."""
    project = here.project
    reporter = Reporter(project.root)
    try:
        address = base_url or own_base_url(project) or publish.pages_address(Repository(project.root).url(remote)) or ""
        edition = built(project, Options(address, today=today))
        reporter.problems(edition)
        if not passes(edition, strict):
            fail(edition, False, f"{found(edition)}: nothing was published.")
        folder = project.root / "output"
        output.write(edition.files, folder, project.root, __version__)
        planned = publish.plan(project.root, folder, remote, branch)
        _say_plan(planned)
        if dry_run or planned.nothing_to_do:
            return
        sent = publish.send(planned, message)
        click.echo(f"Published {(sent.commit or '')[:10]} to {branch} of {planned.url}.")
        if planned.address:
            click.echo(f"It will be at {planned.address} in a minute or two.")
    except publish.PublishError as failure:
        stop(f"{failure.message} {failure.mend}", ENVIRONMENT)
    except output.Refused as refusal:
        stop(f"{refusal.reason} {refusal.mend}", USAGE)
    except output.Unwritable as failure:
        stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)


def _say_plan(planned: publish.Plan) -> None:
    click.echo(f"{planned.url}, branch {planned.branch}:")
    if planned.nothing_to_do:
        click.echo("  holds this very site already; there is nothing to publish.")
        return
    for word, paths in (("new", planned.added), ("changed", planned.changed), ("removed", planned.removed)):
        pages = [path for path in paths if path.endswith(".html")]
        if paths:
            some = ", ".join(pages[:5]) + (" …" if len(pages) > 5 else "")
            click.echo(f"  {counted(len(paths), 'file')} {word}" + (f", among them {some}" if pages else ""))
