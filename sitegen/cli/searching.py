"""The search of a site, made by the commands that write one; and what a site goes without, told once."""

from __future__ import annotations

import sys
from dataclasses import replace
from urllib.parse import urlsplit

import click

from ..indexing import INSTALL, NotIndexed, Program, indexed
from ..memo import own_memo
from ..pipeline import Edition
from .ground import ENVIRONMENT, stop


def with_search(edition: Edition, program: Program | None) -> Edition:
    """The edition with the index of what can be searched for; the command ends where that cannot be made."""
    if program is None or edition.briefing is None:
        return edition
    try:
        index = indexed(edition.found, edition.briefing.language.tag, program, own_memo())
    except (NotIndexed, OSError) as failure:
        stop(f"the search could not be made: {failure}. Build with --no-search, or install Pagefind anew.", ENVIRONMENT)
    return replace(edition, files={**index, **edition.files})


def tell_left_out(edition: Edition, program: Program | None, wanted: bool) -> None:
    """Says what the site goes without, and what would bring it. That it has no address is plain to programs."""
    if wanted and program is None:
        click.echo(f"note: no search; its pages lead to the lists instead. For a search: {INSTALL}", err=True)
    if sys.stderr.isatty() and not urlsplit(edition.base_url).netloc:
        click.echo(
            "note: no feeds, sitemap or canonical links; they need the full address of the site. Give it as `base_url` "
            "in content/site.yaml or by --base-url.",
            err=True,
        )
