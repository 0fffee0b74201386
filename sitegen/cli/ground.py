"""What every command stands on: the site at hand, the options that several share, exit codes and ways to end.

It is loaded before anything is known of what is asked, so it loads nothing slow itself."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import io
import json
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import click
from click.exceptions import NoSuchCommand

from ..folders import SITE_FILE, Project, find_project, with_slash
from ..problems import did_you_mean

OK, CONTENT, USAGE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130

EXIT_CODES = """\b
Exit codes: 0 clean; 1 problems in the content; 2 the command was misused or refused;
3 the machine stood in the way (disk, permission, network, port); 130 stopped by Ctrl-C,
143 and 129 by the system."""


# The module of each command. Most need much that takes longer to load than others take to run.
_MODULES = {
    "build": "build", "check": "check", "completion": "completion", "gaps": "gaps", "import": "bring", "new": "new",
    "publish": "publish", "schema": "schema", "serve": "serve", "verify": "verify",
}  # fmt: skip


class Commands(click.Group):
    """The commands, each loaded when it is wanted, of which each may be stopped at any time."""

    def list_commands(self, ctx: click.Context | None = None) -> list[str]:
        """The names of all commands."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context | None, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name not in _MODULES:
            return None
        module = importlib.import_module(f"{__package__}.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that is asked for; of a name that is none, what was meant is looked for among all."""
        if args and args[0] not in _MODULES and not args[0].startswith("-"):
            raise NoSuchCommand(args[0], possibilities=_MODULES, ctx=ctx)
        return super().resolve_command(ctx, args)

    def every_command(self) -> dict[str, click.Command]:
        """All commands by their names."""
        named = {name: self.get_command(None, name) for name in self.list_commands()}
        return {name: command for name, command in named.items() if command}

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Runs a command and ends the program. What a terminal cannot print is spelled out rather than refused."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        for number in (signal.SIGTERM, signal.SIGHUP):
            # What is stopped from outside takes away what it had begun, as after Ctrl-C.
            signal.signal(number, _ended)
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.ClickException as slip:
            slip.show()
            code = slip.exit_code
            if "--json" in (next(iter(args), None) or extra.get("args") or sys.argv[1:]):
                click.echo(_refusal(slip.format_message(), code))
        except click.Abort:
            click.echo("Stopped.", err=True)
            code = INTERRUPTED
        except OSError as failure:
            if failure.filename is not None:
                raise
            # Files are opened by those who say what stands in their way; what has no name is the way out of here.
            with contextlib.suppress(OSError):
                click.echo(f"Error: What there is to say cannot be written: {failure.strerror}.", err=True)
            code = ENVIRONMENT
        except (MemoryError, SystemError):
            # Python itself tells of the second where it had no room for the first.
            click.echo("Error: The memory ran out. Nothing was left half-done; give the command more of it.", err=True)
            code = ENVIRONMENT
        sys.exit(code if isinstance(code, int) else OK)


def _ended(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


def _refusal(words: str, code: int) -> str:
    return json.dumps({"ok": False, "error": words, "exit_code": code}, ensure_ascii=False)


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one build."""

    base_url: str
    drafts: bool
    today: dt.date
    private: bool
    strict: bool
    form: str
    search: bool = True
    timings: bool = False


class Here:
    """What every command needs: where it was started, and on which site."""

    def __init__(self, start: Path) -> None:
        self.start = start

    @classmethod
    def of(cls, context: click.Context) -> Here:
        """The same while a shell completes a command line, when nothing has been started yet."""
        return cls((context.find_root().params.get("folder") or Path()).absolute())

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


class Choice(click.Choice[str]):
    """One of a few words; a slip of the pen is told the word that was meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or the end of the command."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as slip:
            hint = did_you_mean(str(value), [str(choice) for choice in self.choices])
            raise click.BadParameter(f"{slip.message} {hint[:1].upper()}{hint[1:]}".strip(), ctx, param) from None


form_option = click.option(
    "--format", "form", type=Choice(["text", "json", "github"]), default="text", show_default=True,
    help="Words for people, one JSON object, or annotations for GitHub Actions.",
)  # fmt: skip
short_json_option = click.option("--json", "form", flag_value="json", help="The same as --format json.")
private_option = click.option(
    "--private", is_flag=True, help="Show every source whole. Such a build is not for publication."
)
no_search_option = click.option("--no-search", is_flag=True, help="Leave the search out; the lists stay.")
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


def stop(words: str, code: int) -> NoReturn:
    """Ends the command with one sentence and an exit code; programs that asked for an object get one."""
    click.echo(f"Error: {words}", err=True)
    context = click.get_current_context(silent=True)
    if context is not None and (context.params.get("as_object") or context.params.get("form") == "json"):
        click.echo(_refusal(words, code))
    sys.exit(code)
