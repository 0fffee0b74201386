"""What only the whole can show: two files for one address, and links inside the site that lead nowhere."""

from __future__ import annotations

import functools
import html
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from .files import links_of, spots_of
from .page import Page
from .problems import Place, Problem


def claimed_twice(pages: Iterable[Page], assets: Iterable[str]) -> Iterator[Problem]:
    """Addresses that two pages or files want, also where they differ only in case or in Unicode form: on many a
    computer these are one file."""
    claimed: dict[str, tuple[str, Place]] = {}
    wanted = [(asset, Place(asset)) for asset in sorted(assets)] + [(page.address, _home(page)) for page in pages]
    for address, place in wanted:
        key = address_key(address)
        if key not in claimed:
            claimed[key] = (address, place)
        else:
            other, first = claimed[key]
            message = f"the address {address} is taken by {other} already, written at {first}"
            yield Problem(place, "address-claimed-twice", message, "rename one of the two")


def _home(page: Page) -> Place:
    """Where a person would look who wants to mend a page."""
    return page.home_of.place() if page.home_of is not None else Place(f"templates/{page.template}")


def address_key(address: str) -> str:
    """An address as the least discerning file system sees it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address).casefold())


_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def broken_links(files: Mapping[str, bytes], pages: Iterable[Page]) -> Iterator[Problem]:
    """Every link of every page that stays on the site and leads to no file, or to no spot in it."""
    ids = {address: spots_of(files, address) for address in files if address.endswith(".html")}
    spots = {address: frozenset(names) for address, names in ids.items()}
    # Menus and names stand on every page of a folder: what led somewhere once does so again.
    sound: dict[str, set[bytes]] = {}
    for page in pages:
        if page.address in ids:
            yield from _spots_twice(page, ids[page.address])
        if page.anywhere or page.address not in files:
            continue
        known = sound.setdefault(page.address.rpartition("/")[0], set())
        written = links_of(files, page.address) - known
        broken = {target: why for target in written if (why := _why_broken(page.address, target, files, spots))}
        for target, why in sorted({_value(target): why for target, why in broken.items()}.items()):
            yield Problem(_home(page), "broken-link", f"the page {page.address} links to {target}, but {why}")
        known |= {target for target in written - broken.keys() if not target.startswith(b"#")}


def _value(written: bytes) -> str:
    return html.unescape(written.decode())


def _why_broken(
    address: str, written: bytes, files: Mapping[str, bytes], spots: Mapping[str, frozenset[str]]
) -> str | None:
    target = _value(written)
    if not target or _SCHEME.match(target):
        return None
    path, _, fragment = target.partition("#")
    whole = _address_at(address.rpartition("/")[0], path) if path else address
    if whole not in files:
        return f"there is no {whole} on the site"
    if fragment and whole in spots and unquote(fragment) not in spots[whole]:
        return f"{whole} has no spot with that name"
    return None


@functools.lru_cache(1 << 16)
def _address_at(folder: str, path: str) -> str:
    """The address that a path means on the pages of a folder."""
    return posixpath.normpath(posixpath.join(folder, unquote(path.split("?")[0])))


def _spots_twice(page: Page, names: list[str]) -> Iterator[Problem]:
    """Two spots of one page with the same name: a link to the second would lead to the first."""
    for name, count in Counter(names).items():
        if count > 1:
            message = f"{count} spots of the page {page.address} are called “{name}”"
            hint = "if it is the `id:` of a statement, rename it; if not, mend the template"
            yield Problem(_home(page), "address-claimed-twice", message, hint)
