"""Words that mix the letters of scripts which look alike: nobody sees that the first letter of `аpple` is Cyrillic.

Names and the hosts of addresses are looked at, word by word, since those are what a reader goes by. It is a warning,
for there are such names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..library import Library
from ..problems import Place, Problem
from ..records import Record, spots

_ALIKE = ("LATIN", "CYRILLIC", "GREEK")
_HINT = "type the word anew with the keyboard of one language, unless it is meant"


def find_mixed_letters(library: Library) -> Iterator[Problem]:
    """A warning for every name and address in which a word mixes letters."""
    for thing in library.every_thing():
        named: list[tuple[tuple[str | int, ...], str]] = [(("name",), thing.name)]
        for field in ("names", "weak"):
            named += [((field, index), name) for index, name in enumerate(getattr(thing, field))]
        for steps, name in named:
            if word := _mixed(name):
                message = f"“{word}” mixes letters that look alike: {_told(word)}"
                yield Problem(thing.place(*steps), "mixed-letters", message, _HINT, "warning")
    yield from library.once_of_singles("mixed letters", _in_addresses)
    for document in library.documents.values():
        yield from document.once("mixed letters", (), _in_addresses, document.records)


def _in_addresses(records: Iterable[Record]) -> list[Problem]:
    addresses = ((record, spot) for record in records for spot in spots(record) if spot.role == "url")
    return [slip for record, spot in addresses for slip in mixed_in_address(spot.text, record.place(*spot.steps))]


def mixed_in_address(target: str, place: Place) -> Iterator[Problem]:
    """A warning where the host of an address mixes letters, with the host as machines spell it."""
    if target.isascii() and "xn--" not in target:
        return
    parts = (urlsplit(target).hostname or "").split(".")
    host = ".".join(map(_as_read, parts))
    if word := _mixed(host):
        real = ".".join(part if part.isascii() else f"xn--{part.encode('punycode').decode()}" for part in parts)
        message = f"“{host}” mixes letters that look alike: {_told(word)}; it leads to {real}"
        yield Problem(place, "mixed-letters", message, _HINT, "warning")


def _as_read(part: str) -> str:
    """A part of a host as people read it, who are not shown how machines spell it."""
    if not part.startswith("xn--"):
        return part
    try:
        return part[4:].encode().decode("punycode")
    except UnicodeError:
        return part


def _mixed(text: str) -> str:
    """The first word with letters of several scripts, or nothing."""
    if text.isascii():
        return ""
    return next((word for word in re.findall(r"\w+", text) if len({*map(_script, word)} - {""}) > 1), "")


def _script(letter: str) -> str:
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in _ALIKE else ""


def _told(word: str) -> str:
    """Which letters of a word are of which script, those of the rarest first."""
    scripts = {script: [letter for letter in dict.fromkeys(word) if _script(letter) == script] for script in _ALIKE}
    rarest = sorted((letters, script) for script, letters in scripts.items() if letters)
    rarest.sort(key=lambda one: len(one[0]))
    return ", ".join(f"{''.join(letters)} is {script.capitalize()}" for letters, script in rarest)
