"""Which outlet of the site a name or an address means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from ..kinds.outlet import Outlet
from ..passages import fold
from ..records import slug
from .facts import Facts, cleaned, shortened


def place_outlet(facts: Facts, names: Iterable[str], outlets: Iterable[Outlet]) -> None:
    """State the outlet where a name, or the host of the article's address, is that of exactly one. Where the two
    disagree, or nothing fits, say so."""
    known = list(outlets)
    names = [name for name in dict.fromkeys(map(cleaned, names)) if name]
    named = {outlet.id: name for name in names for outlet in known if _same(name, outlet)}
    host = _host(facts["url"] or "")
    hosted = {outlet.id for outlet in known if host and _covers(_host(outlet.url or ""), host)}
    fitting = set(named) | hosted
    if len(fitting) == 1:
        outlet = fitting.pop()
        how = f"it is called “{shortened(named[outlet])}” there" if outlet in named else f"the address is at {host}"
        facts.state("outlet", outlet, how)
    elif fitting:
        facts.doubt(f"outlet: {' or '.join(sorted(fitting))}")
    elif names or host:
        told = [f"the name there is “{shortened(name)}”" for name in names] or [f"the address is at {shortened(host)}"]
        facts.doubt(f"outlet: {', '.join(told)}, which is no outlet of this site yet{_how_it_is_made(names)}")


def _how_it_is_made(names: list[str]) -> str:
    """What to type for the first of the names, where no shell takes anything in it for its own."""
    name, made = next(iter(names), ""), slug(next(iter(names), ""))
    plain = re.fullmatch(r"[^\W_][\w .,'’&()-]*", name) and made
    return f': sitegen new outlet "{name}", then outlet: {made}' if plain else ": sitegen new outlet NAME makes one"


def _same(name: str, outlet: Outlet) -> bool:
    return _key(name) in {_key(one) for one in (outlet.name, *outlet.names, outlet.id)}


def _key(name: str) -> str:
    return fold(name).text.casefold().strip().removeprefix("the ")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _covers(outlet: str, host: str) -> bool:
    return bool(outlet) and (host == outlet or host.endswith(f".{outlet}"))
