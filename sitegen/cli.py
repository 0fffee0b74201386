"""The commands, their options and exit codes: the only room that prints and exits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

import click

from . import __version__, output, preview, publish
from .pipeline import Edition, Options, build, own_base_url, with_slash
from .project import SITE_FILE, Project, find_project
from .reporting import Progress, Reporter, as_json, counted, found
from .repository import Repository
from .theme import default_theme

OK, CONTENT, USAGE, ENVIRONMENT = 0, 1, 2, 3

EXIT_CODES = """\b
Exit codes: 0 clean; 1 problems in the content; 2 the command was misused or refused;
3 the machine stood in the way (disk, permission, network, port)."""


class Here:
    """What every command needs: where it was started, and on which site."""

    def __init__(self, start: Path) -> None:
        self._start = start

    @property
    def project(self) -> Project:
        """The site at hand; the command ends where there is none."""
        project = find_project(self._start)
        if project is None:
            raise click.UsageError(
                f"there is no {SITE_FILE} in {self._start} or any folder above it. Go to the folder of a site, "
                "or name it with -C."
            )
        return project


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path(),
              help="The folder of the site, instead of the one you are in.")  # fmt: skip
@click.version_option(__version__, prog_name="sitegen", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Turns news articles and hand-written annotations into a static briefing site, in which every statement
    stands on words that were found in its source."""
    context.obj = Here(folder.absolute())


_base_url = click.option(
    "--base-url", metavar="URL", default="", help="The full address the site will be published at.",
    callback=lambda _context, _option, value: _checked_url(value),
)  # fmt: skip
_strict = click.option("--strict", is_flag=True, help="Take warnings for errors.")
_json = click.option("--json", "as_object", is_flag=True, help="Print one JSON object instead of words.")
_private = click.option("--private", is_flag=True, help="Show every source whole. Such a build is not for publication.")
_drafts = click.option("--drafts", is_flag=True, help="Include articles marked as drafts.")


def _checked_url(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise click.BadParameter(f"“{value}” is not a full address such as https://example.org/briefing/")
    return with_slash(value)


@main.command("build", epilog=EXIT_CODES)
@click.option("-o", "--output", "folder", metavar="DIR", default="output", show_default=True,
              help="The folder to build into. It must be empty, or made by an earlier build.")  # fmt: skip
@_base_url
@_strict
@_drafts
@_private
@_json
@click.pass_obj
def build_command(
    here: Here, folder: str, base_url: str, strict: bool, drafts: bool, private: bool, as_object: bool
) -> None:
    """Build the site. A site with problems is not written: the folder then stays as it was."""
    project = here.project
    target = _target(project, folder)
    edition = _built(project, Options(base_url, drafts, private))
    ok = _passes(edition, strict)
    reporter = Reporter(project.root)
    if not as_object:
        reporter.problems(edition)
    if not ok:
        _fail(edition, as_object, f"{found(edition)}: nothing was written, {folder}/ is as it was.")
    try:
        outcome = output.write(edition.files, target, project.root, __version__)
    except output.Refused as refusal:
        _stop(f"{refusal.reason} {refusal.mend}", USAGE)
    except output.Unwritable as failure:
        _stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)
    for warning in outcome.warnings:
        click.echo(f"warning: {warning}", err=True)
    index = target / "index.html"
    if as_object:
        click.echo(as_json(edition, True, pages=edition.page_count, output=str(target), changes=_changes(outcome)))
        return
    click.echo(f"{counted(edition.page_count, 'page')}, {found(edition)}, {_said(outcome)}.")
    click.echo(f"Open {index}")


def _target(project: Project, folder: str) -> Path:
    if not folder.strip():
        raise click.BadParameter("the folder to build into has no name", param_hint="-o")
    return project.root / folder if folder == "output" else Path(folder).absolute()


def _changes(outcome: output.Outcome) -> dict[str, list[str]]:
    return {"added": list(outcome.added), "changed": list(outcome.changed), "removed": list(outcome.removed)}


def _said(outcome: output.Outcome) -> str:
    if not outcome:
        return "nothing changed"
    parts = [(outcome.added, "new"), (outcome.changed, "changed"), (outcome.removed, "removed")]
    return "files: " + ", ".join(f"{len(paths):,} {word}" for paths, word in parts if paths)


@main.command("check", epilog=EXIT_CODES)
@_base_url
@_strict
@_drafts
@_json
@click.pass_obj
def check_command(here: Here, base_url: str, strict: bool, drafts: bool, as_object: bool) -> None:
    """Find everything that `build` finds, and write nothing."""
    project = here.project
    edition = _built(project, Options(base_url, drafts))
    if not as_object:
        Reporter(project.root).problems(edition)
    if not _passes(edition, strict):
        _fail(edition, as_object, f"{found(edition)}.")
    if as_object:
        click.echo(as_json(edition, True, pages=edition.page_count))
    else:
        click.echo(f"{counted(edition.page_count, 'page')}, {found(edition)}.")


def _built(project: Project, options: Options) -> Edition:
    progress = Progress()
    try:
        return build(project, options, progress)
    except OSError as failure:
        _stop(f"{failure.filename or ''}: {failure.strerror or failure}", ENVIRONMENT)
    finally:
        progress.end()


def _passes(edition: Edition, strict: bool) -> bool:
    return not edition.errors and not (strict and edition.warnings)


def _fail(edition: Edition, as_object: bool, words: str) -> NoReturn:
    if as_object:
        click.echo(as_json(edition, False))
    else:
        click.echo(words, err=True)
    sys.exit(CONTENT)


def _stop(words: str, code: int) -> NoReturn:
    click.echo(f"Error: {words}", err=True)
    sys.exit(code)


@main.command("serve", epilog=EXIT_CODES)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535),
              help="The port; the next free one where it is taken.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
@click.pass_obj
def serve_command(here: Here, port: int, host: str, open_browser: bool) -> None:
    """Preview the site at 127.0.0.1 and show each change as it is saved. Drafts are shown; nothing is written."""
    project = here.project
    base_path = unquote(urlsplit(own_base_url(project)).path) or "/"
    ours = default_theme()
    watch = [project.content, project.templates, project.assets]
    watch += [folder for folder in (ours / "templates", ours / "assets") if folder not in watch]
    try:
        preview.serve(
            lambda: build(project, Options(base_url=base_path, drafts=True, private=True)),
            watch,
            host=host,
            port=port,
            base_path=base_path,
            explain=lambda problems: Reporter(project.root).explain(problems),
            announce=lambda words: click.echo(words, err=True),
            open_browser=open_browser,
        )
    except preview.Unservable as failure:
        _stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)


@main.command("publish", epilog=EXIT_CODES)
@click.option("--remote", default="origin", show_default=True, help="The remote to publish to.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that holds the site.")
@click.option("--message", metavar="TEXT", default="Publish the site", show_default=True, help="The commit's message.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@_base_url
@_strict
@click.pass_obj
def publish_command(
    here: Here, remote: str, branch: str, message: str, dry_run: bool, base_url: str, strict: bool
) -> None:
    """Build the site and put it on the pages branch of a remote. Your checkout, index and branches are not touched."""
    project = here.project
    reporter = Reporter(project.root)
    try:
        address = base_url or own_base_url(project) or publish.pages_address(Repository(project.root).url(remote)) or ""
        edition = _built(project, Options(address))
        reporter.problems(edition)
        if not _passes(edition, strict):
            _fail(edition, False, f"{found(edition)}: nothing was published.")
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
        _stop(f"{failure.message} {failure.mend}", ENVIRONMENT)
    except output.Refused as refusal:
        _stop(f"{refusal.reason} {refusal.mend}", USAGE)
    except output.Unwritable as failure:
        _stop(f"{failure.reason} {failure.mend}", ENVIRONMENT)


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
