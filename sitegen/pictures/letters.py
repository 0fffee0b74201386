"""How wide words are before any font is known: room that no common sans-serif exceeds."""

from __future__ import annotations

import functools
import unicodedata

# Widths in parts of the size, after the widest of the common faces (DejaVu Sans and Verdana).
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!‘’·I \u202f", 0.37),
    **dict.fromkeys('frt()[]/\\-"“”`', 0.48),
    **dict.fromkeys("mwMW@%—…", 1.0),
}
_SMALL, _LARGE, _WIDE = 0.64, 0.8, 1.05
_BOLD = 1.1
# A line of text with the air that tall scripts need, in parts of the size.
LINE = 1.35


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The room that a line of words takes at the most."""
    return sum(map(_width, text)) * size * (_BOLD if bold else 1)


@functools.cache
def _width(letter: str) -> float:
    if (known := _WIDTHS.get(letter)) is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    # Alphabets wider than the Latin one have small letters as wide as its capitals.
    if letter.isupper() or letter > "\u024f":
        return _LARGE
    return _SMALL


def wrapped(text: str, size: float, room: float, most: int = 3, bold: bool = False) -> tuple[str, ...]:
    """The words in lines that fit into the room, `most` of them at the most; what does not fit ends in “…”."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most:
        line = rest.pop(0)
        while rest and width_of(f"{line} {rest[0]}", size, bold) <= room:
            line += f" {rest.pop(0)}"
        lines.append(line)
    if rest:
        lines[-1] += " …"
    return tuple(shortened(line, size, room, bold) for line in lines)


def shortened(text: str, size: float, room: float, bold: bool = False) -> str:
    """The words cut so that they fit into the room, with “…” where something is left out."""
    if width_of(text, size, bold) <= room:
        return text
    kept = text.removesuffix("…").rstrip()
    while kept and width_of(f"{kept}…", size, bold) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"
