"""What can be read: every kind of page with its addresses, as the example site has them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from ..findings import work_out
from ..library import load
from ..page import Briefing, Page
from ..pages import PAGES
from .example import example_files
from .markup import code, table


def pages() -> str:
    """Each kind of page: its addresses, and what it is for."""
    library, _ = load(example_files())
    findings, _ = work_out(library)
    return table(("What it shows", "Address"), _rows(Briefing(library, findings)))


def _rows(briefing: Briefing) -> Iterator[tuple[str, str]]:
    for make in PAGES:
        told = (importlib.import_module(make.__module__).__doc__ or "").partition("\n")[0]
        addresses = dict.fromkeys(_address(page) for page in make(briefing))
        yield told, ", ".join(map(code, addresses))


def _address(page: Page) -> str:
    """The address of a page, that of a record for any of its kind."""
    if page.home_of is None:
        return page.address
    folder, _, _ = page.address.rpartition("/")
    return f"{folder}/{page.home_of.kind.upper()}.html"
