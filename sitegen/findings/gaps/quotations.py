"""Finds the quotations of a text by its marks, nested and unclosed ones included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...passages import Stretch, Text

_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„‟«", "”»"
_SINGLE_OPEN = "‘‚‛"
_ANY_MARK = re.compile(f"[{_DOUBLE_OPEN}{_DOUBLE_CLOSE}{_SINGLE_OPEN}’'\"]")
# The sort of a mark, whatever its form.
_DOUBLE, _SINGLE = '"', "'"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, without the marks. `closed` is false where the source never closes them."""

    stretch: Stretch
    closed: bool


def find_quotations(text: Text) -> tuple[Quotation, ...]:
    """Every quotation in the order in which they begin. One that is never closed runs to the end of its block."""
    flat = iter(text.known.numbers("quotations", lambda: _flat(text)))
    return tuple(
        Quotation(Stretch(start, end), bool(closed)) for start, end, closed in zip(flat, flat, flat, strict=True)
    )


def _flat(text: Text) -> Iterator[int]:
    for block in text.blocks:
        for found in sorted(_in_block(text.plain, block), key=lambda found: (found.stretch.start, -found.stretch.end)):
            yield from (found.stretch.start, found.stretch.end, found.closed)


def _in_block(plain: str, block: Stretch) -> Iterator[Quotation]:
    open_marks: list[tuple[str, int]] = []
    for found in _ANY_MARK.finditer(plain, block.start, block.end):
        at = found.start()
        sort, opens = _mark(plain, at, block, {mark for mark, _ in open_marks})
        if not sort:
            continue
        if opens:
            open_marks.append((sort, at + 1))
            continue
        # A mark that closes an outer quotation closes whatever was left open inside it.
        while any(mark == sort for mark, _ in open_marks):
            mark, start = open_marks.pop()
            if mark in (sort, _DOUBLE):
                yield Quotation(Stretch(start, at), mark == sort)
            if mark == sort:
                break
    yield from (Quotation(Stretch(start, block.end), False) for sort, start in open_marks if sort == _DOUBLE)


def _mark(plain: str, at: int, block: Stretch, inside: set[str]) -> tuple[str, bool]:
    """The sort of mark at an offset (`"` or `'`, empty for none), and whether it opens. Which way a mark faces tells
    more than its form, which differs between languages and is often mistyped."""
    letter = plain[at]
    before = plain[at - 1] if at > block.start else " "
    after = plain[at + 1] if at + 1 < block.end else " "
    if letter in _DOUBLE_OPEN or letter in _DOUBLE_CLOSE or letter == _DOUBLE:
        if _faces_words(before, after):
            return _DOUBLE, True
        return _DOUBLE, letter in _DOUBLE_OPEN and not (_DOUBLE in inside and not before.isspace())
    if letter in _SINGLE_OPEN and not before.isalnum():
        return _SINGLE, True
    if letter in "'’" and not (before.isalnum() and after.isalnum()):
        opens = letter == "'" and _faces_words(before, after) and after.isalpha()
        return (_SINGLE, opens) if opens or _SINGLE in inside else ("", False)
    return "", False


def _faces_words(before: str, after: str) -> bool:
    """Whether a straight mark stands at the start of words rather than at their end."""
    return (before.isspace() or before in "([{-–—/\"“'‘") and not after.isspace()
