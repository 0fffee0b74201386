"""The bytes of a file become text, or a problem that names the first byte or character that cannot be text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final

from ..problems import Place, Problem
from .hidden import hidden_characters

CONTROL: Final = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_PLACES: Final = 6


def decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """The text of a file: strict UTF-8, without a byte order mark, every line ending as a newline.

    Text with control or hidden characters is still returned beside their problems, so that the rest can be checked too.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error, path)]
    text = plain_newlines(text.removeprefix("\ufeff"))
    return text, [*control_characters(text, path), *hidden_characters(text, path)]


def plain_newlines(text: str) -> str:
    """`text` with every line ending, of whatever system, as a newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    before = plain_newlines(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
    place = Place(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    message = f"byte 0x{data[error.start]:02X} at offset {error.start} is not UTF-8; {_guess(data, error)}"
    return Problem(place, "file-not-utf8", message, "save the file as UTF-8")


def _guess(data: bytes, error: UnicodeDecodeError) -> str:
    byte = data[error.start : error.start + 1]
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "the file looks like UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return "the file looks like UTF-16"
    if error.reason == "unexpected end of data":
        return "the file ends in the middle of a character, as if it were cut off"
    if byte in b"\xc0\xc1" or re.match(rb"\xed[\xa0-\xbf]", data[error.start : error.start + 2]):
        return "the program that wrote the file encoded this character wrongly"
    letter = byte.decode("cp1252", errors="ignore")
    if not letter:
        return "the file may not be text"
    return f"in Windows-1252 it would be “{letter}”, which the file may well be"


def control_characters(text: str, path: str, first_line: int = 1) -> list[Problem]:
    """One problem for each kind of control character, at the first of its kind."""
    if not CONTROL.search(text):
        return []
    count, places = Counter[str](), defaultdict[str, list[Place]](list)
    for number, line in enumerate(text.split("\n"), first_line):
        for found in CONTROL.finditer(line):
            count[found[0]] += 1
            if count[found[0]] <= _MOST_PLACES:
                places[found[0]].append(Place(path, number, found.start() + 1))
    return [_control_problem(character, spots, count[character]) for character, spots in places.items()]


def _control_problem(character: str, spots: list[Place], count: int) -> Problem:
    details = [f"also at {spot}" for spot in spots[1:]]
    details += [f"and in {count - len(spots)} more places"] if count > len(spots) else []
    message = f"the control character U+{ord(character):04X} cannot be shown on any page"
    hint = "the file looks like UTF-16; save it as UTF-8" if character == "\0" and count > 1 else "delete it"
    return Problem(spots[0], "file-control-character", message, hint, details=tuple(details))
