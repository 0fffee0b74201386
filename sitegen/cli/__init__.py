"""The commands, their options and exit codes: the only room that prints and exits.

One module a command, loaded when it is run; `ground` is what they all stand on.
"""

from __future__ import annotations

from pathlib import Path

import click

from .. import __version__
from .ground import EXIT_CODES, Commands, Here

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
