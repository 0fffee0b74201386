"""The search and the cards of a site, made by the commands that write one; and what it goes without, told once."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click

from ..cards import INSTALL as INSTALL_CARDS
from ..cards import cards, fonts_at_hand
from ..checks import claimed_twice
from ..files import Files
from ..indexing import INSTALL, NotIndexed, Program, indexed
from ..look import light_colours
from ..memo import own_memo
from ..pipeline import Edition, Index
from .ground import CONTENT, ENVIRONMENT, stop


def with_search(edition: Edition, program: Program | None, root: Path | None = None) -> Edition:
    """The edition with the index of what can be searched for, kept for the site at a `root`; the command ends where it
    cannot be made."""
    if program is None or edition.briefing is None:
        return edition
    try:
        index = edition.index or indexing(program, root)(edition.found, edition.briefing.language.tag)
    except (NotIndexed, OSError) as failure:
        stop(f"the search could not be made: {failure}. Build with --no-search, or install Pagefind anew.", ENVIRONMENT)
    return _beside(edition, index)


def indexing(program: Program, root: Path | None) -> Index:
    """How what is found becomes an index, kept for the site at a `root`."""
    return lambda found, language: indexed(found, language, program, own_memo(), f"{root}")


def with_cards(edition: Edition) -> Edition:
    """The edition with the card of each page that leads to one."""
    if edition.briefing is None or not edition.cards:
        return edition
    colours = light_colours(edition.briefing.library.site)
    return _beside(edition, cards(edition.cards, colours, own_memo()))


def _beside(edition: Edition, made: Mapping[str, bytes]) -> Edition:
    """The edition with files that were made beside it; the command ends where it has some at their addresses."""
    for twice in claimed_twice((), [*edition.files, *made]):
        stop(f"{twice.message}. Call the author's own file otherwise.", CONTENT)
    return replace(edition, files=Files(made, edition.files))


def tell_left_out(edition: Edition, program: Program | None, wanted: bool) -> None:
    """Says what the site goes without, and what would bring it. That it has no address is plain to programs."""
    if wanted and program is None:
        click.echo(f"note: no search; its pages lead to the lists instead. For a search: {INSTALL}", err=True)
    wants_cards = edition.briefing is None or edition.briefing.library.site.cards
    if urlsplit(edition.base_url).netloc and wants_cards and not fonts_at_hand():
        click.echo(f"note: no pictures beside shared links. For cards with each title: {INSTALL_CARDS}", err=True)
    if sys.stderr.isatty() and not urlsplit(edition.base_url).netloc:
        click.echo(
            "note: no feeds, sitemap, canonical links or cards; they need the full address of the site. Give it as "
            "`base_url` in content/site.yaml or by --base-url.",
            err=True,
        )
