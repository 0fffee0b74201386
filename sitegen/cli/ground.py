"""What every command stands on: the site at hand, the options that several share, exit codes and ways to end."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import click

from ..memo import own_memo
from ..pipeline import Edition, Options, build, with_slash
from ..project import SITE_FILE, Project, find_project
from ..reporting import Progress, as_json

OK, CONTENT, USAGE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130

EXIT_CODES = """\b
Exit codes: 0 clean; 1 problems in the content; 2 the command was misused or refused;
3 the machine stood in the way (disk, permission, network, port); 130 stopped by Ctrl-C."""


class Commands(click.Group):
    """The commands, of which each may be stopped at any time."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Runs a command and ends the program. What a terminal cannot print is spelled out rather than refused."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.ClickException as slip:
            slip.show()
            code = slip.exit_code
        except click.Abort:
            click.echo("Stopped.", err=True)
            code = INTERRUPTED
        sys.exit(code if isinstance(code, int) else OK)


class Here:
    """What every command needs: where it was started, and on which site."""

    def __init__(self, start: Path) -> None:
        self.start = start

    @property
    def project(self) -> Project:
        """The site at hand; the command ends where there is none."""
        project = find_project(self.start)
        if project is None:
            raise click.UsageError(
                f"there is no {SITE_FILE} in {self.start} or any folder above it. Go to the folder of a site, "
                "or name it with -C."
            )
        return project


base_url_option = click.option(
    "--base-url", metavar="URL", default="", help="The full address the site will be published at.",
    callback=lambda _context, _option, value: _checked_url(value),
)  # fmt: skip
strict_option = click.option("--strict", is_flag=True, help="Take warnings for errors.")
json_option = click.option("--json", "as_object", is_flag=True, help="Print one JSON object instead of words.")
private_option = click.option(
    "--private", is_flag=True, help="Show every source whole. Such a build is not for publication."
)
drafts_option = click.option("--drafts", is_flag=True, help="Include articles marked as drafts.")


def _day(value: str | None) -> dt.date:
    """The day that embargoes are held to, in UTC: the one asked for, that of SOURCE_DATE_EPOCH, or today."""
    if value is not None:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise click.BadParameter(f"“{value}” is not a day such as 2026-01-31") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdecimal() else dt.datetime.now(dt.UTC)
    return now.date()


today_option = click.option(
    "--today", metavar="DAY", help="The day that embargoes are held to, as 2026-01-31; today in UTC if none is named.",
    callback=lambda _context, _option, value: _day(value),
)  # fmt: skip


def _checked_url(value: str) -> str:
    if value and not _is_full(value):
        raise click.BadParameter(f"“{value}” is not a full address such as https://example.org/briefing/")
    return with_slash(value)


def _is_full(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False


def built(project: Project, options: Options) -> Edition:
    """The edition of a project, with progress told; the command ends where the machine stands in the way."""
    progress = Progress()
    try:
        return build(project, options, progress, own_memo())
    except OSError as failure:
        stop(f"{failure.filename or ''}: {failure.strerror or failure}", ENVIRONMENT)
    finally:
        progress.end()


def tell_held_back(edition: Edition, today: dt.date) -> None:
    """Names what was written and is not in the edition, so that nothing is missed without a word."""
    if edition.held_back:
        named = ", ".join(
            f"{name.replace(':', ' ', 1)} ({why.split(',')[0]})" for name, why in edition.held_back.items()
        )
        click.echo(f"Held back on {today.isoformat()}: {named}.")


def passes(edition: Edition, strict: bool) -> bool:
    """Whether nothing speaks against the edition."""
    return not edition.errors and not (strict and edition.warnings)


def fail(edition: Edition, as_object: bool, words: str) -> NoReturn:
    """Ends the command over problems in the content."""
    if as_object:
        click.echo(as_json(edition, False))
    else:
        click.echo(words, err=True)
    sys.exit(CONTENT)


def stop(words: str, code: int) -> NoReturn:
    """Ends the command with one sentence and an exit code."""
    click.echo(f"Error: {words}", err=True)
    sys.exit(code)
