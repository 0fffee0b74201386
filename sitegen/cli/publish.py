"""`sitegen publish`: the finished site on a branch of a remote."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace

import click
from click.shell_completion import CompletionItem

from .. import __version__, manifest, output, publish
from ..cards import fonts_at_hand
from ..hosting import pages_address
from ..indexing import installed
from ..pipeline import Options, own_base_url
from ..project import Project
from ..putting_back import plan_back
from ..reporting import counted, found
from ..repository import PublishError, Repository
from .editions import built, fail, passes, tell, told_held_back
from .ground import (
    ENVIRONMENT,
    EXIT_CODES,
    USAGE,
    Here,
    base_url_option,
    json_option,
    stop,
    strict_option,
    today_option,
)
from .searching import tell_left_out, with_cards, with_search

_SIGNS = {"new": "+", "changed": "~", "removed": "-"}
_SHOWN = 6


def _never(_context: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        raise click.UsageError(
            f"a build with --{option.name} is for your own eyes and is never published; leave the option out"
        )


def _remotes(_context: click.Context, _option: click.Parameter, begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in Repository(Here.of(_context).start).remotes() if name.startswith(begun)]


@click.command("publish", epilog=EXIT_CODES)
@click.option(
    "--remote", default="origin", show_default=True, shell_complete=_remotes, help="The remote to publish to."
)
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that holds the site.")
@click.option("--message", metavar="TEXT", help="The commit's message, instead of a plain one.")
@click.option("--dry-run", is_flag=True, help="Build, say what would change on the branch, and send nothing.")
@click.option("--new-domain", is_flag=True, help="Let the branch change its domain (CNAME).")
@click.option("--rollback", is_flag=True, help="Put back the site that was published before, as a new commit.")
@click.option("--private", is_flag=True, hidden=True, expose_value=False, callback=_never)
@click.option("--drafts", is_flag=True, hidden=True, expose_value=False, callback=_never)
@base_url_option
@strict_option
@today_option
@json_option
@click.pass_obj
def publish_command(
    here: Here, remote: str, branch: str, message: str | None, dry_run: bool, new_domain: bool, rollback: bool,
    base_url: str, strict: bool, today: dt.date, as_object: bool,
) -> None:  # fmt: skip
    """Build the site and put it on the pages branch of a remote, as one commit after what stands there. Your checkout,
    index and branches are not touched. The address is that of --base-url, else of the site's settings, else the one
    that GitHub Pages gives to the remote. With --rollback nothing is built: the site that stood there before goes back,
    as one commit more."""
    project = here.project
    try:
        if rollback:
            planned = _planned_back(project, base_url, remote, branch, as_object, new_domain)
        else:
            planned = _planned(project, Options(base_url, today=today), remote, branch, strict, as_object, new_domain)
        if not as_object:
            for line in _told(planned, whole=dry_run):
                click.echo(line)
        words = message or ("Put back the site published before" if rollback else "Publish the site")
        sent = None if dry_run or planned.nothing_to_do else publish.send(planned, words)
    except publish.Forbidden as refusal:
        stop(f"{refusal.message} {refusal.mend}", USAGE)
    except PublishError as failure:
        stop(f"{failure.message} {failure.mend}", ENVIRONMENT)
    except output.Refused as refusal:
        stop(f"{refusal.reason} {refusal.mend}", USAGE)
    except output.Unwritable as failure:
        stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)
    _tell_sent(planned, sent, dry_run, as_object)


def _tell_sent(planned: publish.Plan, sent: publish.Sent | None, dry_run: bool, as_object: bool) -> None:
    if as_object:
        click.echo(json.dumps(_object(planned, sent, dry_run), ensure_ascii=False, indent=1))
    elif sent:
        click.echo(f"Published {(sent.commit or '')[:10]} to {planned.branch} of {planned.url}.")
        if planned.address:
            click.echo(f"It will be at {planned.address} in a minute or two.")
        if planned.tip is None and planned.address:
            click.echo(f"Once, in the settings of the repository, choose the branch {planned.branch} under “Pages”.")


def _planned(
    project: Project, asked: Options, remote: str, branch: str, strict: bool, as_object: bool, new_domain: bool
) -> publish.Plan:
    """The site built in public, and what publishing it would change."""
    address = asked.base_url or own_base_url(project) or pages_address(Repository(project.root).url(remote)) or ""
    program = installed()
    edition = built(project, replace(asked, base_url=address, search=program is not None, cards=fonts_at_hand()))
    form = "json" if as_object else "text"
    tell(edition.problems, project.root, form)
    if not passes(edition, strict):
        fail(edition, form, f"{found(edition)}: nothing was published.")
    if not as_object:
        for line in told_held_back(edition, asked.today):
            click.echo(line)
        tell_left_out(edition, program, True)
    edition = with_cards(with_search(edition, program, project.root))
    folder = project.root / "output"
    output.write(edition.files, folder, project.root, __version__)
    made = manifest.of(edition.files, __version__)
    return publish.plan(project.root, folder, remote, branch, made=made, new_domain=new_domain)


def _planned_back(
    project: Project, base_url: str, remote: str, branch: str, as_object: bool, new_domain: bool
) -> publish.Plan:
    """What putting back the site that was published before would change; nothing is built."""
    if base_url:
        raise click.UsageError("--rollback puts back a site as it was published, for the address it had then")
    planned, published = plan_back(project.root, remote, branch, new_domain=new_domain)
    if not as_object:
        click.echo(f"The site published before ({published}) goes back.")
    return planned


def _told(planned: publish.Plan, whole: bool) -> Iterator[str]:
    """Where the site goes and what changes there, page by page where the whole is asked for."""
    at = f", shown at {planned.address}" if planned.address else ""
    yield f"{planned.url}, branch {planned.branch}{at}:"
    yield from (f"  warning: {remark}" for remark in planned.remarks)
    if planned.nothing_to_do:
        yield "  holds this very site already; there is nothing to publish."
        return
    for word, paths in _changes(planned).items():
        pages = [path for path in paths if path.endswith(".html")]
        others = len(paths) - len(pages)
        counts = [counted(len(pages), "page")] * bool(pages) + [
            f"{others:,} other files"[: -1 if others == 1 else None]
        ] * bool(others)
        if paths:
            some = ", ".join(pages[:_SHOWN]) + (" …" if len(pages) > _SHOWN else "")
            yield f"  {' and '.join(counts)} {word}" + (f": {some}" if pages and not whole else "")
        if whole:
            yield from (f"    {_SIGNS[word]} {path}" for path in paths)
    if whole:
        yield "Nothing was sent."


def _changes(planned: publish.Plan) -> dict[str, tuple[str, ...]]:
    return {"new": planned.added, "changed": planned.changed, "removed": planned.removed}


def _object(planned: publish.Plan, sent: publish.Sent | None, dry_run: bool) -> dict[str, object]:
    return {
        "ok": True,
        "dry_run": dry_run,
        "remote": planned.remote,
        "url": planned.url,
        "branch": planned.branch,
        "address": planned.address,
        "commit": sent.commit if sent else None,
        "changes": {"added": planned.added, "changed": planned.changed, "removed": planned.removed},
        "warnings": planned.remarks,
    }
