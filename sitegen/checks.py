"""What only the whole can show: two files for one address, and links inside the site that lead nowhere."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from .page import Page
from .problems import Place, Problem


def claimed_twice(pages: Iterable[Page], assets: Iterable[str]) -> Iterator[Problem]:
    """Addresses that two pages or files want, also where they differ only in case or in Unicode form: on many a
    computer these are one file."""
    claimed: dict[str, tuple[str, Place]] = {address_key(asset): (asset, Place(asset)) for asset in assets}
    for page in pages:
        place = page.home_of.place() if page.home_of is not None else Place(f"templates/{page.template}")
        key = address_key(page.address)
        if key in claimed:
            other, first = claimed[key]
            message = f"the address {page.address} is taken by {other} already, written at {first}"
            yield Problem(place, "address-claimed-twice", message, "rename one of the two")
        claimed.setdefault(key, (page.address, place))


def address_key(address: str) -> str:
    """An address as the least discerning file system sees it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address).casefold())


_ID = re.compile(rb'\sid="([^"]+)"')
_LINK = re.compile(rb'\s(?:href|src)="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def broken_links(files: Mapping[str, bytes], pages: Iterable[Page]) -> Iterator[Problem]:
    """Every link of every page that stays on the site and leads to no file, or to no spot in it."""
    ids = {address: {html.unescape(found.decode()) for found in _ID.findall(data)} for address, data in _html(files)}
    for page in pages:
        if page.anywhere or page.address not in files:
            continue
        for target in sorted({html.unescape(found.decode()) for found in _LINK.findall(files[page.address])}):
            if not target or _SCHEME.match(target):
                continue
            path, _, fragment = target.partition("#")
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(page.address), unquote(path.split("?")[0])))
            whole = whole if path else page.address
            if whole not in files:
                yield _broken(page, target, f"there is no {whole} on the site")
            elif fragment and whole in ids and unquote(fragment) not in ids[whole]:
                yield _broken(page, target, f"{whole} has no spot with that name")


def _html(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return ((address, data) for address, data in files.items() if address.endswith(".html"))


def _broken(page: Page, target: str, why: str) -> Problem:
    place = page.home_of.place() if page.home_of is not None else Place(f"templates/{page.template}")
    return Problem(place, "broken-link", f"the page {page.address} links to {target}, but {why}")
