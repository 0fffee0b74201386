"""The commands, their options and exit codes: the only room that prints and exits.

One module a command; `ground` is what they all stand on.
"""

from __future__ import annotations

from pathlib import Path

import click

from .. import __version__
from .bring import import_command
from .build import build_command
from .check import check_command
from .completion import completion_command
from .gaps import gaps_command
from .ground import EXIT_CODES, Commands, Here
from .new import new_command
from .publish import publish_command
from .schema import schema_command
from .serve import serve_command
from .verify import verify_command

__all__ = ["EXIT_CODES", "main"]


@click.group(
    cls=Commands,
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


for command in (
    build_command,
    check_command,
    completion_command,
    gaps_command,
    import_command,
    new_command,
    publish_command,
    schema_command,
    serve_command,
    verify_command,
):
    main.add_command(command)
