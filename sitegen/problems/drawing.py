"""A problem as a person reads it in a terminal: in words, and under the line it points at."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from .problem import Place, Problem

_MARGIN = 6
_WIDEST = 100
_CONTEXT = 30
# Characters on either side of a spot beyond which nothing of its line is looked at, however long it is: as many as may
# be shown where each of them has a column, more where some have none.
_NEAR, _FAR = _WIDEST + _CONTEXT, 500
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class _Ink:
    """What is written before and after words to set them off."""

    mark: str = ""
    bold: str = ""
    dim: str = ""
    plain: str = ""


_COLOURED = {
    "error": _Ink("\x1b[31m", "\x1b[1m", "\x1b[2m", "\x1b[0m"),
    "warning": _Ink("\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"),
}


def printable(text: str) -> str:
    """`text` with everything spelled out that is no letter to see and may steer a terminal: control, direction and
    other format characters, odd line ends, halves of a character. Newlines and tabs stay."""
    return text if text.isprintable() else "".join(map(_spelled_out, text))


def _spelled_out(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in _STEERING:
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def drawn(problem: Problem, line: str | None = None, colour: bool = False) -> str:
    """The problem as a person reads it in a terminal. `line` is the text of the line it points at."""
    ink = _COLOURED[problem.severity] if colour else _Ink()
    place = printable(str(problem.place)).replace("\n", "\\u000a")
    told = f"{ink.mark}{problem.severity}[{problem.code}]{ink.plain}"
    out = [f"{ink.bold}{place}{ink.plain}: {told}: {_below(problem.message)}"]
    if line is not None and problem.place.line:
        out += _line_and_caret(problem.place, line.rstrip("\r\n"), ink)
    out += [f"{'':{_MARGIN}}{_below(detail)}" for detail in problem.details]
    if problem.hint:
        out.append(f"{'':{_MARGIN}}{ink.bold}→{ink.plain} {_below(problem.hint)}")
    return "\n".join(out)


def pointed_at(place: Place, line: str) -> tuple[str, str, str]:
    """The part of a long line round the spot that a place names: what stands before it, the spot, what stands after."""
    near = _near(place, line.rstrip("\r\n"))
    shown, start = near.shown, near.start
    end = min(start + max(1, place.length), len(shown))
    first, last = _window(near.widths, start)
    before, at, after = "".join(shown[first:start]), "".join(shown[start:end]), "".join(shown[end : max(last, end)])
    return near.begins(first) + before, at, after + near.ends(last)


def _below(text: str) -> str:
    """Text to be shown; lines after its first are set in, so that none of them can pass for a problem of its own."""
    return printable(text).replace("\n", "\n" + " " * _MARGIN)


@dataclass(frozen=True, slots=True)
class _Near:
    """What stands on a line near a spot, character by character as it is shown, with its width; the spot is at
    `start`. More of the line stands before it and after it where that is said."""

    shown: list[str]
    widths: list[int]
    start: int
    more_before: bool
    more_after: bool

    def begins(self, first: int) -> str:
        """The sign that something stands before the character that is shown first."""
        return "…" if first or self.more_before else ""

    def ends(self, last: int) -> str:
        """The sign that something stands from a character on that is not shown any more."""
        return "…" if last < len(self.shown) or self.more_after else ""


def _near(place: Place, line: str) -> _Near:
    spot = min(max(0, place.column - 1), len(line))
    for far in (_NEAR, _FAR):
        begin, end = max(0, spot - far), min(len(line), spot + max(far, min(place.length, _FAR)))
        part = line[begin:end].replace("\t", " ").replace("\n", " ")
        plain = part.isascii() and part.isprintable()
        if plain:
            break
    shown = list(part if plain else map(printable, part))
    widths = [1] * len(shown) if plain else [*map(_width, shown)]
    return _Near(shown, widths, spot - begin, begin > 0, end < len(line))


def _line_and_caret(place: Place, line: str, ink: _Ink) -> list[str]:
    near = _near(place, line)
    shown, widths, start = near.shown, near.widths, near.start
    end = min(start + max(1, place.length), len(shown))
    while 0 < start < len(shown) and not widths[start]:
        # A mark that stands on a letter has no column of its own: point at the letter.
        start -= 1
    # A long line is cut to a window round the spot: a caret under a wrapped line points nowhere.
    first, last = _window(widths, start)
    before = near.begins(first)
    at = len(before) + sum(widths[first:start])
    carets = "^" * max(1, sum(widths[start : min(end, last)]))
    number = f"{place.line:>5} "
    return [
        f"{ink.dim}{number}|{ink.plain} {before}{''.join(shown[first:last])}{near.ends(last)}",
        f"{ink.dim}{'':{len(number)}}|{ink.plain} {' ' * at}{ink.mark}{carets}{ink.plain}",
    ]


def _window(widths: list[int], start: int) -> tuple[int, int]:
    """Which characters of a line are shown, from one and up to another, so that the one at `start` is."""
    if widths.count(1) == len(widths):
        first = max(0, min(start - _CONTEXT, len(widths) - _WIDEST))
        return first, min(first + _WIDEST, len(widths))
    ends = [0, *accumulate(widths)]
    if ends[-1] <= _WIDEST:
        return 0, len(widths)
    wanted = max(0, min(ends[start] - _CONTEXT, ends[-1] - _WIDEST))
    first = bisect_left(ends, wanted)
    while first < start and not widths[first]:
        first += 1
    return first, bisect_right(ends, ends[first] + _WIDEST) - 1


def _width(text: str) -> int:
    """How many columns of a terminal the text of one character takes."""
    if len(text) > 1:
        return len(text)
    if unicodedata.category(text) in ("Mn", "Me") or "\u1160" <= text <= "\u11ff":
        # The latter are the vowels and last consonants that join a Korean syllable begun before them.
        return 0
    return 2 if unicodedata.east_asian_width(text) in "WF" else 1
